"""Every step of every shipped table, and every answer, has words in each language."""

import pytest

from minnelijk.flow.calls import FOLLOWS
from minnelijk.flow.letters import LANGUAGES, TEXTS, use_of
from minnelijk.flow.policy import POLICIES, Row, shipped
from minnelijk.flow.words import Channel, Do, Happening
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind

TABLES = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")
FORMS = {
    Do.CALL: ("script",),
    Do.EMAIL: ("email",),
    Do.LETTER: ("letter", "email"),
    Do.SMS: ("sms",),
}
"""A letter has the words of the mail unless it has its own."""
WRITES = {
    Happening.PROMISE_MADE: ("promise", "promise_correction", "promise_cancelled"),
    Happening.PROMISE_PARTLY_KEPT: ("thanks",),
    Happening.PROMISE_LATE: ("thanks",),
    Happening.PROMISE_BROKEN: ("promise_reminder",),
    Happening.PAID_CLAIMED: ("paid_claimed", "proof_asked"),
    Happening.PLAN_ASKED: ("plan_asked", "instalment_deferred"),
    Happening.PLAN_MISSED: ("instalment_missed",),
    Happening.DISPUTED: (
        *("disputed", "dispute_upheld", "dispute_partly"),
        *("dispute_rejected", "dispute_ask_more"),
    ),
    Happening.COPY_ASKED: ("copy",),
    Happening.REVERSAL: ("still_open",),
}
"""What is written to a debtor after something happened; of the rest a person writes, or nobody."""


def has_words(use: str, forms: tuple[str, ...], language: str) -> bool:
    return any((TEXTS / language / f"{use}.{form}.liquid").is_file() for form in forms)


def sends(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    """The texts that a step can send, by the way it goes first and by the other one."""
    acts = [act for act in (row.do, row.or_) if act in FORMS]
    return [(use_of(row.with_, act), FORMS[act]) for act in acts]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_step_has_a_text_in_every_language(table: str, language: str) -> None:
    for row in shipped(table).steps:
        for use, forms in sends(row):
            assert has_words(use, forms, language), (row.step, use)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_what_happens_has_its_texts_in_every_language(
    table: str, language: str
) -> None:
    policy = shipped(table)
    steps = {row.step: row for row in policy.steps}

    for happening, line in policy.when.items():
        for use in WRITES.get(happening, ()):
            assert has_words(use, ("email",), language), (happening, use)
        for use, forms in sends(steps[line.go_to]) if line.go_to in steps else ():
            assert has_words(use, forms, language), (happening, use)


def test_what_a_call_confirms_is_among_the_texts_of_what_happens() -> None:
    for follow in FOLLOWS.values():
        if follow.text and follow.happening:
            assert follow.text in WRITES[follow.happening]


@pytest.mark.parametrize("table", TABLES)
def test_a_line_that_goes_to_a_step_goes_to_one_of_its_table(table: str) -> None:
    policy = shipped(table)
    steps = {row.step for row in policy.steps}

    assert {line.go_to for line in policy.when.values() if line.go_to} <= steps


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["nl", "be"])
def test_every_notice_of_a_table_has_its_words_in_every_language(code: str, language: str) -> None:
    """Where the law has no wording that holds in a language they are the translation beside it."""
    rules = country(code).notices
    named = {row.with_ for table in TABLES for row in shipped(table).steps if row.do is Do.NOTICE}
    needed = {
        notice
        for kind in DebtorKind
        for due_agreed in (True, False)
        for notice in rules.needed(kind=kind, due_agreed=due_agreed, third_party=True)
    }

    for notice in {NoticeKind(name) for name in named if name} | needed | {NoticeKind.DEMAND}:
        assert has_words(notice, ("letter",), language)
        assert has_words(notice, ("email",), language)
    for notice in needed:
        for way in (Channel.POST, Channel.EMAIL):
            offered = {one.language for one in rules.wordings.wordings if notice in one.notices}
            assert language in offered, way
