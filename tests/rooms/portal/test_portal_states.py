"""In which state a client sees a case: one line of words, what waits at our desk included."""

import pytest
from django.test import Client as Browser

from minnelijk.flow.words import WorkKind, WorkState
from minnelijk.records.actions.core import by_tick, changing, plan_again, task
from minnelijk.records.models import Case
from tests import world
from tests.rooms.desk_cast import waits
from tests.rooms.portal_world import AT, words


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """A case that waits at the desk to be phoned."""
    made = world.case(cast.delta)
    waits(made)
    with changing(made.id) as locked:
        plan_again(locked, world.DAY)
    return made


def test_a_case_that_waits_to_be_phoned_says_so(daan: Browser, case: Case) -> None:
    for where in ("/klant/zaken/", f"/klant/zaken/{case.number}/"):
        page = words(daan.get(where))

        assert "Staat klaar om gebeld te worden" in page
        assert "Volgende stap:" not in page


def test_a_case_that_waits_for_a_look_says_so(daan: Browser, case: Case) -> None:
    case.work_items.update(state=WorkState.DROPPED)
    with changing(case.id) as locked:
        task(locked, "review_hold", by_tick(AT))
    case.work_items.filter(state=WorkState.OPEN).update(kind=WorkKind.REVIEW)

    page = words(daan.get("/klant/zaken/"))

    assert "Iemand van ons kijkt ernaar" in page
    assert "gebeld te worden" not in page


def test_a_client_reads_its_own_side_of_the_history(daan: Browser, case: Case) -> None:
    daan.post(f"/klant/zaken/{case.number}/doe/bericht/", {"bericht-words": "Bel na vijf uur."})

    page = words(daan.get(f"/klant/zaken/{case.number}/"))

    assert "Uw bericht aan de beller." in page
    assert "Er ligt een taak voor het team." not in page
