"""The agencies that cases may go to: the bureau's own, and those that a client chose itself."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from minnelijk.flow.words import ApprovalAnswer, Question
from minnelijk.law.country import COUNTRIES
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import Approval, Client, HandOver, Partner

ADDRESS = ("street", "number", "postcode", "city")
LONGEST = {"name": 120, "registration": 40, "email": 254}


class PartnerProblem(Refused):
    """Why an agency cannot be added or ended so."""

    sentences = {
        "not_yours": "An agency can only be added or ended by who chose it.",
        "no_name": "Fill in the name of the agency.",
        "too_long": "That is too long: at most {longest} characters for '{field}'.",
        "name_taken": "There is an agency with the name '{name}' already: choose it.",
        "country_unknown": "We cannot hand over to an agency in this country: choose another.",
        "address_missing": "Fill in street, house number, postcode and town of the agency.",
        "phone_wrong": "'{value}' is not a phone number that exists.",
        "mail_wrong": "'{value}' is not an e-mail address.",
        "promised": "{count} cases are agreed to go to this agency: answer those anew first.",
        "in_use_today": "This agency got work today: end it tomorrow.",
    }


class _Card(NamedTuple):
    """What an agency is known by, as it was typed."""

    name: str
    country: str
    registration: str
    address: Mapping[str, str]
    phone: str
    email: str


def add_partner(  # noqa: PLR0913 - the whole card of an agency
    client: Client | None,
    *,
    name: str,
    country: str,
    registration: str = "",
    address: Mapping[str, str],
    phone: str,
    email: str,
    act: Act,
) -> Partner:
    """Store an agency that cases may go to from today; without a client it is the bureau's own.

    `address` has street, number, postcode and city. One that ended comes back under its own name,
    with what is told now. Raises PartnerProblem.
    """
    _whose(client, act)
    facts = _checked(_Card(_line(name), country, _line(registration), address, phone, email))
    columns = facts._asdict() | {"address": dict(facts.address)}
    with transaction.atomic():
        office_event(client, "partner_added", act, {"name": facts.name, "country": country})
        known = Partner.objects.select_for_update().filter(client=client, name=facts.name).first()
        if known is None:
            return Partner.objects.create(client=client, from_on=act.on, **columns)
        if known.until_on is None or known.until_on >= act.on:
            raise PartnerProblem("name_taken", name=facts.name)
        Partner.objects.filter(id=known.id).update(until_on=None, **columns)
        known.refresh_from_db()
        return known


def end_partner(partner: Partner, act: Act) -> None:
    """Nothing goes to this agency from today; what it has it keeps until it is taken back.

    One that was added today and never used is gone. Again changes nothing. Raises PartnerProblem.
    """
    _whose(partner.client, act)
    with transaction.atomic():
        event = office_event(partner.client, "partner_ended", act, {"name": partner.name})
        row = Partner.objects.select_for_update().filter(id=partner.id).first()
        if row is None or (row.until_on is not None and row.until_on < event.day_on):
            return
        _check_promised(row)
        if row.from_on < act.on:
            row.until_on = act.on - timedelta(days=1)
            row.save(update_fields=["until_on"])
        elif row.hand_overs.exists() or row.seats.exists():
            raise PartnerProblem("in_use_today")
        else:
            row.delete()


def _whose(client: Client | None, act: Act) -> None:
    """A person of a client touches its own agencies only; the bureau's people touch all."""
    seat = act.by
    if seat is not None and seat.client_id and (client is None or client.id != seat.client_id):
        raise PartnerProblem("not_yours")


def _check_promised(partner: Partner) -> None:
    """A yes that still waits for its day must not lose its agency."""
    agreed = Approval.objects.filter(
        question=Question.HAND_OVER,
        answer=ApprovalAnswer.YES,
        fell_why="",
        case__closed_on__isnull=True,
        terms__partner=partner.id,
    )
    made = HandOver.objects.filter(approval__in=agreed).values("approval_id")
    count = agreed.exclude(id__in=made).count()
    if count:
        raise PartnerProblem("promised", count=count)


# What is typed -----------------------------------------------------------------------------------


def _checked(card: _Card) -> _Card:
    """Return the card in one way of writing; raises PartnerProblem."""
    if not card.name:
        raise PartnerProblem("no_name")
    if card.country not in COUNTRIES:
        raise PartnerProblem("country_unknown")
    place = {part: _line(str(card.address.get(part, ""))) for part in ADDRESS}
    if not all(place.values()):
        raise PartnerProblem("address_missing")
    for field, longest in LONGEST.items():
        if len(getattr(card, field)) > longest:
            raise PartnerProblem("too_long", field=field, longest=longest)
    return card._replace(
        address={**place, "country": card.country},
        phone=_phone(card.phone, card.country),
        email=_mail(card.email),
    )


def _phone(text: str, home: str) -> str:
    """Return the number in E.164."""
    try:
        number = phonenumbers.parse(text, home.upper())
    except phonenumbers.NumberParseException:
        raise PartnerProblem("phone_wrong", value=text) from None
    if not phonenumbers.is_valid_number(number):
        raise PartnerProblem("phone_wrong", value=text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _mail(text: str) -> str:
    address = text.strip().lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise PartnerProblem("mail_wrong", value=text) from problem
    return address


def _line(text: str) -> str:
    return " ".join(text.split())
