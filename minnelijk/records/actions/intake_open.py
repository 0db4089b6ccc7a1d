"""New cases in bulk: case, claims, ledger, references, first event and first next day."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.plan import next_step
from minnelijk.flow.words import NextWhy, Phase, Question
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.which import which_law
from minnelijk.records import bulk
from minnelijk.records.actions.core import Act, put_next
from minnelijk.records.actions.intake_claims import new_claim, principal, references
from minnelijk.records.actions.intake_debtors import NewDebtor, store_debtors
from minnelijk.records.actions.intake_lines import Line
from minnelijk.records.actions.intake_rows import Item, Point, reach_of
from minnelijk.records.actions.policies import policy_for
from minnelijk.records.chain import event_hash, link_of
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    Debtor,
    Entry,
    Event,
    Placement,
    PolicyVersion,
    Reference,
)
from minnelijk.records.queries import feed_stale, limits_of, registered, table, third_party
from minnelijk.records.words import Actor, ClaimKind


@dataclass
class Made:
    """What a placement stored, to be found again by what follows in it."""

    claims: dict[str, int] = field(default_factory=dict)
    case_of_claim: dict[int, int] = field(default_factory=dict)
    case_of_who: dict[tuple[str, ...], int] = field(default_factory=dict)
    look_again: set[int] = field(default_factory=set)
    minors: set[int] = field(default_factory=set)
    unreachable: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who a new case is about, known before or just stored."""

    debtor: int
    person: int
    country: str
    kind: DebtorKind
    language: str
    points: tuple[Point, ...]
    known_before: bool


class Opening:
    """Opens the new cases of one placement; what is the same for many is looked up once."""

    def __init__(self, client: Client, placement: Placement, act: Act) -> None:
        self.client, self.placement, self.act = client, placement, act
        self.limits = limits_of(client)
        self.stale = feed_stale(client, act.on)
        self.agreed = frozenset(Question(word) for word in client.agreed_beforehand)
        self.policies: dict[tuple[str, DebtorKind], PolicyVersion] = {}
        self.registrations: dict[tuple[str, DebtorKind], bool] = {}

    def open(self, lines: Sequence[Line], made: Made, told: Callable[[int], None]) -> int:
        """Store a case for each debtor of these lines, and tell of how many lines; return cases."""
        groups: dict[object, list[Line]] = defaultdict(list)
        for line in lines:
            groups[line.debtor or line.item.who].append(line)
        for chunk in chunks(groups.values()):
            self._open_chunk(chunk, made)
            told(sum(map(len, chunk)))
        return len(groups)

    def _open_chunk(self, groups: Sequence[list[Line]], made: Made) -> None:
        owners = self._owners(groups)
        case_ids = reserve(Case, len(groups))
        claim_ids = iter(reserve(Claim, sum(len(group) for group in groups)))
        first = self.client.last_case_number + 1
        self.client.last_case_number += len(groups)
        rows = _Rows()
        for nth, (group, owner) in enumerate(zip(groups, owners, strict=True)):
            case = self._case(case_ids[nth], first + nth, owner)
            claims = [self._claim(next(claim_ids), case, line.item) for line in group]
            self._plan(case, claims, group, owner)
            self._first_event(rows, case, claims)
            rows.cases.append(case)
            rows.claims += claims
            rows.entries += [
                principal(claim, line.item, self.act)
                for claim, line in zip(claims, group, strict=True)
            ]
            rows.references += references(case, claims, [line.item for line in group])
            _remember(made, case, claims, group, owner)
        rows.store()

    def _owners(self, groups: Sequence[list[Line]]) -> list[_Owner]:
        fresh = [[line.item for line in group] for group in groups if group[0].debtor is None]
        new = iter(store_debtors(self.client, fresh, self.act.on))
        ids = [group[0].debtor for group in groups if group[0].debtor is not None]
        known = {debtor.id: debtor for debtor in Debtor.objects.filter(id__in=ids)}
        return [
            _known_owner(known[group[0].debtor]) if group[0].debtor else _new_owner(next(new))
            for group in groups
        ]

    def _case(self, number: int, case_number: int, owner: _Owner) -> Case:
        on = self.act.on
        law = which_law(
            kind=owner.kind,
            lives_in=owner.country,
            client_country=self.client.country,
            contract_law=self.client.contract_law,
        )
        return Case(
            id=number,
            client=self.client,
            number=case_number,
            debtor_id=owner.debtor,
            person_id=owner.person,
            country=law.conduct,
            contract_law=law.contract,
            calendar=law.calendar,
            law_why=law.why,
            kind=owner.kind,
            language=owner.language,
            opened_on=on,
            policy_version=self._policy(owner),
            phase=Phase.ONE,
            step_on=on,
            next_on=on,
            next_why=NextWhy.NEW,
            reach=reach_of(owner.points),
        )

    def _policy(self, owner: _Owner) -> PolicyVersion:
        key = (owner.country, owner.kind)
        if key not in self.policies:
            self.policies[key] = policy_for(self.client, *key)
        return self.policies[key]

    def _claim(self, number: int, case: Case, item: Item) -> Claim:
        return new_claim(number, case, item, self.placement, self.act, ClaimKind.INVOICE)

    def _plan(
        self, case: Case, claims: Sequence[Claim], group: Sequence[Line], owner: _Owner
    ) -> None:
        """Work out the first next day; nothing has happened yet, so nothing needs to be read."""
        amounts = [line.item.cents for line in group]
        facts = CaseFacts(
            id=case.id,
            conduct=case.country,
            contract_law=case.contract_law,
            calendar=case.calendar,
            kind=owner.kind,
            phase=Phase.ONE,
            step="",
            step_on=case.step_on,
            claims=tuple(
                ClaimFacts(claim.id, claim.number, claim.due_on, cents)
                for claim, cents in zip(claims, amounts, strict=True)
            ),
            agreed_beforehand=self.agreed,
            points=frozenset(point.channel for point in owner.points),
            feed_stale=self.stale,
            registered=self._registered(owner),
            limits=self.limits,
        )
        on = self.act.on
        put_next(case, next_step(facts, table(case.policy_version.text), on), on)
        case.open_cents = sum(amounts)
        case.oldest_due_on = min(claim.due_on for claim in claims)

    def _registered(self, owner: _Owner) -> bool:
        key = (owner.country, owner.kind)
        if key not in self.registrations:
            self.registrations[key] = registered(*key, self.act.on, third_party=third_party())
        return self.registrations[key]

    def _first_event(self, rows: "_Rows", case: Case, claims: Sequence[Claim]) -> None:
        args = {
            "placement": self.placement.id,
            "claims": len(claims),
            "cents": case.open_cents,
            "law": case.law_why,
        }
        event = Event(
            case=case,
            seq=1,
            client=self.client,
            day_on=self.act.on,
            at=self.act.at,
            kind="opened",
            actor=Actor.SEAT if self.act.by else Actor.MACHINE,
            seat=self.act.by,
            policy_version=case.policy_version,
            why="placed",
            args=args,
        )
        event.hash = event_hash(case.head, link_of(event))
        case.seq, case.head = 1, event.hash
        rows.events.append(event)


@dataclass
class _Rows:
    """Rows on their way to the database, table by table."""

    cases: list[Case] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def store(self) -> None:
        bulk.insert(self.cases)
        bulk.insert(self.claims)
        bulk.insert(self.entries)
        bulk.insert(self.references)
        bulk.insert(self.events)


def _known_owner(debtor: Debtor) -> _Owner:
    """A debtor whose earlier case is closed; where he can be reached is read again afterwards."""
    return _Owner(
        debtor=debtor.id,
        person=debtor.person_id,
        country=debtor.country,
        kind=DebtorKind(debtor.kind),
        language=debtor.language,
        points=(),
        known_before=True,
    )


def _new_owner(new: NewDebtor) -> _Owner:
    item = new.item
    return _Owner(
        debtor=new.id,
        person=new.person_id,
        country=item.country,
        kind=item.kind,
        language=item.language,
        points=new.points,
        known_before=new.joined,
    )


def _remember(
    made: Made, case: Case, claims: Sequence[Claim], group: Sequence[Line], owner: _Owner
) -> None:
    for claim, line in zip(claims, group, strict=True):
        made.claims[line.item.key] = claim.id
        made.case_of_claim[claim.id] = case.id
        made.case_of_who[line.item.who] = case.id
    if owner.known_before:
        made.look_again.add(case.id)
    elif not owner.points:
        made.unreachable.add(case.id)
    if any(line.item.is_minor for line in group):
        made.minors.add(case.id)
