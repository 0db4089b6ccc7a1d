"""Pages of the design are light, free of inline code, and worked by keyboard and by ear."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.core.wsgi import get_wsgi_application
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path
from django.utils import translation
from django.utils.html import strip_tags
from playwright.sync_api import Browser, Page

from minnelijk.rooms.parts import brand, fonts
from minnelijk.rooms.parts.gallery import PAGES
from minnelijk.site.translations import compile_one

PARTS = Path(brand.__file__).parent
# The parts stand alone: no room is needed to look at them.
urlpatterns = [path("", include("minnelijk.rooms.parts.urls"))]


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    compile_one(PARTS / "locale/en/LC_MESSAGES/django.po")


@pytest.fixture(params=["nl", "en"])
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture
def visitor(settings) -> Client:
    settings.DEMO, settings.ROOT_URLCONF = True, __name__
    return Client(headers={"accept-language": "nl"})


@pytest.mark.parametrize("page", ["", *sorted(PAGES)])
def test_a_page_has_one_title_no_inline_code_and_a_light_weight(page, visitor):
    html = visitor.get(f"/parts/{page}/" if page else "/parts/").content.decode()

    assert html.count("<h1") == 1
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", html) == []
    assert weight(re.findall(r'rel="stylesheet" href="/static/([^"]+)"', html)) <= 30 * 1024
    assert weight(re.findall(r'<script[^>]* src="/static/([^"]+)"', html)) <= 60 * 1024


def weight(names: list[str]) -> int:
    return sum(Path(str(finders.find(name))).stat().st_size for name in names)


def test_before_the_check_no_amount_is_in_the_page(visitor):
    for page in ("gate", "check"):
        html = visitor.get(f"/parts/{page}/").content.decode()

        assert "€" not in strip_tags(html)
        assert "F-1021" not in html


def test_the_gallery_is_shut_outside_a_demo(settings):
    settings.DEMO, settings.DEBUG, settings.ROOT_URLCONF = False, False, __name__

    assert Client().get("/parts/").status_code == 404
    assert Client().get("/parts/gate/").status_code == 404


@pytest.mark.parametrize("page", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_what_goes_wrong_is_said_calmly_with_a_way_out(page, tongue):
    html = render_to_string(page)

    assert 'class="btn primary"' in html
    assert ("Er is niets" in html) == (tongue == "nl")
    assert "!" not in strip_tags(html)


def test_the_ribbon_is_a_group_of_radios_without_closed_days(visitor):
    html = visitor.get("/parts/promise/").content.decode()
    offered = re.findall(r'type="radio" name="day" value="([\d-]+)"', html)

    assert offered[0] == "2026-11-24"
    assert offered[-1] == "2026-12-07"
    assert {"2026-11-23", "2026-11-28", "2026-11-29"}.isdisjoint(offered)


class Server(ThreadingMixIn, WSGIServer):
    """Pages and static files for one browser."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing; the test says what is wrong."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not (fonts.FOLDER / "minnelijk-sans-400.woff2").exists():
        fonts.make_all()
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str, settings) -> Iterator[Page]:
    settings.DEMO, settings.ROOT_URLCONF = True, __name__
    context = browser.new_context(base_url=address, locale="nl", viewport=LAPTOP)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
    yield page
    assert page.faults == []
    context.close()


@pytest.mark.parametrize("name", ["", *sorted(PAGES)])
def test_a_screen_reader_meets_no_obstacle(page: Page, name: str):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/parts/{name}/" if name else "/parts/")

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", sorted({*PAGES} - {"wall"}))
def test_no_page_scrolls_sideways(page: Page, name: str):
    page.goto(f"/parts/{name}/")

    for width in (1366, 683, 390, 320):
        page.set_viewport_size({"width": width, "height": 768})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


@pytest.mark.parametrize("height", [768, 640])
@pytest.mark.parametrize("name", ["gate", "promise"])
def test_the_call_fits_one_screen_with_its_button_in_sight(page: Page, name: str, height: int):
    page.set_viewport_size({"width": 1366, "height": height})
    page.goto(f"/parts/{name}/")

    assert page.evaluate("document.documentElement.scrollHeight") <= height
    if name == "promise":
        save = page.get_by_role("button", name="Opslaan en volgende").bounding_box()
        plan = page.locator(".plan").bounding_box()
        assert save["y"] + save["height"] <= height
        assert plan["y"] + plan["height"] <= save["y"]


def test_arrows_move_the_day_and_closed_days_are_skipped(page: Page):
    page.goto("/parts/promise/")
    page.evaluate("document.addEventListener('change', (e) => (window.said = e.target.value))")

    days = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        days.append(page.locator(".ribbon input:checked").get_attribute("value")[5:])

    assert days == ["12-01", "11-30", "11-27", "12-04", "12-07", "11-30"]
    assert page.evaluate("window.said") == "2026-11-30"


def test_a_key_presses_its_button_but_not_while_somebody_types(page: Page):
    page.goto("/parts/upload/")
    count_presses(page, "F8")
    page.evaluate("document.querySelector('[data-key=F8]').dataset.key = 'v'")

    page.keyboard.press("v")
    page.get_by_label("Bedrag").focus()
    page.keyboard.press("v")

    assert page.evaluate("window.hits") == 1


def count_presses(page: Page, key: str) -> None:
    page.evaluate(
        """(key) => {
          window.hits = 0;
          const button = document.querySelector(`[data-key="${key}"]`);
          button.addEventListener("click", () => { hits += 1; });
        }""",
        key,
    )


def test_single_keys_can_be_switched_off(page: Page):
    page.goto("/parts/gate/")
    count_presses(page, "n")
    page.keyboard.press("n")

    page.get_by_role("button", name="Sanne").click()
    page.get_by_role("button", name="Losse toetsen").click()
    page.keyboard.press("Escape")
    page.keyboard.press("n")

    assert page.evaluate("window.hits") == 1
    assert page.evaluate("localStorage.getItem('minnelijk-keys')") == "off"


def test_a_locked_outcome_takes_the_focus_and_does_nothing(page: Page):
    page.goto("/parts/gate/")

    page.evaluate("document.querySelector('.outcome.locked').dataset.key = '1'")
    page.keyboard.press("1")

    assert page.evaluate("document.activeElement.textContent").find("na de controle") > 0
    assert page.url.endswith("/parts/gate/")


def test_the_focus_goes_where_a_swap_asks_for_it(page: Page):
    page.goto("/parts/gate/")
    page.evaluate("window.same = true")

    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("w")
    page.wait_for_function("document.activeElement.matches('.script')")

    assert page.evaluate("window.same") is True


def test_the_list_of_keys_is_read_off_the_page(page: Page):
    page.goto("/parts/gate/")

    page.keyboard.press("?")

    assert page.locator("#all-keys dd").filter(has_text="Geen gehoor").is_visible()
    assert page.evaluate("document.activeElement.id") == "all-keys-title"
    page.keyboard.press("Escape")
    assert not page.locator("#all-keys").is_visible()


def test_a_toast_goes_by_itself_and_never_takes_the_focus(page: Page):
    page.goto("/parts/gate/")
    page.get_by_role("link", name="klantnummer").focus()

    toast = "<div class='toast' data-seconds='1'>Opgeslagen</div>"
    page.evaluate("(html) => { document.getElementById('toasts').innerHTML = html; }", toast)
    page.get_by_text("Opgeslagen").wait_for(state="visible")

    assert page.evaluate("document.activeElement.textContent") == "klantnummer"
    page.get_by_text("Opgeslagen").wait_for(state="detached", timeout=3000)


def test_the_theme_is_kept_for_the_next_page(page: Page):
    page.goto("/parts/day/")
    page.get_by_role("button", name="Sanne").click()
    page.get_by_role("button", name="Donker").click()

    page.goto("/parts/nothing/")

    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_copying_says_so_and_paying_works_without_a_script(page: Page, browser: Browser, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/parts/pay/")
    page.get_by_role("button", name="Kopieer Rekeningnummer").click()
    page.get_by_text("Gekopieerd").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "NL12BANK0330880071"

    plain = browser.new_context(base_url=address, java_script_enabled=False).new_page()
    plain.goto("/parts/pay/")
    assert plain.get_by_text("0330").is_visible()
    assert plain.get_by_role("button", name="Kopieer").count() == 0
    plain.context.close()
