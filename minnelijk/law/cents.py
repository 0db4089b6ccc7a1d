"""From a fraction to whole cents: the only two places where anything is rounded."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)


def half_up(cents: Decimal) -> int:
    """Return whole cents, halves up: costs and interest."""
    return int(cents.quantize(Decimal(1), ROUND_HALF_UP))


def down(cents: Decimal) -> int:
    """Return whole cents, the rest dropped: a legal maximum is never passed by rounding."""
    return int(cents.quantize(Decimal(1), ROUND_DOWN))


def percent_of(cents: int, percent: Decimal) -> Decimal:
    """Return so many percent of an amount, in cents and fractions of a cent."""
    return cents * percent / HUNDRED
