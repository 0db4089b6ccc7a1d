"""MT940 and MT942 as banks in the Netherlands, Belgium and Germany write them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from minnelijk.files.statements import mt940_marks, mt940_words
from minnelijk.files.statements.facts import Entry, Payment, Reading, Statement
from minnelijk.files.statements.mt940_lines import HEADER, Field, fields, looks_like
from minnelijk.files.statements.mt940_marks import IBAN, Balance, Posting
from minnelijk.files.statements.plain import money
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import EntryState, Kind
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.law.references import iban_problem

__all__ = ["looks_like", "read"]

_BANK = re.compile(r"(?:\{1:F\d\d|\d{4} \d\d)?([A-Z]{6}[A-Z0-9]{2})", re.ASCII)
_KIND = re.compile(r"(?:\{2:[IO]|^:?)(94[02])", re.ASCII)
_MAX_LINES = 200
_MAX_SIGNS = 10_000
"""What is read of the words of one posting; a bank writes six lines of 65, old Rabobank a dozen."""


def read(source: BinaryIO) -> Reading:
    """Return all statements of a file and what is wrong with them; raises `Refused`."""
    data = source.read()
    if not data.strip():
        raise Refused(W.FILE_EMPTY, format="mt940")
    reader = _Reader()
    for one in fields(data):
        reader.take(one)
    return reader.finish()


@dataclass(slots=True)
class _Draft:
    """A statement as far as it was read."""

    line: int
    intraday: bool = False
    account: str = ""
    number: str = ""
    currency: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    balance_bad: bool = False
    until_on: date | None = None
    entries: list[Entry] = field(default_factory=list)
    totals: list[tuple[str, Field]] = field(default_factory=list)
    empty: bool = True


class _Reader:
    """Follows the fields of a file; a posting waits for its words."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self.bank = ""
        self.intraday = False
        self.draft: _Draft | None = None
        self.last: _Draft | None = None
        self.posting: tuple[Posting, int] | None = None
        self.words: list[str] = []
        self.room = _MAX_SIGNS
        self.told: set[str] = set()
        self.takers: dict[str, Callable[[_Draft, Field], None]] = {
            "25": self._account, "25P": self._account, "28": self._number, "28C": self._number,
            "60F": self._opening, "60M": self._opening, "62F": self._closing,
            "62M": self._closing, "61": self._posting, "34F": self._floor, "13D": self._moment,
            "13": self._moment, "90C": self._total, "90D": self._total,
        }  # fmt: skip

    def take(self, one: Field) -> None:
        """Take the next field."""
        if one.tag in {"86", "NS"}:
            if one.tag == "86" and self.posting:
                self._words(one.lines)
            return
        self._book()
        if one.tag == HEADER:
            self._header(one)
        elif one.tag == "20":
            self._begin(one)
        elif one.tag in self.takers:
            if self.draft is None or self._is_another(self.draft, one):
                self._begin(one)
            if self.draft is not None:
                self.draft.empty = False
                self.takers[one.tag](self.draft, one)

    def _words(self, lines: list[str]) -> None:
        for line in lines[: _MAX_LINES - len(self.words)]:
            self.words.append(line[: self.room])
            self.room -= min(self.room, len(line))

    def finish(self) -> Reading:
        """Return the reading; a file without any statement is refused."""
        self._book()
        self._end(at_end=True)
        if not self.statements:
            raise Refused(W.FILE_BROKEN, format="mt940")
        if not any(one.entries for one in self.statements):
            self.problems.append(Problem(W.NOTHING_IN_IT))
        intraday = all(one.kind is Kind.INTRADAY for one in self.statements)
        return Reading(
            "mt942" if intraday else "mt940", tuple(self.statements), tuple(self.problems)
        )

    def _header(self, one: Field) -> None:
        bank, kind = _BANK.match(one.lines[0]), _KIND.search(one.lines[0])
        if bank:
            self.bank = bank[1]
        if kind:
            self.intraday = kind[1] == "942"

    @staticmethod
    def _is_another(draft: _Draft, one: Field) -> bool:
        """Tell whether a field can only be of a next statement that has no :20:."""
        if one.tag in {"25", "25P"}:
            return bool(draft.account)
        return one.tag in {"60F", "60M"} and draft.closing is not None

    def _begin(self, one: Field) -> None:
        self._end()
        self.draft = _Draft(one.line, self.intraday)

    def _account(self, draft: _Draft, one: Field) -> None:
        draft.account = mt940_marks.account(one.lines)[:100]

    def _number(self, draft: _Draft, one: Field) -> None:
        draft.number = "".join("".join(one.lines).split())[:35]

    def _opening(self, draft: _Draft, one: Field) -> None:
        found = self._balance(draft, one)
        if draft.opening is None:
            draft.opening = found

    def _closing(self, draft: _Draft, one: Field) -> None:
        draft.closing = self._balance(draft, one) or draft.closing

    def _balance(self, draft: _Draft, one: Field) -> Balance | None:
        found = mt940_marks.balance(one.lines)
        if found is None:
            draft.balance_bad = True
            self._problem(W.BALANCE_UNREADABLE, one.line, one.lines[0][:60])
        else:
            draft.currency = draft.currency or found.currency
        return found

    def _floor(self, draft: _Draft, one: Field) -> None:
        draft.intraday = True
        currency = one.lines[0].strip()[:3]
        if currency.isalpha():
            draft.currency = draft.currency or currency

    def _moment(self, draft: _Draft, one: Field) -> None:
        draft.until_on = mt940_marks.day(one.lines[0].strip()[:6])

    def _total(self, draft: _Draft, one: Field) -> None:
        draft.intraday = True
        draft.totals.append((one.tag, one))

    def _posting(self, draft: _Draft, one: Field) -> None:
        found = mt940_marks.posting(one.lines)
        if not isinstance(found, Posting):
            self._problem(found[0], one.line, found[1])
            return
        if found.bad_day:
            self._problem(W.DAY_UNREADABLE, one.line, found.bad_day)
        self.posting = (found, one.line)

    def _book(self) -> None:
        """Add the posting that waited, now that all its words are there."""
        if self.posting is None or self.draft is None:
            return
        posting, line = self.posting
        said = mt940_words.said(self.words, posting, self.bank)
        payment = Payment(
            posting.cents, said.name, said.iban, said.reference, said.text, said.end_to_end,
            said.returned,
        )  # fmt: skip
        state = EntryState.PENDING if posting.expected else EntryState.BOOKED
        place, days = f"line {line}", (posting.booked_on, posting.value_on)
        payments = () if said.inside > 1 else (payment,)
        entry = Entry(place, posting.cents, *days, state, payments, posting.bank_ref, said.inside)
        self.draft.entries.append(entry)
        self.posting, self.words, self.room = None, [], _MAX_SIGNS

    def _end(self, *, at_end: bool = False) -> None:
        draft, self.draft = self.draft, None
        if draft is None or draft.empty:
            return
        statement = Statement(
            draft.account,
            draft.currency,
            Kind.INTRADAY if draft.intraday else Kind.STATEMENT,
            draft.number,
            draft.opening.cents if draft.opening else None,
            draft.closing.cents if draft.closing else None,
            draft.opening.on if draft.opening else None,
            draft.closing.on if draft.closing else draft.until_on,
            tuple(draft.entries),
        )
        self.statements.append(statement)
        self._check_account(draft)
        self._check_balances(draft, statement, at_end)
        for tag, one in draft.totals:
            self._check_total(tag, one, statement)

    def _check_account(self, draft: _Draft) -> None:
        account, currency = draft.account, draft.currency
        if not account:
            self._problem(W.NO_ACCOUNT, draft.line)
        elif IBAN.fullmatch(account) and iban_problem(account) and account not in self.told:
            self.told.add(account)
            self._problem(W.ACCOUNT_CHECK, draft.line, account)
        if currency not in {"", "EUR"} and f"{account} {currency}" not in self.told:
            self.told.add(f"{account} {currency}")
            self._problem(W.CURRENCY_FOREIGN, draft.line, currency)

    def _check_balances(self, draft: _Draft, statement: Statement, at_end: bool) -> None:
        opening, closing = statement.opening_cents, statement.closing_cents
        if draft.intraday or draft.balance_bad:
            return
        if opening is None or closing is None:
            early = at_end and closing is None
            self._problem(W.ENDS_EARLY if early else W.NO_BALANCE, draft.line)
            return
        made = opening + statement.credits_cents - statement.debits_cents
        if made != closing:
            self._problem(W.BALANCE_DIFFERS, draft.line, money(made), money(closing))

    def _check_total(self, tag: str, one: Field, statement: Statement) -> None:
        theirs = mt940_marks.total(one.lines[0])
        if theirs is None:
            self._problem(W.BALANCE_UNREADABLE, one.line, one.lines[0][:60])
            return
        ours = statement.credits_cents if tag == "90C" else statement.debits_cents
        if ours != theirs[1]:
            self._problem(W.TOTALS_DIFFER, one.line, money(ours), money(theirs[1]))

    def _problem(self, word: W, line: int, value: str = "", detail: str = "") -> None:
        self.problems.append(Problem(word, f"line {line}", value, detail))
