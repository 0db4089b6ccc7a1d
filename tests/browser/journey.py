"""What a journey in a real browser stands on: a bureau, its mail, and a working morning."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client as Visitor
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from minnelijk.post.mailbox import Mail
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import steps
from minnelijk.records.actions.core import day_of
from minnelijk.records.models import Case, Client, Seat
from minnelijk.site import clock
from tests import world
from tests.post.server import MailServer

MORNING = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
"""A Thursday, half past ten in Amsterdam: people are at work."""


@dataclass
class Clock:
    """The clock of the journey: it stands still until somebody moves it."""

    now: datetime = MORNING

    def later(self, **how: float) -> datetime:
        self.now += timedelta(**how)
        return self.now


@dataclass
class Journey:
    """A bureau that can be looked at: pages of its people, and its mail."""

    browser: Browser
    address: str
    cast: world.Cast
    clock: Clock
    server: MailServer
    pages: list[Page] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)

    def leave(self) -> None:
        """Close every page: none of them asks for anything when the test is over.

        A page that tries what its own policy forbids (a script or style inside it, something of
        elsewhere) makes the test fail.
        """
        for page in self.pages:
            page.context.close()
        assert self.forbidden == []

    def _hear(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.forbidden.append(said.text)

    def page(self, seat: Seat | None = None, *, wide: int = 1366, high: int = 768) -> Page:
        """A page in which this person is signed in; a stranger's without a seat."""
        context = self.browser.new_context(
            viewport={"width": wide, "height": high}, locale="nl-NL", base_url=self.address
        )
        if seat is not None:
            visitor = Visitor()
            visitor.force_login(seat.user)
            context.add_cookies(
                [
                    {
                        "name": "sessionid",
                        "value": visitor.cookies["sessionid"].value,
                        "url": self.address,
                    }
                ]
            )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._hear)
        self.pages.append(page)
        return page

    def morning(self, *, days: int = 0) -> None:
        """Go to half past ten of a day, and let the daily run do its work."""
        self.clock.later(days=days)
        steps.tick(day_of(self.clock.now), self.clock.now)

    def live(self, case: Case, until: Callable[[Case], bool], *, most: int = 40) -> date:
        """Let mornings pass, payments known on every one of them, until something is so."""
        for _ in range(most):
            Client.objects.update(feed_on=day_of(self.clock.now))
            self.morning()
            case.refresh_from_db()
            if until(case):
                return day_of(self.clock.now)
            self.clock.later(days=1)
        raise AssertionError(f"After {most} days it is still not so; the case is at {case.step}.")

    def mail(self, *, seconds: float = 0) -> list[Mail]:
        """Let time pass, send what is due as the worker does, and return all mail so far."""
        self.clock.later(seconds=seconds)
        send_due("journey", self.clock.now)
        return self.server.mails


def tick_two_facts(page: Page) -> None:
    """Tick the two facts that the debtor told, as soon as the page follows."""
    page.keyboard.press("q")
    expect(page.locator("[data-key=q]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("w")
    expect(page.locator("#who")).to_contain_text("Juiste persoon")


def hold_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Put the house's only clock on the journey's."""
    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def read(page: Page) -> str:
    """What stands on the page, with plain spaces."""
    return " ".join(page.locator("main").inner_text().replace("\u00a0", " ").split())


def says_yes(page: Page, button: str, *, shown: str = "") -> None:
    """The client reads the one question that is asked, with what follows, and agrees."""
    page.goto("/klant/vragen/")
    page.get_by_role("link", name="Bekijk en beslis").click()
    page.get_by_role("button", name=button).wait_for()
    assert shown in read(page)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Uw antwoord is bewaard")).to_be_visible()
