"""The office: the damages clause and the agreements beforehand, field by field on the card."""

from datetime import date
from decimal import Decimal

import pytest

from minnelijk.law.damages import Limit
from minnelijk.records.actions.clients import ClientProblem, change_card
from minnelijk.records.actions.core import Act
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Partner
from minnelijk.records.notice_facts import card_of
from tests import world
from tests.rooms.office_tools import text_of

pytestmark = pytest.mark.django_db
BELGIUM = "/kantoor/klanten/webshop/kaart/belgie/"
AGREED = "/kantoor/klanten/webshop/kaart/akkoord/"
CLAUSE = {
    "is_sme": "yes",
    "clause_form": "Interest en schade, artikel 7",
    "clause_reciprocal": "yes",
    "clause_version": "2025",
    "clause_since": "2025-01-01",
    "clause_percent_how": "own",
    "clause_percent": "10,5",
    "clause_lump_how": "cap",
    "clause_interest_from_reminder": "on",
    "regular_deliveries": "no",
}
YES = {"agreed_hand_over_on": "2026-01-05", "agreed_hand_over_by": "mevrouw Koster"}


def test_a_clause_is_told_part_by_part_and_read_by_the_law(cast, manager) -> None:
    answer = manager.post(BELGIUM, CLAUSE)

    cast.webshop.refresh_from_db()
    case = world.case(cast.webshop)
    clause = card_of(case, facts_of(case, world.DAY).claims).clause
    assert answer.status_code == 302
    assert cast.webshop.damages_clause == {
        "form": "Interest en schade, artikel 7",
        "reciprocal": True,
        "version": "2025",
        "since": "2025-01-01",
        "percent": "10.5",
        "lump": "cap",
        "interest_from_reminder": True,
    }
    assert clause is not None
    assert (clause.percent, clause.lump_cents) == (Decimal("10.5"), Limit.CAP)
    assert clause.interest_from_reminder


def test_the_card_reads_back_what_the_clause_asks(cast, manager) -> None:
    manager.post(BELGIUM, CLAUSE | {"clause_lump_how": "own", "clause_lump": "20,00"})

    card = text_of(manager.get("/kantoor/klanten/webshop/"))
    form = text_of(manager.get(BELGIUM))

    assert "Rente per jaar: 10,5%" in card
    assert "Vast bedrag aan schade: €\xa020,00" in card
    assert 'value="10,5"' in form
    assert 'value="20,00"' in form


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"clause_percent": "tien"}, "“tien” is geen percentage. Typ het zo: 10,5."),
        ({"clause_percent": "NaN"}, "is geen percentage"),
        ({"clause_percent": "101"}, "is geen percentage"),
        ({"clause_percent": ""}, "Vul het getal in dat het beding noemt."),
        ({"clause_percent_how": "cap"}, "Kies hierboven “een vast getal”, of maak dit leeg."),
        ({"clause_form": ""}, "Schrijf over wat het beding zegt."),
        ({"is_sme": "no"}, "Dit mag alleen een kmo."),
        ({"clause_lump_how": "own", "clause_lump": "x"}, "“x” is geen bedrag."),
    ],
)
def test_what_cannot_be_in_a_clause_is_said_near_its_field(told, words, cast, manager) -> None:
    answer = manager.post(BELGIUM, CLAUSE | told)

    cast.webshop.refresh_from_db()
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert cast.webshop.damages_clause is None


@pytest.mark.parametrize(
    "clause",
    [
        {"percent": 10.5},
        {"percent": "-1"},
        {"percent": "veel"},
        {"lump": 0},
        {"lump": True},
        {"lump": "20"},
        {"since": "gisteren"},
        {"interest_from_reminder": "yes"},
        {"colour": "red"},
    ],
)
def test_the_records_keep_no_clause_that_nobody_can_read(clause, cast) -> None:
    with pytest.raises(ClientProblem) as refused:
        change_card(cast.webshop, {"damages_clause": clause}, Act(world.AT, cast.manager))

    assert refused.value.word == "clause_wrong"


def test_agreed_beforehand_names_the_agency_and_without_one_says_what_happens(
    cast, manager
) -> None:
    one = Partner.objects.create(
        name="Incasso Zuid", country="nl", phone="+31701234567", email="a@zuid.example",
        from_on=date(2026, 1, 1),
    )  # fmt: skip

    manager.post(AGREED, YES)
    without = text_of(manager.get("/kantoor/klanten/webshop/"))
    manager.post(AGREED, YES | {"agreed_partner": one.id})
    named = text_of(manager.get("/kantoor/klanten/webshop/"))
    log = text_of(manager.get("/kantoor/klanten/webshop/logboek/"))

    cast.webshop.refresh_from_db()
    assert "nog zonder incassobureau: tot dan vragen wij het per zaak" in without
    assert cast.webshop.agreed_beforehand["hand_over"]["partner"] == one.id
    assert "door mevrouw Koster, naar Incasso Zuid" in named
    assert "naar Incasso Zuid" in log
    assert "Koster" not in log


def test_an_agency_that_another_client_chose_cannot_be_named(cast, manager) -> None:
    theirs = Partner.objects.create(
        client=cast.noord, name="Noord", country="nl", phone="+31701234567",
        email="a@noord.example", from_on=date(2026, 1, 1),
    )  # fmt: skip
    agreed = {"hand_over": {"on": "2026-01-05", "by_name": "K", "partner": theirs.id}}

    answer = manager.post(AGREED, YES | {"agreed_partner": theirs.id})
    with pytest.raises(ClientProblem) as refused:
        change_card(cast.webshop, {"agreed_beforehand": agreed}, Act(world.AT, cast.manager))

    assert answer.status_code == 422
    assert refused.value.word == "partner_wrong"


def test_an_agency_without_a_day_and_a_name_is_no_agreement(cast, manager) -> None:
    one = Partner.objects.create(
        name="Incasso Zuid", country="nl", phone="+31701234567", email="a@zuid.example",
        from_on=date(2026, 1, 1),
    )  # fmt: skip

    answer = manager.post(AGREED, {"agreed_partner": one.id})

    assert answer.status_code == 422
    assert "de naam van wie akkoord gaf" in text_of(answer)
