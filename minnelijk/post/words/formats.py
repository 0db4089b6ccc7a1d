"""How amounts, days, accounts and phone numbers read in a message, in the message's language."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
EURO = "\N{EURO SIGN}"
AMOUNT_FIRST = frozenset({"fr", "de"})  # "214,50 €"
WEEKDAY = r"\b(?:[^\W\d_]+(?:dag|day|tag)|Mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"


@lru_cache(maxsize=4_096)
def money(cents: int, language: str) -> str:
    """Write `€ 1.204,50`; the blank is an ordinary one, `glued` makes it hold."""
    number = format_decimal(Decimal(abs(cents)) / 100, "#,##0.00", locale=language)
    amount = f"{number} {EURO}" if language in AMOUNT_FIRST else f"{EURO} {number}"
    return f"-{amount}" if cents < 0 else amount


@lru_cache(maxsize=4_096)
def weekday(day: date, language: str, on: date) -> str:
    """Write `maandag 30 november`, with its year when that is another than the year of `on`."""
    comma = "," if language == "de" else ""
    return f"{format_date(day, 'EEEE', locale=language)}{comma} {plain_day(day, language, on)}"


@lru_cache(maxsize=4_096)
def plain_day(day: date, language: str, on: date) -> str:
    """Write `30 november`, with its year when that is another than the year of `on`."""
    return format_date(day, _day_and_month(day, language) + _year(day, on), locale=language)


def full_day(day: date, language: str) -> str:
    """Write `30 november 2026`, for what is read long after it was written."""
    return format_date(day, _day_and_month(day, language) + " y", locale=language)


def _day_and_month(day: date, language: str) -> str:
    """German puts a point behind the day, French says the first as `1er`."""
    if language == "fr" and day.day == 1:
        return "d'er' MMMM"
    return "d. MMMM" if language == "de" else "d MMMM"


def _year(day: date, on: date) -> str:
    return "" if day.year == on.year else " y"


@lru_cache(maxsize=4_096)
def phone(number: str, home: str) -> str:
    """Write a number the way people read it: national at home, with its country abroad."""
    try:
        parsed = phonenumbers.parse(number, home.upper())
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_country_code(parsed.country_code or 0) == home.upper()
    kind = phonenumbers.PhoneNumberFormat
    text = phonenumbers.format_number(parsed, kind.NATIONAL if at_home else kind.INTERNATIONAL)
    *head, last = text.split()
    return " ".join([*head, *_in_pairs(last)])


def _in_pairs(group: str) -> list[str]:
    """Cut a long last group the way it is read aloud: 12345678 as 1234 56 78, 4567 as 45 67."""
    if len(group) in {4, 8} and group.isdigit():
        return [part for part in (group[:-4], group[-4:-2], group[-2:]) if part]
    return [group]


@lru_cache(maxsize=4_096)
def glued(text: str) -> str:
    """Keep an amount with its sign, a day with its month and a phone number on one line."""
    text = re.sub(r"(?<=\d) (?=\d)", NO_BREAK, text)
    text = re.sub(rf"{EURO} (?=\d)", f"{EURO}{NO_BREAK}", text)
    text = re.sub(rf"(?<=\d) (?=[{EURO}%])|(?<=\w) (?=[:;?!])", NO_BREAK, text)
    text = re.sub(rf"({WEEKDAY},?) (?=\d)", rf"\1{NO_BREAK}", text)
    return re.sub(
        rf"(?<!\d{NO_BREAK})\b(\d{{1,2}}(?:\.|er)?) (?=[^\W\d_]{{3}})", rf"\1{NO_BREAK}", text
    )


def percent(text: str, language: str) -> str:
    """Write `10,5` as the language does, without its sign; "" stays ""."""
    return format_decimal(Decimal(text), "#,##0.##", locale=language) if text else ""
