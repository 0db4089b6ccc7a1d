"""What holds for every case and every table, tried on many made-up ones."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minnelijk.flow.balance import balance, spread
from minnelijk.flow.calls import FOLLOWS
from minnelijk.flow.day import decide
from minnelijk.flow.facts import (
    CaseFacts,
    ClaimFacts,
    ContactFacts,
    EntryFacts,
    HoldFacts,
    InstalmentFacts,
    Limits,
    PromiseFacts,
)
from minnelijk.flow.gate import may
from minnelijk.flow.lines import What, opened
from minnelijk.flow.paper import Paper
from minnelijk.flow.plan import CHANNEL_OF, next_step
from minnelijk.flow.policy import POLICIES, Policy, read, shipped
from minnelijk.flow.promises import default_day, judge, judge_parts, judged_on, judging_days
from minnelijk.flow.words import (
    STOPS,
    ApprovalAnswer,
    Basis,
    Channel,
    Do,
    EntryKind,
    Happening,
    HoldKind,
    OnlyIf,
    Outcome,
    Phase,
    PointChannel,
    PromiseOutcome,
    Question,
    Reach,
    Unit,
)
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind

START = date(2026, 1, 1)
DUTCH = country("nl").days
ZONE = country("nl").zone
NAMES = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")
CONTACTS = frozenset({Do.CALL, Do.EMAIL, Do.SMS, Do.LETTER})

days = st.integers(0, 700).map(lambda n: START + timedelta(days=n))
some_cents = st.integers(1, 500_000)
points = st.frozensets(st.sampled_from(PointChannel))


@st.composite
def contacts(draw: st.DrawFn, on: date) -> ContactFacts:
    day = on - timedelta(days=draw(st.integers(0, 12)))
    return ContactFacts(
        at=datetime.combine(day, time(10), tzinfo=ZONE),
        on=day,
        channel=draw(st.sampled_from([Channel.CALL, Channel.SMS, Channel.EMAIL])),
        basis=draw(st.sampled_from(Basis)),
        reach=draw(st.sampled_from(Reach)),
    )


@st.composite
def cases(draw: st.DrawFn, policy: Policy | None = None) -> CaseFacts:
    """A case somewhere on its way, on the day of its last step."""
    on = draw(days)
    steps = [""] + [row.step for row in policy.steps] if policy else [""]
    step = draw(st.sampled_from(steps))
    row = policy.row(step) if policy else None
    claims = tuple(
        ClaimFacts(n, f"F-{n}", on + timedelta(days=draw(st.integers(-90, 20))), cents)
        for n, cents in enumerate(draw(st.lists(some_cents, min_size=1, max_size=3)), start=1)
    )
    return opened(
        CaseFacts(
            id=1,
            conduct="nl",
            contract_law="nl",
            calendar="nl",
            kind=draw(st.sampled_from(DebtorKind)),
            phase=row.phase if row else Phase.ONE,
            step=step,
            step_on=on,
            go_to=draw(st.sampled_from(["", step])),
            tries=draw(st.integers(0, 5)),
            claims=claims,
            holds=tuple(draw(st.lists(holds(on), max_size=2))),
            promises_made=draw(st.integers(0, 2)),
            agreed_beforehand=draw(st.frozensets(st.sampled_from(Question))),
            points=draw(points),
            contacts=tuple(draw(st.lists(contacts(on), max_size=4))),
            at_desk=draw(st.booleans()),
        )
    )


@st.composite
def holds(draw: st.DrawFn, on: date) -> HoldFacts:
    until = draw(st.none() | st.integers(-3, 20).map(lambda n: on + timedelta(days=n)))
    return HoldFacts(
        id=draw(st.integers(1, 99)),
        kind=draw(st.sampled_from(HoldKind)),
        from_on=on - timedelta(days=5),
        until_on=until,
        review_on=on + timedelta(days=draw(st.integers(-3, 30))),
        claim=draw(st.sampled_from([None, 1])),
    )


POLICY = st.sampled_from(NAMES).map(shipped)
CASE_OF_POLICY = POLICY.flatmap(lambda policy: st.tuples(st.just(policy), cases(policy)))


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


ACTS = st.lists(
    st.tuples(
        st.integers(0, 15),
        st.sampled_from(["call", "promise", "pay", "dispute", "client", "happens"]),
        st.sampled_from(sorted(set(FOLLOWS) - {Outcome.PROMISE, Outcome.DISPUTED})),
        st.sampled_from(sorted(set(Happening) - {Happening.PROMISE_MADE, Happening.DISPUTED})),
        some_cents,
        st.sampled_from(ApprovalAnswer),
    ),
    max_size=8,
)


@given(POLICY, points, ACTS)
def test_whatever_people_do_every_open_case_has_a_next_day(
    policy: Policy, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    paper = _life(policy, reached_by, acts)

    last = max((line.day for line in paper.lines), default=START)
    assert paper.closed is not None or paper.next.day > last
    assert paper.balance.per_claim == {claim.id: claim.open_cents for claim in paper.case.claims}


@given(POLICY, points, ACTS)
def test_after_death_no_step_is_taken(
    policy: Policy, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    paper = _life(policy, reached_by, acts)
    assume(paper.closed is None)
    on = max((line.day for line in paper.lines), default=date(2026, 11, 20))
    paper.happen(Happening.DECEASED, on)
    before = [line for line in paper.lines if line.what is What.STEP]

    paper.run_to(on + timedelta(days=200))

    assert [line for line in paper.lines if line.what is What.STEP] == before


def _life(
    policy: Policy, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> Paper:
    """A case on which all sorts of things happen; what cannot happen on a day is left out."""
    on = date(2026, 11, 20)
    case = CaseFacts(
        id=1,
        conduct="nl",
        contract_law="nl",
        calendar="nl",
        kind=DebtorKind.CONSUMER,
        phase=Phase.ONE,
        step="",
        step_on=on,
        claims=(
            ClaimFacts(1, "F-1", date(2026, 10, 15), 21_450),
            ClaimFacts(2, "F-2", date(2026, 12, 1), 8_000),
        ),
        points=reached_by,
    )
    paper = Paper(opened(case), policy, on)
    for wait, *told in acts:
        assert isinstance(wait, int)
        on += timedelta(days=wait)
        paper.run_to(on)
        if paper.closed is None:
            _act(paper, on, *told)
    return paper


def _act(
    paper: Paper, on: date, act: object, outcome: object, happening: object, *rest: object
) -> None:
    cents, answer = int(str(rest[0])), str(rest[1])
    if act == "call":
        paper.call(Outcome(str(outcome)), on)
    elif act == "promise" and paper.case.promise is None and paper.case.askable(on):
        paper.promise(on)
    elif act == "pay":
        paper.pay(on, cents)
    elif act == "dispute" and not paper.case.holds:
        paper.dispute(on, "F-1", cents)
    elif act == "client" and paper.case.asked is not None:
        paper.client_says(ApprovalAnswer(answer), on)
    elif act == "happens":
        paper.happen(Happening(str(happening)), on)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of words put together at random: most of them are wrong, some are not."""
    rows = []
    for number in range(draw(st.integers(1, 5))):
        do = draw(st.sampled_from(Do))
        cells = {
            "phase": draw(st.sampled_from([Phase.ONE, Phase.ONE, Phase.TWO])),
            "step": "engage" if number == 0 else f"step_{number}",
            "unit": draw(st.sampled_from(Unit)),
            "do": do,
            "with": "first_call",
            "asks_for": draw(st.sampled_from(Question)),
        }
        either = {"or": draw(st.none() | st.sampled_from(Do))}
        either |= {"only_if": draw(st.none() | st.sampled_from(OnlyIf))}
        texts = [f'{key} = "{value}"' for key, value in (cells | either).items() if value]
        texts.append(f"days = {draw(st.integers(0, 6))}")
        texts.append(f"tries = {draw(st.integers(1, 4)) if do is Do.CALL else 1}")
        rows.append("{ " + ", ".join(texts) + " }")
    happens = draw(st.lists(st.sampled_from(Happening), max_size=4, unique=True))
    answers = [_answer(draw, word) for word in happens]
    return f'name = "x"\nsteps = [{", ".join(rows)}]\nwhen = [{", ".join(answers)}]'


def _answer(draw: st.DrawFn, word: Happening) -> str:
    what = draw(
        st.sampled_from(
            [
                'go_to = "engage"',
                'task = "look"',
                'hold = "review", until = "person"',
                'hold = "pause", plus = 2',
                "tell_client = true",
            ]
        )
    )
    return f'{{ happens = "{word}", {what} }}'


@given(tables(), points, ACTS)
def test_a_random_table_has_problems_or_comes_to_rest(
    text: str, reached_by: frozenset[PointChannel], acts: list[tuple[object, ...]]
) -> None:
    policy, problems = read(text)

    assert (policy is None) == bool(problems)
    if policy is not None:
        paper = _life(policy, reached_by, acts)
        on = max((line.day for line in paper.lines), default=START)
        paper.run_to(on + timedelta(days=300))
        assert paper.closed is not None or paper.next.day > on + timedelta(days=300)


@given(tables(), points)
def test_when_nobody_does_anything_a_table_contacts_each_row_once(
    text: str, reached_by: frozenset[PointChannel]
) -> None:
    policy, _ = read(text)
    assume(policy is not None)
    assert policy is not None

    paper = _life(policy, reached_by, [])
    paper.run_to(date(2027, 11, 20))

    taken = [line.word for line in paper.lines if line.what is What.STEP]
    assert len(taken) <= 2 * len(policy.steps)


@given(st.text(max_size=300) | tables().map(lambda text: text[: len(text) // 2]))
def test_no_text_makes_the_reader_of_tables_fall_over(text: str) -> None:
    policy, problems = read(text)

    assert (policy is None) == bool(problems)
    assert all(str(problem) for problem in problems)


@st.composite
def promises(draw: st.DrawFn) -> PromiseFacts:
    made = draw(days)
    dues = sorted(draw(st.lists(st.integers(0, 60), min_size=1, max_size=3, unique=True)))
    parts = tuple(
        InstalmentFacts(n, draw(some_cents), made + timedelta(days=wait))
        for n, wait in enumerate(dues, start=1)
    )
    return PromiseFacts(1, made, parts, frozenset({1}))


@st.composite
def promised_and_paid(draw: st.DrawFn) -> tuple[PromiseFacts, list[EntryFacts]]:
    promise = draw(promises())
    paid = draw(st.lists(st.tuples(some_cents, st.integers(0, 80)), max_size=4))
    entries = [
        EntryFacts(n, 1, EntryKind.PAYMENT, -cents, promise.made_on + timedelta(days=wait))
        for n, (cents, wait) in enumerate(paid, start=1)
    ]
    return promise, entries


@given(promised_and_paid(), st.integers(0, 90))
def test_only_kept_can_be_said_before_two_bank_days_have_passed(
    told: tuple[PromiseFacts, list[EntryFacts]], wait: int
) -> None:
    promise, entries = told
    on = promise.made_on + timedelta(days=wait)

    outcome = judge(promise, entries, DUTCH, Limits(), on)

    first, last = promise.instalments[0].due_on, promise.last_on
    if on <= DUTCH.bank_day_after(first, 2):
        assert outcome in {None, PromiseOutcome.KEPT}
    if on > DUTCH.bank_day_after(last, 2):
        assert outcome is not None
    assert judged_on(promise, DUTCH) > DUTCH.bank_day_after(first, 2)


@given(promised_and_paid())
def test_more_money_never_makes_a_judgement_worse(
    told: tuple[PromiseFacts, list[EntryFacts]],
) -> None:
    promise, entries = told
    on = judging_days(promise, DUTCH)[-1]
    order = [PromiseOutcome.KEPT, PromiseOutcome.LATE, PromiseOutcome.PARTLY, PromiseOutcome.BROKEN]
    before = judge(promise, entries, DUTCH, Limits(), on)
    extra = EntryFacts(99, 1, EntryKind.PAYMENT, -promise.cents, promise.made_on)

    after = judge(promise, [*entries, extra], DUTCH, Limits(), on)

    assert before is not None
    assert after is PromiseOutcome.KEPT
    assert order.index(after) <= order.index(before)


@given(promised_and_paid())
def test_every_instalment_is_judged_by_its_own_day(
    told: tuple[PromiseFacts, list[EntryFacts]],
) -> None:
    promise, entries = told

    for part in promise.instalments:
        deadline = DUTCH.bank_day_after(part.due_on, 2)
        found = dict(judge_parts(promise, entries, DUTCH, Limits(), deadline))
        assert found[part] in {None, PromiseOutcome.KEPT}


@given(days)
def test_the_usual_promised_day_is_the_fifth_working_day(on: date) -> None:
    day = default_day(on, DUTCH, Limits())

    between = [on + timedelta(days=n) for n in range(1, (day - on).days + 1)]
    assert sum(map(DUTCH.is_working_day, between)) == 5


@given(some_cents, st.lists(st.tuples(st.integers(1, 99), some_cents), min_size=1, max_size=5))
def test_spreading_a_payment_loses_and_makes_no_cent(
    cents: int, open_by_claim: list[tuple[int, int]]
) -> None:
    claims = [(n, due) for n, (_, due) in enumerate(open_by_claim)]

    parts = spread(cents, claims)

    assert sum(part for _, part in parts) == cents
    assert [claim for claim, _ in parts] == list(range(len(parts)))
    assert all(part >= 0 for _, part in parts)
    for (claim, part), (_, due) in zip(parts[:-1], claims, strict=False):
        assert part == due, claim


@pytest.mark.parametrize("open_by_claim", [[], [(1, 0)], [(1, -500)]])
def test_a_payment_on_nothing_is_not_spread(open_by_claim: list[tuple[int, int]]) -> None:
    assert spread(1_000, open_by_claim) == []


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(-9_000, 9_000)), max_size=9))
def test_credit_is_never_set_off_against_what_is_open(lines: list[tuple[int, int]]) -> None:
    entries = [
        EntryFacts(n, claim, EntryKind.CORRECTION, cents, START)
        for n, (claim, cents) in enumerate(lines, start=1)
    ]

    found = balance(entries)

    assert found.open_cents >= 0
    assert found.credit_cents >= 0
    assert found.open_cents - found.credit_cents == sum(cents for _, cents in lines)
