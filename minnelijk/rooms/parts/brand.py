"""A client's colour made safe: only ever a surface, with an ink that can be read on it."""

import re

from minnelijk.records.colours import BLACK, READABLE, WHITE, contrast, ink_on, is_colour

__all__ = [
    "BLACK",
    "READABLE",
    "WHITE",
    "NotAColour",
    "brand_css",
    "checked",
    "contrast",
    "edge_of",
    "ink_on",
]

VISIBLE = 3.0
# What the brand lies on: the canvas, light and dark (tokens.css).
SURFACES = {"light": "#f4f2ed", "dark": "#141a1b"}
EDGES = {"light": "#858071", "dark": "#7f8c8b"}


class NotAColour(ValueError):
    """The text is no colour like #0B5FA5."""


def brand_css(colour: str, logo_url: str = "", ink: str = "") -> str:
    """Return the style sheet of one brand: its colour, ink, and an edge where it would vanish.

    Raises NotAColour. `logo_url` must be an address that we made ourselves.
    """
    surface = checked(colour)
    edges = {theme: edge_of(surface, theme) for theme in SURFACES}
    logo = f'\n  --brand-logo: url("{safe_url(logo_url)}");' if logo_url else ""
    return (
        "@layer tokens {\n:root {\n"
        f"  --brand: {surface};\n  --brand-ink: {ink_on(surface, ink)};\n"
        f"  --brand-edge: {edges['light']};{logo}\n}}\n"
        "@supports (color: light-dark(#000, #fff)) {\n"
        f"  :root {{ --brand-edge: light-dark({edges['light']}, {edges['dark']}); }}\n}}\n}}\n"
    )


def checked(colour: str) -> str:
    """Return the colour in small letters, or refuse it."""
    if not is_colour(colour):
        raise NotAColour(f"'{colour}' is no colour. Write it like #0B5FA5.")
    return colour.lower()


def edge_of(colour: str, theme: str) -> str:
    """The edge that a brand surface needs to stand out in `theme`; transparent if none."""
    stands_out = contrast(colour, SURFACES[theme]) >= VISIBLE
    return "transparent" if stands_out else EDGES[theme]


def safe_url(url: str) -> str:
    """Refuse an address that could end the style it stands in."""
    if re.search(r"[\"\\()<>\s]", url):
        raise NotAColour(f"'{url}' cannot stand in a style sheet.")
    return url
