"""What stops a person or a client, at every stage of a case with a letter: what must be so then."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    MessageState,
    Outcome,
    Phase,
    Question,
    RecallWhy,
)
from minnelijk.records.actions import calls, hand_over, happenings, intake, letters, undo
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.stopping import resume_all, stop_client
from minnelijk.records.chain import verify
from minnelijk.records.models import Approval, Case, Client, HandOver, Message, Notice
from tests import world
from tests.records.noticing import (
    ASKED,
    OVER,
    POSTED,
    agency,
    letter,
    letter_made,
    moment,
    posts,
    prints,
    run,
    says,
)

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 30)
STOPPED_BY = {
    Outcome.HELP_ASKED: "debt_help",
    Outcome.REPRESENTED: "represented",
    Outcome.INSOLVENT: "insolvent",
    Outcome.DECEASED: "deceased",
    Outcome.MINOR: "minor",
}


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma owes 500.00; her client's letter was made today and waits for the printer."""
    return letter_made(cast)


def heard(case: Case, outcome: Outcome, day: date, cast: world.Cast) -> calls.Logged:
    """Somebody tells it on the phone."""
    return calls.log_call(case.id, Report(outcome), Act(moment(day, 12), cast.sanne))


def goes_on(case: Case, day: date, cast: world.Cast) -> None:
    """A person looked, and lets the case go on."""
    for hold in case.holds.filter(lifted_on__isnull=True):
        happenings.lift_by_person(hold.id, Act(moment(day), cast.supervisor))


def agreed(case: Case, cast: world.Cast) -> Approval:
    """The letter was posted, and the client said yes to hand-over."""
    posts(letter(case), POSTED, cast.sanne)
    run(ASKED)
    says(case, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=agency())
    return Approval.objects.get(question=Question.HAND_OVER)


def notes_to_client(case: Case, kind: str) -> int:
    return case.client.notes.filter(case=case, kind=kind, done_at__isnull=True).count()


@pytest.mark.parametrize("outcome", list(STOPPED_BY))
def test_in_phase_one_a_stop_ends_mail_calls_and_questions(
    cast: world.Cast, outcome: Outcome
) -> None:
    made = world.case(cast.delta)
    run(date(2026, 3, 6))
    said = Report(Outcome.NO_ANSWER)
    calls.log_call(made.id, said, Act(moment(date(2026, 3, 6)), cast.sanne))

    heard(made, outcome, date(2026, 3, 6), cast)
    run(date(2026, 4, 20))

    made.refresh_from_db()
    assert made.held_kind == STOPPED_BY[outcome]
    assert not made.messages.filter(state__in=["waiting", "taken"]).exists()
    assert not made.work_items.filter(kind__in=["call", "callback"], state="open").exists()
    assert notes_to_client(made, outcome.value) == 1
    assert verify(made) == []


@pytest.mark.parametrize("outcome", [Outcome.HELP_ASKED, Outcome.DECEASED])
def test_a_letter_that_waits_never_leaves_and_a_new_one_is_made_afterwards(
    case: Case, cast: world.Cast, outcome: Outcome
) -> None:
    message = letter(case)

    heard(case, outcome, POSTED, cast)

    message.refresh_from_db()
    assert message.state == MessageState.STOPPED
    assert letters.to_print(moment(POSTED, 13)) == []
    goes_on(case, date(2026, 3, 9), cast)
    run(date(2026, 3, 9))
    first, second = case.notices.order_by("number")
    assert (first.void_why, second.void_on) == ("withdrawn", None)
    assert letter(case).notice == second


def test_a_printed_letter_is_taken_out_of_the_pile(case: Case, cast: world.Cast) -> None:
    message = letter(case)
    prints(message, POSTED)

    heard(case, Outcome.DECEASED, POSTED, cast)
    done = letters.posted([message.id], Act(moment(POSTED, 15), cast.sanne))

    assert done.pulled == [(message.id, "held")]
    assert case.notices.get().void_why == "withdrawn"


def test_a_printed_letter_waits_for_fresh_payments_and_is_printed_anew(
    case: Case, cast: world.Cast
) -> None:
    message = letter(case)
    prints(message, POSTED)
    Client.objects.update(feed_on=POSTED - timedelta(days=30))

    done = letters.posted([message.id], Act(moment(POSTED, 15), cast.sanne))

    message.refresh_from_db()
    assert done.pulled == [(message.id, "feed_stale")]
    assert (message.state, message.printed_on) == (MessageState.WAITING, None)
    assert case.notices.get().void_on is None

    news = Act(moment(POSTED, 16), cast.delta_seat)
    intake.payments_known(cast.delta, POSTED, news)
    assert letters.to_print(news.at) == [message.id]


def test_a_printed_letter_that_nobody_posts_is_not_printed_again_after_a_stop(
    case: Case, cast: world.Cast
) -> None:
    message = letter(case)
    prints(message, POSTED)
    heard(case, Outcome.HELP_ASKED, POSTED, cast)

    assert letters.not_posted(moment(date(2026, 3, 4))) == 1
    assert letters.check(message.id, moment(date(2026, 3, 4))).word == "held"

    message.refresh_from_db()
    assert message.state == MessageState.STOPPED


@pytest.mark.parametrize("outcome", [Outcome.REPRESENTED, Outcome.MINOR])
def test_while_the_term_runs_a_stop_keeps_the_case_from_the_agency(
    case: Case, cast: world.Cast, outcome: Outcome
) -> None:
    posts(letter(case), POSTED, cast.sanne)

    heard(case, outcome, date(2026, 3, 9), cast)
    run(ASKED)
    run(OVER)

    assert case.notices.get().void_on is None
    assert not Approval.objects.filter(question=Question.HAND_OVER).exists()
    assert not HandOver.objects.exists()
    assert notes_to_client(case, outcome.value) == 1


def test_a_question_that_waits_falls_with_a_stop_and_comes_back_after_it(
    case: Case, cast: world.Cast
) -> None:
    posts(letter(case), POSTED, cast.sanne)
    run(ASKED)

    heard(case, Outcome.HELP_ASKED, ASKED, cast)

    asked = Approval.objects.get(question=Question.HAND_OVER)
    assert asked.fell_why == "debt_help"
    assert notes_to_client(case, "asked") == 0
    goes_on(case, LATER, cast)
    run(LATER)
    assert Approval.objects.filter(question=Question.HAND_OVER, fell_why="").count() == 1


@pytest.mark.parametrize("outcome", [Outcome.INSOLVENT, Outcome.DECEASED])
def test_a_yes_to_hand_over_falls_with_a_stop_and_is_asked_anew(
    case: Case, cast: world.Cast, outcome: Outcome
) -> None:
    asked = agreed(case, cast)

    heard(case, outcome, date(2026, 3, 19), cast)
    goes_on(case, LATER, cast)
    run(LATER)
    run(LATER + timedelta(days=1))

    asked.refresh_from_db()
    assert asked.fell_why == STOPPED_BY[outcome]
    assert not HandOver.objects.exists()
    again = Approval.objects.filter(question=Question.HAND_OVER, answer="", fell_why="")
    assert again.count() == 1


def test_a_stop_by_a_slip_of_the_keyboard_leaves_the_yes_as_it_was(
    case: Case, cast: world.Cast
) -> None:
    asked = agreed(case, cast)
    logged = heard(case, Outcome.DECEASED, date(2026, 3, 19), cast)

    at = moment(date(2026, 3, 19), 12) + timedelta(seconds=30)
    undo.undo_call(logged.call_id, Act(at, cast.sanne))
    run(OVER)

    asked.refresh_from_db()
    assert (asked.answer, asked.fell_why) == ("yes", "")
    assert HandOver.objects.count() == 1


def test_a_stop_by_a_slip_of_the_keyboard_leaves_the_letter_waiting(
    case: Case, cast: world.Cast
) -> None:
    message = letter(case)
    logged = heard(case, Outcome.DECEASED, POSTED, cast)

    at = moment(POSTED, 12) + timedelta(seconds=30)
    undo.undo_call(logged.call_id, Act(at, cast.sanne))

    case.refresh_from_db()
    assert case.next_why == "letter.waits"
    done = posts(message, POSTED + timedelta(days=1), cast.sanne)
    assert done.sent == [message.id]
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("outcome", [Outcome.HELP_ASKED, Outcome.MINOR])
def test_at_the_agency_a_stop_is_told_at_once_and_a_person_may_take_it_back(
    case: Case, cast: world.Cast, outcome: Outcome
) -> None:
    asked = agreed(case, cast)
    run(OVER)

    heard(case, outcome, LATER, cast)
    hand_over.recall(case.id, RecallWhy.STOP, Act(moment(LATER, 14), cast.supervisor))

    made = HandOver.objects.get()
    case.refresh_from_db()
    asked.refresh_from_db()
    assert [note.word for note in made.notes.order_by("id")] == ["news", "recall"]
    assert (made.recall_why, asked.fell_why) == ("stop", "recalled")
    assert (case.phase, case.held_kind) == (Phase.NOTICE, STOPPED_BY[outcome])
    assert notes_to_client(case, outcome.value) == 1


# The client ------------------------------------------------------------------------------------


def test_a_client_that_stops_pulls_its_printed_letters(case: Case, cast: world.Cast) -> None:
    message = letter(case)
    prints(message, POSTED)

    stop_client(cast.delta, Act(moment(POSTED, 12), cast.manager))
    done = letters.posted([message.id], Act(moment(POSTED, 15), cast.sanne))

    assert done.sent == []
    assert [one for one, _ in done.pulled] == [message.id]


def test_a_client_that_stops_and_goes_on_is_asked_anew_before_hand_over(
    case: Case, cast: world.Cast
) -> None:
    asked = agreed(case, cast)

    stop_client(cast.delta, Act(moment(date(2026, 3, 19)), cast.manager))
    run(OVER)
    assert not HandOver.objects.exists()
    resume_all(Client.objects.get(id=cast.delta.id), Act(moment(LATER), cast.manager))
    run(LATER)

    asked.refresh_from_db()
    assert asked.fell_why == "client_stopped"
    assert Approval.objects.filter(question=Question.HAND_OVER, answer="", fell_why="").exists()


def test_a_letter_that_a_client_stopped_is_made_anew_when_it_goes_on(
    case: Case, cast: world.Cast
) -> None:
    stop_client(cast.delta, Act(moment(POSTED), cast.manager))
    assert not Message.objects.filter(case=case, state="waiting").exists()

    resume_all(Client.objects.get(id=cast.delta.id), Act(moment(date(2026, 3, 9)), cast.manager))
    run(date(2026, 3, 9))

    assert [notice.void_why for notice in case.notices.order_by("number")] == ["withdrawn", ""]
