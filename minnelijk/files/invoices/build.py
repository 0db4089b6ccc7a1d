"""From lines and columns to rows: each column is read once, then the rows are put together."""

from datetime import date

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
LESS_PAID = (Meaning.OPEN, Meaning.ORIGINAL, Meaning.PAID)


def rows(sheet: Sheet) -> tuple[list[Row], list[Problem]]:
    """Return the rows with their own problems, and the questions about whole columns."""
    texts = _texts(sheet)
    cents_of, about_cents = _amounts(sheet)
    days_of, about_days = _days(sheet)
    parts = Parts(texts, days_of, cents_of)
    checks.lines(sheet, parts)
    _in_order(sheet)
    return [_row(sheet, parts, nth) for nth in range(len(sheet.lines))], [
        *about_cents,
        *about_days,
    ]


def _in_order(sheet: Sheet) -> None:
    """Put the problems of each line in the order of its columns."""
    order = {column.heading: column.index for column in sheet.columns}
    for problems in sheet.flaws.values():
        problems.sort(key=lambda problem: order.get(problem.column, len(order)))


def _amounts(sheet: Sheet) -> tuple[dict[Meaning, list[int | None]], list[Problem]]:
    raw = {meaning: sheet.raw(meaning) for meaning in AMOUNTS}
    found, asked = {}, []
    for meaning, column in raw.items():
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


def _days(sheet: Sheet) -> tuple[dict[Meaning, list[date | None]], list[Problem]]:
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


def _texts(sheet: Sheet) -> dict[Meaning, list[str]]:
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
    found[Meaning.ENTERPRISE_NO] = [
        said.upper().translate(_DOTS) for said in sheet.text(Meaning.ENTERPRISE_NO)
    ]
    return found | _addresses(sheet) | _phones(sheet)


_DOTS = str.maketrans("", "", " .-/")


def _currency(said: str) -> tuple[str, Flaw | None]:
    if said.upper() in {"", "EUR", "€", "EURO"}:
        return "EUR", None
    return said.upper(), Flaw(W.CURRENCY_FOREIGN, blocking=True)


def _addresses(sheet: Sheet) -> dict[Meaning, list[str]]:
    countries, postcodes = [], []
    said = zip(sheet.text(Meaning.COUNTRY), sheet.text(Meaning.POSTCODE), strict=True)
    for nth, (country, postcode) in enumerate(said):
        code, flaw = contacts.country(country, postcode)
        written, wrong = contacts.postal(postcode, code)
        countries.append(code)
        postcodes.append(written)
        if flaw:
            sheet.flaw(nth, Meaning.COUNTRY, country, flaw)
        if wrong:
            sheet.flaw(nth, Meaning.POSTCODE, postcode, wrong)
    streets, numbers = sheet.text(Meaning.STREET), sheet.text(Meaning.HOUSE_NUMBER)
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


def _phones(sheet: Sheet) -> dict[Meaning, list[str]]:
    if Meaning.PHONE not in sheet.at and Meaning.PHONE2 not in sheet.at and not sheet.repairs:
        nothing = [""] * len(sheet.lines)
        return {Meaning.PHONE: nothing, Meaning.PHONE2: nothing}
    firsts, seconds = sheet.text(Meaning.PHONE), sheet.text(Meaning.PHONE2)
    where = zip(sheet.text(Meaning.COUNTRY), sheet.text(Meaning.POSTCODE), strict=True)
    for nth, (country, postcode) in enumerate(where):
        region = contacts.country(country, postcode)[0] or sheet.region
        if len(firsts[nth]) > 15:
            first, *more = contacts.apart(firsts[nth])
            firsts[nth], seconds[nth] = first, seconds[nth] or "".join(more)
        for column, meaning in ((firsts, Meaning.PHONE), (seconds, Meaning.PHONE2)):
            said = column[nth]
            if said:
                column[nth], flaw = contacts.phone(said, region)
                if flaw:
                    sheet.flaw(nth, meaning, said, flaw)
    return {Meaning.PHONE: firsts, Meaning.PHONE2: seconds}


def _row(sheet: Sheet, parts: Parts, nth: int) -> Row:
    texts, days_of, cents_of = parts.texts, parts.days, parts.cents
    return Row(
        place=sheet.lines[nth].place,
        debtor_number=texts[Meaning.DEBTOR_NUMBER][nth],
        name=texts[Meaning.NAME][nth],
        number=texts[Meaning.INVOICE][nth],
        invoice_on=days_of[Meaning.INVOICE_ON][nth],
        due_on=days_of[Meaning.DUE_ON][nth],
        original_cents=cents_of[Meaning.ORIGINAL][nth],
        open_cents=cents_of[Meaning.OPEN][nth],
        currency=texts[Meaning.CURRENCY][nth],
        description=texts[Meaning.DESCRIPTION][nth],
        phone=texts[Meaning.PHONE][nth],
        phone2=texts[Meaning.PHONE2][nth],
        email=texts[Meaning.EMAIL][nth],
        street=texts[Meaning.STREET][nth],
        house_number=texts[Meaning.HOUSE_NUMBER][nth],
        postcode=texts[Meaning.POSTCODE][nth],
        city=texts[Meaning.CITY][nth],
        country=texts[Meaning.COUNTRY][nth],
        language=texts[Meaning.LANGUAGE][nth],
        birth_on=days_of[Meaning.BIRTH_ON][nth],
        enterprise_no=texts[Meaning.ENTERPRISE_NO][nth],
        kind=texts[Meaning.KIND][nth],
        reference=texts[Meaning.REFERENCE][nth],
        credit_for=texts[Meaning.CREDIT_FOR][nth],
        contract_on=days_of[Meaning.CONTRACT_ON][nth],
        problems=tuple(sheet.flaws.get(nth, ())),
    )
