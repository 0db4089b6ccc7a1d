"""The words of a CODA movement: who paid, the structured communication, the free text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minnelijk.files.statements.coda_lines import Line

_OGM = re.compile(r"[0-9]{12}", re.ASCII)
_RF = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}", re.ASCII)
_REASON = re.compile(r"[A-Z]{2}[0-9]{2}|    ", re.ASCII)
_SPACED_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}", re.ASCII)
_NO_REFERENCE = {"NOTPROVIDED", "NONREF", "NONE", "NOREF"}

# Structured communications that hold figures only: amounts, rates, VAT, closings, cards in bulk.
_FIGURES = {"105", "106", "108", "111", "125"}
# These begin with card, terminal and moment: nothing to match, and no business of ours.
_CARDS = {"113", "114", "115", "124"}
_OF_PAYER, _OF_BANK, _OF_LAST_DEBTOR = "001", "002", "009"
_DIRECT_DEBIT_OLD, _DIRECT_DEBIT = "107", "127"

# Family and operation of movements that take an earlier one back: an unpaid or refunded direct
# debit, its reversal, an unpaid cheque, and the "cancellation or correction" (49) of what came in
# by transfer, cheque or direct debit. Operation 99, the same of what went out, is left out: banks
# use it for ordinary payments too.
_TAKEN_BACK = {
    "0503", "0505", "0554", "0558", "0307", "0360", "0361", "0149", "0349", "0549", "4149", "4349",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What a movement says beside its amount."""

    name: str
    account: str
    reference: str
    text: str
    end_to_end: str
    returned: bool


def words(records: list[Line]) -> Words:
    """Return what record 21 and those behind it say; each kind is read once."""
    first, second, third = (_record(records, kind) for kind in ("21", "22", "23"))
    structured = first[61] == "1"
    said = first[62:115] + second[10:63] + third[82:125]
    reference, text, refused = _structured(said) if structured else ("", said.strip(), False)
    name, more = _details(records, " ".join(third[47:82].split()))
    return Words(
        name=name,
        account=_account(third[10:47]),
        reference=reference,
        text="\n".join(part for part in (text, *more) if part),
        end_to_end=_end_to_end(second[63:98]),
        returned=refused or _takes_back(first[53:61]) or _is_r_transaction(second),
    )


_BLANK = " " * 128


def _record(records: list[Line], kind: str) -> str:
    for line in records:
        if line.text.startswith(kind):
            return line.text
    return _BLANK


def _structured(said: str) -> tuple[str, str, bool]:
    """Return reference, words and "it was refused" of a structured communication."""
    kind, said = said[:3], said[3:]
    if kind in {"101", "102"} and _OGM.fullmatch(said[:12]):
        return said[:12], said[12:].strip(), False
    if kind == "100":
        return _creditor_reference(said)
    if kind == _DIRECT_DEBIT:
        # day, type, scheme, paid or why not, creditor and mandate; then 62 signs of words
        return "", said[79:141].strip(), said[8] in "1234"
    if kind == _DIRECT_DEBIT_OLD:
        return "", said[18:48].strip(), said[48] in "1234567"
    return "", _other(kind, said), False


def _other(kind: str, said: str) -> str:
    if kind in _FIGURES:
        return ""
    return " ".join((said.lstrip("0123456789 ") if kind in _CARDS else said).split())


def _creditor_reference(said: str) -> tuple[str, str, bool]:
    found = _RF.match(said)
    return (found[0], said[found.end() :].strip(), False) if found else ("", said.strip(), False)


def _details(records: list[Line], name: str) -> tuple[str, list[str]]:
    """Return the payer's full name and the words of records 31 to 33.

    Free details are one running text, cut where a record was full.
    """
    more: list[str] = []
    free: list[str] = []
    for first, second, third in _groups(records):
        if first[39] != "1":
            free += [first[40:113], second[10:115], third[10:100]]
        else:
            name = _named(first[40:113], name, more)
            if first[40:43] == _OF_PAYER:
                more.append(third[10:100].strip())
    return name, [*more, "".join(free).strip()]


def _groups(records: list[Line]) -> Iterator[tuple[str, str, str]]:
    """Give each record 31 with the 32 and 33 behind it; an empty text where there is none."""
    group: list[str] | None = None
    for line in records:
        kind = line.text[:2]
        if kind == "31":
            if group is not None:
                yield group[0], group[1], group[2]
            group = [line.text, "", ""]
        elif group is not None and kind in {"32", "33"}:
            group[int(kind[1]) - 1] = line.text
    if group is not None:
        yield group[0], group[1], group[2]


def _named(said: str, name: str, more: list[str]) -> str:
    """Return the name of structured details; what is no payer's name joins the words."""
    kind, value = said[:3], " ".join(said[3:].split())
    if kind == _OF_PAYER:
        # record 23 has room for 35 signs, this one for 70
        return value if value.startswith(name) else name
    if kind in {_OF_LAST_DEBTOR, _OF_BANK}:
        more.append(value)
    return name


def _account(field: str) -> str:
    """Return the counterparty's account without blanks and currency; a row of zeros is none."""
    words_ = field[:34].split()
    if not words_ or not words_[0].strip("0"):
        return ""
    return "".join(words_) if _SPACED_IBAN.fullmatch(words_[0]) else words_[0]


def _end_to_end(field: str) -> str:
    said = field.strip()
    nothing = not said.strip("0 ") or said.replace(" ", "").upper() in _NO_REFERENCE
    return "" if nothing else said


def _takes_back(code: str) -> bool:
    """Tell whether type, family and operation of the transaction code undo something."""
    return code[1:5] in _TAKEN_BACK


def _is_r_transaction(second: str) -> bool:
    """Tell whether record 22 marks a reject, return, refund, reversal or cancellation.

    Files from before the marks have other things in that place, so all around it must fit.
    """
    fits = second[109:112] == "   " and bool(_REASON.fullmatch(second[113:117]))
    return fits and second[112] in "12345"
