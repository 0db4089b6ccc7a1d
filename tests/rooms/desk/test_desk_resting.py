"""The file says of a special situation whom to speak to instead, and what stops."""

from datetime import date

import pytest
from django.utils.translation import override

from minnelijk.flow.words import HoldKind
from minnelijk.law.country import country
from minnelijk.law.situations import Situation
from minnelijk.records.models import Hold
from minnelijk.rooms.desk.resting import SPECIAL, meaning, who_is_spoken_to
from tests import world
from tests.rooms.desk_cast import AT

STOPPED = (
    "Dit stopt: contact dat wij zoeken, afspraken, betalen in delen, "
    "brieven met een termijn, de overdracht."
)


@pytest.mark.parametrize(
    ("kind", "lives_in", "who"),
    [
        ("debt_help", "nl", "Spreek hierover alleen met de hulpverlener."),
        (
            "debt_help",
            "be",
            "Spreek hierover alleen met de hulpverlener of de schuldbemiddelaar.",
        ),
        (
            "represented",
            "nl",
            "Spreek hierover alleen met de bewindvoerder of de curator van deze persoon.",
        ),
        ("represented", "be", "Spreek hierover alleen met de bewindvoerder."),
        ("deceased", "nl", "Spreek hierover alleen met de erfgenamen."),
        ("minor", "be", "Spreek hierover alleen met een ouder of de voogd."),
    ],
)
def test_a_rest_names_who_is_spoken_to_and_what_stops(kind, lives_in, who) -> None:
    with override("nl"):
        assert meaning(kind, lives_in, world.DAY) == (who, STOPPED)


def test_insolvency_stops_interest_too() -> None:
    with override("nl"):
        dutch, stops = meaning("insolvent", "nl", world.DAY)
        belgian, _ = meaning("insolvent", "be", world.DAY)

    assert dutch == (
        "Spreek hierover alleen met de curator of de bewindvoerder van de schuldsanering."
    )
    assert "de schuldbemiddelaar of de curator" in belgian
    assert stops == f"{STOPPED.removesuffix('.')}, rente vanaf de uitspraak."


def test_a_dispute_waits_for_the_client_and_leaves_promises_open() -> None:
    with override("nl"):
        assert meaning("dispute", "nl", world.DAY) == (
            "Alleen het antwoord van de klant gaat nog naar deze persoon.",
            "Dit stopt: contact dat wij zoeken, brieven met een termijn, de overdracht.",
        )


def test_where_nobody_can_be_spoken_to_it_says_so() -> None:
    alone = country("be").situations.of(Situation.JUDICIAL_REORGANISATION, world.DAY)

    with override("nl"):
        assert who_is_spoken_to([alone]) == (
            "Spreek hierover met niemand, tot een mens heeft gekeken."
        )


def test_it_is_told_in_english_too() -> None:
    with override("en"):
        assert meaning("represented", "be", world.DAY) == (
            "Speak about this only with the administrator.",
            "This stops: contact that we seek, promises, payment in parts, "
            "letters with a term, the hand-over.",
        )


@pytest.mark.parametrize("kind", sorted(set(HoldKind) - SPECIAL))
def test_a_rest_for_a_reason_of_ours_says_no_more(kind) -> None:
    assert meaning(kind, "nl", world.DAY) == ()
    assert meaning(kind, "be", world.DAY) == ()


@pytest.mark.parametrize("kind", sorted(SPECIAL))
def test_where_the_law_does_not_tell_nothing_is_said(kind) -> None:
    assert meaning(kind, "nl", world.DAY)
    assert meaning(kind, "be", world.DAY)
    assert meaning(kind, "de", world.DAY) == ()
    assert meaning(kind, "nl", date(2029, 1, 1)) == ()


@pytest.mark.django_db
def test_the_file_of_a_case_shows_it_at_the_rest(sanne, case) -> None:
    Hold.objects.create(
        case=case,
        kind=HoldKind.DECEASED,
        from_on=world.DAY,
        review_on=world.DAY,
        cause="x:1",
        made_at=AT,
    )

    page = sanne.get(f"/bel/zaak/{case.id}/dossier/").content.decode()

    assert "Spreek hierover alleen met de erfgenamen." in page
    assert STOPPED in page
