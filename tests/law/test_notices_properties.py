"""What holds for every notice on every day: never a day too early, never an end on a free day."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from minnelijk.law.country import country
from minnelijk.law.notices import (
    NoticeKind,
    TermWord,
    charges_from_after_agreement,
    day_problem,
)

NL, BE = country("nl"), country("be")
DAY = timedelta(days=1)
LEGAL_DAYS = 14

sent_days = st.dates(date(2014, 1, 1), date(2027, 12, 31))
belgian_days = st.dates(date(2023, 9, 1), date(2028, 12, 31))
delays = st.integers(0, 60)
extras = st.integers(0, 30)
channels = st.sampled_from(["post", "email"])
belgian = st.sampled_from([NoticeKind.FIRST_REMINDER, NoticeKind.BELGIAN_NOTICE])


def letter(sent_on, received_on=None, extra_days=0, channel="post"):
    return NL.notices.term(
        notice=NoticeKind.FOURTEEN_DAYS,
        sent_on=sent_on,
        channel=channel,
        received_on=received_on,
        extra_days=extra_days,
    )


def reminder(sent_on, channel, notice=NoticeKind.FIRST_REMINDER, extra_days=0):
    return BE.notices.term(notice=notice, sent_on=sent_on, channel=channel, extra_days=extra_days)


def is_postal(day):
    return 2 <= day.isoweekday() <= 6 and not NL.days.is_holiday(day)


@given(sent_days, extras)
def test_a_dutch_term_never_ends_before_fourteen_full_days(sent_on, extra):
    term = letter(sent_on, extra_days=extra)

    assert (term.last_on - term.receipt_on).days > LEGAL_DAYS
    assert (term.last_on - term.first_on).days >= LEGAL_DAYS + extra
    assert term.charges_from > term.last_on >= term.charges_from_law
    assert (term.charges_from - sent_on).days > 21


@given(sent_days, delays, channels)
def test_a_proven_receipt_gives_fourteen_full_days_too(sent_on, delay, channel):
    received_on = sent_on + delay * DAY

    term = letter(sent_on, received_on, channel=channel)

    assert term.receipt_on == received_on
    assert term.first_on == received_on + DAY
    assert term.charges_from_law == received_on + 15 * DAY
    assert term.charges_from > term.last_on >= term.charges_from_law
    assert (term.charges_from - sent_on).days > 21


@given(belgian_days, channels, belgian, extras)
def test_a_belgian_term_has_fourteen_days_from_its_first(sent_on, channel, notice, extra):
    term = reminder(sent_on, channel, notice, extra)

    assert (term.last_on - term.first_on).days + 1 >= LEGAL_DAYS + extra
    assert term.charges_from_law == term.first_on + LEGAL_DAYS * DAY
    assert term.charges_from > term.last_on >= term.charges_from_law - DAY
    assert term.standstill_until == term.last_on == term.charges_from - DAY
    assert term.receipt_on is None


@given(sent_days, belgian_days, channels, extras)
def test_every_last_day_is_a_working_day(dutch, flemish, channel, extra):
    assert NL.days.is_working_day(letter(dutch, extra_days=extra).last_on)
    assert BE.days.is_working_day(reminder(flemish, channel, extra_days=extra).last_on)


@given(sent_days, sent_days)
def test_a_letter_sent_later_never_ends_earlier(one, other):
    first, second = (letter(day) for day in sorted((one, other)))

    assert first.last_on <= second.last_on
    assert first.charges_from <= second.charges_from
    assert first.charges_from_law <= second.charges_from_law


@given(belgian_days, belgian_days, channels)
def test_a_reminder_sent_later_never_ends_earlier(one, other, channel):
    first, second = (reminder(day, channel) for day in sorted((one, other)))

    assert first.last_on <= second.last_on
    assert first.charges_from <= second.charges_from


@given(sent_days, extras)
def test_more_days_never_give_an_earlier_end(sent_on, extra):
    short, long = letter(sent_on, extra_days=extra), letter(sent_on, extra_days=extra + 1)

    assert short.last_on <= long.last_on
    assert short.charges_from <= long.charges_from
    assert short.charges_from_law == long.charges_from_law


@given(sent_days)
def test_the_deemed_receipt_is_the_second_postal_day(sent_on):
    term = letter(sent_on)

    between = [sent_on + n * DAY for n in range(1, (term.receipt_on - sent_on).days + 1)]
    assert [is_postal(day) for day in between].count(True) == 2
    assert is_postal(term.receipt_on)
    assert is_postal(term.first_on - DAY)
    assert term.first_on > term.receipt_on


@given(sent_days, sent_days)
def test_an_agreed_day_moves_charges_only_later(sent_on, agreed_on):
    term = letter(sent_on)

    moved = charges_from_after_agreement(term, agreed_on)

    assert moved > agreed_on
    assert moved >= term.charges_from
    assert moved in {term.charges_from, agreed_on + DAY}


@given(sent_days)
def test_an_email_alone_never_starts_a_term(sent_on):
    term = letter(sent_on, channel="email")

    assert term.word is TermWord.NO_RECEIPT
    assert {term.receipt_on, term.first_on, term.last_on, term.charges_from} == {None}
    assert term.charges_from_law is None
    assert charges_from_after_agreement(term, sent_on) is None


@given(sent_days, extras)
def test_the_words_of_a_letter_give_the_days_of_its_term(sent_on, extra):
    rules, notice = NL.notices, NoticeKind.FOURTEEN_DAYS

    words = rules.wording(notice, "post", "nl", extra_days=extra)

    assert rules.wording_problem(f"Betaal {words}.", "nl") is None
    received_on = letter(sent_on).first_on - DAY
    days = int("".join(sign for sign in words if sign.isdigit()))
    assert letter(sent_on, extra_days=extra).last_on >= received_on + days * DAY


@given(st.lists(sent_days), sent_days, delays)
def test_no_day_of_a_text_lies_between_sending_and_the_last_day(text_days, sent_on, length):
    last_on = sent_on + length * DAY
    between = any(sent_on < day < last_on for day in text_days)

    problem = day_problem(text_days, last_on=last_on, sent_on=sent_on)

    assert (problem == "day_too_early") is between
    assert problem in (None, "day_too_early")


@given(st.text(max_size=60), st.sampled_from(["nl", "fr", "en"]))
def test_no_text_makes_the_check_of_words_stumble(text, language):
    assume("binnen" not in text)

    assert NL.notices.wording_problem(text, language) is not None
