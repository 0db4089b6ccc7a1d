"""Agencies: the bureau's own and a client's choice, added, refused in words, and ended."""

from datetime import timedelta
from typing import Any

import pytest

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.partners import PartnerProblem, add_partner, end_partner
from minnelijk.records.models import Approval, HandOver, OfficeEvent, Partner
from minnelijk.records.queries import partners_of
from tests import world

pytestmark = pytest.mark.django_db

CARD: dict[str, Any] = {
    "name": "Incasso  Zuid ",
    "country": "nl",
    "registration": "WKI-2024-0099",
    "address": {"street": "Markt", "number": "1", "postcode": "5211 JV", "city": "Den Bosch"},
    "phone": "073 123 45 67",
    "email": "Dossiers@IncassoZuid.example",
}
LATER = timedelta(days=7)


def test_a_bureaus_agency_may_be_chosen_by_every_client(cast: world.Cast) -> None:
    made = add_partner(None, **CARD, act=Act(world.AT, cast.manager))

    assert (made.name, made.phone) == ("Incasso Zuid", "+31731234567")
    assert made.email == "dossiers@incassozuid.example"
    assert made.address["country"] == "nl"
    assert list(partners_of(cast.noord, world.DAY)) == [made]
    assert OfficeEvent.objects.filter(client=None, kind="partner_added").exists()


def test_an_agency_of_a_clients_choice_is_its_own(cast: world.Cast) -> None:
    made = add_partner(cast.delta, **CARD, act=Act(world.AT, cast.delta_seat))

    assert list(partners_of(cast.delta, world.DAY)) == [made]
    assert not partners_of(cast.noord, world.DAY).exists()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"name": " "}, "no_name"),
        ({"name": "x" * 121}, "too_long"),
        ({"country": "zz"}, "country_unknown"),
        ({"address": {"street": "Markt"}}, "address_missing"),
        ({"phone": "073"}, "phone_wrong"),
        ({"phone": "bel ons"}, "phone_wrong"),
        ({"email": "geen adres"}, "mail_wrong"),
    ],
)
def test_what_is_typed_wrong_is_refused_in_words(
    cast: world.Cast, typed: dict[str, Any], word: str
) -> None:
    with pytest.raises(PartnerProblem) as refused:
        add_partner(None, **{**CARD, **typed}, act=Act(world.AT, cast.manager))

    assert refused.value.word == word
    assert not Partner.objects.exists()
    assert not OfficeEvent.objects.filter(kind="partner_added").exists()


def test_the_same_name_twice_is_one_agency(cast: world.Cast) -> None:
    act = Act(world.AT, cast.manager)
    add_partner(None, **CARD, act=act)

    with pytest.raises(PartnerProblem, match="already"):
        add_partner(None, **CARD, act=act)

    assert Partner.objects.count() == 1


def test_a_client_touches_only_its_own_agencies(cast: world.Cast) -> None:
    ours = add_partner(None, **CARD, act=Act(world.AT, cast.manager))
    act = Act(world.AT, cast.charlie)

    with pytest.raises(PartnerProblem, match="who chose it"):
        add_partner(cast.delta, **CARD, act=act)
    with pytest.raises(PartnerProblem, match="who chose it"):
        end_partner(ours, act)


def test_an_ended_agency_is_not_chosen_and_comes_back_with_what_is_told(
    cast: world.Cast,
) -> None:
    made = add_partner(None, **CARD, act=Act(world.AT, cast.manager))
    later = Act(world.AT + LATER, cast.manager)

    end_partner(made, later)
    end_partner(made, later)
    gone = partners_of(cast.delta, later.on).exists()
    again = add_partner(None, **{**CARD, "phone": "0731234568"}, act=later)

    assert not gone
    assert again.id == made.id
    assert (again.phone, again.until_on) == ("+31731234568", None)


def test_an_agency_that_was_never_used_is_gone_the_same_day(cast: world.Cast) -> None:
    act = Act(world.AT, cast.manager)

    end_partner(add_partner(None, **CARD, act=act), act)

    assert not Partner.objects.exists()


def agreed(cast: world.Cast, partner: Partner) -> Approval:
    case = world.case(cast.delta)
    return Approval.objects.create(
        client=cast.delta,
        case=case,
        question=Question.HAND_OVER,
        occurrence=50,
        cents=12_000,
        claims=["F-1001"],
        terms={"partner": partner.id},
        asked_at=world.AT,
        asked_on=world.DAY,
        answer=ApprovalAnswer.YES,
        answered_by=cast.delta_seat,
        answered_at=world.AT,
    )


def test_an_agency_that_still_gets_a_case_cannot_end(cast: world.Cast) -> None:
    made = add_partner(None, **CARD, act=Act(world.AT, cast.manager))
    asked = agreed(cast, made)
    later = Act(world.AT + LATER, cast.manager)

    with pytest.raises(PartnerProblem, match="1 cases are agreed"):
        end_partner(made, later)
    assert asked.case is not None
    HandOver.objects.create(
        case=asked.case,
        client=cast.delta,
        partner=made,
        approval=asked,
        handed_on=world.DAY,
        made_at=world.AT,
        with_notice=False,
        principal_cents=12_000,
    )
    end_partner(made, later)

    made.refresh_from_db()
    assert made.until_on == later.on - timedelta(days=1)


def test_an_agency_that_got_work_today_ends_tomorrow(cast: world.Cast) -> None:
    made = add_partner(None, **CARD, act=Act(world.AT, cast.manager))
    HandOver.objects.create(
        case=world.case(cast.delta),
        client=cast.delta,
        partner=made,
        handed_on=world.DAY,
        made_at=world.AT,
        with_notice=False,
        principal_cents=12_000,
    )

    with pytest.raises(PartnerProblem, match="tomorrow"):
        end_partner(made, Act(world.AT, cast.manager))
