"""The post of a day in a browser: made, put into a batch, one taken out, the rest on the post."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from minnelijk.flow.words import ApprovalAnswer, EntryCause, MessageState
from minnelijk.post.paper.batch_handing import hand_batches
from minnelijk.post.paper.printing import print_due
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message
from tests import world
from tests.browser.journey import Journey, read
from tests.post.lettering import with_card
from tests.records.noticing import law_is_signed, says

NAMES = ("Fatma Yildiz", "Jan de Boer", "Maria Hohenzollern-Sigmaringen tot Voorschoten")


@pytest.fixture
def cases(journey: Journey, settings: Any, tmp_path: Path) -> list[Case]:
    """Three letters lie printed; the folder of the printer is not there yet."""
    settings.PRINT_FOLDER = str(tmp_path / "print")
    law_is_signed(journey.cast)
    with_card(journey.cast.delta)
    version = world.policy(journey.cast.delta, "notice_only")
    before = world.DAY - timedelta(days=1)
    made = [world.case(journey.cast.delta, name=name, on=before, version=version) for name in NAMES]
    journey.morning()
    for case in made:
        says(case, ApprovalAnswer.YES, world.DAY, journey.cast.delta_seat)
    journey.morning()
    journey.clock.later(minutes=3)
    print_due(journey.clock.now)
    assert Message.objects.filter(state=MessageState.PRINTED).count() == len(NAMES)
    return made


def fits(page: Page) -> bool:
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return bool(wide[0] <= wide[1])


def test_a_batch_from_the_printer_to_the_post(
    journey: Journey, cases: list[Case], tmp_path: Path
) -> None:
    page = journey.page(journey.cast.sanne)
    page.goto("/bel/post/")
    page.get_by_role("button", name="Maak partij van 3 brieven").click()
    expect(page.get_by_text("Partij 1 is gemaakt.")).to_be_visible()
    (tmp_path / "print" / "partijen").write_text("in the way")
    hand_batches(journey.clock.later(seconds=30))
    page.reload()
    expect(page.get_by_text("niet overgedragen")).to_be_visible()
    wrong = page.screenshot(path=str(tmp_path / "problem.png"), full_page=True)

    (tmp_path / "print" / "partijen").unlink()
    act = Act(journey.clock.later(minutes=1), journey.cast.delta_seat)
    cents = cases[1].open_cents
    payments.book(cases[1].id, cents, world.DAY, act, cause=EntryCause.REPORT, key="all")
    hand_batches(journey.clock.later(minutes=1))
    page.reload()
    expect(page.get_by_text("Haal 1 brief uit partij 1.")).to_be_visible()
    assert "Bladzijde 3" in read(page) and fits(page)
    page.screenshot(path=str(tmp_path / "out.png"), full_page=True)
    phone = journey.page(journey.cast.sanne, wide=390, high=844)
    phone.goto("/bel/post/")
    phone.screenshot(path=str(tmp_path / "phone.png"), full_page=True)
    assert fits(phone)

    page.get_by_role("link", name="Deze partij is op de post").click()
    page.get_by_role("button", name="2 brieven zijn op de post").click()
    expect(page.get_by_text("2 brieven zijn op de post.")).to_be_visible()
    assert Message.objects.filter(state=MessageState.SENT, channel="post").count() == 2
    assert wrong
