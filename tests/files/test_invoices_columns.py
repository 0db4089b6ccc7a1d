"""What a column means is guessed with a certainty, asked in doubt, and told once."""

import pytest

from minnelijk.files.invoices import Meaning, Problem, ProblemWord, Reading, read
from tests.files.lists import GOOD, HEADINGS, listed, reading_of, words

M = Meaning
W = ProblemWord


def meanings(reading: Reading) -> list[Meaning | None]:
    return [column.meaning for column in reading.columns]


def asked(reading: Reading, word: ProblemWord) -> list[Problem]:
    return [problem for problem in reading.problems if problem.word is word]


@pytest.mark.parametrize(
    ("headings", "row", "expected"),
    [
        (
            "Relatie;Factuur;Datum;Vervalt;Bedrag;Saldo",
            "De Halm;F1;13-09-2026;13-10-2026;100,00;50,00",
            [M.NAME, M.INVOICE, M.INVOICE_ON, M.DUE_ON, M.ORIGINAL, M.OPEN],
        ),
        (
            "Factuurnr;Naam;Factuur;Saldo;Vervalt",
            "F1;De Halm;100,00;50,00;13-10-2026",
            [M.INVOICE, M.NAME, M.ORIGINAL, M.OPEN, M.DUE_ON],
        ),
        (
            "Naam;Factuurnummer;Bedrag;Vervaldatum",
            "De Halm;F1;100,00;13-10-2026",
            [M.NAME, M.INVOICE, M.OPEN, M.DUE_ON],
        ),
        (
            "Klant;Naam;Factuurnummer;Openstaand (EUR);Vervaldatum;Dagen;61 - 90 dagen",
            "10;De Halm;F1;100,00;13-10-2026;5;0,00",
            [M.DEBTOR_NUMBER, M.NAME, M.INVOICE, M.OPEN, M.DUE_ON, M.IGNORE, M.IGNORE],
        ),
        (
            "Contact;Reference;OpenAmount;DueDate",
            "De Halm;F1;100.00;2026-10-13",
            [M.NAME, M.INVOICE, M.OPEN, M.DUE_ON],
        ),
        (
            "Debiteurnaam;Factuurnumer;Factuurdaum;Vervaldautm;Openstand bedrag",
            "De Halm;F1;13-09-2026;13-10-2026;100,00",
            [M.NAME, M.INVOICE, M.INVOICE_ON, M.DUE_ON, M.OPEN],
        ),
    ],
)
def test_headings_are_read_with_the_help_of_their_neighbours(
    headings: str, row: str, expected: list[Meaning]
) -> None:
    reading = reading_of(row, headings=headings)

    assert meanings(reading) == expected
    assert not reading.blocked


def test_two_columns_for_one_meaning_are_asked_and_not_guessed() -> None:
    reading = reading_of(
        "De Halm;F1;13-10-2026;100,00;50,00",
        headings="Naam;Factuurnummer;Vervaldatum;Openstaand;Saldo",
    )

    (question,) = asked(reading, W.AMBIGUOUS_COLUMN)
    assert (question.value, question.blocking) == ("open", True)
    assert "Openstaand" in str(question) and "Saldo" in str(question)
    assert reading.rows[0].open_cents is None
    assert reading.rows[0].blocked


def test_two_columns_that_say_the_same_are_no_question() -> None:
    reading = reading_of(
        "De Halm;F1;13-10-2026;50,00;50,00",
        headings="Naam;Factuurnummer;Vervaldatum;Openstaand;Saldo",
    )

    assert not asked(reading, W.AMBIGUOUS_COLUMN)
    assert reading.rows[0].open_cents == 5000


def test_the_answer_of_a_person_is_taken_over_every_guess() -> None:
    data = listed(
        "De Halm;F1;13-10-2026;100,00;50,00",
        headings="Naam;Factuurnummer;Vervaldatum;Openstaand;Saldo",
    )

    reading = read(data, name="l.csv", mapping={"Openstaand": M.IGNORE, "Saldo": M.OPEN})

    assert not reading.blocked
    assert reading.rows[0].open_cents == 5000
    assert reading.columns[4].certainty == 1


def test_a_mapping_reads_headings_that_we_do_not_know() -> None:
    data = listed("x;100,00;De Halm;13-10-2026", headings="Wie;Hoeveel;Aan;Wanneer")
    told = {"Wie": M.INVOICE, "Hoeveel": M.OPEN, "Aan": M.NAME, "Wanneer": M.DUE_ON}

    unknown = read(data, name="l.csv")
    known = read(data, name="l.csv", mapping=told)

    assert [one.value for one in asked(unknown, W.MISSING_COLUMN)] == [
        "name",
        "invoice",
        "open",
        "due_on",
    ]
    assert unknown.blocked
    assert not known.blocked
    assert known.rows[0].open_cents == 10000


def test_a_person_who_names_two_columns_the_same_is_asked_again() -> None:
    reading = read(
        listed(GOOD), name="l.csv", mapping={"Factuurbedrag": M.OPEN, "Openstaand": M.OPEN}
    )

    assert W.AMBIGUOUS_COLUMN in words(reading.problems)
    assert reading.blocked


def test_a_missing_column_is_asked_with_the_nearest_one() -> None:
    reading = reading_of(
        "De Halm;F1;13-10-2026;100,00", headings="Naam;Factuurnummer;Vervaldatum;Factuurbedrag"
    )

    (question,) = asked(reading, W.MISSING_COLUMN)
    assert (question.value, question.blocking) == ("open", True)
    assert reading.rows[0].open_cents is None


def test_a_column_without_a_heading_is_known_by_what_it_holds() -> None:
    rows = [f"{at};A;F{at};13-09-2026;13-10-2026;1,00;1,00;a{at}@example.org" for at in range(4)]

    reading = reading_of(*rows)

    assert reading.columns[7].heading == "H"
    assert reading.columns[7].meaning is M.EMAIL
    assert reading.rows[3].email == "a3@example.org"


def test_in_and_out_as_a_bank_writes_them_are_asked() -> None:
    reading = reading_of(f"{GOOD};Af", headings=HEADINGS + ";Af/Bij")

    assert [problem.column for problem in asked(reading, W.DEBIT_CREDIT)] == ["Af/Bij"]
    assert reading.blocked


def test_account_numbers_are_never_used() -> None:
    reading = reading_of(f"{GOOD};NL91ABNA0417164300", headings=HEADINGS + ";Rekening")

    assert W.IBAN_PRESENT in words(reading.problems)
    assert reading.columns[7].meaning is M.IGNORE


def test_the_same_layout_has_the_same_fingerprint() -> None:
    one = reading_of(GOOD)
    same = read(listed(GOOD, GOOD, headings=HEADINGS.upper()), name="ander.csv")
    other = reading_of(GOOD, headings=HEADINGS.replace("Naam", "Klant"))

    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert len(one.fingerprint) == 32


def test_without_debtor_numbers_the_list_is_read_with_a_note() -> None:
    reading = reading_of(
        "De Halm;F1;13-10-2026;50,00", headings="Naam;Factuurnummer;Vervaldatum;Openstaand"
    )

    assert W.NO_DEBTOR_NUMBERS in words(reading.problems)
    assert not reading.blocked
