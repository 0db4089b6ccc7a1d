"""Paying in parts on the debtor's own page: at once within limits, another day for one part."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.flow.words import EntryCause, Purpose
from minnelijk.records.actions import payments, steps
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Approval, Case, Client, Instalment, Message, Promise
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of

__all__ = ["cast", "fatma", "now"]

CHOSEN = {"cents": "21450", "number": "3", "first_on": "2026-03-12"}


@pytest.fixture
def limited(fatma: Visitor) -> Visitor:
    """The client lets its debtors pay in up to three parts."""
    Client.objects.filter(id=fatma.case.client_id).update(plan_parts_max=3)
    return fatma.inside()


@pytest.fixture
def running(limited: Visitor) -> Visitor:
    limited.post("delen/", **CHOSEN)
    return limited


def test_what_is_offered_stands_at_once(limited: Visitor) -> None:
    page = text_of(limited.get("delen/"))

    done = limited.post("delen/", **CHOSEN)

    assert "Wat u hier kiest, is meteen afgesproken." in page
    assert "3 keer € 71,50" in page
    assert "2 keer € 107,25" in page
    assert "4 keer" not in page
    assert "Past dit niet? Vraag iets anders" in page
    assert done.status_code == 302
    assert Instalment.objects.count() == 3
    assert not Approval.objects.exists()
    assert Message.objects.filter(purpose=Purpose.CONFIRMATION).count() == 1
    assert "Geregeld! U krijgt een mail." in text_of(limited.get())


def test_something_else_is_read_by_a_person(limited: Visitor) -> None:
    limited.post("delen/", **CHOSEN | {"number": "else", "words": "20 euro per week"})

    assert not Promise.objects.exists()
    assert "Iemand leest het en antwoordt u." in text_of(limited.get())


def test_more_parts_than_allowed_are_refused_kindly(limited: Visitor) -> None:
    answer = limited.post("delen/", **CHOSEN | {"number": "4"})

    assert "In zoveel delen kan het niet. Kies een ander aantal." in text_of(answer)
    assert not Promise.objects.exists()


def test_a_running_plan_shows_what_is_paid_of_each_part(running: Visitor, now: Clock) -> None:
    now.at = moment = datetime(2026, 3, 10, 8, tzinfo=UTC)
    payments.book(
        running.case.id, 9_000, moment.date(), Act(moment), cause=EntryCause.REPORT, key="x"
    )

    text = text_of(running.fresh().inside().get())

    assert "€ 71,50 uiterlijk donderdag 12 maart: betaald, dank u wel" in text
    assert "€ 71,50 uiterlijk maandag 13 april: nog € 53,00" in text
    assert "€ 71,50 uiterlijk dinsdag 12 mei" in text


def test_a_missed_part_says_until_when_it_may_still_be_paid(running: Visitor, now: Clock) -> None:
    Case.objects.update(next_on=date(2026, 3, 17))
    steps.tick(date(2026, 3, 17), datetime(2026, 3, 17, 6, tzinfo=UTC))
    now.at = datetime(2026, 3, 18, 9, tzinfo=UTC)
    again = running.fresh().inside()

    text = text_of(again.get())

    assert "Nog niet binnen. Het kan nog tot en met dinsdag 24 maart." in text
    assert "Dit deel op een andere dag" in text


def test_one_part_moves_once(running: Visitor) -> None:
    page = text_of(running.get("delen/1/dag/"))

    moved = running.post("delen/1/dag/", day="2026-03-19")

    assert "Nu is afgesproken: uiterlijk donderdag 12 maart." in page
    assert "donderdag 26 maart" in page
    assert "vrijdag 27 maart" not in page
    assert moved.status_code == 302
    assert str(Instalment.objects.get(number=1).due_on) == "2026-03-19"
    overview = text_of(running.get())
    assert "€ 71,50 uiterlijk donderdag 19 maart" in overview
    assert "Dit deel op een andere dag" not in overview
    again = text_of(running.get("delen/2/dag/"))
    assert "Dit deel kan hier niet meer op een andere dag." in again


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-27", "Op die dag kan het niet. Kies een dag uit de lijst."),
        ("", "Kies een dag waarop u betaalt."),
        ("morgen", "Deze dag kunnen wij niet lezen."),
    ],
)
def test_a_day_that_cannot_be_is_said_near_the_days(
    running: Visitor, day: str, sentence: str
) -> None:
    answer = running.post("delen/1/dag/", day=day)

    assert sentence in text_of(answer)
    assert not Instalment.objects.filter(deferred_from__isnull=False).exists()


def test_without_a_plan_there_is_nothing_to_move(limited: Visitor) -> None:
    assert limited.get("delen/1/dag/").status_code == 302
    assert limited.post("delen/9/dag/", day="2026-03-19").status_code == 302


def test_one_day_for_everything_says_that_the_parts_end(running: Visitor) -> None:
    text = text_of(running.get("dag/"))

    assert "Kiest u hier een dag, dan betaalt u alles op die dag en vervallen de delen." in text


def test_before_the_check_no_plan_is_shown(running: Visitor) -> None:
    stranger = running.fresh()

    text = text_of(stranger.get("delen/1/dag/"))

    assert "€" not in text
    assert "deel" not in text


def test_in_english_the_page_is_english(running: Visitor) -> None:
    running.post("taal/", language="en")

    text = text_of(running.get())

    assert "This part on another day" in text
    assert "One part" in running.get("delen/1/dag/").content.decode()
