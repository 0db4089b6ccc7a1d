"""Statutory interest as segments: days, rate, amount, cents and source, right to the day and cent.

The last day to pay bears no interest, the day of payment does. Each country's file says whether the
amount grows every year and by what a year is divided.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from minnelijk.law.cents import half_up, percent_of
from minnelijk.law.dated import BadLaw, Header, Source
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.rates import RateTable, read_rates
from minnelijk.law.stretches import Stretch, require_stops, running, within, years
from minnelijk.law.why import Step


@dataclass(frozen=True)
class Piece:
    """A run of days with one rate on one amount, before anything is rounded."""

    from_on: date
    to_on: date
    percent: Decimal
    principal_cents: int
    source: Source

    @property
    def days(self) -> int:
        """The number of days, first and last included."""
        return (self.to_on - self.from_on).days + 1


@dataclass(frozen=True)
class Segment(Piece):
    """A piece with its share of the rounded interest; `principal_cents` is what it ran over."""

    cents: int


@dataclass(frozen=True)
class Interest:
    """The interest from one day to another; the segments' cents add up to it."""

    interest_cents: int
    segments: tuple[Segment, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class InterestRules:
    """The statutory interest of one country."""

    consumer: RateTable
    business: RateTable

    @property
    def headers(self) -> tuple[Header, Header]:
        """The heads of both files."""
        return self.consumer.header, self.business.header

    def table(self, kind: DebtorKind) -> RateTable:
        """Return the rate that binds this debtor."""
        return self.consumer if kind in self.consumer.kinds else self.business

    def first_interest_day(self, kind: DebtorKind, due_on: date) -> date:
        """Return the first day with interest after the last day to pay."""
        return due_on + timedelta(days=self.table(kind).first_day)

    def of(
        self,
        *,
        kind: DebtorKind,
        principal_cents: int,
        due_on: date,
        paid_on: date,
        stops: Sequence[Stretch] = (),
    ) -> Interest:
        """Return the interest from the day after `due_on` up to and including `paid_on`.

        On the days of `stops`, first and last included, none runs. Rounded half up once at the end,
        where the amount grows also at the end of each year. Raises `LawRefusal`, and `ValueError`
        for an amount below zero or a stop that ends before it begins.
        """
        if principal_cents < 0:
            raise ValueError(f"The amount is below zero: {principal_cents} cents.")
        require_stops(stops)
        table = self.table(kind)
        if (paid_on - due_on).days < table.first_day:
            days = {"due_on": due_on.isoformat(), "paid_on": paid_on.isoformat()}
            return Interest(0, (), (Step("interest.none", table.header.law, days, 0),))
        if not principal_cents:
            return Interest(0, (), (Step("interest.no_principal", table.header.law, cents=0),))
        whole = (self.first_interest_day(kind, due_on), paid_on)
        segments, grown = _run(table, principal_cents, running(*whole, stops))
        steps = [
            *stopped_steps(table.stops_law, whole, stops),
            *grown,
            *segment_steps(segments, table.divisor),
        ]
        steps.sort(key=lambda step: step.args["from_on"])
        return Interest(sum(segment.cents for segment in segments), segments, tuple(steps))


def settle(pieces: Sequence[Piece], divisor: int) -> tuple[Segment, ...]:
    """Return the pieces as segments whose cents add up to their sum, rounded half up once.

    The last takes the difference; none takes more than is left, so that none falls below zero.
    """
    if not pieces:
        return ()
    left = half_up(sum(map(_year, pieces), Decimal(0)) / divisor)
    segments = []
    for piece in pieces[:-1]:
        cents = min(half_up(_year(piece) / divisor), left)
        left -= cents
        segments.append(_segment(piece, cents))
    return (*segments, _segment(pieces[-1], left))


def segment_steps(segments: Iterable[Segment], divisor: int) -> list[Step]:
    """Return one step for each segment."""
    return [
        Step(
            "interest.segment",
            segment.source,
            {
                "from_on": segment.from_on.isoformat(),
                "to_on": segment.to_on.isoformat(),
                "days": str(segment.days),
                "percent": f"{segment.percent:f}",
                "principal_cents": str(segment.principal_cents),
                "divisor": str(divisor),
            },
            segment.cents,
        )
        for segment in segments
    ]


def stopped_steps(source: Source, whole: Stretch, stops: Iterable[Stretch]) -> list[Step]:
    """Return one step for each stop that lies in these days, as far as it does."""
    return [
        Step("interest.stopped", source, {"from_on": first.isoformat(), "to_on": last.isoformat()})
        for first, last in within(stops, *whole)
    ]


def read_interest(
    consumer: tuple[Header, Mapping[str, Any]], business: tuple[Header, Mapping[str, Any]]
) -> InterestRules:
    """Return the interest of two law files that bind every kind of debtor once, or `BadLaw`."""
    rules = InterestRules(read_rates(*consumer), read_rates(*business))
    bound = [*rules.consumer.kinds, *rules.business.kinds]
    if sorted(bound) != sorted(DebtorKind):
        raise BadLaw(f"{rules.business.header.parameter}: each kind of debtor has one rate.")
    return rules


def pieces_of(table: RateTable, stretch: Stretch, principal_cents: int) -> list[Piece]:
    """Return a stretch cut at each change of the rate; raises `LawRefusal`."""
    return [
        Piece(first, last, value.value, principal_cents, value.source)
        for value, first, last in table.rates.between(*stretch)
    ]


def _run(
    table: RateTable, principal_cents: int, stretches: Sequence[Stretch]
) -> tuple[tuple[Segment, ...], list[Step]]:
    """Return the segments, and a step for each time that the interest was added to the amount."""
    if stretches:
        table.rates.at(stretches[-1][1])
    segments: list[Segment] = []
    grown = []
    for period in years(stretches) if table.compounding else [stretches]:
        added = sum(segment.cents for segment in segments)
        base = principal_cents + added
        pieces = [piece for stretch in period for piece in pieces_of(table, stretch, base)]
        if added and pieces:
            grown.append(_compounded(table, pieces[0], added))
        segments += settle(pieces, table.divisor)
    return tuple(segments), grown


def _compounded(table: RateTable, piece: Piece, added_cents: int) -> Step:
    """Return the step that says over which amount interest runs from now on."""
    args = {
        "from_on": piece.from_on.isoformat(),
        "added_cents": str(added_cents),
        "principal_cents": str(piece.principal_cents),
    }
    return Step("interest.compounded", table.header.law, args)


def _segment(piece: Piece, cents: int) -> Segment:
    return Segment(
        piece.from_on, piece.to_on, piece.percent, piece.principal_cents, piece.source, cents
    )


def _year(piece: Piece) -> Decimal:
    """Return the exact interest times the divisor: days, percent and amount, nothing divided."""
    return percent_of(piece.principal_cents, piece.percent) * piece.days
