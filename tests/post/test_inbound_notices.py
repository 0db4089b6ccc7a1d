"""Answers and reports about a notice by mail: they prove that it arrived, or that it never did."""

from datetime import date

import pytest

from minnelijk.files.mails import read
from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import ApprovalAnswer, Channel, MessageState, Proof
from minnelijk.records.actions import outbox, sending
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import Mail, take_in
from minnelijk.records.actions.mailboxes import Place, set_mailbox
from minnelijk.records.chain import verify
from minnelijk.records.inbound_match import seed_of
from minnelijk.records.models import Case, Client, Inbound, Mailbox, Message
from tests import world
from tests.files.mails import report
from tests.post.inbox import ADDRESS, answer
from tests.records.noticing import law_is_signed, moment, run, says

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
MAIL_ID = "<notice.1@delta.example>"
BY_MAIL = shipped_text("notice_only").replace('do = "notice" }', 'do = "notice", by = "email" }')


@pytest.fixture
def box(cast: world.Cast) -> Mailbox:
    place = Place(ADDRESS, "imap.vriendt.example", "antwoord", "secret")
    return set_mailbox(None, place, Act(world.AT, cast.manager))


@pytest.fixture
def notice_mail(cast: world.Cast) -> Message:
    """Fatma owes 500.00; the letter goes by e-mail first, and the server is spoken to."""
    law_is_signed(cast)
    version = world.policy_of(cast.delta, BY_MAIL, "by mail")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    message = Message.objects.get(case=made, purpose="notice", channel="email")
    Client.objects.update(feed_on=MONDAY)
    assert message.id in outbox.take("w", moment(MONDAY, 10))
    assert outbox.check(message.id, "w", moment(MONDAY, 10)).goes
    return message


def leaves(message: Message) -> None:
    sending.sent(message.id, b"From: x", MAIL_ID, "250 ok", moment(MONDAY, 10))


def comes(content: bytes, box: Mailbox, day: date = TUESDAY) -> str:
    return take_in(Mail(content, read(content)), box, moment(day, 11))


def test_an_answer_to_a_notice_proves_that_it_arrived(notice_mail: Message, box: Mailbox) -> None:
    leaves(notice_mail)

    assert comes(answer("Ik betaal volgende week.", to_id=MAIL_ID), box) == "reply"

    notice = notice_mail.case.notices.get()
    assert (notice.received_on, notice.proof) == (TUESDAY, Proof.REPLY)
    assert notice.last_on == date(2026, 3, 18)
    assert verify(Case.objects.get(id=notice_mail.case_id)) == []


def test_a_mail_of_her_own_proves_nothing_of_the_notice(notice_mail: Message, box: Mailbox) -> None:
    leaves(notice_mail)

    assert comes(answer("Waar gaat dit over?", subject="Vraag"), box) == "reply"

    assert notice_mail.case.notices.get().received_on is None
    assert Case.objects.get(id=notice_mail.case_id).held_kind == "review"


def test_an_automatic_answer_proves_nothing(notice_mail: Message, box: Mailbox) -> None:
    leaves(notice_mail)
    away = answer("Ik ben weg", to_id=MAIL_ID, extra="Auto-Submitted: auto-replied\r\n")

    assert comes(away, box) == "auto_reply"

    assert notice_mail.case.notices.get().received_on is None


def test_an_answer_to_an_unclear_notice_proves_both(notice_mail: Message, box: Mailbox) -> None:
    sending.unclear(notice_mail.id, moment(MONDAY, 11))
    named = f"<m{notice_mail.id}.{seed_of(notice_mail)}@delta.example>"

    assert comes(answer("Dank u, ik betaal.", to_id=named), box) == "reply"

    notice = notice_mail.case.notices.get()
    assert (notice.sent_on, notice.received_on) == (TUESDAY, TUESDAY)
    notice_mail.refresh_from_db()
    assert notice_mail.state == MessageState.SENT
    assert verify(Case.objects.get(id=notice_mail.case_id)) == []


def test_a_notice_that_came_back_is_void_and_a_letter_goes_by_post(
    notice_mail: Message, box: Mailbox
) -> None:
    leaves(notice_mail)

    assert comes(report(original=f"Message-ID: {MAIL_ID}"), box) == "bounce"
    run(TUESDAY)
    run(WEDNESDAY)

    first, second = notice_mail.case.notices.order_by("number")
    assert first.void_why == "returned"
    assert (second.channel, second.void_on) == (Channel.POST, None)
    assert verify(Case.objects.get(id=notice_mail.case_id)) == []


def test_an_unclear_notice_that_came_back_left_and_is_void(
    notice_mail: Message, box: Mailbox
) -> None:
    sending.unclear(notice_mail.id, moment(MONDAY, 11))
    named = f"<m{notice_mail.id}.{seed_of(notice_mail)}@delta.example>"

    assert comes(report(original=f"Message-ID: {named}"), box) == "bounce"

    notice = notice_mail.case.notices.get()
    assert (notice.sent_on, notice.void_why) == (TUESDAY, "returned")
    notice_mail.refresh_from_db()
    assert notice_mail.state == MessageState.BOUNCED
    assert Inbound.objects.get().message_id == notice_mail.id
