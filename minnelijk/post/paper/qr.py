"""QR codes: the one with which a bank's app fills in a transfer (EPC069-12, version 002), and the
one that leads a phone to a page."""

import re

import segno

from minnelijk.law.references import clean_iban, iban_problem
from minnelijk.post.paper.qr_bits import code_of, png

HOLDER_LENGTH = 70
TEXT_LENGTH = 140
MOST_CENTS = 99_999_999_999

DARK = re.compile(rb"\x01+")

MASK = 2
"""Every one of the eight masks reads the same; trying all of them for the smoothest picture takes
four fifths of the time."""


def bank_qr(*, holder: str, iban: str, cents: int, reference: str, scale: int = 6) -> bytes | None:
    """Return the code as PNG for mails, or None where it would not be certain."""
    text = _bank_text(holder, iban, cents, reference)
    if text is None:
        return None
    alike = text[: text.index("\nEUR")]  # what all codes of one account begin with
    code, side = code_of(text.encode(), alike.encode(), _squares)
    return png(code, side, scale=scale, border=4)


def bank_code(*, holder: str, iban: str, cents: int, reference: str) -> segno.QRCode | None:
    """Return the code, or None where it would not be certain: better none than a wrong one."""
    text = _bank_text(holder, iban, cents, reference)
    return None if text is None else _code(text.encode())


def _bank_text(holder: str, iban: str, cents: int, reference: str) -> str | None:
    """What a bank's app reads, or None; it takes what it gets, so a wrong IBAN or a line end in the
    name is caught here."""
    name, text = " ".join(holder.split()), " ".join(reference.split())
    number = clean_iban(iban)
    if iban_problem(number) is not None or not 0 < cents <= MOST_CENTS:
        return None
    if not name or len(name) > HOLDER_LENGTH or not 0 < len(text) <= TEXT_LENGTH:
        return None
    amount = f"{cents // 100}.{cents % 100:02}".rstrip("0").rstrip(".")
    return "\n".join(["BCD", "002", "1", "SCT", "", name, number, f"EUR{amount}", "", "", text])


def _code(text: bytes) -> segno.QRCode:
    """Level M is part of the standard, and no other may take its place."""
    return segno.make_qr(text, error="m", boost_error=False, mask=MASK)


def _squares(text: bytes) -> tuple[bytes, ...]:
    return tuple(bytes(row) for row in _code(text).matrix)


def page_code(link: str) -> segno.QRCode:
    """Return the code of a page's address."""
    return segno.make_qr(link, error="l", mask=MASK)


def drawn(code: segno.QRCode) -> str:
    """Return a code as SVG without an edge: each run of dark squares is a thick line."""
    side = len(code.matrix)
    path = "".join(
        f"M{run.start()} {y}.5h{len(run[0])}"
        for y, row in enumerate(code.matrix)
        for run in DARK.finditer(row)
    )
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
    return f'<svg {box}><path stroke="#000" d="{path}"/></svg>'
