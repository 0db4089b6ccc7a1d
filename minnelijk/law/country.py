"""One country's law pack: all its files, loaded and checked once."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from minnelijk.law.allocation import AllocationRules, read_allocation
from minnelijk.law.contact import ContactRules, read_contact
from minnelijk.law.costs import CostRules, read_costs
from minnelijk.law.damages import DamagesRules, read_damages
from minnelijk.law.dated import BadLaw, Header, LawRefusal, read_header, rows_of
from minnelijk.law.days import Calendar, read_weekdays
from minnelijk.law.holidays import read_rules
from minnelijk.law.interest import InterestRules, read_interest
from minnelijk.law.kinds import DebtorKind, Flags, KindRules, read_kinds
from minnelijk.law.limitation import LimitationRules, read_limitation
from minnelijk.law.notices import NoticeRules, read_notices
from minnelijk.law.order import OrderRules, read_order
from minnelijk.law.reminder_fee import ReminderFees, read_reminder_fees
from minnelijk.law.situations import SituationRules, read_situations
from minnelijk.law.speech import SpeechRules, read_speech
from minnelijk.law.terms import TermRules, read_terms

COUNTRIES = ("nl", "be")
HERE = Path(__file__).parent
TARGET = HERE / "target.toml"


class NoLawPack(LawRefusal):
    """There is no law pack for this country: nothing happens by itself there."""

    word = "no_law_pack"
    because = "does not cover this country"

    def __init__(self, code: str) -> None:
        super().__init__(code, None)


@dataclass(frozen=True, eq=False)
class Country:
    """What the law of one country says, and which version of the pack said it."""

    code: str
    zone: ZoneInfo
    kinds: frozenset[DebtorKind]
    days: Calendar
    contact: ContactRules
    costs: CostRules
    reminder_fee: ReminderFees
    allocation: AllocationRules
    terms: TermRules
    interest: InterestRules
    damages: DamagesRules | None
    notices: NoticeRules
    order: OrderRules
    limitation: LimitationRules
    speech: SpeechRules
    situations: SituationRules
    debtors: KindRules
    pack_version: str
    pack_sha256: str

    def flags(self, kind: DebtorKind, on: date) -> Flags:
        """Return which rules this kind of debtor falls under on a day; raises `LawRefusal`."""
        return self.debtors.of(kind, on)

    @property
    def stamp(self) -> dict[str, str]:
        """Which text of the pack a figure was made with, as it is kept beside the figure."""
        return {"version": self.pack_version, "sha256": self.pack_sha256}

    @property
    def headers(self) -> tuple[Header, ...]:
        """The heads of all files of the pack: what is checked, and until when it is known."""
        parts = (getattr(self, part.name) for part in fields(self))
        return tuple(header for part in parts for header in getattr(part, "headers", ()))


@cache
def country(code: str) -> Country:
    """Return the law of a country by its code ("nl", "be"); raises `NoLawPack` and `BadLaw`."""
    if code not in COUNTRIES:
        raise NoLawPack(code)
    return load(code, HERE / code)


def load(code: str, folder: Path) -> Country:
    """Return the law pack in a folder; raises `BadLaw` where a file may not be trusted."""
    zone, kinds, version = _pack(code, read_toml(folder / "pack.toml"))
    days = _calendar(code, folder)
    costs = read_costs(part(code, folder, "costs"), part(code, folder, "costs_business"))
    interest = read_interest(
        part(code, folder, "interest_consumer"), part(code, folder, "interest_business")
    )
    return Country(
        code=code,
        zone=zone,
        kinds=kinds,
        days=days,
        contact=read_contact(*part(code, folder, "contact"), days),
        costs=costs,
        reminder_fee=read_reminder_fees(*part(code, folder, "reminder_fee")),
        allocation=read_allocation(*part(code, folder, "allocation")),
        terms=read_terms(*part(code, folder, "terms")),
        interest=interest,
        damages=_damages(code, folder, interest, costs),
        notices=_notices(code, folder, days),
        order=read_order(*part(code, folder, "order")),
        limitation=read_limitation(*part(code, folder, "limitation")),
        speech=read_speech(*part(code, folder, "speech"), kinds),
        situations=read_situations(*part(code, folder, "situations")),
        debtors=read_kinds(*part(code, folder, "kinds")),
        pack_version=version,
        pack_sha256=_sha256(sorted(folder.glob("*.toml"))),
    )


def part(code: str, folder: Path, name: str) -> tuple[Header, dict[str, Any]]:
    """Return one file of a pack: its head and its whole table; raises `BadLaw`."""
    table = read_toml(folder / f"{name}.toml")
    return read_header(f"{code}.{name}", table), table


def read_toml(path: Path) -> dict[str, Any]:
    """Return a law file with exact decimals; raises `BadLaw` when it is no TOML or not there."""
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, ValueError) as problem:
        raise BadLaw(f"{path.parent.name}/{path.name} cannot be read: {problem}") from problem


def _pack(code: str, table: dict[str, Any]) -> tuple[ZoneInfo, frozenset[DebtorKind], str]:
    try:
        kinds = frozenset(DebtorKind(kind) for kind in table["kinds"])
        return ZoneInfo(table["zone"]), kinds, str(table["version"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{code}.pack: {problem} is missing or wrong.") from problem


def _calendar(code: str, folder: Path) -> Calendar:
    table, target = read_toml(folder / "holidays.toml"), read_toml(TARGET)
    header = read_header(f"{code}.holidays", table)
    bank_header = read_header("target", target)
    return Calendar(
        header=header,
        bank_header=bank_header,
        rules=read_rules(header, rows_of(header.parameter, table)),
        bank_rules=read_rules(bank_header, rows_of(bank_header.parameter, target)),
        weekdays=read_weekdays(header.parameter, table),
    )


def _notices(code: str, folder: Path, days: Calendar) -> NoticeRules:
    names = ("notices", "mentions", "wording")
    return read_notices({name: part(code, folder, name) for name in names}, days)


def _damages(
    code: str, folder: Path, interest: InterestRules, costs: CostRules
) -> DamagesRules | None:
    """Return the rules on damages clauses, where a country has them: without a file, nothing."""
    if not (folder / "damages.toml").exists():
        return None
    return read_damages(*part(code, folder, "damages"), interest.business, costs)


def _sha256(files: list[Path]) -> str:
    """Return one hash over the pack: names and bytes, with line ends as git keeps them."""
    digest = sha256()
    for path in [*files, TARGET]:
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()
