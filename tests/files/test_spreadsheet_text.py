"""Text of other people is no formula in a spreadsheet, and reads back as it was."""

import pytest

from minnelijk.files.invoices import read
from minnelijk.files.spreadsheet_text import for_spreadsheet


@pytest.mark.parametrize("text", ["=1+1", "+31612345678", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_begins_as_a_formula_gets_a_quote(text: str) -> None:
    assert for_spreadsheet(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Jan", "'t Hoekje", "a=1", " =1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert for_spreadsheet(text) == text


def test_what_was_quoted_is_read_back_and_never_evaluated() -> None:
    formula = '=HYPERLINK("x")'
    cell = for_spreadsheet(formula).replace('"', '""')
    lines = ["Naam;Factuurnr;Vervaldatum;Saldo;Telefoon"]
    lines += [f'"{cell}";F1;31-10-2026;5,00;\'+31612345678', "'t Hoekje;F2;31-10-2026;6,00;"]

    first, second = read("\n".join(lines).encode(), name="x").rows

    assert (first.name, first.phone) == (formula, "+31612345678")
    assert second.name == "'t Hoekje"
