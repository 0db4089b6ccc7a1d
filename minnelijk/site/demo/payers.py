"""How two hundred people pay: most name their invoice, a few leave a person something to decide."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from django.conf import settings

from minnelijk.flow.said import number_key
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.statements import take_file
from minnelijk.records.models import Account, Reference
from minnelijk.site.demo.bank_file import Paid, camt, iban_of
from minnelijk.site.demo.cast import Cast
from minnelijk.site.demo.history import moment, place
from minnelijk.site.demo.lists import Row, as_csv, autumn

SEED = 20_053
YESTERDAY, SURE = 4, 180
PEOPLE = 214
"""Yesterday's four; one for each payment that books itself, two for a few of those that wait; and
some who pay nothing."""

NUMBER = "20261122"
WORDS: tuple[str, ...] = (
    "Factuur {0}",
    "factuurnr. {0} waterrekening",
    "BETALING {0}",
    "rekening {0}, bedankt",
    "Fact {0} klantnr {1}",
    "Hierbij de betaling van {0}. Groet",
)


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody of the list, with invoices and an account."""

    name: str
    customer: str
    invoices: tuple[str, ...]
    amounts: tuple[int, ...]
    iban: str

    @property
    def owed(self) -> int:
        return sum(self.amounts)

    def pays(self, cents: int, text: str, *, name: str | None = None) -> Paid:
        return Paid(cents, self.name if name is None else name, text, self.iban)


def the_list(on: date) -> list[Row]:
    """The list that these people stand on; two of them owe exactly the same."""
    rows = autumn(Random(SEED), on, PEOPLE)  # noqa: S311 - invented people, no secrets
    people = [list(own) for _, own in groupby(rows, key=lambda row: str(row["number"]))]
    for first, second in ((-3, -4), (-5, -6)):
        people[second] = people[second][:1]
        people[first] = people[first][:1]
        people[second][0]["cents"] = people[first][0]["cents"]
    return [row for own in people for row in own]


def payers(on: date) -> list[Payer]:
    rows = the_list(on)
    found = []
    for at, (number, own) in enumerate(groupby(rows, key=lambda row: str(row["number"]))):
        invoices = list(own)
        found.append(
            Payer(
                str(invoices[0]["name"]),
                number,
                tuple(str(row["invoice"]) for row in invoices),
                tuple(int(row["cents"]) for row in invoices),
                iban_of(4_000_000 + 37 * at),
            )
        )
    return found


def yesterday(iban: str, on: date, placed_on: date) -> bytes:
    """The file of the day before: four payments, each with its invoice."""
    people = payers(placed_on)[:YESTERDAY]
    paid = [who.pays(who.owed, " ".join(who.invoices)) for who in people]
    return camt(iban, paid, on, f"{NUMBER}0")


def today(iban: str, on: date, placed_on: date) -> bytes:
    """The file to try with: two hundred payments, of which nine in ten book themselves."""
    people = iter(payers(placed_on))
    early = [next(people) for _ in range(YESTERDAY)]
    chance = Random(SEED + 1)  # noqa: S311 - invented people, no secrets
    paid = [_sure(next(people), number, chance) for number in range(SURE)]
    paid += _unsure(list(people), early)
    chance.shuffle(paid)
    return camt(iban, paid, on, f"{NUMBER}1")


def _sure(who: Payer, number: int, chance: Random) -> Paid:
    """One that names its invoice, in one of the ways people do."""
    ways: tuple[Callable[[Payer, Random], Paid], ...] = (_named, _case, _broken, _part, _by_another)
    return chance.choices(ways, (110, 25, 10, 20, 15))[0](who, chance)


def _named(who: Payer, chance: Random) -> Paid:
    """All of it: with every invoice, or with the second one in short."""
    if len(who.invoices) == 2:
        second = chance.choice((who.invoices[1], who.invoices[1].removeprefix("F-")))
        both = chance.choice(("{0} en {1}", "{0} + {1}", "facturen {0}, {1}"))
        return who.pays(who.owed, both.format(who.invoices[0], second))
    words = chance.choice(WORDS).format(_written(who.invoices[0], chance), who.customer)
    return who.pays(who.owed, words)


def _written(invoice: str, chance: Random) -> str:
    bare = invoice.replace("-", "")
    spaced = invoice.replace("-", " ")
    return chance.choice((invoice, invoice.lower(), bare, bare.lower(), spaced))


def _case(who: Payer, chance: Random | None = None) -> Paid:
    """With the number of our case, as our mail names it."""
    row = Reference.objects.select_related("case").get(
        kind="invoice", value=number_key(who.invoices[0])
    )
    words = chance.choice(("D-{0}", "zaak D{0}")) if chance else "D-{0} deel"
    return who.pays(who.owed, words.format(row.case.number))


def _broken(who: Payer, chance: Random) -> Paid:
    """The bank broke its line in the middle of the number."""
    invoice = who.invoices[0]
    return who.pays(who.amounts[0], f"betaling van de waterrekening {invoice[:4]}\n{invoice[4:]}")


def _part(who: Payer, chance: Random) -> Paid:
    half = max(100, who.amounts[0] // 200 * 100)
    return who.pays(half, f"{who.invoices[0]} {chance.choice(('eerste deel', 'deel 1', 'helft'))}")


def _by_another(who: Payer, chance: Random) -> Paid:
    """A partner or a mother pays from her own account."""
    other = chance.choice(("H. Oosterling", "Mw. A. Terpstra", "Kruidhof Beheer", "L. Zijlstra"))
    return who.pays(who.owed, " ".join(("voor", *who.invoices)), name=other)


OTHERS = ("J. Hoekema", "Mw. T. Aalders", "P. Roukema eo", "K. Wiersma", "B. Zandbergen",
          "Y. Dijkema", "R. Oldenhof")  # fmt: skip


def _unsure(people: list[Payer], early: list[Payer]) -> Iterator[Paid]:
    """The twenty that wait: each takes a key."""
    same = people[-6:-2]
    rest = iter(people[:-6])
    for other in OTHERS:  # only the amount fits
        who = next(rest)
        yield who.pays(who.owed, "bedankt voor het wachten", name=other)
    for words in ("eerste deel", "aflossing", "deel 1 van 2", "alvast dit"):  # only the name fits
        who = next(rest)
        yield who.pays(who.owed // 3, words)
    for wrong in ("F-99871", "factuur 88120"):  # a number that nobody sent
        who = next(rest)
        yield who.pays(who.owed, wrong)
    for one in same[1::2]:  # two people owe exactly this
        yield one.pays(one.owed, "water", name="")
    for _ in range(2):  # one payment for two
        one, other_one = next(rest), next(rest)
        words = f"{one.invoices[0]} en {other_one.invoices[0]}"
        yield one.pays(one.amounts[0] + other_one.amounts[0], words, name="Fam. Hoekema")
    who = next(rest)  # our case, but another amount
    yield replace(_case(who), cents=who.owed + 350)
    who = next(rest)  # by chance the amount of somebody
    yield who.pays(who.owed, "contributie tennisclub najaar", name="S. Oltmans")
    yield Paid(-early[0].owed, early[0].name, "TERUGBOEKING")


def place_of() -> Path:
    """Where the file to try with lies."""
    return Path(settings.HOME) / "bankbestand.xml"


def autumn_comes(cast: Cast, on: date) -> None:
    """The last day before the demo opens: the long list comes, and a first file of the bank; the
    file to try with is made."""
    iban = str(Account.objects.get(client=cast.water).iban)
    place(cast.water, as_csv(the_list(on)), "openstaand-najaar.csv", on, cast)
    first = yesterday(iban, on - timedelta(days=1), on)
    act = Act(moment(on, 6, 10), cast.soraya)
    take_file(io.BytesIO(first), "bankbestand-0.xml", Account.objects.all(), act)
    place_of().write_bytes(today(iban, on, on))
