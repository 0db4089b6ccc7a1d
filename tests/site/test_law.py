"""`minnelijk law`: days, hours, references, what ends; and every question that is refused."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minnelijk.law.country import country
from minnelijk.site import clock
from tests.site.asked import answer, refusal, told

MINNELIJK = Path(sys.executable).with_name("minnelijk")
CALL = "contact --country nl --debtor consumer --channel call"


@pytest.fixture
def on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at the edge of the program: it is Sunday 22 November 2026, 12:30 in NL."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 22, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("country_code", "day", "add", "on"),
    [
        ("nl", "2026-11-23", 5, "2026-11-30"),
        ("nl", "2026-12-24", 1, "2026-12-28"),
        ("nl", "2026-11-20", 5, "2026-11-27"),
        ("nl", "2026-04-03", 0, "2026-04-07"),
        ("nl", "2026-04-02", 1, "2026-04-07"),
        ("be", "2026-04-02", 1, "2026-04-03"),
        ("be", "2026-07-20", 1, "2026-07-22"),
    ],
)
def test_working_days_are_counted(country_code: str, day: str, add: int, on: str) -> None:
    said = answer(f"workday --country {country_code} --from {day} --add {add}")

    assert said["on"] == on
    assert (said["country"], said["from"], said["add"]) == (country_code, day, add)


def test_a_working_day_says_which_holidays_were_left_out_and_where_that_was_read() -> None:
    said = answer("workday --country nl --from 2026-12-24 --add 1")

    assert said["why"] == (
        "Counted 1 working day after 2026-12-24, leaving out Saturdays, Sundays, "
        "christmas day (2026-12-25), second christmas day (2026-12-26)."
    )
    assert said["sources"] == [
        "Algemene termijnenwet, article 3",
        "Algemene termijnenwet, article 3: beide Kerstdagen",
    ]


def test_the_day_from_which_is_counted_is_not_one_that_was_left_out() -> None:
    said = answer("workday --country nl --from 2026-12-25 --add 1")

    assert said["on"] == "2026-12-28"
    assert said["why"].endswith("Sundays, second christmas day (2026-12-26).")


def test_counting_none_says_what_the_day_itself_was() -> None:
    said = answer("workday --country nl --from 2026-12-25 --add 0")

    assert said["why"].startswith("Counted to the first working day on or after 2026-12-25,")
    assert "christmas day (2026-12-25)" in said["why"]


@pytest.mark.parametrize(
    ("at", "word", "why", "allowed_from"),
    [
        ("2026-11-22T12:00", "sunday", "It is a Sunday.", "2026-11-23T07:00"),
        (
            "2026-11-23T06:59",
            "before_hours",
            "It is before 07:00, when the hours of contact begin.",
            "2026-11-23T07:00",
        ),
        (
            "2026-11-23T20:00",
            "after_hours",
            "It is 20:00 or later, when the hours of contact are over.",
            "2026-11-24T07:00",
        ),
        ("2026-12-25T10:00", "holiday", "It is a holiday: christmas day.", "2026-12-28T07:00"),
        ("2026-11-23T07:00", "ok", "The law has no objection to this moment.", None),
        ("2026-11-23T19:59:59", "ok", "The law has no objection to this moment.", None),
    ],
)
def test_a_moment_of_contact_is_allowed_or_says_why_not_and_from_when(
    at: str, word: str, why: str, allowed_from: str | None
) -> None:
    said = answer(f"{CALL} --at {at}")

    assert said["allowed"] is (word == "ok")
    assert (said["word"], said["why"], said["allowed_from"]) == (word, why, allowed_from)
    assert said["at"] == at[:16]
    assert said["source"].startswith("Algemene termijn" if word == "holiday" else "Bki, rules of")


def test_a_moment_with_an_offset_is_put_over_to_the_debtors_clock() -> None:
    assert answer(f"{CALL} --at 2026-11-23T06:30Z")["at"] == "2026-11-23T07:30"
    assert answer(f"{CALL} --at 2026-11-23T06:30+02:00")["at"] == "2026-11-23T05:30"


def test_a_company_has_no_hours_and_a_debtor_of_unknown_kind_has_a_consumers() -> None:
    company = "contact --country nl --debtor legal_entity --channel call --at 2026-11-22T12:00"
    unknown = "contact --country nl --channel sms --at 2026-11-22T12:00"

    assert answer(company)["allowed"] is True
    assert answer(unknown)["allowed"] is False
    assert answer(unknown)["debtor"] == "unknown"


@pytest.mark.usefixtures("on_a_sunday")
def test_without_a_moment_it_is_now() -> None:
    assert answer(CALL)["at"] == "2026-11-22T12:30"


@pytest.mark.parametrize(
    ("kind", "digits", "made"),
    [
        ("ogm", "1234567890", "+++123/4567/89002+++"),
        ("kenmerk", "000056789012345", "5000056789012345"),
        ("rf", "539007547034", "RF18539007547034"),
    ],
)
def test_a_reference_is_made_and_then_fits(kind: str, digits: str, made: str) -> None:
    said = answer(f"reference --kind {kind} --make {digits}")
    again = answer(f"reference --kind {kind} --check {made}")

    assert (said["kind"], said["reference"], said["valid"]) == (kind, made, True)
    assert said["why"].startswith("The check of this ")
    assert (again["reference"], again["valid"]) == (made, True)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("ogm", "+++123/4567/89012+++"), ("kenmerk", "4000056789012345"), ("rf", "RF19539007547034")],
)
def test_a_reference_that_does_not_fit_is_an_answer_too(kind: str, text: str) -> None:
    said = answer(f"reference --kind {kind} --check {text}")

    assert said["valid"] is False
    assert said["reference"] == text
    assert said["why"].endswith("or its check does not fit.")


@pytest.mark.usefixtures("on_a_sunday")
def test_what_ends_within_so_many_days_is_named_with_its_day() -> None:
    last = country("nl").contact.header.known_until
    left = (last - clock.today()).days

    ends = answer(f"expiring --days {left}")
    day_before = answer(f"expiring --days {left - 1}")

    assert ends["on"] == "2026-11-22"
    assert ends["until"] == last.isoformat()
    named = {part["parameter"]: part for part in ends["parameters"]}
    assert named["nl.contact"]["known_until"] == last.isoformat()
    assert named["nl.contact"]["days_left"] == left
    assert "nl.contact" not in {part["parameter"] for part in day_before["parameters"]}
    assert len(named) == len(ends["parameters"])
    assert ends["parameters"] == sorted(
        ends["parameters"], key=lambda part: (part["known_until"], part["parameter"])
    )


def test_nothing_ends_is_said_and_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2014, 1, 1, 11, tzinfo=UTC))

    assert answer("expiring --days 0")["parameters"] == []
    assert "parameters: none" in told("expiring --days 0")


def test_the_holidays_of_a_year_are_listed_each_with_its_source() -> None:
    said = answer("holidays --country be --year 2026")

    assert [day["on"] for day in said["holidays"]] == [
        *("2026-01-01", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25"),
        *("2026-07-21", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"),
    ]
    assert all(day["source"] and day["holiday"] for day in said["holidays"])


def test_the_pack_names_its_version_its_hash_and_every_file() -> None:
    said, law = answer("pack --country nl"), country("nl")

    assert (said["version"], said["sha256"]) == (law.pack_version, law.pack_sha256)
    assert [part["parameter"] for part in said["parts"]] == [
        header.parameter for header in law.headers
    ]
    assert "version: " + law.pack_version in told("pack --country nl")


REFUSED = {
    "": "QUESTION",
    "working-days": "invalid choice: 'working-days'",
    "workday": "`minnelijk law workday` needs --country: give it, such as nl.",
    "workday --country fr --from 2026-11-23 --add 5": (
        "--country 'fr' is not known: choose from nl, be."
    ),
    "workday --country nl --add 5": "needs --from: give it, such as 2026-11-23.",
    "workday --country nl --from 2026-13-01 --add 5": (
        "--from '2026-13-01' is not a day: write year, month and day, such as 2026-11-23."
    ),
    "workday --country nl --from 20261123 --add 5": "--from '20261123' is not a day",
    "workday --country nl --from 1899-12-31 --add 5": "--from '1899-12-31' is not a day",
    "workday --country nl --from 2101-01-01 --add 5": "--from '2101-01-01' is not a day",
    "workday --country nl --from 1900-01-01 --add 5": "nl.holidays on 1900-01-01; ask for a later",
    "workday --country nl --from 2100-12-31 --add 5": (
        "does not know this value so far ahead: nl.holidays on 2100-12-31; "
        "ask for a day until 2030-12-31, or write"
    ),
    "workday --country nl --from 2026-11-23 --add 5.0": "--add '5.0' is not a whole number",
    "workday --country nl --from 2026-11-23 --add -1": "--add '-1' is not a whole number",
    "workday --country nl --from 2026-11-23 --add 12345": "--add '12345' is not a whole number",
    "workday --country nl --from 2026-11-23 --add": (
        "minnelijk law workday: argument --add: expected one argument; "
        "`minnelijk law workday --help` says what it takes."
    ),
    "workday --country nl --from 2026-11-23 --ad 5": "unrecognized arguments: --ad 5",
    f"{CALL} --at 2026-11-22": (
        "--at '2026-11-22' is not a moment: write day and local time, such as 2026-11-23T12:00."
    ),
    f"{CALL} --at 2026-11-22T25:00": "--at '2026-11-22T25:00' is not a moment",
    f"{CALL} --at 1899-11-22T12:00": "--at '1899-11-22T12:00' is not a moment",
    "contact --country nl --debtor friend --channel call": (
        "--debtor 'friend' is not known: choose from consumer, sole_trader,"
    ),
    "contact --country nl --debtor consumer --channel pigeon": (
        "--channel 'pigeon' is not known: choose from call, email, page, post, sms."
    ),
    "contact --country nl --debtor consumer": "needs --channel: give it, such as call.",
    f"{CALL} --at 2012-01-01T12:00": "nl.contact on 2012-01-01; ask for a later day.",
    "reference --kind ogm": "needs either --check TEXT or --make DIGITS.",
    "reference --kind ogm --check 1 --make 1": "needs either --check TEXT or --make DIGITS.",
    "reference --kind ogm --make 123": "is made of 10 digits, not of '123'.",
    "reference --kind iban --check 1": "--kind 'iban' is not known: choose from ogm, kenmerk, rf.",
    "holidays --country nl --year 1899": "--year '1899' is out of reach: write a year",
    "expiring --days soon": "--days 'soon' is not a whole number",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_read_or_answered_is_refused_in_one_sentence(words: str) -> None:
    assert REFUSED[words] in refusal(words)


def process(tmp_path: Path, words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"MINNELIJK_HOME": str(tmp_path), "TZ": "UTC"}
    return subprocess.run(
        [MINNELIJK, "law", *words.split()],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def test_the_program_answers_on_its_output_and_ends_well(tmp_path: Path) -> None:
    done = process(tmp_path, "workday --country nl --from 2026-11-23 --add 5")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        *("country: nl", "from: 2026-11-23", "add: 5", "on: 2026-11-30"),
    ]


@pytest.mark.parametrize(
    "words",
    ["", "workday --country nl --from 2026-13-01 --add 5", "workday --country nl --from"],
)
def test_the_program_refuses_with_status_two_and_one_line(tmp_path: Path, words: str) -> None:
    done = process(tmp_path, words)

    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith(".\n")
