"""What holds for every day and every number: properties, and a second opinion on the holidays."""

from datetime import date, datetime, timedelta

import holidays
import pytest
from dateutil.easter import easter as easter_of_dateutil
from hypothesis import given
from hypothesis import strategies as st

from minnelijk.law import references
from minnelijk.law.country import country
from minnelijk.law.dated import NotInForce, NotKnownYet
from minnelijk.law.holidays import easter
from minnelijk.law.kinds import DebtorKind

NL, BE = country("nl"), country("be")
CONTACT = NL.contact

known_days = st.dates(date(2014, 1, 1), date(2027, 12, 31))
countries = st.sampled_from([NL, BE])
kinds = st.sampled_from(DebtorKind)
channels = st.sampled_from(["call", "email", "sms", "page", "post"])
numbers = st.integers(0, 250)


def digits(size: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=size, max_size=size)


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Return a moment in Amsterdam, half of them near an opening or a closing time."""
    day = draw(st.dates(date(2024, 4, 1), date(2028, 11, 30)))
    near = st.sampled_from([6, 7, 19, 20, 23])
    hour = draw(near | st.integers(0, 23))
    minute = draw(st.sampled_from([0, 1, 59]) | st.integers(0, 59))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=NL.zone)


@given(countries, known_days, numbers)
def test_a_counted_day_is_a_working_day_and_no_holiday(law, day, n):
    found = law.days.working_day_after(day, n)

    assert law.days.is_working_day(found)
    assert law.days.is_holiday(found) is None
    assert found >= day if n == 0 else found > day


@given(countries, known_days, numbers)
def test_exactly_n_working_days_are_counted(law, day, n):
    found = law.days.working_day_after(day, n)

    passed = [day + timedelta(days=step) for step in range(1, (found - day).days + 1)]
    if n:
        assert sum(map(law.days.is_working_day, passed)) == n
    else:
        assert not any(map(law.days.is_working_day, [day, *passed][:-1]))


@given(countries, known_days, known_days, numbers)
def test_a_later_day_never_gives_an_earlier_end(law, one, other, n):
    first, second = sorted((one, other))

    assert law.days.working_day_after(first, n) <= law.days.working_day_after(second, n)
    assert law.days.bank_day_after(first, n) <= law.days.bank_day_after(second, n)


@given(countries, known_days, st.integers(1, 250))
def test_one_more_day_is_the_next_working_day(law, day, n):
    found = law.days.working_day_after(day, n)

    assert law.days.working_day_after(day, n + 1) == law.days.working_day_after(found, 1)


@given(countries, known_days, numbers)
def test_counting_back_returns_from_a_working_day(law, day, n):
    start = law.days.working_day_after(day, 0)

    there = law.days.working_day_after(start, n)

    assert law.days.working_day_before(there, n) == start


@given(countries, known_days, numbers)
def test_banks_never_book_on_more_days_than_people_work(law, day, n):
    found = law.days.bank_day_after(day, n)

    assert law.days.is_bank_day(found)
    assert law.days.is_working_day(found)
    assert found >= law.days.working_day_after(day, n)


@given(countries, known_days, st.integers(0, 700))
def test_calendar_days_are_plain_days(law, day, n):
    assert (law.days.calendar_day_after(day, n) - day).days == n


def test_a_calendar_answers_for_no_day_outside_its_pack():
    days = NL.days

    with pytest.raises(NotInForce):
        days.is_holiday(days.known_from - timedelta(days=1))
    with pytest.raises(NotKnownYet):
        days.is_bank_day(days.known_until + timedelta(days=1))
    with pytest.raises(NotInForce):
        days.working_day_before(days.known_from, 1)


@given(kinds, channels, moments())
def test_the_first_moment_is_allowed_and_never_in_the_past(kind, channel, local):
    first = CONTACT.first_moment(kind=kind, channel=channel, local=local)

    assert first >= local
    assert CONTACT.may(kind=kind, channel=channel, local=first).allowed


@given(kinds, channels, moments())
def test_an_allowed_moment_is_its_own_first_moment(kind, channel, local):
    answer = CONTACT.may(kind=kind, channel=channel, local=local)

    first = CONTACT.first_moment(kind=kind, channel=channel, local=local)

    assert answer.allowed is (first == local)
    assert answer.allowed is (answer.from_at is None)
    assert answer.from_at in (None, first)


@given(kinds, channels, moments())
def test_nothing_between_a_refusal_and_its_first_moment_is_allowed(kind, channel, local):
    first = CONTACT.first_moment(kind=kind, channel=channel, local=local)

    steps = int((first - local) / timedelta(minutes=30))
    between = [local + timedelta(minutes=30 * step) for step in range(steps)]

    refused = [not CONTACT.may(kind=kind, channel=channel, local=at).allowed for at in between]
    assert all(refused)


@given(kinds, channels, moments())
def test_the_window_of_a_day_agrees_with_the_answer(kind, channel, local):
    window = CONTACT.window(local.date(), kind, channel)

    inside = window is not None and window[0] <= local.time() < window[1]

    assert CONTACT.may(kind=kind, channel=channel, local=local).allowed is inside


@given(channels, moments())
def test_companies_and_post_have_no_hours_in_the_law(channel, local):
    company = CONTACT.may(kind=DebtorKind.LEGAL_ENTITY, channel=channel, local=local)
    letter = CONTACT.may(kind=DebtorKind.CONSUMER, channel="post", local=local)

    assert company.allowed
    assert letter.allowed


def test_easter_agrees_with_another_arithmetic():
    years = range(1583, 4100)

    assert [easter(year) for year in years] == [easter_of_dateutil(year) for year in years]


SUNDAYS = {"Easter Sunday", "Pentecost"}
"""Easter and Whit Sunday: the package lists them; for us they are Sundays anyway."""

OURS_ALONE = {"NL": {"liberation_day"}, "BE": set()}
"""The package has 5 May once in five years; the Algemene termijnenwet every year."""


@pytest.mark.parametrize("law", [NL, BE], ids=["nl", "be"])
@pytest.mark.parametrize("year", range(2014, 2031))
def test_a_second_opinion_finds_the_same_holidays(law, year):
    code = law.code.upper()
    other = holidays.country_holidays(code, years=year, language="en_US")

    ours = {day for day in days_of(year) if law.days.is_holiday(day)}
    alone = {day for day in ours if law.days.is_holiday(day) in OURS_ALONE[code]}
    theirs = {day for day, name in other.items() if not SUNDAYS & set(name.split("; "))}

    assert ours - theirs <= alone
    assert theirs <= ours
    assert all(day.weekday() == 6 for day in set(other) - theirs)


@pytest.mark.parametrize("year", range(2014, 2031))
def test_a_second_opinion_finds_the_same_closing_days_of_banks(year):
    closed = set(holidays.financial_holidays("XECB", years=year))

    for law in (NL, BE):
        working = {day for day in days_of(year) if law.days.is_working_day(day)}
        booking = {day for day in days_of(year) if law.days.is_bank_day(day)}
        assert booking == working - closed


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@given(digits(15))
def test_a_made_betalingskenmerk_is_right_and_one_wrong_digit_is_seen(fifteen):
    made = references.betalingskenmerk(fifteen)

    assert references.betalingskenmerk_ok(made)
    assert made.endswith(fifteen)
    assert not references.betalingskenmerk_ok(other_digit(made, 0))


@given(digits(10), st.integers(0, 11))
def test_a_made_structured_communication_is_right_and_one_wrong_digit_is_seen(ten, place):
    made = references.ogm(ten)
    bare = made.replace("+", "").replace("/", "")

    assert references.ogm_ok(made)
    assert references.ogm_ok(bare)
    assert not references.ogm_ok(other_digit(bare, place))


@given(st.from_regex(r"[A-Za-z0-9]{1,21}", fullmatch=True).filter(str.isascii))
def test_a_made_creditor_reference_is_right(body):
    made = references.rf(body)

    assert references.rf_ok(made)
    assert not references.rf_ok(made[:2] + other_digit(made[2:], 1))


@given(digits(10), st.integers(2, 17))
def test_one_wrong_sign_in_an_iban_is_seen(account, place):
    bare = f"ABNA{account}NL00"
    check = 98 - int("".join(str(int(sign, 36)) for sign in bare)) % 97
    iban = f"NL{check:02}ABNA{account}"

    assert references.iban_problem(iban) is None
    if iban[place].isdigit():
        assert references.iban_problem(other_digit(iban, place)) == "check"


@given(st.text(max_size=40))
def test_no_text_makes_a_check_stumble(text):
    problem = references.iban_problem(text)
    answers = {
        check(text)
        for check in (
            references.kvk_ok,
            references.kbo_ok,
            references.betalingskenmerk_ok,
            references.ogm_ok,
            references.rf_ok,
        )
    }

    assert problem in {None, "length", "country", "letters", "check"}
    assert answers <= {True, False}


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (references.betalingskenmerk, "12345678901234"),
        (references.betalingskenmerk, "12345678901234x"),
        (references.ogm, "123456789"),
        (references.ogm, "12345678 0"),
        (references.rf, ""),
        (references.rf, "TWENTYTWOLETTERSANDMORE"),
        (references.rf, "é"),
    ],
)
def test_a_reference_is_not_made_of_the_wrong_signs(make, text):
    with pytest.raises(references.BadReference):
        make(text)


def other_digit(text: str, place: int) -> str:
    """Return the text with another digit in this place."""
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        ("nl", "6875 0110", ("kvk", "68750110")),
        ("nl", "0566.988.259", None),
        ("nl", "00000000", None),
        ("be", "BE 0566.988.259", ("kbo", "0566988259")),
        ("be", "0566.988.258", None),
        ("be", "68750110", None),
        ("de", "68750110", None),
        ("nl", "", None),
        ("be", "", None),
    ],
)
def test_the_number_of_an_enterprise_is_checked_by_its_country(code, text, number):
    assert references.enterprise_number(code, text) == number
