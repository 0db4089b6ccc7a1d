"""Short ways to write the CSV of a bank in a test."""

import io

from minnelijk.files.statements import bank_csv
from minnelijk.files.statements.facts import Payment, Reading
from minnelijk.files.statements.words import ProblemWord as W

DUTCH = [
    "Datum", "Naam / Omschrijving", "Rekening", "Tegenrekening", "Code", "Af Bij", "Bedrag (EUR)",
    "Mutatiesoort", "Mededelingen", "Saldo na mutatie", "Tag",
]  # fmt: skip
ENGLISH = [
    "Date", "Name / Description", "Account", "Counterparty", "Code", "Debit/credit",
    "Amount (EUR)", "Transaction type", "Notifications", "Resulting balance", "Tag",
]  # fmt: skip
RABOBANK = [
    "IBAN/BBAN", "Munt", "BIC", "Volgnr", "Datum", "Rentedatum", "Bedrag", "Saldo na trn",
    "Tegenrekening IBAN/BBAN", "Naam tegenpartij", "Naam uiteindelijke partij",
    "Naam initiërende partij", "BIC tegenpartij", "Code", "Batch ID", "Transactiereferentie",
    "Machtigingskenmerk", "Incassant ID", "Betalingskenmerk", "Omschrijving-1", "Omschrijving-2",
    "Omschrijving-3", "Reden retour", "Oorspr bedrag", "Oorspr munt", "Koers",
]  # fmt: skip
OURS, THEIRS = "NL20INGB0001234567", "NL91ABNA0417164300"


def line(cells: list[str], delimiter: str = ";") -> str:
    return delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)


def ing(
    amount: str = "121,00",
    said: str = "Factuur F26-1",
    *,
    side: str = "Bij",
    day: str = "20260922",
    account: str = OURS,
    kind: str = "Overschrijving",
    balance: str = "",
) -> list[str]:
    return [
        day, "Anna  Maes", account, THEIRS, "OV", side, amount, kind, said, balance, "",
    ]  # fmt: skip


def rabobank(amount: str, balance: str, **cells: str) -> list[str]:
    told = dict.fromkeys(RABOBANK, "") | {
        "IBAN/BBAN": "NL44RABO0123456789", "Munt": "EUR", "Volgnr": "000000000000000660",
        "Datum": "2026-09-22", "Rentedatum": "2026-09-21", "Bedrag": amount,
        "Saldo na trn": balance, "Tegenrekening IBAN/BBAN": THEIRS, "Naam tegenpartij": "Anna Maes",
    }  # fmt: skip
    return list((told | {name.replace("_", " "): value for name, value in cells.items()}).values())


def told(
    headings: list[str], *rows: list[str], delimiter: str = ";", encoding: str = "utf-8"
) -> Reading:
    text = "\r\n".join(line(cells, delimiter) for cells in (headings, *rows)) + "\r\n"
    return bank_csv.read(io.BytesIO(text.encode(encoding)))


def payment(reading: Reading) -> Payment:
    return reading.statements[0].entries[0].payments[0]


def words(reading: Reading) -> list[W]:
    return [problem.word for problem in reading.problems]
