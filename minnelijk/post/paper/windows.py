"""Where the address of a letter stands, so that it shows in the window of any usual envelope, and
where nothing else may stand because it would show too."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from minnelijk.records.words import WindowSide


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper, in millimetres from its left and upper edge."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def __and__(self, other: "Box") -> "Box":
        """What lies in both."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def __or__(self, other: "Box") -> "Box":
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Window:
    """`always` shows in every envelope of this kind; outside `ever` nothing does."""

    side: WindowSide
    always: Box
    ever: Box
    return_line: bool


@cache
def window_of(country: str, side: WindowSide | None) -> Window:
    """Return the window of a client's envelopes; None is the usual side of its country."""
    data = _data()
    house = data[country]
    side = side or WindowSide(house["usual"])
    found = [one for one in data["envelope"] if country in one["countries"] and one["side"] == side]
    slack = float(data["tolerance"])
    always, ever = _both(found[0], data["paper"])
    for one in found[1:]:
        more_always, more_ever = _both(one, data["paper"])
        always, ever = always & more_always, ever | more_ever
    return Window(side, always.grown(-slack), ever.grown(slack), bool(house["return_line"]))


def side_of(colours: Mapping[str, Any]) -> WindowSide | None:
    """Return the side that a client's face asks for, None where it asks for nothing."""
    told = colours.get("letter") or {}
    return WindowSide(told["window"]) if told.get("window") else None


def _both(envelope: Mapping[str, Any], paper: Mapping[str, Any]) -> tuple[Box, Box]:
    """What of the paper shows wherever it lies in the envelope, and what may show at all."""
    width, height = envelope["size"]
    across, down = width - paper["width"], height - paper["height"]
    seen = _window(envelope)
    always = Box(seen.left, seen.top, seen.right - across, seen.bottom - down)
    ever = Box(seen.left - across, seen.top - down, seen.right, seen.bottom)
    return always, ever


def _window(envelope: Mapping[str, Any]) -> Box:
    (width, height), (wide, high) = envelope["size"], envelope["window"]
    bottom = height - envelope["from_bottom"]
    left = envelope["from_side"]
    if envelope["side"] == WindowSide.RIGHT:
        left = width - envelope["from_side"] - wide
    return Box(left, bottom - high, left + wide, bottom)


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
