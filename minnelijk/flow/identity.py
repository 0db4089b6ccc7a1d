"""Who is on the line, and who is on the page: which facts a person must give first."""

from enum import StrEnum

from minnelijk.law.kinds import DebtorKind, is_natural


class Fact(StrEnum):
    """What a debtor can tell about himself; postcode and house number together are one fact."""

    ADDRESS = "address"
    BIRTH_ON = "birth_on"
    CUSTOMER_NUMBER = "customer_number"
    INVOICE_NUMBER = "invoice_number"
    AMOUNT = "amount"
    ROLE = "role"


PERSON_FACTS = frozenset(Fact) - {Fact.ROLE}


def gate_facts(kind: DebtorKind, *, has_birth: bool, has_number: bool) -> tuple[Fact, ...]:
    """Return the facts that may be asked on the phone, the best first."""
    if not is_natural(kind):
        return (Fact.ROLE, Fact.INVOICE_NUMBER, Fact.CUSTOMER_NUMBER, Fact.ADDRESS)
    facts = [Fact.ADDRESS]
    facts += [Fact.BIRTH_ON] if has_birth else []
    facts += [Fact.CUSTOMER_NUMBER] if has_number else []
    return (*facts, Fact.INVOICE_NUMBER, Fact.AMOUNT)


def gate_passed(kind: DebtorKind, told: frozenset[Fact]) -> bool:
    """Whether enough was told: two facts; for a company its role there, or an invoice number."""
    if not is_natural(kind):
        return bool(told & {Fact.ROLE, Fact.INVOICE_NUMBER})
    return len(told & PERSON_FACTS) >= 2


def page_fact(*, shared_address: bool, has_birth: bool, has_number: bool) -> Fact | None:
    """Return the one fact that the debtor's page asks beside its signed link.

    The address; where two debtors of the client share it, birth date or customer number.
    None: there is nothing to ask that only this debtor knows, so the page stays closed.
    """
    if not shared_address:
        return Fact.ADDRESS
    if has_birth:
        return Fact.BIRTH_ON
    return Fact.CUSTOMER_NUMBER if has_number else None
