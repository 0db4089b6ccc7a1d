"""The last look: hours, holds, stale payments and amounts decide when and whether mail leaves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import (
    Basis,
    Channel,
    DisputeReason,
    Happening,
    MessageState,
    Purpose,
)
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import disputes, happenings, messages
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case, Message
from tests import world
from tests.post.acting import agreed, later
from tests.post.server import MailServer

LATE_EVENING = datetime(2026, 3, 5, 21, 40, tzinfo=UTC)
"""22.40 in Amsterdam, on a Thursday."""


def test_an_answer_leaves_at_night(cast: world.Cast, mail_server: MailServer) -> None:
    agreed(world.case(cast.delta), cast.sanne, at=LATE_EVENING)

    assert send_due("one", later(11, LATE_EVENING)) == {"sent": 1}


@pytest.mark.parametrize(
    ("made_at", "leaves"),
    [
        (LATE_EVENING, datetime(2026, 3, 6, 6, 0, tzinfo=UTC)),
        (LATE_EVENING + timedelta(days=2), datetime(2026, 3, 9, 6, 0, tzinfo=UTC)),
    ],
)
def test_our_own_plan_waits_for_the_morning(
    cast: world.Cast, mail_server: MailServer, made_at: datetime, leaves: datetime
) -> None:
    """Seven o'clock; from Saturday night that is Monday."""
    cast.delta.feed_on = made_at.date()
    cast.delta.save()
    message = of_our_plan(world.case(cast.delta), made_at)

    assert send_due("one", later(200, made_at)) == {"waiting": 1}

    message.refresh_from_db()
    assert (message.state, message.not_before_at) == (MessageState.WAITING, leaves)
    assert send_due("one", leaves - timedelta(seconds=1)) == {}
    assert send_due("one", leaves) == {"sent": 1}


def of_our_plan(case: Case, at: datetime, use: str = "not_reached") -> Message:
    """A step of the plan, put in the outbox without asking for the hours."""
    with changing(case.id) as locked:
        act = Act(at)
        facts = messages.step_facts(locked, act.on)
        made = messages.queue(locked, use, Purpose.STEP, act, basis=Basis.OURS, facts=facts)
    assert made is not None
    return made


def test_our_own_plan_rests_with_its_case(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    message = of_our_plan(case, world.AT)
    agreed(case, cast.sanne)

    send_due("one", later(200))

    message.refresh_from_db()
    assert (message.state, message.why) == (MessageState.STOPPED, "held")
    assert [mail.subject for mail in mail_server.mails] == ["Onze afspraak van 5 maart"]


def test_a_step_asks_only_what_is_open_now(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    of_our_plan(case, world.AT, "still_open")
    world.entry(case.claims.get(), "payment", -2_000)

    send_due("one", later(200))

    [mail] = mail_server.mails
    assert "Betaal € 100,00 uiterlijk donderdag 12 maart." in mail.text
    assert "120,00" not in mail.text


def test_old_news_of_payments_lets_our_plan_wait(cast: world.Cast, mail_server: MailServer) -> None:
    message = of_our_plan(world.case(cast.delta), world.AT)
    cast.delta.feed_on = date(2026, 1, 1)
    cast.delta.save()

    assert send_due("one", later(200)) == {"waiting": 1}

    message.refresh_from_db()
    assert (message.state, message.why) == (MessageState.WAITING, "feed_stale")


def test_the_reminder_of_a_promise_passes_the_promise_itself(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne, cents=8_000)
    send_due("one", later(11))
    morning = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)  # ten o'clock, the day before

    assert send_due("one", morning) == {"sent": 1}

    reminder = mail_server.mails[1]
    assert reminder.subject == "Onze afspraak van 5 maart"
    assert "U betaalt € 80,00 uiterlijk donderdag 12 maart." in reminder.text


def test_the_reminder_stops_when_the_promise_is_kept(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne, cents=8_000)
    send_due("one", later(11))
    world.entry(case.claims.get(), "payment", -8_000)

    assert send_due("one", datetime(2026, 3, 11, 9, 0, tzinfo=UTC)) == {"stopped": 1}

    assert len(mail_server.arrived) == 1


def test_nothing_reaches_the_mailbox_of_the_dead(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne)
    with changing(case.id) as locked:
        happenings.happen(
            locked,
            Happened(Happening.DECEASED, world.DAY, cause="call:1"),
            Act(later(5)),
        )

    send_due("one", later(11))

    assert mail_server.arrived == []


def test_an_answer_that_comes_a_day_late_keeps_the_hours(
    cast: world.Cast, mail_server: MailServer
) -> None:
    agreed(world.case(cast.delta), cast.sanne, at=LATE_EVENING)

    assert send_due("one", later(11, LATE_EVENING) + timedelta(days=1)) == {"waiting": 1}


def test_a_disputed_part_is_not_asked(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta, invoices=[world.Invoice("F-1", 50_000)])
    of_our_plan(case, world.AT, "still_open")
    claim = case.claims.get()
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "De meter klopt niet.", {claim.id: 4_000}, rest_agreed=True
    )
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(later(1)), via=Channel.CALL)

    send_due("one", later(200))

    asked = [mail.text for mail in mail_server.mails if "Betaal" in mail.text]
    assert ["Betaal € 460,00" in text for text in asked] == [True]
