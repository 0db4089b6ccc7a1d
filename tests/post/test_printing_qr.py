"""QR codes on paper and in mail: read back square by square, never made of what is not certain."""

import re
from decimal import Decimal

import pytest
from segno import helpers

from minnelijk.post.paper import qr
from minnelijk.post.paper.qr_bits import Squares, drawn
from tests.post.qr_reader import read

IBAN = "NL91ABNA0417164300"


def squares(code: Squares) -> list[list[int]]:
    return [[*map(int, row)] for row in code.rows]


def code(**more: object) -> Squares | None:
    told = {"holder": "Waterbedrijf Delta", "iban": IBAN, "cents": 8375, "reference": "D-12 F-1"}
    return qr.bank_squares(**(told | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cents", "amount"),
    [
        (1, "EUR0.01"),
        (100, "EUR1"),
        (110, "EUR1.1"),
        (8375, "EUR83.75"),
        (1_200_000, "EUR12000"),
        (99_999_999_999, "EUR999999999.99"),
    ],
)
@pytest.mark.parametrize("holder", ["Waterbedrijf Delta", "Søren & Zoë Électricité " + "x" * 46])
def test_a_code_reads_back_as_the_transfer(cents: int, amount: str, holder: str) -> None:
    made = code(cents=cents, holder=holder)
    assert made is not None

    level, text = read(squares(made))

    lines = ["BCD", "002", "1", "SCT", "", holder, IBAN, amount, "", "", "D-12 F-1"]
    assert (level, text.split("\n")) == ("M", lines)


def test_the_code_is_what_the_standards_own_maker_writes() -> None:
    theirs = helpers.make_epc_qr(
        name="Waterbedrijf Delta",
        iban=IBAN,
        amount=Decimal("83.75"),
        text="D-12 F-1",
        encoding="utf-8",
    )
    made = code()

    assert made is not None
    assert read(theirs.matrix) == read(squares(made))


def test_the_code_of_a_page_reads_back_as_its_address() -> None:
    link = "https://betalen.delta.example/r/" + "aZ09_-" * 12 + "/"

    _, text = read(squares(qr.page_code(link)))

    assert text == link


def test_what_is_drawn_has_every_dark_square_once() -> None:
    made = qr.page_code("https://betalen.delta.example/r/abc/")

    seen = [[0] * made.side for _ in range(made.side)]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawn(made)):
        for place in range(int(x), int(x) + int(length)):
            seen[int(y)][place] += 1

    assert seen == squares(made)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iban": "NL91ABNA0417164301"},
        {"cents": 0},
        {"cents": -1},
        {"cents": 100_000_000_000},
        {"holder": ""},
        {"holder": "x" * 71},
        {"reference": " "},
        {"reference": "x" * 141},
    ],
)
def test_what_is_not_certain_makes_no_code(wrong: dict[str, object]) -> None:
    assert code(**wrong) is None


def test_a_line_end_in_a_name_is_no_new_line_of_the_transfer() -> None:
    made = code(holder="Delta\nNL00EVIL")

    assert made is not None
    assert read(squares(made))[1].split("\n")[5] == "Delta NL00EVIL"
