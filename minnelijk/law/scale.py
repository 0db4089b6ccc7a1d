"""The scale of collection costs: tiers in cents, a minimum, a maximum and a way of rounding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from minnelijk.law.cents import HUNDRED, down, half_up, percent_of
from minnelijk.law.dated import BadLaw, Source
from minnelijk.law.why import Step

ROUNDINGS: dict[str, Callable[[Decimal], int]] = {"half_up": half_up, "down": down}


@dataclass(frozen=True)
class Tier:
    """So many percent of the part above `above_cents`; with `plus_cents` it starts anew."""

    above_cents: int
    percent: Decimal
    plus_cents: int | None


@dataclass(frozen=True)
class Scale:
    """The tiers of a country, and what its law says of part payments and of clauses."""

    tiers: tuple[Tier, ...]
    minimum_cents: int
    maximum_cents: int
    to_cents: Callable[[Decimal], int]
    needs_clause: bool
    part_paid: Source

    def of(self, base_cents: int, source: Source) -> tuple[int, tuple[Step, ...]]:
        """Return the costs over `base_cents`, and how they came about."""
        if not base_cents:
            return 0, (Step("costs.nothing", source, {}, 0),)
        exact, steps = self._by_tier(base_cents, source)
        cents = self.to_cents(exact)
        if cents < self.minimum_cents:
            steps.append(Step("costs.minimum", source, {}, self.minimum_cents))
        if cents > self.maximum_cents:
            steps.append(Step("costs.maximum", source, {}, self.maximum_cents))
        return min(max(cents, self.minimum_cents), self.maximum_cents), tuple(steps)

    def _by_tier(self, base_cents: int, source: Source) -> tuple[Decimal, list[Step]]:
        """Return the exact sum of the tiers reached; a tier with a `plus` replaces those below."""
        exact, steps = Decimal(0), list[Step]()
        reached = [tier for tier in self.tiers if tier.above_cents < base_cents]
        ends = [*(tier.above_cents for tier in reached[1:]), base_cents]
        for place, tier in enumerate(reached):
            if tier.plus_cents is not None:
                exact, steps = Decimal(tier.plus_cents), []
            part_cents = ends[place] - tier.above_cents
            part = percent_of(part_cents, tier.percent)
            exact += part
            steps.append(self._step(tier, part_cents, part, source))
        return exact, steps

    def _step(self, tier: Tier, part_cents: int, part: Decimal, source: Source) -> Step:
        args = {
            "percent": f"{tier.percent}",
            "part_cents": f"{part_cents}",
            "above_cents": f"{tier.above_cents}",
        }
        if tier.plus_cents is None:
            word = "costs.tier" if tier.above_cents else "costs.first_tier"
            return Step(word, source, args, self.to_cents(part))
        args["plus_cents"] = f"{tier.plus_cents}"
        word = "costs.lump_sum_and" if tier.percent else "costs.lump_sum"
        return Step(word, source, args, self.to_cents(tier.plus_cents + part))


def read_scale(parameter: str, row: Mapping[str, Any]) -> Scale:
    """Return the scale of one row; raises `BadLaw`, also where costs would fall at a tier."""
    rows = row.get("tiers")
    if not isinstance(rows, list) or not rows:
        raise BadLaw(f"{parameter}: 'tiers' must be a list of rows.")
    if row.get("rounding") not in ROUNDINGS:
        raise BadLaw(f"{parameter}: 'rounding' is one of {', '.join(ROUNDINGS)}.")
    part_paid = row.get("part_paid")
    if not isinstance(part_paid, str) or not part_paid:
        raise BadLaw(f"{parameter}: 'part_paid' says where it was read that the rest counts.")
    return Scale(
        tiers=_rising(parameter, tuple(_tier(parameter, tier) for tier in rows)),
        minimum_cents=euros(parameter, row, "minimum"),
        maximum_cents=euros(parameter, row, "maximum"),
        to_cents=ROUNDINGS[row["rounding"]],
        needs_clause=yes(parameter, row, "needs_clause"),
        part_paid=part_paid,
    )


def euros(parameter: str, row: Mapping[str, Any], key: str) -> int:
    """Return an amount in whole cents; raises `BadLaw`."""
    cents = number(parameter, row, key) * HUNDRED
    if cents != int(cents):
        raise BadLaw(f"{parameter}: '{key}' is in euros and whole cents, such as 40.00.")
    return int(cents)


def number(parameter: str, row: Mapping[str, Any], key: str) -> Decimal:
    """Return a number of 0 or more; raises `BadLaw`."""
    found = row.get(key)
    exact = Decimal(found) if isinstance(found, int | Decimal) else Decimal("nan")
    if isinstance(found, bool) or not exact.is_finite() or exact < 0:
        raise BadLaw(f"{parameter}: '{key}' must be a number, 0 or more.")
    return exact


def yes(parameter: str, row: Mapping[str, Any], key: str) -> bool:
    """Return what a row says with true or false; raises `BadLaw`."""
    found = row.get(key)
    if not isinstance(found, bool):
        raise BadLaw(f"{parameter}: '{key}' must be true or false.")
    return found


def _tier(parameter: str, row: Mapping[str, Any]) -> Tier:
    plus = euros(parameter, row, "plus") if "plus" in row else None
    return Tier(euros(parameter, row, "above"), number(parameter, row, "percent"), plus)


def _rising(parameter: str, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Refuse tiers that do not rise from 0, or that start lower than those below them end."""
    if tiers[0].above_cents or any(a.above_cents >= b.above_cents for a, b in pairwise(tiers)):
        raise BadLaw(f"{parameter}: the tiers start above 0.00, and every next one higher.")
    exact = Decimal(0)
    for tier, following in pairwise(tiers):
        start = exact if tier.plus_cents is None else Decimal(tier.plus_cents)
        exact = start + percent_of(following.above_cents - tier.above_cents, tier.percent)
        if following.plus_cents is not None and following.plus_cents < exact:
            raise BadLaw(f"{parameter}: the costs fall above {following.above_cents} cents.")
    return tiers
