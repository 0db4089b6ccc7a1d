"""A case that cannot be decided: set aside with its error, the rest goes on."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import OperationalError

from minnelijk.flow.words import WorkKind, WorkState
from minnelijk.records.actions import aside, steps
from minnelijk.records.models import Case, Event, PolicyVersion, Run, WorkItem
from minnelijk.records.scope import within
from tests import world

TOMORROW = world.AT + timedelta(days=1)
DAY_AFTER = world.DAY + timedelta(days=1)
TEXT = "this is no table ["


@pytest.fixture
def cases(cast: world.Cast) -> tuple[Case, Case, Case]:
    """Three that are due; the table of the second was spoilt after it was activated."""
    first, bad, last = (world.case(cast.delta, name=f"Jo {number}") for number in range(3))
    good = bad.policy_version
    spoilt = PolicyVersion.objects.create(
        policy=good.policy,
        number=99,
        text=TEXT,
        sha256=sha256(TEXT.encode()).hexdigest(),
        made_at=world.AT,
    )
    Case.objects.filter(id=bad.id).update(policy_version=spoilt)
    return first, bad, last


def mend(case: Case) -> None:
    good = PolicyVersion.objects.exclude(text=TEXT).filter(policy__for_whom="consumer")
    first = good.filter(policy__client=case.client).latest("id")
    Case.objects.filter(id=case.id).update(policy_version=first)


def told() -> WorkItem:
    return WorkItem.objects.get(task=aside.TASK)


def test_a_poisoned_case_is_set_aside_with_its_error_and_the_rest_goes_on(
    cases: tuple[Case, Case, Case], cast: world.Cast
) -> None:
    first, bad, last = cases

    summary = steps.tick(world.DAY, world.AT)

    assert (summary.expected, summary.done, summary.problems) == (3, 2, [bad.id])
    assert not Case.objects.filter(id__in=[first.id, last.id], next_on__lte=world.DAY).exists()
    item = told()
    assert (item.case_id, item.kind, item.state) == (bad.id, WorkKind.REVIEW, WorkState.OPEN)
    assert item.reason_args["error"].isidentifier()
    assert Event.objects.filter(case=bad, kind="task", why=aside.TASK).count() == 1
    assert Run.objects.get(name="tick").problem == f"case {bad.id}"
    seen = within(cast.supervisor, world.DAY).work_items()
    assert seen.filter(id=item.id).exists()


def test_it_is_not_tried_again_on_the_same_day(cases: tuple[Case, Case, Case]) -> None:
    steps.tick(world.DAY, world.AT)

    again = steps.tick(world.DAY, world.AT + timedelta(hours=8))

    assert (again.expected, again.aside, again.problems) == (0, 1, [])
    assert Run.objects.count() == 1


def test_it_is_tried_on_the_next_day_and_told_once(cases: tuple[Case, Case, Case]) -> None:
    _, bad, _ = cases
    steps.tick(world.DAY, world.AT)

    next_day = steps.tick(DAY_AFTER, TOMORROW)

    assert next_day.problems == [bad.id]
    assert WorkItem.objects.filter(task=aside.TASK).count() == 1
    assert steps.tick(DAY_AFTER, TOMORROW + timedelta(hours=1)).aside == 1


def test_a_case_that_was_mended_goes_on_and_its_task_is_done(
    cases: tuple[Case, Case, Case],
) -> None:
    _, bad, _ = cases
    steps.tick(world.DAY, world.AT)
    mend(bad)

    next_day = steps.tick(DAY_AFTER, TOMORROW)

    assert next_day.problems == []
    assert Case.objects.get(id=bad.id).next_on > DAY_AFTER
    assert told().state == WorkState.DONE


def test_who_says_that_it_is_done_has_it_tried_at_once(cases: tuple[Case, Case, Case]) -> None:
    _, bad, _ = cases
    steps.tick(world.DAY, world.AT)
    mend(bad)

    WorkItem.objects.filter(task=aside.TASK).update(state=WorkState.DONE)

    assert steps.tick(world.DAY, world.AT + timedelta(hours=1)).done == 1


def test_a_database_that_is_busy_sets_no_case_aside(
    cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = world.case(cast.delta)

    def busy(*_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(steps, "facts_of", busy)
        assert steps.tick(world.DAY, world.AT).problems == [case.id]

    assert not WorkItem.objects.filter(task=aside.TASK).exists()
    assert steps.tick(world.DAY, world.AT).done == 1
