"""Amounts, days and names as a debtor reads them."""

from datetime import date

import pytest

from minnelijk.post.words.formats import full_day, glued, money, phone, plain_day, weekday
from minnelijk.post.words.locked import greeting
from minnelijk.records.colours import contrast, ink_on


@pytest.mark.parametrize(
    ("cents", "language", "text"),
    [
        (21_450, "nl", "€ 214,50"),
        (123_456_789, "nl", "€ 1.234.567,89"),
        (5, "en", "€ 0.05"),
        (21_450, "fr", "214,50 €"),
        (-100, "nl", "-€ 1,00"),
    ],
)
def test_amounts(cents: int, language: str, text: str) -> None:
    assert money(cents, language) == text


def test_a_year_is_said_only_when_it_is_another() -> None:
    on = date(2026, 12, 30)

    assert weekday(date(2026, 12, 31), "nl", on) == "donderdag 31 december"
    assert weekday(date(2027, 1, 4), "nl", on) == "maandag 4 januari 2027"
    assert plain_day(date(2025, 9, 12), "en", on) == "12 September 2025"


def test_a_day_reads_as_the_language_writes_it() -> None:
    on, first = date(2026, 11, 23), date(2026, 12, 1)

    assert weekday(first, "fr", on) == "mardi 1er décembre"
    assert weekday(first, "de", on) == "Dienstag, 1. Dezember"
    assert full_day(date(2026, 8, 2), "fr") == "2 août 2026"
    assert full_day(first, "de") == "1. Dezember 2026"


def test_a_number_is_national_at_home_and_international_abroad() -> None:
    assert phone("+31201112233", "nl") == "020 111 22 33"
    assert phone("+31201112233", "be").startswith("+31 20")
    assert phone("bel ons", "nl") == "bel ons"


def test_amount_day_and_number_stay_on_one_line() -> None:
    held = glued("Betaal € 5,00 uiterlijk maandag 30 november of bel 020 111 22 33.")

    for words in ("€ 5,00", "maandag 30 november", "020 111 22 33"):
        assert words.replace(" ", "\N{NO-BREAK SPACE}") in held


def test_a_day_of_every_language_stays_on_one_line_and_a_sentence_does_not() -> None:
    held = glued("le mardi 1er décembre; Montag, 30. November; Mittwoch, 2. Dezember; 020 11. Oder")

    for words in ("mardi 1er décembre", "Montag, 30. November", "Mittwoch, 2. Dezember"):
        assert words.replace(" ", "\N{NO-BREAK SPACE}") in held
    assert held.endswith("11. Oder")


@pytest.mark.parametrize(
    ("opened", "natural", "language", "text"),
    [
        (
            {"name": "S. de Vries", "salutation": "mevrouw", "last_name": "de Vries"},
            True,
            "nl",
            "Beste mevrouw De Vries",
        ),
        (
            {"name": "S. de Vries", "salutation": "Dhr.", "last_name": "de Vries"},
            True,
            "en",
            "Dear Mr De Vries",
        ),
        ({"name": "Sam de Vries", "last_name": "de Vries"}, True, "nl", "Beste Sam de Vries"),
        (
            {"name": "S. de Vries", "salutation": "Frau", "last_name": "de Vries"},
            True,
            "de",
            "Guten Tag Frau De Vries",
        ),
        ({"name": "Jansen Hout B.V."}, False, "de", "Sehr geehrte Damen und Herren"),
        ({"name": "Jansen Hout B.V."}, False, "nl", "Beste meneer of mevrouw"),
    ],
)
def test_nobody_is_given_a_title_by_guess(
    opened: dict[str, str], natural: bool, language: str, text: str
) -> None:
    assert greeting(opened, natural=natural, language=language) == text


@pytest.mark.parametrize("colour", ["#ffd400", "#ffffff", "#000000", "#0b5fa5", "#777777"])
def test_words_on_any_brand_can_be_read(colour: str) -> None:
    assert contrast(colour, ink_on(colour)) >= 4.5
