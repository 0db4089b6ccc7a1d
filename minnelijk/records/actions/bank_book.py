"""Books money of an account in the ledger at once, and works out afterwards what follows from it.

The ledger, the open amount and the worklist know it in the same transaction as the line; verdicts,
thanks and the end of the case follow case by case, and wait for their turn when very much came.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from minnelijk.flow.allocating import by_tiers
from minnelijk.flow.matching import Candidate, FitWord
from minnelijk.flow.words import BankLineState, EntryCause, EntryKind, WorkKind, WorkState
from minnelijk.records.actions import payments
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.bank import Came
from minnelijk.records.bank_known import STANDING, Known
from minnelijk.records.bulk import change, insert_alike, lower
from minnelijk.records.fetch import day, fetch, locked
from minnelijk.records.models import (
    BankLine,
    BankMatch,
    Case,
    Claim,
    Entry,
    Hold,
    Promise,
    WorkItem,
)


class Share(NamedTuple):
    """Money of one line for one case, with why; `claims` are those that the payer named."""

    line: Came
    case: int
    cents: int
    certainty: int = 100
    reasons: tuple[FitWord, ...] = ()
    claims: frozenset[int] = frozenset()


def share_of(line: Came, candidate: Candidate) -> Share:
    """Return all of a line for one candidate."""
    return Share(
        line,
        candidate.case,
        line.cents,
        candidate.certainty,
        candidate.reasons,
        frozenset(candidate.claims),
    )


def book(shares: Sequence[Share], act: Act, known: Known | None = None) -> set[int]:
    """Write shares in the ledger, in the caller's transaction; returns the cases to settle.

    `known`: what was read of their cases just before; of a case that changed since, it is read
    again. What is more than owed stays on the last claim, in favour of the debtor. Raises
    PaymentRefused.
    """
    cases = _locked({share.case for share in shares})
    keys = _keys(shares)
    booking = _Booking(act, _Open.of(cases, known))
    for share, key in zip(shares, keys, strict=True):
        booking.add(share, key, cases[share.case])
    booking.store()
    _tell_cases(booking, cases)
    return set(cases)


def settle(case_id: int, act: Act) -> bool:
    """Do all that follows from money that was booked on a case; False: nothing waits."""
    with changing(case_id, closed_too=True) as case:
        waiting = list(
            BankMatch.objects.filter(
                case_id=case_id, settled_at__isnull=True, undone_at__isnull=True
            )
            .select_related("line")
            .order_by("id")
        )
        for match in waiting:
            _record(case, match, act)
        BankMatch.objects.filter(id__in=[match.id for match in waiting]).update(settled_at=act.at)
        if waiting:
            latest = max(match.line.value_on for match in waiting)
            payments.after_money(case, act, value_on=latest)
    return bool(waiting)


def unsettled(limit: int) -> list[int]:
    """Return cases with money of which the consequences wait."""
    rows = BankMatch.objects.filter(settled_at__isnull=True, undone_at__isnull=True)
    return list(rows.values_list("case_id", flat=True).distinct()[:limit])


def _record(case: Case, match: BankMatch, act: Act) -> None:
    line = match.line
    why = "person" if match.by_id else "sure"
    record(case, "money_matched", act, why=why, args={"line": line.id, "cents": match.cents})
    args = {
        "cents": match.cents,
        "value_on": str(line.value_on),
        "cause": EntryCause.MATCH.value,
    }
    record(case, "payment", act, why=EntryCause.MATCH.value, args=args)


class _Case(NamedTuple):
    id: int
    contract_law: str
    closed_on: date | str | None
    rev: int


def _locked(case_ids: set[int]) -> dict[int, _Case]:
    """Lock cases in one order, so that two decisions never wait for each other."""
    rows = fetch(Case, _Case._fields, "id", case_ids, f"ORDER BY id {locked()}")
    return {row[0]: _Case(*row) for row in rows}


def _keys(shares: Sequence[Share]) -> list[str]:
    """The mark of each booking in the ledger; a line that is booked anew has a new one."""
    before: dict[int, int] = defaultdict(int)
    for (line,) in fetch(BankMatch, ("line_id",), "line_id", {share.line.id for share in shares}):
        before[line] += 1
    keys = []
    for share in shares:
        number = share.line.id
        keys.append(f"bank:{number}.{before[number]}" if before[number] else f"bank:{number}")
        before[number] += 1
    return keys


class _Claim(NamedTuple):
    id: int
    due_on: date | None


@dataclass
class _Open:
    """What is open per claim of each case, the oldest first; and the cases that are not plain."""

    cents: dict[int, int]
    claims: dict[int, list[_Claim]]
    special: set[int]

    @classmethod
    def of(cls, cases: dict[int, _Case], known: Known | None) -> "_Open":
        special = {case.id for case in cases.values() if case.closed_on is not None}
        opened = cls({}, {}, special | _not_plain(cases))
        again: list[int] = []
        for case in cases.values():
            read = known.unchanged(case.id, case.rev) if known else None
            if read is None:
                again.append(case.id)
            else:
                opened.claims[case.id] = [_Claim(one.claim, one.due_on) for one in read]
        opened.cents.update(known.open_cents if known else {})
        opened._read(again)
        return opened

    def _read(self, cases: Sequence[int]) -> None:
        cents: dict[int, int] = defaultdict(int)
        for claim, part in fetch(Entry, ("claim_id", "cents"), "case_id", cases):
            cents[claim] += part
        self.cents.update(cents)
        for case, claim, due_on in fetch(
            Claim, ("case_id", "id", "due_on"), "case_id", cases, STANDING
        ):
            self.claims.setdefault(case, []).append(_Claim(claim, day(due_on)))


def _not_plain(cases: Iterable[int]) -> set[int]:
    """Cases where a promise or a rest says what is paid first."""
    running = "AND outcome = '' AND cancelled_on IS NULL"
    promised = fetch(Promise, ("case_id",), "case_id", cases, running)
    resting = fetch(Hold, ("case_id",), "case_id", cases, "AND lifted_on IS NULL")
    return {row[0] for row in (*promised, *resting)}


ENTRY = ("case_id", "claim_id", "cents", "value_on", "cause_key")
MATCH = ("line_id", "case_id", "cents", "certainty", "reasons", "key", "by_id")


@dataclass
class _Booking:
    """The rows of one booking, gathered."""

    act: Act
    open: _Open
    entries: list[tuple[Any, ...]] = field(default_factory=list)
    matches: list[tuple[Any, ...]] = field(default_factory=list)
    paid: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, share: Share, key: str, case: _Case) -> None:
        for claim, part in self._parts(share, case):
            before = self.open.cents.get(claim, 0)
            after = self.open.cents[claim] = before - part
            self.paid[case.id] += max(0, before) - max(0, after)
            self.entries.append((case.id, claim, -part, share.line.value_on, f"{key}:{claim}"))
        who = None if share.reasons else self._by()
        what = (share.line.id, case.id, share.cents, share.certainty)
        self.matches.append((*what, share.reasons, key, who))

    def store(self) -> None:
        self._store_entries()
        insert_alike(BankMatch, {"at": self.act.at}, MATCH, self.matches)

    def _store_entries(self) -> None:
        alike: dict[str, Any] = {"kind": EntryKind.PAYMENT, "cause": EntryCause.MATCH}
        alike |= {"booked_on": self.act.on, "booked_at": self.act.at, "booked_by_id": self._by()}
        insert_alike(Entry, alike, ENTRY, self.entries)
        self.entries.clear()

    def _by(self) -> int | None:
        return self.act.by.id if self.act.by else None

    def _parts(self, share: Share, case: _Case) -> list[tuple[int, int]]:
        """Claim by claim: what was named, then by the law; by the promise or rest of a case that
        has one."""
        owed = [
            (claim, cents)
            for claim in self.open.claims.get(case.id, ())
            if (cents := self.open.cents.get(claim.id, 0)) > 0
        ]
        if len(owed) == 1:
            return [(owed[0][0].id, share.cents)]
        if not owed or case.id in self.open.special:
            return self._special_parts(share)
        named = [one for one in owed if one[0].id in share.claims]
        others = [one for one in owed if one[0].id not in share.claims]
        return by_tiers(case.contract_law, [named, others], share.cents, self.act.on)

    def _special_parts(self, share: Share) -> list[tuple[int, int]]:
        self._store_entries()  # the facts must know what was booked just now
        case = Case.objects.select_related("client").get(id=share.case)
        return payments.parts_of(case, share.cents, self.act.on, named=share.claims)


def _tell_cases(booking: _Booking, cases: dict[int, _Case]) -> None:
    """The open amount is true at once, and nobody is handed out for a call about it."""
    lower(Case, "open_cents", sorted(booking.paid.items()))  # in the order of the table
    waits = f"AND kind = '{WorkKind.CALL}' AND state = '{WorkState.OPEN}' AND leased_by_id IS NULL"
    dropped = {"state": WorkState.DROPPED.value, "reason": "money"}
    change(WorkItem, dropped, cases, key="case_id", rest=waits)


def decide_lines(lines: Iterable[int], act: Act, *, by_person: bool = False) -> None:
    """Write that stored lines are booked. What books by itself was decided by nobody."""
    by = act.by.id if act.by and by_person else None
    booked = {"state": BankLineState.BOOKED.value, "decided_at": act.at, "decided_by_id": by}
    change(BankLine, booked, lines, key="id", rest="")
