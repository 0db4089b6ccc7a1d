"""The promise at the desk, with keys, in a real browser: two keys from the yes to the next call."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.journey import Journey, tick_two_facts

if TYPE_CHECKING:
    from playwright.sync_api import Page

COUNT_KEYS = "window.keys = []; addEventListener('keydown', (e) => window.keys.push(e.key), true)"


@pytest.fixture
def called(journey: Journey) -> "Page":
    """Sanne has the first case before her."""
    from tests import world

    world.case(journey.cast.delta, on=world.DAY - timedelta(days=1))
    journey.morning()
    page = journey.page(journey.cast.sanne)
    page.goto("/bel/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bel/zaak/**")
    return page


def test_nothing_about_the_debt_is_in_the_page_before_the_check(
    journey: Journey, called: "Page"
) -> None:
    markup = called.content()

    assert "120,00" not in markup
    assert "F-1001" not in markup


def test_a_promise_takes_two_keys_and_its_mail_arrives_while_on_the_line(
    journey: Journey, called: "Page"
) -> None:
    tick_two_facts(called)
    called.evaluate(COUNT_KEYS)

    called.keyboard.press("1")
    expect(called.locator("#day-line")).to_have_text("uiterlijk donderdag 12 maart")
    pressed = called.evaluate("window.keys")
    called.keyboard.press("Enter")
    expect(called.locator("#after")).to_be_visible()

    assert [*pressed, "Enter"] == ["1", "Enter"]
    assert journey.mail(seconds=5) == []
    mails = journey.mail(seconds=6)
    assert len(mails) == 1
    assert "rekening@delta.example" in mails[0].sender
    assert "€ 120,00 uiterlijk donderdag 12 maart" in mails[0].text.replace("\u00a0", " ")
    expect(called.locator("#after")).to_contain_text("afgeleverd")


def test_undo_within_ten_seconds_leaves_no_mail(journey: Journey, called: "Page") -> None:
    tick_two_facts(called)
    called.keyboard.press("1")
    expect(called.locator("#drawer")).to_be_visible()
    called.keyboard.press("Enter")
    expect(called.locator("#undo-bar")).to_contain_text("Ongedaan maken")

    called.keyboard.press("Control+z")

    expect(called.locator("#who h1")).to_have_text("Fatma Yildiz")
    assert journey.mail(seconds=30) == []


def test_fast_hands_lose_no_key(journey: Journey, called: "Page") -> None:
    called.keyboard.type("qw1")
    called.keyboard.press("Enter")

    expect(called.locator("#after")).to_be_visible()
    assert len(journey.mail(seconds=11)) == 1
