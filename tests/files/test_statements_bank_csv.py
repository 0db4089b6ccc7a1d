"""The CSV of ING and Rabobank: each way in which they write, by hand."""

from datetime import date

import pytest

from minnelijk.files.statements.facts import Payment
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.bank_csv import (
    DUTCH,
    ENGLISH,
    OURS,
    RABOBANK,
    THEIRS,
    ing,
    payment,
    rabobank,
    told,
    words,
)


@pytest.mark.parametrize(
    ("headings", "sides"), [(DUTCH, ("Bij", "Af")), (ENGLISH, ("Credit", "Debit"))]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_ing_of_today_in_two_languages_gives_signs_and_balances(
    headings: list[str], sides: tuple[str, str], delimiter: str
) -> None:
    reading = told(
        headings,
        ing("1.121,00", side=sides[0], day="20260922", balance="1.000,00"),
        ing("21,00", side=sides[1], day="20260921", balance="-121,00"),
        delimiter=delimiter,
    )

    (statement,) = reading.statements
    assert (reading.format, reading.problems) == ("csv-ing", ())
    assert (statement.account, statement.currency) == (OURS, "EUR")
    assert [entry.cents for entry in statement.entries] == [112100, -2100]
    assert (statement.opening_cents, statement.closing_cents) == (-10000, 100000)
    assert (statement.from_on, statement.until_on) == (date(2026, 9, 21), date(2026, 9, 22))
    assert (payment(reading).name, payment(reading).iban) == ("Anna Maes", THEIRS)


def test_ing_of_long_ago_writes_its_days_otherwise_and_has_no_balance() -> None:
    reading = told(
        ["MutatieSoort" if name == "Mutatiesoort" else name for name in DUTCH[:9]],
        ing("31,90", " 1326815-770713                   31.81 PLES.", day="02-09-2026")[:9],
        delimiter=",",
    )

    (statement,) = reading.statements
    assert statement.entries[0].booked_on == date(2026, 9, 2)
    assert statement.entries[0].value_on is None
    assert (statement.opening_cents, statement.closing_cents) == (None, None)
    assert payment(reading).text == "1326815-770713 31.81 PLES."


@pytest.mark.parametrize(
    ("said", "text", "reference", "end_to_end"),
    [
        (
            "Naam: Anna Maes Omschrijving: F26-1 en F26-2 IBAN: NL91ABNA0417164300"
            " Kenmerk: ONS-77 Valutadatum: 21-09-2026",
            "F26-1 en F26-2", "", "ONS-77",
        ),
        (
            "Name: Anna Maes Description: F26-1 IBAN: NL91ABNA0417164300"
            " Reference: NOTPROVIDED Value date: 21/09/2026",
            "F26-1", "", "",
        ),
        (
            "Naam: Anna Maes Omschrijving: kijk op IBAN: ergens IBAN: NL91ABNA0417164300"
            " Valutadatum: 21-09-2026",
            "kijk op IBAN: ergens", "", "",
        ),
        (
            "Naam: Anna Maes Betalingskenmerk: 1234 5678 9012 3456 IBAN: NL91ABNA0417164300"
            " Valutadatum: 21-09-2026",
            "", "1234567890123456", "",
        ),
        ("1 sep t/m 30 sep ING BANK N.V. Valutadatum: 21-09-2026",
         "1 sep t/m 30 sep ING BANK N.V. Valutadatum: 21-09-2026", "", ""),
    ],
)  # fmt: skip
def test_ing_puts_labels_around_the_words_of_the_payer(
    said: str, text: str, reference: str, end_to_end: str
) -> None:
    reading = told(DUTCH, ing(said=said))

    one = payment(reading)
    assert (one.text, one.reference, one.end_to_end) == (text, reference, end_to_end)
    assert reading.statements[0].entries[0].value_on == date(2026, 9, 21)


def test_a_storno_of_ing_is_a_return() -> None:
    reading = told(DUTCH, ing(side="Af", kind="Storno incasso"), ing())

    assert [entry.payments[0].returned for entry in reading.statements[0].entries] == [True, False]


def test_rabobank_gives_its_columns_their_meaning() -> None:
    reading = told(
        RABOBANK,
        rabobank(
            "+121,00", "+1021,00",
            **{"Omschrijving-1": "factuur 2026-", "Omschrijving-2": "0412 ", "Betalingskenmerk":
               "1234567890123456", "Transactiereferentie": "E2E-1",
               "Naam_uiteindelijke_partij": "Piet de Wit"},
        ),
        rabobank("-21,00", "+1000,00", Reden_retour="AC04", Datum="2026-09-23"),
        delimiter=",", encoding="cp1252",
    )  # fmt: skip

    (statement,) = reading.statements
    first, second = statement.entries
    assert (reading.format, reading.problems) == ("csv-rabobank", ())
    assert (statement.opening_cents, statement.closing_cents) == (90000, 100000)
    assert (first.booked_on, first.value_on) == (date(2026, 9, 22), date(2026, 9, 21))
    assert first.bank_ref == "000000000000000660"
    assert first.payments[0] == Payment(
        12100, "Anna Maes", THEIRS, "1234567890123456", "factuur 2026-\n0412\nPiet de Wit", "E2E-1"
    )
    assert (second.cents, second.payments[0].returned) == (-2100, True)


def test_a_file_with_several_accounts_gives_a_statement_each_in_its_order() -> None:
    other = "NL58INGB0649306597"
    reading = told(
        DUTCH,
        ing(balance="300,00"), ing(account=other, balance="50,00"), ing("79,00", balance="179,00"),
    )  # fmt: skip

    assert [one.account for one in reading.statements] == [OURS, other]
    assert [len(one.entries) for one in reading.statements] == [2, 1]
    assert [one.opening_cents for one in reading.statements] == [10000, -7100]


def test_another_currency_is_a_statement_apart() -> None:
    reading = told(
        RABOBANK, rabobank("+1,00", "+1,00"), rabobank("+2,00", "+2,00", Munt="USD"), delimiter=","
    )

    assert [one.currency for one in reading.statements] == ["EUR", "USD"]
    assert words(reading) == [W.CURRENCY_FOREIGN]


def test_within_one_day_the_balances_tell_which_way_the_file_runs() -> None:
    ascending = told(DUTCH, ing("10,00", balance="110,00"), ing("5,00", balance="115,00"))
    descending = told(DUTCH, ing("5,00", balance="115,00"), ing("10,00", balance="110,00"))

    for reading in (ascending, descending):
        (statement,) = reading.statements
        assert (statement.opening_cents, statement.closing_cents) == (10000, 11500)
        assert reading.problems == ()


def test_balances_that_do_not_follow_are_unknown_with_a_warning() -> None:
    reading = told(RABOBANK, rabobank("+1,00", "+1,00"), rabobank("+1,00", "+9,00"), delimiter=",")

    assert reading.statements[0].closing_cents is None
    assert str(reading.problems[0]) == (
        "Line 3: The opening balance and the entries make 2.00; the file says 9.00."
    )
