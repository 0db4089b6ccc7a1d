"""What was expected and did not happen is said, once a day, to who leads the work."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from minnelijk.flow.words import Channel, MessageState, WorkKind, WorkState
from minnelijk.post.news.silence_mail import WORDS, sentence_of, tell_silence
from minnelijk.records.actions.restored import hold_back
from minnelijk.records.actions.silence import LOOKS, Silence, Silent, silences, to_tell
from minnelijk.records.actions.steps import tick
from minnelijk.records.models import Callback, Case, Inbound, Mailbox, Message, WorkItem
from tests import world
from tests.post.server import mail_server

__all__ = ["mail_server"]
pytestmark = pytest.mark.django_db

TEN = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
"""Thursday, ten o'clock in Amsterdam."""


@pytest.fixture
def case(db: None) -> Case:
    cast = world.cast()
    cast.delta.feed_on = TEN.date()
    cast.delta.save()
    made = world.case(cast.delta, invoices=[world.Invoice("F-1021", 21_450)])
    made.next_on = TEN.date() + timedelta(days=3)
    made.save()
    return made


def found(at: datetime = TEN) -> dict[str, int]:
    return {str(one.word): one.count for one in silences(at)}


def message(case: Case, **more: Any) -> Message:
    about = {"case": case, "client": case.client, "purpose": "step", "language": "nl"}
    when = {"made_at": TEN - timedelta(days=5), "not_before_at": TEN - timedelta(hours=2)}
    usual = {"channel": Channel.EMAIL, "occurrence": 0, "state": MessageState.WAITING}
    usual |= {"case_rev": 0, "basis": "ours"}
    return Message.objects.create(**{**about, **when, **usual, **more})


def test_a_day_on_which_all_happened_is_silent(case: Case) -> None:
    assert found() == {}


def test_cases_whose_day_went_by_are_told(case: Case) -> None:
    Case.objects.filter(id=case.id).update(next_on=TEN.date())
    assert found() == {"daily_run": 1}
    tick(TEN.date(), TEN)
    assert "daily_run" not in found(TEN + timedelta(minutes=5))


def test_before_nine_the_run_of_today_may_still_come(case: Case) -> None:
    Case.objects.filter(id=case.id).update(next_on=TEN.date())
    assert found(TEN - timedelta(hours=2)) == {}


def test_a_mail_that_should_have_left_is_told_and_one_that_may_wait_is_not(case: Case) -> None:
    message(case)
    message(case, occurrence=1, not_before_at=TEN - timedelta(minutes=30))
    message(case, occurrence=2, why="sender_failing")
    assert found() == {"messages": 1}


def test_what_a_dead_worker_had_taken_is_told(case: Case) -> None:
    taken = {"state": MessageState.TAKEN, "taken_until": TEN - timedelta(hours=2)}
    message(case, **taken)
    assert found() == {"messages": 1}


def test_a_letter_that_nobody_printed_or_posted_is_told(case: Case) -> None:
    long_ago = TEN - timedelta(days=4)
    message(case, channel=Channel.POST, not_before_at=long_ago)
    printed = {"state": MessageState.PRINTED, "printed_on": long_ago.date()}
    message(case, channel=Channel.POST, occurrence=1, **printed)
    assert found() == {"letters": 2}


def test_a_call_back_that_nobody_kept_is_told(case: Case) -> None:
    Callback.objects.create(case=case, at=TEN - timedelta(hours=1), made_at=TEN)
    Callback.objects.create(case=case, at=TEN - timedelta(minutes=5), made_at=TEN)
    Callback.objects.create(case=case, at=TEN - timedelta(hours=1), made_at=TEN, kept_at=TEN)
    assert found() == {"call_backs": 1}


def test_calls_that_nobody_made_are_told(case: Case) -> None:
    about = {"case": case, "person_id": case.person_id, "client": case.client}
    for days in (1, 4):
        WorkItem.objects.create(
            **about,
            step="first_call",
            occurrence=days,
            kind=WorkKind.CALL,
            language="nl",
            rank=1,
            state=WorkState.OPEN,
            ready_on=TEN.date() - timedelta(days=days),
        )
    assert found() == {"calls": 1}


def test_a_client_without_fresh_payments_is_told(case: Case) -> None:
    case.client.feed_on = TEN.date() - timedelta(days=30)
    case.client.save()
    assert found() == {"feeds": 1}


def test_a_mailbox_that_nobody_reads_is_told(case: Case) -> None:
    box = {"address": "a@b.example", "host": "imap.b.example", "user_name": "a"}
    Mailbox.objects.create(**box, read_at=TEN - timedelta(hours=3))
    assert found() == {"mailboxes": 1}


def test_a_reply_that_nobody_read_is_told_after_a_working_day(case: Case) -> None:
    friday = TEN - timedelta(days=6)
    reply = {"channel": Channel.EMAIL, "kind": "reply", "client": case.client, "case": case}
    Inbound.objects.create(**reply, fingerprint=b"1" * 16, received_at=friday)
    monday = friday + timedelta(days=3)
    assert "replies" not in found(monday - timedelta(minutes=1))
    assert found(TEN)["replies"] == 1


def test_while_everything_is_held_back_that_alone_is_told(case: Case) -> None:
    message(case)
    hold_back(TEN)
    assert found() == {"held_back": 1}


def test_each_silence_is_told_once_a_day(case: Case) -> None:
    message(case)
    assert [one.word for one in to_tell(TEN)] == [Silent.MESSAGES]
    assert to_tell(TEN + timedelta(hours=1)) == []
    Callback.objects.create(case=case, at=TEN, made_at=TEN)
    assert [one.word for one in to_tell(TEN + timedelta(hours=1))] == [Silent.CALL_BACKS]
    tomorrow = to_tell(TEN + timedelta(days=1))
    assert Silent.MESSAGES in [one.word for one in tomorrow]


@pytest.mark.parametrize("hours", [-2, 48, 72])
def test_nobody_is_mailed_early_or_on_a_weekend(case: Case, hours: int) -> None:
    message(case)
    assert to_tell(TEN + timedelta(hours=hours)) == []


def test_who_leads_is_mailed_what_did_not_happen_and_no_debtor_is_named(
    case: Case, mail_server: Any
) -> None:
    message(case)
    told = tell_silence(TEN)
    assert told == len(mail_server.mails) > 0
    for mail in mail_server.mails:
        assert "1 bericht had een uur geleden al weg moeten zijn" in mail.text
        assert str(case.debtor.open().get("name", "-")) not in mail.text
    assert tell_silence(TEN) == 0


def test_every_silence_has_its_sentence() -> None:
    assert set(WORDS) == set(Silent)
    assert {word for word, _ in LOOKS} == set(Silent) - {Silent.HELD_BACK}
    for word in Silent:
        assert "%" not in sentence_of(Silence(word, 3))
