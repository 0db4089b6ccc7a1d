"""Whom a list is about: debtors, people, where they can be reached, which law."""

from datetime import timedelta

import pytest

from minnelijk.files.invoices import read
from minnelijk.flow.words import (
    HoldKind,
    NextWhy,
    PointChannel,
    PointQuality,
)
from minnelijk.records import chain
from minnelijk.records.actions import intake
from minnelijk.records.actions.contact import mark
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.intake_rows import items_of
from minnelijk.records.models import (
    Case,
    Client,
    ClientNote,
    Debtor,
    Person,
    WorkItem,
)
from minnelijk.records.queries import usable_points
from minnelijk.records.words import Reachable
from tests import world
from tests.records.lists import ACT, FATMA, HEAD, HEADINGS, JAN, KEES, MORE, case_of, place

pytestmark = pytest.mark.django_db


def test_father_and_son_are_two_debtors_and_two_people(delta: Client) -> None:
    """STORIES 10: one address, one name, two customer numbers."""
    father = FATMA | {"Naam": "J. Jansen", "E-mail": "", "Telefoon": ""}
    son = father | {"Klantnummer": "K7", "Factuurnummer": "F-7"}

    place(delta, father, son)

    assert Case.objects.count() == 2
    assert Person.objects.count() == 2


def test_without_a_number_name_and_address_tell_who_it_is(delta: Client) -> None:
    nameless = {key: value for key, value in FATMA.items() if key != "Klantnummer"}
    place(delta, nameless)

    place(delta, nameless | MORE, nameless | {"Factuurnummer": "F-8", "Huisnummer": "99"}, days=1)

    assert Debtor.objects.count() == 2
    assert case_of("F-9") == case_of("F-1")
    assert case_of("F-8") != case_of("F-1")


def test_one_person_at_two_clients_is_one_person(delta: Client) -> None:
    noord = Client.objects.get(code="noord")
    place(delta, FATMA)

    place(noord, FATMA | {"Klantnummer": "99"})

    assert Debtor.objects.count() == 2
    assert Person.objects.count() == 1


def test_a_number_that_is_marked_wrong_stays_wrong_when_it_comes_again(delta: Client) -> None:
    place(delta, FATMA)
    case = case_of("F-1")
    with changing(case.id) as locked:
        point = locked.debtor.points.get(channel=PointChannel.PHONE)
        mark(locked, point, PointQuality.WRONG, ACT)

    place(delta, FATMA, days=1)
    assert not any(p.channel == "phone" for p in usable_points(case, world.DAY))

    place(delta, FATMA | {"Telefoon": "06-11112222"}, days=2)
    phones = [p for p in usable_points(case, world.DAY) if p.channel == "phone"]
    assert [(p.version, p.open()["value"]) for p in phones] == [(2, "+31611112222")]


def test_a_changed_address_is_a_new_version(delta: Client) -> None:
    place(delta, FATMA)

    place(delta, FATMA | {"Straat": "Kade", "Huisnummer": "3"}, days=1)

    first, second = Debtor.objects.get().points.filter(channel="post").order_by("version")
    assert first.until_on == world.DAY + timedelta(days=1)
    assert (second.open()["street"], second.open()["number"]) == ("Kade", "3")


def test_who_cannot_be_reached_is_a_task_and_the_client_hears_of_it(delta: Client) -> None:
    nobody = KEES | {"Straat": "", "Huisnummer": "", "Postcode": "", "Plaats": ""}

    place(delta, nobody)

    assert WorkItem.objects.get().task == "repair_contact"
    assert ClientNote.objects.get().kind == "no_channel_left"
    assert case_of("F-3").held_kind == HoldKind.REVIEW

    place(delta, nobody | {"Telefoon": "06-11112222"}, days=1)

    assert case_of("F-3").held_kind == ""


def test_who_was_a_minor_on_the_day_of_the_invoice_is_left_alone(delta: Client) -> None:
    place(delta, FATMA | {"Geboortedatum": "02-02-2008"}, JAN | {"Geboortedatum": "01-02-2008"})

    assert case_of("F-1").held_kind == HoldKind.MINOR
    assert case_of("F-1").person.stop_count == 1
    assert case_of("F-2").held_kind == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Drukkerij Zilverberg B.V.", "legal_entity"),
        ("Bakker BV", "legal_entity"),
        ("Stichting Zonnebloem", "legal_entity"),
        ("Menuiserie Dubois SRL", "legal_entity"),
        ("Holz GmbH", "legal_entity"),
        ("Gebroeders De Wit VOF", "partnership"),
        ("Gemeente Utrecht", "government"),
        ("Sa Lopes", "unknown"),
        ("Nv de Vries", "unknown"),
        ("Fatma Yildiz", "unknown"),
    ],
)
def test_the_legal_form_in_a_name_tells_the_kind(delta: Client, name: str, kind: str) -> None:
    place(delta, FATMA | {"Naam": name})

    case = Case.objects.get()
    assert case.kind == kind
    expected = "two_phase" if kind == "unknown" else "business"
    assert case.policy_version.policy.name == expected or kind == "partnership"


def test_a_consumer_in_the_other_country_owes_nothing_on_top(delta: Client) -> None:
    place(delta, FATMA | {"Postcode": "1012 AB"})
    webshop = Client.objects.get(code="webshop")

    place(webshop, FATMA)

    case = Case.objects.get(client=webshop)
    assert (case.country, case.calendar, case.contract_law) == ("nl", "nl", "be")
    assert case.law_why["nothing_on_top"] == "cross_border"


def test_a_debtor_comes_back_with_a_new_case_and_its_known_number(delta: Client) -> None:
    place(delta, FATMA)
    place(delta, FATMA | {"Openstaand": "0,00"}, days=1)

    place(delta, FATMA | MORE, days=2)

    old, new = Case.objects.order_by("number")
    assert old.debtor == new.debtor
    assert new.reach == old.reach != 0
    assert chain.verify(new) == []


def test_a_number_that_the_list_adds_makes_a_case_reachable_by_phone(delta: Client) -> None:
    place(delta, KEES)
    before = case_of("F-3").reach

    place(delta, KEES | {"Telefoon": "06-11112222"}, days=1)

    case = case_of("F-3")
    assert case.reach == before | Reachable.PHONE | Reachable.MOBILE


def test_bureaus_without_a_law_pack_for_a_country_leave_it_to_a_person(delta: Client) -> None:
    reading = read(
        (f"{HEAD};Land\n" + ";".join(FATMA.get(h, "") for h in HEADINGS) + ";Duitsland").encode(),
        name="lijst.csv",
    )

    intake.place(delta, reading=reading, document=None, complete=False, act=Act(world.AT))

    case = case_of("F-1")
    assert (case.country, case.next_why) == ("de", NextWhy.LAW_UNKNOWN)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("68750110", "sole_trader"),
        ("6875011", "unknown"),
        ("klant 12", "unknown"),
        ("0566988259", "unknown"),
    ],
)
def test_only_a_right_number_of_an_enterprise_makes_a_debtor_a_business(
    delta: Client, number: str, kind: str
) -> None:
    lines = [f"{HEAD};KvK-nummer", ";".join([*(FATMA.get(h, "") for h in HEADINGS), number])]
    reading = read("\n".join(lines).encode(), name="lijst.csv")

    assert [item.kind for item in items_of(delta, reading.rows)] == [kind]
