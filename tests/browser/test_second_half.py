"""From a broken promise to the letter on the post, by everybody who has a part in it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from minnelijk.post.paper.paper_letter import pages_of
from minnelijk.post.paper.paper_page import page_of
from minnelijk.records import documents
from minnelijk.records.models import Case, Evidence, Message, Notice
from tests import world
from tests.browser.journey import Journey, says_yes, tick_two_facts
from tests.post.lettering import with_card
from tests.records.noticing import law_is_signed


@pytest.fixture
def case(journey: Journey, settings: Any, tmp_path: Path) -> Case:
    """Fatma owes EUR 120.00; a lawyer read the law, and the client's card is whole."""
    settings.PRINT_FOLDER = str(tmp_path)
    law_is_signed(journey.cast)
    with_card(journey.cast.delta)
    return world.case(journey.cast.delta, on=world.DAY - timedelta(days=1))


def at_the_phone(journey: Journey) -> Page:
    """Sanne takes the next call and knows who is on the line."""
    page = journey.page(journey.cast.sanne)
    page.goto("/bel/")
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_contain_text("nog 2 van 2")
    tick_two_facts(page)
    return page


def test_a_broken_promise_leads_to_a_letter_on_the_post(journey: Journey, case: Case) -> None:
    journey.morning()
    promises(journey)
    journey.live(case, lambda one: one.approvals.exists())
    client = journey.page(journey.cast.delta_seat)

    says_yes(client, "Akkoord", shown="Betaal € 120,00 uiterlijk dinsdag 24 maart.")
    journey.morning()
    reminded(journey)
    journey.live(case, lambda one: one.step == "second_call")
    refuses(journey)
    journey.live(case, lambda one: one.notices.exists())
    journey.clock.later(minutes=3)
    desk = journey.page(journey.cast.sanne)
    letter = makes_the_letter(desk)
    posts_it(desk)

    notice = Notice.objects.get(case=case)
    assert documents.read(Evidence.objects.get(message=notice.message).document) == letter
    shows_the_term(desk, case)
    copied(journey, letter)


def promises(journey: Journey) -> None:
    page = at_the_phone(journey)
    page.keyboard.press("1")
    expect(page.locator("#day-line")).to_have_text("uiterlijk donderdag 12 maart")
    page.keyboard.press("Enter")
    expect(page.locator("#after")).to_be_visible()
    journey.mail(seconds=11)


def reminded(journey: Journey) -> None:
    """The mail that the client saw is the mail that she gets."""
    newest = journey.mail(seconds=130)[-1]
    assert "rekening@delta.example" in newest.sender
    assert newest.subject == "Over onze afspraak van 5 maart"
    assert "Betaal € 120,00 uiterlijk dinsdag 24 maart." in newest.text.replace("\u00a0", " ")


def refuses(journey: Journey) -> None:
    """The second call says what was agreed, and asks for a day; she still says no."""
    page = at_the_phone(journey)
    expect(page.locator("#script")).to_contain_text("Is er iets tussen gekomen?")
    page.keyboard.press("g")
    expect(page.locator("#script")).to_contain_text("Welke dag lukt zeker")
    page.keyboard.press("9")
    expect(page.locator("#drawer")).to_contain_text("Wil niet betalen")
    page.keyboard.press("Enter")
    expect(page.locator("#undo-bar")).to_contain_text("Wil niet betalen")


def makes_the_letter(page: Page) -> bytes:
    """The letter of today is made at the desk: one page, with the amount and the law's term."""
    page.goto("/bel/post/")
    page.get_by_role("button", name="Maak de brief").click()
    link = page.get_by_role("link", name=re.compile("PDF.*Fatma Yildiz"))
    expect(link).to_be_visible()
    pdf = page.request.get(str(link.get_attribute("href")))
    assert pdf.headers["content-type"] == "application/pdf"
    content: bytes = pdf.body()
    assert content.startswith(b"%PDF")
    assert pages_of(content) == 1
    message = Message.objects.get(channel="post")
    assert message.printed_on is not None
    written = words_of(page_of(message, message.printed_on))
    assert "Betaal € 120,00 binnen 15 dagen nadat deze brief bij u is bezorgd." in written
    assert "€ 40,00" in written
    return content


def words_of(part: object) -> str:
    """Everything that a letter says, in one line with plain spaces."""
    if isinstance(part, dict):
        part = list(part.values())
    found = " ".join(map(words_of, part)) if isinstance(part, list | tuple) else str(part)
    return found.replace("\u00a0", " ")


def posts_it(page: Page) -> None:
    """Somebody took it to the post, and says so twice."""
    page.get_by_role("button", name="Deze zijn op de post").click()
    expect(page.locator("main")).to_contain_text("woensdag 25 maart")
    page.get_by_role("button", name="1 brief is op de post").click()
    expect(page.locator("main")).to_contain_text("Alle brieven van vandaag zijn op de post.")


def shows_the_term(page: Page, case: Case) -> None:
    """Two postal days and fifteen more end on a Saturday; the law is kept with days to spare."""
    page.goto(f"/bel/zaak/{case.id}/dossier/")
    letters = page.get_by_role("region", name="Brieven en termijnen")
    expect(letters).to_contain_text("loopt tot en met ma 13 apr")
    expect(letters).to_contain_text("do 16 apr (de wet zegt 11 apr)")
    expect(letters).to_contain_text("Daarna erbij€ 40,00")


def copied(journey: Journey, letter: bytes) -> None:
    """Meanwhile a copy comes by mail: the letter itself, byte for byte."""
    copy = journey.mail(seconds=180)[-1]
    assert copy.subject == "Er komt een brief naar u toe"
    assert [attached.content for attached in copy.attachments] == [letter]
    assert "13 april" not in copy.text
