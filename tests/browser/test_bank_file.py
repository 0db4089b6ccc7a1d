"""A file of the bank in a real browser: nine in ten book themselves, the rest takes a key each."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from minnelijk.files import invoices
from minnelijk.flow.words import BankLineState, WorkKind, WorkState
from minnelijk.records import documents
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act, day_of
from minnelijk.records.models import Account, BankLine, BankMatch, Case, WorkItem
from minnelijk.site.demo import payers
from minnelijk.site.demo.lists import as_csv
from tests.browser.journey import Journey, read

FILE, ENTRIES, SURE = "bankbestand.xml", 200, 180
NOT_OURS = "tennisclub"
FOR_TWO = re.compile(r"Fam\. Hoekema")


@pytest.fixture
def bank_file(journey: Journey, tmp_path: Path) -> Path:
    """The demo's own people on the list of Waterbedrijf Delta, its first file read, and the
    worklist of the next morning."""
    on = day_of(journey.clock.now)
    client, act = journey.cast.delta, Act(journey.clock.now, journey.cast.delta_seat)
    content = as_csv(payers.the_list(on))
    document = documents.store(client, "placement", content, "text/csv", "lijst.csv", act.at)
    reading = invoices.read(content, name="lijst.csv")
    intake.place(client, reading=reading, document=document, complete=False, feed_on=on, act=act)
    account = Account.objects.get(client=client)
    first = tmp_path / "gisteren.xml"
    first.write_bytes(payers.yesterday(account.iban, on - timedelta(days=1), on))
    lead = journey.page(journey.cast.supervisor)
    upload(lead, first)
    journey.morning(days=1)
    made = tmp_path / FILE
    made.write_bytes(payers.today(account.iban, on, on))
    return made


def upload(page: Page, file: Path) -> None:
    page.goto("/bel/geld/")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Lees en boek").click()
    page.get_by_role("heading", level=1, name=re.compile("gelezen|bekend|geboekt")).wait_for(
        timeout=90_000
    )


def waiting_calls() -> set[int]:
    rows = WorkItem.objects.filter(kind=WorkKind.CALL, state=WorkState.OPEN)
    return set(rows.values_list("case_id", flat=True))


def decide_all(page: Page) -> list[str]:
    """Decide with the keyboard alone, and return which keys that took."""
    pressed = []
    for left in range(ENTRIES - SURE, 0, -1):
        head = page.locator(".page-head")
        expect(head).to_contain_text(re.compile(rf"(?<!\d){left} betaling(en)? wacht"))
        page.wait_for_load_state()  # a key before the page is there is forgotten
        said = page.locator(".money-line").inner_text()
        key = "n" if NOT_OURS in said else "s" if FOR_TWO.search(said) else "1"
        page.keyboard.press(key)
        if key == "s":
            expect(page.locator(".split input[data-part]").first).to_be_focused()
            page.keyboard.press("Enter")
        pressed.append(key)
    page.get_by_text("Al het geld op de rekeningen heeft zijn zaak gevonden").wait_for()
    return pressed


def test_ninety_per_cent_books_itself_a_key_decides_the_rest_and_who_paid_is_called_no_more(
    journey: Journey, bank_file: Path
) -> None:
    page = journey.page(journey.cast.supervisor)
    before = waiting_calls()
    assert len(before) > SURE

    upload(page, bank_file)

    assert "180 van 200" in read(page)
    booked = set(BankMatch.objects.filter(line__statement__isnull=False).values_list("case_id"))
    assert len(booked) >= SURE
    paid = {case for (case,) in booked}
    assert waiting_calls().isdisjoint(paid)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bel/geld/")
    keys = decide_all(page)
    assert (keys.count("n"), keys.count("s"), keys.count("1")) == (1, 2, 17)
    assert not BankLine.objects.filter(state=BankLineState.WAITING).exists()
    closed = Case.objects.filter(closed_on__isnull=False, close_reason="paid")
    assert closed.count() >= 150
    assert waiting_calls().isdisjoint(closed.values_list("id", flat=True))
    agent = journey.page(journey.cast.sanne)
    agent.goto("/bel/")
    expect(agent.locator("main")).to_contain_text(re.compile(rf"\b{len(waiting_calls())}\b"))


def test_the_same_file_again_books_nothing(journey: Journey, bank_file: Path) -> None:
    page = journey.page(journey.cast.supervisor)
    upload(page, bank_file)
    matches = BankMatch.objects.count()

    upload(page, bank_file)

    expect(page.locator("main")).to_contain_text("Alles was al bekend, er is niets geboekt.")
    assert BankMatch.objects.count() == matches


def test_a_key_pressed_twice_decides_one_line_and_typing_decides_none(
    journey: Journey, bank_file: Path
) -> None:
    page = journey.page(journey.cast.supervisor)
    upload(page, bank_file)
    page.goto("/bel/geld/")
    waiting = BankLine.objects.filter(state=BankLineState.WAITING)

    page.keyboard.press("a")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("1n2")
    expect(page.locator("#q")).to_have_value("1n2")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".money-line header")).to_contain_text("2 van 20")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".money-line header")).to_contain_text("1 van 20")
    assert waiting.count() == ENTRIES - SURE

    page.evaluate("""() => { for (const again of [1, 2]) document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key: "n", bubbles: true })); }""")
    expect(page.locator(".page-head")).to_contain_text("19 betalingen wachten")
    assert waiting.count() == ENTRIES - SURE - 1
