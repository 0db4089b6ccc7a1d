"""Make the web fonts: a subset of Source Sans, renamed because its licence reserves that name."""

import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Minnelijk Sans"
WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold"}
FEATURES = ["kern", "liga", "locl", "pnum", "ccmp", "mark"]
# Latin with its extensions (Polish, Turkish), quotes and dashes, spaces, euro, arrows, minus.
RANGES = [
    (0x20, 0x24F),
    (0x2010, 0x2027),
    (0x202F, 0x202F),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2264, 0x2265),
]
FOLDER = Path(__file__).parent / "static" / "parts" / "fonts"
NAMES_WITH_FAMILY = (1, 3, 4, 16)
POSTSCRIPT_NAME = 6
TRADEMARK = 7


def make_all(folder: Path = FOLDER) -> list[Path]:
    """Write one woff2 per weight into `folder` and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [make(weight, style, folder) for weight, style in WEIGHTS.items()]


def make(weight: int, style: str, folder: Path) -> Path:
    """Subset one weight to the letters and features we use, under our own family name."""
    source = files("font_source_sans_pro") / "files" / f"SourceSansPro-{style}.ttf"
    with source.open("rb") as stream:
        font = TTFont(stream)
        options = Options(layout_features=FEATURES, hinting=False)
        options.name_IDs = ["*"]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
        subsetter.subset(font)
        rename(font, style)
        font.flavor = "woff2"
        path = folder / f"minnelijk-sans-{weight}.woff2"
        font.save(path)
    return path


def rename(font: TTFont, style: str) -> None:
    """Take the reserved name out of the name table; copyright and licence stay as they are."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in NAMES_WITH_FAMILY:
            names.setName(f"{FAMILY} {style}", record.nameID, *platform_of(record))
        elif record.nameID == POSTSCRIPT_NAME:
            names.setName(f"MinnelijkSans-{style}", record.nameID, *platform_of(record))
        elif record.nameID == TRADEMARK:
            names.removeNames(nameID=TRADEMARK)


def platform_of(record: object) -> tuple[int, int, int]:
    """Return platform, encoding and language of one row of the name table."""
    return record.platformID, record.platEncID, record.langID  # type: ignore[attr-defined]


if __name__ == "__main__":
    for made in make_all():
        sys.stdout.write(f"{made.name} {made.stat().st_size:,} bytes\n")
