"""The link to a debtor's page: whose it is, how long it works, which language it speaks."""

from datetime import date

import pytest

from minnelijk.records.models import Message
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of

__all__ = ["cast", "fatma", "now"]


@pytest.mark.parametrize("token", ["x", "1-abc:zzz", "../../etc", "%00"])
def test_a_link_that_is_not_ours_tells_nothing(
    cast: world.Cast, fatma: Visitor, token: str
) -> None:
    page = fatma.browser.get(f"/r/{token.replace('/', '')}/")

    assert page.status_code == 404
    assert "Delta" not in page.content.decode()


def test_a_changed_link_opens_nothing(fatma: Visitor) -> None:
    page = fatma.browser.get(f"/r/{fatma.token[:-2]}xx/")

    assert page.status_code == 404
    assert "De link is niet compleet" in text_of(page)


def test_the_page_speaks_the_language_that_the_client_told(cast: world.Cast) -> None:
    visitor = Visitor(world.case(cast.delta))
    visitor.case.language = "en"
    visitor.case.save()

    assert '<html lang="en"' in visitor.get().content.decode()


def test_the_chosen_language_changes_all_later_messages(fatma: Visitor) -> None:
    fatma.inside()

    fatma.post("taal/", language="en", next=fatma.url())

    fatma.case.refresh_from_db()
    assert fatma.case.language == "en"
    assert '<html lang="en"' in fatma.get().content.decode()


def test_a_stranger_changes_only_his_own_screen(fatma: Visitor) -> None:
    fatma.post("taal/", language="en", next=fatma.url())

    fatma.case.refresh_from_db()
    assert fatma.case.language == "nl"


def test_thirty_days_after_closing_the_link_is_over(fatma: Visitor, now: Clock) -> None:
    fatma.case.phase, fatma.case.closed_on, fatma.case.close_reason = "closed", world.DAY, "paid"
    fatma.case.next_on, fatma.case.next_why = None, ""
    fatma.case.save()

    now.later(days=31)
    page = fatma.get()

    assert page.status_code == 410
    assert "naar het adres dat wij kennen" in text_of(page)
    assert "Delta" not in page.content.decode()


def test_a_new_link_goes_to_the_known_address_and_the_answer_is_always_the_same(
    fatma: Visitor, cast: world.Cast, now: Clock
) -> None:
    fatma.case.phase, fatma.case.closed_on, fatma.case.close_reason = "closed", world.DAY, "paid"
    fatma.case.next_on, fatma.case.next_why = None, ""
    fatma.case.save()
    now.later(days=40)
    nothing = text_of(fatma.post("nieuwe-link/"))
    assert not Message.objects.exists()

    running = _another_case(fatma, cast)
    first = text_of(fatma.post("nieuwe-link/"))
    second = text_of(fatma.post("nieuwe-link/"))

    assert nothing == first == second
    message = Message.objects.get()
    assert (message.case_id, message.facts["use"], message.basis) == (
        running,
        "page_link",
        "answer",
    )
    assert message.facts["amount_cents"] == 0


def _another_case(visitor: Visitor, cast: world.Cast) -> int:
    """A later case of the same debtor with the same client."""
    later = world.case(cast.delta, name="Iemand Anders", email="other@post.example")
    later.debtor, later.person = visitor.case.debtor, visitor.case.person
    later.save()
    assert later.opened_on == date(2026, 3, 5)
    return later.id
