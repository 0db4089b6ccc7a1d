"""New cases in bulk: case, claims, ledger, references, first event and first next day."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.plan import Next, next_step
from minnelijk.flow.policy import Policy
from minnelijk.flow.words import Phase, Question
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.which import WhichLaw, which_law
from minnelijk.records import bulk
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_claims import (
    CLAIM,
    PRINCIPAL,
    REFERENCE,
    alike,
    claim_row,
    principal_row,
    principals_alike,
    reference_rows,
)
from minnelijk.records.actions.intake_debtors import store_debtors
from minnelijk.records.actions.intake_lines import Line
from minnelijk.records.actions.intake_made import Made, Owner, known_owner, new_owner, remember
from minnelijk.records.actions.intake_rows import Item, reach_of
from minnelijk.records.actions.policies import policy_for
from minnelijk.records.chain import Link, event_hash, event_mark
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    CHAIN_START,
    Case,
    Claim,
    Client,
    Debtor,
    Entry,
    Event,
    Placement,
    Reference,
)
from minnelijk.records.queries import feed_stale, limits_of, registered, table, third_party
from minnelijk.records.words import Actor, ClaimKind


@dataclass(frozen=True, slots=True)
class _Group:
    """What all new cases of one kind of debtor in one country have in common."""

    law: WhichLaw
    version: int
    policy: Policy
    registered: bool


CASE = (
    "id",
    "number",
    "debtor_id",
    "person_id",
    "country",
    "contract_law",
    "calendar",
    "law_why",
    "kind",
    "language",
    "policy_version_id",
    "next_on",
    "next_why",
    "next_args",
    "oldest_due_on",
    "reach",
    "open_cents",
    "head",
)
"""The columns in which the new cases of one list differ."""

EVENT = ("case_id", "policy_version_id", "args", "hash", "mark")
AT_ONCE = 500
"""Debtors whose rows are made and written together."""
OPENED, PLACED = "opened", "placed"


class Opening:
    """Opens the new cases of one placement; what is the same for many is looked up once."""

    def __init__(self, client: Client, placement: Placement, act: Act) -> None:
        self.client, self.placement, self.act = client, placement, act
        self.limits = limits_of(client)
        self.stale = feed_stale(client, act.on)
        self.agreed = frozenset(Question(word) for word in client.agreed_beforehand)
        self.actor = Actor.SEAT if act.by else Actor.MACHINE
        self.groups: dict[tuple[str, DebtorKind], _Group] = {}
        self.first_days: dict[tuple[object, ...], Next] = {}

    def open(self, lines: Sequence[Line], made: Made, told: Callable[[int], None]) -> int:
        """Store a case for each debtor of these lines, and tell of how many lines; return cases."""
        groups: dict[object, list[Line]] = defaultdict(list)
        for line in lines:
            groups[line.debtor or line.item.who].append(line)
        cases = len(groups)
        for chunk in chunks(_taken(groups), AT_ONCE):
            self._open_chunk(chunk, made)
            told(sum(map(len, chunk)))
        return cases

    def _open_chunk(self, groups: Sequence[list[Line]], made: Made) -> None:
        owners = self._owners(groups)
        case_ids = reserve(Case, len(groups))
        claim_ids = iter(reserve(Claim, sum(len(group) for group in groups)))
        first = self.client.last_case_number + 1
        self.client.last_case_number += len(groups)
        rows = _Rows()
        for nth, (group, owner) in enumerate(zip(groups, owners, strict=True)):
            case_id, number = case_ids[nth], first + nth
            claims = [(next(claim_ids), line.item) for line in group]
            cents = sum(line.item.cents for line in group)
            head = self._first_event(rows, case_id, len(claims), cents, owner)
            rows.cases.append((*self._case(case_id, number, claims, owner), cents, head))
            rows.claims += [claim_row(claim, case_id, item) for claim, item in claims]
            rows.entries += [principal_row(claim, case_id, item) for claim, item in claims]
            rows.references += reference_rows(case_id, number, claims)
            remember(made, case_id, claims, owner)
        self._store(rows)

    def _owners(self, groups: Sequence[list[Line]]) -> list[Owner]:
        fresh = [[line.item for line in group] for group in groups if group[0].debtor is None]
        new = iter(store_debtors(self.client, fresh, self.act.on))
        ids = [group[0].debtor for group in groups if group[0].debtor is not None]
        known = {debtor.id: debtor for debtor in Debtor.objects.filter(id__in=ids)}
        return [
            known_owner(known[group[0].debtor]) if group[0].debtor else new_owner(next(new))
            for group in groups
        ]

    def _group(self, owner: Owner) -> "_Group":
        """Return what is the same for all owners of one kind in one country."""
        key = (owner.country, owner.kind)
        if key not in self.groups:
            law = which_law(
                kind=owner.kind,
                lives_in=owner.country,
                client_country=self.client.country,
                contract_law=self.client.contract_law,
            )
            version = policy_for(self.client, *key)
            self.groups[key] = _Group(
                law=law,
                version=version.id,
                policy=table(version.text),
                registered=registered(*key, self.act.on, third_party=third_party()),
            )
        return self.groups[key]

    def _case(
        self, case_id: int, number: int, claims: Sequence[tuple[int, Item]], owner: Owner
    ) -> tuple[Any, ...]:
        """Return the values of CASE but for its cents and the end of its chain."""
        group = self._group(owner)
        dues = frozenset(item.due_on or item.row.invoice_on for _, item in claims)
        following = self._first_day(case_id, claims, owner, dues)
        return (
            *(case_id, number, owner.debtor, owner.person),
            *(group.law.conduct, group.law.contract, group.law.calendar, group.law.why),
            *(owner.kind, owner.language, group.version),
            *(max(following.day, self.act.on), following.why, dict(following.args)),
            min(due for due in dues if due is not None),
            reach_of(owner.points),
        )

    def _first_day(
        self,
        case_id: int,
        claims: Sequence[tuple[int, Item]],
        owner: Owner,
        dues: frozenset[date | None],
    ) -> Next:
        """Return what comes first. Of its claims, which are new and open, the days alone decide:
        it is worked out once for all who owe since the same days and can be reached alike."""
        key = (owner.country, owner.kind, frozenset(point.channel for point in owner.points), dues)
        found = self.first_days.get(key)
        if found is None:
            owed = tuple(
                ClaimFacts(claim, item.row.number, item.due_on or item.row.invoice_on, item.cents)
                for claim, item in claims
            )
            policy = self._group(owner).policy
            found = next_step(self._facts(case_id, owed, owner), policy, self.act.on)
            self.first_days[key] = found
        return found

    def _facts(self, case_id: int, owed: tuple[ClaimFacts, ...], owner: Owner) -> CaseFacts:
        group = self._group(owner)
        return CaseFacts(
            id=case_id,
            conduct=group.law.conduct,
            contract_law=group.law.contract,
            calendar=group.law.calendar,
            kind=owner.kind,
            phase=Phase.ONE,
            step="",
            step_on=self.act.on,
            claims=owed,
            agreed_beforehand=self.agreed,
            points=frozenset(point.channel for point in owner.points),
            feed_stale=self.stale,
            registered=group.registered,
            limits=self.limits,
        )

    def _first_event(
        self, rows: "_Rows", case_id: int, claims: int, cents: int, owner: Owner
    ) -> bytes:
        """Begin the chain of a case; return its end."""
        group = self._group(owner)
        args = {
            "placement": self.placement.id,
            "claims": claims,
            "cents": cents,
            "law": group.law.why,
        }
        link = Link(
            case_id=case_id,
            seq=1,
            day_on=self.act.on,
            at=self.act.at,
            kind=OPENED,
            actor=self.actor,
            seat_id=self.act.by.id if self.act.by else None,
            policy_version_id=group.version,
            why=PLACED,
            args=args,
        )
        head = event_hash(CHAIN_START, link)
        rows.events.append((case_id, group.version, args, head, event_mark(head)))
        return head

    def _store(self, rows: "_Rows") -> None:
        """Write the rows of a chunk, table by table."""
        on, act, client = self.act.on, self.act, self.client.id
        new = {"client_id": client, "opened_on": on, "step_on": on, "phase": Phase.ONE, "seq": 1}
        bulk.insert_alike(Case, new, CASE, rows.cases)
        invoices = alike(self.placement, act, ClaimKind.INVOICE)
        bulk.insert_alike(Claim, invoices, CLAIM, rows.claims)
        bulk.insert_alike(Entry, principals_alike(act), PRINCIPAL, rows.entries)
        bulk.insert_alike(Reference, {"client_id": client}, REFERENCE, rows.references)
        first = {
            "client_id": client,
            "seq": 1,
            "day_on": on,
            "at": act.at,
            "kind": OPENED,
            "actor": self.actor,
            "seat_id": act.by.id if act.by else None,
            "why": PLACED,
        }
        bulk.insert_alike(Event, first, EVENT, rows.events)


def _taken(groups: dict[object, list[Line]]) -> Iterator[list[Line]]:
    """Give the groups in their order, and forget each: a long list has very many."""
    waiting = list(groups.values())[::-1]
    groups.clear()
    while waiting:
        yield waiting.pop()


@dataclass
class _Rows:
    """Rows on their way to the database, table by table."""

    cases: list[tuple[Any, ...]] = field(default_factory=list)
    claims: list[tuple[Any, ...]] = field(default_factory=list)
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    references: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
