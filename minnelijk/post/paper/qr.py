"""QR codes: the one with which a bank's app fills in a transfer (EPC069-12, version 002), and the
one that leads a phone to a page."""

import segno

from minnelijk.law.references import clean_iban, iban_problem
from minnelijk.post.paper.qr_bits import MASK, Squares, code_of, png

HOLDER_LENGTH = 70
TEXT_LENGTH = 140
MOST_CENTS = 99_999_999_999

LEVEL = "m"
"""Part of the standard; no other may take its place."""


def bank_qr(*, holder: str, iban: str, cents: int, reference: str, scale: int = 6) -> bytes | None:
    """Return the code as PNG for mails, or None where it would not be certain."""
    code = bank_squares(holder=holder, iban=iban, cents=cents, reference=reference)
    return None if code is None else png(code, scale=scale, border=4)


def bank_squares(*, holder: str, iban: str, cents: int, reference: str) -> Squares | None:
    """Return the code, or None where it would not be certain: better none than a wrong one."""
    text = _bank_text(holder, iban, cents, reference)
    return None if text is None else code_of(text.encode(), LEVEL)


def bank_code(*, holder: str, iban: str, cents: int, reference: str) -> segno.QRCode | None:
    """Return the same code as its maker has it, to be drawn in other ways."""
    text = _bank_text(holder, iban, cents, reference)
    if text is None:
        return None
    return segno.make_qr(text.encode(), error=LEVEL, boost_error=False, mask=MASK)


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


def page_code(link: str) -> Squares:
    """Return the code of a page's address."""
    return code_of(link.encode(), "l", better=True)
