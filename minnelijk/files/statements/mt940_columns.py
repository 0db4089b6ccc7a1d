"""The words of :86: in two columns of 32 characters, as ABN AMRO wrote them before its codes."""

import re

from minnelijk.files.statements.mt940_marks import iban
from minnelijk.files.statements.mt940_said import Said, joined, mark, tidy, words

_WIDTH = 32
_LABEL = re.compile(
    r"(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|BETALINGSKENMERK|MACHTIGING|INCASSANT|VOOR)\s?:\s?(.*)",
    re.ASCII,
)
_GIRO = re.compile(r"GIRO\s{1,8}\d{1,10}\s{1,8}(.*)", re.ASCII)
_OLD_ACCOUNT = re.compile(r"\d\d\.\d\d\.\d\d\.\d{3}(?:\s+(.*))?", re.ASCII)
_TAKEN_BACK = re.compile(r"STORNO|TERUGBOEKING|NIET UITGEVOERD|RETOUR", re.IGNORECASE)


def fits(lines: list[str], bank: str) -> bool:
    """Tell whether these are words in columns; another bank's only where labels prove it."""
    return bool(lines) and (bank.startswith("ABNANL") or lines[0].startswith("SEPA "))


def said(lines: list[str]) -> Said:
    """Return what the columns say."""
    cells = [cell for line in lines for cell in _cells(line) if cell]
    free: list[str] = []
    values: dict[str, list[str]] = {}
    current = free
    for cell in cells:
        found = _LABEL.match(cell)
        if found:
            current = values.setdefault(found[1], [])
        current.append(found[2] if found else cell)
    kind = free[0] if free else ""
    if values and kind.startswith("SEPA "):
        free = free[1:]
    name, free = _name(values, free)
    return Said(
        name,
        iban("".join(values.get("IBAN", []))),
        words(free + values.get("OMSCHRIJVING", [])),
        "".join("".join(values.get("BETALINGSKENMERK", [])).split()),
        mark("".join(values.get("KENMERK", []))),
        returned=bool(_TAKEN_BACK.search(kind)),
    )


def _cells(line: str) -> list[str]:
    """Cut a line between its columns; a line that runs through there is one cell."""
    if len(line) > _WIDTH and line[_WIDTH] == " ":
        return [line[:_WIDTH].rstrip(), line[_WIDTH + 1 :].strip()]
    return [line.rstrip()]


def _name(values: dict[str, list[str]], free: list[str]) -> tuple[str, list[str]]:
    """Return the name and the words that are left; before SEPA it stood behind the account."""
    if "NAAM" in values:
        label = len("NAAM: ")
        pieces = values["NAAM"]
        first = (pieces[0], len(pieces[0]) + label >= _WIDTH)
        return joined([first, *((piece, len(piece) >= _WIDTH) for piece in pieces[1:])]), free
    for pattern in (_GIRO, _OLD_ACCOUNT):
        found = pattern.fullmatch(free[0]) if free else None
        if found and found[1]:
            return tidy(found[1]), free[1:]
    return "", free
