"""How long a term of payment may be between businesses, and what counts when none was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, Source, Value, read_dated, rows_of
from minnelijk.law.kinds import DebtorKind, is_consumer

ONE_DAY = timedelta(days=1)


class TermWord(StrEnum):
    """What the law says of an agreed term."""

    OK = "ok"
    NO_LIMIT = "no_limit"
    VOID = "void"
    IF_EXPRESS_AND_FAIR = "if_express_and_fair"
    IF_JUSTIFIED = "if_justified"


class TermRule(StrEnum):
    """The questions that a file of terms answers, each with its own rows."""

    NONE_AGREED = "none_agreed"
    BUSINESS = "business"
    GOVERNMENT = "government"
    LARGE_TO_SMALL = "large_to_small"


@dataclass(frozen=True)
class TermAnswer:
    """May this term be agreed without more, and how many days count?

    `if_express_and_fair` and `if_justified` hold only if a person knows that it is so; until then
    the agreed days count, the later day, so that nobody is pressed too early.
    """

    allowed: bool
    days_that_count: int
    word: TermWord
    source: Source


@dataclass(frozen=True)
class TermLimit:
    """The longest term, what is said of a longer one, and what counts where that is void.

    A longer term is void beyond `at_most`; without one a person decides how long it may be.
    `existing_from` is the day from which contracts made before this rule fall under it too.
    """

    days: int
    longer: TermWord
    at_most: int | None
    void_counts: int
    existing_from: date

    def say(self, days: int) -> tuple[TermWord, int]:
        """Return the word for an agreed term, and the days that count."""
        if days <= self.days:
            return TermWord.OK, days
        if self.at_most is not None and days > self.at_most:
            return TermWord.VOID, self.void_counts
        return self.longer, days


@dataclass(frozen=True, eq=False)
class TermRules:
    """The terms of one country; every question raises `LawRefusal` where the pack is open."""

    header: Header
    none_agreed: Dated[int]
    limits: Mapping[TermRule, Dated[TermLimit]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def check(
        self,
        *,
        kind_of_debtor: DebtorKind,
        days: int,
        on: date,
        large_buyer_small_seller: bool = False,
        agreed_on: date | None = None,
    ) -> TermAnswer:
        """Return what the law of the day `on` says of a term of `days` agreed on `agreed_on`.

        Without `agreed_on` the term is agreed on the day itself. These limits bind trade contracts:
        a consumer's term has none here. Raises `ValueError` below 0 days.
        """
        if days < 0:
            raise ValueError("A term of payment is 0 days or more.")
        agreed_on = agreed_on or on
        if agreed_on > on:
            raise ValueError(f"A term agreed on {agreed_on} cannot be asked about on {on}.")
        self.header.vouch(on)
        if is_consumer(kind_of_debtor):
            business = self.limits[TermRule.BUSINESS].at(agreed_on)
            return TermAnswer(True, days, TermWord.NO_LIMIT, business.source)
        row = self._limit(kind_of_debtor, agreed_on, on, large_buyer_small_seller)
        word, counting = row.value.say(days)
        return TermAnswer(word is TermWord.OK, counting, word, row.source)

    def first_interest_on(self, *, received_on: date) -> date:
        """Return the first day of interest when no term was agreed, by the receipt of the invoice.

        The term starts on the day after the receipt; interest runs from the day after its last.
        """
        return received_on + (self.none_agreed.at(received_on).value + 1) * ONE_DAY

    def _limit(
        self, kind: DebtorKind, agreed_on: date, on: date, large_to_small: bool
    ) -> Value[TermLimit]:
        if kind is DebtorKind.GOVERNMENT:
            return self.limits[TermRule.GOVERNMENT].at(agreed_on)
        small = self.limits.get(TermRule.LARGE_TO_SMALL)
        if large_to_small and small and on >= small.values[0].from_on:
            row = small.at(on)
            if agreed_on >= row.from_on or on >= row.value.existing_from:
                return row
        return self.limits[TermRule.BUSINESS].at(agreed_on)


def read_terms(header: Header, table: Mapping[str, Any]) -> TermRules:
    """Return the terms of a law file; raises `BadLaw`."""
    name = header.parameter
    grouped: dict[TermRule, list[Mapping[str, Any]]] = {}
    for row in rows_of(name, table):
        grouped.setdefault(_rule(name, row), []).append(row)
    needed = {TermRule.NONE_AGREED, TermRule.BUSINESS, TermRule.GOVERNMENT}
    if not needed <= set(grouped):
        raise BadLaw(f"{name}: there are rows for {', '.join(sorted(needed))}.")
    none_agreed = grouped.pop(TermRule.NONE_AGREED)
    return TermRules(
        header,
        read_dated(header, none_agreed, lambda row: _days(name, row, "days")),
        {
            rule: read_dated(header, rows, lambda row: _term_limit(name, row))
            for rule, rows in grouped.items()
        },
    )


def _rule(parameter: str, row: Mapping[str, Any]) -> TermRule:
    try:
        return TermRule(row["rule"])
    except (KeyError, ValueError):
        raise BadLaw(f"{parameter}: 'rule' is one of {', '.join(TermRule)}.") from None


def _term_limit(parameter: str, row: Mapping[str, Any]) -> TermLimit:
    try:
        longer = TermWord(row.get("longer", TermWord.VOID))
    except ValueError:
        raise BadLaw(f"{parameter}: 'longer' is one of {', '.join(TermWord)}.") from None
    days = _days(parameter, row, "days")
    existing_from = row.get("existing_from", row.get("from"))
    if not isinstance(existing_from, date):
        raise BadLaw(f"{parameter}: 'existing_from' must be a day, such as 2023-07-01.")
    at_most = days if longer is TermWord.VOID else None
    if "at_most" in row:
        at_most = _days(parameter, row, "at_most")
    counts = days if at_most is None else _days(parameter, row, "void_counts")
    return TermLimit(days, longer, at_most, counts, existing_from)


def _days(parameter: str, row: Mapping[str, Any], key: str) -> int:
    days = row.get(key)
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise BadLaw(f"{parameter}: '{key}' is a number of days, 1 or more.")
    return days
