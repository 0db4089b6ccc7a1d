"""Keeps the lines of an account, each payment once, whichever file tells it and how often."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from minnelijk.flow.words import BankLineState
from minnelijk.law.references import clean_iban
from minnelijk.records.actions.core import Act, fingerprint
from minnelijk.records.bank import checked
from minnelijk.records.bulk import insert
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import Account, BankLine, BankStatement

CAMT = "camt"
TYPED = "typed"
"""Where a line came from, when a person typed it in."""


@dataclass(frozen=True, slots=True)
class Told:
    """One payment on an account, as a file or a person tells it.

    `key` says all of it, so that the same payment is known again; `source` is the kind of file.
    `batch_cents` is the total on the account that it is a part of. `is_total`: it is such a total,
    and another file tells the payments inside.
    """

    cents: int
    booked_on: date
    value_on: date
    key: str
    source: str
    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""
    bank_ref: str = ""
    batch_cents: int | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What was stored: the new lines, and how many were known already."""

    new: tuple[BankLine, ...]
    known: int


def keep(
    account: Account,
    told: Sequence[Told],
    act: Act,
    statement: BankStatement | None = None,
    *,
    sure: bool = False,
) -> Kept:
    """Store what is new of these lines, in the caller's transaction with the account locked.

    `sure`: a person said that they are new, whatever another file told.
    """
    fresh = _unknown(account, told)
    fresh = fresh if sure else _without_told_otherwise(account, fresh)
    ids = reserve(BankLine, len(fresh))
    lines = [
        _line(number, account, one, act, statement) for number, one in zip(ids, fresh, strict=True)
    ]
    insert(lines)
    return Kept(tuple(lines), len(told) - len(fresh))


def known_line(account: Account, key: str) -> BankLine | None:
    """Return the line that was stored under this key, if there is one."""
    return BankLine.objects.filter(account=account, fingerprint=_mark(key)).first()


def _unknown(account: Account, told: Sequence[Told]) -> list[Told]:
    marks = {_mark(one.key) for one in told}
    stored: set[bytes] = set()
    for chunk in chunks(marks):
        rows = BankLine.objects.filter(account=account, fingerprint__in=chunk)
        stored |= {bytes(mark) for mark in rows.values_list("fingerprint", flat=True)}
    return [one for one in told if _mark(one.key) not in stored]


def _without_told_otherwise(account: Account, told: Sequence[Told]) -> list[Told]:
    """Leave out what another kind of file told already; each stored line accounts for one."""
    if not told:
        return []
    like: dict[bytes, list[BankLine]] = defaultdict(list)
    parts: dict[bytes, set[str]] = defaultdict(set)
    for chunk in chunks({_likeness(one) for one in told}):
        lines = BankLine.objects.filter(account=account)
        for line in lines.filter(likeness__in=chunk):
            like[bytes(line.likeness)].append(line)
        for mark, source in lines.filter(batch__in=chunk).values_list("batch", "source"):
            parts[bytes(mark)].add(source)
    return [
        one
        for one in told
        if not (_may_be_total(one) and parts[_likeness(one)] - {one.source})
        and not _taken(like[_likeness(one)], one)
    ]


def _may_be_total(one: Told) -> bool:
    """A total names nobody; some banks do not say that it is one."""
    return one.is_total or not (one.name or one.iban)


def _taken(stored: list[BankLine], one: Told) -> bool:
    """Take the first stored line that is the same money in other words out of the list."""
    for at, line in enumerate(stored):
        if _same(line, one):
            del stored[at]
            return True
    return False


def _same(line: BankLine, one: Told) -> bool:
    """Two kinds of files tell the same money of one day, unless IBAN or the bank's number differ.

    Two lines of the same kind of file are the same only when all of their words are.
    """
    if line.source == one.source:
        return False
    ibans = {clean_iban(iban) for iban in (str(line.open().get("iban", "")), one.iban) if iban}
    if len(ibans) > 1:
        return False
    both_camt = line.source.startswith(CAMT) and one.source.startswith(CAMT)
    mark = _bank_mark(one)
    return not (both_camt and mark and line.bank_mark and bytes(line.bank_mark) != mark)


def _line(
    number: int, account: Account, one: Told, act: Act, statement: BankStatement | None
) -> BankLine:
    line = BankLine(
        id=number,
        account=account,
        statement=statement,
        fingerprint=_mark(one.key),
        likeness=_likeness(one),
        bank_mark=_bank_mark(one),
        batch=_batch(one),
        source=one.source,
        booked_on=one.booked_on,
        value_on=one.value_on,
        cents=one.cents,
        reference=checked(one.reference),
        state=BankLineState.TOTAL if one.is_total else BankLineState.WAITING,
        read_at=act.at,
    )
    words = {
        "name": one.name.strip(),
        "text": one.text.strip(),
        "iban": clean_iban(one.iban),
        "reference": one.reference.strip(),
    }
    line.close(words)
    return line


def totals_of(account: Account, lines: Iterable[BankLine]) -> list[BankLine]:
    """Return the totals whose payments came now by another kind of file."""
    sources = {bytes(line.batch): line.source for line in lines if line.batch}
    found: list[BankLine] = []
    for chunk in chunks(sources):
        rows = BankLine.objects.filter(account=account, likeness__in=chunk, state__in=NOBODYS)
        found += [line for line in rows if line.source != sources[bytes(line.likeness)]]
    return found


NOBODYS = (BankLineState.TOTAL, BankLineState.WAITING, BankLineState.NO_CASE)


def _mark(key: str) -> bytes:
    return fingerprint("bank_line", key)


def _likeness(one: Told) -> bytes:
    return _like(one.booked_on, one.cents)


def _like(booked_on: date, cents: int) -> bytes:
    return fingerprint("bank_like", booked_on.isoformat(), str(cents))


def _bank_mark(one: Told) -> bytes:
    return fingerprint("bank_ref", one.bank_ref) if one.bank_ref else b""


def _batch(one: Told) -> bytes:
    return b"" if one.batch_cents is None else _like(one.booked_on, one.batch_cents)
