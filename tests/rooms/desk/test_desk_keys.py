"""The desk in a real browser: a promise is `1` and `Enter`, then comes the next."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from minnelijk.flow.words import MessageState
from minnelijk.records.models import Call, Message, Promise
from minnelijk.site import clock
from tests import world
from tests.rooms.desk_cast import AT, at_desk, scene, waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(browser: Browser, live_server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """An agent in front of two cases, the first one on screen."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    cast = scene()
    first = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    second = world.case(cast.delta, name="Yusuf Aydin", phone="+31611111111", email="y@a.example")
    waits(first, rank=2_000)
    waits(second, rank=1_000)
    session = at_desk(cast.sanne).cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 1366, "height": 640}, locale="nl-NL")
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/bel/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bel/zaak/**")
    yield page
    context.close()


def check(page: Page) -> None:
    page.keyboard.press("q")
    expect(page.locator("[data-key=q]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("w")
    expect(page.locator("#who")).to_contain_text("Juiste persoon")


def test_a_promise_is_two_keys_and_the_next_case_follows_its_mail(desk: Page) -> None:
    check(desk)

    desk.keyboard.press("1")
    expect(desk.locator("#drawer")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#after")).to_contain_text("De mail gaat zo weg")
    saved = Promise.objects.get()
    Message.objects.filter(purpose="confirmation").update(state=MessageState.SENT)
    expect(desk.locator("#after")).to_contain_text("afgeleverd")

    expect(desk.locator("#who h1")).to_have_text("Yusuf Aydin", timeout=8_000)
    assert saved.cents == 21_450


def test_a_second_enter_goes_on_at_once_and_undo_moves_along(desk: Page) -> None:
    check(desk)
    desk.keyboard.press("1")
    expect(desk.locator("#drawer")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#after")).to_be_visible()

    desk.keyboard.press("Enter")
    expect(desk.locator("#who h1")).to_have_text("Yusuf Aydin")
    expect(desk.locator("#undo-bar")).to_contain_text("Ongedaan maken")
    desk.keyboard.press("Control+z")

    expect(desk.locator("#who h1")).to_have_text("Fatma Yildiz")
    assert Promise.objects.get().cancelled_on == world.DAY


def test_arrows_move_the_day_and_the_mail_follows(desk: Page) -> None:
    check(desk)
    desk.keyboard.press("1")
    expect(desk.locator("#day-line")).to_have_text("uiterlijk donderdag 12 maart")

    desk.keyboard.press("ArrowRight")

    expect(desk.locator("#day-line")).to_have_text("uiterlijk vrijdag 13 maart")
    sheet = desk.frame_locator("#mail iframe").locator("body")
    expect(sheet).to_contain_text(re.compile("vrijdag.13.maart"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#after")).to_be_visible()
    assert Promise.objects.get().instalments.get().due_on == world.DAY + timedelta(days=8)


def test_keys_are_dead_while_somebody_types(desk: Page) -> None:
    check(desk)
    desk.keyboard.press("1")
    expect(desk.locator("#drawer")).to_be_visible()
    desk.keyboard.press("m")
    desk.keyboard.type("Sterkte 6 8 met verhuizen")

    expect(desk.locator("#id_sentence")).to_have_value("Sterkte 6 8 met verhuizen")
    assert not Call.objects.exists()


def test_words_typed_before_the_page_answers_are_words_and_not_outcomes(desk: Page) -> None:
    check(desk)
    desk.keyboard.type("1mSterkte 6 8 met verhuizen")

    expect(desk.locator("#id_sentence")).to_have_value("Sterkte 6 8 met verhuizen")
    assert not Call.objects.exists()


@pytest.mark.parametrize("height", [768, 640])
def test_no_page_scrolls_and_save_is_in_sight(desk: Page, height: int) -> None:
    desk.set_viewport_size({"width": 1366, "height": height})
    check(desk)

    for key in "12345":
        desk.keyboard.press(key)
        expect(desk.locator(f".outcome[data-key='{key}'][aria-current]")).to_be_visible()
        assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight")
        expect(desk.locator("#drawer .save")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [683, 390, 320])
def test_nothing_scrolls_sideways_on_a_small_screen(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 700})
    check(desk)

    desk.keyboard.press("1")

    expect(desk.locator("#drawer")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_phone_keeps_time_and_hanging_up_is_told(desk: Page) -> None:
    desk.evaluate(
        "document.addEventListener('click', (e) => e.target.closest('[href^=tel]')"
        " && e.preventDefault())"  # this machine has no phone
    )
    desk.keyboard.press("Space")
    expect(desk.locator("[data-hang-up]")).to_be_visible()
    check(desk)
    expect(desk.locator("[data-timer]")).to_be_visible()

    desk.keyboard.press("Space")

    expect(desk.locator("[data-hang-up]")).to_be_hidden()
