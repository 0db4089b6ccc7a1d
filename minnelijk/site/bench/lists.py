"""Invented lists of open invoices for the benches, written line by line; the same every time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

HEADINGS = (
    "Klantnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand;"
    "Omschrijving;Telefoon;E-mail;Straat;Huisnummer;Postcode;Plaats"
)
FIRST = (
    "Fatma Jan Kees Sanne Ömer Marie Pieter Lotte Ahmed Els Daan Noor Bram Femke Youssef Ilse"
    " Willem Aylin Roos Mehmet Truus Stijn Emma Luuk Anouk Joris Hatice Gerrit"
)
LAST = (
    "Yildiz|Jansen|Bakker|Visser|de Vries|van Dijk|Smit|Meijer|Mulder|Bos|Peeters|Maes|Jacobs"
    "|Willems|Dekker|Vermeulen|Kaya|Hendriks|van den Berg|El Idrissi|Schouten|Postma|Hoekstra"
)
STREETS = (
    "Lindelaan Dorpsstraat Kerkweg Molenpad Stationsplein Havenkade Schoolstraat Beukenlaan"
    " Marktplein Zuidsingel Wilgenhof Parallelweg"
)
CITIES = (
    ("35", "JE", "Utrecht"),
    ("10", "AB", "Amsterdam"),
    ("30", "KL", "Rotterdam"),
    ("97", "XC", "Groningen"),
    ("56", "HN", "Eindhoven"),
)
FIRST_DAY = date(2026, 5, 1)
PER_DEBTOR = 4
"""Open invoices of one debtor, on average."""


def write(path: Path, rows: int, *, debtors: int, changed: int = 0) -> int:
    """Write a list of so many rows; return the cents that are open in it.

    `changed`: one row in so many is a tenth lower than in the list without it (0: none).
    """
    total = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADINGS}\r\n")
        for number in range(rows):
            lower = changed and number % changed == 0
            cents = _cents(number) * (9 if lower else 10) // 10
            total += cents
            file.write(f"{_row(number, number % debtors, cents)}\r\n")
    return total


def _cents(number: int) -> int:
    return 1_000 + number * 7_919 % 180_000


def _row(number: int, debtor: int, cents: int) -> str:
    invoiced = FIRST_DAY + timedelta(days=number * 31 % 90)
    due = invoiced + timedelta(days=14)
    amount = f"{cents // 100},{cents % 100:02}"
    return (
        f"K{10_000 + debtor};{_name(debtor)};F2026-{number:07};{invoiced:%d-%m-%Y};{due:%d-%m-%Y};"
        f"{amount};{amount};Levering week {number % 52 + 1};{_contact(debtor)}"
    )


def _name(debtor: int) -> str:
    return f"{_one(FIRST.split(), debtor, 7)} {_one(LAST.split('|'), debtor, 13)}"


def _one(things: Sequence[str], debtor: int, step: int) -> str:
    """Return one of these for a debtor: always the same one, and neighbours have others."""
    return things[debtor * step // 3 % len(things)]


def _contact(debtor: int) -> str:
    """A mobile number, an address to mail to and a house: what most lists have of a consumer."""
    return f"06-{20_000_000 + debtor};klant{debtor}@post.example;{';'.join(house(debtor))}"


def house(debtor: int) -> tuple[str, str, str, str]:
    """Return street, number, postcode and city of a debtor: always the same ones."""
    front, back, city = CITIES[debtor % len(CITIES)]
    street = _one(STREETS.split(), debtor, 5)
    return street, str(debtor * 17 % 249 + 1), f"{front}{debtor * 37 % 100:02} {back}", city


def numbers(rows: int) -> Iterator[tuple[str, int]]:
    """Give the number and the cents of each row, as `write` writes them without changes."""
    for number in range(rows):
        yield f"F2026-{number:07}", _cents(number)
