"""Compiles all translations (django.po) into the form that Django reads (django.mo)."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

PACKAGE = Path(__file__).parents[1]


def main() -> None:
    for po in sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po")):
        compile_one(po)


def compile_one(po: Path) -> None:
    """Write the django.mo beside `po`; a fuzzy entry is left out, so its Dutch sentence shows."""
    try:
        with po.open("rb") as source:
            catalog = read_po(source, locale=po.parts[-3], abort_invalid=True)
    except PoFileError as problem:
        sys.exit(f"{po}: {problem}. Correct that line and try again.")
    with po.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalog)


if __name__ == "__main__":
    main()
