"""The open-items lists that the demo's clients deliver: a CSV, a workbook, French headings."""

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook

from minnelijk.files.spreadsheet_text import for_spreadsheet

Row = dict[str, Any]


@cache
def names() -> dict[str, Any]:
    path = Path(__file__).parent / "names.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def water(rng: Random, on: date, count: int, start: int) -> list[Row]:
    """Consumers of the water company: one to three invoices each."""
    rows: list[Row] = []
    for number in range(count):
        person = _person(rng, names()["last"], names()["towns"], 70_000 + start + number)
        rows += _invoices(rng, on, person, "F", 1_000 + 10 * (start + number), "periods")
    return rows


def autumn(rng: Random, on: date, count: int) -> list[Row]:
    """The long list of the water company after the meters were read: what a bank file pays."""
    rows: list[Row] = []
    for number in range(count):
        person = _person(rng, names()["last"], names()["towns"], 82_000 + number)
        rows += _invoices(rng, on, person, "F", 20_000 + 10 * number, "periods", most=2)
    return rows


def wholesale(rng: Random, on: date, count: int, start: int) -> list[Row]:
    """Companies and sole traders that buy from the wholesaler."""
    rows: list[Row] = []
    for number in range(count):
        firm = names()["firms"][(start + number) % len(names()["firms"])]
        town = rng.choice(names()["towns"])
        alone = number % 3 == 0
        company = {
            "number": str(20_000 + start + number),
            "name": firm if alone else f"{firm} {rng.choice(('B.V.', 'V.O.F.', 'B.V.'))}",
            "kind": "eenmanszaak" if alone else "",
            "phone": f"050 {rng.randrange(300, 999)} {rng.randrange(10, 99)} "
            f"{rng.randrange(10, 99)}",
            "email": f"administratie@{_plain(firm)}.example",
            "birth": "",
            **_address(rng, town),
        }
        rows += _invoices(rng, on, company, "GN", 4_000 + 10 * (start + number), "goods")
    return rows


def shop(rng: Random, on: date, count: int, start: int) -> list[Row]:
    """Belgian consumers of the web shop."""
    rows: list[Row] = []
    for number in range(start, start + count):
        person = _person(rng, names()["last_be"], names()["towns_be"], 5_000 + number, belgian=True)
        rows += _invoices(rng, on, person, "WZ", 8_000 + 10 * number, "parcels", most=1)
    return rows


def _person(
    rng: Random, last: Sequence[str], towns: Sequence[Any], number: int, *, belgian: bool = False
) -> Row:
    woman = rng.random() < 0.5
    first = rng.choice(names()["women" if woman else "men"])
    family = rng.choice(last)
    reachable = rng.random()
    phone = f"0{rng.choice((470, 476, 498))} {rng.randrange(10, 99)} {rng.randrange(10, 99)}"
    phone = f"{phone} {rng.randrange(10, 99)}" if belgian else f"06 {_mobile(rng)}"
    return {
        "number": str(number),
        "name": f"{first} {family}",
        "kind": "consument",
        "phone": "" if reachable < 0.05 else phone,
        "email": "" if 0.05 < reachable < 0.2 else f"{_plain(first + family)}{number}@post.example",
        "birth": f"{rng.randrange(1, 28):02}-{rng.randrange(1, 12):02}-{rng.randrange(1950, 2003)}",
        **_address(rng, rng.choice(towns)),
    }


def _mobile(rng: Random) -> str:
    return f"{rng.choice((1, 2, 4, 5))}{rng.randrange(100, 999)} {rng.randrange(1000, 9999)}"


def _address(rng: Random, town: Sequence[str]) -> Row:
    return {
        "street": rng.choice(names()["streets"]),
        "house": str(rng.randrange(1, 220)),
        "postcode": town[0],
        "city": town[1],
    }


def _invoices(  # noqa: PLR0913, PLR0917 - one line of a list in full
    rng: Random, on: date, who: Row, prefix: str, first: int, what: str, most: int = 3
) -> list[Row]:
    rows = []
    for extra in range(rng.choice((1, 1, 1, 2, min(2, most), most)[: 6 if most > 1 else 3])):
        sent_on = on - timedelta(days=rng.randrange(25, 75))
        rows.append(
            {
                **who,
                "invoice": f"{prefix}-{first + extra}",
                "sent_on": sent_on,
                "due_on": sent_on + timedelta(days=14),
                "cents": rng.randrange(2_500, 32_000),
                "what": rng.choice(names()[what]),
            }
        )
    return rows


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())


DUTCH = (
    ("Klantnummer", "number"),
    ("Naam", "name"),
    ("Soort klant", "kind"),
    ("Telefoon", "phone"),
    ("E-mail", "email"),
    ("Straat", "street"),
    ("Huisnummer", "house"),
    ("Postcode", "postcode"),
    ("Plaats", "city"),
    ("Geboortedatum", "birth"),
    ("Factuurnummer", "invoice"),
    ("Factuurdatum", "sent_on"),
    ("Vervaldatum", "due_on"),
    ("Openstaand", "cents"),
    ("Omschrijving", "what"),
)
FRENCH = tuple(
    zip(
        (
            *(
                "N° client",
                "Nom",
                "Type",
                "Téléphone",
                "E-mail",
                "Rue",
                "Numéro de maison",
                "Code postal",
            ),
            *("Ville", "Date de naissance", "N° facture", "Date facture", "Échéance", "Solde"),
            "Description",
        ),
        (key for _, key in DUTCH),
        strict=True,
    )
)


def as_csv(rows: Iterable[Row], headings: Sequence[tuple[str, str]] = DUTCH) -> bytes:
    """Return a list as accounting packages write it: semicolons, decimal commas, dd-mm-yyyy."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([heading for heading, _ in headings])
    for row in rows:
        writer.writerow([_cell(row[key], key) for _, key in headings])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any, key: str) -> str:
    if key == "cents":
        return f"{value // 100},{value % 100:02}"
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else for_spreadsheet(str(value))


def as_workbook(rows: Iterable[Row]) -> bytes:
    """Return the same list as a workbook with real dates and numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Openstaand")
    sheet.append([heading for heading, _ in DUTCH])
    for row in rows:
        sheet.append([row[key] / 100 if key == "cents" else row[key] for _, key in DUTCH])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
