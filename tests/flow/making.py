"""Made-up cases, lives and tables, for what has to hold for every one of them."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from minnelijk.flow.calls import FOLLOWS
from minnelijk.flow.facts import (
    CaseFacts,
    ClaimFacts,
    ContactFacts,
    HoldFacts,
)
from minnelijk.flow.lines import opened
from minnelijk.flow.paper import Paper
from minnelijk.flow.policy import POLICIES, Policy, shipped
from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    Channel,
    Do,
    Happening,
    HoldKind,
    OnlyIf,
    Outcome,
    Phase,
    PointChannel,
    Question,
    Reach,
    Unit,
)
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind

START = date(2026, 1, 1)
ZONE = country("nl").zone
NAMES = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")

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


def life(
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
        asks_for = draw(st.sampled_from(Question))
        asked = any('do = "ask_client"' in row and '"hand_over"' in row for row in rows)
        do = draw(st.sampled_from([do for do in Do if asked or do is not Do.HAND_OVER]))
        cells = {
            "phase": draw(st.sampled_from([Phase.ONE, Phase.ONE, Phase.TWO])),
            "step": "engage" if number == 0 else f"step_{number}",
            "unit": draw(st.sampled_from(Unit)),
            "do": do,
            "with": "" if do is Do.NOTICE else "first_call",
            "asks_for": asks_for,
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
