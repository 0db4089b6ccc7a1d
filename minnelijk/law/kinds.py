"""The kinds of debtor, and which rules each of them falls under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, Source, Value, read_dated, rows_of


class DebtorKind(StrEnum):
    """Who owes; `unknown` is treated as a consumer, the strictest reading."""

    CONSUMER = "consumer"
    SOLE_TRADER = "sole_trader"
    PARTNERSHIP = "partnership"
    LEGAL_ENTITY = "legal_entity"
    GOVERNMENT = "government"
    UNKNOWN = "unknown"


def is_consumer(kind: DebtorKind) -> bool:
    """Tell whether costs and interest follow the rules for consumers, in both countries."""
    return kind in _CONSUMERS


def is_business(kind: DebtorKind) -> bool:
    """Tell whether costs and interest follow the rules for businesses, sole traders included."""
    return not is_consumer(kind)


def is_natural(kind: DebtorKind) -> bool:
    """Tell whether the rules of conduct protect this debtor.

    A sole trader and the partners of a partnership are people too: business for costs and
    interest, protected for conduct.
    """
    return kind not in _NO_PEOPLE


_CONSUMERS = frozenset({DebtorKind.CONSUMER, DebtorKind.UNKNOWN})
_NO_PEOPLE = frozenset({DebtorKind.LEGAL_ENTITY, DebtorKind.GOVERNMENT})


class Regime(StrEnum):
    """Whose rules count for an amount."""

    CONSUMER = "consumer"
    BUSINESS = "business"


@dataclass(frozen=True)
class Flags:
    """What a kind of debtor means on a day; `sources` says for each flag where it was read.

    `costs`, `interest`: whose rules count. `conduct`: hours and manners of contact protect this
    debtor. `notice`: a letter with a term must come before any costs. `flat_cost`: the fixed sum
    is owed without a notice.
    """

    costs: Regime
    interest: Regime
    conduct: bool
    notice: bool
    flat_cost: bool
    sources: Mapping[str, Source]


Row = Mapping[DebtorKind, Regime | bool]
FLAGS: dict[str, type] = {
    "costs": Regime,
    "interest": Regime,
    "conduct": bool,
    "notice": bool,
    "flat_cost": bool,
}
"""Every flag and what it holds."""


@dataclass(frozen=True, eq=False)
class KindRules:
    """The flags of one country; a day that the file does not answer for raises `LawRefusal`."""

    header: Header
    flags: Mapping[str, Dated[Row]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def of(self, kind: DebtorKind, on: date) -> Flags:
        """Return what this kind of debtor means on a day."""
        rows: dict[str, Value[Row]] = {flag: dated.at(on) for flag, dated in self.flags.items()}
        facts: dict[str, Any] = {flag: row.value[kind] for flag, row in rows.items()}
        return Flags(**facts, sources={flag: row.source for flag, row in rows.items()})


def read_kinds(header: Header, table: Mapping[str, Any]) -> KindRules:
    """Return the flags of a law file, each row with an answer for every kind; raises `BadLaw`."""
    rows: dict[str, list[Mapping[str, Any]]] = {flag: [] for flag in FLAGS}
    for row in rows_of(header.parameter, table):
        flag = row.get("flag")
        if flag not in rows:
            raise BadLaw(f"{header.parameter}: 'flag' must be one of: {', '.join(FLAGS)}.")
        rows[flag].append(row)
    return KindRules(
        header,
        {
            flag: read_dated(header, dated, lambda row: _row(header.parameter, row))
            for flag, dated in rows.items()
        },
    )


def _row(parameter: str, row: Mapping[str, Any]) -> Row:
    return {kind: _answer(parameter, row, kind) for kind in DebtorKind}


def _answer(parameter: str, row: Mapping[str, Any], kind: DebtorKind) -> Regime | bool:
    answer, flag = row.get(kind.value), row["flag"]
    if FLAGS[flag] is bool and isinstance(answer, bool):
        return answer
    if FLAGS[flag] is Regime and answer in set(Regime):
        return Regime(answer)
    wanted = "true or false" if FLAGS[flag] is bool else "'consumer' or 'business'"
    raise BadLaw(f"{parameter}: {flag} of {kind} must be {wanted}.")
