"""More stories of STORIES.md on the records: two people of one name, and money on two accounts."""

from datetime import UTC, date, datetime

import pytest

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import BankLineState, Outcome, Phase, PromiseOutcome
from minnelijk.law.references import rf
from minnelijk.records.actions import accounts, bank, calls
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, by_debtor
from minnelijk.records.actions.page_check import check
from minnelijk.records.debtor_page import asked_fact
from minnelijk.records.models import Account, Call, Case, Client, Person, Promise, Seat
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.at_desk import KNOWN, opened
from tests.records.lists import FATMA, case_of, place

pytestmark = pytest.mark.django_db
HOME = {"postcode": "3512 JE", "house": "14"}
NAMESAKE = FATMA | {"Naam": "J. Jansen", "E-mail": "", "Telefoon": "", "Klantnummer": "K6"}


@pytest.fixture
def jansens(delta: Client) -> tuple[Case, Case]:
    """Father and son: one list, one address, one name, two customer numbers."""
    place(delta, NAMESAKE, NAMESAKE | {"Klantnummer": "K7", "Factuurnummer": "F-7"})
    return case_of("F-1"), case_of("F-7")


def told_on_the_phone(case: Case, *facts: Fact) -> calls.Logged:
    report = Report(Outcome.PROMISE, identity=frozenset(facts), cents=12_000, day=date(2026, 3, 12))
    sanne = Seat.objects.get(user__name="Sanne")
    return calls.log_call(case.id, report, Act(world.AT, sanne))


def test_story_10_father_and_son_are_two_cases(jansens: tuple[Case, Case]) -> None:
    father, son = jansens

    assert father.id != son.id and father.debtor_id != son.debtor_id
    assert Person.objects.count() == 2


def test_story_10_the_address_alone_opens_neither_on_the_phone(
    jansens: tuple[Case, Case],
) -> None:
    for case in jansens:
        with pytest.raises(calls.NotIdentified):
            told_on_the_phone(case, Fact.ADDRESS)
    assert not Call.objects.exists() and not Promise.objects.exists()

    told_on_the_phone(jansens[1], Fact.ADDRESS, Fact.CUSTOMER_NUMBER)

    assert [promise.case_id for promise in Promise.objects.all()] == [jansens[1].id]


def test_story_10_the_address_alone_opens_neither_on_the_page(
    jansens: tuple[Case, Case],
) -> None:
    father, son = jansens
    visitor = by_debtor(world.AT)

    assert {asked_fact(case) for case in jansens} == {Fact.CUSTOMER_NUMBER}
    for case in jansens:
        assert not check(case.id, HOME, visitor).passed
    assert not check(father.id, HOME | {"number": "K7"}, visitor).passed
    assert not check(son.id, HOME | {"number": "K6"}, visitor).passed
    assert check(father.id, {"number": "k6"}, visitor).passed
    assert check(son.id, {"number": "K 7"}, visitor).passed


def test_story_17_a_running_promise_is_kept_on_the_old_account_and_on_the_new_one(
    cast: world.Cast,
) -> None:
    old = Account.objects.get(client=cast.delta)
    cases = [opened(cast.delta, name=f"Debiteur {n}", invoices=[_of(n)]) for n in ("AB", "CD")]
    for case in cases:
        report = Report(Outcome.PROMISE, identity=KNOWN, cents=12_000, day=date(2026, 3, 12))
        calls.log_call(case.id, report, Act(world.AT, cast.sanne))
    new = _changed_account(cast, "NL39RABO0300065264")
    monday = Act(datetime(2026, 3, 9, 9, tzinfo=UTC), cast.supervisor)
    assert new.works_from_on == monday.on

    for account, case in zip((old, new), cases, strict=True):
        number = case.claims.get().number
        line = bank.money_came(account, 12_000, monday.on, monday, key=number, text=number)
        assert line.state == BankLineState.BOOKED

    for case in cases:
        case.refresh_from_db()
        assert (case.phase, case.close_reason) == (Phase.CLOSED, "paid")
    outcomes = set(Promise.objects.values_list("outcome", flat=True))
    assert outcomes == {PromiseOutcome.KEPT}


def test_story_17_money_on_an_account_that_was_only_proposed_is_refused(cast: world.Cast) -> None:
    case = opened(cast.delta, invoices=[_of("AB")])
    thief = accounts.propose_account(
        cast.delta,
        iban="NL39RABO0300065264",
        holder="Waterbedrijf Delta",
        act=Act(world.AT, cast.delta_seat),
    )

    with pytest.raises(bank.BankRefused) as refused:
        act = Act(world.AT, cast.supervisor)
        bank.money_came(thief, 12_000, world.DAY, act, key="x", reference=rf("AB"))

    assert refused.value.word == "not_an_account"
    assert sum(open_per_claim([case.id]).values()) == 12_000


def _of(letters: str) -> world.Invoice:
    return world.Invoice(f"F-10{letters}1", 12_000)


def _changed_account(cast: world.Cast, iban: str) -> Account:
    wish = Act(world.AT, cast.delta_seat)
    asked = accounts.propose_account(cast.delta, iban=iban, holder="Waterbedrijf Delta", act=wish)
    return accounts.confirm_account(
        asked, number_called="+31201112233", act=Act(world.AT, cast.supervisor)
    )
