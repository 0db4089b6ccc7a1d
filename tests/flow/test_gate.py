"""May this person be contacted now? Every word of the gate, on every channel it speaks of."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from minnelijk.flow.facts import CaseFacts, ClaimFacts, ContactFacts, HoldFacts, Limits
from minnelijk.flow.gate import Verdict, first_day, may
from minnelijk.flow.words import (
    STOPS,
    Basis,
    Channel,
    GateWord,
    HoldKind,
    Phase,
    PointChannel,
    Reach,
)
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind

ZONE = country("nl").zone
MONDAY = date(2026, 11, 23)
CALL, EMAIL, SMS, POST, PAGE = Channel.CALL, Channel.EMAIL, Channel.SMS, Channel.POST, Channel.PAGE
OURS, ANSWER, DUTY = Basis.OURS, Basis.ANSWER, Basis.DUTY
CASE = CaseFacts(
    id=1,
    conduct="nl",
    contract_law="nl",
    calendar="nl",
    kind=DebtorKind.CONSUMER,
    phase=Phase.ONE,
    step="",
    step_on=date(2026, 11, 20),
    claims=(ClaimFacts(1, "F-1", date(2025, 10, 15), 21_450),),
    points=frozenset(PointChannel),
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def ask(
    case: CaseFacts, channel: Channel, at: str = "2026-11-23T10:00", basis: Basis = OURS
) -> Verdict:
    return may(case, channel, moment(at), basis)


def held(kind: HoldKind, claim: int | None = None) -> CaseFacts:
    hold = HoldFacts(1, kind, MONDAY, None, MONDAY, claim=claim)
    return replace(CASE, holds=(hold,))


def contact(
    on: date, reach: Reach = Reach.NONE, channel: Channel = CALL, basis: Basis = OURS
) -> ContactFacts:
    return ContactFacts(datetime.combine(on, time(10), tzinfo=ZONE), on, channel, basis, reach)


@pytest.mark.parametrize("channel", list(Channel))
def test_on_an_ordinary_monday_morning_everything_may(channel: Channel) -> None:
    assert ask(CASE, channel).allowed


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("basis", list(Basis))
def test_the_dead_are_never_contacted(channel: Channel, basis: Basis) -> None:
    assert ask(held(HoldKind.DECEASED), channel, basis=basis).word is GateWord.DECEASED


@pytest.mark.parametrize("kind", sorted(STOPS - {HoldKind.DECEASED}))
def test_a_stop_lets_only_an_answer_through(kind: HoldKind) -> None:
    word = GateWord.CLIENT_STOPPED if kind is HoldKind.CLIENT_STOPPED else GateWord.STOPPED

    assert ask(held(kind), EMAIL).word is word
    assert ask(held(kind), EMAIL, basis=DUTY).word is word
    assert ask(held(kind), EMAIL, basis=ANSWER).allowed


def test_a_stop_at_another_client_counts_here() -> None:
    assert ask(replace(CASE, person_stopped=True), POST).word is GateWord.PERSON_STOPPED


def test_without_registration_no_natural_person_is_approached() -> None:
    case = replace(CASE, registered=False)

    assert ask(case, EMAIL, basis=ANSWER).word is GateWord.NOT_REGISTERED
    assert ask(replace(case, kind=DebtorKind.LEGAL_ENTITY), EMAIL).allowed


def test_where_the_law_is_not_known_nothing_of_ours_leaves() -> None:
    case = replace(CASE, conduct="de", calendar="de")

    assert ask(case, CALL).word is GateWord.LAW_UNKNOWN
    assert ask(case, EMAIL).word is GateWord.LAW_UNKNOWN


@pytest.mark.parametrize("kind", [HoldKind.PROMISE, HoldKind.DISPUTE, HoldKind.REVIEW])
def test_rest_binds_our_plan_only(kind: HoldKind) -> None:
    case = held(kind)

    assert ask(case, CALL).word is GateWord.HELD
    assert ask(case, EMAIL, basis=DUTY).allowed
    assert ask(case, EMAIL, basis=ANSWER).allowed


def test_when_all_claims_rest_there_is_nothing_to_speak_of() -> None:
    assert ask(held(HoldKind.DISPUTE, claim=1), CALL).word is GateWord.NOTHING_OPEN


def test_stale_payments_and_a_missing_address_stop_our_plan() -> None:
    assert ask(replace(CASE, feed_stale=True), EMAIL).word is GateWord.FEED_STALE
    assert ask(replace(CASE, points=frozenset()), EMAIL).word is GateWord.NO_POINT


@pytest.mark.parametrize(
    ("at", "word", "from_at"),
    [
        ("2026-11-23T06:59", GateWord.BEFORE_HOURS, "2026-11-23T07:00"),
        ("2026-11-23T07:00", GateWord.OK, None),
        ("2026-11-23T19:50", GateWord.OK, None),
        ("2026-11-23T19:51", GateWord.ENDS_TOO_LATE, "2026-11-24T07:00"),
        ("2026-11-23T20:00", GateWord.AFTER_HOURS, "2026-11-24T07:00"),
        ("2026-11-28T10:00", GateWord.SATURDAY, "2026-11-30T07:00"),
        ("2026-11-29T10:00", GateWord.SUNDAY, "2026-11-30T07:00"),
        ("2026-12-25T10:00", GateWord.HOLIDAY, "2026-12-28T07:00"),
    ],
)
def test_the_hours_of_a_call(at: str, word: GateWord, from_at: str | None) -> None:
    verdict = ask(CASE, CALL, at)

    assert verdict.word is word
    assert verdict.from_at == (moment(from_at) if from_at else None)


@pytest.mark.parametrize(
    ("at", "word", "from_at"),
    [
        ("2026-11-23T19:59", GateWord.OK, None),
        ("2026-11-23T20:01", GateWord.AFTER_HOURS, "2026-11-24T07:00"),
        ("2026-11-28T10:00", GateWord.OK, None),
        ("2026-11-28T20:00", GateWord.AFTER_HOURS, "2026-11-30T07:00"),
        ("2026-04-06T10:00", GateWord.HOLIDAY, "2026-04-07T07:00"),
    ],
)
def test_the_hours_of_a_mail(at: str, word: GateWord, from_at: str | None) -> None:
    verdict = ask(CASE, EMAIL, at)

    assert verdict.word is word
    assert verdict.from_at == (moment(from_at) if from_at else None)


def test_a_duty_keeps_the_hours_and_an_answer_does_not() -> None:
    assert ask(CASE, EMAIL, "2026-11-23T22:00", DUTY).word is GateWord.AFTER_HOURS
    assert ask(CASE, EMAIL, "2026-11-23T22:00", ANSWER).allowed
    assert ask(CASE, POST, "2026-11-29T03:00").allowed
    assert ask(CASE, PAGE, "2026-11-29T03:00").allowed


def test_a_client_can_be_kinder_than_the_law_and_never_harsher() -> None:
    kinder = replace(CASE, limits=Limits(hours_from=time(9), hours_to=time(18)))
    harsher = replace(CASE, limits=Limits(hours_from=time(5), hours_to=time(23)))

    assert ask(kinder, CALL, "2026-11-23T08:30").word is GateWord.BEFORE_HOURS
    assert ask(kinder, EMAIL, "2026-11-23T18:00").word is GateWord.AFTER_HOURS
    assert ask(harsher, CALL, "2026-11-23T06:00").word is GateWord.BEFORE_HOURS
    assert ask(harsher, EMAIL, "2026-11-23T21:00").word is GateWord.AFTER_HOURS


def test_a_saturday_call_is_possible_where_the_client_wants_it() -> None:
    case = replace(CASE, limits=Limits(saturday_calls=True))

    assert ask(case, CALL, "2026-11-28T10:00").allowed
    assert ask(case, CALL, "2026-11-29T10:00").word is GateWord.SUNDAY


def test_a_sole_trader_is_protected_like_a_consumer() -> None:
    case = replace(CASE, kind=DebtorKind.SOLE_TRADER)

    assert ask(case, CALL, "2026-05-05T10:00").word is GateWord.HOLIDAY
    assert ask(case, CALL, "2026-11-23T07:30").allowed


def test_a_company_on_a_holiday_is_the_choice_of_the_client() -> None:
    case = replace(CASE, kind=DebtorKind.LEGAL_ENTITY)
    wanted = replace(case, limits=Limits(holidays_for_companies=True))

    assert ask(case, CALL, "2026-05-05T10:00").word is GateWord.HOLIDAY
    assert ask(wanted, CALL, "2026-05-05T10:00").allowed


def test_a_callback_that_was_agreed_passes_the_caps_but_not_the_hours() -> None:
    case = replace(CASE, contacts=(contact(MONDAY, Reach.RIGHT),))
    noon, night = moment("2026-11-23T12:00"), moment("2026-11-23T21:00")

    assert may(case, CALL, noon, OURS).word is GateWord.CAP_DAY
    assert may(case, CALL, noon, OURS, agreed=True).allowed
    assert may(case, CALL, night, OURS, agreed=True).word is GateWord.AFTER_HOURS


def test_calls_and_texts_count_together_mails_and_answers_do_not() -> None:
    two = (contact(MONDAY), contact(MONDAY, channel=SMS))
    mails = (contact(MONDAY, channel=EMAIL),) * 4
    answers = (contact(MONDAY, basis=ANSWER),) * 4

    assert ask(replace(CASE, contacts=two), CALL).word is GateWord.CAP_DAY
    assert ask(replace(CASE, contacts=two), EMAIL).allowed
    assert ask(replace(CASE, contacts=mails), CALL).allowed
    assert ask(replace(CASE, contacts=answers), CALL).allowed


def test_a_call_of_the_debtor_counts_for_no_cap_but_for_the_quiet_days() -> None:
    incoming = replace(contact(MONDAY, Reach.RIGHT), outgoing=False)

    verdict = ask(replace(CASE, contacts=(incoming,)), CALL, "2026-11-23T15:00")

    assert verdict.word is GateWord.SPOKE_RECENTLY
    assert verdict.from_at == moment("2026-12-01T07:00")


def test_the_seventh_day_after_three_attempts_is_free() -> None:
    tried = tuple(contact(MONDAY + timedelta(days=n)) for n in range(3))
    case = replace(CASE, contacts=tried)

    assert ask(case, CALL, "2026-11-26T10:00").word is GateWord.CAP_WEEK
    assert ask(case, CALL, "2026-11-30T10:00").allowed
    assert first_day(case, CALL, date(2026, 11, 26)) == (date(2026, 11, 30), GateWord.CAP_WEEK)


def test_a_promise_that_broke_ends_the_quiet_days() -> None:
    spoke = replace(CASE, contacts=(contact(MONDAY, Reach.RIGHT),))
    broken = replace(spoke, broken_on=date(2026, 11, 26))

    assert ask(spoke, CALL, "2026-11-27T10:00").word is GateWord.SPOKE_RECENTLY
    assert ask(broken, CALL, "2026-11-27T10:00").allowed


def test_a_refusal_names_the_first_moment_that_is_really_free() -> None:
    """The law's first opening is no answer when a cap or a quiet day still lies on it."""
    tried = tuple(contact(MONDAY + timedelta(days=n)) for n in range(3))
    case = replace(CASE, contacts=tried)

    verdict = ask(case, CALL, "2026-11-25T21:00")

    assert verdict.word is GateWord.AFTER_HOURS
    assert verdict.from_at is not None
    assert may(case, CALL, verdict.from_at, OURS).allowed
