"""A notice in a table, filled in by choosing: which one, how it goes first, how many days more."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.policy import LONGEST_EXTRA
from minnelijk.flow.words import Channel, Do
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.rooms.office.wording import notices
from minnelijk.rooms.parts.wording.texts import use_name

BY = (Channel.POST, Channel.EMAIL)
ONE_ROW = re.compile(r"^(?P<start>\s*)(?P<row>\{.*\})(?P<end>\s*,?\s*(#.*)?)$")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose for a row: its name in the form, its label, what is chosen now."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def choices(row: Mapping[str, Any], number: int) -> list[Choice]:
    """Return what can be chosen for a row that sends a notice; nothing for another row."""
    if row.get("do") != Do.NOTICE:
        return []
    kinds = [("", notices.law_asks()), *((kind.value, use_name(kind)) for kind in NoticeKind)]
    post, mail = (notices.way_words(way) for way in BY)
    ways = [("", post), (Channel.EMAIL.value, mail)]
    extra = str(row.get("extra_days", "") or "0")
    days = [(str(n), notices.term_words(n)) for n in sorted({0, 1, 2, 3, 5, 7, 14, _days(extra)})]
    by = "" if row.get("by") == Channel.POST else str(row.get("by", ""))
    return [
        Choice(f"kind_{number}", _("Welke brief"), kinds, str(row.get("with", ""))),
        Choice(f"by_{number}", _("Hoe gaat hij"), ways, by),
        Choice(f"extra_{number}", _("Termijn"), days, extra),
    ]


def _days(text: str) -> int:
    return int(text) if text.isdecimal() and int(text) <= LONGEST_EXTRA else 0


def with_choices(text: str, line: int, told: Mapping[str, str]) -> str:
    """Return the text with one row, on its own line, as it was chosen: `with`, `by`, `extra_days`.

    A line that is no whole row stays as it is: nothing of what was typed is lost.
    """
    lines = text.split("\n")
    found = ONE_ROW.match(lines[line - 1]) if 0 < line <= len(lines) else None
    if found is None or not _is_row(found["row"]):
        return text
    row = found["row"]
    for column, value in told.items():
        row = _with_cell(row, column, value)
    lines[line - 1] = f"{found['start']}{row}{found['end']}"
    changed = "\n".join(lines)
    return changed if _is_row(row) else text


def chosen(told: Mapping[str, str], number: int) -> dict[str, str]:
    """Return the cells that were chosen for a row, as they stand in a table; empty: left out."""
    kind, by, extra = (told.get(f"{name}_{number}", "") for name in ("kind", "by", "extra"))
    return {
        "with": f'"{kind}"' if kind in list(NoticeKind) else "",
        "by": f'"{by}"' if by in BY else "",
        "extra_days": extra if _days(extra) else "",
    }


def _is_row(row: str) -> bool:
    try:
        tomllib.loads(f"row = {row}")
    except tomllib.TOMLDecodeError:
        return False
    return True


def _with_cell(row: str, column: str, value: str) -> str:
    """Replace, add or leave out one cell of a row in braces."""
    known = re.search(rf',?\s*\b{column}\s*=\s*("[^"]*"|\w+)', row)
    if known is not None:
        lead, rest = row[: known.start()].rstrip(), row[known.end() :]
        if lead == "{":  # the first cell has no comma before it
            cell = f"{column} = {value}" if value else ""
            return f"{{ {cell}{rest}" if cell else f"{{ {rest.lstrip(' ,')}"
        return f"{lead}, {column} = {value}{rest}" if value else f"{lead}{rest}"
    if not value:
        return row
    return f"{row[:-1].rstrip()}, {column} = {value} }}"
