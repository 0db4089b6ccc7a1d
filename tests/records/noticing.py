"""A case of the cast that goes by the letter alone, and what people do to it."""

from datetime import UTC, date, datetime, time
from typing import Any

from minnelijk.flow.words import ApprovalAnswer, EntryCause, MessageState
from minnelijk.law.country import country
from minnelijk.records import documents
from minnelijk.records.actions import approvals, letters, payments, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law import sign_law
from minnelijk.records.models import Case, Client, Entry, HandOver, Message, Partner, Seat
from tests import world

MONDAY, POSTED = date(2026, 3, 2), date(2026, 3, 3)
ASKED, OVER = date(2026, 3, 18), date(2026, 3, 25)


def moment(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def law_is_signed(cast: world.Cast, *codes: str) -> None:
    """A lawyer read the law packs, as before every first notice."""
    for code in codes or ("nl", "be"):
        sign_law(
            code,
            lawyer_name="mr. Hofland",
            lawyer_role="advocaat",
            read_sha256=country(code).pack_sha256,
            act=Act(world.AT, cast.manager),
        )


def run(day: date) -> None:
    """The daily run, with payments known up to that day."""
    Client.objects.update(feed_on=day)
    steps.tick(day, moment(day, 6))


def says(case: Case, word: ApprovalAnswer, day: date, by: Seat, **more: Any) -> None:
    """The client answers what it was asked."""
    asked = case.approvals.get(answer="", fell_why="")
    approvals.answer(asked.id, word, Act(moment(day), by), **more)


def letter(case: Case) -> Message:
    """The letter of this case that waits for the printer."""
    return Message.objects.get(case=case, channel="post", state=MessageState.WAITING)


def prints(message: Message, day: date) -> None:
    """The letter is printed; what the PDF looks like is looked at elsewhere."""
    at = moment(day, 8)
    assert letters.check(message.id, at).goes
    pdf = documents.store(
        message.client,
        "letter",
        b"%PDF-1.7 " + str(message.id).encode(),
        "application/pdf",
        "x",
        at,
    )
    letters.printed(message.id, pdf, at)


def posts(message: Message, day: date, by: Seat) -> letters.Posted:
    """The letter is printed and put on the post on the same day."""
    prints(message, day)
    return letters.posted([message.id], Act(moment(day, 15), by))


def pays(case: Case, cents: int, value_on: date, told_on: date, cast: world.Cast) -> list[Entry]:
    """The client tells of money on its account."""
    act = Act(moment(told_on), cast.delta_seat)
    key = f"{value_on}:{cents}"
    return payments.book(case.id, cents, value_on, act, cause=EntryCause.REPORT, key=key)


def agency(of: Client | None = None, name: str = "Incasso Zuid") -> Partner:
    """The bureau's own partner, or an agency of a client's choice."""
    return Partner.objects.create(
        client=of,
        name=name,
        country="nl",
        registration="WKI-2024-0099",
        phone="+31701234567",
        email="dossiers@incassozuid.example",
        from_on=date(2026, 1, 1),
    )


def letter_made(cast: world.Cast) -> Case:
    """Fatma owes 500.00; her client said yes to the letter, and it waits for the printer."""
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    return Case.objects.get(id=made.id)


def letter_posted(cast: world.Cast) -> Case:
    """The same letter, on the post on 3 March."""
    made = letter_made(cast)
    posts(letter(made), POSTED, cast.sanne)
    return Case.objects.get(id=made.id)


def at_agency(case: Case, cast: world.Cast) -> HandOver:
    """The days of the posted letter are over, and the client chose the bureau's own partner."""
    run(ASKED)
    says(case, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=agency())
    run(OVER)
    return HandOver.objects.get(case=case)
