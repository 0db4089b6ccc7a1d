"""The Dutch words of a hand-over file, and how its amounts and days read."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from minnelijk.law.why import Step
from minnelijk.post.words import formats
from minnelijk.records.actions.core import local_of

FILE = Path(__file__).parent / "bundle_words.toml"
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PERCENTAGE = re.compile(r"(.*_)?percent")
DUTCH = "nl"


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Return every table of words, by its name."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def word(table: str, name: str) -> str:
    """Return how a closed word reads; one that nobody wrote down is shown as it is."""
    return tables()[table].get(name, name.replace("_", " "))


def say(step: Step) -> str:
    """Return the sentence of a step; '' for a word that has none."""
    table, _, name = step.word.partition(".")
    known = tables()
    sentence = known["steps"].get(step.word) or known.get(table, {}).get(name, "")
    if not sentence:
        return ""
    language = "en" if table.endswith("_en") else DUTCH
    told = {name: _told(name, value) for name, value in step.args.items()}
    if step.cents is not None:
        told["cents"] = formats.glued(formats.money(step.cents, language))
    return sentence % told


def _told(name: str, value: str) -> str:
    if name.endswith("_cents"):
        return money(int(value))
    if ISO_DAY.fullmatch(value):
        return formats.glued(format_date(date.fromisoformat(value), "d MMMM y", locale=DUTCH))
    if PERCENTAGE.fullmatch(name) and value:
        return format_decimal(Decimal(value), "0.####", locale=DUTCH)
    return value


def money(cents: int) -> str:
    """Write `€ 1.204,50`, kept on one line."""
    return formats.glued(formats.money(cents, DUTCH))


def day(on: date | None) -> str:
    """Write `5 mrt 2026`; nothing where there is no day."""
    if on is None:
        return ""
    return format_date(on, "d MMM y", locale=DUTCH).replace(".", "").replace(" ", formats.NO_BREAK)


def long_day(on: date) -> str:
    """Write `5 maart 2026`."""
    return format_date(on, "d MMMM y", locale=DUTCH)


def moment(at: datetime | None) -> str:
    """Write `5 mrt 2026, 10.30`, on the bureau's own clock."""
    if at is None:
        return ""
    local = local_of(at)
    return f"{day(local.date())}, {local:%H.%M}"


def size(count: int) -> str:
    """Write how large a file is."""
    if count < 1024:
        return f"{count} bytes"
    return f"{format_decimal(Decimal(count) / 1024, '#,##0', locale=DUTCH)} kB"
