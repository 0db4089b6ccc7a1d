"""Adds up what the walk of tests/isolation tried, for the last lines of a run."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

NAME = "isolation"
MOST = ("visitors",)
"""The same people knock in every room: these are not added up."""


def told(stats: Mapping[str, Iterable[Any]]) -> list[str]:
    """Return the lines; none where nobody walked."""
    found: Counter[str] = Counter()
    for report in (one for word in ("passed", "failed") for one in stats.get(word, ())):
        for name, numbers in getattr(report, "user_properties", ()):
            if name == NAME and getattr(report, "when", "") == "call":
                _add(found, numbers)
    if not found:
        return []
    return [
        f"Isolation: {found['addresses']} addresses and {found['objects']} objects of another's, "
        f"by up to {found['visitors']} visitors: {found['visits']} visits, "
        f"{found['refused']} refused, {found['twins']} laid beside something that does not exist."
    ]


def _add(found: Counter[str], numbers: Mapping[str, int]) -> None:
    for name, number in numbers.items():
        found[name] = max(found[name], number) if name in MOST else found[name] + number
