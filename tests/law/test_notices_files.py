"""What a notice refuses: questions that cannot be, files that nobody checked or that are wrong."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from minnelijk.law import notices
from minnelijk.law.contact import NoSuchChannel
from minnelijk.law.country import HERE, country, load
from minnelijk.law.dated import BadLaw, NotChecked
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notice_kinds import ShorterTerm
from minnelijk.law.notice_term import ReceivedBeforeSent
from minnelijk.law.notices import (
    NoticeKind,
    Term,
    TermWord,
    charges_from_after_agreement,
    day_problem,
    owed_on_issue,
)

NL, BE = country("nl"), country("be")
MONDAY = date(2026, 11, 23)
LETTER = NoticeKind.FOURTEEN_DAYS
REMINDER = NoticeKind.FIRST_REMINDER


def changed(tmp_path: Path, code: str, file: str, old: str, new: str):
    """Return the pack of a country in which one text of one file is another."""
    folder = tmp_path / code
    copytree(HERE / code, folder)
    path = folder / f"{file}.toml"
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new), "utf-8")
    return load(code, folder)


@pytest.mark.parametrize("channel", ["sms", "call", "page", ""])
@pytest.mark.parametrize("law", [NL, BE], ids=["nl", "be"])
def test_a_notice_goes_by_post_or_by_email(law, channel):
    notice = LETTER if law is NL else REMINDER

    with pytest.raises(NoSuchChannel, match=f"post or email, not by '{channel}'"):
        law.notices.term(notice=notice, sent_on=MONDAY, channel=channel)


@pytest.mark.parametrize(("law", "notice"), [(NL, LETTER), (BE, REMINDER)], ids=["nl", "be"])
def test_nothing_is_received_before_it_is_sent(law, notice):
    question = {"notice": notice, "sent_on": MONDAY, "channel": "post"}

    with pytest.raises(ReceivedBeforeSent) as problem:
        law.notices.term(**question, received_on=MONDAY - timedelta(days=1))

    assert str(problem.value) == (
        "What is sent on 2026-11-23 cannot be received on 2026-11-22: check both days."
    )
    assert law.notices.term(**question, received_on=MONDAY).word is TermWord.RUNS


def test_a_term_is_never_shortened():
    with pytest.raises(ShorterTerm, match="never shortened: -1 extra days"):
        NL.notices.term(notice=LETTER, sent_on=MONDAY, channel="post", extra_days=-1)
    with pytest.raises(ShorterTerm, match="never shortened: -1 extra days"):
        NL.notices.wording(LETTER, "post", "nl", extra_days=-1)


def test_an_agreed_day_moves_the_charges_to_the_day_after_it():
    term = Term(TermWord.RUNS, charges_from=date(2026, 12, 15))

    moved = {day: charges_from_after_agreement(term, date(2026, 12, day)) for day in (13, 14, 15)}

    assert moved == {13: date(2026, 12, 15), 14: date(2026, 12, 15), 15: date(2026, 12, 16)}


def test_a_day_in_the_text_is_not_before_the_last_day():
    last_on = date(2026, 12, 11)
    day_before = date(2026, 12, 10)

    assert day_problem([], last_on=last_on) is None
    assert day_problem([last_on], last_on=last_on) is None
    assert day_problem([last_on, day_before], last_on=last_on) == "day_too_early"
    # Invoices and the letter itself carry earlier days.
    assert day_problem([MONDAY], last_on=last_on, sent_on=MONDAY) is None
    assert day_problem([MONDAY], last_on=last_on) == "day_too_early"
    next_day = MONDAY + timedelta(days=1)
    assert day_problem([next_day], last_on=last_on, sent_on=MONDAY) == "day_too_early"


def test_what_is_owed_without_anything_taken_off_is_the_principal():
    assert owed_on_issue(50000, [], MONDAY) == 50000


def test_a_notice_that_asks_nothing_asks_not_too_much():
    reason = NL.notices.void_reason(
        kind=LETTER,
        sent_on=MONDAY,
        asked_cents=[],
        owed_on_issue_cents=0,
        in_default_on=MONDAY,
    )

    assert reason is None


@pytest.mark.parametrize(("code", "notice"), [("nl", LETTER), ("be", REMINDER)])
def test_nothing_is_answered_from_a_file_that_nobody_checked(tmp_path, code, notice):
    rules = {
        file: changed(tmp_path / file, code, file, 'checked = "2026-11-22"', 'checked = ""').notices
        for file in ("notices", "mentions", "wording")
    }

    with pytest.raises(NotChecked, match=f"{code}.notices"):
        rules["notices"].term(notice=notice, sent_on=MONDAY, channel="post")
    with pytest.raises(NotChecked, match=f"{code}.notices"):
        rules["notices"].needed(kind=DebtorKind.CONSUMER, due_agreed=True, third_party=True)
    with pytest.raises(NotChecked, match=f"{code}.notices"):
        rules["notices"].in_default_on(due_on=MONDAY, due_agreed=True, ended_on=None)
    with pytest.raises(NotChecked, match=f"{code}.mentions"):
        rules["mentions"].mentions(notice, MONDAY)
    with pytest.raises(NotChecked, match=f"{code}.wording"):
        rules["wording"].wording(notice, "post", "nl")


NEW_MENTION = """
[[values]]
code = "reference"
notices = ["demand"]
says = "Another reference."
nl = "ander kenmerk"
required_when = "always"
from = 2027-01-01
source = "a newer law"
grade = "C"
"""


def test_a_changed_mention_counts_from_its_day(tmp_path):
    head = "# What must stand in a Belgian notice"
    rest = (HERE / "be" / "mentions.toml").read_text("utf-8").removeprefix(head)
    law = changed(tmp_path, "be", "mentions", rest, rest + NEW_MENTION)

    before, after = (
        law.notices.mentions(NoticeKind.DEMAND, day)[-1]
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )

    assert (before.code, before.says) == ("reference", "The reference to pay with.")
    assert (after.code, after.says) == ("reference", "Another reference.")
    assert (after.nl, after.source, after.grade) == ("ander kenmerk", "a newer law", "C")


WRONG = [
    ("nl", "notices", 'default = "from_receipt"', 'default = "by_guess"', "by_guess"),
    ("nl", "notices", 'demand = "from_sending_day"', 'x = "from_sending_day"', "'x'"),
    ("nl", "notices", 'code = "default.told"', 'code = "default.days"', "default.told"),
    ("nl", "notices", 'code = "post.deemed"', 'code = "post.other"', "post.deemed"),
    ("nl", "notices", 'code = "post.counted"', 'code = "post.other"', "post.counted"),
    ("nl", "notices", "[no_receipt]", "[other]", "no_receipt"),
    ("nl", "notices", "[post]", "[other]", ": post "),
    ("nl", "notices", "[roll]", "[other]", "roll"),
    ("nl", "notices", "[in_default]", "[other]", "in_default"),
    ("nl", "notices", "value = 21", "value = 0", "1 or more"),
    ("nl", "notices", "value = 21", "value = true", "1 or more"),
    ("nl", "notices", "value = 21", 'value = "21"', "1 or more"),
    ("nl", "notices", 'without_agreed_day = "notice"', 'without_agreed_day = "x"', "due_day"),
    ("nl", "notices", 'only_after_default = ["fourteen', 'only_after_default = ["x', "x_days"),
    ("nl", "notices", 'notices = ["fourteen_days"]', 'notices = ["x"]', "'x'"),
    ("nl", "notices", '["consumer", "unknown"]', '["customer"]', "customer"),
    ("nl", "notices", '["consumer", "unknown"]', '["consumer"]', "'needed' for unknown"),
    ("nl", "notices", '["sole_trader", "partnership",', '["consumer",', "partnership, sole_trader"),
    *[
        (code, "notices", 'kinds = ["consumer", "unknown"]\nnotices', "kinds = []\nnotices", found)
        for code, found in (("nl", "consumer, unknown"), ("be", "consumer, u"))
    ],
    ("nl", "notices", 'source = "Burgerlijk Wetboek 6:96 paragraph 6"', 'source = " "', "a source"),
    ("nl", "notices", "from = 2027-07-01", "from = 2026-07-01", "does not come after"),
    ("be", "notices", "[roll]", "[other]", "roll"),
    ("be", "notices", '"first_reminder.days"', '"first_reminder.x"', "first_reminder.days"),
    ("be", "notices", '"belgian_notice.email_days"', '"x"', "belgian_notice.email_days"),
    ("be", "notices", '"belgian_notice.post_working_days"', '"x"', "post_working_days"),
    ("be", "notices", '"demand.told"', '"demand.days"', "demand.told"),
    ("nl", "mentions", 'code = "debtor"', 'code = ""', "a code, what it says"),
    ("nl", "mentions", 'nl = "kenmerk bij de betaling"', "nl = 3", "a Dutch label"),
    ("nl", "mentions", 'nl = "kenmerk bij de betaling"', 'nl = " "', "a Dutch label"),
    ("nl", "mentions", 'required_when = "vat"', 'required_when = "x"', "always, bureau, vat"),
    ("nl", "mentions", 'notices = ["default"]', 'notices = ["x"]', "names no known notices"),
    ("nl", "mentions", 'notices = ["default"]', "notices = 3", "names no known notices"),
    ("nl", "mentions", 'notices = ["default"]', "", "names no known notices"),
    ("nl", "wording", "{n} dagen nadat deze e-mail", "15 dagen nadat deze e-mail", "one {n}"),
    ("nl", "wording", "{n} dagen nadat deze e-mail", "{n}, {n} nadat deze e-mail", "one {n}"),
    ("nl", "wording", 'source = "our own translation"', 'source = " "', "a source"),
    ("nl", "wording", 'problem = "from_receipt"', 'problem = "x"', "'x'"),
    ("nl", "wording", 'source = "our own translation"\ngrade = "ours"', 'source = "x"', "grade"),
    ("nl", "wording", "[[wordings]]", "[[words]]", "wordings"),
    ("nl", "wording", "[[rejected]]", "[[words]]", "rejected"),
    ("nl", "wording", "[[other_terms]]", "[[words]]", "other_terms"),
    ("nl", "wording", "[numbers.nl]", "[words.nl]", "numbers"),
    ("nl", "wording", 'notices = ["fourteen_days", "default"]', 'notices = ["x"]', "'x'"),
]


@pytest.mark.parametrize(("code", "file", "old", "new", "message"), WRONG)
def test_a_wrong_file_is_not_loaded(tmp_path, code, file, old, new, message):
    with pytest.raises(BadLaw) as problem:
        changed(tmp_path, code, file, old, new)

    assert str(problem.value).startswith(f"{code}.{file}: ")
    assert message in str(problem.value)


@pytest.mark.parametrize(
    ("code", "known_until"), [("nl", date(2027, 12, 31)), ("be", date(2028, 12, 31))]
)
def test_the_heads_of_all_its_files_are_told(code, known_until):
    heads = country(code).notices.headers

    assert [(head.parameter, head.known_until) for head in heads] == [
        (f"{code}.notices", known_until),
        (f"{code}.mentions", date(2028, 12, 31)),
        (f"{code}.wording", date(2028, 12, 31)),
    ]


def test_one_file_has_everything_about_notices():
    assert sorted(notices.__all__) == [
        *("Because", "Less", "Mention", "NoSuchNotice", "NoticeKind", "NoticeRules", "Posted"),
        *("Sent", "Term", "TermWord", "VoidWord", "WordingProblem"),
        *("charges_from_after_agreement", "day_problem", "owed_on_issue", "read_notices"),
    ]
