"""A big portfolio in a throw-away database: open cases of one client, written in bulk in a minute
or two, as the placing of a list would have left them."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from minnelijk.flow.said import number_key
from minnelijk.flow.words import EntryCause, EntryKind, NextWhy, Phase, PointChannel, PointQuality
from minnelijk.law.kinds import DebtorKind
from minnelijk.records import bulk
from minnelijk.records.actions.policies import policy_for
from minnelijk.records.chain import Link, event_hash, event_mark
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    CHAIN_START,
    Case,
    Claim,
    Client,
    ContactPoint,
    Debtor,
    Entry,
    Event,
    Person,
    Reference,
)
from minnelijk.records.sealed import seal
from minnelijk.records.words import Actor, ClaimKind, DueAgreed, Reachable, ReferenceKind
from minnelijk.site.bench import lists
from minnelijk.site.bench.measure import Meter, above_nothing
from minnelijk.site.bench.throwaway import ACT, database

HELP = "a portfolio of open claims, written in bulk (what other benches begin with)"
AT_ONCE = 10_000
REACH = int(Reachable.EMAIL)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=above_nothing, default=1_000_000)
    parser.add_argument("--per-debtor", type=above_nothing, default=1)


def run(options: dict[str, Any]) -> dict[str, Any]:
    claims, per_debtor = options["claims"], options["per_debtor"]
    with database() as client:
        with Meter() as meter:
            fill(client, claims=claims, per_debtor=per_debtor)
        cases = -(-claims // per_debtor)
        checked = {
            "claims": Claim.objects.count() == claims == Entry.objects.count(),
            "cases": Case.objects.count() == cases == Event.objects.count(),
            "references": Reference.objects.count() == claims + 2 * cases,
        }
    return {**meter.figures(claims), "checked": checked}


def fill(client: Client, *, claims: int = 1_000_000, per_debtor: int = 1) -> None:
    """Give a client so many open claims, numbered and priced as `lists.numbers` says.

    Claim `nth` (from 0) belongs to debtor number K<10000 + nth // per_debtor>; its case is due on
    the next day. Debtors have a name and a mail address; there are no search keys of them.
    """
    version = policy_for(client, client.country, DebtorKind.CONSUMER).id
    numbered = chunks(lists.numbers(claims), per_debtor)
    with bulk.many():
        for nth, groups in enumerate(chunks(numbered, AT_ONCE)):
            with transaction.atomic():
                _Portfolio(client, version).store(nth * AT_ONCE, groups)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class _Portfolio:
    """Some thousand cases on their way to the database, table by table."""

    def __init__(self, client: Client, version: int) -> None:
        self.client, self.version, self.on = client, version, ACT.on

    def store(self, first: int, groups: list[list[tuple[str, int]]]) -> None:
        cases = reserve(Case, len(groups))
        debtors, people = reserve(Debtor, len(groups)), reserve(Person, len(groups))
        self._debtors(first, debtors, people)
        self._cases(first, zip(cases, debtors, people, groups, strict=True))
        flat = [(case, *one) for case, group in zip(cases, groups, strict=True) for one in group]
        claims = list(zip(reserve(Claim, len(flat)), flat, strict=True))
        self._claims(claims)
        self._references(first, cases, claims)
        Client.objects.filter(id=self.client.id).update(last_case_number=first + len(groups))

    def _debtors(self, first: int, debtors: list[int], people: list[int]) -> None:
        alike = {"client_id": self.client.id, "kind": DebtorKind.CONSUMER}
        alike |= {"country": self.client.country, "language": "nl"}
        names = ("id", "person_id", "number_at_client", "sealed")
        label = Debtor._meta.label_lower
        rows = (
            (debtor, person, f"K{10_000 + nth}", seal(label, debtor, {"name": f"Betaler {nth}"}))
            for nth, (debtor, person) in enumerate(zip(debtors, people, strict=True), first)
        )
        bulk.insert_alike(Person, {"made_on": self.on}, ("id",), ((one,) for one in people))
        bulk.insert_alike(Debtor, alike, names, rows)
        self._points(first, debtors)

    def _points(self, first: int, debtors: list[int]) -> None:
        alike = {"channel": PointChannel.EMAIL, "version": 1, "quality": PointQuality.GOOD}
        alike |= {"source": "import", "from_on": self.on}
        label = ContactPoint._meta.label_lower
        rows = (
            (number, debtor, seal(label, number, {"value": f"klant{nth}@post.example"}))
            for nth, (number, debtor) in enumerate(
                zip(reserve(ContactPoint, len(debtors)), debtors, strict=True), first
            )
        )
        bulk.insert_alike(ContactPoint, alike, ("id", "debtor_id", "sealed"), rows)

    def _cases(
        self, first: int, cases: Iterable[tuple[int, int, int, list[tuple[str, int]]]]
    ) -> None:
        rows, events = [], []
        for nth, (case, debtor, person, group) in enumerate(cases, first + 1):
            cents = sum(amount for _, amount in group)
            head = event_hash(CHAIN_START, self._opened(case, cents))
            rows.append((case, nth, debtor, person, cents, head))
            events.append((case, {"cents": cents}, head, event_mark(head)))
        names = ("id", "number", "debtor_id", "person_id", "open_cents", "head")
        bulk.insert_alike(Case, self._alike(), names, rows)
        alike = {"client_id": self.client.id, "seq": 1, "day_on": self.on, "at": ACT.at}
        alike |= {"kind": "opened", "actor": Actor.MACHINE, "why": "placed"}
        alike |= {"policy_version_id": self.version}
        bulk.insert_alike(Event, alike, ("case_id", "args", "hash", "mark"), events)

    def _alike(self) -> dict[str, Any]:
        """What all the cases have in common."""
        country = self.client.country
        return {
            "client_id": self.client.id,
            "country": country,
            "contract_law": country,
            "calendar": country,
            "kind": DebtorKind.CONSUMER,
            "language": "nl",
            "opened_on": self.on,
            "policy_version_id": self.version,
            "phase": Phase.ONE,
            "step_on": self.on,
            "next_on": self.on + timedelta(days=1),
            "next_why": NextWhy.POLICY_ROW,
            "oldest_due_on": DUE_ON,
            "reach": REACH,
            "seq": 1,
        }

    def _opened(self, case: int, cents: int) -> Link:
        return Link(
            case_id=case,
            seq=1,
            day_on=self.on,
            at=ACT.at,
            kind="opened",
            actor=Actor.MACHINE,
            policy_version_id=self.version,
            why="placed",
            args={"cents": cents},
        )

    def _claims(self, claims: list[tuple[int, tuple[int, str, int]]]) -> None:
        alike = {"client_id": self.client.id, "kind": ClaimKind.INVOICE}
        alike |= {"due_agreed": DueAgreed.AGREED, "added_on": self.on}
        alike |= {"invoice_on": lists.FIRST_DAY, "due_on": DUE_ON}
        names = ("id", "case_id", "number", "fingerprint")
        rows = (
            (claim, case, number, claim.to_bytes(16, "big")) for claim, (case, number, _) in claims
        )
        bulk.insert_alike(Claim, alike, names, rows)
        alike = {"kind": EntryKind.PRINCIPAL, "booked_on": self.on, "booked_at": ACT.at}
        alike |= {"value_on": lists.FIRST_DAY, "cause": EntryCause.IMPORT}
        names = ("case_id", "claim_id", "cents", "cause_key")
        booked = ((case, claim, cents, f"claim:{claim}") for claim, (case, _, cents) in claims)
        bulk.insert_alike(Entry, alike, names, booked)

    def _references(
        self, first: int, cases: list[int], claims: list[tuple[int, tuple[int, str, int]]]
    ) -> None:
        alike = {"client_id": self.client.id}
        names = ("kind", "value", "case_id", "claim_id")
        bulk.insert_alike(Reference, alike, names, self._quoted(first, cases, claims))

    def _quoted(
        self, first: int, cases: list[int], claims: list[tuple[int, tuple[int, str, int]]]
    ) -> Iterator[tuple[str, str, int, int | None]]:
        for nth, case in enumerate(cases, first):
            yield ReferenceKind.CASE, f"D{nth + 1}", case, None
            yield ReferenceKind.CUSTOMER, f"K{10_000 + nth}", case, None
        for claim, (case, number, _) in claims:
            yield ReferenceKind.INVOICE, number_key(number), case, claim


DUE_ON: date = lists.FIRST_DAY + timedelta(days=14)
