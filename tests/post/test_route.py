"""How mail leaves: by which server, from whom, back to where, and signed with what."""

from email import message_from_bytes
from email.policy import default
from typing import Any

import dkim
import pytest

from minnelijk.files.mails.verp import read_envelope
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.sending.route import CannotRoute, route_of
from minnelijk.post.sending.senders import Server
from minnelijk.post.sending.signing import new_key
from minnelijk.records.blind import envelope_key
from minnelijk.records.ids import reserve
from minnelijk.records.models import Evidence, Mailbox, SendTry
from minnelijk.records.words import SenderLogin, SenderWay
from tests import world
from tests.post.acting import agreed, later
from tests.post.heap import sender_of
from tests.post.server import MailServer


def mailbox(address: str, client: Any = None) -> Mailbox:
    row = Mailbox(
        id=reserve(Mailbox, 1)[0],
        client=client,
        address=address,
        host=f"imap.{address}",
        user_name=address,
    )
    row.close({"password": "x"})
    row.save(force_insert=True)
    return row


def test_our_server_signs_for_the_clients_domain(cast: world.Cast, mail_server: MailServer) -> None:
    key, record = new_key()
    sender_of(
        cast, {"dkim_key": key.decode()}, dkim_selector="mnl", domain="delta.example", dkim="pass"
    )
    agreed(world.case(cast.delta), cast.sanne)

    assert send_due("one", later(11)) == {"sent": 1}

    (arrived,) = mail_server.arrived
    asked: list[bytes] = []

    def text_of(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        return record.encode()

    assert dkim.verify(arrived.content, dnsfunc=text_of)
    assert asked == [b"mnl._domainkey.delta.example."]
    assert Evidence.objects.get().document.size == len(arrived.content)


def test_the_bureaus_domain_names_the_bureau_and_sends_answers_to_the_client(
    cast: world.Cast, mail_server: MailServer
) -> None:
    sender_of(
        cast,
        way=SenderWay.BUREAU,
        address="delta@vriendt.example",
        reply_to="rekening@delta.example",
        agreed_on=world.DAY,
    )
    agreed(world.case(cast.delta), cast.sanne)

    assert send_due("one", later(11)) == {"sent": 1}

    mail = message_from_bytes(mail_server.arrived[0].content, policy=default)
    assert mail["From"] == "Waterbedrijf Delta via Vriendt Incasso <delta@vriendt.example>"
    assert mail["Reply-To"] == "rekening@delta.example"


def test_without_the_clients_written_yes_the_bureaus_domain_is_not_used(cast: world.Cast) -> None:
    row = sender_of(cast, way=SenderWay.BUREAU, address="delta@vriendt.example")

    with pytest.raises(CannotRoute, match="not_agreed"):
        route_of(row)


def test_a_route_names_its_own_server(cast: world.Cast) -> None:
    columns = {"way": SenderWay.OWN_SERVER, "host": "smtp.delta.example", "login": "token"}
    safe = route_of(sender_of(cast, {"token": "t"}, port=465, user_name="delta", **columns))
    usual = route_of(sender_of(cast, {"token": "t"}, port=587, user_name="", **columns))

    login = ("delta", "t")
    wanted = Server("smtp.delta.example", 465, True, SenderLogin.TOKEN, *login, named=True)
    assert safe.server == wanted
    assert (usual.server.implicit, usual.server.user_name) == (False, "rekening@delta.example")
    assert "t" not in repr(usual.server).replace("port", "").split("secret")[-1:]


@pytest.mark.parametrize(
    ("columns", "word"),
    [
        ({"host": "", "port": 587, "login": "password"}, "no_server"),
        ({"host": "smtp.delta.example", "port": None, "login": "password"}, "no_server"),
        ({"host": "smtp.delta.example", "port": 587, "login": "password"}, "no_secret"),
    ],
)
def test_an_own_server_without_what_it_needs_is_refused_by_name(
    cast: world.Cast, columns: dict[str, Any], word: str
) -> None:
    with pytest.raises(CannotRoute, match=word):
        route_of(sender_of(cast, way=SenderWay.OWN_SERVER, **columns))


def test_the_envelope_names_the_message_where_we_read_what_comes_back(
    cast: world.Cast, mail_server: MailServer
) -> None:
    mailbox("antwoord@vriendt.example")
    logged = agreed(world.case(cast.delta), cast.sanne)

    assert send_due("one", later(11)) == {"sent": 1}

    (arrived,) = mail_server.arrived
    assert arrived.mail_from.endswith("@vriendt.example")
    assert read_envelope(arrived.mail_from, envelope_key()) == logged.message_id
    mail = message_from_bytes(arrived.content, policy=default)
    assert (mail["From"].addresses[0].addr_spec, mail["Reply-To"]) == (
        "rekening@delta.example",
        "antwoord@vriendt.example",
    )


def test_the_clients_own_mailbox_goes_before_ours_and_its_server_gets_no_other_domain(
    cast: world.Cast,
) -> None:
    mailbox("antwoord@vriendt.example")
    ours = route_of(sender_of(cast)).answers
    mailbox("post@delta.example", cast.delta)
    own = {"way": SenderWay.OWN_SERVER, "host": "smtp.delta.example", "port": 587}

    same = route_of(sender_of(cast, {"password": "p"}, login="password", **own))
    Mailbox.objects.filter(client=cast.delta).update(active=False)
    other = route_of(sender_of(cast, {"password": "p"}, login="password", **own))

    assert (ours, same.answers, other.answers) == (
        "antwoord@vriendt.example",
        "post@delta.example",
        "",
    )
    assert other.envelope(7) == "rekening@delta.example"


def test_in_a_sandbox_every_mail_goes_to_one_address_and_says_so(
    cast: world.Cast, mail_server: MailServer, settings: Any
) -> None:
    settings.SANDBOX_TO = "proef@vriendt.example"
    key, record = new_key()
    sender_of(
        cast, {"dkim_key": key.decode()}, dkim_selector="mnl", domain="delta.example", dkim="pass"
    )
    agreed(world.case(cast.delta), cast.sanne)

    assert send_due("one", later(11)) == {"sent": 1}

    (arrived,) = mail_server.arrived
    mail = message_from_bytes(arrived.content, policy=default)
    assert arrived.rcpt_to == ["proef@vriendt.example"]
    assert mail["To"] == "proef@vriendt.example"
    assert mail["Subject"].startswith("[TEST] ")
    assert mail["X-Minnelijk-Sandbox"]
    assert b"fatma@post.example" not in arrived.content
    assert dkim.verify(arrived.content, dnsfunc=lambda *_args, **_more: record.encode())
    proof = Evidence.objects.get()
    assert proof.smtp_answer.startswith("sandbox: ")
    assert SendTry.objects.get().answer.startswith("sandbox: ")
