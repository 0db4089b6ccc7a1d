"""A machine whose name a user typed is outside our own network, or is not spoken to."""

import socket
from typing import Any

import pytest

from minnelijk.post.inbound import CannotRead, opened
from minnelijk.post.reaching import OwnNetwork, addresses, reached
from minnelijk.post.sending.senders import Line, NotNow, Server
from minnelijk.post.sending.speaking import Inside
from minnelijk.post.sms.text_gateway import Gateway, send_text
from minnelijk.records.models import Mailbox
from tests.post.server import MailServer

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1"),
    *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:a00:1::"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
]
OUTSIDE = ["1.1.1.1", "145.97.39.155", "2a00:1450:400e::1", "64:ff9b::101:101"]


@pytest.fixture(autouse=True)
def nobody_is_near(settings: Any) -> None:
    settings.NEAR_HOSTS = []


def answering(monkeypatch: pytest.MonkeyPatch, *found: str) -> list[str]:
    """Let the name server answer these; return the names that it is asked."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(0, 0, 0, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_of_our_own_network_is_refused(address: str, monkeypatch: Any) -> None:
    answering(monkeypatch, address)
    with pytest.raises(OwnNetwork):
        addresses("mail.klant.example", 587)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_world_is_allowed(address: str, monkeypatch: Any) -> None:
    answering(monkeypatch, address)
    assert addresses("mail.klant.example", 587) == [address]


def test_a_name_that_leads_outside_and_inside_is_not_trusted(monkeypatch: Any) -> None:
    answering(monkeypatch, "1.1.1.1", "10.0.0.1")
    with pytest.raises(OwnNetwork):
        addresses("mail.klant.example", 587)


@pytest.mark.parametrize("written", ["127.1", "2130706433", "0x7f000001", "017700000001"])
def test_other_writings_of_this_machine_are_refused(written: str) -> None:
    with pytest.raises(OSError, match=r"own network|not known|Name|nodename"):
        addresses(written, 25)


def test_the_operator_may_allow_a_machine_by_its_name(settings: Any, monkeypatch: Any) -> None:
    settings.NEAR_HOSTS = ["mail.kantoor.example"]
    answering(monkeypatch, "10.0.0.1")
    assert addresses("Mail.Kantoor.example", 25) == ["10.0.0.1"]


def test_the_address_that_was_looked_at_is_the_one_that_is_spoken_to(monkeypatch: Any) -> None:
    asked = answering(monkeypatch, "1.1.1.1")
    spoken: list[tuple[str, int]] = []

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        spoken.append(where)
        return socket.socket()

    monkeypatch.setattr(socket, "create_connection", connect)
    reached("mail.klant.example", 587, 1).close()
    assert (asked, spoken) == (["mail.klant.example"], [("1.1.1.1", 587)])


def test_a_clients_mail_server_inside_hears_nothing(mail_server: MailServer) -> None:
    line = Line(Server("127.0.0.1", mail_server.port, seconds=2, named=True))
    with pytest.raises(Inside):
        line.send(sender="a@b.example", to="c@d.example", content=b"x\r\n")
    assert mail_server.arrived == []


def test_our_own_mail_server_may_stand_beside_us(mail_server: MailServer) -> None:
    line = Line(Server("127.0.0.1", mail_server.port, seconds=2))
    line.send(sender="a@b.example", to="c@d.example", content=b"Subject: x\r\n\r\nx\r\n")
    assert len(mail_server.arrived) == 1


def test_a_mailbox_inside_is_not_opened(db: Any) -> None:
    for port in (143, 993):
        with pytest.raises(CannotRead, match="own_network"), opened(Mailbox(host="::1", port=port)):
            pass


def test_a_provider_of_texts_inside_hears_nothing() -> None:
    with pytest.raises(NotNow, match="OwnNetwork"):
        send_text(Gateway("https://10.0.0.1/sms", "t", "x"), to="+316", text="x", key="k")
