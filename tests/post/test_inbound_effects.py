"""What follows from a mail that came in: filed and resting until it is read, or an address lost."""

from datetime import datetime

import pytest

from minnelijk.files.mails import read
from minnelijk.flow.words import MessageState, PointQuality
from minnelijk.post.outbox import send_due
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import (
    InboundProblem,
    Mail,
    file_at,
    put_aside,
    read_by_person,
    take_in,
)
from minnelijk.records.actions.mailboxes import Place, set_mailbox
from minnelijk.records.chain import verify
from minnelijk.records.documents import read as content_of
from minnelijk.records.models import Case, ContactPoint, Evidence, Inbound, Mailbox, Message
from tests import world
from tests.files.mails import report
from tests.post.acting import agreed, confirmation, later
from tests.post.inbox import ADDRESS, answer
from tests.post.server import MailServer

NEXT = later(3_600)


@pytest.fixture
def box(cast: world.Cast) -> Mailbox:
    """The bureau's mailbox for answers."""
    place = Place(ADDRESS, "imap.vriendt.example", "antwoord", "secret")
    return set_mailbox(None, place, Act(world.AT, cast.manager))


@pytest.fixture
def sent(cast: world.Cast, box: Mailbox, mail_server: MailServer) -> Message:
    """Fatma promised; her confirmation left with an envelope that comes back to us."""
    logged = agreed(world.case(cast.delta), cast.sanne)
    assert send_due("one", later(11)) == {"sent": 1}
    return confirmation(logged)


def comes(content: bytes, box: Mailbox, at: datetime = NEXT) -> str:
    return take_in(Mail(content, read(content)), box, at)


def mail_id(message: Message) -> str:
    return str(Evidence.objects.get(message=message).mail_id)


def sees(row: Inbound) -> Case:
    assert row.case is not None
    return row.case


# An answer -----------------------------------------------------------------------------------


def test_an_answer_is_filed_whole_and_rests_its_case_until_it_is_read(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    content = answer(
        "Ik betaal toch morgen.\n\nOp 5 mrt 2026 om 10:00 schreef Delta <a@b.nl>:\n> x",
        to_id=mail_id(sent),
    )

    assert comes(content, box) == "reply"

    row = Inbound.objects.get()
    assert (row.case_id, row.message_id, row.client_id) == (sent.case_id, sent.id, cast.delta.id)
    assert row.document is not None and content_of(row.document) == content
    assert row.handled_at is None
    case = sees(row)
    assert case.held_kind in {"promise", "review"}
    hold = case.holds.get(kind="review", lifted_on=None)
    assert hold.happening == "reply_received"
    assert case.work_items.filter(task="read_reply", state="open").count() == 1
    assert verify(case) == []


def test_reading_it_ends_the_rest(sent: Message, box: Mailbox, cast: world.Cast) -> None:
    comes(answer("Een", to_id=mail_id(sent)), box)
    comes(answer("Twee", to_id=mail_id(sent)), box)
    first, second = Inbound.objects.order_by("id")
    act = Act(later(7_200), cast.sanne)

    read_by_person(first.id, act)

    case = sees(first)
    assert case.holds.filter(kind="review", lifted_on=None).count() == 1
    assert case.work_items.filter(task="read_reply", state="open").exists()
    read_by_person(second.id, act)
    assert not case.holds.filter(kind="review", lifted_on=None).exists()
    assert not case.work_items.filter(task="read_reply", state="open").exists()
    with pytest.raises(InboundProblem):
        read_by_person(second.id, act)
    case.refresh_from_db()
    assert verify(case) == []


def test_the_same_mail_is_kept_once_whatever_stands_in_front(sent: Message, box: Mailbox) -> None:
    content = answer("Eén keer", to_id=mail_id(sent))

    assert comes(content, box) == "reply"
    assert comes(content, box) == "known"
    assert comes(b"Received: from elsewhere\r\n" + content, box) == "known"

    assert Inbound.objects.count() == 1
    assert sent.case.events.filter(kind="happened", why="reply_received").count() == 1


def test_the_envelope_alone_is_enough(sent: Message, box: Mailbox, mail_server: MailServer) -> None:
    envelope = mail_server.arrived[0].mail_from
    assert envelope.startswith("antwoord+m") and envelope.endswith("@vriendt.example")

    assert comes(answer("Hallo", to=envelope, sender="someone@else.example"), box) == "reply"

    assert Inbound.objects.get().message_id == sent.id


def test_the_seed_in_the_message_id_is_enough_where_no_proof_was_kept(
    sent: Message, box: Mailbox
) -> None:
    named = mail_id(sent)
    Evidence.objects.update(mail_id=None)

    comes(answer("Hallo", to_id=named), box)
    comes(answer("Hallo", to_id=named.replace("@", "0@").replace(".", ".1", 1)), box)

    assert [row.message_id for row in Inbound.objects.order_by("id")] == [sent.id, None]


def test_an_answer_to_an_unclear_mail_proves_that_it_left(
    cast: world.Cast, box: Mailbox, mail_server: MailServer
) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    mail_server.hang_up = True
    assert send_due("one", later(11)) == {"unclear": 1}
    message = confirmation(logged)

    comes(answer("Dank u", to=mail_server.arrived[0].mail_from), box)

    message.refresh_from_db()
    assert message.state == MessageState.SENT
    assert not message.case.work_items.filter(task="unclear_message", state="open").exists()
    message.case.refresh_from_db()
    assert verify(message.case) == []


def test_an_answer_while_the_mail_is_just_leaving_waits(sent: Message, box: Mailbox) -> None:
    content = answer("Snel", to_id=mail_id(sent))
    Message.objects.update(state="sending", taken_until=NEXT)

    assert comes(content, box) == "later"

    assert not Inbound.objects.exists()
    Message.objects.update(state="sent", taken_until=None)
    assert comes(content, box) == "reply"


# Without a thread ----------------------------------------------------------------------------


def test_a_known_address_with_one_case_is_enough(sent: Message, box: Mailbox) -> None:
    assert comes(answer("Ik heb betaald.", subject="Betaald"), box) == "reply"

    row = Inbound.objects.get()
    assert (row.case_id, row.message_id, row.kind) == (sent.case_id, None, "reply")


def test_an_address_with_two_cases_needs_the_number(cast: world.Cast, box: Mailbox) -> None:
    one, two = world.case(cast.delta), world.case(cast.noord)

    assert comes(answer("Welke?"), box) == "unsorted"
    assert comes(answer("Deze", subject=f"Zaak {two}"), box) in {"reply", "unsorted"}

    rows = list(Inbound.objects.order_by("id"))
    assert rows[0].case_id is None
    same_number = one.number == two.number
    assert rows[1].case_id == (None if same_number else two.id)


def test_the_number_of_an_invoice_tells_two_cases_apart(cast: world.Cast, box: Mailbox) -> None:
    world.case(cast.delta, invoices=[world.Invoice("F-1001", 10_000)])
    two = world.case(cast.noord, invoices=[world.Invoice("F-2002", 10_000)])

    assert comes(answer("Gaat over F-2002, betaald."), box) == "reply"

    assert Inbound.objects.get().case_id == two.id


def test_a_number_without_a_known_address_is_a_persons_to_sort(sent: Message, box: Mailbox) -> None:
    content = answer("Ik ben het", subject=f"Zaak {sent.case}", sender="iemand@anders.example")

    assert comes(content, box) == "unsorted"


def test_a_known_address_that_names_another_case_is_a_persons_to_sort(
    sent: Message, box: Mailbox
) -> None:
    assert comes(answer("Zie D-99999", subject="Vraag"), box) == "unsorted"


def test_the_mailbox_of_one_client_finds_no_case_of_another(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    place = Place("antwoord@noord.example", "imap.noord.example", "antwoord", "secret")
    other = set_mailbox(cast.noord, place, Act(world.AT, cast.manager))

    assert comes(answer("Hallo", to_id=mail_id(sent)), other) == "unsorted"

    row = Inbound.objects.get()
    assert (row.client_id, row.case_id) == (cast.noord.id, None)


def test_a_person_files_an_unsorted_mail_once(
    sent: Message, box: Mailbox, cast: world.Cast
) -> None:
    content = answer("Van mijn werk", sender="fatma@werk.example")
    comes(content, box)
    row, act = Inbound.objects.get(), Act(later(7_200), cast.supervisor)

    file_at(row.id, sent.case, read(content), act)

    row.refresh_from_db()
    assert (row.case_id, row.client_id, row.kind) == (sent.case_id, cast.delta.id, "reply")
    assert sent.case.holds.filter(kind="review", lifted_on=None).count() == 1
    with pytest.raises(InboundProblem):
        file_at(row.id, sent.case, read(content), act)
    with pytest.raises(InboundProblem):
        put_aside(row.id, act)


def test_a_mail_that_belongs_to_no_case_is_put_aside(box: Mailbox, cast: world.Cast) -> None:
    comes(answer("Koop nu", sender="reclame@x.example"), box)
    row, act = Inbound.objects.get(), Act(later(7_200), cast.supervisor)

    put_aside(row.id, act)

    row.refresh_from_db()
    assert (row.handled_at, row.handled_by, row.case_id) == (act.at, cast.supervisor, None)
    with pytest.raises(InboundProblem):
        put_aside(row.id, act)


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
