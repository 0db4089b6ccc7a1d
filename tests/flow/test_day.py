"""One day of one case: what it does, and what it leaves alone."""

from dataclasses import replace
from datetime import date

from minnelijk.flow.day import decide
from minnelijk.flow.facts import (
    AskFacts,
    CaseFacts,
    ClaimFacts,
    Happened,
    HoldFacts,
    InstalmentFacts,
    PromiseFacts,
)
from minnelijk.flow.happenings import consequence
from minnelijk.flow.plan import next_step
from minnelijk.flow.policy import shipped
from minnelijk.flow.words import (
    CloseReason,
    Happening,
    HoldKind,
    NextWhy,
    Phase,
    PointChannel,
    Question,
    WorkKind,
)
from minnelijk.flow.worklist import rank
from minnelijk.law.kinds import DebtorKind

TWO_PHASE = shipped("two_phase")
CASE = CaseFacts(
    id=1,
    conduct="nl",
    contract_law="nl",
    calendar="nl",
    kind=DebtorKind.CONSUMER,
    phase=Phase.ONE,
    step="first_call",
    step_on=date(2026, 11, 23),
    claims=(ClaimFacts(1, "F-1", date(2026, 10, 15), 21_450),),
    points=frozenset(PointChannel),
)


def test_a_call_that_nobody_makes_is_told_to_a_person_after_five_working_days() -> None:
    case = replace(CASE, at_desk=True)

    waits = decide(case, TWO_PHASE, date(2026, 11, 27))
    waited = decide(case, TWO_PHASE, date(2026, 11, 30))

    assert (waits.next.why, waits.tasks) == (NextWhy.DESK_WAITING, [])
    assert waited.tasks == ["call_waits"]


def test_a_hold_that_ran_out_is_lifted_and_the_step_that_is_due_is_taken() -> None:
    hold = HoldFacts(7, HoldKind.PAUSE, date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28))
    case = replace(CASE, holds=(hold,), tries=5)

    still = decide(case, TWO_PHASE, date(2026, 11, 27))
    over = decide(case, TWO_PHASE, date(2026, 11, 28))

    assert (still.lifted, still.taken) == ([], [])
    assert [(lifted.hold.id, lifted.why) for lifted in over.lifted] == [(7, "ran_out")]
    assert [taken.row.step for taken in over.taken] == ["not_reached"]


def test_a_stop_never_runs_out() -> None:
    hold = HoldFacts(7, HoldKind.DEBT_HELP, date(2026, 1, 1), date(2026, 1, 5), date(2027, 6, 1))

    decision = decide(replace(CASE, holds=(hold,)), TWO_PHASE, date(2026, 11, 28))

    assert decision.lifted == []
    assert decision.taken == []


def test_a_question_that_is_missed_for_weeks_is_reminded_once_with_its_last_word() -> None:
    case = replace(CASE, step="engage", asked=AskFacts(1, Question.ENGAGE, date(2026, 11, 23)))

    decision = decide(case, TWO_PHASE, date(2026, 12, 14))

    assert decision.reminded == 3
    assert decision.tasks == ["client_silent"]
    assert decision.close is None


def test_silence_of_thirty_working_days_closes_and_takes_nothing() -> None:
    case = replace(CASE, step="engage", asked=AskFacts(1, Question.ENGAGE, date(2026, 11, 23)))

    decision = decide(case, TWO_PHASE, date(2027, 2, 1))

    assert decision.close is CloseReason.CLIENT_SILENT
    assert decision.taken == []


def test_the_end_of_the_table_is_told_to_a_person() -> None:
    policy = shipped("calls_only")
    case = replace(CASE, step="engage", agreed_beforehand=frozenset({Question.ENGAGE}))

    decision = decide(case, policy, date(2026, 11, 24))

    assert decision.next.why is NextWhy.POLICY_END
    assert decision.tasks == ["flow_ended"]


def test_what_a_debtor_abroad_says_is_kept_though_no_calendar_is_known() -> None:
    case = replace(CASE, conduct="de", calendar="de", contract_law="de")
    happened = Happened(Happening.PROMISE_MADE, date(2026, 11, 23), promised_on=date(2026, 11, 30))

    what = consequence(case, TWO_PHASE, happened)

    assert what.hold is not None
    assert what.hold.until_on is None
    assert what.hold.review_on == date(2026, 11, 30)


def test_a_rest_of_one_claim_leaves_the_other_and_its_call() -> None:
    other = ClaimFacts(2, "F-2", date(2026, 10, 20), 8_000)
    hold = HoldFacts(7, HoldKind.DISPUTE, date(2026, 11, 23), None, date(2026, 12, 1), claim=1)
    case = replace(CASE, claims=(*CASE.claims, other), holds=(hold,), tries=1)

    following = next_step(case, TWO_PHASE, date(2026, 11, 23))

    assert (following.day, following.why) == (date(2026, 11, 24), NextWhy.POLICY_RETRY)


def test_an_agreed_moment_comes_before_every_other_call() -> None:
    on, old = date(2026, 11, 23), date(2016, 1, 1)

    callback = rank(WorkKind.CALLBACK, second_phase=False, due_on=on, on=on, open_cents=100)
    second = rank(WorkKind.CALL, second_phase=True, due_on=on, on=on, open_cents=100)
    first = rank(WorkKind.CALL, second_phase=False, due_on=old, on=on, open_cents=9_999_999)

    assert callback > second > first


def test_within_a_group_the_older_and_the_larger_come_first() -> None:
    on = date(2026, 11, 23)

    def place(due: date, cents: int) -> int:
        return rank(WorkKind.CALL, second_phase=False, due_on=due, on=on, open_cents=cents)

    assert place(date(2026, 10, 1), 5_000) > place(date(2026, 11, 1), 5_000)
    assert place(date(2026, 10, 1), 9_000) > place(date(2026, 10, 1), 5_000)
    assert place(date(2026, 12, 24), 0) >= 0


def test_who_moves_abroad_with_a_promise_and_a_question_stands_still_by_name() -> None:
    part = InstalmentFacts(1, 21_450, date(2026, 11, 24))
    promise = PromiseFacts(1, date(2026, 11, 23), (part,), frozenset({1}))
    case = replace(
        CASE,
        conduct="de",
        calendar="de",
        promise=promise,
        asked=AskFacts(1, Question.ENGAGE, date(2026, 11, 23)),
    )

    decision = decide(case, TWO_PHASE, date(2026, 12, 14))

    assert decision.next.why is NextWhy.LAW_UNKNOWN
    assert decision.next.args == {"parameter": "de"}
    assert decision.next.day > date(2026, 12, 14)
    assert (decision.judged, decision.taken, decision.close) == (None, [], None)
