"""Runs the cases that a lawyer can read: every TOML file of `nl/` and `be/`, one test per case."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minnelijk.law import references
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind

HERE = Path(__file__).parent


def cases_that_ask(question: str) -> list[Any]:
    """Return (country, case) of every file that asks this question, named for the report."""
    found = []
    for path in sorted(HERE.glob("*/*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        code = path.parent.name
        if table.pop("asks") == question:
            found += [
                pytest.param(code, case, id=f"{code}-{name}") for name, case in named_cases(table)
            ]
    return found


def named_cases(table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "cases" in table:
        for case in table["cases"]:
            yield " ".join(str(value) for value in case.values()), case
    else:
        for section, rows in table.items():
            yield section, {"section": section, "rows": rows}


@pytest.mark.parametrize(("code", "case"), cases_that_ask("contact"))
def test_a_debtor_is_approached_only_within_the_hours(packs, code, case):
    law = packs(code)
    question = {
        "kind": DebtorKind(case.get("kind", "consumer")),
        "channel": case.get("channel", "call"),
        "local": case["local"].replace(tzinfo=law.zone),
    }

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            law.contact.may(**question)
        assert refusal.value.word == case["refused"]
        return
    answer = law.contact.may(**question)

    from_at = answer.from_at and answer.from_at.replace(tzinfo=None)
    assert (answer.word, from_at) == (case["word"], case.get("from_at"))
    assert answer.allowed is (case["word"] == "ok")
    assert answer.source


@pytest.mark.parametrize(("code", "case"), cases_that_ask("working_day_after"))
def test_working_days_are_counted_past_weekends_and_holidays(packs, code, case):
    days = packs(code).days

    if "refused" in case:
        with pytest.raises(LawRefusal) as refusal:
            days.working_day_after(case["day"], case["n"])
        assert refusal.value.word == case["refused"]
        return

    assert days.working_day_after(case["day"], case["n"]) == case["answer"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("bank_day_after"))
def test_bank_days_are_counted_past_closing_days_and_holidays(packs, code, case):
    days = packs(code).days

    assert days.bank_day_after(case["day"], case["n"]) == case["answer"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("holidays"))
def test_a_year_has_exactly_the_holidays_of_the_law(packs, code, case):
    days = packs(code).days
    year = int(case["section"])
    every_day = (date.fromordinal(n) for n in range(*ordinals(year)))

    found = {days.is_holiday(day): day for day in every_day if days.is_holiday(day)}

    assert found == case["rows"]


def ordinals(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()


@pytest.mark.parametrize(("code", "case"), cases_that_ask("references"))
def test_references_and_numbers_are_checked_and_made(code, case):
    ask = getattr(references, case["section"])

    answers = {text: ask(text) or wrong(case["section"]) for text in case["rows"]}

    assert answers == case["rows"]


def wrong(section: str) -> Any:
    """Return how a file writes "nothing": no problem is an empty text, a failed check is false."""
    return False if section.endswith("_ok") else ""


def test_every_file_of_cases_is_run():
    asked = {
        "limitation",
        "situations",
        "which_law",
        "flags",
        "situation_days",
        "contact",
        "contact_hours",
        "contact_caps",
        "known_until",
        "working_day_after",
        "bank_day_after",
        "holidays",
        "references",
        "order",
        "costs",
        "costs_due",
        "costs_instalment",
        "costs_clause",
        "reminder_fee",
        "allocation",
        "allocation_claims",
        "terms",
        "terms_none_agreed",
        "interest",
        "interest_rates",
        "interest_first_day",
        "rate_formula",
        "damages",
        "damages_plan",
        "speech",
        "speech_stage",
        "notice_term",
        "notice_numbers",
        "notices_needed",
        "in_default",
        "notice_void",
        "mentions",
        "wording",
        "wording_problem",
    }

    found = {tomllib.loads(p.read_text("utf-8"))["asks"] for p in HERE.glob("*/*.toml")}

    assert found == asked
