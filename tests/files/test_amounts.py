"""Text becomes cents: exactly, or with a word that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.amounts import Amiss, cents, decimal_mark, mended, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.452,00", 145200),
        ("1,452.00", 145200),
        ("-60,50", -6050),
        ("60,50-", -6050),
        ("(60,50)", -6050),
        ("€ 12,50", 1250),
        ("12,50 EUR", 1250),
        ("€ -12,50", -1250),
        ("- € 12,50", -1250),
        ("12,5", 1250),
        ("12", 1200),
        ("12,", 1200),
        (",50", 50),
        ("\u2212 12,50", -1250),
        ("1\u00a0452,00", 145200),
        ("1\u202f452\u202f000,10", 145200010),
        ("1'452.10", 145210),
        ("1.234.567", 123456700),
        ("1.234.567,8", 123456780),
        ("1452.000", 145200),
        ("0.500", 50),
        ("12,-", 1200),
        ("12,--", 1200),
        ("+12,50", 1250),
        ("0,00", 0),
    ],
)
def test_an_amount_that_can_be_read_in_one_way_is_read(text: str, expected: int) -> None:
    assert cents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "€",
        "12,5o",
        "n.v.t.",
        "1.45.200",
        "1,2,3",
        "--5",
        "-5-",
        "(-5)",
        "1E5",
        "12 50",
        "1 2345",
        "٣٤",
        "12,50 USD",
        "$ 12",
        "9" * 30,
        "31-08-2026",
        "1.452.00",
        "½",
    ],
)
def test_a_text_that_is_no_amount_is_never_a_number(text: str) -> None:
    assert cents(text) is Amiss.UNREADABLE


@pytest.mark.parametrize("text", ["1.234", "1,234", "12.345", "-1.234", "€ 1,234"])
def test_a_thousand_or_a_fraction_is_asked_unless_the_column_tells(text: str) -> None:
    assert cents(text) is Amiss.AMBIGUOUS


def test_the_mark_of_the_column_decides_between_a_thousand_and_a_fraction() -> None:
    assert cents("1.234", ",") == 123400
    assert cents("1.234", ".") is Amiss.DECIMALS
    assert cents("1.230", ".") == 123
    assert cents("1,234", ".") == 123400


def test_more_than_two_decimals_are_not_rounded() -> None:
    assert cents("12,505") is Amiss.AMBIGUOUS
    assert cents("12,5051") is Amiss.DECIMALS
    assert cents("1.234,567") is Amiss.DECIMALS


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1.234", "12,50"], ","),
        (["1,234", "12.50"], "."),
        (["1.234", "5.678"], None),
        (["12,50", "12.50"], None),
        (["1.234.567", "1.234"], ","),
        (["kapot", ""], None),
    ],
)
def test_a_column_proves_its_decimal_mark_by_one_clear_row(
    column: list[str], mark: str | None
) -> None:
    assert decimal_mark(column) == mark


def test_a_letter_typed_for_a_digit_is_offered_and_not_taken() -> None:
    assert cents("12,5o") is Amiss.UNREADABLE
    assert mended("12,5o") == "12,50"
    assert mended("l2,50") == "12,50"
    assert mended("oOo") == ""


AMOUNTS = st.integers(min_value=-(10**13), max_value=10**13)


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount: int) -> None:
    assert cents(written(amount)) == amount


@given(AMOUNTS, st.sampled_from([(".", ","), (",", "."), (" ", ","), ("\u00a0", ","), ("'", ".")]))
def test_grouped_amounts_are_read_back_in_every_notation(
    amount: int, marks: tuple[str, str]
) -> None:
    thousands, decimal = marks
    whole = f"{abs(amount) // 100:,}".replace(",", thousands)
    text = f"{'-' if amount < 0 else ''}{whole}{decimal}{abs(amount) % 100:02d}"

    assert cents(text) == amount
    assert cents(text, decimal) == amount


@given(st.text(max_size=30))
def test_any_text_gives_cents_or_a_reason(text: str) -> None:
    assert isinstance(cents(text), int | Amiss)
    assert isinstance(cents(text, ","), int | Amiss)
