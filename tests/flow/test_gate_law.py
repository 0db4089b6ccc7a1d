"""The gate and the law: never looser than it, whatever a client allows, in both countries."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.flow.facts import CaseFacts, ClaimFacts, ContactFacts, Limits
from minnelijk.flow.gate import Verdict, first_day, may
from minnelijk.flow.words import Basis, Channel, GateWord, Phase, PointChannel, Reach
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind, is_consumer, is_natural
from minnelijk.law.notices import NoticeKind, Sent

MONDAY = date(2026, 11, 23)
LETTERS = (
    Sent(NoticeKind.FIRST_REMINDER, date(2026, 10, 1), date(2026, 10, 19), date(2026, 10, 20)),
    Sent(NoticeKind.BELGIAN_NOTICE, date(2026, 10, 21), date(2026, 11, 9), date(2026, 11, 10)),
)
CALL, EMAIL, SMS, POST = Channel.CALL, Channel.EMAIL, Channel.SMS, Channel.POST
LOOSEST = Limits(
    saturday_calls=True, holidays_for_companies=True, hours_from=time(0), hours_to=time(23, 59)
)


def case(code: str = "be", **facts: object) -> CaseFacts:
    claim = ClaimFacts(1, "F-1", date(2026, 9, 15), 21_450, notices=LETTERS)
    whole = CaseFacts(
        id=1,
        conduct=code,
        contract_law=code,
        calendar=code,
        kind=DebtorKind.CONSUMER,
        phase=Phase.ONE,
        step="",
        step_on=date(2026, 11, 20),
        claims=(claim,),
        points=frozenset(PointChannel),
    )
    return replace(whole, **facts)  # type: ignore[arg-type]


def ask(facts: CaseFacts, channel: Channel, at: str, basis: Basis = Basis.OURS) -> Verdict:
    zone = country(facts.conduct).zone
    return may(facts, channel, datetime.fromisoformat(at).replace(tzinfo=zone), basis)


def contact(days_ago: int, channel: Channel, reach: Reach = Reach.NONE) -> ContactFacts:
    day = MONDAY - timedelta(days=days_ago)
    at = datetime.combine(day, time(10), tzinfo=country("be").zone)
    return ContactFacts(at, day, channel, Basis.OURS, reach)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001
limits = st.builds(
    Limits,
    saturday_calls=st.booleans(),
    holidays_for_companies=st.booleans(),
    hours_from=st.none() | st.times(),
    hours_to=st.none() | st.times(),
)


@given(
    st.sampled_from(["nl", "be"]),
    st.sampled_from(DebtorKind),
    st.sampled_from([CALL, EMAIL, SMS]),
    st.sampled_from([Basis.OURS, Basis.DUTY]),
    moments,
    limits | st.just(LOOSEST),
    st.booleans(),
)
def test_the_gate_is_never_looser_than_the_law_whatever_a_client_allows(  # noqa: PLR0917
    code: str,
    kind: DebtorKind,
    channel: Channel,
    basis: Basis,
    moment: datetime,
    allowed: Limits,
    agreed: bool,
) -> None:
    law = country(code)
    local = moment.replace(tzinfo=law.zone)

    verdict = may(case(code, kind=kind, limits=allowed), channel, local, basis, agreed=agreed)

    if verdict.allowed and is_natural(kind):
        assert law.contact.may(kind=kind, channel=channel, local=local).allowed
    if verdict.from_at is not None:
        assert verdict.from_at > local
        if is_natural(kind):
            first = law.contact.may(kind=kind, channel=channel, local=verdict.from_at)
            assert first.allowed


@given(
    st.sampled_from(["nl", "be"]),
    st.sampled_from(DebtorKind),
    st.sampled_from([CALL, EMAIL, SMS, POST]),
    moments,
    limits,
    st.lists(
        st.builds(
            contact,
            st.integers(0, 10),
            st.sampled_from([CALL, EMAIL, SMS, POST]),
            st.sampled_from(Reach),
        ),
        max_size=6,
    ),
)
def test_no_policy_of_a_client_passes_the_caps_of_the_law(
    code: str,
    kind: DebtorKind,
    channel: Channel,
    moment: datetime,
    allowed: Limits,
    contacts: list[ContactFacts],
) -> None:
    law = country(code)
    local = moment.replace(year=2026, month=11, day=23, tzinfo=law.zone)
    facts = case(code, kind=kind, limits=allowed, contacts=tuple(contacts))

    if not may(facts, channel, local, Basis.OURS).allowed:
        return

    most = law.contact.most(kind, MONDAY)
    phoned = [one for one in contacts if one.channel in {CALL, SMS}]
    week = [one for one in contacts if 0 <= (MONDAY - one.on).days < 7]
    spoken = [one for one in week if one in phoned and one.reach is Reach.RIGHT]
    written = [one for one in week if one.channel in {EMAIL, SMS, POST}]
    if channel in {CALL, SMS}:
        assert sum(one.on == MONDAY for one in phoned) < (most.attempts_a_day or 99)
        assert len(spoken) < (most.conversations_in_seven_days or 99)
    if channel is not CALL:
        assert len(written) < (most.written_in_seven_days or 99)


@pytest.mark.parametrize(
    ("days_ago", "channel", "written", "allowed"),
    [
        (0, EMAIL, EMAIL, False),
        (6, EMAIL, EMAIL, False),
        (7, EMAIL, EMAIL, True),
        (6, POST, EMAIL, False),
        (6, SMS, EMAIL, False),
        (6, EMAIL, POST, False),
        (6, EMAIL, SMS, False),
        (6, EMAIL, CALL, True),
        (6, CALL, EMAIL, True),
    ],
)
def test_a_belgian_consumer_is_written_to_once_in_seven_days(
    days_ago: int, channel: Channel, written: Channel, allowed: bool
) -> None:
    verdict = ask(case(contacts=(contact(days_ago, channel),)), written, "2026-11-23T10:00")

    assert verdict.allowed is allowed
    if not allowed:
        assert verdict.word is GateWord.CAP_WRITTEN
        assert verdict.from_at is not None
        assert verdict.from_at.date() >= MONDAY + timedelta(days=7 - days_ago)


def test_a_dutch_consumer_may_be_written_to_more_often() -> None:
    assert ask(case("nl", contacts=(contact(1, EMAIL),)), EMAIL, "2026-11-23T10:00").allowed


def test_one_conversation_in_seven_days_is_all_in_belgium_even_when_a_promise_broke() -> None:
    spoke = (contact(6, CALL, Reach.RIGHT),)
    broken = {"contacts": spoke, "broken_on": MONDAY}

    assert ask(case(**broken), CALL, "2026-11-23T10:00").word is GateWord.CAP_WEEK
    assert ask(case("nl", **broken), CALL, "2026-11-23T10:00").allowed


def test_a_cap_and_an_hour_of_the_law_are_told_with_their_source() -> None:
    sunday = ask(case("nl"), CALL, "2026-11-22T10:00")
    christmas = ask(case("nl"), EMAIL, "2026-12-25T10:00")
    saturday = ask(case("nl"), CALL, "2026-11-28T10:00")

    assert "Bki" in sunday.source
    assert "Algemene termijnenwet" in christmas.source
    assert (saturday.word, saturday.source) == (GateWord.SATURDAY, "")


def test_without_its_letters_a_belgian_consumer_is_not_approached_at_all() -> None:
    bare = case(claims=(ClaimFacts(1, "F-1", date(2026, 9, 15), 21_450),))

    for channel in (CALL, EMAIL, SMS, POST):
        verdict = ask(bare, channel, "2026-11-23T10:00")
        assert (verdict.word, verdict.from_at) == (GateWord.NOTICE_FIRST, None)
        assert verdict.args == {"notice": "first_reminder"}
        assert "XIX.2" in verdict.source
    assert ask(bare, EMAIL, "2026-11-23T10:00", Basis.DUTY).allowed
    assert ask(bare, EMAIL, "2026-11-23T23:00", Basis.ANSWER).allowed


def test_what_the_debtor_asked_for_himself_needs_no_letter_but_keeps_the_hours() -> None:
    bare = case(claims=(ClaimFacts(1, "F-1", date(2026, 9, 15), 21_450),))
    zone = country("be").zone
    ten, late = (datetime(2026, 11, 23, hour, tzinfo=zone) for hour in (10, 21))

    assert may(bare, CALL, ten, Basis.OURS, agreed=True).allowed
    assert may(bare, CALL, late, Basis.OURS, agreed=True).word is GateWord.AFTER_HOURS


def test_the_standstill_ends_on_the_first_open_hour_after_its_last_day() -> None:
    letters = (LETTERS[0], replace(LETTERS[1], charges_from=date(2026, 11, 28)))
    claim = ClaimFacts(1, "F-1", date(2026, 9, 15), 21_450, notices=letters)
    facts = case(claims=(claim,))

    verdict = ask(facts, CALL, "2026-11-27T10:00")

    assert verdict.word is GateWord.STANDSTILL
    assert verdict.args == {"notice": "belgian_notice", "until": "2026-11-27"}
    # 28 November is a Saturday, on which we do not phone; the 29th a Sunday.
    assert verdict.from_at == datetime(2026, 11, 30, 8, tzinfo=country("be").zone)
    assert ask(facts, EMAIL, "2026-11-27T10:00").from_at == datetime(
        2026, 11, 28, 9, tzinfo=country("be").zone
    )


@pytest.mark.parametrize("kind", list(DebtorKind))
def test_a_claim_that_is_time_barred_is_not_asked_for_again(kind: DebtorKind) -> None:
    barred = ClaimFacts(1, "F-1", date(2024, 9, 15), 100, notices=LETTERS, barred_from=MONDAY)
    fresh = ClaimFacts(2, "F-2", date(2026, 9, 15), 100, notices=LETTERS)

    assert ask(case(kind=kind, claims=(barred,)), CALL, "2026-11-23T10:00").word == "time_barred"
    assert ask(case(kind=kind, claims=(barred,)), CALL, "2026-11-20T10:00").allowed
    assert ask(case(kind=kind, claims=(barred, fresh)), CALL, "2026-11-23T10:00").allowed


def test_a_number_in_another_part_of_the_world_has_its_own_clock() -> None:
    zone = country("nl").zone
    morning = datetime(2026, 11, 23, 10, tzinfo=zone)
    there = [ZoneInfo("America/New_York")]

    verdict = may(case("nl"), CALL, morning, Basis.OURS, zones=there)

    assert verdict.word is GateWord.BEFORE_HOURS
    assert verdict.from_at == datetime(2026, 11, 23, 13, tzinfo=zone)
    assert may(case("nl"), CALL, verdict.from_at, Basis.OURS, zones=there).allowed


@pytest.mark.parametrize("code", ["nl", "be"])
@pytest.mark.parametrize("kind", list(DebtorKind))
def test_the_first_day_of_a_contact_is_one_on_which_the_gate_has_an_open_hour(
    code: str, kind: DebtorKind
) -> None:
    facts = case(code, kind=kind)

    for start in range(0, 400, 7):
        day, _ = first_day(facts, CALL, MONDAY + timedelta(days=start))
        noon = datetime.combine(day, time(12), tzinfo=country(code).zone)
        assert may(facts, CALL, noon, Basis.OURS).allowed


def test_belgian_companies_need_no_letters() -> None:
    for kind in DebtorKind:
        bare = case(kind=kind, claims=(ClaimFacts(1, "F-1", date(2026, 9, 15), 21_450),))
        assert ask(bare, CALL, "2026-11-23T10:00").allowed is not is_consumer(kind)
