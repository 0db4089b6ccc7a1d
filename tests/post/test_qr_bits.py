"""Our codes are the very codes of the maker, square by square, in every size there is."""

import random

import pytest
import segno

from minnelijk.post.paper import qr
from minnelijk.post.paper.qr_bits import LARGEST, LEVELS, MASK, code_of, longest
from tests.post.qr_reader import read

HOLDERS = ("Waterbedrijf Delta", "Müller & Söhne", "A", "Stichting " + "x" * 60)
IBANS = ("NL91ABNA0417164300", "BE68539007547034")


@pytest.mark.parametrize("level", LEVELS)
def test_a_full_code_of_every_size_is_the_one_that_the_maker_draws(level: str) -> None:
    luck = random.Random(7)
    for version in (*range(1, 12), 27, LARGEST):
        text = luck.randbytes(longest(version, level))

        ours = code_of(text, level)

        theirs = segno.make_qr(text, error=level, mask=MASK, boost_error=False, mode="byte")
        assert ours.side == 17 + 4 * version
        assert ours.rows == ["".join(str(int(one)) for one in row) for row in theirs.matrix]


def test_a_code_that_is_not_full_says_what_the_code_of_the_maker_says() -> None:
    luck = random.Random(7)
    for _ in range(60):
        told = {
            "holder": luck.choice(HOLDERS),
            "iban": luck.choice(IBANS),
            "cents": luck.randint(1, 10 ** luck.randint(1, 9)),
            "reference": f"D{luck.randint(1, 10 ** luck.randint(1, 7))}",
        }

        ours = qr.bank_squares(**told)  # type: ignore[arg-type]
        theirs = qr.bank_code(**told)  # type: ignore[arg-type]

        assert ours is not None
        assert theirs is not None
        assert read([[*map(int, row)] for row in ours.rows]) == read(theirs.matrix)


def test_a_page_gets_the_best_level_that_makes_its_code_no_larger() -> None:
    for length in range(1, 120):
        link = "a" * length

        ours = qr.page_code(link)

        theirs = segno.make_qr(link, error="l", mask=MASK)
        assert ours.side == len(theirs.matrix)
        assert read([[*map(int, row)] for row in ours.rows]) == (theirs.error, link)
