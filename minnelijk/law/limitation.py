"""When a claim is time-barred, what interrupts that, and from when a person must look at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from minnelijk.law.dated import (
    ONE_DAY,
    BadLaw,
    Dated,
    Header,
    LawRefusal,
    Value,
    read_dated,
    rows_of,
)
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.why import Step


class ClaimNature(StrEnum):
    """What the client's claim is for, as far as limitation asks."""

    CONSUMER_SALE = "consumer_sale"
    SERVICE = "service"
    PERIODIC = "periodic"
    OTHER = "other"


class Interruption(StrEnum):
    """What may break off a running limitation; the law file says which of them does."""

    WRITTEN_REMINDER = "written_reminder"
    WRITTEN_NOTICE = "written_notice"
    ACKNOWLEDGEMENT = "acknowledgement"
    PROMISE = "promise"
    PHONE_CALL = "phone_call"


class NoTermFor(LawRefusal):
    """The law file holds no term for a claim of this nature."""

    word = "no_term"
    because = "holds no term of limitation for this claim"


@dataclass(frozen=True)
class Term:
    """One term: its years, for whom it is, and whether a day may be computed with it at all."""

    nature: ClaimNature
    years: int
    consumers_only: bool
    computed: bool


@dataclass(frozen=True)
class Renewal:
    """What starts a new term, and the most years that it has."""

    interrupted_by: frozenset[Interruption]
    longest_years: int


@dataclass(frozen=True)
class Limitation:
    """The answer: the first barred day, the first day of the warning, and how we came to them.

    `barred_from` is None where no day may be computed: a person decides from `warn_from` on.
    `certain` is false where the day is a cautious one, not the day of the law.
    """

    barred_from: date | None
    warn_from: date
    certain: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class LimitationRules:
    """The terms of one country; a question that the file cannot answer raises `LawRefusal`."""

    header: Header
    terms: Mapping[ClaimNature, Dated[Term]]
    renewal: Dated[Renewal] | None
    warning: Dated[int]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def of(
        self,
        *,
        nature: ClaimNature | None,
        kind: DebtorKind,
        due_on: date,
        interruptions: Sequence[date] = (),
    ) -> Limitation:
        """Return from which day a claim is barred, and from which day we warn.

        `interruptions` are the days on which something happened that `interrupts` names. A day
        on or before the due day, or after the bar, counts for nothing.
        """
        term = self._term(nature, kind, due_on)
        steps = [_term_step(term, nature, due_on)]
        barred_from = years_after(due_on, term.value.years) + ONE_DAY
        for day in sorted(interruptions):
            if due_on < day < barred_from and (renewal := self._renewal(day)):
                years = min(term.value.years, renewal.value.longest_years)
                barred_from = years_after(day, years) + ONE_DAY
                args = {"on": day.isoformat(), "years": str(years)}
                steps.append(Step("limitation.interrupted", renewal.source, args))
        return self._answer(term, nature, kind, (due_on, barred_from), steps)

    def interrupts(self, what: Interruption, on: date) -> bool:
        """Tell whether this breaks off a running term; where no day is computed nothing does."""
        renewal = self._renewal(on)
        return renewal is not None and what in renewal.value.interrupted_by

    def _renewal(self, on: date) -> Value[Renewal] | None:
        return self.renewal.at(on) if self.renewal else None

    def _term(self, nature: ClaimNature | None, kind: DebtorKind, due_on: date) -> Value[Term]:
        """Return the term of this nature; of an unknown one the shortest that may be meant."""
        asked = self.terms if nature is None else self.terms.keys() & {nature}
        known = [self.terms[one].at(due_on) for one in asked]
        fitting = [value for value in known if nature or _fits(value.value, kind)]
        if not fitting:
            raise NoTermFor(self.header.parameter, due_on)
        return min(fitting, key=lambda value: value.value.years)

    def _answer(
        self,
        term: Value[Term],
        nature: ClaimNature | None,
        kind: DebtorKind,
        days: tuple[date, date],
        steps: list[Step],
    ) -> Limitation:
        due_on, barred_from = days
        warning = self.warning.at(due_on)
        warn_from = barred_from - timedelta(days=warning.value)
        computed = term.value.computed
        bar = Step("limitation.barred", term.source, {"on": barred_from.isoformat()})
        person = Step("limitation.person", term.source, {})
        args = {"on": warn_from.isoformat(), "days": str(warning.value)}
        steps += [bar if computed else person, Step("limitation.warning", warning.source, args)]
        return Limitation(
            barred_from=barred_from if computed else None,
            warn_from=warn_from,
            certain=computed and nature is not None and _fits(term.value, kind),
            steps=tuple(steps),
        )


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; from 29 February the 28th, the kinder side."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return (day - ONE_DAY).replace(year=day.year + years)


def _fits(term: Term, kind: DebtorKind) -> bool:
    return is_consumer(kind) or not term.consumers_only


def _term_step(term: Value[Term], nature: ClaimNature | None, due_on: date) -> Step:
    word = "limitation.term" if term.value.computed else "limitation.candidate"
    if nature is None:
        word = "limitation.shortest_term"
    args = {
        "nature": term.value.nature.value,
        "years": str(term.value.years),
        "due_on": due_on.isoformat(),
    }
    return Step(word, term.source, args)


def read_limitation(header: Header, table: Mapping[str, Any]) -> LimitationRules:
    """Return the terms of a law file; raises `BadLaw`."""
    rows: dict[ClaimNature, list[Mapping[str, Any]]] = {}
    for row in rows_of(header.parameter, table):
        rows.setdefault(_term_of(header.parameter, row).nature, []).append(row)
    terms = {
        nature: read_dated(header, dated, lambda row: _term_of(header.parameter, row))
        for nature, dated in rows.items()
    }
    warning = read_dated(
        header,
        rows_of(header.parameter, {"values": table.get("warning")}),
        lambda row: _whole(header.parameter, row, "days"),
    )
    return LimitationRules(header, terms, _read_renewal(header, table), warning)


def _read_renewal(header: Header, table: Mapping[str, Any]) -> Dated[Renewal] | None:
    """Return the rule of interruption; a file without one counts no interruption."""
    if "renewal" not in table:
        return None
    rows = rows_of(header.parameter, {"values": table["renewal"]})
    return read_dated(header, rows, lambda row: _renewal_of(header.parameter, row))


def _term_of(parameter: str, row: Mapping[str, Any]) -> Term:
    return Term(
        nature=_word(parameter, str(row.get("nature"))),
        years=_whole(parameter, row, "years"),
        consumers_only=_yes_or_no(parameter, row, "consumers_only"),
        computed=_yes_or_no(parameter, row, "computed"),
    )


def _renewal_of(parameter: str, row: Mapping[str, Any]) -> Renewal:
    try:
        interrupted_by = frozenset(Interruption(word) for word in row["interrupted_by"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{parameter}: {problem} does not say what interrupts.") from problem
    return Renewal(interrupted_by, _whole(parameter, row, "longest_years"))


def _word(parameter: str, word: str) -> ClaimNature:
    try:
        return ClaimNature(word)
    except ValueError:
        known = ", ".join(ClaimNature)
        raise BadLaw(f"{parameter}: 'nature' must be one of: {known}.") from None


def _whole(parameter: str, row: Mapping[str, Any], key: str) -> int:
    number = row.get(key)
    if type(number) is not int or number < 1:
        raise BadLaw(f"{parameter}: '{key}' must be a whole number of at least 1.")
    return number


def _yes_or_no(parameter: str, row: Mapping[str, Any], key: str) -> bool:
    answer = row.get(key)
    if not isinstance(answer, bool):
        raise BadLaw(f"{parameter}: '{key}' must be true or false.")
    return answer
