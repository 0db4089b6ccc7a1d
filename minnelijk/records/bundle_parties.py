"""Who stands in a hand-over file, read from the records: never more than the agency needs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from minnelijk.files.bundle.parties import (
    Account,
    Address,
    Debtor,
    LawChoice,
    Laws,
    Party,
    Point,
    Registered,
    Wish,
)
from minnelijk.flow.words import Channel, PointChannel
from minnelijk.law.why import Step
from minnelijk.records.models import (
    Brand,
    Case,
    Client,
    ContactPoint,
    Partner,
    Registration,
    Seat,
    Sender,
)
from minnelijk.records.queries import account_of, bureau
from minnelijk.records.words import RegistrationKind

Say = Callable[[Step], str]
"""Makes a sentence in Dutch of a step; '' for a word that has none."""

ADDRESS = ("street", "number", "postcode", "city", "country")
REGISTER_OF = {"nl": RegistrationKind.WKI, "be": RegistrationKind.FOD}


def bureau_party(on: date) -> Party:
    """Return the operator, with the registrations that cover this day."""
    office = bureau()
    covered = Q(until_on__isnull=True) | Q(until_on__gte=on)
    registered = Registration.objects.filter(covered, from_on__lte=on).order_by("country", "kind")
    return Party(
        name=office.name,
        country=office.country,
        enterprise_no=office.enterprise_no,
        address=Address(office.street, "", office.postcode, office.city, office.country),
        phone=office.phone,
        email=office.email,
        website=office.website,
        registrations=tuple(Registered(row.kind, row.number, row.country) for row in registered),
    )


def creditor_party(client: Client) -> Party:
    """Return the creditor as its debtors know it."""
    brand = Brand.objects.filter(client=client).order_by("-version").first()
    senders = Sender.objects.filter(client=client, channel=Channel.EMAIL, active=True)
    sender = senders.order_by("id").first()
    return Party(
        name=client.name,
        country=client.country,
        enterprise_no=client.enterprise_no,
        address=address_of(brand.address, client.country) if brand else None,
        phone=client.phone_shown,
        email=sender.address if sender else "",
        website=client.website,
        registrations=(),
    )


def agency_party(partner: Partner) -> Party:
    """Return the agency that gets the case."""
    kind = REGISTER_OF.get(partner.country, RegistrationKind.EXEMPT)
    registered = (Registered(kind, partner.registration, partner.country),)
    return Party(
        name=partner.name,
        country=partner.country,
        enterprise_no="",
        address=address_of(partner.address, partner.country),
        phone=partner.phone,
        email=partner.email,
        website="",
        registrations=registered if partner.registration else (),
    )


def account_now(client: Client, on: date) -> Account | None:
    """Return the only account that may be shown on this day."""
    account = account_of(client, on)
    return Account(account.iban, account.bic, account.holder) if account else None


def debtor_of(case: Case, points: list[ContactPoint]) -> Debtor:
    """Return the debtor as this client knows him; no day of birth, no number of the person."""
    debtor = case.debtor
    opened = debtor.open()
    return Debtor(
        number_at_creditor=debtor.number_at_client,
        name=text(opened.get("name")),
        kind=case.kind,
        enterprise_no=text(opened.get("enterprise_no")),
        country=debtor.country,
        language=debtor.language,
        careful=debtor.careful,
        points=tuple(_point(number, row) for number, row in enumerate(points, 1)),
        wishes=tuple(
            Wish(row.word, row.channel, text(row.open().get("name")), row.from_on, row.until_on)
            for row in debtor.wishes.order_by("id")
        ),
    )


def _point(number: int, row: ContactPoint) -> Point:
    said = row.open()
    place = address_of(said, "") if row.channel == PointChannel.POST else None
    return Point(
        number=number,
        channel=row.channel,
        value=one_line(place) if place else text(said.get("value")),
        address=place,
        quality=row.quality,
        from_on=row.from_on,
        until_on=row.until_on,
    )


def laws_of(case: Case, say: Say) -> Laws:
    """Return which country's law counts for what, with the reason that was stored."""
    why: Mapping[str, Any] = case.law_why

    def choice(country: str, key: str) -> LawChoice:
        word = text(why.get(key))
        return LawChoice(country, word, say(Step(f"which_law.{word}", "")) if word else "")

    return Laws(
        conduct=choice(case.country, "conduct"),
        contract=choice(case.contract_law, "contract_law"),
        calendar=choice(case.calendar, "calendar"),
        nothing_on_top=text(why.get("nothing_on_top")),
    )


def address_of(said: Mapping[str, Any], country: str) -> Address | None:
    """Return an address as it is stored, None where nothing is known of it."""
    known = {name: text(said.get(name)) for name in ADDRESS}
    if not any(known.values()):
        return None
    return Address(**{**known, "country": known["country"] or country})


def one_line(place: Address) -> str:
    """Write `Lindelaan 14, 3512 JE Utrecht`."""
    street = f"{place.street} {place.number}".strip()
    return ", ".join(part for part in (street, f"{place.postcode} {place.city}".strip()) if part)


def text(value: object) -> str:
    """Return what is known as text; nothing known is empty."""
    return "" if value is None else str(value)


def first_name(seat: Seat | None) -> str:
    """Return how an agent is called outside the house; '' for the machine."""
    return (seat.user.name.split() or [""])[0] if seat else ""
