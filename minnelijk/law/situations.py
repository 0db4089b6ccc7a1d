"""Special situations: what each stops, who is spoken to instead of the debtor, and its terms."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from minnelijk.law.dated import (
    BadLaw,
    Dated,
    Grade,
    Header,
    LawRefusal,
    Source,
    Value,
    read_dated,
    rows_of,
)
from minnelijk.law.stretches import Stretch

Word = TypeVar("Word", bound=StrEnum)


class Situation(StrEnum):
    """What a debtor can be in; not every country has every one of them."""

    DISPUTE = "dispute"
    PLAN_REQUEST = "plan_request"
    DEBT_HELP = "debt_help"
    AMICABLE_DEBT_MEDIATION = "amicable_debt_mediation"
    MORATORIUM = "moratorium"
    PROVISIONAL_RELIEF = "provisional_relief"
    WSNP = "wsnp"
    COLLECTIVE_DEBT_SETTLEMENT = "collective_debt_settlement"
    BANKRUPTCY = "bankruptcy"
    SUSPENSION_OF_PAYMENTS = "suspension_of_payments"
    JUDICIAL_REORGANISATION = "judicial_reorganisation"
    ADMINISTRATION = "administration"
    GUARDIANSHIP = "guardianship"
    MINOR = "minor"
    DECEASED = "deceased"
    IDENTITY_FRAUD = "identity_fraud"
    ADDRESS_UNKNOWN = "address_unknown"


class Stop(StrEnum):
    """What rests while a situation lasts, as far as it is ours."""

    CONTACT = "contact"
    PROMISE = "promise"
    PLAN = "plan"
    NOTICE = "notice"
    HAND_OVER = "hand_over"
    INTEREST = "interest"


class SpeakTo(StrEnum):
    """Who is spoken to about the debt."""

    HELPER = "helper"
    MEDIATOR = "mediator"
    TRUSTEE = "trustee"
    ADMINISTRATOR = "administrator"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    HEIRS = "heirs"
    CLIENT = "client"
    NOBODY = "nobody"


class FrozenFrom(StrEnum):
    """What the days until interest stops are counted from: a ruling, or the debtor's request."""

    RULING = "ruling"
    REQUEST = "request"


class NoSuchSituation(LawRefusal):
    """The law of this country does not know this situation."""

    word = "no_such_situation"
    because = "does not know this situation"

    def __init__(self, parameter: str, situation: Situation, on: date) -> None:
        super().__init__(f"{parameter}: {situation}", on)


@dataclass(frozen=True)
class Rule:
    """What one situation means. `hold` is the word under which a case rests for it.

    Numbers are None where there is no such term: `review_days` calendar days until somebody looks,
    `file_claim_days` or `file_claim_months` to hand in the claim, `longest_months` that it can
    last, `pause_months` in which nothing is done, `under_years` of age, `frozen_on_day` days from
    the ruling or request to the first day without interest (0: the day itself).
    """

    situation: Situation
    hold: str
    speak_to: SpeakTo
    stops: frozenset[Stop]
    frozen_from: FrozenFrom | None = None
    frozen_on_day: int | None = None
    review_days: int | None = None
    file_claim_days: int | None = None
    file_claim_months: int | None = None
    longest_months: int | None = None
    pause_months: int | None = None
    under_years: int | None = None
    source: Source = ""
    grade: Grade = Grade.SINGLE

    def file_claim_by(self, from_on: date) -> date | None:
        """Return the last day to hand in the claim, counted from the ruling; None: no such term."""
        if self.file_claim_days is not None:
            return from_on + timedelta(days=self.file_claim_days)
        return _months_after(from_on, self.file_claim_months)

    def is_under(self, born_on: date, on: date) -> bool:
        """Tell whether somebody born on a day is below the age of this rule; without one nobody is.

        Born on 29 February, a year is full on 1 March.
        """
        birthday = (born_on.month, born_on.day)
        age = on.year - born_on.year - ((on.month, on.day) < birthday)
        return self.under_years is not None and age < self.under_years

    def ends_by(self, from_on: date) -> date | None:
        """Return the last day that it can last; None: it has no longest term."""
        return _months_after(from_on, self.longest_months)

    def rests_until(self, from_on: date) -> date | None:
        """Return the last day on which nothing is done; None: no such pause."""
        return _months_after(from_on, self.pause_months)


@dataclass(frozen=True, eq=False)
class SituationRules:
    """The situations of one country; a question that the file cannot answer raises `LawRefusal`."""

    header: Header
    rules: Mapping[Situation, Dated[Rule]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def of(self, situation: Situation, on: date) -> Rule:
        """Return what this situation means on a day; raises `NoSuchSituation` where it is none."""
        if situation not in self.rules:
            raise NoSuchSituation(self.header.parameter, situation, on)
        return _told(self.rules[situation].at(on))

    def for_hold(self, hold: str, on: date) -> tuple[Rule, ...]:
        """Return the situations for which a case rests under this word, in the order of the file.

        A situation that nobody checked, or that is not in force, is left out: for screens.
        """
        known = (rule for situation in self.rules for rule in self._known(situation, on))
        return tuple(rule for rule in known if rule.hold == hold)

    def interest_stops(self, situation: Situation, from_on: date, until: date) -> Stretch | None:
        """Return the days without interest until a day, both included; None where it runs on.

        `from_on` is the day of the ruling or of the request.
        """
        rule = self.of(situation, from_on)
        if rule.frozen_on_day is None:
            return None
        first = from_on + timedelta(days=rule.frozen_on_day)
        return (first, until) if first <= until else None

    def _known(self, situation: Situation, on: date) -> list[Rule]:
        try:
            return [self.of(situation, on)]
        except LawRefusal:
            return []


def _told(value: Value[Rule]) -> Rule:
    """Return the rule with the source and the grade of its row."""
    return replace(value.value, source=value.source, grade=value.grade)


def _months_after(day: date, months: int | None) -> date | None:
    """Return the same day so many months later, or the last day of that month."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_situations(header: Header, table: Mapping[str, Any]) -> SituationRules:
    """Return the situations of a law file; raises `BadLaw`."""
    parameter = header.parameter
    rows: dict[Situation, list[Mapping[str, Any]]] = {}
    for row in rows_of(parameter, table):
        rows.setdefault(_word(parameter, row, "situation", Situation), []).append(row)
    return SituationRules(
        header,
        {
            situation: read_dated(header, dated, lambda row: _rule(parameter, row))
            for situation, dated in rows.items()
        },
    )


def _rule(parameter: str, row: Mapping[str, Any]) -> Rule:
    frozen = row.get("frozen_from", "")
    numbers: dict[str, Any] = {key: _number(parameter, row, key) for key in _NUMBERS}
    rule = Rule(
        situation=_word(parameter, row, "situation", Situation),
        hold=str(row.get("hold", "")),
        speak_to=_word(parameter, row, "speak_to", SpeakTo),
        stops=_stops(parameter, row),
        frozen_from=_word(parameter, row, "frozen_from", FrozenFrom) if frozen else None,
        **numbers,
    )
    if not rule.hold.isidentifier():
        raise BadLaw(f"{parameter}: 'hold' names why a case rests, such as 'debt_help'.")
    frozen_facts = {rule.frozen_from is None, rule.frozen_on_day is None}
    if len(frozen_facts | {Stop.INTEREST not in rule.stops}) != 1:
        raise BadLaw(
            f"{parameter}: {rule.situation} stops interest from a day, or it says nothing of it: "
            "'interest' in stops, 'frozen_from' and 'frozen_on_day' go together."
        )
    return rule


_NUMBERS = (
    "frozen_on_day",
    "review_days",
    "file_claim_days",
    "file_claim_months",
    "longest_months",
    "pause_months",
    "under_years",
)


def _stops(parameter: str, row: Mapping[str, Any]) -> frozenset[Stop]:
    try:
        return frozenset(Stop(word) for word in row["stops"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{parameter}: {problem} does not say what stops.") from problem


def _word(parameter: str, row: Mapping[str, Any], key: str, words: type[Word]) -> Word:
    try:
        return words(row.get(key, ""))
    except ValueError:
        raise BadLaw(f"{parameter}: '{key}' must be one of: {', '.join(words)}.") from None


def _number(parameter: str, row: Mapping[str, Any], key: str) -> int | None:
    """Return a number of days or months, None where the row has none."""
    number = row.get(key)
    if number is not None and (type(number) is not int or number < 0):
        raise BadLaw(f"{parameter}: '{key}' must be a whole number.")
    return number
