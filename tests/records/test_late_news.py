"""Late news and the letter: money, credits and returns, worked back."""

from datetime import date

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    MessageState,
    Phase,
    PointChannel,
    Question,
)
from minnelijk.law.voids import VoidWord
from minnelijk.records.actions import contact, letters, payments, portal, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Approval, Case, ClientNote, HandOver, Message
from tests import world
from tests.records.noticing import (
    MONDAY,
    OVER,
    POSTED,
    at_agency,
    law_is_signed,
    letter,
    letter_posted,
    moment,
    pays,
    posts,
    run,
    says,
)

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 30)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; her client's letter was posted on 3 March."""
    return letter_posted(cast)


def told(case: Case) -> list[tuple[str, str]]:
    """What the agency was told: the word, and of news which."""
    notes = HandOver.objects.get(case=case).notes.filter(from_agency=False).order_by("id")
    return [(note.word, note.open().get("news", "") if note.sealed else "") for note in notes]


# Money -----------------------------------------------------------------------------------------


def test_part_of_it_paid_before_the_letter_takes_an_agency_off_it(
    case: Case, cast: world.Cast
) -> None:
    at_agency(case, cast)

    pays(case, 10_000, date(2026, 3, 2), LATER, cast)
    case.refresh_from_db()

    assert case.notices.get().void_why == VoidWord.TOO_HIGH
    assert HandOver.objects.get().recall_why == "paid_before"
    assert (case.phase, case.held_kind) == (Phase.NOTICE, "review")
    assert Approval.objects.get(question=Question.HAND_OVER).fell_why


def test_money_after_the_hand_over_is_told_to_the_agency_once(case: Case, cast: world.Cast) -> None:
    at_agency(case, cast)

    pays(case, 10_000, date(2026, 3, 27), LATER, cast)

    case.refresh_from_db()
    assert told(case) == [("payment", "")]
    assert ClientNote.objects.filter(case=case, kind="paid_at_agency", done_at=None).count() == 1
    assert (case.phase, HandOver.objects.get().recall_why) == (Phase.HANDED_OVER, "")


def test_money_that_goes_back_at_the_agency_is_told_to_it(case: Case, cast: world.Cast) -> None:
    at_agency(case, cast)
    entry = pays(case, 10_000, date(2026, 3, 27), LATER, cast)[0]

    payments.reverse(entry.id, Act(moment(LATER, 11)), value_on=LATER)

    assert told(case) == [("payment", ""), ("news", "reversal")]


def test_a_payment_that_goes_back_opens_the_case_kindly_and_the_old_letter_counts_no_more(
    case: Case, cast: world.Cast
) -> None:
    entry = pays(case, 50_000, date(2026, 3, 12), date(2026, 3, 12), cast)[0]

    payments.reverse(entry.id, Act(moment(LATER)), value_on=LATER)
    run(LATER)

    case.refresh_from_db()
    first = case.notices.get()
    assert first.void_why == "withdrawn"
    assert case.events.filter(kind="notice_void", why="reopened").count() == 1
    assert case.next_why == "client.asked"
    waiting = Approval.objects.get(answer="", fell_why="")
    assert waiting.question == Question.NOTICE
    says(case, ApprovalAnswer.YES, LATER, cast.delta_seat)
    run(LATER)
    posts(letter(case), LATER, cast.sanne)
    second = case.notices.get(number=2)
    assert (second.sent_on, second.last_on) == (LATER, date(2026, 4, 16))
    assert verify(Case.objects.get(id=case.id)) == []


def test_costs_come_only_over_what_the_letter_asked(cast: world.Cast) -> None:
    """200.00 came before the letter and went back after it: the letter asked 300.00."""
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    case = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=case.id).update(policy_version=version)
    entry = pays(case, 20_000, date(2026, 2, 27), date(2026, 2, 27), cast)[0]
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(case), POSTED, cast.sanne)
    payments.reverse(entry.id, Act(moment(date(2026, 3, 9))), value_on=date(2026, 3, 9))

    made = at_agency(case, cast)

    assert (made.principal_cents, made.on_top_cents) == (50_000, 4_500)


# Credits ---------------------------------------------------------------------------------------


def test_a_credit_because_the_invoice_was_wrong_voids_the_letter(
    case: Case, cast: world.Cast
) -> None:
    act, claim = Act(moment(date(2026, 3, 9)), cast.delta_seat), case.claims.get()
    portal.lower_claim(case.id, claim.id, 40_000, act, seen_rev=case.rev)
    run(date(2026, 3, 9))

    first, second = case.notices.order_by("number")
    assert (first.void_why, second.principal_cents) == (VoidWord.TOO_HIGH, 40_000)


def test_a_gesture_of_the_desk_leaves_the_letter(case: Case, cast: world.Cast) -> None:
    cast.delta.small_rest_cents = 250
    pays(case, 49_800, date(2026, 3, 12), date(2026, 3, 12), cast)

    payments.write_off_rest(case.id, Act(moment(date(2026, 3, 13)), cast.supervisor))

    case.refresh_from_db()
    assert case.notices.get().void_on is None
    assert case.phase == Phase.CLOSED


# Returned --------------------------------------------------------------------------------------


def test_a_new_letter_after_a_returned_one_has_a_full_new_term(
    case: Case, cast: world.Cast
) -> None:
    letters.came_back(case.notices.get().message_id, Act(moment(date(2026, 3, 10)), cast.sanne))
    run(date(2026, 3, 10))
    new = {"street": "Kade", "number": "3", "postcode": "3511 AA", "city": "Utrecht"}
    contact.hear_point(case.id, PointChannel.POST, new, Act(moment(date(2026, 3, 16)), cast.sanne))
    run(date(2026, 3, 16))

    posts(letter(case), date(2026, 3, 17), cast.sanne)

    second = case.notices.get(number=2)
    assert (second.sent_on, second.last_on) == (date(2026, 3, 17), date(2026, 4, 7))
    assert second.charges_from == date(2026, 4, 8)
    run(OVER)
    assert not Approval.objects.filter(question=Question.HAND_OVER).exists()


def test_two_runs_on_one_day_make_one_letter(case: Case, cast: world.Cast) -> None:
    letters.came_back(case.notices.get().message_id, Act(moment(date(2026, 3, 10)), cast.sanne))
    new = {"street": "Kade", "number": "3", "postcode": "3511 AA", "city": "Utrecht"}
    contact.hear_point(
        case.id, PointChannel.POST, new, Act(moment(date(2026, 3, 10), 10), cast.sanne)
    )

    run(date(2026, 3, 11))
    Case.objects.filter(id=case.id).update(next_on=date(2026, 3, 11))
    steps.tick(date(2026, 3, 11), moment(date(2026, 3, 11), 12))

    assert case.notices.filter(void_on=None).count() == 1
    waiting = Message.objects.filter(case=case, state=MessageState.WAITING, channel="post")
    assert waiting.count() == 1
