"""How amounts, days, moments and numbers read on screen, in the language of the reader."""

from datetime import date, datetime, time
from decimal import Decimal

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
EURO = "\N{EURO SIGN}"
HOME = "NL"

# Patterns of Unicode's date format language: (long, column).
DAY_PATTERNS = {
    "nl": ("EEEE d MMMM", "EEE d MMM"),
    "en": ("EEEE d MMMM", "EEE d MMM"),
    "fr": ("EEEE d MMMM", "EEE d MMM"),
    "de": ("EEEE, d. MMMM", "EEE, d. MMM"),
}
AMOUNT_FIRST = {"fr", "de"}  # "214,50 €"


def language() -> str:
    """Return the reader's language as two letters; Dutch where nothing is chosen."""
    return (get_language() or "nl")[:2]


def weekday_text(day: date) -> str:
    """Write `ma`."""
    return format_date(day, "EEE", locale=language()).rstrip(".")


def money_text(cents: int) -> str:
    """Write an amount in full: `€ 1.204,50`, with a true minus before the sign."""
    if isinstance(cents, bool) or not isinstance(cents, int):
        raise TypeError(f"An amount is a whole number of cents, not {cents!r}.")
    tongue = language()
    number = format_decimal(Decimal(abs(cents)) / 100, "#,##0.00", locale=tongue)
    amount = f"{number}{NO_BREAK}{EURO}" if tongue in AMOUNT_FIRST else f"{EURO}{NO_BREAK}{number}"
    return f"{MINUS}{NO_BREAK}{amount}" if cents < 0 else amount


def percent_text(percent: Decimal) -> str:
    """Write `7,5%`, without a tail of zeros."""
    return f"{format_decimal(percent, '0.######', locale=language())}%"


def day_text(day: date, on: date | None = None) -> str:
    """Write `maandag 30 november`, with its year when that is another year than that of `on`."""
    return named(day, 0, with_year=other_year(day, on))


def day_year_text(day: date) -> str:
    """Write `maandag 30 november 2026`."""
    return named(day, 0, with_year=True)


def day_short_text(day: date, on: date | None = None) -> str:
    """Write `ma 30 nov` for a column, with its year when it is another year than that of `on`."""
    return named(day, 1, with_year=other_year(day, on))


def date_text(day: date) -> str:
    """Write `30 november 2026`, a date without its weekday."""
    pattern = "d. MMMM y" if language() == "de" else "d MMMM y"
    return format_date(day, pattern, locale=language())


def day_month_text(day: date, on: date | None = None) -> str:
    """Write `30 nov`, with its year when it is another year than that of `on`."""
    pattern = "d. MMM" if language() == "de" else "d MMM"
    return format_date(day, pattern + (" y" if other_year(day, on) else ""), locale=language())


def moment_text(at: datetime, on: date | None = None) -> str:
    """Write `ma 30 nov, 17.30`, where the reader is."""
    local = timezone.localtime(at)
    return f"{day_short_text(local.date(), on)}, {hours(local)}"


def clock_text(at: datetime) -> str:
    """Write `17.30 uur`, where the reader is."""
    return gettext("%(time)s uur") % {"time": hours(timezone.localtime(at))}


def iban_text(iban: str) -> str:
    """Write a bank account in groups of four that never break over a line."""
    plain = "".join(iban.split()).upper()
    return NO_BREAK.join(plain[start : start + 4] for start in range(0, len(plain), 4))


def phone_text(number: str, home: str = HOME) -> str:
    """Write a number the way people read it: national at home, with its country abroad.

    A number that nobody can dial is shown as it was given, so that a person can mend it.
    """
    try:
        parsed = phonenumbers.parse(number, home)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_country_code(parsed.country_code or 0) == home
    kind = phonenumbers.PhoneNumberFormat
    text = phonenumbers.format_number(parsed, kind.NATIONAL if at_home else kind.INTERNATIONAL)
    *head, last = text.split()
    return NO_BREAK.join([*head, *in_pairs(last)])


def in_pairs(group: str) -> list[str]:
    """Cut a long last group the way it is read aloud: 12345678 as 1234 56 78, 4567 as 45 67."""
    if len(group) in {4, 8} and group.isdigit():
        return [part for part in (group[:-4], group[-4:-2], group[-2:]) if part]
    return [group]


def named(day: date, column: int, *, with_year: bool) -> str:
    patterns = DAY_PATTERNS.get(language(), DAY_PATTERNS["nl"])
    return format_date(day, patterns[column] + (" y" if with_year else ""), locale=language())


def other_year(day: date, on: date | None) -> bool:
    return on is not None and day.year != on.year


def hours(local: datetime | time) -> str:
    """Write `17.30`, of a moment where the reader is or of an hour of the day."""
    return f"{local.hour}.{local.minute:02}" if language() == "nl" else f"{local:%H:%M}"
