"""The promise at the desk, with keys, in a real browser: two keys from the yes to the next call."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser.journey import Journey

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


def check(page: "Page") -> None:
    """Tick the two facts that the debtor told."""
    page.keyboard.press("q")
    page.get_by_text("nog 1 van 2").wait_for()
    page.keyboard.press("w")
    page.get_by_text("F-1001").first.wait_for()


def test_nothing_about_the_debt_is_in_the_page_before_the_check(
    journey: Journey, called: "Page"
) -> None:
    markup = called.content()

    assert "120,00" not in markup
    assert "F-1001" not in markup


def test_a_promise_takes_two_keys_and_its_mail_arrives_while_on_the_line(
    journey: Journey, called: "Page"
) -> None:
    check(called)
    called.evaluate(COUNT_KEYS)

    called.keyboard.press("1")
    called.get_by_text("donderdag 12 maart").first.wait_for()
    pressed = called.evaluate("window.keys")
    with called.expect_navigation():
        called.keyboard.press("Enter")

    assert [*pressed, "Enter"] == ["1", "Enter"]
    assert journey.mail(seconds=5) == []
    mails = journey.mail(seconds=6)
    assert len(mails) == 1
    assert "rekening@delta.example" in mails[0].sender
    assert "€ 120,00 uiterlijk donderdag 12 maart" in mails[0].text.replace("\u00a0", " ")
    called.get_by_text("afgeleverd").first.wait_for()


def test_undo_within_ten_seconds_leaves_no_mail(journey: Journey, called: "Page") -> None:
    check(called)
    called.keyboard.press("1")
    called.get_by_text("donderdag 12 maart").first.wait_for()
    with called.expect_navigation():
        called.keyboard.press("Enter")

    with called.expect_navigation():
        called.keyboard.press("Control+z")

    assert journey.mail(seconds=30) == []
    called.get_by_text("F-1001").first.wait_for()
