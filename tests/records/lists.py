"""Small lists of invoices, read by the real reader and placed, for the tests of intake."""

from datetime import timedelta

from minnelijk.files.invoices import Reading, read
from minnelijk.records.actions import intake
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake import What
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    ClientNote,
    Debtor,
    Entry,
    Person,
    Placement,
    Reference,
    WorkItem,
)
from minnelijk.records.queries import open_per_claim
from tests import world

HEAD = (
    "Klantnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;Telefoon;"
    "E-mail;Straat;Huisnummer;Postcode;Plaats;Geboortedatum;Credit voor"
)
HEADINGS = HEAD.split(";")
FATMA = {
    "Klantnummer": "K1",
    "Naam": "Fatma Yildiz",
    "Factuurnummer": "F-1",
    "Factuurdatum": "01-02-2026",
    "Vervaldatum": "15-02-2026",
    "Factuurbedrag": "120,00",
    "Openstaand": "120,00",
    "Telefoon": "06-12345678",
    "E-mail": "fatma@post.example",
    "Straat": "Lindelaan",
    "Huisnummer": "14",
    "Postcode": "3512 JE",
    "Plaats": "Utrecht",
}
JAN = FATMA | {
    "Klantnummer": "K2",
    "Naam": "Jan Jansen",
    "Factuurnummer": "F-2",
    "Telefoon": "06-87654321",
    "E-mail": "jan@post.example",
    "Huisnummer": "16",
}
KEES = JAN | {"Klantnummer": "K3", "Factuurnummer": "F-3", "E-mail": "", "Telefoon": ""}
COMMA, MORE = {"Factuurbedrag": "90,00", "Openstaand": "90,00"}, {"Factuurnummer": "F-9"}
ACT = Act(world.AT + timedelta(days=3))


def listed(*rows: dict[str, str]) -> Reading:
    lines = [HEAD, *(";".join(row.get(heading, "") for heading in HEADINGS) for row in rows)]
    return read("\n".join(lines).encode(), name="lijst.csv")


def place(
    client: Client,
    *rows: dict[str, str],
    complete: bool = False,
    gone_confirmed: bool = False,
    days: int = 0,
) -> Placement:
    client.refresh_from_db()
    act = Act(world.AT + timedelta(days=days))
    return intake.place(
        client,
        reading=listed(*rows),
        document=None,
        complete=complete,
        gone_confirmed=gone_confirmed,
        act=act,
    )


def what(client: Client, *rows: dict[str, str], complete: bool = False) -> list[What]:
    client.refresh_from_db()
    rows_read = listed(*rows).rows
    found = intake.compare(client, rows_read, complete=complete, on=world.DAY)
    return [line.what for line in found.lines]


def open_of(number: str) -> int:
    claim = Claim.objects.get(number=number)
    return open_per_claim([claim.case_id])[claim.id]


def case_of(number: str) -> Case:
    return Claim.objects.get(number=number).case


def counts() -> tuple[int, ...]:
    tables = (Case, Claim, Debtor, Entry, Person, Reference, WorkItem, ClientNote)
    return tuple(table.objects.count() for table in tables)
