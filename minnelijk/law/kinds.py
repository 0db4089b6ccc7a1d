"""The kinds of debtor, and which protection each of them has."""

from enum import StrEnum


class DebtorKind(StrEnum):
    """Who owes; `unknown` is treated as a consumer, the strictest reading."""

    CONSUMER = "consumer"
    SOLE_TRADER = "sole_trader"
    PARTNERSHIP = "partnership"
    LEGAL_ENTITY = "legal_entity"
    GOVERNMENT = "government"
    UNKNOWN = "unknown"


def is_consumer(kind: DebtorKind) -> bool:
    """Tell whether costs and interest follow the rules for consumers (nl.md R-02, be.md BE-01)."""
    return kind in {DebtorKind.CONSUMER, DebtorKind.UNKNOWN}


def is_business(kind: DebtorKind) -> bool:
    """Tell whether costs and interest follow the rules for businesses, sole traders included."""
    return not is_consumer(kind)


def is_natural(kind: DebtorKind) -> bool:
    """Tell whether the rules of conduct protect this debtor.

    A sole trader and the partners of a partnership are people too: business for costs and
    interest, protected for conduct (RULES.md 7, nl.md R-03).
    """
    return kind not in {DebtorKind.LEGAL_ENTITY, DebtorKind.GOVERNMENT}
