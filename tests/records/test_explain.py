"""Why a case's amount or day is what it is, out of its rows; where no law is known, nothing."""

from dataclasses import replace
from datetime import date

import pytest

from minnelijk.flow.explain import Ledger
from minnelijk.flow.facts import InstalmentFacts, PromiseFacts
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.explain import ledger_of, why_agreed, why_asked, why_day, why_open
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case
from tests import world

pytestmark = pytest.mark.django_db
FAR = date(2099, 1, 5)


@pytest.fixture
def case() -> Case:
    made = world.case(world.cast().delta, invoices=[world.Invoice("F-1", 10_000)])
    world.entry(made.claims.get(), EntryKind.PAYMENT, -2_500)
    return made


def test_the_ledger_says_when_it_was_invoiced_and_who_said_so(case: Case) -> None:
    claim = case.claims.get()

    assert ledger_of(case) == Ledger(
        invoiced_on={claim.id: claim.invoice_on},
        said_by={entry.id: EntryCause(entry.cause) for entry in case.entries.all()},
    )


def test_open_and_asked_are_the_same_where_nothing_rests(case: Case) -> None:
    facts = facts_of(case, world.DAY)

    opened, asked = why_open(case, facts), why_asked(case, facts, world.DAY)

    assert opened == asked
    assert [step.cents for step in opened] == [10_000, -2_500, 7_500]


def test_without_a_promise_nothing_was_agreed(case: Case) -> None:
    assert why_agreed(facts_of(case, world.DAY)) == ()


def promised(case: Case, due_on: date, calendar: str = "nl") -> list[str]:
    part = InstalmentFacts(1, 7_500, due_on)
    last = case.entries.latest("id").id
    promise = PromiseFacts(1, world.DAY, (part,), frozenset({1}), after_entry=last)
    facts = replace(facts_of(case, world.DAY), promise=promise, calendar=calendar)
    assert [step.word for step in why_agreed(facts)] == [
        step.word for step in why_agreed(facts, slack=True) if step.word != "promise.in_time"
    ]
    return [step.word for step in why_agreed(facts, slack=True)]


def test_an_agreed_day_is_counted_and_its_slack_is_told_on_request(case: Case) -> None:
    assert promised(case, date(2026, 3, 12)) == [
        "promise.part",
        "promise.total",
        "days.working",
        "days.weekend",
        "promise.in_time",
    ]


@pytest.mark.parametrize(("due_on", "calendar"), [(date(2026, 3, 12), "de"), (FAR, "nl")])
def test_where_no_calendar_answers_the_amount_is_told_alone(
    case: Case, due_on: date, calendar: str
) -> None:
    assert promised(case, due_on, calendar) == ["promise.part", "promise.total"]


def test_no_day_is_no_count() -> None:
    assert why_day("nl", world.DAY, None) == ()
    assert why_day("de", world.DAY, date(2026, 3, 12)) == ()
    assert why_day("nl", world.DAY, FAR) == ()
