"""A rate of interest through time: whom it binds, how it is counted, which formula it follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, Source, read_dated, rows_of
from minnelijk.law.kinds import DebtorKind

COMPOUNDING = {"yearly": True, "none": False}


@dataclass(frozen=True)
class Formula:
    """How a rate is made of a reference rate: checks a published rate, never stands in for it."""

    reference: str
    add: Decimal
    step: Decimal | None

    def expects(self, reference: Decimal) -> Decimal:
        """Return the rate that this reference rate leads to, both in percent."""
        return rate_by_formula(reference=reference, add=self.add, step=self.step)


@dataclass(frozen=True, eq=False)
class RateTable:
    """One rate through time, whom it binds and how it is counted."""

    header: Header
    rates: Dated[Decimal]
    kinds: frozenset[DebtorKind]
    first_day: int
    compounding: bool
    divisor: int
    stops_law: Source
    formula: Formula | None


def rate_by_formula(*, reference: Decimal, add: Decimal, step: Decimal | None) -> Decimal:
    """Return reference plus points, rounded up to the next `step` where there is one; percent."""
    rate = reference + add
    return rate if step is None else (rate / step).to_integral_value(ROUND_CEILING) * step


def read_rates(header: Header, table: Mapping[str, Any]) -> RateTable:
    """Return the rate of a law file; raises `BadLaw`."""
    name = header.parameter
    try:
        kinds = frozenset(DebtorKind(kind) for kind in table["kinds"])
        compounding = COMPOUNDING[table["compounding"]]
        stops_law = str(table["stops_law"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{name}: {problem} is missing or wrong.") from problem
    if table.get("day_count") != "actual":
        raise BadLaw(f"{name}: 'day_count' must be 'actual': no other way of counting is built.")
    return RateTable(
        header=header,
        rates=read_dated(header, rows_of(name, table), lambda row: percent_in(name, row, "value")),
        kinds=kinds,
        first_day=whole(name, table, "first_day"),
        compounding=compounding,
        divisor=whole(name, table, "divisor"),
        stops_law=stops_law,
        formula=_formula(name, table["formula"]) if "formula" in table else None,
    )


def _formula(parameter: str, table: Mapping[str, Any]) -> Formula:
    reference = table.get("reference")
    if not isinstance(reference, str) or not reference:
        raise BadLaw(f"{parameter}: 'reference' must name the rate that the formula starts from.")
    step = percent_in(parameter, table, "step") if "step" in table else None
    return Formula(reference, percent_in(parameter, table, "add"), step)


def percent_in(parameter: str, row: Mapping[str, Any], key: str) -> Decimal:
    """Return a percentage of a law file, written with its point ("8.00"); raises `BadLaw`."""
    percent = row.get(key)
    if not isinstance(percent, Decimal) or not percent.is_finite() or percent <= 0:
        raise BadLaw(f"{parameter}: '{key}' must be a percentage such as 8.00.")
    return percent


def whole(parameter: str, table: Mapping[str, Any], key: str) -> int:
    """Return a whole number of days of a law file; raises `BadLaw`."""
    number = table.get(key)
    if type(number) is not int or number < 1:
        raise BadLaw(f"{parameter}: '{key}' must be a whole number of days from 1.")
    return number
