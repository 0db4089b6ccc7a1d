"""A mail server that says no, later, half a word or nothing at all: nothing lost, nothing twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from minnelijk.flow.words import MessageState
from minnelijk.post.sending import route
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.sending.senders import Away, Line, NotNow, Refused, Server, Unclear
from minnelijk.records.actions import sending
from minnelijk.records.models import Evidence, Message, SendTry
from minnelijk.records.words import TryResult
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.faulty import Faulty, faulty

MAIL = b"From: a@x.example\r\nMessage-ID: <m1@x.example>\r\n\r\nHello.\r\n"


@pytest.fixture
def server() -> Iterator[Faulty]:
    with faulty() as found:
        yield found


@pytest.fixture
def outgoing(server: Faulty, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Faulty:
    """The server that the outbox speaks to, which it does not wait for very long."""
    settings.PUBLIC_URL = "https://incasso.example"
    quick = Server("127.0.0.1", server.port, seconds=0.5)
    monkeypatch.setattr(route, "our_server", lambda: quick)
    return server


def line_to(server: Faulty) -> Line:
    return Line(Server("127.0.0.1", server.port, seconds=0.5))


def offer(line: Line) -> str:
    return line.send(sender="a@x.example", to="b@y.example", content=MAIL)


BEFORE = ("MAIL", "RCPT", "DATA")
NOTHING_LEFT = [
    *((moment, "451 4.3.0 later", NotNow) for moment in (*BEFORE, "end")),
    *((moment, "550 5.1.1 no", Refused) for moment in (*BEFORE, "end")),
    *((moment, "552 5.3.4 too large", Refused) for moment in (*BEFORE, "end")),
    *((moment, "<drop>", NotNow) for moment in ("EHLO", *BEFORE)),
    *((moment, "<slow>250 yes", NotNow) for moment in ("EHLO", *BEFORE)),
    *((moment, "25<cut>", NotNow) for moment in ("EHLO", *BEFORE)),
    *((moment, "nonsense", NotNow) for moment in ("EHLO", *BEFORE)),
    ("banner", "<drop>", Away),
    ("banner", "<slow>220 here", Away),
    ("banner", "22<cut>", Away),
    ("banner", "421 4.3.2 busy", NotNow),
    ("banner", "554 not you", NotNow),
]
PERHAPS = ["<drop>", "<slow>250 taken", "25<cut>", "250 tak<cut>", "45<cut>", "nonsense", "354 ?"]


@pytest.mark.parametrize(("moment", "answer", "raised"), NOTHING_LEFT)
def test_before_the_mail_is_on_the_wire_we_know_that_nothing_left(
    server: Faulty, moment: str, answer: str, raised: type[Exception]
) -> None:
    server.says[moment] = answer

    with pytest.raises(raised):
        offer(line_to(server))

    assert not +server.got


@pytest.mark.parametrize("answer", PERHAPS)
def test_once_it_is_on_the_wire_only_a_whole_answer_makes_it_clear(
    server: Faulty, answer: str
) -> None:
    server.says["end"] = answer

    with pytest.raises(Unclear):
        offer(line_to(server))


def test_a_line_that_breaks_in_the_middle_of_the_mail_is_unclear(server: Faulty) -> None:
    server.says["body"] = "<half>"

    with pytest.raises(Unclear):
        offer(line_to(server))

    assert not server.seen


def test_a_no_to_a_receiver_is_about_the_address_and_no_other_no(server: Faulty) -> None:
    told = {}
    for moment in ("MAIL", "RCPT", "DATA", "end"):
        server.says = {moment: "550 5.1.1 no"}
        with pytest.raises(Refused) as refused:
            offer(line_to(server))
        told[moment] = refused.value.address
    server.says = {"RCPT": "550 5.7.1 policy"}
    with pytest.raises(Refused) as refused:
        offer(line_to(server))

    assert told == {"MAIL": False, "RCPT": True, "DATA": False, "end": False}
    assert not refused.value.address


def test_one_connection_carries_the_mails_of_a_batch(server: Faulty) -> None:
    line = line_to(server)

    answers = [offer(line) for _ in range(5)]

    assert answers == ["250 taken"] * 5
    assert (server.connections, server.got["<m1@x.example>"]) == (1, 5)


@pytest.mark.parametrize("goodbye", ["<drop>", "421 4.7.0 enough for one line", "451 rest a while"])
def test_a_server_that_ends_the_line_between_two_mails_is_called_again(
    server: Faulty, goodbye: str
) -> None:
    line = line_to(server)
    offer(line)
    server.says, server.once = {"MAIL": goodbye}, True

    assert offer(line) == "250 taken"

    assert server.connections == 2


def test_an_answer_at_the_end_leaves_the_line_open_and_any_other_trouble_does_not(
    server: Faulty,
) -> None:
    line = line_to(server)
    server.once = True
    for moment, answer in (("end", "451 later"), ("RCPT", "550 5.1.1 no"), ("end", "<drop>")):
        server.says = {moment: answer}
        with pytest.raises((NotNow, Refused, Unclear)):
            offer(line)

    assert offer(line) == "250 taken"
    assert server.connections == 3


def test_an_address_that_no_command_can_hold_is_refused_and_never_unclear(server: Faulty) -> None:
    with pytest.raises(Refused) as refused:
        line_to(server).send(sender="a@x.example", to="jürgen@y.example", content=MAIL)
    line_to(server).send(sender="a@x.example", to="info@bücher.example", content=MAIL)

    assert refused.value.address
    assert server.envelopes == [("a@x.example", "info@xn--bcher-kva.example")]


def test_lines_that_begin_with_a_dot_arrive_as_they_are(server: Faulty) -> None:
    content = MAIL + b".\r\n.hidden\r\n"

    assert line_to(server).send(sender="a@x.example", to="b@y.example", content=content)

    assert server.got["<m1@x.example>"] == 1


WORDS = {
    "451 4.3.0 later": ("retry", MessageState.WAITING, TryResult.LATER),
    "550 5.7.1 no": ("refused", MessageState.STOPPED, TryResult.REFUSED),
    "552 5.3.4 too large": ("refused", MessageState.STOPPED, TryResult.REFUSED),
    "<drop>": ("unclear", MessageState.UNCLEAR, TryResult.UNCLEAR),
    "25<cut>": ("unclear", MessageState.UNCLEAR, TryResult.UNCLEAR),
}


@pytest.mark.parametrize("answer", WORDS)
def test_every_end_of_a_conversation_is_one_line_of_the_log(
    cast: world.Cast, outgoing: Faulty, answer: str
) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    outgoing.says["end"] = answer
    word, state, result = WORDS[answer]

    assert send_due("one", later(11)) == {word: 1}

    message = confirmation(logged)
    (told,) = SendTry.objects.filter(message=message)
    assert (message.state, told.number, told.result) == (state, 1, result)
    assert told.sender_id == message.sender_id
    assert answer.startswith("<") or answer.endswith("<cut>") or told.answer == answer


@pytest.mark.parametrize("answer", ["<drop>", "25<cut>", "<slow>250 taken"])
def test_what_is_unclear_is_kept_and_never_sent_again(
    cast: world.Cast, outgoing: Faulty, answer: str
) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    outgoing.says["end"] = answer

    assert send_due("one", later(11)) == {"unclear": 1}

    outgoing.says = {}
    for minutes in (1, 20, 200, 2_000):
        sending.sweep(later(60 * minutes))
        assert "sent" not in send_due("one", later(60 * minutes))
    message = confirmation(logged)
    proof = Evidence.objects.get(message=message)
    assert (message.state, message.tries) == (MessageState.UNCLEAR, 1)
    assert outgoing.seen == {proof.mail_id: 1}


def test_tried_again_until_it_leaves_it_leaves_once(cast: world.Cast, outgoing: Faulty) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    at = later(11)
    for moment in ("banner", "MAIL", "RCPT", "DATA", "end"):
        outgoing.says = {moment: "451 4.3.0 later"}
        assert send_due("one", at) == {"retry": 1}
        at = confirmation(logged).not_before_at
    outgoing.says = {}

    assert send_due("one", at) == {"sent": 1}

    tries = SendTry.objects.filter(message_id=logged.message_id).order_by("number")
    assert [one.result for one in tries] == ["later"] * 5 + ["sent"]
    assert list(outgoing.got.values()) == [1]
    assert Message.objects.get(id=logged.message_id).tries == 6
