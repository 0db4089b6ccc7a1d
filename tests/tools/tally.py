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
    names: dict[str, set[str]] = {}
    for report in (one for word in ("passed", "failed") for one in stats.get(word, ())):
        for name, numbers in getattr(report, "user_properties", ()):
            if name == NAME and getattr(report, "when", "") == "call":
                _add(found, names, numbers)
    if not found:
        return []
    return [
        f"Isolation: {len(names['addresses'])} addresses, {len(names['objects'])} objects of "
        f"another's, up to {found['visitors']} visitors: {found['visits']} visits, "
        f"{found['refused']} refused, {found['twins']} laid beside something that does not exist."
    ]


def _add(found: Counter[str], names: dict[str, set[str]], told_by: Mapping[str, Any]) -> None:
    for name, told_now in told_by.items():
        if isinstance(told_now, list):
            names.setdefault(name, set()).update(told_now)
        else:
            found[name] = max(found[name], told_now) if name in MOST else found[name] + told_now
