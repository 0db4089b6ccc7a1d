"""What follows from a mail that came in: filed and resting until it is read, or an address lost."""

import pytest

from minnelijk.files.mails import read
from minnelijk.flow.words import MessageState
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import (
    InboundProblem,
    file_at,
    put_aside,
    read_by_person,
)
from minnelijk.records.actions.mailboxes import Place, set_mailbox
from minnelijk.records.actions.tasks import finish_task
from minnelijk.records.chain import verify
from minnelijk.records.documents import read as content_of
from minnelijk.records.models import Case, Evidence, Inbound, Mailbox, Message
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.inbox import NEXT, answer, box, comes, mail_id, sent
from tests.post.server import MailServer

__all__ = ["box", "sent"]


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
    case = Case.objects.get(id=row.case_id or 0)
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

    case = Case.objects.get(id=first.case_id or 0)
    assert case.holds.filter(kind="review", lifted_on=None).count() == 1
    assert case.work_items.filter(task="read_reply", state="open").exists()
    read_by_person(second.id, act)
    assert not case.holds.filter(kind="review", lifted_on=None).exists()
    assert not case.work_items.filter(task="read_reply", state="open").exists()
    with pytest.raises(InboundProblem):
        read_by_person(second.id, act)
    case.refresh_from_db()
    assert verify(case) == []


def test_doing_the_task_is_reading_it(sent: Message, box: Mailbox, cast: world.Cast) -> None:
    comes(answer("Een", to_id=mail_id(sent)), box)
    comes(answer("Twee", to_id=mail_id(sent)), box)
    item = sent.case.work_items.get(task="read_reply", state="open")

    finish_task(item.id, Act(later(7_200), cast.sanne))

    assert not Inbound.objects.filter(handled_at=None).exists()
    assert not sent.case.holds.filter(kind="review", lifted_on=None).exists()


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
