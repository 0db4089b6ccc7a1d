"""Hand-over agreed to beforehand: to the agency that is named, while that can be chosen."""

from datetime import date

import pytest

from minnelijk.flow.words import Question
from minnelijk.records.models import Approval, Case, Client, HandOver, Partner
from tests import world
from tests.records.noticing import agency, letter_posted, run

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
ASKED = date(2026, 3, 18)
GIVEN = date(2026, 3, 25)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """Fatma's letter is on the post; its client still has to say what follows on it."""
    return letter_posted(cast)


def agree(client: Client, partner: Partner | None) -> None:
    told = {"on": "2026-01-05", "by_name": "Daan"} | ({"partner": partner.id} if partner else {})
    Client.objects.filter(id=client.id).update(agreed_beforehand={"hand_over": told})


def put_question() -> int:
    return Approval.objects.filter(question=Question.HAND_OVER, agreed_before=False).count()


def test_to_the_agency_that_it_names_without_a_question(case: Case, cast: world.Cast) -> None:
    named = agency()
    agree(cast.delta, named)

    run(ASKED)
    run(GIVEN)

    assert put_question() == 0
    assert HandOver.objects.get().partner == named


@pytest.mark.parametrize("ended", [True, False])
def test_without_an_agency_that_can_be_chosen_it_is_asked(
    ended: bool, case: Case, cast: world.Cast
) -> None:
    named = agency()
    agree(cast.delta, named if ended else None)
    Partner.objects.filter(id=named.id).update(until_on=date(2026, 3, 10))

    run(ASKED)
    run(GIVEN)

    assert put_question() == 1
    assert not HandOver.objects.exists()
