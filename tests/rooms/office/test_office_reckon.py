"""The calculator: what the law gives, why, and a clear sentence where it does not answer."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import translation

from minnelijk.law.dated import NotChecked, NotInForce, NotKnownYet
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.rooms.office.wording.reckon import NOTICE, refusal
from tests import world
from tests.rooms.debtor_cast import text_of
from tests.rooms.office_tools import visitor

pytestmark = pytest.mark.django_db

CASE = {
    "country": "nl",
    "kind": "consumer",
    "cents": "1.000,00",
    "due_on": "2026-01-15",
    "sent_on": "2026-02-02",
    "channel": "post",
    "received_on": "",
    "paid_on": "2026-03-05",
}


def asked(browser: Any, **changes: str) -> Any:
    return browser.get(f"/kantoor/wet/rekenhulp/?{urlencode(CASE | changes)}")


def words(browser: Any, **changes: str) -> str:
    return text_of(asked(browser, **changes)).replace("\xa0", " ")


def test_an_empty_form_says_what_comes(manager) -> None:
    answer = manager.get("/kantoor/wet/rekenhulp/")

    assert answer.status_code == 200
    assert "Vul het geval in." in text_of(answer)


def test_a_dutch_consumer_gets_costs_interest_and_the_days_of_the_letter(manager) -> None:
    text = words(manager)

    assert "Incassokosten € 150,00" in text
    assert "15% van de eerste € 1.000,00: € 150,00." in text
    assert "16 januari 2026 5 maart 2026 49 4% € 1.000,00 € 5,37" in text
    assert "Brief met veertien dagen" in text
    assert "Ontvangen woensdag 4 februari 2026" in text
    assert "Laatste dag van de termijn donderdag 19 februari 2026" in text
    assert "Bron: BIK, article 2" in text


def test_vat_comes_on_top_only_when_it_cannot_be_deducted(manager) -> None:
    text = words(manager, vat="on")

    assert "Incassokosten € 181,50" in text
    assert "21% btw" in text


def test_a_company_owes_the_sum_without_a_letter(manager) -> None:
    text = words(manager, kind="legal_entity")

    assert "Incassokosten € 40,00" in text
    assert "Volgens de staffel tot € 150,00" in text
    assert "Voor deze debiteur is geen aanmaning nodig" in text


def test_a_belgian_consumer_owes_something_only_by_his_contract(manager) -> None:
    text = words(manager, country="be")

    assert "alleen iets extra als zijn contract dat zegt" in text
    assert "Eerste herinnering" in text
    assert "Ingebrekestelling van het bureau" in text
    assert "alleen iets extra" not in words(manager, country="be", kind="legal_entity")


def test_an_email_that_nobody_proved_starts_no_term(manager) -> None:
    text = words(manager, channel="email")

    assert "Er loopt nog geen termijn." in text
    assert "Laatste dag van de termijn" not in text


def test_a_day_too_far_ahead_is_refused_in_a_sentence(manager) -> None:
    text = words(manager, paid_on="2031-01-05")

    assert "Zo ver vooruit is dit nog niet bekend: wettelijke rente, consumenten" in text
    assert "Incassokosten € 150,00" in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"cents": "12,5o"}, "is geen bedrag"),
        ({"cents": "0"}, "Vul een bedrag in dat meer is dan nul."),
        ({"due_on": "gisteren"}, "Dit is geen dag."),
        ({"due_on": "9999-12-31"}, "Kies een dag tussen 1990 en 2100."),
        ({"received_on": "2026-02-01"}, "Ontvangen kan niet voor het versturen zijn."),
        ({"kind": "vriend"}, "Kies een van de mogelijkheden."),
        ({"country": "de"}, "Kies een van de mogelijkheden."),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(manager, changes, sentence) -> None:
    answer = asked(manager, **changes)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Incassokosten" not in text_of(answer)


def test_every_notice_has_its_name_and_every_refusal_its_sentence() -> None:
    with translation.override("nl"):
        assert set(NOTICE) == set(NoticeKind)
        assert refusal(NotKnownYet("nl.costs", world.DAY)) == (
            "Zo ver vooruit is dit nog niet bekend: incassokosten, consumenten, 5 maart 2026."
        )
        assert "staat er nog niets" in refusal(NotInForce("nl.costs", world.DAY))
        assert refusal(NotChecked("nl.new_thing", None)).endswith("nl.new_thing.")


@pytest.mark.parametrize("who", ["supervisor", "sanne", "delta_seat", "charlie"])
def test_the_calculator_is_of_the_office(cast, who) -> None:
    assert asked(visitor(getattr(cast, who))).status_code == 404


def test_an_inspector_may_reckon_along(cast) -> None:
    assert "Incassokosten € 150,00" in words(visitor(cast.inspector))
