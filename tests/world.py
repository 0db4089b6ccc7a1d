"""The cast: a Dutch bureau, its clients, the people at the desk and in the portal, an outsider.

Plain functions that write rows directly, for tests of records, post and rooms only.
`cast()` writes everybody; `case(...)` (from `world_cases`) a debtor with an open case.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from django.db import connection

from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import Role
from minnelijk.records.models import (
    Account,
    Brand,
    Bureau,
    Client,
    Partner,
    Policy,
    PolicyVersion,
    Registration,
    Seat,
    SeatClient,
    Sender,
    User,
)
from minnelijk.records.words import DueAgreed
from tests.world_cases import (
    AT,
    BIRTH_ON,
    DAY,
    HOUSE_NUMBER,
    POSTCODE,
    Invoice,
    case,
    claim,
    debtor,
    entry,
    first_event,
    known,
    point,
)


@dataclass(frozen=True)
class Cast:
    """Everybody: three clients of the bureau, a fourth that must see nothing of them, the seats."""

    bureau: Bureau
    delta: Client
    noord: Client
    webshop: Client
    garage: Client
    sanne: Seat
    supervisor: Seat
    manager: Seat
    inspector: Seat
    delta_seat: Seat
    noord_seat: Seat
    webshop_seat: Seat
    charlie: Seat


def cast() -> Cast:
    """Write the bureau, its clients and everybody's seat."""
    office = bureau()
    delta = client("delta", "Waterbedrijf Delta", iban="NL91ABNA0417164300", sector="water")
    noord = client("noord", "Groothandel Noord", iban="NL20INGB0001234567")
    webshop = client("webshop", "Winkel Aan Zee", country="be", iban="BE68539007547034")
    garage = client("garage", "Garage Zuid", iban="NL02ABNA0123456789")
    return Cast(
        bureau=office,
        delta=delta,
        noord=noord,
        webshop=webshop,
        garage=garage,
        sanne=seat("sanne", Role.AGENT, works_for=[delta, noord, webshop]),
        supervisor=seat("soraya", Role.SUPERVISOR),
        manager=seat("maarten", Role.MANAGER),
        inspector=seat("ingrid", Role.INSPECTOR),
        delta_seat=seat("daan", Role.CLIENT, client=delta),
        noord_seat=seat("nora", Role.CLIENT, client=noord),
        webshop_seat=seat("wout", Role.CLIENT, client=webshop),
        charlie=seat("charlie", Role.CLIENT, client=garage),
    )


def bureau() -> Bureau:
    """The operator, registered in both countries."""
    for country, kind, number in (("nl", "wki", "WKI-000123"), ("be", "fod", "FOD-4567")):
        Registration.objects.create(
            country=country, kind=kind, number=number, from_on=date(2024, 4, 1)
        )
    return Bureau.objects.create(
        name="Vriendt Incasso",
        enterprise_no="68750110",
        country="nl",
        street="Kade 12",
        postcode="1012 AB",
        city="Amsterdam",
        phone="+31201234567",
        email="hallo@vriendt.example",
        complaints_to="klachten@vriendt.example",
    )


def client(code: str, name: str, *, country: str = "nl", iban: str, sector: str = "") -> Client:
    """A client with its account, face, sender and the shipped tables as its own."""
    made = Client.objects.create(
        code=code,
        name=name,
        country=country,
        enterprise_no="12345678" if country == "nl" else "0123456749",
        phone_shown="+31201112233" if country == "nl" else "+3221112233",
        languages=["nl"],
        sector=sector,
        due_agreed=DueAgreed.AGREED,
        payment_term_days=14,
        contract_law=country,
        goods={"nl": "levering van producten", "en": "delivery of products"},
        vat_liable=True,
        vat_deductible=True,
        agreement_on=date(2026, 1, 5),
        feed_on=DAY,
        feed_max_age_days=7,
    )
    Account.objects.create(
        client=made,
        iban=iban,
        holder=name,
        proposed_at=AT,
        confirmed_at=AT,
        works_from_on=date(2026, 1, 7),
    )
    Brand.objects.create(client=made, version=1, name=name, colours={"accent": "#1b5e7a"})
    Sender.objects.create(
        client=made, channel="email", address=f"rekening@{code}.example", active=True
    )
    policy(made, "two_phase" if country == "nl" else "notice_first", "consumer")
    policy(made, "business", "business")
    return made


def policy(for_client: Client, shipped_name: str, for_whom: str = "") -> PolicyVersion:
    """A shipped table as the client's own, activated."""
    return policy_of(for_client, shipped_text(shipped_name), f"{shipped_name}", for_whom)


def policy_of(for_client: Client, text: str, name: str, for_whom: str = "") -> PolicyVersion:
    """Any table as the client's own, activated."""
    table = Policy.objects.create(client=for_client, name=name, for_whom=for_whom)
    return PolicyVersion.objects.create(
        policy=table,
        number=1,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        made_at=AT,
        activated_at=AT,
    )


def seat(
    name: str,
    role: Role,
    *,
    client: Client | None = None,
    partner: Partner | None = None,
    works_for: Sequence[Client] = (),
) -> Seat:
    """A user and his one seat."""
    user = User.objects.create(email=f"{name}@people.example", name=name.capitalize())
    made = Seat.objects.create(
        user=user,
        role=role,
        client=client,
        partner=partner,
        from_on=date(2026, 1, 1),
        languages=["nl", "en"],
    )
    for one in works_for:
        SeatClient.objects.create(seat=made, client=one)
    return made


def guards(*, up: bool) -> None:
    """Put the triggers that guard events and seals up, or take them down.

    A test that really commits must take them down: emptying SQLite afterwards deletes row by row.
    """
    events = import_module("minnelijk.records.migrations.0002_guards")
    (events.raise_guards if up else events.lower_guards)(None, _Editor())
    seals = import_module("minnelijk.records.migrations.0015_audit")
    (seals.guard_seals if up else seals.unguard_seals)(None, _Editor())


class _Editor:
    """Runs a migration's SQL inside a test's transaction, which SQLite's own editor refuses."""

    connection = connection

    def execute(self, sql: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


__all__ = [
    "AT",
    "BIRTH_ON",
    "DAY",
    "HOUSE_NUMBER",
    "POSTCODE",
    "Cast",
    "Invoice",
    "bureau",
    "case",
    "cast",
    "claim",
    "client",
    "debtor",
    "entry",
    "first_event",
    "guards",
    "known",
    "point",
    "policy",
    "policy_of",
    "seat",
]
