"""What would happen if nobody answers: the calendar that a client sees before a table goes live."""

from datetime import date

import pytest

from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.lines import Stop, What
from minnelijk.flow.policy import POLICIES, shipped
from minnelijk.flow.preview import HORIZON_DAYS, journey
from minnelijk.flow.words import ApprovalAnswer, Do, NextWhy, Phase, PointChannel, Question
from minnelijk.law.kinds import DebtorKind, is_consumer

FRIDAY = date(2026, 11, 20)
SHIPPED = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")


def invented(
    kind: DebtorKind = DebtorKind.CONSUMER, points: str = "phone email post", code: str = "nl"
) -> CaseFacts:
    return CaseFacts(
        id=1,
        conduct=code,
        contract_law=code,
        calendar=code,
        kind=kind,
        phase=Phase.ONE,
        step="",
        step_on=FRIDAY,
        claims=(ClaimFacts(1, "F-1", date(2026, 11, 2), 12_000),),
        points=frozenset(map(PointChannel, points.split())),
    )


def steps(stops: list[Stop]) -> list[tuple[str, str]]:
    return [(f"{stop.day:%d %b}", stop.word) for stop in stops if stop.what is What.STEP]


def test_two_phases_call_first_for_a_consumer_who_is_never_at_home() -> None:
    stops = journey(invented(), shipped("two_phase"), FRIDAY)

    assert steps(stops) == [
        ("23 Nov", "first_call"),
        ("24 Nov", "first_call"),
        ("25 Nov", "first_call"),
        ("30 Nov", "first_call"),
        ("01 Dec", "first_call"),
        ("02 Dec", "not_reached"),
        ("09 Dec", "engage"),
        ("09 Dec", "reminder_open"),
        ("14 Dec", "second_call"),
        ("15 Dec", "second_call"),
        ("16 Dec", "second_call"),
        ("21 Dec", "second_call"),
        ("22 Dec", "second_call"),
        ("28 Dec", "notice"),
        ("12 Jan", "ask_hand_over"),
        ("19 Jan", "hand_over"),
    ]
    assert (stops[-1].what, stops[-1].why) == (What.ENDS, NextWhy.AT_AGENCY)


def test_the_term_of_the_letter_moves_the_hand_over_and_the_question_before_it() -> None:
    stops = journey(invented(), shipped("two_phase"), FRIDAY)

    sent = next(stop for stop in stops if stop.what is What.SENT)
    assert (sent.word, sent.args["last_on"]) == ("fourteen_days", "2027-01-15")
    asked, handed = [stop for stop in stops if stop.word in {"ask_hand_over", "hand_over"}]
    assert asked.why is handed.why is NextWhy.LAW_NOTICE_TERM
    assert handed.args["until"] == "2027-01-15"


def test_every_stop_says_why_it_lies_on_its_day() -> None:
    stops = journey(invented(), shipped("two_phase"), FRIDAY)
    taken = [stop for stop in stops if stop.what is What.STEP]

    assert all(stop.why is not None and stop.row > 0 and stop.do is not None for stop in taken)
    moved = next(stop for stop in taken if stop.day == date(2026, 11, 30))
    assert moved.why is NextWhy.CONTACT_CAP
    assert moved.args["reason"] == "cap_week"


def test_calls_only_goes_back_to_the_client_and_ends() -> None:
    stops = journey(invented(), shipped("calls_only"), FRIDAY)

    assert {stop.do for stop in stops if stop.do} == {Do.CALL, Do.EMAIL, Do.ASK_CLIENT}
    assert stops[-1].what is What.ENDS


def test_a_client_that_never_answers_ends_the_journey_as_silent() -> None:
    never: dict[Question, ApprovalAnswer | None] = dict.fromkeys(Question)

    stops = journey(invented(), shipped("calls_only"), FRIDAY, answers=never)

    assert (stops[-1].what, stops[-1].word) == (What.CLOSED, "client_silent")
    assert [stop.word for stop in stops if stop.what is What.REMINDED] == ["1", "2", "3"]


def test_a_client_that_says_stop_ends_the_journey() -> None:
    stops = journey(
        invented(),
        shipped("calls_only"),
        FRIDAY,
        answers={Question.ENGAGE: ApprovalAnswer.STOP},
    )

    assert (stops[-1].what, stops[-1].word) == (What.CLOSED, "client_stopped")


def test_nobody_to_reach_rests_until_a_person_looks() -> None:
    stops = journey(invented(points=""), shipped("two_phase"), FRIDAY)

    assert [stop.what for stop in stops] == [
        What.HAPPENED,
        What.TOLD_CLIENT,
        What.TASK,
        What.RESTS,
    ]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("code", ["nl", "be", "de"])
@pytest.mark.parametrize("kind", list(DebtorKind))
@pytest.mark.parametrize("points", ["", "email", "post", "phone email post"])
def test_every_shipped_table_has_a_journey_with_an_end(
    name: str, code: str, kind: DebtorKind, points: str
) -> None:
    stops = journey(invented(kind, points, code), shipped(name), FRIDAY)

    assert stops[-1].what in {What.ENDS, What.RESTS, What.UNKNOWN, What.CLOSED}
    assert all((stop.day - FRIDAY).days <= HORIZON_DAYS for stop in stops)
    assert [stop.day for stop in stops] == sorted(stop.day for stop in stops)
    approached = [stop for stop in stops if stop.do in {Do.CALL, Do.EMAIL, Do.LETTER}]
    if code == "de":
        assert not approached
    if approached and code == "be" and is_consumer(kind):
        notices = [stop for stop in stops if stop.what is What.SENT]
        assert [stop.word for stop in notices] == ["first_reminder", "belgian_notice"]
        assert date.fromisoformat(notices[1].args["last_on"]) < approached[0].day
