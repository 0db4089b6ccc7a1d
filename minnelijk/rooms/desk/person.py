"""The debtor as the agent sees him: name, kind, numbers, and the facts that he can be asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from minnelijk.flow.identity import Fact, gate_facts
from minnelijk.flow.words import PointChannel, PointQuality
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.records.models import Case, ContactPoint, Debtor
from minnelijk.records.queries import usable_points
from minnelijk.rooms.parts.formats import date_text


@dataclass(frozen=True, slots=True)
class Point:
    """A phone number or address, with what is known of it."""

    id: int
    value: str
    quality: str
    usable: bool


@dataclass(frozen=True, slots=True)
class Person:
    """What may be seen of somebody before he was recognised, and how he is addressed."""

    name: str
    spoken: str
    kind: str
    language: str
    phones: tuple[Point, ...]
    emails: tuple[Point, ...]
    place: str
    natural: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact to ask: ticked by a key where its value is shown, typed where it may not be."""

    fact: Fact
    label: str
    value: str
    ticked: bool
    typed: bool


def name_of(debtor: Debtor) -> str:
    return str(debtor.open().get("name", "")) or str(debtor)


def spoken_name(content: dict[str, Any]) -> str:
    """Return `mevrouw De Vries` where we know how to say it, else the whole name."""
    salutation, last = content.get("salutation"), content.get("last_name")
    if salutation and last:
        return f"{salutation} {last[:1].upper()}{last[1:]}"
    return str(content.get("name", ""))


def person_of(case: Case, on: date) -> Person:
    content = case.debtor.open()
    usable = {point.id for point in usable_points(case, on)}
    points = _points(case, on)
    kind = DebtorKind(case.kind)
    return Person(
        name=str(content.get("name", "")),
        spoken=spoken_name(content),
        kind=kind_text(kind),
        language=language_text(case.language),
        phones=_shown(points, PointChannel.PHONE, usable),
        emails=_shown(points, PointChannel.EMAIL, usable),
        place=place_text(_newest(points, PointChannel.POST)),
        natural=is_natural(kind),
    )


def _points(case: Case, on: date) -> list[ContactPoint]:
    rows = ContactPoint.objects.filter(debtor_id=case.debtor_id).order_by("-version")
    return [point for point in rows if point.until_on is None or point.until_on >= on]


def _shown(
    points: list[ContactPoint], channel: PointChannel, usable: set[int]
) -> tuple[Point, ...]:
    shown = [
        Point(point.id, str(point.open().get("value", "")), point.quality, point.id in usable)
        for point in points
        if point.channel == channel and point.quality != PointQuality.REFUSED
    ]
    return tuple(sorted(shown, key=lambda point: not point.usable))


def _newest(points: list[ContactPoint], channel: PointChannel) -> dict[str, Any]:
    return next((point.open() for point in points if point.channel == channel), {})


def place_text(content: dict[str, Any]) -> str:
    street = " ".join(part for part in (content.get("street"), content.get("number")) if part)
    town = " ".join(part for part in (content.get("postcode"), content.get("city")) if part)
    return ", ".join(part for part in (street, town) if part)


def kind_text(kind: DebtorKind) -> str:
    return {
        DebtorKind.CONSUMER: _("consument"),
        DebtorKind.SOLE_TRADER: _("eenmanszaak"),
        DebtorKind.PARTNERSHIP: _("maatschap of vof"),
        DebtorKind.LEGAL_ENTITY: _("bedrijf"),
        DebtorKind.GOVERNMENT: _("overheid"),
        DebtorKind.UNKNOWN: _("soort onbekend"),
    }[kind]


def language_text(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]).capitalize()
    except KeyError:
        return code


def facts_to_ask(case: Case, ticked: frozenset[Fact], on: date) -> list[Asked]:
    """Return the facts that this debtor can tell, the best first.

    Of an invoice or an amount nothing is shown: what he says is typed and compared here.
    """
    content = case.debtor.open()
    place = _newest(_points(case, on), PointChannel.POST)
    values = {
        Fact.ADDRESS: " ".join(str(place[key]) for key in ("postcode", "number") if place.get(key)),
        Fact.BIRTH_ON: _birth(content),
        Fact.CUSTOMER_NUMBER: case.debtor.number_at_client,
        Fact.ROLE: _("werkt daar en gaat over rekeningen"),
    }
    wanted = gate_facts(
        DebtorKind(case.kind),
        has_birth=bool(values[Fact.BIRTH_ON]),
        has_number=bool(values[Fact.CUSTOMER_NUMBER]),
    )
    return [
        Asked(fact, fact_text(fact), values.get(fact, ""), fact in ticked, fact in TYPED)
        for fact in wanted
        if fact in TYPED or values.get(fact)
    ]


TYPED = frozenset({Fact.INVOICE_NUMBER, Fact.AMOUNT})


def _birth(content: dict[str, Any]) -> str:
    born = content.get("birth_on")
    return date_text(date.fromisoformat(str(born))) if born else ""


def fact_text(fact: Fact) -> str:
    return {
        Fact.ADDRESS: _("postcode en huisnummer"),
        Fact.BIRTH_ON: _("geboortedatum"),
        Fact.CUSTOMER_NUMBER: _("klantnummer"),
        Fact.INVOICE_NUMBER: _("rekeningnummer"),
        Fact.AMOUNT: _("bedrag"),
        Fact.ROLE: _("functie"),
    }[fact]
