"""Which invoices a payment pays: what was named or promised first, then the order of the law."""

from dataclasses import replace
from datetime import date

import pytest

from minnelijk.flow.allocating import allocate
from minnelijk.flow.facts import CaseFacts, ClaimFacts, HoldFacts, InstalmentFacts, PromiseFacts
from minnelijk.flow.words import HoldKind, Phase
from minnelijk.law.kinds import DebtorKind

ON = date(2026, 3, 5)
JANUARY, FEBRUARY, APRIL = date(2026, 1, 15), date(2026, 2, 15), date(2026, 4, 1)


def claim(number: int, due_on: date, cents: int, disputed: int = 0) -> ClaimFacts:
    return ClaimFacts(
        id=number,
        number=f"F-{number}",
        due_on=due_on,
        open_cents=cents,
        disputed_cents=disputed,
        due_agreed=True,
    )


def case(*claims: ClaimFacts, law: str = "nl") -> CaseFacts:
    return CaseFacts(
        id=1,
        conduct=law,
        contract_law=law,
        calendar=law,
        kind=DebtorKind.CONSUMER,
        phase=Phase.ONE,
        step="",
        step_on=ON,
        claims=claims,
    )


OLD, NEW = claim(1, JANUARY, 10_000), claim(2, FEBRUARY, 5_000)


def test_the_oldest_invoice_is_paid_first() -> None:
    assert allocate(case(NEW, OLD), 12_000, ON) == [(1, 10_000), (2, 2_000)]


def test_an_invoice_that_the_payer_named_comes_before_an_older_one() -> None:
    assert allocate(case(OLD, NEW), 6_000, ON, named=frozenset({2})) == [(2, 5_000), (1, 1_000)]


def test_what_was_promised_comes_before_what_is_older() -> None:
    promised = PromiseFacts(1, ON, (InstalmentFacts(1, 5_000, ON),), frozenset({2}))

    assert allocate(replace(case(OLD, NEW), promise=promised), 5_000, ON) == [(2, 5_000)]


def test_money_that_was_received_for_some_invoices_falls_on_no_other() -> None:
    among = frozenset({2})

    assert allocate(case(OLD, NEW), 6_000, ON, among=among) == [(2, 6_000)]


def test_invoices_of_one_day_share_in_proportion() -> None:
    equal = case(claim(1, JANUARY, 10_000), claim(2, JANUARY, 5_000))

    assert allocate(equal, 6_001, ON) == [(1, 4_001), (2, 2_000)]


def test_who_pays_exactly_one_of_two_equal_invoices_means_that_one() -> None:
    equal = case(claim(1, JANUARY, 10_000), claim(2, JANUARY, 5_000))

    assert allocate(equal, 5_000, ON) == [(2, 5_000)]


def test_what_is_due_comes_before_what_is_not() -> None:
    later = case(claim(3, APRIL, 4_000), NEW)

    assert allocate(later, 5_500, ON) == [(2, 5_000), (3, 500)]


def test_the_disputed_part_is_paid_last() -> None:
    disputed = case(claim(1, JANUARY, 10_000, disputed=4_000), NEW)

    assert allocate(disputed, 12_000, ON) == [(1, 7_000), (2, 5_000)]


def test_an_invoice_at_rest_comes_after_the_others() -> None:
    rest = HoldFacts(1, HoldKind.PAID_CLAIMED, ON, None, APRIL, claim=1, cause="paid:2026-03-01")

    assert allocate(replace(case(OLD, NEW), holds=(rest,)), 5_000, ON) == [(2, 5_000)]


def test_too_much_stays_on_the_last_invoice() -> None:
    assert allocate(case(OLD, NEW), 16_000, ON) == [(1, 10_000), (2, 6_000)]


def test_nothing_open_takes_nothing() -> None:
    assert allocate(case(claim(1, JANUARY, 0)), 1_000, ON) == []


@pytest.mark.parametrize("law", ["be", "xx"])
def test_where_nobody_read_the_law_the_oldest_is_paid_first(law: str) -> None:
    equal = case(claim(1, JANUARY, 10_000), claim(2, JANUARY, 5_000), law=law)

    assert allocate(equal, 6_000, ON) == [(1, 6_000)]


@pytest.mark.parametrize("cents", [1, 99, 3_333, 9_999, 14_999, 15_000, 20_001])
def test_every_cent_is_somewhere(cents: int) -> None:
    equal = case(claim(1, JANUARY, 10_000), claim(2, JANUARY, 4_000), claim(3, FEBRUARY, 1_000))

    assert sum(part for _, part in allocate(equal, cents, ON)) == cents
