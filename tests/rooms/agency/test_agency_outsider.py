"""A partner finds nothing outside its own hand-overs, and nobody else finds those."""

from collections.abc import Iterator

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from minnelijk.records.models import HandOver, Seat
from tests import world
from tests.records.noticing import agency
from tests.rooms.agency.agency_cast import at_work, somebody

pytestmark = pytest.mark.django_db
OPEN = {"parts", "debtor", "agency_link", "agency"}
"""Signing in, links that ask who you are themselves, and the agency's own room."""


def addresses() -> Iterator[str]:
    """Every address of every room with seats, with the ids of things that exist in it."""

    def walk(patterns: list[URLPattern | URLResolver], before: str, room: str) -> Iterator[str]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path, pattern.app_name or room)
            elif room not in OPEN and room:
                yield path

    yield from walk(get_resolver().url_patterns, "/", "")


def filled(path: str, things: dict[str, str]) -> str:
    parts = []
    for part in path.split("/"):
        if part.startswith("<"):
            name = part.strip("<>").split(":")[-1]
            parts.append(things.get(name, "1"))
        else:
            parts.append(part)
    return "/".join(parts)


def test_a_partner_finds_no_other_room(cast: world.Cast, petra: Seat, made: HandOver) -> None:
    case, message = made.case, made.case.messages.first()
    things = {
        "case_id": str(case.id),
        "number": str(case.number),
        "code": cast.delta.code,
        "message_id": str(message.id) if message else "1",
        "document_id": str(made.bundle_id),
    }
    visitor = at_work(petra)

    found = {
        path: got
        for address in addresses()
        if (
            got := {
                visitor.get(path := filled(address, things)).status_code,
                visitor.post(path, {}).status_code,
            }
        )
        - {404, 405}
    }

    assert found == {}
    assert len(list(addresses())) > 100


def addresses_of(made: HandOver) -> list[str]:
    verbs = ("", "dossier/", "bevestigen/", "vraag/", "betaling/", "gestopt/", "afloop/")
    return [f"/incasso/{made.id}/{verb}" for verb in verbs]


def answers(browser: Browser, path: str) -> set[int]:
    return {browser.get(path).status_code, browser.post(path, {}).status_code}


def test_a_partner_finds_nothing_of_another_partner(made: HandOver) -> None:
    noor = at_work(somebody("noor", agency(name="Incasso Noord")))

    assert {path: answers(noor, path) for path in addresses_of(made)} == {
        path: {404} for path in addresses_of(made)
    }
    assert "Fatma" not in noor.get("/incasso/").content.decode()


def test_nobody_else_finds_the_agencys_room(cast: world.Cast, made: HandOver) -> None:
    for seat in (cast.sanne, cast.supervisor, cast.manager, cast.inspector, cast.delta_seat):
        for path in ("/incasso/", *addresses_of(made)):
            assert answers(at_work(seat), path) <= {404, 405}, (seat, path)


def test_who_is_not_signed_in_is_sent_to_sign_in(made: HandOver) -> None:
    for path in ("/incasso/", *addresses_of(made)):
        got = Browser().get(path)
        assert got["Location"].startswith("/in/"), path


def test_a_closed_seat_opens_nothing(petra: Seat, made: HandOver) -> None:
    Seat.objects.filter(id=petra.id).update(active=False)

    assert at_work(petra).get(f"/incasso/{made.id}/").status_code == 404


def test_signing_in_leads_a_partner_to_its_cases(petra: Seat) -> None:
    got = at_work(petra).get("/", follow=True)

    assert got.redirect_chain[-1][0] == "/incasso/"


def test_a_word_that_is_no_act_is_not_there(petra: Seat, made: HandOver) -> None:
    assert answers(at_work(petra), f"/incasso/{made.id}/wissen/") == {404}
