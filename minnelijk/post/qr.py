"""The QR code with which a bank's app fills in a transfer (EPC069-12, version 002)."""

from base64 import b64decode
from decimal import Decimal

from segno import QRCode, helpers

from minnelijk.law.references import clean_iban, iban_problem

HOLDER_LENGTH = 70
TEXT_LENGTH = 140
MOST_CENTS = 99_999_999_999


def bank_qr(*, holder: str, iban: str, cents: int, reference: str, scale: int = 6) -> bytes | None:
    """Return the code as PNG for mails and letters, or None where it would not be certain."""
    code = bank_code(holder=holder, iban=iban, cents=cents, reference=reference)
    if code is None:
        return None
    return b64decode(code.png_data_uri(scale=scale, border=4).partition(",")[2])


def bank_code(*, holder: str, iban: str, cents: int, reference: str) -> QRCode | None:
    """Return the code, or None where it would not be certain: better none than a wrong one.

    The maker takes a wrong IBAN and a line end in the name, so both are checked here.
    """
    name, text = " ".join(holder.split()), " ".join(reference.split())
    number = clean_iban(iban)
    if iban_problem(number) is not None or not 0 < cents <= MOST_CENTS:
        return None
    if not name or len(name) > HOLDER_LENGTH or not 0 < len(text) <= TEXT_LENGTH:
        return None
    amount = Decimal(cents) / 100
    return helpers.make_epc_qr(name=name, iban=number, amount=amount, text=text, encoding="utf-8")
