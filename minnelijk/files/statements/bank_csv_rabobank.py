"""The CSV of Rabobank: twenty-six columns, a signed amount, the balance behind every row."""

import re
from datetime import date

from minnelijk.files.statements.bank_csv_table import (
    Booked,
    Dialect,
    Row,
    amount,
    balance,
    day,
)
from minnelijk.files.statements.facts import Entry, Payment
from minnelijk.files.statements.problems import Problem
from minnelijk.files.statements.words import EntryState
from minnelijk.files.statements.words import ProblemWord as W

NEEDED = {
    "account": "IBAN/BBAN", "currency": "Munt", "number": "Volgnr", "day": "Datum",
    "value_day": "Rentedatum", "amount": "Bedrag", "balance": "Saldo na trn",
    "counter": "Tegenrekening IBAN/BBAN", "name": "Naam tegenpartij",
    "end_to_end": "Transactiereferentie", "reference": "Betalingskenmerk",
    "words_1": "Omschrijving-1", "words_2": "Omschrijving-2", "words_3": "Omschrijving-3",
    "returned": "Reden retour",
}  # fmt: skip
HEADINGS = {written.casefold(): word for word, written in NEEDED.items()} | {
    "naam uiteindelijke partij": "last_party"
}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NO_REFERENCE = {"NOTPROVIDED", "NONREF"}


def booked(row: Row, problems: list[Problem]) -> Booked | None:
    """Return what a row says, or None with a problem if its money cannot be read."""
    cents = amount(row, "amount", problems)
    if cents is None:
        return None
    words = (row.cell(word) for word in ("words_1", "words_2", "words_3", "last_party"))
    end_to_end = row.cell("end_to_end")
    payment = Payment(
        cents=cents,
        name=row.cell("name"),
        iban="".join(row.cell("counter").split()),
        reference="".join(row.cell("reference").split()),
        text="\n".join(text for text in words if text),
        end_to_end="" if end_to_end.upper() in _NO_REFERENCE else end_to_end,
        returned=bool(row.cell("returned")),
    )
    entry = Entry(
        place=row.place,
        cents=cents,
        booked_on=_day(row, "day", problems),
        value_on=_day(row, "value_day", problems),
        state=EntryState.BOOKED,
        payments=(payment,),
        bank_ref=row.cell("number"),
    )
    account = "".join(row.cell("account").split())
    currency = row.cell("currency").upper()
    return Booked(account, currency, entry, balance(row, "balance", problems))


RABOBANK = Dialect("csv-rabobank", HEADINGS, NEEDED, booked, newest_first=False)


def _day(row: Row, word: str, problems: list[Problem]) -> date | None:
    text = row.cell(word)
    found = day(text) if _ISO.fullmatch(text) else None
    if found is None and (text or word == "day"):
        problems.append(Problem(W.DAY_UNREADABLE, row.place, text[:40]))
    return found
