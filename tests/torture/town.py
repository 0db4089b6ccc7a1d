"""The portfolio that is tortured: three clients, their debtors, and what each of them will do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from minnelijk.site.demo.bank_file import Paid, camt
from minnelijk.site.demo.cast import CARDS
from minnelijk.site.demo.lists import FRENCH, as_csv, as_workbook, shop, water, wholesale

FIRST = date(2026, 9, 28)
"""A Monday. The letters of the first week run until after the clocks go back on 25 October."""

ZONE = ZoneInfo("Europe/Amsterdam")
TABLE = """
name = "Mail, letter, agency"

steps = [
  { phase = "one",    step = "first_mail",    days = 1, unit = "working",  do = "email",      with = "not_reached", or = "letter" },
  { phase = "two",    step = "engage",        days = 2, unit = "working",  do = "ask_client", asks_for = "engage" },
  { phase = "two",    step = "reminder_open", days = 0, unit = "working",  do = "email",      with = "still_open", or = "letter" },
  { phase = "notice", step = "notice",        days = 2, unit = "working",  do = "notice" },
  { phase = "notice", step = "ask_hand_over", days = 0, unit = "working",  do = "ask_client", asks_for = "hand_over" },
  { phase = "notice", step = "hand_over",     days = 0, unit = "calendar", do = "hand_over",  with = "bundle" },
]
"""  # noqa: E501 - a row of a table is a line
"""Our own table for Dutch debtors: from a list to the agency in a month, without telephone."""

IBANS = {card["code"]: card["iban"] for card in CARDS}


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment on the bureau's clock, in UTC."""
    return datetime.combine(on, time(hour, minute), tzinfo=ZONE).astimezone(UTC)


@dataclass(frozen=True)
class Delivery:
    """A list that a client delivers; `long` ones are placed by the worker."""

    client: str
    day: int
    name: str
    content: bytes
    long: bool


@dataclass(frozen=True)
class Debtor:
    """What one debtor owes and does: `how` and on which day (`after` the list)."""

    client: str
    number: str
    name: str
    day: int
    invoices: tuple[tuple[str, int], ...]
    how: str = "nothing"
    after: int = 0

    @property
    def cents(self) -> int:
        return sum(cents for _, cents in self.invoices)


HABITS = (
    (0.14, "bank", 3),
    (0.22, "hand", 4),
    (0.28, "half", 2),
    (0.34, "bank", 10),
    (0.38, "bank", 16),
    (0.42, "nameless", 3),
    (0.46, "back", 4),
    (0.58, "promise", 2),
)
"""Up to which share of the debtors does what, and how many days after the list came."""


@dataclass
class Town:
    """Everything that happens from outside, made from one number."""

    seed: int
    size: int
    deliveries: list[Delivery] = field(default_factory=list)
    debtors: list[Debtor] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng, part = Random(self.seed), max(2, self.size // 6)
        lists: list[tuple[str, int, str, list[dict[str, Any]]]] = [
            ("delta", 0, "openstaand-1.csv", water(rng, FIRST, part, 0)),
            ("noord", 0, "debiteuren-1.xlsx", wholesale(rng, FIRST, part, 0)),
            ("winkel", 1, "factures-1.csv", shop(rng, FIRST, part, 0)),
            ("delta", 1, "openstaand-2.csv", water(rng, FIRST, part, 2_000)),
            ("delta", 3, "openstaand-3.csv", water(rng, FIRST, part, 4_000)),
            ("noord", 4, "debiteuren-2.csv", wholesale(rng, FIRST, part, 5_000)),
        ]
        for nth, (client, day, name, rows) in enumerate(lists):
            for row in rows:  # nobody is the same person as another: who is first may not matter
                row["email"] = row["email"] and f"d{row['number']}@post.example"
            content = _written(name, client, rows)
            self.deliveries.append(Delivery(client, day, name, content, long=nth % 2 == 1))
            self.debtors += _debtors(self.seed, client, day, rows)

    def who(self, how: str, day: int) -> list[Debtor]:
        """Those who do this on this day."""
        return [one for one in self.debtors if one.how == how and one.day + one.after == day]

    def bank_file(self, client: str, day: int) -> bytes | None:
        """What the client's bank tells this morning: the payments of the day before."""
        paid = [line for line in self._paid(day) if line[0] == client]
        if not paid:
            return None
        on = FIRST + timedelta(days=day - 1)
        return camt(IBANS[client], [one for _, one in paid], on, f"{client}-{day}")

    def _paid(self, day: int) -> Iterator[tuple[str, Paid]]:
        for one in self.who("bank", day) + self.who("back", day):
            yield one.client, Paid(one.cents, one.name, " ".join(n for n, _ in one.invoices))
        for one in self.who("half", day):
            number, cents = one.invoices[0]
            yield one.client, Paid(cents // 2, one.name, f"Deel van {number}")
        for one in self.who("nameless", day):
            yield one.client, Paid(one.cents, "", "betaling")
        for one in self.debtors:
            promised = one.how == "promise" and int(one.number) % 2 == 0
            if promised and one.day + one.after + 4 == day:
                yield one.client, Paid(one.cents, one.name, one.invoices[0][0])
            if one.how == "back" and one.day + one.after + 3 == day:
                words = " ".join(number for number, _ in one.invoices)
                yield one.client, Paid(-one.cents, one.name, words)


def _written(name: str, client: str, rows: list[dict[str, Any]]) -> bytes:
    if name.endswith(".xlsx"):
        return as_workbook(rows)
    return as_csv(rows, FRENCH) if client == "winkel" else as_csv(rows)


def _debtors(seed: int, client: str, day: int, rows: list[dict[str, Any]]) -> list[Debtor]:
    per: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        per.setdefault(row["number"], []).append(row)
    made = []
    for number, lines in per.items():
        share = Random(f"{seed}:{client}:{number}").random()
        how, after = next(((how, days) for top, how, days in HABITS if share < top), ("nothing", 0))
        invoices = tuple((row["invoice"], row["cents"]) for row in lines)
        made.append(Debtor(client, number, lines[0]["name"], day, invoices, how, after))
    return made
