"""A client's colour made safe: only ever a surface, with an ink that can be read on it."""

import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WHITE = "#ffffff"
BLACK = "#000000"
READABLE = 4.5
VISIBLE = 3.0
# What the brand lies on: the canvas, light and dark (tokens.css).
SURFACES = {"light": "#f4f2ed", "dark": "#141a1b"}
EDGES = {"light": "#858071", "dark": "#7f8c8b"}


class NotAColour(ValueError):
    """The text is no colour like #0B5FA5."""


def brand_css(colour: str, logo_url: str = "") -> str:
    """Return the style sheet of one brand: its colour, ink, and an edge where it would vanish.

    Raises NotAColour. `logo_url` must be an address that we made ourselves.
    """
    surface = checked(colour)
    edges = {theme: edge_of(surface, theme) for theme in SURFACES}
    logo = f'\n  --brand-logo: url("{safe_url(logo_url)}");' if logo_url else ""
    return (
        "@layer tokens {\n:root {\n"
        f"  --brand: {surface};\n  --brand-ink: {ink_on(surface)};\n"
        f"  --brand-edge: {edges['light']};{logo}\n}}\n"
        "@supports (color: light-dark(#000, #fff)) {\n"
        f"  :root {{ --brand-edge: light-dark({edges['light']}, {edges['dark']}); }}\n}}\n}}\n"
    )


def checked(colour: str) -> str:
    """Return the colour in small letters, or refuse it."""
    if not HEX.fullmatch(colour):
        raise NotAColour(f"'{colour}' is no colour. Write it like #0B5FA5.")
    return colour.lower()


def ink_on(colour: str) -> str:
    """White where it reads well, else black; one of both always does (at least 4.58)."""
    return WHITE if contrast(colour, WHITE) >= READABLE else BLACK


def edge_of(colour: str, theme: str) -> str:
    """The edge that a brand surface needs to stand out in `theme`; transparent if none."""
    stands_out = contrast(colour, SURFACES[theme]) >= VISIBLE
    return "transparent" if stands_out else EDGES[theme]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 computes it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def safe_url(url: str) -> str:
    """Refuse an address that could end the style it stands in."""
    if re.search(r"[\"\\()<>\s]", url):
        raise NotAColour(f"'{url}' cannot stand in a style sheet.")
    return url
