"""The face of messages and of the bureau: brands, the bureau's card and registrations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from minnelijk.law.country import COUNTRIES
from minnelijk.law.references import enterprise_number
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.colours import READABLE, contrast, is_colour
from minnelijk.records.models import Brand, Bureau, Client, Document, Registration
from minnelijk.records.words import RegistrationKind

ADDRESS_PARTS = ("street", "number", "postcode", "city", "country")
BUREAU_CARD = frozenset(
    [
        "name",
        "enterprise_no",
        "country",
        "street",
        "postcode",
        "city",
        "phone",
        "email",
        "website",
        "complaints_to",
        "time_zone",
        "own_collection",
    ]
)


class FaceProblem(Refused):
    """Why a brand, sender, registration or bureau cannot be stored so."""

    sentences = {
        "name_missing": "A brand needs a name.",
        "no_brand": "Give the client its name and colour first.",
        "colour_wrong": "'{value}' is not a colour: write it as #1f5c4d.",
        "ink_wrong": "'{value}' is not a colour: write it as #1f5c4d.",
        "ink_pale": "Letters in {value} cannot be read on {colour}: their contrast is {ratio} to "
        "1, and 4.5 to 1 is the least.",
        "logo_elsewhere": "The logo belongs to another client.",
        "address_wrong": "'{value}' is not a part of an address.",
        "mail_wrong": "'{value}' is not an e-mail address.",
        "bureau_there": "This installation has its bureau already.",
        "no_bureau": "Open the bureau first.",
        "field_unknown": "The bureau's card has no field '{field}'.",
        "country_unknown": "'{value}' is not a country that this installation knows.",
        "enterprise_no_wrong": "'{value}' is not a number of an enterprise in this country: "
        "eight digits of the KvK, or ten of the KBO.",
        "number_missing": "A registration needs its number.",
        "days_wrong": "The last day comes before the first.",
        "registered": "There is a registration for this country from that day already.",
    }


def set_brand(  # noqa: PLR0913 - a face is one wide row
    client: Client,
    *,
    name: str,
    colour: str,
    logo: Document | None,
    address: Mapping[str, str],
    act: Act,
    ink: str = "",
) -> Brand:
    """Store a new version of a client's face; messages that left keep theirs. Raises FaceProblem.

    The colour is only ever a surface. `ink` are the letters on it, left to us where it is empty;
    letters that cannot be read there are refused. The number shown is the one of the client's card.
    """
    if not name.strip():
        raise FaceProblem("name_missing")
    colours = _colours(colour, ink)
    if logo is not None and logo.client_id != client.id:
        raise FaceProblem("logo_elsewhere")
    for part in address:
        if part not in ADDRESS_PARTS:
            raise FaceProblem("address_wrong", value=part)
    with transaction.atomic():
        office_event(client, "brand_changed", act, {"colour": colour.lower()})
        newest = Brand.objects.filter(client=client).order_by("-version").first()
        kept = newest.colours if newest else {}
        kept = {name: value for name, value in kept.items() if name != "ink"}
        return Brand.objects.create(
            client=client,
            version=newest.version + 1 if newest else 1,
            name=name.strip(),
            logo_document=logo,
            colours={**kept, **colours},
            address=dict(address),
            phone_shown=client.phone_shown,
        )


def _colours(colour: str, ink: str) -> dict[str, str]:
    """Return a colour and the letters on it, as they are stored."""
    if not is_colour(colour):
        raise FaceProblem("colour_wrong", value=colour)
    if not ink:
        return {"accent": colour.lower()}
    if not is_colour(ink):
        raise FaceProblem("ink_wrong", value=ink)
    ratio = contrast(colour, ink)
    if ratio < READABLE:
        shown = f"{int(ratio * 10) / 10:.1f}"  # never rounded up to what would be enough
        raise FaceProblem("ink_pale", value=ink, colour=colour, ratio=shown)
    return {"accent": colour.lower(), "ink": ink.lower()}


def mail_address(text: str) -> str:
    """Return an e-mail address in small letters; raises FaceProblem."""
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise FaceProblem("mail_wrong", value=text) from problem
    return address


def open_bureau(*, act: Act, **card: Any) -> Bureau:
    """Store who operates this installation; there is one. Raises FaceProblem."""
    _check_card(card)
    with transaction.atomic():
        if Bureau.objects.filter(id=1).exists():
            raise FaceProblem("bureau_there")
        bureau = Bureau(id=1, **card)
        _check_number(bureau)
        bureau.save(force_insert=True)
        office_event(None, "bureau_opened", act)
    return bureau


def change_bureau(changes: Mapping[str, Any], act: Act) -> Bureau:
    """Change the bureau's card; each change is an event with old and new. Raises FaceProblem."""
    _check_card(changes)
    with transaction.atomic():
        bureau = Bureau.objects.select_for_update().filter(id=1).first()
        if bureau is None:
            raise FaceProblem("no_bureau")
        for field, value in changes.items():
            args = {"field": field, "old": getattr(bureau, field), "new": value}
            if args["old"] != value:
                setattr(bureau, field, value)
                office_event(None, "card_changed", act, args)
        _check_number(bureau)
        bureau.save()
    return bureau


def _check_number(bureau: Bureau) -> None:
    number = bureau.enterprise_no
    if number and not enterprise_number(bureau.country, number):
        raise FaceProblem("enterprise_no_wrong", value=number)


def _check_card(card: Mapping[str, Any]) -> None:
    for field in card:
        if field not in BUREAU_CARD:
            raise FaceProblem("field_unknown", field=field)
    if "email" in card:
        mail_address(card["email"])
    if card.get("country", COUNTRIES[0]) not in COUNTRIES:
        raise FaceProblem("country_unknown", value=card["country"])


def register(
    country: str,
    kind: RegistrationKind,
    number: str,
    *,
    from_on: date,
    until_on: date | None,
    act: Act,
) -> Registration:
    """Store the registration that allows approaching people of a country. Raises FaceProblem."""
    if country not in COUNTRIES:
        raise FaceProblem("country_unknown", value=country)
    if not number.strip() and kind != RegistrationKind.EXEMPT:
        raise FaceProblem("number_missing")
    if until_on is not None and until_on < from_on:
        raise FaceProblem("days_wrong")
    with transaction.atomic():
        args = {"country": country, "kind": str(kind), "from_on": from_on.isoformat()}
        office_event(None, "registered", act, args)
        if Registration.objects.filter(country=country, kind=kind, from_on=from_on).exists():
            raise FaceProblem("registered")
        return Registration.objects.create(
            country=country,
            kind=kind,
            number=number.strip(),
            from_on=from_on,
            until_on=until_on,
            checked_by=act.by,
        )
