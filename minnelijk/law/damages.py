"""What a damages clause may ask of a consumer where the law allows one: a lump sum and interest.

The law itself gives nothing here: the clause does, up to the law's ceilings, and never before the
first reminder's whole term has passed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from minnelijk.law.costs import CostRules, Costs
from minnelijk.law.dated import ONE_DAY, BadLaw, Dated, Header, Source, read_dated, rows_of
from minnelijk.law.interest import Piece, Segment, pieces_of, segment_steps, settle, stopped_steps
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.rates import RateTable, whole
from minnelijk.law.stretches import Stretch, require_stops, running, within
from minnelijk.law.why import Step

Payment = tuple[date, int]
"""The day on which money was on the creditor's account, and the cents that the claim fell by."""


class Limit(StrEnum):
    """What a clause asks that names no figure: the most that the law allows, whatever that is."""

    CAP = "cap"


@dataclass(frozen=True)
class Clause:
    """The damages clause of a contract: interest a year, lump sum, and what makes it hold.

    `reciprocal` gives the consumer an equal right; `interest_from_reminder` lets interest count
    from the reminder, which only a small creditor may.
    """

    percent: Decimal | Limit | None
    lump_cents: int | Limit | None
    reciprocal: bool
    interest_from_reminder: bool = False


@dataclass(frozen=True)
class Reminder:
    """A lawful first reminder: the day of sending and the first day after its term."""

    sent_on: date
    charges_from: date


@dataclass(frozen=True)
class Arrears:
    """What was due when the reminder was sent, and what came in on it from that day."""

    balance_cents: int
    payments: Sequence[Payment] = ()

    def open_before(self, day: date) -> int:
        """Return what was still due when this day began, in cents."""
        paid = sum(cents for on, cents in self.payments if on < day)
        return max(self.balance_cents - paid, 0)


@dataclass(frozen=True)
class Damages:
    """What may be asked on top; with `review` a person must look at the clause first."""

    lump_cents: int
    interest_cents: int
    segments: tuple[Segment, ...]
    steps: tuple[Step, ...]
    review: bool = False

    @property
    def total_cents(self) -> int:
        """Lump sum and interest together."""
        return self.lump_cents + self.interest_cents


@dataclass(frozen=True)
class _ClauseRow:
    small_creditor_first_day: int
    ceiling: Source


@dataclass(frozen=True, eq=False)
class DamagesRules:
    """The rules on damages clauses of one country; raises `LawRefusal` where the pack is open."""

    header: Header
    clauses: Dated[_ClauseRow]
    plan_requests: Dated[int]
    rates: RateTable
    costs: CostRules

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file; rates and lump sums have their own."""
        return (self.header,)

    def of(
        self,
        *,
        arrears: Arrears,
        reminder: Reminder,
        clause: Clause | None,
        creditor_is_small: bool,
        until: date,
        stops: Sequence[Stretch] = (),
    ) -> Damages:
        """Return what the clause may ask up to and including `until`.

        The lump sum counts over what was still due after the term; interest runs over what is
        still due each day, not on the days of `stops`. Raises `LawRefusal` and `ValueError`.
        """
        _check(arrears, reminder, stops)
        counting = self._counting(clause, arrears, reminder, until)
        if isinstance(counting, Step):
            return Damages(0, 0, (), (counting,))
        small = creditor_is_small and counting.interest_from_reminder
        span = (self._first_day(reminder, small), until)
        pieces = self._pieces(arrears, reminder, span, stops) if counting.percent else []
        above = self._above(counting, pieces, reminder)
        if above:
            return Damages(0, 0, (), (above,), review=True)
        lump = self._lump(counting, arrears.open_before(reminder.charges_from), reminder.sent_on)
        segments = settle(_at(counting, pieces), self.rates.divisor)
        steps = [*lump.steps, *self._interest_steps(reminder, small, segments)]
        stopped = stopped_steps(self.header.law, span, stops) if segments else []
        cents = sum(segment.cents for segment in segments)
        return Damages(lump.costs_cents, cents, segments, (*steps, *stopped), lump.person_needed)

    def plan_stop(
        self, *, requested_on: date, decided_on: date | None, until: date
    ) -> tuple[Stretch, ...]:
        """Return the days, up to `until`, without interest because a request for instalments was
        left undecided too long: from the day after the term up to and including the decision."""
        if decided_on and decided_on < requested_on:
            raise ValueError(f"The decision of {decided_on} lies before the request.")
        days = self.plan_requests.at(requested_on).value
        first = requested_on + timedelta(days=days) + ONE_DAY
        last = min(decided_on or until, until)
        return ((first, last),) if first <= last else ()

    def _counting(
        self, clause: Clause | None, arrears: Arrears, reminder: Reminder, until: date
    ) -> Clause | Step:
        """Return the clause when it counts, else why nothing may be asked."""
        source = self.clauses.at(reminder.sent_on).source
        if until < reminder.charges_from:
            days = {"until": until.isoformat(), "charges_from": reminder.charges_from.isoformat()}
            return Step("damages.too_early", source, days, 0)
        if clause is None:
            return Step("damages.no_clause", source, cents=0)
        if not clause.reciprocal:
            return Step("damages.not_reciprocal", source, cents=0)
        if not arrears.open_before(reminder.charges_from):
            return Step("damages.paid_in_time", source, cents=0)
        return clause

    def _first_day(self, reminder: Reminder, small: bool) -> date:
        row = self.clauses.at(reminder.sent_on).value
        if small:
            return reminder.sent_on + timedelta(days=row.small_creditor_first_day)
        return reminder.charges_from

    def _pieces(
        self, arrears: Arrears, reminder: Reminder, span: Stretch, stops: Sequence[Stretch]
    ) -> list[Piece]:
        """Return the days with interest at the highest rate the law allows, cut at every payment
        and every change of that rate."""
        stretches = running(*span, stops)
        return [
            piece
            for part, cents in _balances(arrears, reminder, span)
            for stretch in within(stretches, *part)
            for piece in pieces_of(self.rates, stretch, cents)
        ]

    def _above(self, clause: Clause, pieces: Sequence[Piece], reminder: Reminder) -> Step | None:
        """Return why the clause is void, where it asks more interest than the law allows."""
        for piece in pieces:
            if isinstance(clause.percent, Decimal) and clause.percent > piece.percent:
                args = {
                    "percent": f"{clause.percent:f}",
                    "most_percent": f"{piece.percent:f}",
                    "from_on": piece.from_on.isoformat(),
                }
                return Step(
                    "damages.rate_above", self.clauses.at(reminder.sent_on).value.ceiling, args, 0
                )
        return None

    def _lump(self, clause: Clause, open_cents: int, on: date) -> Costs:
        cents = clause.lump_cents
        if cents is Limit.CAP:
            most = self.costs.of(kind=DebtorKind.CONSUMER, principal_cents=open_cents, on=on)
            cents = most.costs_cents
        return self.costs.lump_sum(
            balance_cents=open_cents, clause_cents=cents, reciprocal=clause.reciprocal, on=on
        )

    def _interest_steps(
        self, reminder: Reminder, small: bool, segments: Sequence[Segment]
    ) -> list[Step]:
        """Return from which day the interest counts and why, and each segment."""
        if not segments:
            return []
        word = "damages.from_reminder" if small else "damages.from_term"
        args = {"from_on": self._first_day(reminder, small).isoformat()}
        first = Step(word, self.clauses.at(reminder.sent_on).source, args)
        return [first, *segment_steps(segments, self.rates.divisor)]


def read_damages(
    header: Header, table: Mapping[str, Any], rates: RateTable, costs: CostRules
) -> DamagesRules:
    """Return the rules of a law file; `rates` are the ceiling of the interest, `costs` that of the
    lump sum. Raises `BadLaw`."""
    name = header.parameter
    requests = rows_of(name, {"values": table.get("plan_requests")})
    return DamagesRules(
        header=header,
        clauses=read_dated(header, rows_of(name, table), lambda row: _clause_row(name, row)),
        plan_requests=read_dated(
            header, requests, lambda row: whole(name, row, "decide_within_days")
        ),
        rates=rates,
        costs=costs,
    )


def _clause_row(parameter: str, row: Mapping[str, Any]) -> _ClauseRow:
    ceiling = row.get("ceiling")
    if not isinstance(ceiling, str) or not ceiling:
        raise BadLaw(f"{parameter}: 'ceiling' says where the highest interest was read.")
    return _ClauseRow(whole(parameter, row, "small_creditor_first_day"), ceiling)


def _at(clause: Clause, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces at the rate of the clause, which is no higher than theirs."""
    if isinstance(clause.percent, Decimal):
        return [replace(piece, percent=clause.percent) for piece in pieces]
    return list(pieces)


def _balances(arrears: Arrears, reminder: Reminder, span: Stretch) -> Iterator[tuple[Stretch, int]]:
    """Return what was due on which days; what came in within the term was never late, and the day
    of a later payment still counts over the amount before it."""
    first, last = span
    later = {min(on, last) for on, _ in arrears.payments if on >= reminder.charges_from}
    for until in sorted({*later, last}):
        cents = arrears.open_before(until)
        if cents:
            yield (first, until), cents
        first = until + ONE_DAY


def _check(arrears: Arrears, reminder: Reminder, stops: Sequence[Stretch]) -> None:
    require_stops(stops)
    if reminder.charges_from <= reminder.sent_on:
        raise ValueError(f"The term of the reminder of {reminder.sent_on} ends before it begins.")
    if arrears.balance_cents < 0 or any(cents <= 0 for _, cents in arrears.payments):
        raise ValueError("The balance cannot be below 0.00, and a payment is more than that.")
    early = [on for on, _ in arrears.payments if on < reminder.sent_on]
    if early:
        raise ValueError(f"What was paid on {min(early)} is not in the balance of the reminder.")
