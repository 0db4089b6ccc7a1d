"""The first and last day, the first and last minute, and files that are wrong in one place."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from minnelijk.law.contact import CHANNELS, WHOLE_DAY, ContactCaps, ContactHours, read_contact
from minnelijk.law.country import HERE as PACKS
from minnelijk.law.country import country, read_toml
from minnelijk.law.dated import (
    BadLaw,
    Grade,
    Header,
    LawRefusal,
    NotInForce,
    NotKnownYet,
    read_header,
    rows_of,
)
from minnelijk.law.days import read_weekdays
from minnelijk.law.holidays import FixedDay, holidays_of, read_rules
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.why import said
from tests.law.test_law import cases_that_ask

NL, BE = country("nl"), country("be")
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("contact_hours"))
def test_a_day_has_the_hours_of_the_law(packs, code, case):
    kind = DebtorKind(case.get("kind", "consumer"))
    question = (case["day"], kind, case.get("channel", "call"))
    window = packs(code).contact.window

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            window(*question)
        assert refusal.value.word == case["refused"]
        return

    hours = (case["opens"], case["closes"]) if "opens" in case else None
    assert window(*question) == (WHOLE_DAY if case.get("all") else hours)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("contact_caps"))
def test_nobody_is_approached_more_often_than_the_law_lets(packs, code, case):
    caps = {key: value for key, value in case.items() if key not in {"day", "kind", "refused"}}
    most = packs(code).contact.most

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            most(DebtorKind(case["kind"]), case["day"])
        assert refusal.value.word == case["refused"]
        return

    assert most(DebtorKind(case["kind"]), case["day"]) == ContactCaps(**caps)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("known_until"))
def test_every_file_answers_until_the_day_it_says_and_no_longer(packs, code, case):
    headers = packs(code).headers

    assert {h.parameter.removeprefix(f"{code}."): h.known_until for h in headers} == case["rows"]
    for header in (header for header in headers if header.checked):
        header.vouch(header.known_until)
        with pytest.raises(NotKnownYet) as refused:
            header.vouch(date.fromordinal(header.known_until.toordinal() + 1))
        assert refused.value.parameter == header.parameter


def test_a_pack_tells_the_time_of_its_own_country():
    assert [law.zone.key for law in (NL, BE)] == ["Europe/Amsterdam", "Europe/Brussels"]
    assert NL.kinds == BE.kinds == set(DebtorKind)


def test_the_calendar_knows_its_first_and_its_last_day():
    first, last = date(2014, 1, 1), date(2030, 12, 31)

    assert (NL.days.known_from, NL.days.known_until) == (first, last)
    assert NL.days.working_day_before(date(2014, 1, 2), 0) == date(2014, 1, 2)
    with pytest.raises(NotInForce) as before:
        NL.days.working_day_before(date(2014, 1, 2), 1)
    with pytest.raises(NotKnownYet) as after:
        NL.days.working_day_after(last, 1)
    assert before.value.on == date(2013, 12, 31)
    assert after.value.on == date(2031, 1, 1)


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (lambda days: days.is_holiday(date(2013, 12, 31)), NotInForce),
        (lambda days: days.is_holiday(date(2031, 1, 1)), NotKnownYet),
        (lambda days: days.is_working_day(date(2031, 1, 2)), NotKnownYet),
        (lambda days: days.working_day_before(date(2031, 1, 1), 0), NotKnownYet),
        (lambda days: days.working_day_before(date(2013, 12, 31), 0), NotInForce),
        (lambda days: days.working_day_after(date(2013, 12, 31), 0), NotInForce),
    ],
)
def test_a_day_outside_the_calendar_is_refused(ask, refusal):
    with pytest.raises(refusal) as refused:
        ask(BE.days)

    assert refused.value.parameter == "be.holidays"


def test_days_are_not_counted_back_by_less_than_nothing():
    with pytest.raises(ValueError, match="0 or more"):
        NL.days.working_day_before(DAY, -1)


def test_no_bank_day_is_told_after_the_last_day_that_the_banks_have_told():
    told = replace(NL.days.bank_header, known_until=date(2026, 12, 30))
    days = replace(NL.days, bank_header=told)

    assert days.bank_day_after(date(2026, 12, 29), 1) == date(2026, 12, 30)
    with pytest.raises(NotKnownYet):
        days.bank_day_after(date(2026, 12, 30), 1)
    with pytest.raises(NotKnownYet) as refused:
        days.is_bank_day(date(2026, 12, 31))
    assert refused.value.parameter == "target"
    assert days.is_working_day(date(2026, 12, 31))


@pytest.mark.parametrize("week", [[7], [1], [1, 2, 3, 4, 5, 6, 7]])
def test_a_working_week_has_days_from_one_to_seven(week):
    assert read_weekdays("nl.holidays", {"working_week": week}) == set(week)


@pytest.mark.parametrize("week", [[], [0], [8], [1, 8], 5, "12345", None])
def test_a_working_week_of_anything_else_is_refused(week):
    with pytest.raises(BadLaw, match=r"nl\.holidays"):
        read_weekdays("nl.holidays", {"working_week": week})


HEAD = {
    "name": "Example",
    "law": "A law",
    "unit": "days",
    "applies_by": "each_day",
    "known_until": date(2026, 12, 31),
    "checked": "2026-11-22",
    "grade": "A",
}


def test_a_head_is_read_as_it_stands():
    until = date(2026, 12, 31)

    assert read_header("nl.example", HEAD) == Header(
        "nl.example", "Example", "A law", "days", "each_day", until, "2026-11-22", Grade.OFFICIAL
    )


@pytest.mark.parametrize("key", ["name", "law", "unit", "applies_by"])
@pytest.mark.parametrize("wrong", [None, "", "  ", 5])
def test_a_head_without_its_words_is_refused(key, wrong):
    with pytest.raises(BadLaw, match=key):
        read_header("nl.example", HEAD | {key: wrong})


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("known_until", None),
        ("known_until", "2026-12-31"),
        ("known_until", datetime(2026, 12, 31)),  # noqa: DTZ001
        ("grade", "Z"),
        ("grade", None),
        ("checked", None),
        ("checked", "soon"),
        ("checked", date(2026, 11, 22)),
    ],
)
def test_a_head_with_a_wrong_day_or_grade_is_refused(key, wrong):
    with pytest.raises(BadLaw, match=rf"nl\.example.*{key}"):
        read_header("nl.example", HEAD | {key: wrong})


@pytest.mark.parametrize("rows", [None, {}, "rows", [1], [{}, 1], [1, {}]])
def test_rows_that_are_no_rows_are_refused(rows):
    with pytest.raises(BadLaw, match="list of rows"):
        rows_of("nl.example", {"values": rows})


def holiday_rows(*rows):
    header = read_header("nl.example", HEAD)
    told = [{"from": date(2014, 1, 1), "source": "Stb. 1", **row} for row in rows]
    return read_rules(header, told)


def test_a_holiday_on_the_first_or_the_last_day_asked_for_is_found():
    rules = holiday_rows({"code": "party", "month": 12, "day": 31})
    last = date(2026, 12, 31)

    assert holidays_of(rules, last, last) == {last: ("party", "Stb. 1")}
    assert holidays_of(rules, date(2026, 1, 1), date(2026, 12, 30)) == {}
    assert holidays_of(rules, date(2027, 1, 1), date(2027, 12, 30)) == {}


def test_a_holiday_is_known_from_its_first_rule():
    party = {"code": "party", "month": 12, "day": 31}

    [rule] = holiday_rows(party, party | {"day": 30, "from": date(2020, 1, 1)})

    assert rule.known_from == date(2014, 1, 1)


def test_a_day_that_is_not_told_to_move_stays():
    assert FixedDay(4, 27).in_year(2025) == date(2025, 4, 27)
    assert FixedDay(4, 27, 7, -1).in_year(2025) == date(2025, 4, 26)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"code": 5, "month": 1, "day": 1}, "has a code"),
        ({"code": "no name", "month": 1, "day": 1}, "has a code"),
        ({"code": "party", "month": 1, "offset": 1}, "needs month and day"),
        ({"code": "party"}, "needs month and day"),
        ({"code": "party", "month": 2, "day": 29}, "does not exist"),
        ({"code": "party", "month": 13, "day": 1}, "does not exist"),
    ],
)
def test_a_holiday_that_cannot_be_read_is_refused(row, problem):
    with pytest.raises(BadLaw, match=problem):
        holiday_rows(row)


def contact(hours=None, caps=None):
    table = read_toml(PACKS / "nl" / "contact.toml")
    [row], [cap] = table["values"], table["caps"]
    table |= {"values": [row | (hours or {})], "caps": [cap | (caps or {})]}
    return read_contact(read_header("nl.contact", table), table, NL.days)


def test_hours_may_bind_every_channel_and_a_sunday():
    hours = {"channels": sorted(CHANNELS), "sunday": [time(12), time(13)]}

    [value] = contact(hours).dated.values

    assert isinstance(value.value, ContactHours)
    assert value.value.channels == CHANNELS
    assert value.value.week[6] == (time(12), time(13))


@pytest.mark.parametrize(
    "hours",
    [
        {"friday": [time(7), time(7)]},
        {"friday": [time(7)]},
        {"friday": None},
        {"channels": ["call", "fax"]},
        {"protects": ["baker"]},
    ],
)
def test_hours_that_cannot_be_read_are_refused(hours):
    with pytest.raises(BadLaw, match=r"nl\.contact"):
        contact(hours)


@pytest.mark.parametrize("caps", [{"written_in_seven_days": 0}, {"attempts_a_day": -1}])
def test_one_wrong_cap_among_right_ones_is_refused(caps):
    with pytest.raises(BadLaw, match="whole number above 0"):
        contact(caps={"conversations_in_seven_days": 1} | caps)


def test_a_file_without_caps_is_refused():
    table = read_toml(PACKS / "nl" / "contact.toml")

    with pytest.raises(BadLaw, match="'caps' must be a list"):
        read_contact(read_header("nl.contact", table), table | {"caps": None}, NL.days)


def test_one_contact_a_day_may_be_the_cap():
    assert contact(caps={"attempts_a_day": 1}).most(DebtorKind.CONSUMER, DAY).attempts_a_day == 1


@pytest.mark.parametrize(("law", "kind"), [(BE, "consumer"), (NL, "legal_entity")])
def test_who_asks_for_vat_where_none_comes_on_top_is_told_so(law, kind):
    costs = law.costs.of(kind=DebtorKind(kind), principal_cents=10000, on=DAY, vat=True)

    assert costs.vat_cents == 0
    assert said(costs.steps).endswith("No VAT comes on top.")
