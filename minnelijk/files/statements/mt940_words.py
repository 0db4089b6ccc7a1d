"""What :86: says about a payment, in the dialect of each bank: who, which words, which mark."""

import re

from minnelijk.files.statements import mt940_columns, mt940_slashes, mt940_subfields
from minnelijk.files.statements.mt940_marks import Posting, iban
from minnelijk.files.statements.mt940_said import Said, tidy

_SUBFIELDS = re.compile(r"\s?\d{3}([?>~@])\d\d", re.ASCII)
_SLASHES = re.compile(
    r"/(TRTP|RTYP|IBAN|NAME|REMI|CNTP|EREF|ORDP|BENM|MARF|PREF|RTRN|CSID|ACCW)/", re.ASCII
)
_KNAB = re.compile(r"(?:^|(?<=\s))(?:REK: ?(?P<iban>[^/]{0,40})/)?NAAM: ?(?P<name>.*)$", re.ASCII)
_KNAB_ACCOUNT = re.compile(r"(?:^|(?<=\s))REK: ?(?P<iban>[A-Z0-9 ]{8,40})$", re.ASCII)
_PAIR = re.compile(
    r"\b([A-Z]{2}\d\d[A-Z0-9]{11,30})\s{1,20}([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\s", re.ASCII
)
_SCOR = re.compile(r"\s?SCOR/CUR/([A-Z0-9]{1,35})\s?", re.ASCII)
_KENMERK = re.compile(
    r"BETALINGSKENM(?:ERK)?\.?:? {0,4}(\d{4}(?: \d{4}){3}|\d{6,16})(?!\d)", re.ASCII
)
_OWN_NUMBER = re.compile(r"\d{10} (?=\S)", re.ASCII)
_RETURN_KINDS = frozenset({"NRTI", "FRTI", "SRTI"})
_TAKEN_BACK = ("Terugboeking", "NIET AKKOORD MET AFSCHRIJVING")
_ING = "INGBNL"


def said(lines: list[str], posting: Posting, bank: str) -> Said:
    """Return what a posting and its words say; `bank` is the header above the message."""
    words = _in_dialect(lines, posting, bank)
    returned = words.returned or posting.reversed or posting.kind in _RETURN_KINDS
    return words._replace(
        name=words.name or _name_of(posting),
        iban=words.iban or _iban_of(posting),
        reference=words.reference or _reference_of(words.text, posting, bank),
        returned=returned,
    )


def _in_dialect(lines: list[str], posting: Posting, bank: str) -> Said:
    joined = "".join(lines[:6])
    separator = _SUBFIELDS.match(joined)
    if separator:
        return mt940_subfields.said(lines, separator[1])
    if joined.lstrip()[:1] == "/" and _SLASHES.search(joined):
        return mt940_slashes.said(lines)
    if mt940_columns.fits(lines, bank):
        return mt940_columns.said(lines)
    lines = list(filter(None, map(tidy, lines)))
    if any("NAAM:" in line or "REK:" in line for line in lines):
        return _knab(lines)
    if lines and _repeats(lines[0], posting):
        return Said(name=tidy(lines[0][len(posting.reference) :]), text="\n".join(lines[1:]))
    return _plain(lines, bank)


def _repeats(line: str, posting: Posting) -> bool:
    """Tell whether ASN, SNS or RegioBank repeat account and name of :61: on the first line."""
    reference = posting.reference
    return len(reference) >= 7 and bool(posting.extra) and line.startswith(f"{reference} ")


def _knab(lines: list[str]) -> Said:
    """Read "REK: .../NAAM: ..." on any line; the others are words."""
    name = account = ""
    text = []
    for line in lines:
        found = _KNAB.search(line) or _KNAB_ACCOUNT.search(line)
        if found and not (name or account):
            account = iban(found["iban"] or "")
            name = tidy(found.groupdict().get("name") or "")
            text.append(line[: found.start()].rstrip())
        else:
            text.append(line)
    return Said(name=name, iban=account, text="\n".join(filter(None, text)))


def _plain(lines: list[str], bank: str) -> Said:
    """Read words without marks; old ING has IBAN, BIC, name, mark and words in one run."""
    text = "\n".join(lines)
    if _ING in bank:
        text = _OWN_NUMBER.sub("", text, count=1) if _OWN_NUMBER.match(text) else text
    reference = ""
    scor = _SCOR.search(text)
    if scor:
        reference = scor[1]
        text = f"{text[: scor.start()]}\n{text[scor.end() :]}".strip()
    taken_back = bool(lines) and (lines[0] == _TAKEN_BACK[0] or _TAKEN_BACK[1] in lines)
    pair = _PAIR.search(text)
    if not pair:
        return Said(text=text, reference=reference, returned=taken_back)
    name = ""
    if pair.start() == 0:
        text = text[pair.end() :]
        before, mark, after = text.partition("NOTPROVIDED")
        if mark:
            name, text = tidy(before), after.strip()
    return Said(name, pair[1], text, reference, returned=taken_back)


def _name_of(posting: Posting) -> str:
    """Return the name that old Rabobank puts behind the account, and ASN below it."""
    if posting.name:
        return posting.name
    if posting.extra and iban(posting.reference):
        return tidy(posting.extra[0])
    return ""


def _iban_of(posting: Posting) -> str:
    """Return the IBAN that stands in or below :61:."""
    for text in (posting.reference, posting.extra[0] if posting.extra else ""):
        found = iban(text)
        if found:
            return found
    return ""


def _reference_of(text: str, posting: Posting, bank: str) -> str:
    """Return a betalingskenmerk that the words name as such, or that ING puts in :61:."""
    named = _KENMERK.search(text)
    if named:
        return named[1].replace(" ", "")
    reference = posting.reference
    is_kenmerk = _ING in bank and len(reference) == 16 and reference.isascii()
    return reference if is_kenmerk and reference.isdigit() else ""
