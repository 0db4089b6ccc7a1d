"""What must stand in a notice: the checklist without which it may not leave."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minnelijk.law.dated import (
    BadLaw,
    Dated,
    Grade,
    Header,
    NotInForce,
    Source,
    read_dated,
    rows_of,
)
from minnelijk.law.notice_kinds import NoSuchNotice, NoticeKind

WHEN = frozenset({"always", "vat", "bureau"})
"""Every notice, one that adds VAT to the costs, one that a bureau sends for somebody else."""


@dataclass(frozen=True)
class Mention:
    """One thing that must stand in a notice.

    `says` is what it must tell, as an English sentence; `nl` its short Dutch label.
    """

    code: str
    says: str
    nl: str
    required_when: str
    source: Source
    grade: Grade


@dataclass(frozen=True)
class MentionRow:
    """The words of one row of the file."""

    code: str
    says: str
    nl: str
    required_when: str


@dataclass(frozen=True, eq=False)
class MentionRules:
    """The obligatory mentions of one country: which notices need each, and its words by day."""

    header: Header
    rows: tuple[tuple[frozenset[NoticeKind], Dated[MentionRow]], ...]

    def of(self, notice: NoticeKind, on: date) -> tuple[Mention, ...]:
        """Return what must stand in a notice sent on this day, in the order of the file.

        Raises `NoSuchNotice` where the country has none, and the other refusals of a law file.
        """
        rows = [row for notices, row in self.rows if notice in notices]
        if not rows:
            raise NoSuchNotice(f"{self.header.parameter}, {notice}", on)
        known = [row.at(on) for row in rows if row.values[0].from_on <= on]
        if not known:
            raise NotInForce(self.header.parameter, on)
        return tuple(
            Mention(row.code, row.says, row.nl, row.required_when, value.source, value.grade)
            for value in known
            for row in (value.value,)
        )


def missing(
    mentions: Collection[Mention], given: Collection[str], *, vat: bool, bureau: bool
) -> tuple[Mention, ...]:
    """Return the mentions that a notice needs and does not have."""
    asked = {"always": True, "vat": vat, "bureau": bureau}
    return tuple(m for m in mentions if asked[m.required_when] and m.code not in given)


def read_mentions(header: Header, table: Mapping[str, Any]) -> MentionRules:
    """Return the mentions of a law file, a changed one as a second row; raises `BadLaw`."""
    by_mention: dict[tuple[str, frozenset[NoticeKind]], list[Mapping[str, Any]]] = {}
    for row in rows_of(header.parameter, table):
        key = _row(header.parameter, row).code, _notices(header.parameter, row)
        by_mention.setdefault(key, []).append(row)
    return MentionRules(
        header,
        tuple(
            (notices, read_dated(header, rows, lambda row: _row(header.parameter, row)))
            for (_code, notices), rows in by_mention.items()
        ),
    )


def _row(parameter: str, row: Mapping[str, Any]) -> MentionRow:
    texts = [row.get(key) for key in ("code", "says", "nl")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise BadLaw(f"{parameter}: every mention has a code, what it says and a Dutch label.")
    if row.get("required_when") not in WHEN:
        raise BadLaw(f"{parameter}: {row['code']} is required {', '.join(sorted(WHEN))}.")
    code, says, nl = map(str, texts)
    return MentionRow(code, says, nl, str(row["required_when"]))


def _notices(parameter: str, row: Mapping[str, Any]) -> frozenset[NoticeKind]:
    try:
        return frozenset(NoticeKind(notice) for notice in row["notices"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{parameter}: {row['code']} names no known notices: {problem}.") from problem
