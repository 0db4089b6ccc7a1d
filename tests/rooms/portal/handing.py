"""Cases of the cast on the edge of a hand-over, and at an agency; for the tests of the portal."""

from datetime import date, datetime
from typing import Any

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.records import documents
from minnelijk.records.actions import agency_file
from minnelijk.records.actions.core import by_tick, changing, plan_again, tell_client
from minnelijk.records.models import Approval, Case, HandOver, Partner
from tests import world
from tests.records.noticing import agency, law_is_signed, letter, moment, posts, run, says
from tests.rooms.portal_world import AT

MONDAY, POSTED = date(2026, 3, 2), date(2026, 3, 3)
ASKED, HANDED = date(2026, 3, 18), date(2026, 3, 25)


def letter_case(cast: world.Cast, name: str = "Fatma Yildiz") -> Case:
    """A case of Delta that goes by the letter alone; its letter was posted on the third."""
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(
        cast.delta, name=name, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)], version=version
    )
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(made), POSTED, cast.sanne)
    return made


def asked_to_hand_over(cast: world.Cast) -> tuple[Case, Approval]:
    made = letter_case(cast)
    run(ASKED)
    return made, Approval.objects.get(case=made, question=Question.HAND_OVER)


def handed_over(cast: world.Cast, partner: Partner | None = None) -> HandOver:
    """A case at an agency, its file ready to be fetched."""
    made, _ = asked_to_hand_over(cast)
    says(made, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=partner or agency())
    run(HANDED)
    row = HandOver.objects.get()
    at = moment(HANDED, 8)
    file = documents.store(cast.delta, "hand_over", b"PK the file", "application/zip", "d.zip", at)
    agency_file.file_made(row.id, file, at)
    row.refresh_from_db()
    return row


def bare_question(case: Case, *, with_notice: bool = False, on_top_cents: int = 0) -> Approval:
    """A question to hand over a case, as it stands in the records."""
    terms: dict[str, Any] = {
        "from_on": "2026-03-12",
        "with_notice": with_notice,
        "on_top_cents": on_top_cents,
    }
    with changing(case.id) as locked:
        made = Approval.objects.create(
            client_id=locked.client_id,
            case=locked,
            question=Question.HAND_OVER,
            occurrence=50,
            cents=locked.open_cents,
            claims=[claim.number for claim in locked.claims.all()],
            terms=terms,
            asked_at=AT,
            asked_on=world.DAY,
        )
        tell_client(locked, "asked", by_tick(AT), args={"question": "hand_over"})
        plan_again(locked, world.DAY)
    return made


def morning(day: date) -> datetime:
    return moment(day, 10)
