"""The words of :86: in numbered sub-fields: German ?20 to ?63, Triodos >20 to >31."""

import re

from minnelijk.files.statements.mt940_marks import iban
from minnelijk.files.statements.mt940_said import WIDTH, Said, joined, mark, tidy, words

_WIDTH = 27
"""How many characters a sub-field holds; a shorter one lost the blank at its end."""
_RETURNS = frozenset({"108", "109", "159", "181", "182", "183", "184"})
"""German kinds of posting (GVC) that take a direct debit or a transfer back."""
_LABEL = re.compile(
    r"(?:^|(?<=\s))(?:(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|BIC|IBAN)\+|MTLG:)",
    re.ASCII,
)
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_TEXT_CODES = (*range(20, 30), *range(60, 64))


def said(lines: list[str], separator: str) -> Said:
    """Return what the sub-fields say; `separator` stands before each number."""
    glued = "".join(lines) if separator == ">" else _glued(lines)
    head, *parts = re.split(rf"{re.escape(separator)}(\d\d)", glued, flags=re.ASCII)
    fields: dict[int, str] = {}
    for code, value in zip(parts[::2], parts[1::2], strict=True):
        number = int(code)
        fields[number] = fields[number] + value if number in fields else value
    return _triodos(fields) if separator == ">" else _german(head.strip(), fields)


def _glued(lines: list[str]) -> str:
    """Return the lines as one; a line that is not full lost its blank, but a code needs none."""
    text, full = "", True
    for line in lines:
        lost = not full and line[:1] != "?" and not text.endswith("?")
        text += f" {line}" if lost else line
        full = len(line) >= WIDTH
    return text


def _triodos(fields: dict[int, str]) -> Said:
    """Read Triodos: BIC and IBAN come first where there are any, then name and words in one run."""
    values = [value.rstrip() for code, value in sorted(fields.items()) if code in _TEXT_CODES]
    account = iban(values[1]) if len(values) > 1 and _BIC.fullmatch(values[0].strip()) else ""
    if not account:
        return Said(text=words(values))
    return Said(
        name=tidy(values[2]) if len(values) > 2 else "", iban=account, text=words(values[2:])
    )


def _german(kind: str, fields: dict[int, str]) -> Said:
    values = [value for code, value in sorted(fields.items()) if code in _TEXT_CODES]
    marks, text = _labels("\n".join(value.rstrip() for value in values))
    name = joined(
        (fields[code], len(fields[code]) >= _WIDTH) for code in (32, 33) if code in fields
    )
    title = fields.get(0, "").upper()
    return Said(
        name,
        iban(fields.get(31, "")) or iban(fields.get(38, "")) or iban(marks.get("IBAN", "")),
        words(text.split("\n")),
        end_to_end=mark(marks.get("EREF", "")),
        returned=kind in _RETURNS or "RETOUR" in title,
    )


def _labels(text: str) -> tuple[dict[str, str], str]:
    """Return the marked values, without the breaks of sub-fields, and the words beside them."""
    free, *parts = _LABEL.split(text)
    marks: dict[str, str] = {}
    for label, value in zip(parts[::2], parts[1::2], strict=True):
        if label in {"SVWZ", None}:  # None is "MTLG:", the bank's own message
            free = f"{free}\n{value}"
        else:
            marks.setdefault(label, value.replace("\n", "").strip())
    return marks, free
