"""Objections, agreements and what the client says while a letter is out."""

from datetime import date

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    DisputeAnswer,
    DisputeReason,
    Phase,
    Question,
)
from minnelijk.law.voids import VoidWord
from minnelijk.records.actions import disputes, promises
from minnelijk.records.actions.core import Act, changing, plan_again
from minnelijk.records.models import Approval, Case, HandOver, Notice
from tests import world
from tests.records.noticing import ASKED, OVER, agency, at_agency, letter_posted, moment, run, says

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 30)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; her client's letter was posted on 3 March."""
    return letter_posted(cast)


def objects(case: Case, day: date, cents: int = 0, *, rest_agreed: bool = False) -> int:
    parts = {case.claims.get().id: cents} if cents else {}
    what = disputes.Objection(DisputeReason.AMOUNT, "Te veel", parts, rest_agreed=rest_agreed)
    with changing(case.id) as locked:
        made = disputes.object_to(locked, what, Act(moment(day)), via=Channel.CALL)
        plan_again(locked, day)
    return made.id


def answers(dispute: int, word: DisputeAnswer, day: date, cast: world.Cast) -> None:
    act = Act(moment(day), cast.delta_seat)
    disputes.answer(dispute, disputes.Answer(word, "Gezien"), act)


def told(case: Case) -> list[tuple[str, str]]:
    """What the agency was told: the word, and of news which."""
    notes = HandOver.objects.get(case=case).notes.filter(from_agency=False).order_by("id")
    return [(note.word, note.open().get("news", "") if note.sealed else "") for note in notes]


# Objections and agreements ---------------------------------------------------------------------


def test_what_is_objected_to_in_the_term_does_not_go_to_an_agency(
    case: Case, cast: world.Cast
) -> None:
    objects(case, date(2026, 3, 10))

    run(ASKED)
    run(OVER)

    assert case.notices.get().void_on is None
    assert not Approval.objects.filter(question=Question.HAND_OVER).exists()
    assert not HandOver.objects.exists()


def test_an_objection_after_the_yes_keeps_the_case_here(case: Case, cast: world.Cast) -> None:
    run(ASKED)
    says(case, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=agency())

    objects(case, date(2026, 3, 20))
    run(OVER)

    assert not HandOver.objects.exists()


def test_an_objection_to_a_part_keeps_the_whole_invoice_here(case: Case, cast: world.Cast) -> None:
    objects(case, date(2026, 3, 10), 4_000, rest_agreed=True)

    run(ASKED)
    for asked in case.approvals.filter(answer="", question=Question.HAND_OVER):
        assert asked.cents == 0
    run(OVER)

    assert not HandOver.objects.exists()


def test_an_objection_that_is_right_voids_the_letter(case: Case, cast: world.Cast) -> None:
    dispute = objects(case, date(2026, 3, 10), 4_000)

    answers(dispute, DisputeAnswer.UPHELD, date(2026, 3, 12), cast)
    run(date(2026, 3, 12))

    first, second = case.notices.order_by("number")
    assert (first.void_why, second.principal_cents) == (VoidWord.TOO_HIGH, 46_000)


def test_an_objection_that_is_right_at_the_agency_brings_the_case_back(
    case: Case, cast: world.Cast
) -> None:
    at_agency(case, cast)
    dispute = objects(case, LATER, 4_000)
    assert told(case) == [("news", "disputed")]

    answers(dispute, DisputeAnswer.UPHELD, LATER, cast)

    assert HandOver.objects.get().recall_why == "notice_void"
    case.refresh_from_db()
    assert case.phase == Phase.NOTICE


def test_a_promise_in_the_term_moves_costs_and_hand_over(case: Case, cast: world.Cast) -> None:
    with changing(case.id) as locked:
        act = Act(moment(ASKED, 12), cast.sanne)
        promises.make(locked, 50_000, date(2026, 3, 30), act, via=Channel.CALL)
        plan_again(locked, ASKED)

    run(ASKED)
    run(OVER)
    run(date(2026, 4, 2))

    assert not HandOver.objects.exists()
    asked = Approval.objects.filter(question=Question.HAND_OVER, fell_why="")
    assert all(one.terms["from_on"] > "2026-03-30" for one in asked)


# The client ------------------------------------------------------------------------------------


def test_a_client_that_says_nothing_ends_it_and_never_hands_over(case: Case) -> None:
    for day in ("2026-03-18", "2026-03-25", "2026-04-01", "2026-04-20", "2026-05-04", "2026-05-06"):
        run(date.fromisoformat(day))

    case.refresh_from_db()
    assert (case.phase, case.close_reason) == (Phase.CLOSED, "client_silent")
    assert not HandOver.objects.exists()


@pytest.mark.parametrize(
    ("word", "phase", "why"),
    [
        (ApprovalAnswer.STOP, Phase.CLOSED, ""),
        (ApprovalAnswer.NOT_YET, Phase.NOTICE, "hold.ends"),
    ],
)
def test_a_client_that_refuses_hand_over(
    case: Case, cast: world.Cast, word: ApprovalAnswer, phase: Phase, why: str
) -> None:
    run(ASKED)
    more = {"until_on": date(2026, 4, 20)} if word is ApprovalAnswer.NOT_YET else {}

    says(case, word, ASKED, cast.delta_seat, **more)
    run(OVER)

    case.refresh_from_db()
    assert (case.phase, case.next_why) == (phase, why)
    assert Notice.objects.get().void_on is None
    assert not HandOver.objects.exists()
