"""CODA 2, the Belgian bank statement: records of 128 signs become statements and entries."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from minnelijk.files.statements import coda_lines
from minnelijk.files.statements.coda_entries import Movement, entry
from minnelijk.files.statements.coda_lines import Line, day, signed
from minnelijk.files.statements.facts import Entry, Reading, Statement
from minnelijk.files.statements.plain import MOST_PROBLEMS, money
from minnelijk.files.statements.problems import Problem, Refused
from minnelijk.files.statements.words import Kind
from minnelijk.files.statements.words import ProblemWord as W
from minnelijk.law.references import iban_problem

FORMAT = "coda"
_HEADER = re.compile(r"00000[0-9 ]{11}[ D][^\r\n]{10,}", re.ASCII)
_OLD_VERSION = "1"
_IBANS = "23"  # structures of an account number; 0 is an old Belgian one, 1 a foreign one
_COUNT = re.compile(r"[0-9]{6}", re.ASCII)


def looks_like(head: bytes) -> bool:
    """Tell whether these first bytes begin with a header record of CODA."""
    text = head.replace(b"\x00", b"").decode("latin-1")
    return bool(_HEADER.match(text.lstrip("ï»¿þÿ \t\r\n")))


def read(source: BinaryIO) -> Reading:
    """Return all statements of the file, or raise `Refused`."""
    walk = _Walk()
    line = None
    for line in coda_lines.lines(source.read()):
        walk.take(line)
        if len(walk.problems) > MOST_PROBLEMS:
            raise Refused(W.FILE_BROKEN, format=FORMAT)
    if line is None:
        raise Refused(W.FILE_EMPTY, format=FORMAT)
    walk.end(line)
    if not walk.statements:
        raise Refused(W.FILE_BROKEN, format=FORMAT)
    if not any(statement.entries for statement in walk.statements):
        walk.problems.append(Problem(W.NOTHING_IN_IT))
    return Reading(FORMAT, tuple(walk.statements), tuple(walk.problems))


@dataclass(slots=True)
class _Draft:
    """A statement while its records come by."""

    account: str = ""
    currency: str = ""
    number: str = ""
    opening_cents: int | None = None
    closing_cents: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    """What the trailer of a header counts: all records between, and the money of its entries."""

    records: int = 0
    debits_cents: int = 0
    credits_cents: int = 0


class _Walk:
    """Goes over the records once; what it has found stands in `statements` and `problems`."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self._draft: _Draft | None = None
        self._block = _Block()
        self._movement: Movement | None = None  # the last entry, with its details
        self._latest: Movement | None = None  # where records 22 to 33 belong
        self._inside = False  # between a header and its trailer

    def take(self, line: Line) -> None:
        """Read one record."""
        kind = line.text[0]
        if kind in "12348":
            self._block.records += 1
        if kind in "23":
            self._take_movement(line)
        elif kind == "1":
            self._open(line)
        elif kind == "8":
            self._close(line)
        elif kind == "9":
            self._total(line)
        elif kind == "0":
            self._begin(line)
        elif kind != "4":  # a free message belongs to nothing
            self.problems.append(line.unreadable())

    def end(self, last: Line) -> None:
        """Finish what is open; a file without its trailer broke off."""
        if self._inside:
            self._drop_half(last)
            self.problems.append(Problem(W.ENDS_EARLY, last.place))
        self._finish_statement()

    def _begin(self, line: Line) -> None:
        if line.text[127] == _OLD_VERSION:
            raise Refused(W.FILE_UNKNOWN, format=FORMAT)
        self._finish_statement()
        self._block = _Block()
        self._inside = True

    def _open(self, line: Line) -> None:
        self._finish_statement()
        self._inside = True
        account, currency = _account(line.text[1], line.text[5:42])
        self._draft = _Draft(account, currency, number=line.text[2:5].strip())
        self._draft.opening_cents = self._balance(line, line.text[42:58])
        self._draft.from_on = day(line.text[58:64], line, self.problems)
        if not account:
            self.problems.append(Problem(W.NO_ACCOUNT, line.place))
        elif line.text[1] in _IBANS and iban_problem(account) == "check":
            self.problems.append(Problem(W.ACCOUNT_CHECK, line.place, account))
        if currency not in {"", "EUR"}:
            self.problems.append(Problem(W.CURRENCY_FOREIGN, line.place, currency))

    def _take_movement(self, line: Line) -> None:
        kind = line.text[:2]
        if kind == "21":
            self._start(Movement([line]))
        elif self._latest is not None and kind in {"22", "23", "31", "32", "33"}:
            self._latest.records.append(line)
        else:
            self.problems.append(line.unreadable())

    def _start(self, movement: Movement) -> None:
        if not movement.is_detail:
            self._finish_movement()
            self._movement = self._latest = movement
        elif self._movement is not None and self._movement.number == movement.number:
            self._movement.details.append(movement)
            self._latest = movement
        else:
            self._latest = None
            self.problems.append(movement.first.unreadable())

    def _finish_movement(self) -> None:
        movement, self._movement, self._latest = self._movement, None, None
        if movement is None:
            return
        if self._draft is None:
            self._draft = _Draft()
            self.problems.append(Problem(W.NO_ACCOUNT, movement.first.place))
        made = entry(movement, self.problems)
        if made is None:
            return
        self._draft.entries.append(made)
        if made.cents > 0:
            self._block.credits_cents += made.cents
        else:
            self._block.debits_cents -= made.cents

    def _close(self, line: Line) -> None:
        self._finish_movement()
        if self._draft is None:
            self.problems.append(line.unreadable())
            return
        self._draft.closing_cents = self._balance(line, line.text[41:57])
        self._draft.until_on = day(line.text[57:63], line, self.problems)
        self._check_balance(self._draft, line)
        self._finish_statement()

    def _finish_statement(self) -> None:
        self._finish_movement()
        draft, self._draft = self._draft, None
        if draft is not None:
            self.statements.append(
                Statement(
                    account=draft.account,
                    currency=draft.currency,
                    kind=Kind.STATEMENT,
                    number=draft.number,
                    opening_cents=draft.opening_cents,
                    closing_cents=draft.closing_cents,
                    from_on=draft.from_on,
                    until_on=draft.until_on,
                    entries=tuple(draft.entries),
                )
            )

    def _balance(self, line: Line, written: str) -> int | None:
        unsigned = coda_lines.amount(written[1:])
        cents = None if unsigned is None else signed(written[0], unsigned)
        if cents is None:
            self.problems.append(Problem(W.BALANCE_UNREADABLE, line.place, written.strip()))
        return cents

    def _check_balance(self, draft: _Draft, line: Line) -> None:
        opening, closing = draft.opening_cents, draft.closing_cents
        if opening is None or closing is None:
            return
        made = opening + sum(one.cents for one in draft.entries)
        if made != closing:
            self.problems.append(
                Problem(W.BALANCE_DIFFERS, line.place, money(made), money(closing))
            )

    def _total(self, line: Line) -> None:
        """Compare what the trailer counts with what was read."""
        self._finish_statement()
        block, self._block, self._inside = self._block, _Block(), False
        text = line.text
        for field_, found in (
            (text[22:37], block.debits_cents),
            (text[37:52], block.credits_cents),
        ):
            told = coda_lines.amount(field_)
            if told is not None and told != found:
                self.problems.append(
                    Problem(W.TOTALS_DIFFER, line.place, money(found), money(told))
                )
        if _COUNT.fullmatch(text[16:22]) and int(text[16:22]) != block.records:
            found_, told_ = f"{block.records} records", f"{int(text[16:22])} records"
            self.problems.append(Problem(W.TOTALS_DIFFER, line.place, found_, told_))

    def _drop_half(self, last: Line) -> None:
        """Forget the last movement if its words or its amount were cut off."""
        half = self._latest
        if half is None or not (last.short or last.goes_on) or half.records[-1] is not last:
            return
        if half is self._movement:
            self._movement = self._latest = None
        elif self._movement is not None:
            self._movement.details.remove(half)


def _account(structure: str, field_: str) -> tuple[str, str]:
    """Return account and currency: old Belgian numbers are shorter and leave room behind."""
    if structure == "0":
        return field_[:12].strip(), field_[13:16].strip()
    return "".join(field_[:34].split()), field_[34:37].strip()
