"""What the frame of a notice can say of creditor, debtor and bureau, and what it still misses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from minnelijk.flow.mentions_given import given
from minnelijk.flow.placeholders import Value
from minnelijk.flow.words import Channel, PointChannel
from minnelijk.law.country import country
from minnelijk.law.notices import Mention, NoticeKind
from minnelijk.records.models import Brand, Case, Client, Registration, Sender
from minnelijk.records.queries import account_of, bureau, third_party, usable_points
from minnelijk.records.remember import remembered
from minnelijk.records.words import RegistrationKind


@dataclass(frozen=True, slots=True)
class Card:
    """Who the creditor is, as a letter shows it; what nobody filled in is empty."""

    name: str
    street: str
    place: str
    phone: str
    email: str
    number: str

    @property
    def address(self) -> str:
        return f"{self.street}, {self.place}" if self.street and self.place else ""


@remembered
def card_of(client: Client, brand: Brand | None) -> Card:
    """Return the card of a client with the face that a message shows."""
    address = brand.address if brand else {}
    street = f"{address.get('street', '')} {address.get('number', '')}".strip()
    place = f"{address.get('postcode', '')} {address.get('city', '')}".strip()
    sender = Sender.objects.filter(client=client, channel=Channel.EMAIL, active=True).first()
    return Card(
        name=brand.name if brand else client.name,
        street=street,
        place=place,
        phone=(brand.phone_shown if brand else "") or client.phone_shown,
        email=sender.address if sender else "",
        number=client.enterprise_no,
    )


@remembered
def registration_of(country_code: str, on: date) -> Registration | None:
    """Return the bureau's registration for a country on a day."""
    covered = Q(until_on__isnull=True) | Q(until_on__gte=on)
    rows = Registration.objects.filter(covered, country=country_code, from_on__lte=on)
    return rows.first()


CREDITOR: Mapping[NoticeKind, tuple[str, ...]] = {
    NoticeKind.DEFAULT: ("name", "address", "phone", "email"),
    NoticeKind.FOURTEEN_DAYS: ("name", "address", "phone", "email"),
    NoticeKind.FIRST_REMINDER: ("name", "number"),
    NoticeKind.BELGIAN_NOTICE: ("name", "number", "address", "phone"),
    NoticeKind.DEMAND: ("name", "number", "address", "phone", "email"),
}
"""What a letter of this kind says of the creditor (the mention `creditor` of the law packs)."""


def letterhead_gives(case: Case, kind: NoticeKind, on: date) -> frozenset[str]:
    """Return the codes of the mentions that the frame of a notice gives: only what is filled in."""
    brand = Brand.objects.filter(client_id=case.client_id).order_by("-version").first()
    card = card_of(case.client, brand)
    account = account_of(case.client, on)
    there = {
        "creditor": all(_known(card, part) for part in CREDITOR[kind]),
        "debtor": _debtor_known(case, on),
        "account": account is not None and bool(account.iban and account.holder),
        **_bureau_gives(case.country, on),
    }
    return frozenset(code for code, is_there in there.items() if is_there)


def _known(card: Card, part: str) -> bool:
    """Whether a part of the card is filled in; own collection has the address of its own house."""
    return bool(getattr(card, part)) or (part == "address" and bureau().own_collection)


def _debtor_known(case: Case, on: date) -> bool:
    points = (point for point in usable_points(case, on) if point.channel == PointChannel.POST)
    point = next(points, None)
    address = point.open() if point else {}
    named = bool(str(case.debtor.open().get("name", "")).strip())
    return named and all(address.get(part) for part in ("street", "postcode", "city"))


def _bureau_gives(country_code: str, on: date) -> dict[str, bool]:
    office, registration = bureau(), registration_of(country_code, on)
    address = bool(office.street and office.postcode and office.city)
    exempt = registration is not None and registration.kind == RegistrationKind.EXEMPT
    return {
        "bureau": bool(office.name and office.phone and office.email),
        "bureau_addresses": address,
        "complaints": True,  # by the debtor's page, and by mail where the bureau says so
        "wki_number": exempt or (registration is not None and bool(registration.number)),
        "collector": bool(office.name and office.enterprise_no and address and office.phone),
    }


def missing_mentions(
    case: Case, kind: NoticeKind, text: str, values: Mapping[str, Value], on: date
) -> tuple[Mention, ...]:
    """Return what must stand in a notice and does not: with any of it the notice may not leave.

    `text` is the text of the template, `values` are its fields as they read (`letter.values_of`).
    Raises LawRefusal where the law pack is open.
    """
    there = given(text, values, letterhead_gives(case, kind, on))
    return country(case.country).notices.missing(
        kind, there, on, vat=bool(values.get("costs_vat")), bureau=third_party()
    )
