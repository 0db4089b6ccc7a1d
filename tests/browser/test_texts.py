"""A person of the client writes her own words in a real browser, up to the test in her mailbox."""

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey, read

if TYPE_CHECKING:
    from playwright.sync_api import Page

KIND = "Wat fijn dat u dit met ons afspreekt. Dank u wel daarvoor."
PROMISE = "/klant/teksten/promise/email/nl/"


@pytest.fixture
def writer(journey: Journey) -> "Page":
    """Daan of the water company has the confirmation of a promise before him."""
    from tests import world

    world.case(journey.cast.delta)
    page = journey.page(journey.cast.delta_seat)
    page.goto("/klant/teksten/")
    page.get_by_role("link", name="Bevestiging van de afspraak", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bevestiging van de afspraak")
    return page


def change(page: "Page", old: str, new: str) -> None:
    """Type other words in the place of these."""
    body = page.get_by_role("textbox", name="De tekst")
    assert old in body.input_value()
    body.fill(body.input_value().replace(old, new))


def in_the_mail(page: "Page", title: str = "De mail: ") -> str:
    frame = page.frame_locator(f"iframe[title^='{title}']").first
    return " ".join(frame.locator("body").inner_text().replace("\u00a0", " ").split())


def test_she_changes_the_tone_and_sees_it_in_four_languages(writer: "Page") -> None:
    change(writer, "Dank u wel dat u dit met ons afspreekt.", KIND)
    mail = writer.frame_locator("iframe[title^='De mail: ']").first
    expect(mail.get_by_text("Wat fijn dat u dit met ons afspreekt.")).to_be_visible()

    writer.get_by_role("button", name="In gebruik nemen").click()
    expect(writer.get_by_text("Versie 1 is nu in gebruik")).to_be_visible()
    writer.get_by_role("link", name="In vier talen bekijken").click()

    said = {
        language: in_the_mail(writer, language)
        for language in ("Nederlands", "Frans", "Engels", "Duits")
    }
    assert "Wat fijn dat u dit met ons afspreekt." in said["Nederlands"]
    assert "€ 120,00 uiterlijk" in said["Nederlands"]
    assert "120,00 € au plus tard" in said["Frans"]
    assert "€ 120.00" in said["Engels"]
    assert "120,00 €" in said["Duits"]


def test_a_court_that_the_flow_has_not_is_refused_while_she_types_and_when_she_saves(
    writer: "Page",
) -> None:
    change(writer, "Betaalde u al?", "Anders stappen wij naar de rechter.\n\nBetaalde u al?")
    expect(writer.locator("#seen")).to_contain_text("gaat over een rechter of deurwaarder")

    writer.get_by_role("button", name="In gebruik nemen").click()

    expect(
        writer.get_by_text("Deze tekst kan zo niet in gebruik. Er is niets veranderd.")
    ).to_be_visible()
    assert (
        "Anders stappen wij naar de rechter."
        in writer.get_by_role("textbox", name="De tekst").input_value()
    )
    expect(writer.get_by_text("nog niet bewaard")).to_be_visible()


def test_a_test_arrives_in_her_own_mailbox(journey: Journey, writer: "Page") -> None:
    change(writer, "Dank u wel dat u dit met ons afspreekt.", KIND)

    writer.get_by_role("button", name="Proef aan mij").click()
    expect(writer.get_by_text("De proef is verstuurd naar daan@people.example")).to_be_visible()

    [mail] = journey.server.mails
    assert mail.to == "daan@people.example"
    assert mail.subject.startswith("Proef: Onze afspraak")
    assert KIND in mail.text.replace("\u00a0", " ")
    assert "mevrouw De Vries" in mail.text
    assert "Yildiz" not in mail.text
    assert KIND in writer.get_by_role("textbox", name="De tekst").input_value()


def test_a_chip_goes_where_the_cursor_stands(writer: "Page") -> None:
    body = writer.get_by_role("textbox", name="De tekst")
    body.evaluate("(box) => { box.focus(); box.setSelectionRange(9, 9); }")

    writer.get_by_role("button", name="telefoonnummer", exact=True).click()

    assert body.input_value().startswith("Subject: {{ phone }}Onze afspraak")
    expect(writer.get_by_role("button", name="In gebruik nemen")).to_be_visible()


def test_it_is_written_on_a_phone_too(journey: Journey) -> None:
    from tests import world

    world.case(journey.cast.delta)
    page = journey.page(journey.cast.delta_seat, wide=390, high=844)
    page.goto(PROMISE)

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_text("Platte tekst", exact=True).click()
    assert "Beste Fatma Yildiz" in read(page)
