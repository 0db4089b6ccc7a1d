"""An answer that nobody has read stops the next automatic step, on the day and in the outbox."""

from datetime import date, timedelta

import pytest

from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import steps
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.inbound import read_by_person
from minnelijk.records.models import Case, Client, Inbound, Mailbox, Message, PolicyVersion
from tests import world
from tests.post.inbox import answer, box, comes
from tests.post.server import MailServer
from tests.records.noticing import moment

__all__ = ["box"]

MONDAY = date(2026, 3, 2)
MAILS = """
name = "Two mails"
steps = [
  { phase = "one", step = "first", days = 0, unit = "working", do = "email", with = "not_reached" },
  { phase = "one", step = "engage", days = 2, unit = "working", do = "email", with = "still_open" },
]
"""
AWAY = "Auto-Submitted: auto-replied\r\n"


@pytest.fixture
def case(cast: world.Cast) -> Case:
    version: PolicyVersion = world.policy_of(cast.delta, MAILS, "two mails")
    made = world.case(cast.delta, on=MONDAY)
    Case.objects.filter(id=made.id).update(policy_version=version)
    return Case.objects.get(id=made.id)


def day(on: date) -> None:
    Client.objects.update(feed_on=on)
    steps.tick(on, moment(on, 8))
    send_due("w", moment(on, 10))


def reply(server: MailServer, words: str, extra: str = "") -> bytes:
    """An answer to the envelope of the first mail."""
    return answer(words, to=server.arrived[0].mail_from, extra=extra)


def mailed(case: Case) -> list[str]:
    return list(Message.objects.filter(case=case).order_by("id").values_list("step", "state"))


def test_an_answer_stops_the_next_step_until_somebody_read_it(
    case: Case, box: Mailbox, cast: world.Cast, mail_server: MailServer
) -> None:
    day(MONDAY)
    assert mailed(case) == [("first", "sent")]

    comes(reply(mail_server, "Ik kom erop terug."), box, moment(MONDAY, 12))
    for later in range(1, 8):
        day(MONDAY + timedelta(days=later))
    assert mailed(case) == [("first", "sent")]

    read_by_person(Inbound.objects.get().id, Act(moment(date(2026, 3, 10), 9), cast.sanne))
    day(date(2026, 3, 10))
    assert mailed(case) == [("first", "sent"), ("engage", "sent")]


def test_an_automatic_answer_does_not(case: Case, box: Mailbox, mail_server: MailServer) -> None:
    day(MONDAY)

    comes(
        reply(mail_server, "Ik ben weg.", AWAY),
        box,
        moment(MONDAY, 12),
    )
    day(date(2026, 3, 4))

    assert mailed(case) == [("first", "sent"), ("engage", "sent")]


def test_a_mail_that_waits_in_the_outbox_does_not_leave_after_an_answer(
    case: Case, box: Mailbox, mail_server: MailServer
) -> None:
    Client.objects.update(feed_on=MONDAY)
    steps.tick(MONDAY, moment(MONDAY, 8))
    assert mailed(case) == [("first", "waiting")]

    comes(answer("Ik heb gisteren betaald.", subject="Betaald"), box, moment(MONDAY, 9))
    send_due("w", moment(MONDAY, 10))

    assert mail_server.arrived == []
