"""Stories of STORIES.md about letters on the records: late news at the agency, a letter by mail
only, and an invoice that never arrived."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from minnelijk.flow.notices import needed
from minnelijk.flow.order import default_of
from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    EntryCause,
    Outcome,
    PromiseOutcome,
    Purpose,
    RecallWhy,
)
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.law.voids import VoidWord
from minnelijk.records.actions import calls, outbox, payments, sending
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import debtor_token
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, ClientNote, HandOver, Message, Promise
from minnelijk.records.scope import within
from minnelijk.records.words import DueAgreed, NoReceipt
from minnelijk.rooms.portal.figures import money
from minnelijk.site import clock
from tests import world
from tests.records.at_desk import KNOWN
from tests.records.noticing import agency, law_is_signed, letter, moment, posts, run, says

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
MAIL_ONLY = """
name = "Letter by mail first"
steps = [
  { phase = "notice", step = "engage", days = 0, unit = "working", do = "ask_client", asks_for = "notice" },
  { phase = "notice", step = "notice", days = 0, unit = "working", do = "notice", by = "email" },
  { phase = "notice", step = "ask_hand_over", days = 0, unit = "working", do = "ask_client", asks_for = "hand_over" },
  { phase = "notice", step = "hand_over", days = 0, unit = "calendar", do = "hand_over", with = "bundle" },
]
when = [{ happens = "promise_broken", go_to = "engage" }]
"""  # noqa: E501 - a table of a client, one row per line


def days(first: date, last: date) -> None:
    for number in range((last - first).days + 1):
        run(first + timedelta(days=number))


def tells(case: Case, paid_on: date, told_on: date, cast: world.Cast, *, cents: int) -> None:
    """The client reports money that lies on its account since an earlier day."""
    act = Act(moment(told_on), cast.delta_seat)
    payments.book(case.id, cents, paid_on, act, cause=EntryCause.REPORT, key="late")


def mails_leave(case: Case, day: date) -> None:
    """The mail server accepts every mail that may leave now."""
    at = moment(day, 10)
    for number in outbox.take("one", at):
        if outbox.check(number, "one", at).goes:
            sending.sent(number, b"the mail", f"<{number}@x>", "250 ok", at)


# Story 8 ---------------------------------------------------------------------------------------

PAID_ON, TOLD_ON = date(2026, 3, 16), date(2026, 4, 20)


@pytest.fixture
def at_agency(cast: world.Cast) -> Case:
    """Promised, broken, reminded, a letter, its term, the agency: money of the promised day that
    nobody told of lies on the client's account all the time."""
    law_is_signed(cast)
    case = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    report = Report(Outcome.PROMISE, identity=KNOWN, cents=50_000, day=PAID_ON)
    calls.log_call(case.id, report, Act(moment(date(2026, 3, 3)), cast.sanne))
    days(date(2026, 3, 4), date(2026, 3, 19))
    says(case, ApprovalAnswer.YES, date(2026, 3, 19), cast.delta_seat)
    run(date(2026, 3, 19))
    mails_leave(case, date(2026, 3, 19))
    Case.objects.filter(id=case.id).update(go_to="notice", next_on=date(2026, 3, 20))
    run(date(2026, 3, 20))
    posts(letter(case), date(2026, 3, 20), cast.sanne)
    days(date(2026, 3, 21), date(2026, 4, 8))
    says(case, ApprovalAnswer.YES, date(2026, 4, 8), cast.delta_seat, partner=agency())
    days(date(2026, 4, 8), date(2026, 4, 15))
    case.refresh_from_db()
    return case


def test_story_8_late_news_takes_everything_back_and_says_sorry_once(
    at_agency: Case, cast: world.Cast
) -> None:
    made = HandOver.objects.get()
    before = money(within(cast.delta_seat, TOLD_ON))
    assert (made.on_top_cents, at_agency.phase) == (7_500, "handed_over")

    tells(at_agency, PAID_ON, TOLD_ON, cast, cents=50_000)
    with pytest.raises(payments.BookedBefore):
        tells(at_agency, PAID_ON, TOLD_ON, cast, cents=50_000)

    made.refresh_from_db()
    at_agency.refresh_from_db()
    assert Promise.objects.get().outcome == PromiseOutcome.KEPT
    assert at_agency.notices.get().void_why == VoidWord.TOO_HIGH
    assert (made.recall_why, made.recalled_at) == (RecallWhy.PAID_BEFORE, moment(TOLD_ON))
    assert [note.word for note in made.notes.all()] == ["recall"]
    sorry = Message.objects.get(case=at_agency, purpose=Purpose.APOLOGY)
    assert not Message.objects.filter(case=at_agency, purpose=Purpose.THANKS).exists()
    assert (sorry.channel, sorry.facts["amount_cents"]) == (Channel.EMAIL, 0)
    assert (at_agency.close_reason, at_agency.open_cents) == ("paid", 0)
    assert money(within(cast.delta_seat, TOLD_ON)) != before


def test_story_8_a_letter_alone_that_left_after_the_money_is_said_sorry_for(
    cast: world.Cast,
) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    case = world.case(cast.delta, on=MONDAY, version=version)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(case), date(2026, 3, 3), cast.sanne)

    tells(case, MONDAY, date(2026, 3, 9), cast, cents=12_000)

    assert Message.objects.filter(case=case, purpose=Purpose.APOLOGY).count() == 1
    assert not Message.objects.filter(case=case, purpose=Purpose.THANKS).exists()


# Story 14 --------------------------------------------------------------------------------------

LEFT, THIRD_DAY = date(2026, 3, 3), date(2026, 3, 5)


@pytest.fixture
def mailed(cast: world.Cast) -> Case:
    """The letter goes by mail first; the mail server accepted it on 3 March."""
    law_is_signed(cast)
    version = world.policy_of(cast.delta, MAIL_ONLY, "mail_only")
    case = world.case(cast.delta, on=MONDAY, version=version)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    mails_leave(case, LEFT)
    case.refresh_from_db()
    return case


def visit(case: Case, at_day: date, monkeypatch: pytest.MonkeyPatch) -> tuple[Browser, str]:
    """A browser and the link in the mail that left."""
    monkeypatch.setattr(clock, "now", lambda: moment(at_day, 12))
    mail = case.notices.get(number=1).message
    assert mail is not None
    return Browser(), f"/r/{debtor_token(case.id, mail.token_seed)}/"


def test_story_14_a_scanners_click_is_nothing_and_the_post_letter_leaves(
    mailed: Case, cast: world.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner, link = visit(mailed, LEFT, monkeypatch)
    notice = mailed.notices.get()
    assert (notice.channel, notice.sent_on, notice.last_on) == ("email", LEFT, None)

    assert scanner.get(link).status_code == 200
    assert scanner.head(link).status_code == 200
    days(date(2026, 3, 4), THIRD_DAY)

    notice.refresh_from_db()
    assert (notice.last_on, notice.void_why) == (None, NoReceipt.NO_RECEIPT)
    post = letter(mailed)
    posts(post, THIRD_DAY, cast.sanne)
    second = mailed.notices.get(number=2)
    assert (second.channel, second.sent_on) == ("post", THIRD_DAY)
    assert second.last_on is not None and second.last_on >= THIRD_DAY + timedelta(days=17)


def test_story_14_the_check_on_the_page_is_proof_and_its_days_count(
    mailed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    debtor, link = visit(mailed, date(2026, 3, 4), monkeypatch)

    answer = debtor.post(
        link, {"check": "1", "postcode": world.POSTCODE, "house": world.HOUSE_NUMBER}
    )
    days(date(2026, 3, 4), date(2026, 3, 6))

    notice = mailed.notices.get()
    assert answer.status_code == 302
    assert (notice.void_on, notice.last_on) == (None, date(2026, 3, 19))
    assert not Message.objects.filter(case=mailed, channel=Channel.POST).exists()


# Story 20 --------------------------------------------------------------------------------------


def test_story_20_who_never_got_it_is_not_in_default_and_no_letter_of_fifteen_days_leaves(
    cast: world.Cast,
) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    case = world.case(cast.delta, on=MONDAY, version=version)
    case.claims.update(due_agreed=DueAgreed.NONE)
    report = Report(Outcome.COPY_ASKED, identity=KNOWN)

    calls.log_call(case.id, report, Act(moment(MONDAY), cast.sanne))
    days(MONDAY, date(2026, 3, 16))

    case.refresh_from_db()
    claim = facts_of(case, MONDAY).claims[0]
    assert ClientNote.objects.filter(client=cast.delta, kind="copy_asked").count() == 1
    assert default_of(claim, "nl") is None
    assert not case.notices.exists()
    days(date(2026, 3, 17), date(2026, 3, 18))
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat)
    run(date(2026, 3, 18))
    assert case.notices.get().kind == NoticeKind.DEFAULT
    assert needed(facts_of(case, date(2026, 3, 18)), claim)[0] is NoticeKind.DEFAULT
