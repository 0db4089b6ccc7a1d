"""One file of somebody else as an answer: a statement of a bank, a list of invoices, or neither."""

import io
import os
import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from minnelijk.files import invoices, statements
from minnelijk.files.statements.facts import Reading as StatementReading
from minnelijk.files.statements.words import ProblemWord

LARGEST_MB = 256
"""A list of invoices is read into memory; 200,000 rows are a tenth of this."""

NO_STATEMENT = frozenset(
    {
        ProblemWord.FILE_EMPTY,
        ProblemWord.FILE_UNKNOWN,
        ProblemWord.XML_OTHER,
        ProblemWord.ZIP_NOTHING,
    }
)
"""Refusals that say: this is something else than a statement of a bank."""

NO_LIST = frozenset({invoices.ProblemWord.FILE_UNKNOWN, invoices.ProblemWord.FILE_ONE_COLUMN})

NEITHER = (
    "This is neither a bank statement (CAMT, MT940, CODA, CSV of ING or Rabobank) nor a list of"
    " invoices (CSV, Excel, UBL, XAF, Yuki). Please export it again in one of these kinds."
)


class NotRead(Exception):
    """A file that cannot be read; the message is the sentence for a person."""


@dataclass(frozen=True)
class Told:
    """What the person says beside the file: what headings mean, which ledger is the debtors'."""

    mapping: Mapping[str, invoices.Meaning] = field(default_factory=dict)
    debtor_ledger: str = ""


def answer(path: Path, told: Told) -> dict[str, Any]:
    """Return what a file says, ready for JSON but for the name of the file. Raises NotRead."""
    try:
        with path.open("rb") as file:
            return _of(_seekable(file), path.name, told)
    except (OSError, ValueError) as problem:  # ValueError: a name with a zero byte in it
        why = getattr(problem, "strerror", None) or "it is no file"
        raise NotRead(f"The file cannot be opened: {why}.") from None
    except MemoryError:
        raise NotRead("The file is too large for this machine. Export a shorter period.") from None


def _seekable(file: BinaryIO) -> BinaryIO:
    """A pipe or a device is read once, up to the limit."""
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    return io.BytesIO(_all_of(file))


def _all_of(file: BinaryIO) -> bytes:
    content = file.read((LARGEST_MB << 20) + 1)
    if len(content) > LARGEST_MB << 20:
        raise NotRead(f"The file is larger than {LARGEST_MB} MB. Please export it in parts.")
    return content


def _of(file: BinaryIO, name: str, told: Told) -> dict[str, Any]:
    """The content decides: a bank's file is asked first, because it says what it is."""
    statement = statements.read(file, name=name)
    if statement.refusal is None:
        return _statement(statement)
    if statement.refusal.word not in NO_STATEMENT:
        raise NotRead(str(statement.refusal))
    file.seek(0)
    return _invoices(_all_of(file), name, told)


def _statement(reading: StatementReading) -> dict[str, Any]:
    return {
        "kind": "statement",
        "format": reading.format,
        "statements": [
            {
                "account": one.account or None,
                "currency": one.currency or None,
                "opening_cents": one.opening_cents,
                "closing_cents": one.closing_cents,
                "entries": len(one.entries),
                "credits_cents": one.credits_cents,
                "debits_cents": one.debits_cents,
            }
            for one in reading.statements
        ],
        "problems": [
            {"place": problem.place or None, "message": problem.message}
            for problem in reading.problems
        ],
    }


def _invoices(content: bytes, name: str, told: Told) -> dict[str, Any]:
    reading = invoices.read(
        content, name=name, mapping=told.mapping, debtor_ledger=told.debtor_ledger
    )
    if reading.blocked and not reading.columns and not reading.rows:
        raise NotRead(_refusal(reading))
    return {
        "kind": "invoices",
        "format": reading.format,
        "items": [_item(row) for row in reading.rows],
        "problems": [_problem(problem) for problem in reading.all_problems],
    }


def _refusal(reading: invoices.Reading) -> str:
    problems = [problem for problem in reading.problems if problem.blocking]
    if any(problem.word in NO_LIST for problem in problems):
        return NEITHER
    said = " ".join(map(str, problems))
    if any(problem.word is invoices.ProblemWord.NO_HEADINGS for problem in problems):
        return f"This is no bank statement that we know, and as a list of invoices: {said}"
    return said


def _item(row: invoices.Row) -> dict[str, Any]:
    return {
        "invoice_number": row.number or None,
        "issued_on": _day(row.invoice_on),
        "due_on": _day(row.due_on),
        "open_cents": row.open_cents,
        "currency": row.currency or None,
        "debtor_name": row.name or None,
        "debtor_number": row.debtor_number or None,
        "creditor_name": row.creditor_name or None,
        "iban": row.iban or None,
        "reference": row.reference or None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _problem(problem: invoices.Problem) -> dict[str, Any]:
    row = f"row {problem.place}" if problem.place is not None else ""
    place = ", ".join(part for part in (row, problem.column) if part)
    return {"place": place or None, "message": str(replace(problem, place=None, column=""))}


def summary(name: str, found: Mapping[str, Any]) -> list[str]:
    """Return what a person reads of one answer: what it is, its sums, and every problem."""
    told = _sums(found["statements"]) if found["kind"] == "statement" else _list(found["items"])
    problems = [
        f"{problem['place']}: {problem['message']}" if problem["place"] else problem["message"]
        for problem in found["problems"]
    ]
    return [f"{name}: {found['format']}", *told, *problems]


def _sums(all_statements: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['account'] or 'no account'}: {one['entries']} entries,"
        f" {_amount(one['credits_cents'])} came in, {_amount(one['debits_cents'])} went out"
        f" ({one['currency'] or 'no currency'})"
        for one in all_statements
    ]


def _list(items: list[dict[str, Any]]) -> list[str]:
    """Another currency is never added up with the first."""
    sums: Counter[str] = Counter()
    for item in items:
        sums[item["currency"] or "no currency"] += item["open_cents"] or 0
    unread = sum(item["open_cents"] is None for item in items)
    together = "; ".join(f"{_amount(cents)} {currency}" for currency, cents in sums.items())
    told = [f"{len(items)} items{', together ' + together if items else ''}"]
    return [*told, f"{unread} items without an amount that can be read"] if unread else told


def _amount(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
