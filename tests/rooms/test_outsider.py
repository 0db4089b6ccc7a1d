"""Whoever does not belong somewhere finds nothing there: every address, by every outsider."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from minnelijk.flow.words import EntryCause, Outcome, Role
from minnelijk.records import documents
from minnelijk.records.actions import calls, payments, steps, worklist
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case, Inbound, Seat
from tests import world
from tests.records.at_desk import KNOWN

pytestmark = pytest.mark.django_db
ROOMS = {"desk": "/bel/", "portal": "/klant/", "office": "/kantoor/", "agency": "/incasso/"}
"""Rooms with seats. Signing in and the debtor's page ask who you are themselves."""


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the rooms, with the room's name."""

    def walk(
        patterns: list[URLPattern | URLResolver], room: str
    ) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.app_name or room)
            elif room in ROOMS:
                yield room, pattern

    yield from walk(get_resolver().url_patterns, "")


def filled(room: str, pattern: URLPattern, things: dict[str, str]) -> str:
    """The path of an address, with the ids of somebody else's things in it."""
    path = ROOMS[room] + str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            path = path.replace(written, things.get(name, "1"))
    return path


@pytest.fixture
def cast() -> world.Cast:
    everybody = world.cast()
    install_texts(Act(world.AT))
    return everybody


@pytest.fixture
def things(cast: world.Cast) -> dict[str, str]:
    """A case of Waterbedrijf Delta in which much has happened, by id."""
    case = world.case(cast.delta, on=world.DAY - timedelta(days=1))
    act = Act(world.AT, cast.sanne)
    steps.tick(world.DAY, world.AT)
    handed = worklist.next_item(cast.sanne, act)
    assert handed is not None
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))
    logged = calls.log_call(case.id, report, act, item_id=handed.item.id)
    paid = payments.book(case.id, 1_000, world.DAY, act, cause=EntryCause.REPORT, key="outsider")
    document = documents.store(cast.delta, "file", b"x", "text/plain", "x.txt", world.AT)
    answer = Inbound.objects.create(
        channel="email",
        fingerprint=b"outsider",
        received_at=world.AT,
        kind="reply",
        client=cast.delta,
        case=case,
        document=document,
    )
    return {
        "inbound_id": str(answer.id),
        "case_id": str(case.id),
        "item_id": str(handed.item.id),
        "call_id": str(logged.call_id),
        "hold_id": str(case.holds.get().id),
        "message_id": str(logged.message_id),
        "entry_id": str(paid[0].id),
        "claim_id": str(case.claims.get().id),
        "client_id": str(cast.delta.id),
        "code": cast.delta.code,
        "document_id": str(document.id),
    }


def as_seat(seat: Seat) -> Browser:
    browser = Browser()
    browser.force_login(seat.user)
    return browser


def answers(seat: Seat, path: str) -> set[int]:
    """What an outsider gets when he looks, and when he sends something."""
    browser = as_seat(seat)
    return {browser.get(path).status_code, browser.post(path, {}).status_code}


def test_another_client_finds_no_desk_and_no_office(
    cast: world.Cast, things: dict[str, str]
) -> None:
    found = {
        path: got
        for room, pattern in addresses()
        if room in {"desk", "office"}
        and (got := answers(cast.charlie, path := filled(room, pattern, things))) - {404, 405}
    }

    assert found == {}


def test_another_client_finds_nothing_of_delta_in_the_portal(
    cast: world.Cast, things: dict[str, str]
) -> None:
    found = {
        path: got
        for room, pattern in addresses()
        if room == "portal"
        and pattern.pattern.converters
        and (got := answers(cast.charlie, path := filled(room, pattern, things))) - {404, 405}
    }

    assert found == {}


def test_an_agent_of_another_client_finds_nothing_of_delta(
    cast: world.Cast, things: dict[str, str]
) -> None:
    bram = world.seat("bram", Role.AGENT, works_for=[cast.garage])

    found = {
        path: got
        for room, pattern in addresses()
        if room in {"desk", "office", "portal"}
        and pattern.pattern.converters
        and (got := answers(bram, path := filled(room, pattern, things))) - {404, 405}
    }

    assert found == {}


def test_who_is_not_signed_in_is_sent_to_sign_in(things: dict[str, str]) -> None:
    found = {}
    for room, pattern in addresses():
        got = Browser().get(filled(room, pattern, things))
        if got.status_code not in {404, 405} and not got.headers.get("Location", "").startswith(
            "/in/"
        ):
            found[str(pattern.pattern)] = got.status_code

    assert found == {}


def test_a_closed_seat_opens_nothing(cast: world.Cast, things: dict[str, str]) -> None:
    yesterday = world.DAY
    Seat.objects.filter(id=cast.sanne.id).update(until_on=yesterday)

    got = as_seat(cast.sanne).get(f"/bel/zaak/{things['case_id']}/dossier/")

    assert got.status_code == 404
    assert Case.objects.count() == 1
