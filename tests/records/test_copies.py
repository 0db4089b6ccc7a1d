"""The copy of an invoice that somebody never got leaves with a new day; until it nobody calls."""

from datetime import date

import pytest

from minnelijk.flow.notices import next_notice
from minnelijk.flow.order import standing
from minnelijk.flow.policy import shipped
from minnelijk.flow.words import HoldKind, MessageState, Outcome, Purpose
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind
from minnelijk.law.order import Act as LawAct
from minnelijk.law.order import OrderWord
from minnelijk.post.mail.enclosures import enclosures
from minnelijk.records import documents
from minnelijk.records.actions import calls, copies
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, ClientNote, Document, Message
from minnelijk.records.words import DueAgreed
from tests import world
from tests.records.at_desk import KNOWN
from tests.records.noticing import law_is_signed, moment, run

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
PAPER = b"%PDF-1.7 de rekening"


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma never got the invoice, and no last day was agreed."""
    law_is_signed(cast)
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 21_450)])
    made.claims.update(due_agreed=DueAgreed.NONE)
    said = Act(moment(MONDAY), cast.sanne)
    calls.log_call(made.id, Report(Outcome.COPY_ASKED, identity=KNOWN), said)
    return made


def paper(case: Case) -> Document:
    return documents.store(
        case.client, "invoice", PAPER, "application/pdf", "F-1.pdf", moment(TUESDAY)
    )


def test_story_20_the_copy_leaves_with_a_new_day_and_no_letter_of_fifteen_days_may(
    case: Case, cast: world.Cast
) -> None:
    copies.send_copy(case.id, paper(case), Act(moment(TUESDAY), cast.delta_seat))

    mail = Message.objects.get(case=case, purpose=Purpose.COPY)
    assert (mail.facts["day"], mail.facts["amount_cents"]) == ("2026-03-10", 21_450)
    assert [one.content for one in enclosures(mail, TUESDAY)] == [PAPER]
    facts = facts_of(case, TUESDAY)
    fifteen = country("nl").order.may(
        LawAct.FOURTEEN_DAYS, standing(facts, facts.claims[0]), TUESDAY
    )
    assert fifteen.word is OrderWord.NOT_IN_DEFAULT
    row = shipped("two_phase").row("notice")
    assert row is not None
    coming = next_notice(facts, row, TUESDAY)
    assert coming is not None
    assert coming.kind is NoticeKind.DEFAULT


def test_nobody_is_called_before_the_new_day_has_passed(case: Case, cast: world.Cast) -> None:
    copies.send_copy(case.id, paper(case), Act(moment(TUESDAY), cast.delta_seat))
    for day in (date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 12)):
        run(day)
        assert not case.work_items.filter(kind="call", state="open").exists()

    run(date(2026, 3, 13))

    rests = case.holds.filter(kind=HoldKind.PAUSE, lifted_on__isnull=True)
    assert not rests.exists()
    assert case.work_items.filter(kind="call", state="open").exists()
    assert not ClientNote.objects.filter(case=case, kind="copy_asked", done_at=None).exists()


def test_what_is_paid_meanwhile_gets_no_copy_with_a_new_day(case: Case, cast: world.Cast) -> None:
    case.claims.update(withdrawn_on=MONDAY)

    with pytest.raises(copies.CopyProblem, match="Nothing is open"):
        copies.send_copy(case.id, paper(case), Act(moment(TUESDAY), cast.delta_seat))

    assert not Message.objects.filter(purpose=Purpose.COPY).exists()


def test_without_an_address_a_person_writes_and_the_new_day_counts_all_the_same(
    case: Case, cast: world.Cast
) -> None:
    case.debtor.points.filter(channel="email").update(quality="bounced")

    sent = copies.send_copy(case.id, paper(case), Act(moment(TUESDAY), cast.delta_seat))

    assert sent is None
    assert case.work_items.filter(task="write_letter").exists()
    assert not Message.objects.filter(case=case, state=MessageState.WAITING).exists()
