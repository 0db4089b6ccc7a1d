"""Compares the end of a run that was killed with that of one that nobody disturbed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Verdict:
    """What was found; `lost` and `doubled` count lines, `told` says which."""

    lost: int = 0
    doubled: int = 0
    other: int = 0
    unlike: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.doubled or self.other)


def compare(quiet: dict[str, Any], killed: dict[str, Any]) -> Verdict:
    """Return what the killed run lost, has twice, or has otherwise than the undisturbed one."""
    verdict = Verdict()
    for name in sorted(quiet["cases"].keys() | killed["cases"].keys()):
        _case(verdict, name, quiet["cases"].get(name), killed["cases"].get(name))
    _lines(verdict, "tables", _flat(quiet["tables"]), _flat(killed["tables"]))
    counted = killed["messages"]["counted"]
    verdict.lost += counted.get("lost", 0)
    verdict.doubled += counted.get("doubled", 0) + counted.get("strangers", 0)
    verdict.told += killed["messages"]["wrong"]
    verdict.other += len(killed["half"]) + len(quiet["half"])
    verdict.told += [f"half: {one}" for one in killed["half"]]
    verdict.told += [f"half in the quiet run: {one}" for one in quiet["half"]]
    return verdict


def _case(
    verdict: Verdict, name: str, quiet: dict[str, Any] | None, killed: dict[str, Any] | None
) -> None:
    if quiet is None or killed is None:
        verdict.lost += killed is None
        verdict.doubled += quiet is None
        verdict.told.append(f"{name}: {'not there' if killed is None else 'nobody asked for it'}")
        return
    if killed["never"]:  # a notice that never left is made anew: this case has other days
        verdict.unlike += 1
        return
    _lines(verdict, name, quiet["lines"], killed["lines"])
    if Counter(quiet["events"]) != Counter(killed["events"]):
        _lines(verdict, f"{name} event", quiet["events"], killed["events"])
    elif quiet["events"] != killed["events"]:
        verdict.other += 1
        verdict.told.append(f"{name}: {_first_difference(quiet['events'], killed['events'])}")


def _lines(verdict: Verdict, name: str, quiet: list[str], killed: list[str]) -> None:
    lost, more = Counter(quiet) - Counter(killed), Counter(killed) - Counter(quiet)
    verdict.lost += lost.total()
    verdict.doubled += more.total()
    verdict.told += [f"{name}: lost {line}" for line in lost]
    verdict.told += [f"{name}: has besides {line}" for line in more]


def _first_difference(one: list[str], other: list[str]) -> str:
    pairs = zip(one, other, strict=True)
    return next(f"{was} became {now}" for was, now in pairs if was != now)


def _flat(tables: dict[str, Any]) -> list[str]:
    rows = [f"{name}: {count}" for name, count in tables["rows"].items()]
    return [*rows, *tables["placements"], *tables["statements"]]
