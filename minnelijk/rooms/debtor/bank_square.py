"""The bank code as it stands in a page: squares without a name of their own, words beside it."""

from django.utils.safestring import SafeString, mark_safe

from minnelijk.post.paper.qr import bank_code
from minnelijk.records.debtor_choices import Payee

QUIET_ZONE = 4


def bank_square(payee: Payee, cents: int) -> SafeString:
    """Return the code as SVG; empty where it would not be certain."""
    code = bank_code(holder=payee.holder, iban=payee.iban, cents=cents, reference=payee.reference)
    if code is None:
        return SafeString()
    drawn: str = code.svg_inline(omitsize=True, border=QUIET_ZONE, svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno out of squares; no text of ours in it
