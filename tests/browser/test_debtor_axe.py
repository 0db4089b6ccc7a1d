"""The debtor's page in a real browser: readable by everybody, at every width, without a script."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from minnelijk.records.models import Message, Promise
from minnelijk.rooms.debtor import visit
from minnelijk.site.translations import compile_one
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now

__all__ = ["cast", "fatma", "now"]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OUTSIDE = ["", "echt/", "privacy/", "klacht/", "niet-voor-mij/"]
INSIDE = [
    *("", "rekeningen/", "betalen/", "dag/", "delen/", "klopt-niet/", "al-betaald/"),
    *("geldzorgen/", "echt/", "klacht/"),
]


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    compile_one(Path(visit.__file__).parent / "locale/en/LC_MESSAGES/django.po")


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A phone of 320 px, as narrow as they come."""
    made = browser.new_context(
        viewport={"width": 320, "height": 640}, base_url=live_server.url, locale="nl-NL"
    )
    yield made
    made.close()


def walk_in(page: Page, visitor: Visitor) -> None:
    """Pass the check by keyboard alone."""
    page.goto(visitor.url())
    page.get_by_label("Uw postcode").focus()
    page.keyboard.type("3512 je")
    page.keyboard.press("Tab")
    page.keyboard.type("14")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('open')")


def problems(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def too_wide(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_scrolls_sideways(
    context: BrowserContext, fatma: Visitor, scheme: Any
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    wrong: list[str] = []

    for path in OUTSIDE:
        page.goto(fatma.url(path))
        wrong += [f"outside {path}: {one}" for one in problems(page)]
        wrong += [f"outside {path}: too wide"] if too_wide(page) else []
    walk_in(page, fatma)
    for path in INSIDE:
        page.goto(fatma.url(path))
        wrong += [f"inside {path}: {one}" for one in problems(page)]
        wrong += [f"inside {path}: too wide"] if too_wide(page) else []

    assert wrong == []


def test_a_refused_form_has_no_barrier_either(context: BrowserContext, fatma: Visitor) -> None:
    page = context.new_page()
    walk_in(page, fatma)
    wrong: list[str] = []

    for path in ("klopt-niet/", "al-betaald/", "dag/", "delen/"):
        page.goto(fatma.url(path))
        if path == "dag/":
            page.get_by_label(re.compile("Een andere dag")).check()
        page.locator("form.form button").last.click()
        page.wait_for_selector(".banner.stop:focus")
        wrong += [f"{path}: {one}" for one in problems(page)]
        wrong += [f"{path}: too wide"] if too_wide(page) else []

    assert wrong == []


@pytest.mark.parametrize("colour", ["#ffd400", "#ffffff", "#000000"])
def test_every_brand_stays_readable(
    context: BrowserContext, fatma: Visitor, cast: world.Cast, colour: str
) -> None:
    cast.delta.brands.update(colours={"accent": colour})
    page = context.new_page()

    page.goto(fatma.url())
    at_the_door = problems(page)
    walk_in(page, fatma)

    assert at_the_door + problems(page) == []


def test_everything_works_without_a_script(
    browser: Browser, live_server: Any, fatma: Visitor
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    walk_in(page, fatma)

    page.get_by_role("link", name="Ik betaal nu").click()
    assert "NL91" in page.inner_text("dl.copy-rows")
    assert page.get_by_role("button", name="Kopieer").count() == 0
    page.get_by_role("link", name="Terug").click()
    page.get_by_role("link", name="Ik betaal op een andere dag").click()
    page.get_by_role("radio", name="donderdag 19 maart", exact=True).check()
    page.get_by_role("button", name="Zo spreken we het af").click()

    assert "Geregeld! U krijgt een mail." in page.inner_text("main")
    assert Promise.objects.get().instalments.get().due_on.day == 19
    context.close()


def test_a_double_click_makes_one_promise(context: BrowserContext, fatma: Visitor) -> None:
    page = context.new_page()
    walk_in(page, fatma)
    page.goto(fatma.url("dag/"))

    page.get_by_role("button", name="Zo spreken we het af").dblclick()
    page.wait_for_selector("text=Geregeld!")

    assert Promise.objects.count() == 1
    assert Message.objects.filter(purpose="confirmation").count() == 1


def test_two_minutes_before_the_end_the_page_asks_and_gives_more_time(
    context: BrowserContext, fatma: Visitor, now: Clock
) -> None:
    page = context.new_page()
    page.clock.install()
    walk_in(page, fatma)
    page.goto(fatma.url("klopt-niet/"))
    page.get_by_label("Vertel het in uw eigen woorden").fill("De ketel lekt")

    page.clock.fast_forward("18:05")
    page.wait_for_selector("text=sluit over 2 minuten")
    assert problems(page) == []
    page.get_by_role("button", name="Langer de tijd").click()
    page.wait_for_selector("text=sluit over 2 minuten", state="hidden")
    page.clock.fast_forward("18:05")

    assert page.get_by_text("sluit over 2 minuten").is_visible()
    assert page.get_by_label("Vertel het in uw eigen woorden").input_value() == "De ketel lekt"


def test_what_was_typed_when_the_time_was_over_comes_back_after_the_check(
    context: BrowserContext, fatma: Visitor, now: Clock
) -> None:
    page = context.new_page()
    page.clock.install()
    walk_in(page, fatma)
    page.goto(fatma.url("klopt-niet/"))
    page.get_by_label("Vertel het in uw eigen woorden").fill("De ketel lekt")

    now.later(minutes=21)
    page.clock.fast_forward("20:05")
    assert not page.get_by_label("Vertel het in uw eigen woorden").is_visible()
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Uw postcode").fill("3512JE")
    page.get_by_label("Uw huisnummer").fill("14")
    page.get_by_role("button", name="Verder").click()
    page.wait_for_selector("text=nog niet verstuurd")

    assert page.get_by_label("Vertel het in uw eigen woorden").input_value() == "De ketel lekt"


def test_the_longest_names_and_amounts_fit_on_the_narrowest_phone(
    context: BrowserContext, cast: world.Cast
) -> None:
    name = "Nederlandsewaterleidingmaatschappij Delta"
    cast.delta.brands.update(name=name)
    cast.delta.accounts.update(holder=name)
    many = [world.Invoice(f"F-2026-00000{n}", 10_288_066, description=name) for n in range(12)]
    visitor = Visitor(
        world.case(cast.delta, name="mevrouw J. van der Heijden-Oosterbaan", invoices=many)
    )
    page = context.new_page()

    walk_in(page, visitor)
    assert "€ 1.234.567,92" in page.inner_text("h1").replace("\N{NO-BREAK SPACE}", " ")
    wide = []
    for path in INSIDE:
        page.goto(visitor.url(path))
        wide += [path] if too_wide(page) else []

    assert wide == []
