"""A case goes to an agency and comes back: client, agency, debtor at the phone, and desk."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from minnelijk.files.bundle import verify
from minnelijk.flow.words import ApprovalAnswer, MessageState, Phase, Role
from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.news.agency_mail import mail_agencies
from minnelijk.post.paper.printing import print_due
from minnelijk.records.actions import letters
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message
from tests import world
from tests.browser.journey import Journey, read, tick_two_facts
from tests.post.lettering import with_card
from tests.records.noticing import agency, law_is_signed, says


@pytest.fixture
def case(journey: Journey, settings: Any, tmp_path: Path) -> Case:
    """Fatma had her letter; the client is asked whether an agency goes on."""
    settings.PRINT_FOLDER = str(tmp_path)
    law_is_signed(journey.cast)
    with_card(journey.cast.delta)
    version = world.policy(journey.cast.delta, "notice_only")
    made = world.case(journey.cast.delta, on=world.DAY - timedelta(days=1), version=version)
    journey.morning()
    says(made, ApprovalAnswer.YES, world.DAY, journey.cast.delta_seat)
    journey.morning()
    journey.clock.later(minutes=3)
    print_due(journey.clock.now)
    ready = Message.objects.filter(state=MessageState.PRINTED).values_list("id", flat=True)
    letters.posted(list(ready), Act(journey.clock.now, journey.cast.sanne))
    journey.live(made, lambda one: one.approvals.filter(answer="").exists())
    return made


def asked(journey: Journey) -> Page:
    """Daan reads the question: what comes on top, and from which day."""
    page = journey.page(journey.cast.delta_seat)
    page.goto("/klant/vragen/")
    page.get_by_role("link", name="Bekijk en beslis").click()
    expect(page.get_by_role("heading", name="Uit handen geven").first).to_be_visible()
    return page


def handed_over(journey: Journey, page: Page, case: Case) -> None:
    """Daan says yes, the days of the letter pass, and the worker makes the file."""
    page.get_by_role("button", name="Ja, geef uit handen").click()
    expect(page.get_by_text("Uw antwoord is bewaard")).to_be_visible()
    on = journey.live(case, lambda one: one.phase == Phase.HANDED_OVER)
    notice = case.notices.get()
    assert notice.charges_from is not None
    assert on >= notice.charges_from
    make_due(journey.clock.now)


def downloaded(page: Page) -> bytes:
    with page.expect_download() as file:
        page.get_by_role("link", name="Dossier downloaden").click()
    return Path(file.value.path()).read_bytes()


def test_the_partner_takes_the_file_hears_of_the_debtor_and_stops_when_told(
    journey: Journey, case: Case
) -> None:
    partner = agency()
    petra = world.seat("petra", Role.PARTNER, partner=partner)
    client = asked(journey)
    follows = read(client)
    assert "Open € 120,00 Komt erbij € 40,00 Samen € 160,00" in follows
    assert "Gevraagd op vrijdag 20 maart" in follows  # five working days before it may be
    assert "Het kan vanaf vrijdag 27 maart." in follows
    expect(client.get_by_label("Incasso Zuid")).to_be_checked()
    handed_over(journey, client, case)

    pointed_to(journey)
    at_agency = journey.page(petra)
    takes(at_agency)
    phones(journey)
    hears(at_agency)
    takes_back(client, case)
    stops(at_agency)
    rests(journey, case)


def pointed_to(journey: Journey) -> None:
    """The agency hears that something waits, and nothing of what it is."""
    mail_agencies(journey.clock.now)
    newest = journey.server.mails[-1]
    assert newest.to == "dossiers@incassozuid.example"
    assert "D-1: een nieuw dossier" in newest.text
    assert "Yildiz" not in newest.text
    assert "120,00" not in newest.text


def takes(page: Page) -> None:
    page.goto("/incasso/")
    page.get_by_role("link", name="Fatma Yildiz").click()
    assert "Hoofdsom € 120,00 Incassokosten € 40,00 Samen € 160,00" in read(page)
    assert verify(downloaded(page)) == []
    page.get_by_label("Uw dossiernummer").fill("IN-114")
    page.get_by_role("button", name="Wij hebben de zaak").click()
    expect(page.locator("main")).to_contain_text("uw nummer IN-114")


def phones(journey: Journey) -> None:
    """Fatma phones us: she hears who has it, promises nothing, and leaves a message."""
    page = journey.page(journey.cast.sanne)
    page.goto("/bel/zoek/")
    page.get_by_role("searchbox").fill("Yildiz")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Begin bij de controle").click()
    expect(page.locator("#who")).to_contain_text("nog 2 van 2")
    assert "Incasso Zuid" not in page.content()
    tick_two_facts(page)
    expect(page.locator("#script")).to_contain_text("bij Incasso Zuid")
    expect(page.locator("#script")).to_contain_text("IN-114")
    expect(page.locator("#script")).to_contain_text("070 123 45 67")
    expect(page.locator(".outcome", has_text="Afspraak")).to_have_count(0)
    page.keyboard.press("1")
    page.get_by_label("Wat geeft u door?").fill("Zij betaalt vrijdag de helft.")
    page.get_by_role("button", name="Geef door en sluit af").click()
    expect(page.locator("main")).to_contain_text("nog niet gelezen")


def hears(page: Page) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("Zij betaalt vrijdag de helft.")


def takes_back(page: Page, case: Case) -> None:
    """Daan sees that something was passed on, not what; and wants the case back."""
    page.goto(f"/klant/zaken/{case.number}/")
    expect(page.locator("main")).to_contain_text("wat deze persoon zei, is doorgegeven")
    expect(page.locator("main")).not_to_contain_text("de helft")
    page.locator("summary", has_text="Terughalen").click()
    page.get_by_label("Waarom haalt u de zaak terug?").fill("Wij regelen het zelf.")
    page.get_by_role("button", name=f"{case} terughalen").click()
    expect(page.locator("main")).to_contain_text("Teruggehaald")


def stops(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Wij regelen het zelf.")
    assert "Yildiz" not in page.content()
    page.get_by_role("button", name="Ik ben gestopt").click()
    expect(page.locator("main")).to_contain_text("U bevestigde")


def rests(journey: Journey, case: Case) -> None:
    """Nothing goes on by itself: somebody has to look."""
    page = journey.page(journey.cast.supervisor)
    page.goto(f"/bel/zaak/{case.id}/dossier/")
    expect(page.locator("main")).to_contain_text("tot een mens het opheft")
    expect(page.locator("main")).to_contain_text("Het bureau is gestopt.")
    expect(page.locator("main")).not_to_contain_text("nog niet gelezen")
    page.goto("/bel/taken/")
    expect(page.locator("main")).to_contain_text("Deze zaak is teruggehaald.")


def test_an_agency_of_the_clients_choice_comes_in_by_a_link_and_a_code(
    journey: Journey, case: Case
) -> None:
    client = asked(journey)
    adds_its_own(client)
    handed_over(journey, client, case)
    client.goto(f"/klant/zaken/{case.number}/")
    client.get_by_role("button", name="Nieuwe link voor het incassobureau").click()
    link, code = client.locator("code.once").inner_text(), client.locator("b.big").inner_text()

    stranger = journey.page(wide=390, high=844)
    stranger.goto(link)
    assert "Yildiz" not in stranger.content()
    gives(stranger, "000000" if code != "000 000" else "111111")
    expect(stranger.locator("main")).to_contain_text("Deze code klopt niet.")
    assert "Yildiz" not in stranger.content()
    gives(stranger, code)

    expect(stranger.get_by_role("heading", name="Fatma Yildiz")).to_be_visible()
    assert verify(downloaded(stranger)) == []
    stranger.get_by_role("button", name="Sluiten").click()
    expect(stranger.get_by_label("Code van zes cijfers")).to_be_visible()


def gives(page: Page, code: str) -> None:
    page.get_by_label("Code van zes cijfers").fill(code)
    page.get_by_role("button", name="Verder").click()


def adds_its_own(page: Page) -> None:
    """Daan has an agency of his own; after its card he is back at the question."""
    page.get_by_role("link", name="Een ander incassobureau toevoegen").click()
    card = {"Naam": "Bos Incasso", "Straat": "Laan", "Huisnummer": "5", "Plaats": "Zwolle"}
    card |= {"Postcode": "8011 AB", "Telefoon": "038 123 45 67", "E-mail": "zaken@bos.example"}
    for label, value in card.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Registratienummer").fill("WKI-77")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_label("Bos Incasso")).to_be_checked()
