"""What tests of the post do before mail leaves: a call with a promise, a logo, a moment later."""

from datetime import date, datetime, timedelta

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import Outcome
from minnelijk.records.actions import calls
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.documents import store
from minnelijk.records.models import Brand, Case, Client, Message, Seat
from tests import world

WEEK_LATER = date(2026, 3, 12)
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "78da63e04e580000018e00ddd7e0b7b10000000049454e44ae426082"
)
"""A picture of one point."""


def agreed(
    case: Case, by: Seat, *, cents: int = 12_000, at: datetime = world.AT, sentence: str = ""
) -> calls.Logged:
    """The debtor promises on the phone; the call is still open."""
    report = Report(
        outcome=Outcome.PROMISE,
        identity=frozenset({Fact.ADDRESS, Fact.BIRTH_ON}),
        cents=cents,
        day=WEEK_LATER,
        sentence=sentence,
    )
    return calls.log_call(case.id, report, Act(at, by=by))


def later(seconds: float, at: datetime = world.AT) -> datetime:
    return at + timedelta(seconds=seconds)


def with_logo(client: Client) -> None:
    document = store(client, "logo", LOGO, "image/png", "logo.png", world.AT)
    Brand.objects.filter(client=client).update(
        logo_document=document, colours={"accent": "#0b5fa5"}
    )


def confirmation(logged: calls.Logged) -> Message:
    """The confirmation of a call as it stands now."""
    assert logged.message_id is not None
    return Message.objects.get(id=logged.message_id)
