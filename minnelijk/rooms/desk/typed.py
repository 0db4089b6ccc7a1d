"""A bill's number or an amount that somebody says on the phone: compared here, never shown."""

import re

from minnelijk.files.amounts import Amiss, cents
from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.identity import Fact

LEAST_SIGNS = 3


def told_right(facts: CaseFacts, fact: Fact, told: str) -> bool:
    """Whether what was typed is one of this case's bills, or what is open on one or on all."""
    if fact is Fact.INVOICE_NUMBER:
        wanted = _plain(told)
        numbers = {_plain(claim.number) for claim in facts.claims}
        return len(wanted) >= LEAST_SIGNS and wanted in numbers
    if fact is Fact.AMOUNT:
        amount = cents(told.replace("€", "").strip(), ",")
        known = {claim.open_cents for claim in facts.claims} | {facts.open_cents}
        return not isinstance(amount, Amiss) and amount > 0 and amount in known
    return False


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())
