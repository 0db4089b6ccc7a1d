"""The damages clause of a client's conditions, as its card keeps it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from minnelijk.law.damages import Limit

HIGHEST_CENTS = 100_000_00
HIGHEST_PERCENT = 100
NO_FIGURE = frozenset({"", Limit.CAP.value})


def wrong_part(clause: Mapping[str, Any]) -> str:
    """Return the part of a clause that cannot be so; nothing when all can.

    `percent` is a number as text and `lump` whole cents; both may be `cap`, the most that the law
    allows, or empty: nothing is asked.
    """
    wrong = (part for part, value in clause.items() if part not in PARTS or not PARTS[part](value))
    return next(wrong, "")


def _is_day(value: Any) -> bool:
    try:
        return value == "" or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_percent(value: Any) -> bool:
    try:
        return 0 < Decimal(value) <= HIGHEST_PERCENT
    except InvalidOperation:
        return False


def _is_lump(value: Any) -> bool:
    return type(value) is int and 0 < value <= HIGHEST_CENTS


PARTS: Mapping[str, Callable[[Any], bool]] = {
    "form": lambda value: isinstance(value, str) and len(value) <= 200,
    "version": lambda value: isinstance(value, str) and len(value) <= 40,
    "since": _is_day,
    "reciprocal": lambda value: value is None or isinstance(value, bool),
    "percent": lambda value: isinstance(value, str) and (value in NO_FIGURE or _is_percent(value)),
    "lump": lambda value: value in NO_FIGURE if isinstance(value, str) else _is_lump(value),
    "interest_from_reminder": lambda value: isinstance(value, bool),
}
