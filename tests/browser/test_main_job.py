"""The main job from the list to the money, by client, agent and debtors, in a real browser."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from minnelijk.flow.said import number_key
from minnelijk.flow.words import Phase, PromiseOutcome
from minnelijk.records.models import Approval, Case, Promise
from tests.browser.journey import Journey, tick_two_facts

LIST = """\
Klantnummer;Naam;Telefoon;E-mail;Straat;Huisnummer;Postcode;Plaats;Geboortedatum;Factuurnummer;\
Factuurdatum;Vervaldatum;Openstaand;Omschrijving
701;Marieke de Vries;0612345678;m@post.example;Biltstraat;48;3512 JK;Utrecht;17-04-1988;F-1;\
02-01-2026;16-01-2026;214,50;water oktober
702;Jeroen Bakker;0612345679;j@post.example;Lindelaan;7;1073 BE;Amsterdam;18-04-1988;F-2;\
02-01-2026;16-01-2026;150,00;water oktober
703;Piet Smit;0612345671;p@post.example;Eikenhof;3;5611 AB;Eindhoven;19-04-1988;F-3;\
02-01-2026;16-01-2026;214,50;water oktober
704;Noor Postma;0612345672;n@post.example;Molenpad;9;9711 LM;Groningen;20-04-1988;F-4;\
02-01-2026;16-01-2026;80,00;water oktober
"""


@pytest.fixture
def client(journey: Journey, tmp_path: Path) -> Page:
    """Daan of Waterbedrijf Delta hands over his list, and sees it before anything starts."""
    list_of_today = tmp_path / "openstaand.csv"
    list_of_today.write_text(LIST, encoding="utf-8")
    page = journey.page(journey.cast.delta_seat)
    page.goto("/klant/aanleveren/")
    page.set_input_files("#file", list_of_today)
    page.get_by_role("button", name="Bekijk de regels").click()
    page.get_by_text("4 rekeningen kunnen starten").wait_for()
    assert Case.objects.count() == 0
    page.get_by_role("button", name="4 starten").click()
    page.get_by_text("openstaand.csv").first.wait_for()
    assert Case.objects.count() == 4
    return page


def promise_of_everybody(journey: Journey) -> None:
    """The next morning Sanne phones, and everybody promises; two keys each."""
    journey.morning(days=1)
    page = journey.page(journey.cast.sanne)
    page.goto("/bel/")
    page.keyboard.press("Enter")
    for number in range(4):
        expect(page.locator("#who")).to_contain_text("nog 2 van 2")
        tick_two_facts(page)
        page.keyboard.press("1")
        expect(page.locator("#day-line")).to_have_text("uiterlijk vrijdag 13 maart")
        page.keyboard.press("Enter")
        expect(page.locator("#after")).to_be_visible()
        assert len(journey.mail(seconds=11)) == number + 1
        if number < 3:
            page.keyboard.press("Enter")


def page_link(journey: Journey, to: str) -> str:
    """The link to the debtor's page in the newest mail to this address."""
    newest = [mail for mail in journey.server.mails if mail.to == to][-1]
    found = re.search(r"/r/\S+", newest.text)
    assert found is not None
    return found.group()


def test_from_a_list_to_promises_kept_partly_kept_broken_and_disputed(
    journey: Journey, client: Page
) -> None:
    promise_of_everybody(journey)

    pays_all(journey, client, "F-1")
    pays_a_part(client, "F-3")
    objects(journey, "j@post.example", "1073 BE", "7")
    answers(journey, client, "F-2")
    client.goto("/klant/zaken/")
    journey.morning(days=12)

    outcomes = {
        promise.case.claims.get().number: promise.outcome for promise in Promise.objects.all()
    }
    assert outcomes["F-1"] == PromiseOutcome.KEPT
    assert outcomes["F-3"] == PromiseOutcome.PARTLY
    assert outcomes["F-4"] == PromiseOutcome.BROKEN
    assert sorted(asked.cents for asked in Approval.objects.all()) == [8_000, 11_450]
    client.goto("/klant/vragen/")
    expect(client.locator("main")).to_contain_text("Noor Postma")


def pays_all(journey: Journey, page: Page, invoice: str) -> None:
    """The client sees the money and says so; the case closes with thanks."""
    open_case(page, invoice)
    page.locator("summary", has_text="Alles is betaald").click()
    page.locator("input[name='alles-value_on']").fill("2026-03-06")
    page.get_by_role("button", name=re.compile("is betaald")).click()
    expect(page.locator("main")).to_contain_text("Gesloten op")
    assert case_of(invoice).phase == Phase.CLOSED
    assert "Dank u wel" in [mail.subject for mail in journey.mail(seconds=130)]


def pays_a_part(page: Page, invoice: str) -> None:
    open_case(page, invoice)
    page.locator("summary", has_text="Betaling melden").click()
    page.locator("input[name='betaling-cents']").fill("100,00")
    page.locator("input[name='betaling-value_on']").fill("2026-03-06")
    page.get_by_role("button", name="Betaling boeken").click()
    expect(page.locator("main")).to_contain_text("114,50")


def objects(journey: Journey, mail: str, postcode: str, house: str) -> None:
    """On a phone, behind the link of the mail and one fact."""
    page = journey.page(wide=390, high=844)
    page.goto(page_link(journey, mail))
    assert "150,00" not in page.content()
    page.locator("input[name=postcode]").fill(postcode)
    page.locator("input[name=house]").fill(house)
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("€ 150,00").first.wait_for()
    page.get_by_text("Er klopt iets niet").first.click()
    page.locator("input[name=reason]").first.check()
    page.locator("textarea").fill("De meterstand klopt niet.")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("main")).to_contain_text("tot u antwoord heeft")


def answers(journey: Journey, page: Page, invoice: str) -> None:
    """The client agrees in part; the debtor gets the answer in the client's name."""
    open_case(page, invoice)
    page.get_by_role("link", name="Antwoord geven").first.click()
    page.get_by_text("De meterstand klopt niet.").first.wait_for()
    page.locator("input[value=upheld]").check()
    page.locator("textarea").fill("U heeft gelijk, wij hebben het aangepast.")
    page.get_by_role("button", name="Antwoord sturen").click()
    page.get_by_text("nog niet verstuurd").first.wait_for()
    newest = journey.mail(seconds=130)[-1]
    assert "U heeft gelijk, wij hebben het aangepast." in newest.text
    assert case_of(invoice).close_reason == "credited"


def open_case(page: Page, invoice: str) -> None:
    page.goto(f"/klant/zaken/{case_of(invoice).number}/")


def case_of(invoice: str) -> Case:
    return Case.objects.get(references__kind="invoice", references__value=number_key(invoice))


def test_the_days_of_this_journey_are_what_the_calendar_says() -> None:
    assert date(2026, 3, 6).isoweekday() == 5
    assert date(2026, 3, 13).isoweekday() == 5
