"""What payers write: several numbers, numbers over two lines, our own number, what was told."""

from datetime import timedelta

import pytest

from minnelijk.flow.matching import FitWord, candidates, certain
from tests.flow.test_matching import FATMA, JOOST, PAID_ON, RF, paid, reasons_of

OF_MANY = FATMA._replace(number="2022-12-13196", claim=1, open_cents=3_000)
MANY = [
    OF_MANY,
    OF_MANY._replace(number="2022-12-13189", claim=2, open_cents=2_000),
    OF_MANY._replace(number="2022-12-13343", claim=3, open_cents=1_000),
]


def test_later_numbers_may_lack_their_prefix_once_one_stands_in_full() -> None:
    found = candidates(paid("2022-12-13196+13189+13343", cents=6_000), MANY)

    assert [set(one.claims) for one in found] == [{1, 2, 3}]
    assert FitWord.AMOUNT_NAMED in found[0].reasons
    assert candidates(paid("13189+13343", cents=1), MANY) == ()


def test_a_number_over_two_lines_books_only_with_an_amount_that_fits() -> None:
    claim = FATMA._replace(number="2023-01-52150", open_cents=7_500)
    line = paid("Facture 2023-01-52\n150 merci")

    found = candidates(line, [claim])
    part = candidates(line._replace(cents=1_000), [claim])

    assert FitWord.NUMBER_BROKEN in found[0].reasons
    assert certain(found, trust=False) == found[0]
    assert [one.reasons for one in part] == [(FitWord.NUMBER_BROKEN,)]
    assert certain(part, trust=False) is None


@pytest.mark.parametrize("written", ["10 01", "F 10 01", "12 26-0417", "20 260417"])
def test_digits_that_stand_apart_are_not_one_number(written: str) -> None:
    claims = [FATMA._replace(number="1001"), FATMA, JOOST._replace(number="1226-0417"), JOOST]

    assert candidates(paid(written, cents=1), claims) == ()


def test_a_break_between_two_numbers_parts_them() -> None:
    said = paid("F-1001\n2026-0417", cents=1)

    assert reasons_of(said, FATMA, JOOST) == {
        11: {FitWord.INVOICE_NUMBER},
        12: {FitWord.INVOICE_NUMBER},
    }


def test_a_reference_over_two_lines_is_whole() -> None:
    claim = FATMA._replace(references=frozenset({RF}))

    assert FitWord.REFERENCE in reasons_of(paid(f"ref {RF[:5]}\n{RF[5:]}"), claim)[11]


def test_our_own_case_number_books_with_an_amount_that_fits_and_not_without() -> None:
    exact = candidates(paid("kenmerk D-20413"), [FATMA, JOOST])
    other = candidates(paid("kenmerk D-20413", cents=7_000), [FATMA, JOOST])

    assert certain(exact, trust=False) == exact[0]
    assert (exact[0].case, certain(other, trust=False)) == (11, None)


def test_what_was_promised_and_some_invoices_together_are_reasons() -> None:
    promised = [one._replace(promised=frozenset({2_500})) for one in MANY]

    assert reasons_of(paid(cents=2_500), *promised) == {11: {FitWord.AMOUNT_PROMISED}}
    assert reasons_of(paid(cents=5_000), *MANY) == {11: {FitWord.AMOUNT_SOME}}


@pytest.mark.parametrize("threshold", [80, 85, 90, 95])
def test_the_client_says_how_sure_it_must_be(threshold: int) -> None:
    number = candidates(paid("F-1001", cents=5_000), [FATMA])
    with_amount = candidates(paid("F-1001"), [FATMA])

    assert (certain(number, trust=False, threshold=threshold) is None) == (threshold > 80)
    assert certain(with_amount, trust=False, threshold=threshold) is not None


def test_what_somebody_told_before_is_never_booked_again_by_itself() -> None:
    told = FATMA._replace(told=frozenset({(7_500, PAID_ON - timedelta(days=3))}))
    long_ago = FATMA._replace(told=frozenset({(7_500, PAID_ON - timedelta(days=8))}))

    assert certain(candidates(paid("F-1001"), [told]), trust=False) is None
    assert certain(candidates(paid("F-1001"), [long_ago]), trust=False) is not None


def test_money_that_names_a_paid_or_closed_invoice_waits() -> None:
    paid_one = FATMA._replace(open_cents=0)
    beside = FATMA._replace(number="F-1002", open_cents=5_000)
    closed = FATMA._replace(closed=True)

    for known in ([paid_one], [paid_one, beside], [closed]):
        found = candidates(paid("F-1001", cents=5_000), known)
        assert [one.case for one in found] == [11]
        assert certain(found, trust=False) is None
    assert certain(candidates(paid("F-1002", cents=5_000), [paid_one, beside]), trust=False)


def test_one_of_two_invoices_that_is_paid_keeps_the_other_from_getting_it_all() -> None:
    found = candidates(paid("F-1001 en 2026-0417"), [FATMA._replace(open_cents=0), JOOST])

    assert {one.case for one in found} == {11, 12}
    assert certain(found, trust=False) is None
