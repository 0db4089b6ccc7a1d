"""A name that no server can have is a server that does not answer, and stops nobody else's mail."""

from datetime import timedelta

import pytest

from minnelijk.post import inbound as reading
from minnelijk.post.inbound import read_mailboxes
from minnelijk.post.sending.senders import Away, Line, NotNow, Server
from minnelijk.post.sms.text_gateway import Gateway, send_text
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.mailboxes import Place, set_mailbox
from minnelijk.records.models import Mailbox
from tests import world

TWO_DOTS = "mail..delta.example"


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_waits", {})


@pytest.mark.django_db
def test_a_mailbox_with_an_impossible_server_keeps_no_other_from_being_read(
    cast: world.Cast,
) -> None:
    act = Act(world.AT, cast.manager)
    for client, host, port in ((cast.delta, TWO_DOTS, 993), (cast.noord, "127.0.0.1", 1)):
        address = f"antwoord@{client.code}.example"
        set_mailbox(client, Place(address, host, "post", secret="green-teapot", port=port), act)

    assert read_mailboxes(world.AT) == {"mailbox_failed": 2}

    assert set(Mailbox.objects.values_list("failing_why", flat=True)) == {"no_connection"}


@pytest.mark.django_db
def test_whatever_happens_in_one_mailbox_the_next_one_is_read(
    cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = Act(world.AT, cast.manager)
    for client in (cast.delta, cast.noord):
        place = Place(f"a@{client.code}.example", "127.0.0.1", client.code, secret="x", port=1)
        set_mailbox(client, place, act)
    really = reading.read_mailbox

    def odd(mailbox: Mailbox, at: object) -> object:
        if mailbox.client_id == cast.delta.id:
            raise RuntimeError("nobody thought of this")
        return really(mailbox, at)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_mailbox", odd)

    assert read_mailboxes(world.AT) == {"mailbox_failed": 1, "problem": 1}
    soon = world.AT + timedelta(seconds=30)
    assert read_mailboxes(soon) == {}, "an odd one rests like one that fails"


def test_an_impossible_mail_server_is_one_that_does_not_answer() -> None:
    with pytest.raises(Away):
        Line(Server(TWO_DOTS, 587)).send(sender="a@b.example", to="c@d.example", content=b"x")


@pytest.mark.parametrize(
    "address, token", [("https://sms..example/", "t0k3n"), ("http://127.0.0.1:9/", "tøken")]
)
def test_a_provider_or_token_that_cannot_be_written_means_that_nothing_left(
    address: str, token: str
) -> None:
    with pytest.raises(NotNow):
        send_text(Gateway(address, token, "Delta"), to="+31612345678", text="x", key="m1")
