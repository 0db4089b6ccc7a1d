"""Debtors of the cast and their cases; tests use them through `tests.world`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from minnelijk.flow.said import number_key
from minnelijk.flow.words import EntryCause, EntryKind, NextWhy, Phase, PointChannel
from minnelijk.law.kinds import DebtorKind, is_business
from minnelijk.records.blind import KnownFacts, person_marks, search_keys
from minnelijk.records.chain import event_hash, event_mark, link_of
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    ContactPoint,
    Debtor,
    Entry,
    Event,
    Person,
    PersonKey,
    PolicyVersion,
    Reference,
    SearchKey,
)
from minnelijk.records.words import Actor, ClaimKind, DueAgreed, Reachable, ReferenceKind

DAY = date(2026, 3, 5)
"""A Thursday without holidays near it: the day on which the tests begin."""

AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
"""Half past ten in Amsterdam on that day."""


@dataclass(frozen=True)
class Invoice:
    """One invoice as a client delivers it."""

    number: str
    cents: int
    due_on: date = DAY - timedelta(days=14)
    description: str = "Levering van februari"
    contract: str = ""


def case(
    of: Client,
    *,
    name: str = "Fatma Yildiz",
    invoices: Sequence[Invoice] = (Invoice("F-1001", 12_000),),
    kind: DebtorKind = DebtorKind.CONSUMER,
    country: str = "",
    phone: str = "+31612345678",
    email: str = "fatma@post.example",
    address: bool = True,
    person: Person | None = None,
    version: PolicyVersion | None = None,
    on: date = DAY,
) -> Case:
    """A debtor with points, claims, ledger and an open case whose next day is `on`.

    Pass phone="", email="" or address=False for somebody who cannot be reached that way.
    """
    lives_in = country or of.country
    with transaction.atomic():
        facts = known(name, lives_in, phone, email)
        owes = debtor(of, facts, kind=kind, person=person)
        _points(owes, phone=phone, email=email, address=address, on=on)
        made = _case_row(of, owes, version or _version_for(of, kind), on)
        made.reach = (
            (Reachable.PHONE | Reachable.MOBILE if phone else 0)
            | (Reachable.EMAIL if email else 0)
            | (Reachable.POST if address else 0)
        )
        for invoice in invoices:
            claim(made, invoice, on=on)
        first_event(made, on)
        made.save()
    return made


def known(name: str, country: str, phone: str, email: str) -> KnownFacts:
    """What a client's list says of a debtor."""
    return KnownFacts(
        name=name,
        country=country,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        postcode=POSTCODE,
        house_number=HOUSE_NUMBER,
    )


def debtor(
    of: Client, facts: KnownFacts, *, kind: DebtorKind, person: Person | None = None
) -> Debtor:
    """A debtor as one client knows him: sealed, searchable and recognisable."""
    human = person or Person.objects.create(made_on=DAY)
    made = Debtor(
        id=reserve(Debtor, 1)[0],
        client=of,
        person=human,
        kind=kind,
        country=facts.country,
        language="nl",
    )
    made.number_at_client = f"K{made.id:05}"
    first, _, last = facts.name.partition(" ")
    birth_on = None if is_business(kind) else BIRTH_ON
    made.close({"name": facts.name, "first_name": first, "last_name": last, "birth_on": birth_on})
    made.save(force_insert=True)
    for search_kind, token in search_keys(facts):
        SearchKey.objects.create(client=of, kind=search_kind, token=token, debtor=made)
    for mark in person_marks(facts):
        PersonKey.objects.get_or_create(
            kind=mark.kind, digest=mark.digest, strong=mark.strong, defaults={"person": human}
        )
    return made


POSTCODE, HOUSE_NUMBER, BIRTH_ON = "3512 JE", "14", "1988-04-17"
"""Where everybody lives and when everybody was born, for the check of identity."""


def point(of: Debtor, channel: PointChannel, content: dict[str, Any], on: date) -> ContactPoint:
    """A good contact point, the next version of its channel."""
    made = ContactPoint(
        id=reserve(ContactPoint, 1)[0],
        debtor=of,
        channel=channel,
        version=of.points.filter(channel=channel).count() + 1,
        quality="good",
        source="import",
        from_on=on,
    )
    made.close(content)
    made.save(force_insert=True)
    return made


def claim(of: Case, invoice: Invoice, *, on: date = DAY) -> Claim:
    """An invoice of an unsaved or saved case, with its principal in the ledger."""
    fingerprint = hashlib.sha256(f"{of.client_id}|{invoice.number}|{of.id}".encode()).digest()[:16]
    made = Claim.objects.create(
        client_id=of.client_id,
        case=of,
        kind=ClaimKind.INVOICE,
        number=invoice.number,
        fingerprint=fingerprint,
        invoice_on=invoice.due_on - timedelta(days=14),
        due_on=invoice.due_on,
        due_agreed=DueAgreed.AGREED,
        description=invoice.description,
        contract=invoice.contract,
        added_on=on,
    )
    Reference.objects.create(
        client_id=of.client_id,
        kind=ReferenceKind.INVOICE,
        value=number_key(invoice.number),
        case=of,
        claim=made,
    )
    entry(made, EntryKind.PRINCIPAL, invoice.cents, on=on)
    of.open_cents += invoice.cents
    of.oldest_due_on = min(of.oldest_due_on or invoice.due_on, invoice.due_on)
    return made


def entry(
    of: Claim, kind: EntryKind, cents: int, *, on: date = DAY, value_on: date | None = None
) -> Entry:
    """A ledger line; the sum on the case row is left to the caller."""
    count = Entry.objects.filter(claim=of).count()
    return Entry.objects.create(
        case_id=of.case_id,
        claim=of,
        kind=kind,
        cents=cents,
        booked_on=on,
        booked_at=datetime.combine(on, AT.timetz()),
        value_on=value_on or on,
        cause=EntryCause.IMPORT,
        cause_key=f"world:{of.id}:{count}",
    )


def first_event(of: Case, on: date) -> Event:
    """The next event of a chain: the case was opened."""
    event = Event(
        case=of,
        seq=of.seq + 1,
        client_id=of.client_id,
        day_on=on,
        at=datetime.combine(on, AT.timetz()),
        kind="opened",
        actor=Actor.MACHINE,
        policy_version_id=of.policy_version_id,
    )
    event.hash = event_hash(of.head, link_of(event))
    event.mark = event_mark(event.hash)
    event.save(force_insert=True)
    of.seq, of.head = event.seq, event.hash
    return event


def _case_row(of: Client, owes: Debtor, version: PolicyVersion, on: date) -> Case:
    of.last_case_number += 1
    of.save(update_fields=["last_case_number"])
    return Case.objects.create(
        client=of,
        number=of.last_case_number,
        debtor=owes,
        person=owes.person,
        country=owes.country,
        contract_law=of.contract_law,
        calendar=owes.country,
        kind=owes.kind,
        language=owes.language,
        opened_on=on,
        policy_version=version,
        phase=Phase.ONE,
        step_on=on,
        next_on=on,
        next_why=NextWhy.NEW,
    )


def _version_for(of: Client, kind: DebtorKind) -> PolicyVersion:
    whom = "business" if is_business(kind) else "consumer"
    return PolicyVersion.objects.filter(policy__client=of, policy__for_whom=whom).latest("id")


def _points(of: Debtor, *, phone: str, email: str, address: bool, on: date) -> None:
    if phone:
        point(of, PointChannel.PHONE, {"value": phone}, on)
    if email:
        point(of, PointChannel.EMAIL, {"value": email}, on)
    if address:
        place = {"street": "Lindelaan", "number": HOUSE_NUMBER, "postcode": POSTCODE}
        place |= {"city": "Utrecht", "country": of.country}
        point(of, PointChannel.POST, place, on)
