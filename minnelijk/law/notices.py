"""Which notice must come first, its term to the day, what must stand in it, and when it is void."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from minnelijk.law.dated import (
    ONE_DAY,
    BadLaw,
    Dated,
    Header,
    NotChecked,
    Source,
    read_dated,
    rows_of,
)
from minnelijk.law.days import Calendar
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.mentions import Mention, MentionRules, missing, read_mentions
from minnelijk.law.notice_kinds import NoSuchNotice, NoticeKind, Sent
from minnelijk.law.notice_term import (
    NEEDS,
    NoticeTerms,
    Posted,
    Term,
    TermWord,
    charges_from_after_agreement,
)
from minnelijk.law.voids import Because, Less, VoidWord, owed_on_issue, void_reason
from minnelijk.law.wording import WordingProblem, WordingRules, day_problem, read_wording

__all__ = [
    "Because", "Less", "Mention", "NoSuchNotice", "NoticeKind", "NoticeRules", "Posted", "Sent",
    "Term", "TermWord", "VoidWord", "WordingProblem", "charges_from_after_agreement", "day_problem",
    "owed_on_issue", "read_notices",
]  # fmt: skip

Part = tuple[Header, Mapping[str, Any]]
"""The head of a law file and its whole table."""


@dataclass(frozen=True)
class Needed:
    """Notices that must come first for these debtors; None where a fact does not matter."""

    kinds: frozenset[DebtorKind]
    due_agreed: bool | None
    third_party: bool | None
    notices: tuple[NoticeKind, ...]
    source: Source


@dataclass(frozen=True)
class InDefault:
    """How default begins where no last day was agreed, and which notices must come after it."""

    without_agreed_day: str
    notices: frozenset[NoticeKind]
    source: Source


@dataclass(frozen=True, eq=False)
class NoticeRules:
    """The notices of one country; every question raises `LawRefusal` where the law is open."""

    terms: NoticeTerms
    mention_rules: MentionRules
    wordings: WordingRules
    rows: tuple[Needed, ...]
    default: InDefault

    @property
    def headers(self) -> tuple[Header, Header, Header]:
        """The heads of its three files."""
        return self.terms.header, self.mention_rules.header, self.wordings.header

    def needed(
        self, *, kind: DebtorKind, due_agreed: bool, third_party: bool
    ) -> tuple[NoticeKind, ...]:
        """Return the notices that must come before anything on top, the first to send first.

        `third_party`: somebody collects for the creditor. `due_agreed`: a last day was agreed.
        """
        self._vouch()
        return _needed_for(self, kind, due_agreed=due_agreed, third_party=third_party)

    def term(
        self,
        *,
        notice: NoticeKind,
        sent_on: date,
        channel: str,
        received_on: date | None = None,
        extra_days: int = 0,
    ) -> Term:
        """Return the days of a notice sent on this day, by post or by e-mail, and why.

        `received_on` is a proven receipt only: a reply, a passed check, a signature. `extra_days`
        are those that the client gives on top. Raises `LawRefusal`, and `ValueError` with a
        sentence where the question cannot be.
        """
        return self.terms.term(Posted(notice, sent_on, channel, received_on, extra_days))

    def mentions(self, notice: NoticeKind, on: date) -> tuple[Mention, ...]:
        """Return everything that must stand in a notice sent on this day."""
        return self.mention_rules.of(notice, on)

    def missing(
        self, notice: NoticeKind, given: Collection[str], on: date, *, vat: bool, bureau: bool
    ) -> tuple[Mention, ...]:
        """Return the mentions that are not there: with any of them missing it may not leave."""
        return missing(self.mentions(notice, on), given, vat=vat, bureau=bureau)

    def wording(
        self, notice: NoticeKind, channel: str, language: str, *, extra_days: int = 0
    ) -> str:
        """Return the words that say the term; in English a translation, which says so itself."""
        return self.wordings.wording(notice, channel, language).said(extra_days)

    def wording_problem(self, text: str, language: str) -> WordingProblem | None:
        """Return what is wrong with how a text says the term, or nothing."""
        return self.wordings.problem(text, language)

    def in_default_on(
        self, *, due_on: date, due_agreed: bool, ended_on: date | None
    ) -> date | None:
        """Return the first day on which a consumer is in default; nothing while it is unknown.

        The day after the agreed last day; without one, by the rule of the country, the day after
        `ended_on`, the last day of an ordinary notice of default.
        """
        self._vouch()
        if due_agreed or self.default.without_agreed_day == "due_day":
            return due_on + ONE_DAY
        return ended_on and ended_on + ONE_DAY

    def void_reason(
        self,
        *,
        kind: NoticeKind,
        sent_on: date,
        asked_cents: Collection[int],
        owed_on_issue_cents: int,
        in_default_on: date | None,
        returned: bool = False,
    ) -> VoidWord | None:
        """Return why a notice counts for nothing, or nothing.

        `asked_cents`: every amount that it tells to pay now. `owed_on_issue_cents`: see
        `owed_on_issue`. `returned`: the letter came back or the e-mail bounced.
        """
        in_default = in_default_on is not None and in_default_on <= sent_on
        return void_reason(
            asked_cents=asked_cents,
            owed_on_issue_cents=owed_on_issue_cents,
            too_early=kind in self.default.notices and not in_default,
            returned=returned,
        )

    def _vouch(self) -> None:
        if not self.terms.header.checked:
            raise NotChecked(self.terms.header.parameter, None)


@lru_cache(maxsize=256)
def _needed_for(
    rules: NoticeRules, kind: DebtorKind, *, due_agreed: bool, third_party: bool
) -> tuple[NoticeKind, ...]:
    """The first row that fits; asked for every claim of every case of a day."""
    return next(
        row.notices
        for row in rules.rows
        if kind in row.kinds
        and row.due_agreed in (None, due_agreed)
        and row.third_party in (None, third_party)
    )


def read_notices(parts: Mapping[str, Part], days: Calendar) -> NoticeRules:
    """Return the notices of three law files: notices, mentions, wording; raises `BadLaw`."""
    header, table = parts["notices"]
    try:
        return NoticeRules(
            _terms(header, table, days),
            read_mentions(*parts["mentions"]),
            read_wording(*parts["wording"]),
            _needed_of_all(table["needed"]),
            _in_default(table["in_default"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{header.parameter}: {problem} is missing or wrong.") from problem


def _terms(header: Header, table: Mapping[str, Any], days: Calendar) -> NoticeTerms:
    counts = {NoticeKind(notice): way for notice, way in table["counts"].items()}
    numbers = _numbers(header, table)
    sources = {key: _source(table[key]) for key in ("roll", "no_receipt", "post") if key in table}
    needs = {f"{notice}.{name}" for notice, way in counts.items() for name in NEEDS[way]}
    needs.add("roll")
    if "from_receipt" in counts.values():
        needs |= {"post.deemed", "post.counted", "post", "no_receipt"}
    absent = needs - set(numbers) - set(sources)
    if absent:
        raise ValueError(", ".join(sorted(absent)))
    delivery = frozenset(table.get("post", {}).get("delivery_days", ()))
    return NoticeTerms(header, days, counts, delivery, sources, numbers)


def _numbers(header: Header, table: Mapping[str, Any]) -> dict[str, Dated[int]]:
    by_code: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows_of(header.parameter, table):
        by_code.setdefault(row["code"], []).append(row)
    return {code: read_dated(header, rows, _number) for code, rows in by_code.items()}


def _number(row: Mapping[str, Any]) -> int:
    if type(row["value"]) is not int or row["value"] < 1:
        raise ValueError(f"{row['code']}: a number of days, 1 or more")
    return int(row["value"])


def _needed_of_all(rows: Iterable[Mapping[str, Any]]) -> tuple[Needed, ...]:
    """Return the rows; every kind of debtor must have one that always fits."""
    needed = tuple(map(_needed, rows))
    always = [row.kinds for row in needed if row.due_agreed is None and row.third_party is None]
    absent = set(DebtorKind).difference(*always)
    if absent:
        raise ValueError(f"a row of 'needed' for {', '.join(sorted(absent))}")
    return needed


def _needed(row: Mapping[str, Any]) -> Needed:
    return Needed(
        frozenset(DebtorKind(kind) for kind in row["kinds"]),
        row.get("due_agreed"),
        row.get("third_party"),
        tuple(NoticeKind(notice) for notice in row["notices"]),
        _source(row),
    )


def _in_default(row: Mapping[str, Any]) -> InDefault:
    if row["without_agreed_day"] not in {"notice", "due_day"}:
        raise ValueError("without_agreed_day is 'notice' or 'due_day'")
    notices = frozenset(NoticeKind(notice) for notice in row["only_after_default"])
    return InDefault(row["without_agreed_day"], notices, _source(row))


def _source(row: Mapping[str, Any]) -> Source:
    if not row["source"].strip():
        raise ValueError("a source")
    return str(row["source"])
