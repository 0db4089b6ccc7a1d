"""Notices on the records: printed, posted, their term, void and new; and the hand-over."""

from datetime import date

import pytest

from minnelijk.flow.words import ApprovalAnswer, Phase, Question, RecallWhy
from minnelijk.law.voids import VoidWord
from minnelijk.records.actions import hand_over, letters
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Approval, Case, HandOver, Message, Notice
from tests import world
from tests.records.noticing import (
    MONDAY,
    agency,
    letter,
    letter_made,
    moment,
    pays,
    posts,
    prints,
    run,
    says,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; her client sends the letter alone, and says yes to it."""
    return letter_made(cast)


def test_a_letter_waits_for_the_post_and_its_days_count_from_there(
    case: Case, cast: world.Cast
) -> None:
    notice = case.notices.get()
    assert (notice.kind, notice.sent_on, notice.last_on) == ("fourteen_days", None, None)
    assert (notice.principal_cents, notice.on_top_cents) == (50_000, 7_500)
    assert case.next_why == "letter.waits"

    done = posts(letter(case), date(2026, 3, 3), cast.sanne)

    notice.refresh_from_db()
    case.refresh_from_db()
    assert done.pulled == []
    assert notice.sent_on == date(2026, 3, 3)
    assert notice.last_on == date(2026, 3, 20)
    assert notice.charges_from == date(2026, 3, 25)
    assert (case.next_why, case.next_on) == ("law.notice_term", date(2026, 3, 18))
    assert verify(case) == []


def test_the_client_is_asked_five_working_days_before_and_chooses_the_agency(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    run(date(2026, 3, 17))
    assert not Approval.objects.filter(question=Question.HAND_OVER).exists()
    run(date(2026, 3, 18))
    asked = Approval.objects.get(question=Question.HAND_OVER)
    assert asked.terms == {"from_on": "2026-03-25", "with_notice": True, "on_top_cents": 7_500}
    partner = agency()

    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=partner)
    run(date(2026, 3, 24))
    assert not HandOver.objects.exists()
    run(date(2026, 3, 25))

    made = HandOver.objects.get()
    case.refresh_from_db()
    assert (made.partner, made.with_notice) == (partner, True)
    assert (made.principal_cents, made.on_top_cents) == (50_000, 7_500)
    assert made.figures["steps"]
    assert (case.phase, case.next_why) == (Phase.HANDED_OVER, "agency.has_it")


def handed_over(case: Case, cast: world.Cast) -> HandOver:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    run(date(2026, 3, 18))
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=agency())
    run(date(2026, 3, 25))
    return HandOver.objects.get()


def test_story_3_a_new_invoice_gets_no_costs_of_the_old_letter(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    world.claim(case, world.Invoice("F-2", 9_000, due_on=date(2026, 3, 9)), on=date(2026, 3, 10))
    run(date(2026, 3, 11))
    assert Notice.objects.count() == 1
    run(date(2026, 3, 18))
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=agency())
    run(date(2026, 3, 25))

    made = HandOver.objects.get()
    assert (made.principal_cents, made.on_top_cents) == (50_000, 7_500)
    assert [cover.claim.number for cover in made.covers.all()] == ["F-1"]


def test_an_invoice_that_waited_begins_at_the_beginning_once_the_letter_is_paid(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    world.claim(case, world.Invoice("F-2", 9_000, due_on=date(2026, 3, 9)), on=date(2026, 3, 10))
    pays(case, 50_000, date(2026, 3, 12), date(2026, 3, 13), cast)

    case.refresh_from_db()
    assert (case.phase, case.step, case.open_cents) == (Phase.ONE, "", 9_000)
    assert case.events.filter(kind="next_turn").count() == 1


def test_story_8_money_that_came_in_time_and_was_told_late_takes_everything_back(
    case: Case, cast: world.Cast
) -> None:
    made = handed_over(case, cast)

    pays(case, 50_000, date(2026, 3, 12), date(2026, 4, 1), cast)

    made.refresh_from_db()
    case.refresh_from_db()
    assert made.recall_why == RecallWhy.PAID_BEFORE
    assert "recall" in {note.word for note in made.notes.all()}
    assert case.client.notes.filter(kind="recalled").exists()
    assert (case.phase, case.close_reason) == (Phase.CLOSED, "paid")
    assert verify(case) == []


def test_story_15_a_returned_letter_is_void_and_so_is_what_was_agreed_on_it(
    case: Case, cast: world.Cast
) -> None:
    message = letter(case)
    posts(message, date(2026, 3, 3), cast.sanne)
    run(date(2026, 3, 18))
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=agency())

    letters.came_back(message.id, Act(moment(date(2026, 3, 19)), cast.sanne))
    run(date(2026, 3, 25))

    case.refresh_from_db()
    assert case.notices.get().void_why == VoidWord.RETURNED
    assert Approval.objects.get(question=Question.HAND_OVER).fell_why == "notice_void"
    assert case.work_items.filter(task="repair_address").exists()
    assert not HandOver.objects.exists()
    assert case.held_kind == "review"


def test_who_pays_while_the_letter_lies_printed_gets_none(case: Case, cast: world.Cast) -> None:
    message = letter(case)
    prints(message, date(2026, 3, 3))
    pays(case, 10_000, date(2026, 3, 2), date(2026, 3, 3), cast)

    done = letters.posted([message.id], Act(moment(date(2026, 3, 3), 15), cast.sanne))
    run(date(2026, 3, 4))

    assert done.pulled == [(message.id, "changed")]
    again = case.notices.order_by("-number").first()
    assert again is not None
    assert (again.number, again.principal_cents) == (2, 40_000)


def test_money_dated_before_the_letter_makes_it_void_and_a_new_one_is_made(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    pays(case, 10_000, date(2026, 3, 2), date(2026, 3, 9), cast)
    run(date(2026, 3, 9))

    first, second = case.notices.order_by("number")
    assert first.void_why == VoidWord.TOO_HIGH
    assert (second.principal_cents, second.on_top_cents) == (40_000, 6_000)


def test_money_of_the_same_day_or_later_leaves_the_letter_as_it_is(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    pays(case, 10_000, date(2026, 3, 5), date(2026, 3, 9), cast)

    assert case.notices.get().void_on is None


def test_a_recall_brings_the_case_to_rest_for_a_person(case: Case, cast: world.Cast) -> None:
    made = handed_over(case, cast)

    hand_over.recall(case.id, RecallWhy.CLIENT, Act(moment(date(2026, 3, 30)), cast.delta_seat))

    made.refresh_from_db()
    case.refresh_from_db()
    assert made.recalled_at is not None
    assert (case.held_kind, case.phase) == ("review", Phase.NOTICE)
    assert case.work_items.filter(task="recalled").exists()


def test_nothing_is_printed_before_a_lawyer_read_the_law(cast: world.Cast) -> None:
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY)
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(date(2026, 3, 3))

    made.refresh_from_db()
    assert made.next_why == "law.unsigned"
    assert not Message.objects.filter(case=made).exists()
