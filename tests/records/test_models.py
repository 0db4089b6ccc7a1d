"""The database itself refuses what cannot be: wrong signs, half pairs, double rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from minnelijk.flow.words import EntryKind, Phase
from minnelijk.records.models import (
    Approval,
    Case,
    Dispute,
    DisputePart,
    Entry,
    Hold,
    Instalment,
    Promise,
)
from minnelijk.records.queries import open_per_claim
from tests import world
from tests.records.refusals import refuses, refuses_change
from tests.world import AT, DAY, Cast, Invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return world.cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    return world.case(cast.delta)


@pytest.mark.parametrize(
    ("kind", "cents"),
    [
        (EntryKind.PRINCIPAL, -1),
        (EntryKind.PAYMENT, 1),
        (EntryKind.REVERSAL, -1),
        (EntryKind.CREDIT, 1),
        (EntryKind.COSTS, -1),
        (EntryKind.INTEREST, 0),
        (EntryKind.DAMAGES, -1),
        (EntryKind.WRITE_OFF, 1),
        (EntryKind.CORRECTION, 0),
        ("gift", 5),
    ],
)
def test_an_entry_with_the_wrong_sign_or_word_is_refused(case: Case, kind: str, cents: int) -> None:
    claim = case.claims.get()

    with pytest.raises(IntegrityError, match="entry_"), transaction.atomic():
        world.entry(claim, kind, cents)  # type: ignore[arg-type]


@pytest.mark.parametrize("cents", [5, -5])
def test_a_correction_goes_either_way(case: Case, cents: int) -> None:
    world.entry(case.claims.get(), EntryKind.CORRECTION, cents)

    assert sum(open_per_claim([case.id]).values()) == 12_000 + cents


def test_one_cause_books_once(case: Case) -> None:
    entry = case.entries.get()

    entry.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_the_balance_is_the_sum_of_the_entries_per_claim(cast: Cast) -> None:
    case = world.case(cast.delta, invoices=[Invoice("A", 12_000), Invoice("B", 3_050)])
    other = world.case(cast.delta, name="Piet Bakker")
    first, second = case.claims.order_by("id")

    world.entry(first, EntryKind.PAYMENT, -4_000)

    assert open_per_claim([case.id]) == {first.id: 8_000, second.id: 3_050}
    assert sum(open_per_claim([case.id]).values()) == 11_050
    assert set(open_per_claim([case.id, other.id])) == {first.id, second.id, other.claims.get().id}


def test_a_debtor_has_one_open_case_with_a_client(cast: Cast, case: Case) -> None:
    again = Case.objects.get(id=case.id)
    again.pk, again.number = None, 99

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_a_closed_case_makes_room_for_a_new_one(cast: Cast, case: Case) -> None:
    closing = {"phase": "closed", "next_on": None, "next_why": "", "close_reason": "paid"}
    Case.objects.filter(id=case.id).update(closed_on=DAY, **closing)
    again = Case.objects.get(id=case.id)
    again.pk, again.number = None, 99
    again.phase, again.next_on, again.next_why = Phase.ONE, DAY, "case.new"
    again.closed_on, again.close_reason = None, ""

    again.save(force_insert=True)

    assert Case.objects.filter(debtor=case.debtor).count() == 2


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("case_open_has_day", {"next_on": None, "next_why": ""}),
        ("case_day_has_why", {"next_why": ""}),
        ("case_close", {"phase": "closed", "next_on": None, "next_why": ""}),
        ("case_closed_on", {"closed_on": DAY, "close_reason": "paid"}),
        ("case_phase", {"phase": "three"}),
        ("case_next_why", {"next_why": "because"}),
        ("case_held_kind", {"held_kind": "asleep"}),
        ("case_kind", {"kind": "robot"}),
    ],
)
def test_a_case_cannot_be_half_open(case: Case, constraint: str, columns: dict[str, Any]) -> None:
    refuses_change(case, constraint, **columns)


def test_a_case_number_is_used_once_per_client(cast: Cast, case: Case) -> None:
    second = world.case(cast.delta, name="Piet Bakker")
    elsewhere = world.case(cast.noord)

    refuses_change(second, "case_number", number=case.number)

    assert elsewhere.number == case.number


def test_a_case_has_one_open_promise(case: Case) -> None:
    promise = {"case": case, "cents": 12_000, "made_on": DAY, "made_at": AT, "via": "call"}
    first = Promise.objects.create(**promise)

    refuses(Promise, "promise_one_open", **promise)
    Promise.objects.filter(id=first.id).update(outcome="broken", judged_on=DAY)
    second = Promise.objects.create(**promise)
    Promise.objects.filter(id=second.id).update(cancelled_on=DAY)
    Promise.objects.create(**promise)

    assert case.promises_made.count() == 3


def test_a_promise_is_about_money_and_is_judged_on_a_day(case: Case) -> None:
    promise = {"case": case, "made_on": DAY, "made_at": AT, "via": "call"}

    refuses(Promise, "promise_cents", cents=0, **promise)
    refuses(Promise, "promise_judged_on", cents=5, outcome="kept", **promise)
    refuses(Promise, "promise_outcome", cents=5, outcome="perhaps", judged_on=DAY, **promise)


def test_instalments_have_their_own_number_and_a_positive_amount(case: Case) -> None:
    promise = Promise.objects.create(case=case, cents=900, made_on=DAY, made_at=AT, via="page")
    Instalment.objects.create(promise=promise, number=1, cents=450, due_on=DAY)

    refuses(Instalment, "pkey", promise=promise, number=1, cents=450, due_on=DAY)
    refuses(Instalment, "instalment_cents", promise=promise, number=2, cents=0, due_on=DAY)
    Instalment.objects.filter(promise=promise, number=1).update(outcome="kept", judged_on=DAY)

    assert promise.instalments.get().pk == (promise.id, 1)
    assert promise.instalments.get().outcome == "kept"


def test_a_hold_has_one_cause_per_case_or_claim(case: Case) -> None:
    hold = {"case": case, "kind": "dispute", "from_on": DAY, "review_on": DAY, "made_at": AT}
    claim = case.claims.get()
    Hold.objects.create(cause="dispute:7", **hold)
    Hold.objects.create(cause="dispute:7", claim=claim, **hold)

    refuses(Hold, "hold_cause_case", cause="dispute:7", **hold)
    refuses(Hold, "hold_cause_claim", cause="dispute:7", claim=claim, **hold)
    refuses(Hold, "hold_span", cause="x", until_on=DAY - timedelta(days=1), **hold)
    refuses(Hold, "hold_lifted_why", cause="x", lifted_on=DAY, **hold)
    refuses(Hold, "hold_kind", cause="x", **{**hold, "kind": "nap"})


def test_a_disputed_part_is_above_zero_and_the_answer_within_it(case: Case) -> None:
    dispute = Dispute.objects.create(
        case=case, reason="amount", asked_at=AT, via="call", answer_due_on=DAY
    )
    claim = case.claims.get()

    refuses(DisputePart, "dispute_part_cents", dispute=dispute, claim=claim, cents=0)
    refuses(
        DisputePart, "dispute_part_upheld", dispute=dispute, claim=claim, cents=5, upheld_cents=6
    )
    refuses_change(dispute, "dispute_answered_at", answer="upheld")


def test_a_question_is_asked_once_per_occurrence(case: Case) -> None:
    asked = {
        "client": case.client,
        "case": case,
        "question": "engage",
        "occurrence": 3,
        "cents": 12_000,
        "asked_at": AT,
        "asked_on": DAY,
    }
    approval = Approval.objects.create(**asked)

    refuses(Approval, "approval_one", **asked)
    refuses_change(approval, "approval_answered_at", answer="yes")


def test_nothing_that_carries_a_history_can_be_deleted(case: Case) -> None:
    for row in (case, case.debtor, case.client, case.claims.get(), case.policy_version):
        with pytest.raises(IntegrityError):
            row.delete()

    assert Entry.objects.filter(case=case).count() == 1
