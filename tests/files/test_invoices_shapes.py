"""Shapes of lists that other packages print: grouped debtors, debit beside credit, other words."""

from datetime import date

import pytest

from minnelijk.files.invoices import LeftOutWhy, Meaning, ProblemWord, Reading, read
from tests.files.lists import row_words, words

W = ProblemWord
M = Meaning


def reading(*lines: str) -> Reading:
    return read("\n".join(lines).encode(), name="lijst.csv")


def owed(found: Reading) -> list[tuple[str, str, str, int | None]]:
    return [(row.debtor_number, row.name, row.number, row.open_cents) for row in found.rows]


THREE = [
    ("10001", "Bakkerij De Halm", "F1", 5000),
    ("10001", "Bakkerij De Halm", "F2", 1000),
    ("10002", "Claes NV", "F3", 2000),
]


def test_a_debtor_on_a_line_above_is_put_beside_each_invoice() -> None:
    found = reading(
        "Openstaande posten per debiteur",
        "Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand",
        "10001 Bakkerij De Halm",
        "F1;13-09-2026;13-10-2026;100,00;50,00",
        "F2;14-09-2026;14-10-2026;10,00;10,00",
        "Totaal 10001;;;110,00;60,00",
        "10002 Claes NV",
        "F3;15-09-2026;15-10-2026;20,00;20,00",
        "Totaal;;;;80,00",
        "Pagina 1",
    )

    assert owed(found) == THREE
    assert not any(row.blocked for row in found.rows)
    assert [(one.place, one.why) for one in found.left_out] == [
        (3, LeftOutWhy.GROUP),
        (6, LeftOutWhy.TOTAL),
        (7, LeftOutWhy.GROUP),
        (9, LeftOutWhy.TOTAL),
        (10, LeftOutWhy.REMARK),
    ]
    assert found.problems[0].word is W.GROUPED
    assert "10001 Bakkerij De Halm" in str(found.problems[0])


def test_a_label_before_the_debtor_is_no_part_of_the_name() -> None:
    found = reading(
        "Debiteur;Factuurnr;Datum;Vervaldatum;Saldo",
        "Debiteur: Bakkerij De Halm (10001);;;;",
        ";F1;13-09-2026;13-10-2026;50,00",
        ";F2;14-09-2026;14-10-2026;10,00",
        "Subtotaal;;;;60,00",
        "Debiteur: Claes NV (10002);;;;",
        ";F3;15-09-2026;15-10-2026;20,00",
    )

    assert owed(found) == THREE


def test_a_debtor_in_its_own_columns_above_fills_those_columns() -> None:
    found = reading(
        "Deb.nr.;Naam;Factuurnr;Datum;Vervaldatum;Saldo",
        "10001;Bakkerij De Halm;;;;60,00",
        ";;F1;13-09-2026;13-10-2026;50,00",
        ";;F2;14-09-2026;14-10-2026;10,00",
        "10002;Claes NV;;;;20,00",
        ";;F3;15-09-2026;15-10-2026;20,00",
    )

    assert owed(found) == THREE
    assert len(found.columns) == 6


def test_names_that_begin_with_a_number_are_only_split_when_all_do() -> None:
    found = reading(
        "Factuurnummer;Factuurdatum;Vervaldatum;Openstaand",
        "24 Uur Service BV",
        "F1;13-09-2026;13-10-2026;50,00",
        "Claes NV",
        "F3;15-09-2026;15-10-2026;20,00",
    )

    assert [(row.debtor_number, row.name) for row in found.rows] == [
        ("", "24 Uur Service BV"),
        ("", "Claes NV"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Bakkerij De Halm", "let op: belt maandag", "F1;13-09-2026;13-10-2026;50,00"),
        ("F1;13-09-2026;13-10-2026;50,00", "Claes NV", "F3;15-09-2026;15-10-2026;20,00"),
        ("De Halm", "F1;13-09-2026;13-10-2026;5", "Totaal;;;5", "F2;15-09-2026;15-10-2026;2"),
    ],
)
def test_where_a_line_above_may_be_a_remark_nobody_is_named(lines: tuple[str, ...]) -> None:
    found = reading("Factuurnummer;Factuurdatum;Vervaldatum;Openstaand", *lines)

    assert found.rows[-1].name == ""
    assert found.rows[-1].blocked


SIDES = "Naam;Factuurnr;Vervaldatum;Debet;Credit"


def test_debit_less_credit_in_two_columns_is_what_is_open() -> None:
    found = reading(
        SIDES,
        "A;F1;31-10-2026;50,00;",
        "A;F2;31-10-2026;;10,00",
        "A;F3;31-10-2026;7,00;0,00",
        "A;F4;31-10-2026;7,00;2,00",
        "A;F5;31-10-2026;7,x0;",
        "A;F6;31-10-2026;;",
    )

    assert [row.open_cents for row in found.rows] == [5000, -1000, 700, None, None, None]
    assert [row.blocked for row in found.rows] == [False, False, False, True, True, True]
    assert W.SIDES_BOTH in row_words(found, 5)
    assert W.OPEN_MISSING in row_words(found, 7)
    assert W.SIDES_READ in words(found.problems) and not found.blocked


def test_a_balance_beside_debit_and_credit_that_does_not_follow_is_asked() -> None:
    heading = SIDES + ";Saldo"
    whole = reading(heading, "A;F1;31-10-2026;50,00;10,00;40,00", "A;F2;31-10-2026;5,00;;5,00")
    running = reading(heading, "A;F1;31-10-2026;50,00;;50,00", "A;F2;31-10-2026;5,00;;55,00")
    answered = read(
        "\n".join([heading, "A;F2;31-10-2026;5,00;;55,00"]).encode(),
        name="x",
        mapping={"Debet": M.IGNORE, "Credit": M.IGNORE},
    )

    assert (whole.open_cents, whole.blocked) == (4500, False)
    assert W.DEBIT_CREDIT in words(running.problems) and running.blocked
    assert not answered.blocked


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("D/C", "D", "C"),
        ("DC", "d", "c"),
        ("CR/DR", "DR", "CR"),
        ("S/H", "S", "H"),
        ("D/C", "", "C"),
    ],
)
def test_a_column_of_sides_gives_its_sign(heading: str, first: str, second: str) -> None:
    found = reading(
        f"Naam;Factuurnr;Vervaldatum;Factuurbedrag;Saldo;{heading}",
        f"A;F1;31-10-2026;60,00;50,00;{first}",
        f"A;F2;31-10-2026;10,00;10,00;{second}",
    )

    assert [(row.original_cents, row.open_cents) for row in found.rows] == [
        (6000, 5000),
        (-1000, -1000),
    ]
    assert not any(row.blocked for row in found.rows)


def test_sides_and_signs_that_agree_are_kept_and_others_are_asked() -> None:
    heading = "Naam;Factuurnr;Vervaldatum;Saldo;D/C"
    agree = reading(heading, "A;F1;31-10-2026;50,00;D", "A;F2;31-10-2026;-10,00;C")
    mixed = reading(heading, "A;F1;31-10-2026;-50,00;D", "A;F2;31-10-2026;10,00;C")
    strange = reading(heading, "A;F1;31-10-2026;50,00;D", "A;F2;31-10-2026;10,00;X")

    assert [row.open_cents for row in agree.rows] == [5000, -1000]
    assert W.DEBIT_CREDIT in words(mixed.problems) and mixed.blocked
    assert strange.rows[1].open_cents is None
    assert W.SIDE_UNREADABLE in row_words(strange, 3)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("50,00 D", 5000),
        ("50,00 DR", 5000),
        ("10,00 CR", -1000),
        ("1.010,50 Cr.", -101050),
        ("10,00C", -1000),
        ("10,00-", -1000),
        ("-10,00 CR", None),
    ],
)
def test_a_side_behind_an_amount_is_its_sign(text: str, cents: int | None) -> None:
    found = reading("Naam;Factuurnr;Vervaldatum;Saldo", f"A;F1;31-10-2026;{text}")

    assert found.rows[0].open_cents == cents


def test_a_german_list_is_read_by_its_words_and_asked_for_a_name() -> None:
    found = reading(
        "Zuordnung;Belegnummer;Belegart;Belegdatum;Symbol Nettofälligkeit;"
        "Betrag in Hauswährung;Hauswährung;Ausgleichsbeleg;Text",
        "A7;1800001;RV;31.08.2026;X;1.190,00;EUR;;Lieferung",
        "A8;1800002;DG;31.08.2026;X;90,00-;EUR;;Gutschrift",
        "* Konto 4711;;;;;1.100,00;;;",
    )

    assert found.rows[0].number == "1800001"
    assert found.rows[0].invoice_on == date(2026, 8, 31)
    assert [row.open_cents for row in found.rows][:2] == [119000, -9000]
    assert [problem.value for problem in found.problems if problem.blocking] == ["name"]


def test_technical_names_of_odoo_and_exact_are_told_apart_by_their_neighbours() -> None:
    odoo = reading(
        "name;invoice_partner_display_name;invoice_date;invoice_date_due;amount_residual_signed",
        "INV/2026/0001;De Halm;2026-09-13;2026-10-13;50.00",
    )
    exact = reading(
        "AccountCode;AccountName;InvoiceNumber;InvoiceDate;DueDate;TransactionAmountDC;AmountDC",
        "10001;De Halm;F1;2026-09-13;2026-10-13;100.00;50.00",
    )

    assert owed(odoo) == [("", "De Halm", "INV/2026/0001", 5000)]
    assert (exact.rows[0].original_cents, exact.rows[0].open_cents) == (10000, 5000)


def test_an_ageing_list_is_read_by_its_balance_and_not_by_its_columns_of_age() -> None:
    found = reading(
        "Debiteurnr;Naam;Factuurnr;Vervaldatum;Saldo;0-30 dagen;31-60;61-90;> 90 dagen",
        "1;De Halm;F1;31-10-2026;50,00;50,00;0,00;;",
        "1;De Halm;F2;30-09-2026;40,00;;40,00;;",
        ";;;;90,00;50,00;40,00;;",
    )

    assert [row.open_cents for row in found.rows] == [5000, 4000]
    assert [one.why for one in found.left_out] == [LeftOutWhy.TOTAL]
