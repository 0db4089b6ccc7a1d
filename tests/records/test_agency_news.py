"""What stops us stops an agency too: it hears at once, once, and of a slip of the keyboard not."""

from datetime import date, timedelta

import pytest

from minnelijk.flow.words import AgencyWord, Outcome, Phase
from minnelijk.records.actions import agency as agencies
from minnelijk.records.actions import calls, letters, page_help, undo
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.stopping import stop_client
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, HandOver
from tests import world
from tests.records.noticing import at_agency, letter_posted, moment

pytestmark = pytest.mark.django_db

MONDAY, LATER = date(2026, 3, 2), date(2026, 3, 30)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma's case lies at Incasso Zuid."""
    made = letter_posted(cast)
    at_agency(made, cast)
    made.refresh_from_db()
    assert made.phase == Phase.HANDED_OVER
    return made


def news(case: Case) -> list[str]:
    notes = HandOver.objects.get(case=case).notes.filter(word=AgencyWord.NEWS).order_by("id")
    return [note.open()["news"] for note in notes]


def said(case: Case, outcome: Outcome, cast: world.Cast, words: str = "") -> calls.Logged:
    report = Report(outcome, words=words)
    return calls.log_call(case.id, report, Act(moment(LATER), cast.sanne))


@pytest.mark.parametrize("outcome", [Outcome.HELP_ASKED, Outcome.DECEASED, Outcome.MINOR])
def test_a_stop_reaches_the_agency_at_once(case: Case, cast: world.Cast, outcome: Outcome) -> None:
    said(case, outcome, cast)

    assert news(case) == [outcome.value]
    assert case.events.filter(kind="agency_told", why="news").count() == 1
    case.refresh_from_db()
    assert verify(case) == []


def test_the_same_news_is_told_once(case: Case, cast: world.Cast) -> None:
    said(case, Outcome.DECEASED, cast)
    calls.log_call(
        case.id, Report(Outcome.DECEASED), Act(moment(LATER) + timedelta(hours=1), cast.sanne)
    )

    assert news(case) == ["deceased"]


def test_a_client_that_stops_stops_its_agency(case: Case, cast: world.Cast) -> None:
    stop_client(cast.delta, Act(moment(LATER), cast.manager))

    assert news(case) == ["client_stopped"]


def test_a_complaint_by_phone_and_on_the_page_is_told_without_its_words(
    case: Case, cast: world.Cast
) -> None:
    said(case, Outcome.COMPLAINT, cast, words="U belt te vaak")
    HandOver.objects.get(case=case).notes.update(read_at=moment(LATER, 12))
    page_help.complain(case.id, "Nog een klacht", by_debtor(moment(LATER, 13)))

    assert news(case) == ["complaint", "complaint"]


def test_a_slip_of_the_keyboard_is_not_told(case: Case, cast: world.Cast) -> None:
    logged = said(case, Outcome.DECEASED, cast)

    undo.undo_call(logged.call_id, Act(moment(LATER) + timedelta(seconds=30), cast.sanne))

    assert news(case) == []


def test_a_slip_that_the_agency_saw_is_taken_back(case: Case, cast: world.Cast) -> None:
    logged = said(case, Outcome.DECEASED, cast)
    made = HandOver.objects.get(case=case)
    agencies.read_by(made, Act(moment(LATER)), from_agency=False)

    undo.undo_call(logged.call_id, Act(moment(LATER) + timedelta(seconds=30), cast.sanne))

    assert news(case) == ["deceased", "mistake"]


def test_without_an_agency_nobody_is_told(cast: world.Cast) -> None:
    made = world.case(cast.delta)

    calls.log_call(made.id, Report(Outcome.DECEASED), Act(world.AT, cast.sanne))

    assert not made.events.filter(kind="agency_told").exists()


def test_a_letter_that_came_back_still_takes_the_case_back(case: Case, cast: world.Cast) -> None:
    letters.came_back(case.notices.get().message_id, Act(moment(LATER), cast.sanne))

    assert HandOver.objects.get(case=case).recall_why == "notice_void"
