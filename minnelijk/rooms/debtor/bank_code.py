"""The code that a bank's app reads (EPC069-12): everything of a transfer in one square."""

from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from segno import helpers

from minnelijk.records.debtor_choices import Payee

LONGEST_NAME = 70
QUIET_ZONE = 4


def bank_code(payee: Payee, cents: int) -> SafeString:
    """Return the square as an SVG without a name of its own: the words stand beside it."""
    code = helpers.make_epc_qr(
        name=payee.holder[:LONGEST_NAME],
        iban=payee.iban,
        amount=Decimal(cents) / 100,
        text=payee.reference,
        bic=payee.bic or None,
    )
    drawn: str = code.svg_inline(omitsize=True, border=QUIET_ZONE, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno out of squares; no text of ours in it
