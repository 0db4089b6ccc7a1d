"""A table that approaches a debtor before the law allows it is not used, and says which row."""

from datetime import date

import pytest

from minnelijk.flow.facts import ClaimFacts
from minnelijk.flow.order import default_of, order_problems
from minnelijk.flow.policy import POLICIES, Policy, read, shipped
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind, Sent

ON = date(2026, 11, 23)
CONSUMER, COMPANY = DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY


def problems(
    policy: Policy, code: str, kind: DebtorKind = CONSUMER, *, third_party: bool = True
) -> list[tuple[int, str]]:
    found = order_problems(policy, code, kind, ON, third_party=third_party)
    return [(problem.row, dict(problem.args)["notice"]) for problem in found]


def table(*rows: str) -> Policy:
    steps = ", ".join(f'{{ phase = "one", days = 0, unit = "working", {row} }}' for row in rows)
    policy, wrong = read(f'name = "x"\nsteps = [{steps}]')
    assert policy is not None, wrong
    return policy


ENGAGE = 'step = "engage", do = "ask_client", asks_for = "engage"'
CALL = 'step = "call", do = "call", with = "first_call"'
REMINDER = 'step = "reminder", do = "notice", with = "first_reminder"'
NOTICE = 'step = "notice", do = "notice", with = "belgian_notice"'


def test_a_bureau_that_phones_a_belgian_consumer_first_is_told_which_row_and_which_notice() -> None:
    assert problems(shipped("two_phase"), "be")[0] == (1, "first_reminder")
    assert problems(table(ENGAGE, CALL), "be") == [(2, "first_reminder")]
    assert problems(table(ENGAGE, REMINDER, CALL), "be") == [(3, "belgian_notice")]
    assert problems(table(ENGAGE, REMINDER, NOTICE, CALL), "be") == []
    assert problems(table(ENGAGE, REMINDER, CALL, NOTICE), "be") == [(3, "belgian_notice")]


def test_the_sentence_names_the_source() -> None:
    found = next(order_problems(table(ENGAGE, CALL), "be", CONSUMER, ON, third_party=True))

    assert found.word == "law_order"
    assert "XIX.2" in str(found)


def test_a_creditor_of_its_own_needs_its_reminder_alone() -> None:
    assert problems(table(ENGAGE, REMINDER, CALL), "be", third_party=False) == []
    assert problems(table(ENGAGE, CALL), "be", third_party=False) == [(2, "first_reminder")]


def test_a_task_or_letter_that_stands_in_for_another_step_counts_too() -> None:
    row = 'step = "look", do = "task", or = "letter"'

    assert problems(table(ENGAGE, row), "be") == [(2, "first_reminder")]


def test_rows_for_others_and_for_companies_do_not_count() -> None:
    call = CALL + ', only_if = "business"'
    reminder = REMINDER + ', only_if = "business"'

    assert problems(table(ENGAGE, call), "be") == []
    assert problems(table(ENGAGE, CALL), "be", COMPANY) == []
    assert problems(table(ENGAGE, reminder, CALL), "be") == [(3, "first_reminder")]


@pytest.mark.parametrize("name", sorted(path.stem for path in POLICIES.glob("*.toml")))
def test_in_the_netherlands_every_shipped_table_is_in_order(name: str) -> None:
    if name != "base":
        assert problems(shipped(name), "nl") == []
        assert problems(shipped(name), "nl", COMPANY) == []


@pytest.mark.parametrize("name", ["notice_first", "notice_only"])
def test_the_shipped_tables_for_belgium_are_in_order(name: str) -> None:
    assert problems(shipped(name), "be") == []


@pytest.mark.parametrize(
    ("due_agreed", "notices", "day"),
    [
        (True, [], date(2026, 11, 2)),
        (False, [], None),
        (False, [("default", date(2026, 11, 19), False)], date(2026, 11, 20)),
        (
            False,
            [("default", date(2026, 11, 25), False), ("default", date(2026, 11, 19), False)],
            date(2026, 11, 20),
        ),
        (False, [("default", date(2026, 11, 20), True)], None),
        (False, [("default", None, False)], None),
        (False, [("fourteen_days", date(2026, 11, 20), False)], None),
    ],
)
def test_default_begins_after_the_agreed_day_or_after_the_term_of_a_notice(
    due_agreed: bool, notices: list[tuple[str, date | None, bool]], day: date | None
) -> None:
    sent = tuple(
        Sent(NoticeKind(kind), date(2026, 11, 3), last_on, None, void)
        for kind, last_on, void in notices
    )
    claim = ClaimFacts(1, "F-1", date(2026, 11, 1), 100, due_agreed=due_agreed, notices=sent)

    assert default_of(claim, "nl") == day
    assert default_of(claim, "be") == date(2026, 11, 2)


def test_a_claim_without_a_last_day_is_not_in_default() -> None:
    assert default_of(ClaimFacts(1, "F-1", None, 100), "nl") is None
