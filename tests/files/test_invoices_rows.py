"""What is wrong with a row is said with its place, and nothing unreadable becomes something."""

import pytest

from minnelijk.files.invoices import Meaning, ProblemWord, read
from tests.files.lists import GOOD, HEADINGS, SAMPLES, listed, reading_of, row_words, words

W = ProblemWord


def problems_sample() -> dict[int, set[ProblemWord]]:
    reading = read((SAMPLES / "problems.csv").read_bytes(), name="problems.csv")
    return {row.place: {problem.word for problem in row.problems} for row in reading.rows}


def test_every_row_of_the_problem_list_says_what_is_wrong() -> None:
    assert problems_sample() == {
        2: {W.AMOUNT_UNREADABLE, W.HOUSE_NUMBER_SPLIT},
        3: {W.DUE_MISSING, W.PHONE_SHORT, W.EMAIL_WRONG, W.POSTCODE_WRONG},
        4: {W.DAY_UNREADABLE, W.CURRENCY_FOREIGN, W.PHONE_PREMIUM, W.EMAIL_WRONG, W.POSTCODE_WRONG},
        5: {W.AMOUNT_DECIMALS, W.DEBTOR_NUMBER_MISSING, W.HOUSE_NUMBER_SPLIT},
        6: {W.NAME_MISSING},
        7: {W.INVOICE_MISSING},
        8: {W.INVOICE_DOUBLE},
        9: {W.INVOICE_DOUBLE},
        10: {W.OPEN_ZERO},
        11: set(),
    }


def test_rows_that_cannot_start_are_blocked_and_the_others_are_not() -> None:
    reading = read((SAMPLES / "problems.csv").read_bytes(), name="problems.csv")

    assert [row.place for row in reading.rows if row.blocked] == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_total_that_does_not_add_up_is_said() -> None:
    reading = read((SAMPLES / "problems.csv").read_bytes(), name="problems.csv")

    said = next(problem for problem in reading.problems if problem.word is W.TOTAL_DIFFERS)
    assert (said.place, said.value, said.blocking) == (12, "999,99", False)


def test_an_unreadable_amount_is_told_as_a_sentence_with_a_guess() -> None:
    reading = reading_of(GOOD, "2;Claes;F2;13-09-2026;13-10-2026;12,50;12,5o")

    row = reading.rows[1]
    assert row.open_cents is None
    assert str(row.problems[0]) == (
        "Row 3, Openstaand: '12,5o' is not an amount. There is a letter o. Did you mean 12,50?"
    )


def test_a_repair_replaces_the_text_of_one_cell() -> None:
    data = listed(GOOD, "2;Claes;F2;13-09-2026;;12,50;12,5o")

    repaired = read(
        data,
        name="lijst.csv",
        repairs={(3, "Openstaand"): "12,50", (3, "due_on"): "2026-10-13"},
    )

    assert repaired.rows[1].open_cents == 1250
    assert not repaired.rows[1].blocked


def test_a_skipped_row_is_left_out_and_listed() -> None:
    data = listed(GOOD, "2;Claes;F1;13-09-2026;13-10-2026;12,50;12,50")

    reading = read(data, name="lijst.csv", skip=frozenset({3}))

    assert [row.place for row in reading.rows] == [2]
    assert [one.place for one in reading.left_out] == [3]
    assert not reading.rows[0].blocked


def test_a_date_that_can_be_read_two_ways_is_asked_once_for_its_column() -> None:
    rows = ("1;A;F1;01-09-2026;01-10-2026;1,00;1,00", "2;B;F2;02-09-2026;02-10-2026;1,00;1,00")

    reading = reading_of(*rows)

    asked = [problem for problem in reading.problems if problem.word is W.DAY_AMBIGUOUS]
    assert [problem.column for problem in asked] == ["Factuurdatum", "Vervaldatum"]
    assert all(row.due_on is None and row.blocked for row in reading.rows)


def test_the_answer_about_day_and_month_reads_the_whole_column() -> None:
    data = listed("1;A;F1;01-09-2026;01-10-2026;1,00;1,00")

    dutch = read(data, name="lijst.csv", day_first=True).rows[0]
    american = read(data, name="lijst.csv", day_first=False).rows[0]

    assert dutch.due_on is not None and dutch.due_on.isoformat() == "2026-10-01"
    assert american.due_on is not None and american.due_on.isoformat() == "2026-01-10"


def test_one_clear_row_decides_for_its_whole_column() -> None:
    reading = reading_of(GOOD, "2;B;F2;02-09-2026;02-10-2026;1,00;1,00")

    assert not reading.blocked
    assert str(reading.rows[1].due_on) == "2026-10-02"


def test_a_thousand_or_a_fraction_is_asked_once_and_answered_for_all() -> None:
    data = listed("1;A;F1;13-09-2026;13-10-2026;1.234;1.234")

    asked = read(data, name="lijst.csv")
    answered = read(data, name="lijst.csv", decimal=",")

    assert W.AMOUNT_AMBIGUOUS in words(asked.problems)
    assert asked.rows[0].open_cents is None and asked.rows[0].blocked
    assert answered.rows[0].open_cents == 123400


def test_a_shifted_row_is_held_back() -> None:
    reading = reading_of(GOOD, "2;Jansen; de Vries;F2;13-09-2026;13-10-2026;1,00;1,00")

    assert W.TOO_MANY_CELLS in row_words(reading, 3)
    assert reading.rows[1].blocked


def test_an_invoice_number_that_lost_digits_is_not_believed() -> None:
    reading = reading_of(GOOD, "2;Claes;2,02604E+11;13-09-2026;13-10-2026;1,00;1,00")

    assert W.INVOICE_SCIENTIFIC in row_words(reading, 3)
    assert reading.rows[1].blocked


def test_without_an_open_column_it_is_the_original_less_what_was_paid() -> None:
    reading = reading_of(
        "A;F1;13-09-2026;13-10-2026;100,00;40,00",
        headings="Naam;Factuurnummer;Factuurdatum;Vervaldatum;Factuurbedrag;Voldaan",
    )

    assert reading.rows[0].open_cents == 6000
    assert W.OPEN_COMPUTED in words(reading.problems)


@pytest.mark.parametrize(
    ("phone", "country", "expected", "word"),
    [
        ("06-12345678", "", "+31612345678", None),
        ("+31 (0)6 12345678", "BE", "+31612345678", None),
        ("0032 478 12 34 56", "", "+32478123456", None),
        ("0478 12 34 56", "BE", "+32478123456", None),
        ("0478 12 34 56", "", "", W.PHONE_COUNTRY),
        ("0612", "NL", "", W.PHONE_SHORT),
        ("0900-8844", "NL", "", W.PHONE_PREMIUM),
        ("0611111111111", "NL", "", W.PHONE_INVALID),
        ("020-6241111 / 06-12345678", "NL", "+31206241111", None),
        ("onbekend", "NL", "", None),
    ],
)
def test_a_phone_number_is_dialled_as_it_is_or_said_to_be_wrong(
    phone: str, country: str, expected: str, word: ProblemWord | None
) -> None:
    reading = reading_of(f"{GOOD};{phone};{country}", headings=HEADINGS + ";Telefoon;Land")

    assert reading.rows[0].phone == expected
    assert row_words(reading, 2) == ({word} if word else set())
    assert not reading.rows[0].blocked


def test_the_country_of_the_client_decides_for_a_phone_without_one() -> None:
    data = listed(f"{GOOD};0478 12 34 56", headings=HEADINGS + ";Telefoon")

    assert read(data, name="l.csv", country="BE").rows[0].phone == "+32478123456"
    assert read(data, name="l.csv").rows[0].phone == ""


def test_several_addresses_in_one_cell_give_the_first_and_a_note() -> None:
    reading = reading_of(f'{GOOD};"a@example.org; b@example.org"', headings=HEADINGS + ";E-mail")

    assert reading.rows[0].email == "a@example.org"
    assert row_words(reading, 2) == {W.EMAIL_SEVERAL}


@pytest.mark.parametrize(
    ("street", "bare", "number"),
    [
        ("Dorpsstraat 12 bis", "Dorpsstraat", "12 bis"),
        ("Plein 1944 12", "Plein 1944", "12"),
        ("2e Dwarsstraat 5a", "2e Dwarsstraat", "5a"),
        ("Kerkstraat 12 bus 4", "Kerkstraat", "12 bus 4"),
        ("Kade 12-14", "Kade", "12-14"),
        ("16, rue du Moulin", "rue du Moulin", "16"),
        ("Dorpsstraat", "Dorpsstraat", ""),
        ("Postbus", "Postbus", ""),
    ],
)
def test_a_house_number_in_the_street_is_split_with_a_note(
    street: str, bare: str, number: str
) -> None:
    reading = reading_of(f"{GOOD};{street}", headings=HEADINGS + ";Straat")

    assert (reading.rows[0].street, reading.rows[0].house_number) == (bare, number)
    assert row_words(reading, 2) == ({W.HOUSE_NUMBER_SPLIT} if number else set())


def test_every_problem_word_has_a_sentence() -> None:
    from minnelijk.files.invoices.problems import SENTENCES

    assert set(SENTENCES) == set(ProblemWord)
    assert Meaning.OPEN == "open"


def test_amounts_cut_in_two_by_an_unquoted_comma_are_held_back() -> None:
    rows = [f"{at},Jan,F{at},2026-09-13,2026-10-13,1452,00,1452,00" for at in range(1, 6)]

    reading = reading_of(*rows, headings=HEADINGS.replace(";", ","))

    assert all(row.blocked for row in reading.rows)
    assert row_words(reading, 2) >= {W.TOO_MANY_CELLS}


def test_amounts_in_another_currency_are_not_taken_for_euros() -> None:
    reading = reading_of(
        "De Halm;F1;13-10-2026;50,00",
        headings="Naam;Factuurnummer;Vervaldatum;Outstanding Amount (USD)",
    )

    assert reading.blocked
    assert reading.rows[0].open_cents is None


def test_days_written_in_another_way_do_not_decide_for_a_column() -> None:
    reading = reading_of("1;A;F1;01/09/2026;31-10-2026;1,00;1,00")

    assert reading.rows[0].invoice_on is None
    assert [problem.column for problem in reading.problems] == ["Factuurdatum"]


def test_a_file_cut_off_inside_a_letter_keeps_its_other_letters() -> None:
    data = listed("1;Café Noël;F1;13-09-2026;13-10-2026;1,00;1,00", "2;Ren\u00e9")

    reading = read(data[:-1], name="half.csv")

    assert reading.rows[0].name == "Café Noël"
    assert reading.rows[1].blocked


def test_a_sum_without_a_word_is_left_out_and_another_bare_amount_is_not() -> None:
    reading = reading_of(
        GOOD,
        "1;De Halm;F2;13-09-2026;13-10-2026;30,00;30,00",
        ";;;;;130,00;80,00",
        "2;Claes;F3;13-09-2026;13-10-2026;20,00;20,00",
        ";;;;;20,00;20,00",
        ";;;;;;77,00",
    )

    assert [row.place for row in reading.rows] == [2, 3, 5, 7]
    assert [one.place for one in reading.left_out] == [4, 6]
    assert reading.rows[3].blocked
    assert reading.problems[-1].word is W.TOTAL_LEFT_OUT
