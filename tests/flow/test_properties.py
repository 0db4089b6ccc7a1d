"""What holds for every case on every day, tried on many made-up ones."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from minnelijk.flow.day import decide
from minnelijk.flow.facts import (
    CaseFacts,
    HoldFacts,
)
from minnelijk.flow.gate import may
from minnelijk.flow.lines import What
from minnelijk.flow.paper import Paper
from minnelijk.flow.plan import CHANNEL_OF, next_step
from minnelijk.flow.policy import Policy
from minnelijk.flow.words import (
    STOPS,
    Basis,
    Do,
    Happening,
    HoldKind,
    PointChannel,
)
from minnelijk.law.country import country
from tests.flow.making import ACTS, CASE_OF_POLICY, POLICY, life, points

START = date(2026, 1, 1)
ZONE = country("nl").zone
CONTACTS = frozenset({Do.CALL, Do.EMAIL, Do.SMS, Do.LETTER})


@given(CASE_OF_POLICY, st.integers(0, 60))
def test_a_day_always_ends_with_a_later_day(told: tuple[Policy, CaseFacts], wait: int) -> None:
    policy, case = told
    on = case.step_on + timedelta(days=wait)

    decision = decide(case, policy, on)

    assert decision.close is not None or decision.next.day > on


@given(CASE_OF_POLICY, st.integers(0, 60))
def test_the_same_facts_give_the_same_decision(told: tuple[Policy, CaseFacts], wait: int) -> None:
    policy, case = told
    on = case.step_on + timedelta(days=wait)

    assert decide(case, policy, on) == decide(case, policy, on)


@given(CASE_OF_POLICY, st.integers(0, 60))
def test_nothing_leaves_while_the_whole_case_rests(
    told: tuple[Policy, CaseFacts], wait: int
) -> None:
    policy, case = told
    on = case.step_on + timedelta(days=wait)
    rests = [hold for hold in case.holds if hold.claim is None]
    assume(any(hold.until_on is None or hold.until_on >= on for hold in rests))

    assert decide(case, policy, on).taken == []


@given(CASE_OF_POLICY, st.integers(0, 60), st.sampled_from(sorted(STOPS)))
def test_after_a_stop_nothing_is_ever_taken(
    told: tuple[Policy, CaseFacts], wait: int, kind: HoldKind
) -> None:
    policy, case = told
    on = case.step_on + timedelta(days=wait)
    stop = HoldFacts(5, kind, on, None, on + timedelta(days=20))
    paper = Paper(replace(case, holds=(*case.holds, stop)), policy, on)

    paper.run_to(on + timedelta(days=200))

    assert not [line for line in paper.lines if line.what is What.STEP]


@given(CASE_OF_POLICY, st.integers(0, 60))
def test_a_planned_contact_lies_inside_the_gate(told: tuple[Policy, CaseFacts], wait: int) -> None:
    policy, case = told
    case = replace(case, holds=(), at_desk=False, points=case.points | {PointChannel.EMAIL})
    on = case.step_on + timedelta(days=wait)
    coming = next_step(case, policy, on)

    if coming.do in CONTACTS and coming.do is not None:
        at_noon = datetime.combine(max(coming.day, on), time(12), tzinfo=ZONE)
        assert may(case, CHANNEL_OF[coming.do], at_noon, Basis.OURS).allowed


@given(POLICY, points, ACTS)
def test_whatever_people_do_every_open_case_has_a_next_day(
    policy: Policy, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    paper = life(policy, reached_by, acts)

    last = max((line.day for line in paper.lines), default=START)
    assert paper.closed is not None or paper.next.day > last
    assert paper.balance.per_claim == {claim.id: claim.open_cents for claim in paper.case.claims}


@given(POLICY, points, ACTS)
def test_after_death_no_step_is_taken(
    policy: Policy, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    paper = life(policy, reached_by, acts)
    assume(paper.closed is None)
    on = max((line.day for line in paper.lines), default=date(2026, 11, 20))
    paper.happen(Happening.DECEASED, on)
    before = [line for line in paper.lines if line.what is What.STEP]

    paper.run_to(on + timedelta(days=200))

    assert [line for line in paper.lines if line.what is What.STEP] == before
