"""A debtor of a client with limits, who pays in three parts; its days, its money, its mail."""

from datetime import UTC, date, datetime

from minnelijk.flow.plans import Parts
from minnelijk.flow.words import EntryCause, Outcome
from minnelijk.records.actions import calls, outbox, payments, steps
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Client, Message
from tests import world
from tests.records.at_desk import KNOWN, opened

THREE = ((4_000, date(2026, 3, 12)), (4_000, date(2026, 4, 13)), (4_000, date(2026, 5, 12)))
MISSED = date(2026, 3, 17)
"""The first part was due on 12 March: two bank days later it is missed."""

REPAIR = date(2026, 3, 24)
OVER = date(2026, 3, 27)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def tick(day: date) -> None:
    Client.objects.update(feed_on=day)
    steps.tick(day, at(day))


def limited(cast: world.Cast, **limits: int) -> Case:
    Client.objects.filter(id=cast.delta.id).update(**{"plan_parts_max": 3, **limits})
    return opened(Client.objects.get(id=cast.delta.id), invoices=[world.Invoice("F-1", 12_000)])


def said(case: Case, cast: world.Cast, parts: Parts, when: datetime) -> calls.Logged:
    report = Report(Outcome.PLAN_ASKED, identity=KNOWN, parts=parts)
    return calls.log_call(case.id, report, Act(when, cast.sanne))


def in_parts(cast: world.Cast) -> Case:
    case = limited(cast)
    said(case, cast, THREE, world.AT)
    return Case.objects.get(id=case.id)


def paid(case: Case, cents: int, day: date) -> None:
    payments.book(
        case.id, cents, day, Act(at(day, 8)), cause=EntryCause.REPORT, key=f"{day}:{cents}"
    )


def leaves(message: Message, moment: datetime) -> Message:
    Client.objects.update(feed_on=moment.date())
    assert message.id in outbox.take("worker", moment)
    checked = outbox.check(message.id, "worker", moment)
    assert checked.goes, checked.word
    message.refresh_from_db()
    return message
