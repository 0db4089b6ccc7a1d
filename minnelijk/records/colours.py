"""A client's colour: only ever a surface, with letters on it that everybody can read."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5
"""The least contrast of words with what they stand on (WCAG 2.2)."""


def is_colour(text: str) -> bool:
    return HEX.fullmatch(text) is not None


def ink_on(colour: str, wished: str = "") -> str:
    """Return the letters on a colour: the wished ones where they read well, else white where it
    does, else black; one of both always does (at least 4.58)."""
    if wished and contrast(colour, wished) >= READABLE:
        return wished
    return WHITE if contrast(colour, WHITE) >= READABLE else BLACK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 computes it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
