"""The office: agencies, and what nobody but a person decides on people in the other country."""

from datetime import timedelta

import pytest

from minnelijk.flow.words import AgencyEnd, Role
from minnelijk.records.models import Case, HandOver, OfficeEvent, Partner, Seat
from minnelijk.rooms.office.views.partners import lines_of
from tests import world
from tests.rooms.office_tools import text_of, visitor

pytestmark = pytest.mark.django_db
PAGE = "/kantoor/incassobureaus/"
ABROAD = "/kantoor/andere-land/"
CARD = {
    "do": "add",
    "name": "Incasso Zuid",
    "country": "nl",
    "registration": "WKI-2024-0099",
    "street": "Kade",
    "number": "12",
    "postcode": "1012 AB",
    "city": "Amsterdam",
    "phone": "070 123 45 67",
    "email": "dossiers@incassozuid.example",
}


def partner(**more: object) -> Partner:
    facts = {"name": "Incasso Zuid", "country": "nl", "phone": "+31701234567"}
    facts |= {"email": "dossiers@zuid.example", "from_on": world.DAY - timedelta(days=60)}
    made: Partner = Partner.objects.create(**(facts | more))
    return made


def handed(cast: world.Cast, to: Partner, number: int, **more: object) -> HandOver:
    case = world.case(cast.delta, name=f"Persoon {number}")
    facts = {"handed_on": world.DAY, "made_at": world.AT, "with_notice": False}
    made: HandOver = HandOver.objects.create(
        case=case, client=cast.delta, partner=to, principal_cents=12_000, **(facts | more)
    )
    return made


# Agencies -----------------------------------------------------------------------------------------


def test_an_agency_is_added_and_stands_in_the_log(manager) -> None:
    answer = manager.post(PAGE, CARD)
    html = text_of(manager.get(PAGE))

    one = Partner.objects.get()
    assert answer.status_code == 302
    assert (one.client, one.phone, one.address["street"]) == (None, "+31701234567", "Kade")
    assert "Incasso Zuid" in html
    assert "WKI-2024-0099" in html
    assert OfficeEvent.objects.filter(kind="partner_added").exists()
    assert "Incassobureau “Incasso Zuid” toegevoegd." in text_of(manager.get("/kantoor/bureau/"))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": ""}, "Vul dit in."),
        ({"phone": "12"}, "“12” is geen telefoonnummer dat bestaat."),
        ({"email": "zuid"}, "“zuid” is geen heel e-mailadres."),
        ({"country": "de"}, "Kies een van de mogelijkheden."),
    ],
)
def test_what_is_wrong_is_said_near_its_field_and_nothing_is_lost(told, words, manager) -> None:
    answer = manager.post(PAGE, CARD | told)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Kade" in text_of(answer)
    assert not Partner.objects.exists()


def test_the_same_name_twice_is_refused(manager) -> None:
    manager.post(PAGE, CARD)

    assert "Er is al een incassobureau met deze naam." in text_of(manager.post(PAGE, CARD))


def test_an_agency_that_ended_is_kept_apart_and_cannot_be_chosen(cast, manager) -> None:
    one = partner()

    manager.post(PAGE, {"do": "end", "partner": one.id})
    html = text_of(manager.get(PAGE))
    card = text_of(manager.get("/kantoor/klanten/delta/kaart/akkoord/"))

    one.refresh_from_db()
    assert one.until_on is not None
    assert one.until_on < world.DAY
    assert "Voorbij" in html
    assert "Incasso Zuid" not in card


def test_each_agency_counts_what_it_got_and_how_that_ended(cast) -> None:
    one, other = partner(), partner(name="Noord Incasso")
    handed(cast, one, 1)
    handed(cast, one, 2, acknowledged_at=world.AT)
    handed(cast, one, 3, recalled_at=world.AT, recall_why="client")
    handed(cast, one, 4, ended_at=world.AT, ended_how=AgencyEnd.PAID, acknowledged_at=world.AT)

    lines = {line.partner.id: line for line in lines_of(world.DAY)}

    counts = lines[one.id]
    assert (counts.given, counts.unread, counts.running, counts.recalled) == (4, 1, 1, 1)
    assert [count for _words, count in counts.ended] == [1]
    assert lines[other.id].given == 0


def test_somebody_of_an_agency_is_invited_for_that_agency(manager) -> None:
    one = partner()
    page = f"/kantoor/mensen/?bureau={one.id}"
    shown = text_of(manager.get(page))
    told = {"name": "Piet", "email": "piet@zuid.example", "role": "partner", "language": "nl"}

    forgotten = manager.post(page, told)
    answer = manager.post(page, told | {"partner": one.id})

    assert f'value="{one.id}" selected' in shown
    assert "Deze plek hoort bij één incassobureau." in text_of(forgotten)
    assert answer.status_code == 302
    assert Seat.objects.get(role=Role.PARTNER).partner == one


def test_nobody_from_outside_finds_the_agencies(cast) -> None:
    for seat in (cast.sanne, cast.supervisor, cast.delta_seat):
        assert visitor(seat).get(PAGE).status_code == 404
        assert visitor(seat).post(PAGE, CARD).status_code == 404


def test_an_inspector_reads_them_only(cast) -> None:
    partner()

    html = text_of(visitor(cast.inspector).get(PAGE))

    assert "Incasso Zuid" in html
    assert "Geen zaken meer sturen" not in html
    assert visitor(cast.inspector).post(PAGE, CARD).status_code == 404


# People in the other country ----------------------------------------------------------------------


@pytest.fixture
def case(cast: world.Cast) -> Case:
    made = world.case(cast.delta, country="be")
    made.law_why = {"conduct": "residence", "nothing_on_top": "cross_border"}
    made.country, made.contract_law = "be", "nl"
    made.save()
    return made


def test_a_case_that_waits_asks_for_attention_and_is_decided(cast, case, manager) -> None:
    start = text_of(manager.get("/kantoor/"))
    waits = text_of(manager.get(ABROAD))
    told = {"case": case.id, f"c{case.id}-decision": "allow", f"c{case.id}-words": "Jurist keek."}

    answer = manager.post(ABROAD, told)
    after = text_of(manager.get(ABROAD))

    case.refresh_from_db()
    assert "1 persoon woont in het andere land" in start
    assert "Woont in België. Het contract valt onder het recht van Nederland." in waits
    assert answer.status_code == 302
    assert "nothing_on_top" not in case.law_why
    assert "Besloten: kosten van het contract mogen erbij." in after
    assert "woont in het andere land" not in text_of(manager.get("/kantoor/"))


def test_a_decision_without_a_reason_is_refused_and_kept(case, manager) -> None:
    answer = manager.post(ABROAD, {"case": case.id, f"c{case.id}-decision": "withhold"})

    case.refresh_from_db()
    assert answer.status_code == 422
    assert "Vul dit in." in text_of(answer)
    assert "on_top_decided" not in case.law_why


def test_a_supervisor_decides_too_and_finds_it_in_the_menu(cast, case) -> None:
    page = visitor(cast.supervisor)
    told = {"case": case.id, f"c{case.id}-decision": "withhold", f"c{case.id}-words": "Nee."}

    assert ABROAD in text_of(page.get("/kantoor/rekeningnummers/"))
    assert page.post(ABROAD, told).status_code == 302
    case.refresh_from_db()
    assert case.law_why["on_top_decided"] == "withheld"


def test_nobody_else_decides_and_no_other_case_is_touched(cast, case, manager) -> None:
    other = world.case(cast.delta, name="Bram Bakker")
    told = {f"c{other.id}-decision": "allow", f"c{other.id}-words": "Ja."}

    assert manager.post(ABROAD, told | {"case": other.id}).status_code == 404
    assert visitor(cast.inspector).post(ABROAD, {"case": case.id}).status_code == 404
    for seat in (cast.sanne, cast.delta_seat, cast.charlie):
        assert visitor(seat).get(ABROAD).status_code == 404
