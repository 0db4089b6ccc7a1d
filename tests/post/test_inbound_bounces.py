"""What machines send: automatic answers, mail that came back, and what nobody can read."""

from minnelijk.files.mails import read
from minnelijk.flow.words import MessageState, PointQuality
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import (
    file_at,
    read_by_person,
)
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, ContactPoint, Evidence, Inbound, Mailbox, Message
from tests import world
from tests.files.mails import report
from tests.post.acting import agreed, confirmation, later
from tests.post.inbox import NEXT, answer, box, comes, mail_id, sent
from tests.post.server import MailServer

__all__ = ["box", "sent"]


# A machine -----------------------------------------------------------------------------------


def test_an_automatic_answer_is_kept_and_stops_nothing(sent: Message, box: Mailbox) -> None:
    content = answer("Ik ben weg", to_id=mail_id(sent), extra="Auto-Submitted: auto-replied\r\n")
    before = Case.objects.get(id=sent.case_id)

    assert comes(content, box) == "auto_reply"

    row, case = Inbound.objects.get(), Case.objects.get(id=sent.case_id)
    assert (row.kind, row.case_id) == ("auto_reply", case.id)
    assert row.handled_at is not None
    assert not case.holds.filter(kind="review").exists()
    assert (case.next_on, case.next_why, case.rev) == (before.next_on, before.next_why, before.rev)
    assert case.events.filter(kind="mail_in", why="auto_reply").count() == 1
    assert verify(case) == []


def test_an_automatic_answer_of_nobody_we_know_needs_nobody(box: Mailbox) -> None:
    content = answer("Weg", sender="x@y.example", extra="Auto-Submitted: auto-replied\r\n")

    assert comes(content, box) == "auto_reply"

    assert Inbound.objects.get().handled_at is not None


# It came back --------------------------------------------------------------------------------


def back(message: Message, **how: str) -> bytes:
    return report(original=f"Message-ID: {mail_id(message)}\nSubject: x", **how)


def test_an_address_that_does_not_exist_is_marked_and_becomes_a_task(
    sent: Message, box: Mailbox
) -> None:
    assert comes(back(sent), box) == "bounce"
    assert comes(back(sent, words="Told twice."), box) == "bounce"

    sent.refresh_from_db()
    proof = Evidence.objects.get(message=sent)
    assert sent.state == MessageState.BOUNCED
    assert (proof.bounced_at, proof.bounce_code) == (NEXT, "5.1.1")
    point = ContactPoint.objects.get(debtor=sent.case.debtor, channel="email")
    assert point.quality == PointQuality.BOUNCED
    case = Case.objects.get(id=sent.case_id)
    assert case.work_items.filter(task="repair_address", state="open").count() == 1
    assert case.events.filter(kind="happened", why="mail_bounced").count() == 1
    assert verify(case) == []


def test_mail_that_is_late_is_only_noted(sent: Message, box: Mailbox) -> None:
    assert comes(back(sent, action="delayed", status="4.4.1"), box) == "delayed"

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT
    assert Evidence.objects.get(message=sent).bounced_at is None
    point = ContactPoint.objects.get(debtor=sent.case.debtor, channel="email")
    assert point.quality == PointQuality.GOOD
    assert Inbound.objects.get().code == "4.4.1"


def test_mail_that_was_not_wanted_leaves_the_address_alone(sent: Message, box: Mailbox) -> None:
    assert comes(back(sent, status="5.7.1"), box) == "bounce"

    sent.refresh_from_db()
    assert sent.state == MessageState.BOUNCED
    point = ContactPoint.objects.get(debtor=sent.case.debtor, channel="email")
    assert point.quality == PointQuality.GOOD
    assert sent.case.work_items.filter(task="mail_refused", state="open").count() == 1


def test_a_report_about_an_unclear_mail_proves_that_it_left_and_came_back(
    cast: world.Cast, box: Mailbox, mail_server: MailServer
) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    mail_server.hang_up = True
    assert send_due("one", later(11)) == {"unclear": 1}
    message, envelope = confirmation(logged), mail_server.arrived[0].mail_from

    content = report(original="Subject: x").replace(
        b"answers+m12-abcdefghij@bureau.example", envelope.encode()
    )
    assert comes(content, box) == "bounce"

    message.refresh_from_db()
    assert message.state == MessageState.BOUNCED
    case = Case.objects.get(id=message.case_id)
    assert not case.work_items.filter(task="unclear_message", state="open").exists()
    assert case.work_items.filter(task="repair_address", state="open").exists()


def test_a_report_that_anybody_can_write_harms_no_address(sent: Message, box: Mailbox) -> None:
    guessed = f"<m{sent.id}.0123456789abcdef@delta.example>"
    content = report(original=f"Message-ID: {guessed}", to="rfc822; fatma@post.example")

    assert comes(content, box) == "unsorted"

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT
    point = ContactPoint.objects.get(debtor=sent.case.debtor, channel="email")
    assert point.quality == PointQuality.GOOD


def test_a_person_files_a_report_and_the_address_that_it_names_is_marked(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    content = report(original="Subject: x", to="rfc822; Fatma@post.example")
    comes(content, box)
    row = Inbound.objects.get()
    assert row.handled_at is None

    file_at(row.id, sent.case, read(content), Act(later(7_200), cast.supervisor))

    row.refresh_from_db()
    assert row.handled_at is not None
    point = ContactPoint.objects.get(debtor=sent.case.debtor, channel="email")
    assert point.quality == PointQuality.BOUNCED


# Whatever comes ------------------------------------------------------------------------------


def test_a_mail_that_makes_something_go_wrong_is_kept_for_a_person(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    broken = world.policy_of(cast.delta, "this is no table", "broken")
    Case.objects.filter(id=sent.case_id).update(policy_version=broken)
    content = answer("Hallo", to_id=mail_id(sent))

    assert comes(content, box) == "unsorted"
    assert comes(content, box) == "known"

    row = Inbound.objects.get()
    assert (row.case_id, row.handled_at) == (None, None)
    assert not sent.case.holds.filter(kind="review").exists()


def test_an_answer_where_no_law_is_known_is_heard_all_the_same(sent: Message, box: Mailbox) -> None:
    Case.objects.filter(id=sent.case_id).update(country="xx", calendar="xx", contract_law="xx")

    assert comes(answer("Hallo", to_id=mail_id(sent)), box) == "reply"

    assert sent.case.holds.filter(kind="review", lifted_on=None).count() == 1


def test_an_answer_at_a_closed_case_is_kept_for_a_person(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    from minnelijk.flow.words import CloseReason
    from minnelijk.records.actions.core import changing, close

    with changing(sent.case_id) as case:
        close(case, CloseReason.RECALLED, Act(NEXT, cast.manager))

    assert comes(answer("Toch nog iets", to_id=mail_id(sent)), box) == "reply"

    row = Inbound.objects.get()
    assert row.handled_at is None
    assert not sent.case.holds.filter(lifted_on=None).exists()
    read_by_person(row.id, Act(later(7_200), cast.sanne))
    case = Case.objects.get(id=sent.case_id)
    assert case.phase == "closed"
    assert verify(case) == []
