"""What may come on top of a claim for collecting it: a scale for consumers, a sum for businesses.

One engine for every country: tiers, a minimum, a maximum and a way of rounding, all read from
`costs.toml` and `costs_business.toml`. Whether costs are due at all is `costs_due`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from minnelijk.law.cents import percent_of
from minnelijk.law.dated import Dated, Header, Source, Value, read_dated, rows_of
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.scale import Scale, euros, number, read_scale, yes
from minnelijk.law.why import Step, amount, sources

ONE_DAY = timedelta(days=1)


class Letter(StrEnum):
    """What became of the letter that must come before costs: sent well, sent wrong, not sent."""

    OK = "ok"
    DEFECTIVE = "defective"
    NONE = "none"


@dataclass(frozen=True)
class Costs:
    """The costs on top, in cents; `total_cents` is costs and VAT without the claim itself.

    `scale_cents` is what the scale allows by default where the certain sum is less. With
    `person_needed` the amount is only what is certain, and a person must look at the rest.
    """

    base_cents: int
    costs_cents: int
    vat_cents: int
    total_cents: int
    steps: tuple[Step, ...]
    scale_cents: int | None = None
    person_needed: bool = False

    @property
    def sources(self) -> list[Source]:
        """Every source of these figures, once."""
        return sources(self.steps)


@dataclass(frozen=True)
class Flat:
    """The sum that a business owes without a reminder; `or_scale` where the scale is default."""

    cents: int
    or_scale: bool


@dataclass(frozen=True)
class Instalments:
    """How instalments of one contract count; the look-back has a limit and a length, or is none."""

    up_to_cents: int
    months: int


@dataclass(frozen=True, eq=False)
class CostRules:
    """The costs of one country; every question raises `LawRefusal` where the pack is open."""

    header: Header
    business_header: Header
    scale: Dated[Scale]
    flat: Dated[Flat]
    instalments: Dated[Instalments]
    vat: Dated[Decimal] | None

    @property
    def headers(self) -> tuple[Header, Header]:
        """The heads of its two files."""
        return self.header, self.business_header

    def of(
        self,
        *,
        kind: DebtorKind,
        principal_cents: int,
        on: date,
        vat: bool = False,
        instalments_cents: Sequence[int] = (),
        invoices: int = 1,
    ) -> Costs:
        """Return the costs over a letter's whole principal, by the law of the day `on`.

        A consumer: the scale, or the most that a clause may ask where the law needs a clause.
        A business: the sum due without a reminder, once however many `invoices`. `vat` only when
        the creditor declares that it cannot deduct it. `instalments_cents` are those of one
        contract inside the principal: they count once, by the highest. Raises `ValueError`.
        """
        if principal_cents < 0 or invoices < 1:
            raise ValueError("The principal cannot be less than 0, nor the invoices less than 1.")
        base_cents, steps = self._base(principal_cents, instalments_cents, on)
        if is_consumer(kind):
            return self._by_scale(base_cents, steps, on, vat)
        return self._by_sum(base_cents, steps, on, vat, invoices)

    def after_part_payment(
        self,
        *,
        kind: DebtorKind,
        principal_cents: int,
        paid_cents: int,
        on: date,
        vat: bool = False,
    ) -> Costs:
        """Return the costs when part was paid in time: they count over the rest."""
        if paid_cents < 0:
            raise ValueError("What was paid cannot be less than 0.")
        rest_cents = max(principal_cents - paid_cents, 0)
        costs = self.of(kind=kind, principal_cents=rest_cents, on=on, vat=vat)
        rule = self.scale.at(on).value.part_paid if is_consumer(kind) else self.flat.at(on).source
        step = Step("costs.part_paid", rule, {"paid_cents": f"{paid_cents}"}, rest_cents)
        return replace(costs, steps=(step, *costs.steps))

    def of_instalment(
        self,
        *,
        kind: DebtorKind,
        instalment_cents: int,
        last_costs_on: date | None,
        on: date,
        vat: bool = False,
    ) -> Costs:
        """Return the costs over one instalment, when this contract had costs on `last_costs_on`.

        Within the months that the law looks back they are less than the minimum by amounts that
        nobody read: the answer is 0 and a person must fill them in.
        """
        if instalment_cents <= 0:
            raise ValueError("Every instalment is more than 0.")
        costs = self.of(kind=kind, principal_cents=instalment_cents, on=on, vat=vat)
        rule = self.instalments.at(on)
        if not is_consumer(kind) or last_costs_on is None:
            return costs
        if last_costs_on > on:
            raise ValueError(f"Costs of {last_costs_on} cannot lie behind {on}.")
        looks_back_to = _months_before(on, rule.value.months)
        if instalment_cents > rule.value.up_to_cents or last_costs_on < looks_back_to:
            return costs
        args = {"last_on": last_costs_on.isoformat(), "months": f"{rule.value.months}"}
        step = Step("costs.recurring", rule.source, args, 0)
        return Costs(costs.base_cents, 0, 0, 0, (step,), person_needed=True)

    def lump_sum(
        self, *, balance_cents: int, clause_cents: int | None, reciprocal: bool, on: date
    ) -> Costs:
        """Return what a clause of the contract may ask of a consumer: itself, up to the maximum.

        Nothing without a clause (None), or with one that gives the consumer no equal right. A
        clause above the maximum may be void altogether: a person must look. `ValueError` where
        the law sets the costs itself.
        """
        row = self.scale.at(on)
        if not row.value.needs_clause:
            raise ValueError("Here the law sets the costs; no clause against a consumer counts.")
        if clause_cents is not None and clause_cents < 0:
            raise ValueError("A clause cannot ask less than 0.")
        most = self.of(kind=DebtorKind.CONSUMER, principal_cents=balance_cents, on=on)
        if clause_cents is None or not reciprocal:
            word = "costs.no_clause" if clause_cents is None else "costs.not_reciprocal"
            return Costs(balance_cents, 0, 0, 0, (Step(word, row.source, {}, 0),))
        cents, above = min(clause_cents, most.costs_cents), clause_cents > most.costs_cents
        word = "costs.clause_above" if above else "costs.clause"
        step = Step(word, row.source, {"clause_cents": f"{clause_cents}"}, cents)
        return Costs(balance_cents, cents, 0, cents, (*most.steps, step), person_needed=above)

    def _base(self, principal: int, instalments: Sequence[int], on: date) -> tuple[int, list[Step]]:
        """Return what the costs count over: instalments of one contract once, by the highest."""
        if not instalments:
            return principal, []
        total, highest = sum(instalments), max(instalments)
        if min(instalments) <= 0:
            raise ValueError("Every instalment is more than 0.")
        if total > principal:
            raise ValueError(
                f"The instalments are {amount(total)} together, more than the {amount(principal)} "
                "of the whole letter: the principal is the sum of all that the letter asks."
            )
        base = principal - total + highest
        args = {"sum_cents": f"{total}", "highest_cents": f"{highest}"}
        return base, [Step("costs.instalments", self.instalments.at(on).source, args, base)]

    def _by_scale(self, base_cents: int, steps: list[Step], on: date, vat: bool) -> Costs:
        row = self.scale.at(on)
        cents, scale_steps = row.value.of(base_cents, row.source)
        steps = [*steps, *scale_steps]
        if row.value.needs_clause and cents:
            steps.append(Step("costs.needs_clause", row.source, {}, cents))
        vat_cents = 0
        if vat and cents:
            vat_cents, vat_step = self._vat(cents, row, on)
            steps.append(vat_step)
        return Costs(base_cents, cents, vat_cents, cents + vat_cents, tuple(steps))

    def _vat(self, cents: int, row: Value[Scale], on: date) -> tuple[int, Step]:
        if self.vat is None:
            return 0, Step("costs.no_vat", row.source, {}, 0)
        rate = self.vat.at(on)
        vat_cents = row.value.to_cents(percent_of(cents, rate.value))
        return vat_cents, Step("costs.vat", rate.source, {"percent": f"{rate.value}"}, vat_cents)

    def _by_sum(
        self, base_cents: int, steps: list[Step], on: date, vat: bool, invoices: int
    ) -> Costs:
        row = self.flat.at(on)
        if not base_cents:
            return Costs(0, 0, 0, 0, (Step("costs.nothing", row.source, {}, 0),))
        cents, scale_cents = row.value.cents, None
        steps = [*steps, Step("costs.sum", row.source, {}, cents)]
        if invoices > 1:
            steps.append(Step("costs.sum_once", row.source, {"invoices": f"{invoices}"}, cents))
        if row.value.or_scale:
            scale = self.scale.at(on)
            scale_cents, _ = scale.value.of(base_cents, scale.source)
            steps.append(Step("costs.scale", scale.source, {}, scale_cents))
        if vat:
            steps.append(Step("costs.no_vat", row.source, {}, 0))
        return Costs(base_cents, cents, 0, cents, tuple(steps), scale_cents)


def costs_due(*, kind: DebtorKind, in_default: bool, letter: Letter, term_lapsed: bool) -> bool:
    """Tell whether costs are due at all.

    Nobody owes them before default. A consumer only after a letter without faults whose whole
    term has passed; a business without any letter.
    """
    if not is_consumer(kind):
        return in_default
    return in_default and letter is Letter.OK and term_lapsed


def _months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    next_year, next_month = divmod(year * 12 + month + 1, 12)
    last = date(next_year, next_month + 1, 1) - ONE_DAY
    return last.replace(day=min(day.day, last.day))


def read_costs(
    consumer: tuple[Header, Mapping[str, Any]], business: tuple[Header, Mapping[str, Any]]
) -> CostRules:
    """Return the costs of `costs.toml` and `costs_business.toml`; raises `BadLaw`."""
    header, table = consumer
    business_header, business_table = business
    name, business_name = header.parameter, business_header.parameter
    vat_rows = table.get("vat")
    return CostRules(
        header=header,
        business_header=business_header,
        scale=read_dated(header, rows_of(name, table), lambda row: read_scale(name, row)),
        flat=read_dated(
            business_header,
            rows_of(business_name, business_table),
            lambda row: Flat(euros(business_name, row, "sum"), yes(business_name, row, "or_scale")),
        ),
        instalments=read_dated(
            header,
            rows_of(name, {"values": table.get("instalments")}),
            lambda row: Instalments(euros(name, row, "up_to"), int(number(name, row, "months"))),
        ),
        vat=read_dated(header, vat_rows, lambda row: number(name, row, "percent"))
        if vat_rows
        else None,
    )
