"""From lines and columns to rows: each column is read once, then the rows are put together."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from minnelijk.files.invoices import checks, contacts, sides, values
from minnelijk.files.invoices.contacts import Flaw
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Row
from minnelijk.files.invoices.sheet import Parts, Sheet
from minnelijk.files.invoices.words import AMOUNTS, DAYS, Meaning
from minnelijk.files.invoices.words import ProblemWord as W

_STOPS = frozenset(
    {
        Meaning.OPEN,
        Meaning.ORIGINAL,
        Meaning.DEBIT,
        Meaning.CREDIT,
        Meaning.INVOICE_ON,
        Meaning.DUE_ON,
    }
)
"""Columns whose unreadable values hold a row back."""
Value = TypeVar("Value")
LESS_PAID = (Meaning.OPEN, Meaning.ORIGINAL, Meaning.PAID)


def parts(sheet: Sheet) -> tuple[Parts, list[Problem]]:
    """Read all columns, note the problems of each line; return the questions about columns too."""
    texts = _texts(sheet)
    cents_of, about_cents = _amounts(sheet)
    days_of, about_days = _days(sheet)
    found = Parts(texts, days_of, cents_of)
    checks.lines(sheet, found)
    _in_order(sheet)
    return found, [*about_cents, *about_days]


def _in_order(sheet: Sheet) -> None:
    """Put the problems of each line in the order of its columns."""
    order = {column.heading: column.index for column in sheet.columns}
    for problems in sheet.flaws.values():
        problems.sort(key=lambda problem: order.get(problem.column, len(order)))


def _amounts(sheet: Sheet) -> tuple[sides.Cents, list[Problem]]:
    raw = {meaning: sheet.raw(meaning) for meaning in AMOUNTS}
    found: sides.Cents = {}
    asked = []
    for meaning, column in raw.items():
        same = next((other for other in found if raw[other] == column), None)
        if same is not None and None not in found[same]:
            found[meaning] = found[same]  # read whole before: of most invoices nothing is paid yet
            continue
        others = [raw[other] for other in AMOUNTS if other is not meaning]
        mark = values.mark_of(column, others, sheet.manner.decimal)
        reader = values.amount_reader(mark, blocking=meaning in _STOPS)
        found[meaning] = sheet.read(meaning, column, reader)
        asked += _question(sheet, meaning, W.AMOUNT_AMBIGUOUS)
    if Meaning.OPEN not in sheet.at and {Meaning.ORIGINAL, Meaning.PAID} <= sheet.at.keys():
        found[Meaning.OPEN] = [
            total - paid if total is not None and paid is not None else opened
            for opened, total, paid in zip(*(found[m] for m in LESS_PAID), strict=True)
        ]
    return found, asked + sides.settled(sheet, found)


def _days(sheet: Sheet) -> tuple[dict[Meaning, Sequence[date | None]], list[Problem]]:
    raw = {meaning: sheet.raw(meaning) for meaning in DAYS}
    found, asked = {}, []
    for meaning, column in raw.items():
        others = [raw[other] for other in DAYS if other is not meaning]
        order = values.order_of(column, others, sheet.manner.day_first)
        birth, blocking = meaning is Meaning.BIRTH_ON, meaning in _STOPS
        reader = values.day_reader(order, sheet.manner, birth=birth, blocking=blocking)
        found[meaning] = sheet.read(meaning, column, reader)
        asked += _question(sheet, meaning, W.DAY_AMBIGUOUS)
    return found, asked


def _question(sheet: Sheet, meaning: Meaning, word: W) -> list[Problem]:
    """Return one question for a column with values that can be read in two ways."""
    heading = sheet.heading.get(meaning, str(meaning))
    for problems in sheet.flaws.values():
        for problem in problems:
            if problem.word is word and problem.column == heading:
                return [
                    Problem(word, column=heading, value=problem.value, blocking=problem.blocking)
                ]
    return []


def _texts(sheet: Sheet) -> dict[Meaning, Sequence[str]]:
    plain = (
        Meaning.DEBTOR_NUMBER,
        Meaning.NAME,
        Meaning.FIRST_NAME,
        Meaning.INVOICE,
        Meaning.DESCRIPTION,
        Meaning.CITY,
    )
    found = {
        meaning: sheet.text(meaning) for meaning in (*plain, Meaning.REFERENCE, Meaning.CREDIT_FOR)
    }
    if Meaning.FIRST_NAME in sheet.at:
        pairs = zip(found[Meaning.FIRST_NAME], found[Meaning.NAME], strict=True)
        found[Meaning.NAME] = [f"{first} {last}".strip() for first, last in pairs]
    found[Meaning.EMAIL] = sheet.words(Meaning.EMAIL, contacts.email)
    found[Meaning.LANGUAGE] = sheet.words(Meaning.LANGUAGE, contacts.language)
    found[Meaning.KIND] = sheet.words(Meaning.KIND, contacts.kind)
    found[Meaning.CURRENCY] = sheet.words(Meaning.CURRENCY, _currency)
    found[Meaning.ENTERPRISE_NO] = sheet.words(Meaning.ENTERPRISE_NO, _bare_number)
    return found | _addresses(sheet) | _phones(sheet)


_DOTS = str.maketrans("", "", " .-/")


def _bare_number(said: str) -> tuple[str, None]:
    return said.upper().translate(_DOTS), None


def _currency(said: str) -> tuple[str, Flaw | None]:
    if said.upper() in {"", "EUR", "€", "EURO"}:
        return "EUR", None
    return said.upper(), Flaw(W.CURRENCY_FOREIGN, blocking=True)


def _addresses(sheet: Sheet) -> dict[Meaning, Sequence[str]]:
    countries, postcodes = [], []
    said = zip(sheet.text(Meaning.COUNTRY), sheet.text(Meaning.POSTCODE), strict=True)
    where = _Known(_where)
    for nth, (country, postcode) in enumerate(said):
        code, flaw, written, wrong = where[country, postcode]
        countries.append(code)
        postcodes.append(written)
        if flaw:
            sheet.flaw(nth, Meaning.COUNTRY, country, flaw)
        if wrong:
            sheet.flaw(nth, Meaning.POSTCODE, postcode, wrong)
    streets, numbers = list(sheet.text(Meaning.STREET)), list(sheet.text(Meaning.HOUSE_NUMBER))
    for nth, (street, number) in enumerate(zip(streets, numbers, strict=True)):
        if street and not number:
            bare, found = contacts.street(street)
            if found:
                streets[nth], numbers[nth] = bare, found
                sheet.flaw(nth, Meaning.STREET, street, Flaw(W.HOUSE_NUMBER_SPLIT, detail=found))
    return {
        Meaning.COUNTRY: countries,
        Meaning.POSTCODE: postcodes,
        Meaning.STREET: streets,
        Meaning.HOUSE_NUMBER: numbers,
    }


class _Known(dict[tuple[str, str], Value]):
    """What two texts say together, worked out once: the rows of a debtor say the same."""

    def __init__(self, read: Callable[[str, str], Value]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, told: tuple[str, str]) -> Value:
        self[told] = found = self.read(*told)
        return found


def _where(country: str, postcode: str) -> tuple[str, Flaw | None, str, Flaw | None]:
    """The country and the postcode of a row, each with what is wrong with it."""
    code, flaw = contacts.country(country, postcode)
    return code, flaw, *contacts.postal(postcode, code)


def _region(country: str, postcode: str) -> str:
    return contacts.country(country, postcode)[0]


def _phones(sheet: Sheet) -> dict[Meaning, Sequence[str]]:
    if Meaning.PHONE not in sheet.at and Meaning.PHONE2 not in sheet.at and not sheet.repairs:
        return {Meaning.PHONE: sheet.blank, Meaning.PHONE2: sheet.blank}
    firsts, seconds = list(sheet.text(Meaning.PHONE)), list(sheet.text(Meaning.PHONE2))
    where = zip(sheet.text(Meaning.COUNTRY), sheet.text(Meaning.POSTCODE), strict=True)
    regions, numbers = _Known(_region), _Known(contacts.phone)
    for nth, said_where in enumerate(where):
        region = regions[said_where] or sheet.region
        if len(firsts[nth]) > 15:
            first, *more = contacts.apart(firsts[nth])
            firsts[nth], seconds[nth] = first, seconds[nth] or "".join(more)
        for column, meaning in ((firsts, Meaning.PHONE), (seconds, Meaning.PHONE2)):
            said = column[nth]
            if said:
                column[nth], flaw = numbers[said, region]
                if flaw:
                    sheet.flaw(nth, meaning, said, flaw)
    return {Meaning.PHONE: firsts, Meaning.PHONE2: seconds}


ROW: tuple[Meaning, ...] = (
    Meaning.DEBTOR_NUMBER,
    Meaning.NAME,
    Meaning.INVOICE,
    Meaning.INVOICE_ON,
    Meaning.DUE_ON,
    Meaning.ORIGINAL,
    Meaning.OPEN,
    Meaning.CURRENCY,
    Meaning.DESCRIPTION,
    Meaning.PHONE,
    Meaning.PHONE2,
    Meaning.EMAIL,
    Meaning.STREET,
    Meaning.HOUSE_NUMBER,
    Meaning.POSTCODE,
    Meaning.CITY,
    Meaning.COUNTRY,
    Meaning.LANGUAGE,
    Meaning.BIRTH_ON,
    Meaning.ENTERPRISE_NO,
    Meaning.KIND,
    Meaning.REFERENCE,
    Meaning.CREDIT_FOR,
    Meaning.CONTRACT_ON,
)
"""What stands in a `Row`, in its order, between its place and its problems."""


def rows(places: Sequence[int], sheet: Sheet, found: Parts) -> list[Row]:
    """Put the columns side by side: the rows with their own problems."""
    said: dict[Meaning, Any] = {**found.texts, **found.days, **found.cents}
    problems = (tuple(sheet.flaws.get(nth, ())) for nth in range(len(places)))
    columns = (said[meaning] for meaning in ROW)
    return list(map(Row, places, *columns, problems))
