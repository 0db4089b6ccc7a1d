"""Runs the cases of the notices: which one, its term, when it is void, its mentions, its words."""

import re
from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest

from minnelijk.law.country import country
from minnelijk.law.dated import Grade, LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import Because, Less, NoticeKind, owed_on_issue
from tests.law.test_law import cases_that_ask

DAYS = ("receipt_on", "first_on", "last_on", "charges_from", "standstill_until")


def refusal_of(case: dict[str, Any]) -> Any:
    """Return what a question must raise, or nothing to raise."""
    return pytest.raises(LawRefusal) if "refused" in case else nullcontext()


@pytest.mark.parametrize(("code", "case"), cases_that_ask("notice_term"))
def test_a_term_is_counted_to_the_day(code, case):
    rules = country(code).notices
    question = {
        "notice": NoticeKind(case["notice"]),
        "sent_on": case["sent"],
        "channel": case["channel"],
        "received_on": case.get("received"),
        "extra_days": case.get("extra", 0),
    }

    with refusal_of(case) as refusal:
        term = rules.term(**question)

    if refusal:
        assert (refusal.value.word, refusal.value.parameter) == (case["refused"], case["by"])
        assert refusal.value.on == case["sent"]
        return
    assert term.word == case.get("word", "runs")
    assert {name: getattr(term, name) for name in DAYS} == {name: case.get(name) for name in DAYS}
    assert term.charges_from_law == case.get("by_law")
    counted = [step.args["n"] for step in term.steps if step.word == "notice.counted"]
    assert counted == ([case["n"]] if "n" in case else [])


@pytest.mark.parametrize(("code", "case"), cases_that_ask("notice_numbers"))
def test_every_number_counts_from_its_day(code, case):
    number = country(code).notices.terms.numbers[case["code"]]

    with refusal_of(case) as refusal:
        value = number.at(case["on"])

    if refusal:
        assert refusal.value.word == case["refused"]
        return
    assert value.value == case["answer"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("notices_needed"))
def test_the_notices_that_must_come_first(code, case):
    needed = country(code).notices.needed(
        kind=DebtorKind(case["kind"]),
        due_agreed=case["due_agreed"],
        third_party=case["third_party"],
    )

    assert list(needed) == case["answer"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("in_default"))
def test_default_begins_on_its_day(code, case):
    rules = country(code).notices
    notice = None
    for channel, name in (("post", "notice_sent"), ("email", "notice_mailed")):
        if name in case:
            kind = NoticeKind.DEFAULT
            notice = rules.term(notice=kind, sent_on=case[name], channel=channel)

    ended_on = notice.last_on if notice else None
    day = rules.in_default_on(due_on=case["due"], due_agreed=case["due_agreed"], ended_on=ended_on)

    assert day == case.get("answer")


@pytest.mark.parametrize(("code", "case"), cases_that_ask("notice_void"))
def test_a_notice_is_void_for_its_reason(code, case):
    less = [Less(Because(one["because"]), one["on"], one["cents"]) for one in case.get("less", [])]

    reason = country(code).notices.void_reason(
        kind=NoticeKind(case["notice"]),
        sent_on=case["sent"],
        asked_cents=case["asked"],
        owed_on_issue_cents=owed_on_issue(case["principal"], less, case["sent"]),
        in_default_on=case.get("in_default"),
        returned=case.get("returned", False),
    )

    assert (reason or "") == case["answer"]


@pytest.mark.parametrize(("code", "case"), cases_that_ask("mentions"))
def test_a_notice_has_its_checklist(code, case):
    rules = country(code).notices

    with refusal_of(case) as refusal:
        mentions = rules.mentions(NoticeKind(case["notice"]), case["on"])

    if refusal:
        assert (refusal.value.word, refusal.value.on) == (case["refused"], case["on"])
        named = f", {case['notice']}" if case["refused"] == "no_such_notice" else ""
        assert refusal.value.parameter == f"{code}.mentions{named}"
        return
    for when in ("always", "vat", "bureau"):
        assert [m.code for m in mentions if m.required_when == when] == case[when]
    assert [m.code for m in mentions if m.grade is Grade.OFFICIAL] == case["of_the_law"]
    assert [m.code for m in mentions if m.grade is Grade.OURS] == case["ours"]
    assert all(m.source and m.says.endswith(".") and not m.nl.endswith(".") for m in mentions)


@pytest.mark.parametrize(("code", "case"), cases_that_ask("wording"))
def test_a_term_is_said_word_for_word(code, case):
    rules = country(code).notices
    question = (NoticeKind(case["notice"]), case["channel"], case["language"])
    more = {"extra_days": case["extra"]} if "extra" in case else {}

    with refusal_of(case) as refusal:
        words = rules.wording(*question, **more)

    if refusal:
        assert refusal.value.word == case["refused"]
        return
    assert words == case["answer"]
    translated = (
        "language" if re.search(r"\((?:translation|traduction|Übersetzung)\b", words) else ""
    )
    assert (rules.wording_problem(words, case["language"]) or "") == translated


@pytest.mark.parametrize(("code", "case"), cases_that_ask("wording_problem"))
def test_a_text_says_its_term_in_words_that_hold(code, case):
    problem = country(code).notices.wording_problem(case["text"], case["language"])

    assert (problem or "") == case["answer"]


@pytest.mark.parametrize("code", ["nl", "be"])
def test_the_words_give_as_many_days_as_the_term(code):
    rules = country(code).notices

    for one in rules.wordings.wordings:
        for notice in one.notices:
            name = "told" if code == "nl" else "days"
            told = rules.terms.numbers[f"{notice}.{name}"].at(date(2026, 11, 22)).value
            days = one.days + ("vanaf de dag nadat" in one.text)
            assert days == told


@pytest.mark.parametrize(
    ("vat", "bureau", "given", "absent"),
    [
        (False, False, {"term"}, []),
        (False, False, set(), ["term"]),
        (True, False, {"term"}, ["vat", "vat_declaration"]),
        (True, False, {"term", "vat"}, ["vat_declaration"]),
        (False, True, {"term", "wki_number"}, ["bureau", "bureau_addresses", "complaints"]),
    ],
)
def test_a_notice_with_a_missing_mention_may_not_leave(vat, bureau, given, absent):
    rules, on = country("nl").notices, date(2026, 11, 22)
    notice = NoticeKind.FOURTEEN_DAYS
    others = {m.code for m in rules.mentions(notice, on) if m.required_when == "always"} - {"term"}

    missing = rules.missing(notice, others | given, on, vat=vat, bureau=bureau)

    assert [mention.code for mention in missing] == absent
