"""Keeps the lines of an account, each payment once, whichever file tells it and how often."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from minnelijk.flow.said import Said
from minnelijk.flow.words import BankLineState
from minnelijk.law.references import clean_iban
from minnelijk.records.actions.core import Act, fingerprint
from minnelijk.records.bank import Came, checked, rows_of
from minnelijk.records.bulk import insert_alike
from minnelijk.records.chunks import chunks
from minnelijk.records.fetch import fetch
from minnelijk.records.ids import reserve
from minnelijk.records.models import Account, BankLine, BankStatement
from minnelijk.records.sealed import seal

CAMT = "camt"
TYPED = "typed"
"""Where a line came from, when a person typed it in."""


class Told(NamedTuple):
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


class New(NamedTuple):
    """A line that is not stored yet: as it is matched and booked, and as it was told."""

    came: Came
    told: Told


def fresh(
    account: Account, told: Sequence[Told], *, sure: bool = False, used: set[int] | None = None
) -> list[New]:
    """Return what is new of these lines, each with its id, in the caller's transaction with the
    account locked; `store` writes them.

    `sure`: a person said that they are new, whatever another file told. `used`: stored lines that
    accounted for a line of this file already, in an earlier call.
    """
    new = _unknown(account, told)
    new = new if sure else _without_told_otherwise(account, new, set() if used is None else used)
    ids = reserve(BankLine, len(new))
    return [New(_came(number, one), one) for number, one in zip(ids, new, strict=True)]


def store(
    account: Account,
    new: Iterable[New],
    states: Mapping[int, BankLineState],
    act: Act,
    statement: BankStatement | None = None,
) -> None:
    """Write new lines once, as what is known of each already (by its id); the others wait."""
    alike: dict[str, Any] = {"account_id": account.id, "read_at": act.at}
    alike["statement_id"] = statement.id if statement else None
    rows: dict[BankLineState, list[tuple[Any, ...]]] = defaultdict(list)
    for came, one in new:
        usual = BankLineState.TOTAL if one.is_total else BankLineState.WAITING
        rows[states.get(came.id, usual)].append(_row(came, one))
    for state, same in rows.items():
        alike["state"] = state
        alike["decided_at"] = act.at if state == BankLineState.BOOKED else None
        insert_alike(BankLine, alike, COLUMNS, same)


def _row(came: Came, one: Told) -> tuple[Any, ...]:
    words = {"name": came.name, "text": came.text, "iban": came.iban, "reference": came.reference}
    return (
        *(came.id, _mark(one.key), _likeness(one), _bank_mark(one), came.batch),
        *(one.source, one.booked_on, one.value_on, one.cents, checked(one.reference)),
        seal(BankLine._meta.label_lower, came.id, words),
    )


COLUMNS = (
    *("id", "fingerprint", "likeness", "bank_mark", "batch"),
    *("source", "booked_on", "value_on", "cents", "reference", "sealed"),
)


def known_line(account: Account, key: str) -> BankLine | None:
    """Return the line that was stored under this key, if there is one."""
    return BankLine.objects.filter(account__iban=account.iban, fingerprint=_mark(key)).first()


def _on(account: Account) -> str:
    """The condition that a line is on this account, in whichever row it stands."""
    return f"AND account_id IN ({', '.join(map(str, rows_of(account)))})"


def _unknown(account: Account, told: Sequence[Told]) -> list[Told]:
    marks = [_mark(one.key) for one in told]
    rows = fetch(BankLine, ("fingerprint",), "fingerprint", marks, _on(account))
    stored = {bytes(row[0]) for row in rows}
    return [one for mark, one in zip(marks, told, strict=True) if mark not in stored]


def _without_told_otherwise(account: Account, told: Sequence[Told], used: set[int]) -> list[Told]:
    """Leave out what another kind of file told already; each stored line accounts for one."""
    like = _told_otherwise(account, told, used)
    parts = _parts_told(account, {_likeness(one) for one in told if _may_be_total(one)})
    split = _split_by_hand(account, told)
    known = {
        at
        for at, one in enumerate(told)
        if (_may_be_total(one) and parts[_likeness(one)] - {one.source}) or _batch(one) in split
    }
    for same in (_same_words, _same) if like else ():  # of equal amounts, first the same words
        for at, one in enumerate(told):
            if at not in known and _taken(like[_likeness(one)], one, same, used):
                known.add(at)
    return [one for at, one in enumerate(told) if at not in known]


def _told_otherwise(
    account: Account, told: Sequence[Told], used: set[int]
) -> dict[bytes, list[BankLine]]:
    """Stored lines of other kinds of files of the same day and amount, that are no line's yet."""
    own = {one.source for one in told if one.source.isalnum()}  # as our readers name them
    others = f"""{_on(account)} AND source NOT IN ('{"', '".join(own)}')"""
    alike = {_likeness(one) for one in told}
    found = [row[0] for row in fetch(BankLine, ("id",), "likeness", alike, others)]
    like: dict[bytes, list[BankLine]] = defaultdict(list)
    for chunk in chunks(number for number in found if number not in used):
        for line in BankLine.objects.filter(id__in=chunk).order_by("id"):
            like[bytes(line.likeness)].append(line)
    return like


def _parts_told(account: Account, totals: Iterable[bytes]) -> dict[bytes, set[str]]:
    """The kinds of files that told payments inside these totals."""
    parts: dict[bytes, set[str]] = defaultdict(set)
    for chunk in chunks(totals):
        rows = BankLine.objects.filter(account_id__in=rows_of(account), batch__in=chunk)
        rows = rows.exclude(batch=b"")  # which the index needs to hear
        for mark, source in rows.values_list("batch", "source"):
            parts[mark].add(source)
    return parts


def _split_by_hand(account: Account, told: Sequence[Told]) -> set[bytes]:
    """Totals of another kind of file that a person gave to their cases."""
    batches = {mark: one.source for one in told if (mark := _batch(one))}
    rows = BankLine.objects.filter(
        account_id__in=rows_of(account),
        likeness__in=list(batches),
        state=BankLineState.BOOKED,
        decided_by__isnull=False,
    )
    return {
        bytes(line.likeness)
        for line in rows
        if line.source != batches[bytes(line.likeness)] and _names_nobody(line)
    }


def _may_be_total(one: Told) -> bool:
    """A total names nobody; some banks do not say that it is one."""
    return one.is_total or not (one.name or one.iban)


def _taken(
    stored: list[BankLine], one: Told, same: Callable[[BankLine, Told], bool], used: set[int]
) -> bool:
    """Take the first stored line that is the same money in other words out of the list."""
    for at, line in enumerate(stored):
        if same(line, one):
            used.add(line.id)
            del stored[at]
            return True
    return False


def _same_words(line: BankLine, one: Told) -> bool:
    """The same money, and a number in common."""
    told = line.open()
    theirs = Said(str(told.get("reference", "")), str(told.get("text", "")))
    return _same(line, one) and bool(theirs.keys & Said(one.reference, one.text).keys)


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


def _came(number: int, one: Told) -> Came:
    return Came(
        id=number,
        cents=one.cents,
        value_on=one.value_on,
        source=one.source,
        batch=_batch(one),
        is_total=one.is_total,
        name=one.name.strip(),
        iban=clean_iban(one.iban),
        text=one.text.strip(),
        reference=one.reference.strip(),
    )


def totals_of(account: Account, lines: Iterable[Came]) -> list[BankLine]:
    """Return the totals whose payments came now by another kind of file."""
    sources = {line.batch: line.source for line in lines if line.batch}
    found: list[BankLine] = []
    for chunk in chunks(sources):
        rows = BankLine.objects.select_for_update().filter(
            account_id__in=rows_of(account), likeness__in=chunk, state__in=NOBODYS
        )
        others = (line for line in rows.order_by("id") if _names_nobody(line))
        found += [line for line in others if line.source != sources[bytes(line.likeness)]]
    return found


def _names_nobody(line: BankLine) -> bool:
    """Whether a stored line may be a total: it is one, or tells no payer."""
    told = line.open()
    return line.state == BankLineState.TOTAL or not (told.get("name") or told.get("iban"))


NOBODYS = (BankLineState.TOTAL, BankLineState.WAITING, BankLineState.NO_CASE)


MARKS = 8_192
"""More than the lines of one transaction: the marks of each are asked a few times."""


@lru_cache(maxsize=MARKS)
def _mark(key: str) -> bytes:
    return fingerprint("bank_line", key)


def _likeness(one: Told) -> bytes:
    return _like(one.booked_on, one.cents)


@lru_cache(maxsize=MARKS)
def _like(booked_on: date, cents: int) -> bytes:
    return fingerprint("bank_like", booked_on.isoformat(), str(cents))


def _bank_mark(one: Told) -> bytes:
    return fingerprint("bank_ref", one.bank_ref) if one.bank_ref else b""


def _batch(one: Told) -> bytes:
    return b"" if one.batch_cents is None else _like(one.booked_on, one.batch_cents)
