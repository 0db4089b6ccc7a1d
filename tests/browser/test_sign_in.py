"""Signing in in a real browser: a passkey of the device is made, and then signs in alone."""

import re
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import sign_in_link
from tests.browser.journey import Journey, read


def with_device(page: Page) -> None:
    """Give the browser a device with a finger on it, as Chromium's own tests do."""
    held = page.context.new_cdp_session(page)
    held.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    held.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def axe_is_content(page: Page) -> None:
    found = Axe().run(page).response["violations"]

    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def test_a_passkey_is_made_and_then_signs_in_without_a_mail(
    journey: Journey, settings: Any
) -> None:
    settings.SECOND_FACTOR = True
    seat = journey.cast.sanne
    page = journey.page()
    with_device(page)

    page.goto(f"/in/{sign_in_link(seat.user, Act(journey.clock.now))}/")
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(re.compile("/in/veilig/$"))
    axe_is_content(page)
    page.get_by_role("link", name="Passkey toevoegen").click()
    axe_is_content(page)
    page.get_by_label("Naam, zodat u hem herkent").fill("Mijn laptop")
    page.get_by_role("button", name="Passkey maken").click()
    expect(page.get_by_role("heading", name="Uw herstelcodes")).to_be_visible()
    axe_is_content(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page).to_have_url(re.compile("/bel/"))
    page.goto("/in/veilig/")
    assert "Mijn laptop" in read(page)
    axe_is_content(page)
    page.get_by_role("button", name="Uitloggen").click()

    page.goto("/bel/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page).to_have_url(re.compile("/bel/"))

    mails = [mail for mail in journey.server.mails if "passkey" in mail.subject.lower()]
    assert len(mails) == 1


def test_an_app_with_codes_is_the_second_step_and_a_device_without_our_passkey_is_told(
    journey: Journey, settings: Any
) -> None:
    settings.SECOND_FACTOR = True
    user = journey.cast.manager.user
    page = journey.page(wide=390, high=844)
    with_device(page)
    page.goto(f"/in/{sign_in_link(user, Act(journey.clock.now))}/")
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("link", name="App toevoegen").click()
    page.get_by_text("Scannen lukt niet").click()
    secret = page.locator("details b").inner_text().replace(" ", "")
    axe_is_content(page)
    page.get_by_label("Code die de app nu toont").fill(code(secret, later=0))
    page.get_by_role("button", name="App toevoegen").click()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.goto("/in/veilig/")
    page.get_by_role("button", name="Uitloggen").click()

    page.goto("/in/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.locator("[data-passkey-problem]")).to_contain_text("Dat lukte niet.")

    user.refresh_from_db()
    page.goto(f"/in/{sign_in_link(user, Act(journey.clock.now))}/")
    page.get_by_role("button", name="Inloggen").click()
    axe_is_content(page)
    page.get_by_label("Code uit uw app").fill(code(secret, later=1))
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(re.compile("/kantoor/"))


def code(secret: str, *, later: int) -> str:
    """The code of this half minute, or the next one: a code works once."""
    before_this, *_ = totp.yield_hotp_counters_from_time()
    written: str = totp.format_hotp_value(totp.hotp_value(secret, before_this + 1 + later))
    return written
