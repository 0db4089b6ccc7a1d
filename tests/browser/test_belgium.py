"""A consumer of a Belgian shop: reminder, notice, standstill, and only then a call."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from minnelijk.flow.words import Phase
from minnelijk.post.mailbox import Mail
from minnelijk.records.models import Case, HandOver
from tests import world
from tests.browser.journey import Journey, read, says_yes, tick_two_facts
from tests.post.lettering import with_card
from tests.records.noticing import agency, law_is_signed


@pytest.fixture
def case(journey: Journey) -> Case:
    """Lotte owes EUR 120.00 to the shop; a lawyer read the law of both countries."""
    law_is_signed(journey.cast)
    with_card(journey.cast.webshop)
    agency()
    on = world.DAY - timedelta(days=1)
    return world.case(
        journey.cast.webshop,
        name="Lotte Claes",
        phone="+32470123456",
        email="l@post.example",
        on=on,
    )


def test_before_every_notice_is_out_and_its_days_are_over_nobody_phones(
    journey: Journey, case: Case
) -> None:
    desk, client = journey.page(journey.cast.sanne), journey.page(journey.cast.webshop_seat)
    cannot_phone(desk, "de eerste, gratis herinnering en haar veertien dagen", "XIX.2")
    journey.live(case, lambda one: one.approvals.exists())

    says_yes(client, "Ja, verstuur mijn herinnering", shown="Van uw eigen adres, in uw naam.")
    journey.morning()
    reminder = newest(journey, "l@post.example")
    assert reminder.sender == "Winkel Aan Zee <rekening@webshop.example>"
    assert "Vriendt" not in reminder.text + reminder.html
    journey.clock.later(days=1)
    cannot_phone(desk, "de ingebrekestelling van het bureau", "XIX.7")
    looks(journey, reminder)

    journey.live(case, lambda one: one.notices.filter(kind="belgian_notice").exists())
    notice = newest(journey, "l@post.example")
    assert "Vriendt Incasso doet dit voor Winkel Aan Zee." in notice.text
    assert "van zaterdag 21 maart tot en met vrijdag 3 april" in plain(notice.text)
    journey.clock.later(days=1)
    cannot_phone(desk, "is het stil: de termijn van de brief loopt nog", "XIX.7")
    journey.live(case, lambda one: one.step == "first_call")
    refuses(desk)

    hands_over(journey, client, desk, case)
    made = HandOver.objects.get(case=case)
    assert (made.principal_cents, made.on_top_cents, made.with_notice) == (12_000, 0, True)


def newest(journey: Journey, to: str) -> Mail:
    return [mail for mail in journey.mail(seconds=130) if mail.to == to][-1]


def cannot_phone(page: Page, why: str, article: str) -> None:
    """Nothing in the list; and the case says why, with the article of the law."""
    page.goto("/bel/")
    expect(page.locator("main")).to_contain_text("Er staat vandaag niets meer klaar.")
    page.goto("/bel/zoek/")
    page.get_by_role("searchbox").fill("Claes")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Dossier").click()
    expect(page.get_by_role("button", name="Deze persoon belt ons")).to_be_visible()
    expect(page.get_by_role("button", name="Bel nu")).to_have_count(0)
    assert why in read(page)
    assert f"article {article}" in read(page)


def looks(journey: Journey, mail: Mail) -> None:
    """Meanwhile her own page works, on her phone."""
    link = re.search(r"/r/\S+", mail.text)
    assert link is not None
    page = journey.page(wide=390, high=844)
    page.goto(link.group())
    page.get_by_label("Uw postcode").fill("3512 JE")
    page.get_by_label("Uw huisnummer").fill("14")
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("€ 120,00").first.wait_for()
    assert "binnen 14 kalenderdagen" in read(page)
    expect(page.get_by_role("link", name="02 111 22 33")).to_be_visible()
    page.get_by_role("link", name="Ik betaal nu").click()
    expect(page.locator("main")).to_contain_text("BE68 5390 0754 7034")


def hands_over(journey: Journey, client: Page, desk: Page, case: Case) -> None:
    """Phase 2, a second call, and an agency; no clause is on file, so nothing comes on top."""
    journey.live(case, lambda one: one.approvals.filter(answer="").exists())
    says_yes(client, "Akkoord")
    journey.live(case, lambda one: one.step == "second_call")
    refuses(desk)
    journey.live(case, lambda one: one.approvals.filter(question="hand_over").exists())
    says_yes(client, "Ja, geef uit handen", shown="Er mag niets bij")
    journey.live(case, lambda one: one.phase == Phase.HANDED_OVER)


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def refuses(page: Page) -> None:
    page.goto("about:blank")  # the page before may just be asking for its next one
    page.goto("/bel/")
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_contain_text("nog 2 van 2")
    expect(page.get_by_role("link", name="Bellen Spatie")).to_be_visible()
    tick_two_facts(page)
    page.keyboard.press("9")
    expect(page.locator("#drawer")).to_contain_text("Wil niet betalen")
    page.keyboard.press("Enter")
    expect(page.locator("#undo-bar")).to_contain_text("Wil niet betalen")
