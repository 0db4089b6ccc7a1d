"""A file of a bank: each booked payment is kept once, matched, and what is certain books itself.

The file itself is not kept: it tells of everybody who paid, and we need those who owe.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db.models import Count, QuerySet

from minnelijk.files.statements import read
from minnelijk.files.statements.facts import Entry, Payment, Reading, Statement
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState
from minnelijk.records.actions.bank import come
from minnelijk.records.actions.bank_feed import known_by_statements
from minnelijk.records.actions.bank_lines import Told
from minnelijk.records.actions.bank_settle import settle_each
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.bulk import many
from minnelijk.records.chunks import chunks
from minnelijk.records.models import Account, BankLine, BankStatement

LINES_AT_ONCE = 4_000
"""So many lines are stored and booked in one transaction: each page of an index that they touch is
then written once, and nobody else's writing waits for more than a second."""

ROOM_KIB = 64_000
"""So much one transaction writes where each line is about a case that lies elsewhere."""

SETTLED_AT_ONCE = 400
"""Of so many cases the consequences follow at once; when there are more, all of them follow in the
worker's next turns."""

EURO = "EUR"


@dataclass
class Outcome:
    """What became of one statement; `counts` per word of what happened with its payments."""

    account: str
    statement: BankStatement | None = None
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def unknown_account(self) -> bool:
        """The statement is of an account that nobody confirmed; nothing of it was stored."""
        return self.statement is None


@dataclass
class FileTaken:
    """What became of a file. `refusal`: nothing of it could be read."""

    format: str = ""
    refusal: Problem | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    unsettled: int = 0


def take_file(
    content: BinaryIO,
    name: str,
    accounts: QuerySet[Account],
    act: Act,
) -> FileTaken:
    """Read a file and store what is new of it on these accounts. Never raises for any bytes."""
    reading = read(content, name=name)
    if reading.refusal is not None:
        return FileTaken(reading.format, reading.refusal)
    return take(reading, _sha256(content), accounts, act)


@many(room_kib=ROOM_KIB)
def take(
    reading: Reading,
    mark: str,
    accounts: QuerySet[Account],
    act: Act,
) -> FileTaken:
    """Store what is new of a file with this mark; safe to repeat and to break off.

    A payment is stored with its match in one transaction, so the same file again goes on where an
    earlier one stopped.
    """
    taken = FileTaken(reading.format, problems=reading.problems)
    known = {account.iban: account for account in accounts.order_by("works_from_on", "id")}
    settle: set[int] = set()
    for number, told in enumerate(reading.statements):
        account = _account_of(told.account, known)
        outcome = Outcome(told.account)
        taken.outcomes.append(outcome)
        if account is None:
            outcome.counts["unknown_account"] = len(told.entries)
            continue
        form = told.format or reading.format
        outcome.statement = _statement(account, told, form, mark, number, act)
        settle |= _store(outcome, account, told, form, act)
        _close(outcome, account, act)
    taken.unsettled = len(settle) if len(settle) > SETTLED_AT_ONCE else 0
    settle_each(sorted(settle) if not taken.unsettled else (), act)
    rows = [one.statement for one in taken.outcomes if one.statement is not None]
    known_by_statements(rows, act)
    return taken


def _sha256(content: BinaryIO) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


def _account_of(told: str, known: dict[str, Account]) -> Account | None:
    """Return the account with this IBAN, or the only one that ends with this old number."""
    if told in known:
        return known[told]
    digits = told.lstrip("0")
    if not digits.isdigit() or len(digits) < 6:
        return None
    ends = [account for iban, account in known.items() if iban.endswith(digits)]
    return ends[0] if len(ends) == 1 else None


def _statement(
    account: Account, told: Statement, form: str, mark: str, number: int, act: Act
) -> BankStatement:
    days = [entry.booked_on for entry in told.entries if entry.booked_on]
    row, _ = BankStatement.objects.get_or_create(
        account=account,
        file_sha256=mark,
        number_in_file=number,
        defaults={
            "format": form,
            "kind": told.kind.value,
            "number": told.number[:40],
            "from_on": told.from_on or min(days, default=None),
            "until_on": told.until_on or max(days, default=None),
            "opening_cents": told.opening_cents,
            "closing_cents": told.closing_cents,
            "entries": len(told.entries),
            "read_at": act.at,
            "read_by": act.by,
        },
    )
    return row


def _store(outcome: Outcome, account: Account, told: Statement, form: str, act: Act) -> set[int]:
    """Store what is new, chunk by chunk; returns the cases of which the consequences wait."""
    cases: set[int] = set()
    used: set[int] = set()
    source = _source(form)
    if told.currency not in {EURO, ""}:
        outcome.counts["foreign"] = len(told.entries)
        return cases
    lines = _numbered(_lines(told.entries, source, outcome.counts))
    for chunk in chunks(lines, LINES_AT_ONCE):
        new, booked = come(account, chunk, act, outcome.statement, used)
        outcome.counts["known"] += len(chunk) - len(new)
        cases |= booked
    return cases


def _lines(entries: Iterable[Entry], source: str, counts: Counter[str]) -> Iterator[Told]:
    """Give the payments that may be matched; the others are counted by why they are not."""
    for entry in entries:
        if entry.state is not EntryState.BOOKED:
            counts[entry.state.value] += 1
            continue
        booked_on = entry.booked_on or entry.value_on
        if booked_on is None:
            counts["no_day"] += 1
            continue
        yield from _of_entry(entry, booked_on, source, counts)


def _of_entry(entry: Entry, booked_on: date, source: str, counts: Counter[str]) -> Iterator[Told]:
    is_total = not entry.payments
    adds_up = sum(one.cents for one in entry.payments) == entry.cents
    payments = entry.payments if entry.payments and adds_up else (_whole(entry),)
    for one in payments:
        if one.cents == 0 or (one.cents < 0 and not one.returned):
            counts["out"] += 1
            continue
        words = (one.iban, one.name, one.reference, one.text, one.end_to_end, entry.bank_ref)
        yield Told(
            cents=one.cents,
            booked_on=booked_on,
            value_on=entry.value_on or booked_on,
            key="|".join([source, booked_on.isoformat(), str(one.cents), *words]),
            source=source,
            name=one.name,
            iban=one.iban,
            text=one.text,
            reference=one.reference,
            bank_ref=entry.bank_ref if len(payments) == 1 else "",
            batch_cents=entry.cents if len(payments) > 1 else None,
            is_total=is_total,
        )


def _whole(entry: Entry) -> Payment:
    """An entry whose payments nobody can tell apart; what takes money back still does."""
    return Payment(entry.cents, returned=any(one.returned for one in entry.payments))


def _numbered(lines: Iterable[Told]) -> Iterator[Told]:
    """Two equal payments in one file are two: each has its number behind its key."""
    seen: dict[str, int] = {}
    for one in lines:
        number = seen.get(one.key, 0)
        seen[one.key] = number + 1
        yield one if number == 0 else one._replace(key=f"{one.key}|{number}")


def _source(form: str) -> str:
    """Return the kind of file, whatever its version: "camt053", "mt940", "coda", "csv"."""
    words = form.replace("-", ".").split(".")
    return f"camt{words[1]}" if words[0] == "camt" and len(words) > 1 else words[0][:12]


def _close(outcome: Outcome, account: Account, act: Act) -> None:
    """Write what became of the lines of this statement beside it."""
    row = outcome.statement
    assert row is not None  # noqa: S101 - given by the caller
    states = BankLine.objects.filter(statement=row).values_list("state")
    outcome.counts += Counter(dict(states.annotate(lines=Count("id"))))
    row.told = {"counts": dict(outcome.counts)}
    row.save(update_fields=["told"])
    args: dict[str, Any] = {"statement": row.id, **dict(outcome.counts)}
    office_event(account.client, "statement_read", act, args)
