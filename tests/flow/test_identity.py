"""Who is on the line, and who is on the page."""

from itertools import combinations

import pytest

from minnelijk.flow.identity import PERSON_FACTS, Fact, gate_facts, gate_passed, page_fact
from minnelijk.law.kinds import DebtorKind, is_natural

PEOPLE = [kind for kind in DebtorKind if is_natural(kind)]
COMPANIES = [kind for kind in DebtorKind if not is_natural(kind)]


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("fact", list(Fact))
def test_one_fact_never_opens_the_gate_for_a_person(kind: DebtorKind, fact: Fact) -> None:
    assert not gate_passed(kind, frozenset({fact}))


@pytest.mark.parametrize("kind", PEOPLE)
def test_any_two_facts_open_the_gate_for_a_person(kind: DebtorKind) -> None:
    for two in combinations(sorted(PERSON_FACTS), 2):
        assert gate_passed(kind, frozenset(two))


def test_a_role_says_nothing_about_a_person() -> None:
    assert not gate_passed(DebtorKind.CONSUMER, frozenset({Fact.ADDRESS, Fact.ROLE}))


@pytest.mark.parametrize("kind", COMPANIES)
def test_a_company_is_known_by_role_or_invoice_number(kind: DebtorKind) -> None:
    assert gate_passed(kind, frozenset({Fact.ROLE}))
    assert gate_passed(kind, frozenset({Fact.INVOICE_NUMBER}))
    assert not gate_passed(kind, frozenset({Fact.ADDRESS, Fact.AMOUNT}))


def test_nothing_opens_nothing() -> None:
    assert not any(gate_passed(kind, frozenset()) for kind in DebtorKind)


@pytest.mark.parametrize("kind", list(DebtorKind))
@pytest.mark.parametrize("has_birth", [True, False])
@pytest.mark.parametrize("has_number", [True, False])
def test_what_may_be_asked_is_always_enough_to_pass(
    kind: DebtorKind, *, has_birth: bool, has_number: bool
) -> None:
    facts = gate_facts(kind, has_birth=has_birth, has_number=has_number)

    assert gate_passed(kind, frozenset(facts))
    assert len(facts) == len(set(facts))


def test_a_fact_that_we_do_not_have_is_not_asked() -> None:
    facts = gate_facts(DebtorKind.CONSUMER, has_birth=False, has_number=False)

    assert set(facts) == {Fact.ADDRESS, Fact.INVOICE_NUMBER, Fact.AMOUNT}


def test_father_and_son_j_jansen_at_one_address() -> None:
    """One address, one name, two customer numbers: the address alone opens neither."""
    by_phone = gate_passed(DebtorKind.CONSUMER, frozenset({Fact.ADDRESS}))
    on_the_page = page_fact(shared_address=True, has_birth=False, has_number=True)

    assert not by_phone
    assert on_the_page is Fact.CUSTOMER_NUMBER


def test_the_page_asks_the_address_of_who_lives_there_alone() -> None:
    assert page_fact(shared_address=False, has_birth=True, has_number=True) is Fact.ADDRESS


def test_a_shared_address_is_told_apart_by_birth_date() -> None:
    assert page_fact(shared_address=True, has_birth=True, has_number=True) is Fact.BIRTH_ON


def test_a_page_with_nothing_to_ask_stays_closed() -> None:
    assert page_fact(shared_address=True, has_birth=False, has_number=False) is None
