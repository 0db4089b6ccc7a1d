"""Some weeks of work at the demo's bureau, day by day, through the same actions as real work."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from minnelijk.files import invoices
from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    ApprovalAnswer,
    DisputeAnswer,
    DisputeReason,
    EntryCause,
    MessageState,
    Outcome,
    Question,
)
from minnelijk.law.country import country
from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.paper.printing import print_due
from minnelijk.post.sending.outbox import send_due
from minnelijk.records import documents
from minnelijk.records.actions import (
    agency,
    agency_file,
    approvals,
    calls,
    disputes,
    intake,
    letters,
    payments,
    promises,
    steps,
    worklist,
)
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Client, Dispute, HandOver, Message, Seat
from minnelijk.records.queries import partners_of
from minnelijk.site.demo.cast import Cast
from minnelijk.site.demo.lists import FRENCH, as_csv, as_workbook, names, shop, water, wholesale

KNOWN = frozenset({Fact.ADDRESS, Fact.CUSTOMER_NUMBER, Fact.ROLE})
CALLS_A_DAY = 7
PRACTICE = "demo"

CHANCES: tuple[tuple[Outcome, int], ...] = (
    (Outcome.PROMISE, 420),
    (Outcome.NO_ANSWER, 230),
    (Outcome.VOICEMAIL, 80),
    (Outcome.PAID_CLAIMED, 50),
    (Outcome.DISPUTED, 80),
    (Outcome.CALLBACK, 40),
    (Outcome.THIRD_PARTY, 30),
    (Outcome.REFUSES, 20),
    (Outcome.WRONG_NUMBER, 20),
    (Outcome.HELP_ASKED, 10),
    (Outcome.VULNERABLE, 10),
    (Outcome.COMPLAINT, 6),
    (Outcome.DECEASED, 4),
)


@dataclass(slots=True)
class World:
    """The demo's people and what has been agreed but not yet happened."""

    cast: Cast
    rng: Random
    from_on: date
    money: dict[date, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    booked: int = 0
    now: datetime | None = None
    """The moment at which the bureau is; mail arrives at that moment."""
    last: Callable[[Cast, date], None] | None = None
    """What comes in on the last day before the demo opens."""


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment on the bureau's clock, in UTC."""
    local = datetime.combine(on, time(hour, minute), tzinfo=ZoneInfo(settings.TIME_ZONE))
    return local.astimezone(UTC)


DAYS = 62
"""How long the bureau has been at work."""


def first_office_day(on: date) -> date:
    """Return the first day from `on` on which people are at work."""
    return country("nl").days.working_day_after(on, 0)


def play(world: World, from_on: date, until_on: date, say: Callable[[date], None]) -> None:
    """Live every day from the first to the morning of `until_on`."""
    for on in _days(from_on, until_on):
        say(on)
        _deliver(world, on, (on - from_on).days)
        steps.tick(on, moment(on, 6, 30))
        _money_comes_in(world, on)
        if on == until_on:
            _send(world, moment(on, 8, 30))
            world.now = None
            return
        if country("nl").days.is_working_day(on):
            _work(world, on)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


STUBBORN = 0.8
EARLY = 37
"""The first lists, of a few invoices each, are so many days older than the rest. Most of their
debtors refuse, so that they have got as far as the letter, its term and the agency."""


def _deliver(world: World, on: date, day: int) -> None:
    """A few early lists; then three of the water company, two of the wholesaler, one of a shop."""
    cast, rng = world.cast, world.rng
    if day == 0:
        place(cast.water, as_csv(water(rng, on, 5, 900)), "openstaand-0.csv", on, cast)
        place(cast.noord, as_workbook(wholesale(rng, on, 3, 900)), "debiteuren-0.xlsx", on, cast)
        place(cast.winkel, as_csv(shop(rng, on, 3, 900), FRENCH), "factures-0.csv", on, cast)
    if day == EARLY:
        place(cast.water, as_csv(water(rng, on, 30, 0)), "openstaand-1.csv", on, cast)
        place(cast.noord, as_workbook(wholesale(rng, on, 16, 0)), "debiteuren.xlsx", on, cast)
        place(cast.winkel, as_csv(shop(rng, on, 10, 0), FRENCH), "factures.csv", on, cast)
    if day == EARLY + 10:
        place(cast.water, as_csv(water(rng, on, 16, 42)), "openstaand-2.csv", on, cast)
    if day == EARLY + 14:
        place(cast.noord, as_workbook(wholesale(rng, on, 8, 22)), "debiteuren-2.xlsx", on, cast)
    if day == EARLY + 22:
        place(cast.water, as_csv(water(rng, on, 12, 64)), "openstaand-3.csv", on, cast)
    if day == DAYS - 1 and world.last is not None:
        world.last(cast, on)


def place(client: Client, content: bytes, name: str, on: date, cast: Cast) -> None:
    """Hand over a list as the client's own seat would in the portal."""
    at = moment(on, 6, 5)
    reading = invoices.read(content, name=name)
    document = documents.store(client, "placement", content, "application/octet-stream", name, at)
    intake.place(
        client,
        reading=reading,
        document=document,
        complete=False,
        feed_on=on,
        act=Act(at, cast.seats[client.code]),
    )


def _money_comes_in(world: World, on: date) -> None:
    """What was paid yesterday is reported this morning; the feed is then known up to today."""
    for case_id, cents in world.money.pop(on, []):
        case = Case.objects.get(id=case_id)
        seat = world.cast.seats[case.client.code]
        world.booked += 1
        payments.book(
            case_id,
            cents,
            on - timedelta(days=1),
            Act(moment(on, 7, 30), seat),
            cause=EntryCause.REPORT,
            key=f"demo:{world.booked}",
        )
    for client in (world.cast.water, world.cast.noord, world.cast.winkel):
        seat = world.cast.seats[client.code]
        intake.payments_known(client, on, Act(moment(on, 7, 45), seat))


def _work(world: World, on: date) -> None:
    """A working day: calls in the morning and the evening, mail in between, answers at four."""
    for agent, hour in ((world.cast.sanne, 9), (world.cast.bram, 13), (world.cast.sanne, 17)):
        for number in range(CALLS_A_DAY):
            if not _call(world, agent, moment(on, hour, 8 * number)):
                break
        _send(world, moment(on, hour + 1))
    _post(world, on)
    for client_answers in (_answer_disputes, _answer_approvals):
        client_answers(world, moment(on, 16))
    _send(world, moment(on, 19, 30))


def _post(world: World, on: date) -> None:
    """The letters of the day are printed and posted, the files for the agency made."""
    print_due(moment(on, 13))
    ready = Message.objects.filter(state=MessageState.PRINTED, printed_on=on)
    ids = list(ready.values_list("id", flat=True))
    letters.posted(ids, Act(moment(on, 15), world.cast.bram))
    world.now = moment(on, 15)
    _agency_answers(world, moment(on, 14))
    make_due(moment(on, 15))


def _agency_answers(world: World, at: datetime) -> None:
    """The agency fetches what it got the day before, and says under which number it keeps it."""
    act = Act(at, world.cast.partner)
    for made in HandOver.objects.filter(sent_at__lt=at, acknowledged_at__isnull=True):
        agency_file.fetched(made, act)
        agency.acknowledge(made.id, f"IN-{at:%Y}-{1100 + made.id}", act)


def _send(world: World, at: datetime) -> None:
    world.now = at
    send_due(PRACTICE, at)


def _call(world: World, agent: Seat, at: datetime) -> bool:
    """One call; False when nobody waits to be called."""
    act = Act(at, agent)
    handed = worklist.next_item(agent, act)
    if handed is None:
        return False
    case = Case.objects.get(id=handed.item.case_id)
    outcomes, weights = zip(*CHANCES, strict=True)
    outcome = world.rng.choices(outcomes, weights)[0]
    early = case.opened_on < world.from_on + timedelta(days=EARLY)
    refuses = early and world.rng.random() < STUBBORN
    report = _report(world, case, Outcome.REFUSES if refuses else outcome, at)
    try:
        calls.log_call(case.id, report, act, item_id=handed.item.id)
    except promises.PromiseRefused:
        # Two promises is the client's limit: this time it is a refusal, and the client is told.
        refused = Report(Outcome.REFUSES, identity=KNOWN, point_id=report.point_id)
        calls.log_call(case.id, refused, act, item_id=handed.item.id)
    return True


def _report(world: World, case: Case, outcome: Outcome, at: datetime) -> Report:
    phone = case.debtor.points.filter(channel="phone", quality="good").first()
    point_id = phone.id if phone else None
    on = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    if outcome is Outcome.PROMISE:
        return _promise(world, case, on, point_id)
    if outcome is Outcome.DISPUTED:
        objection = disputes.Objection(
            world.rng.choice(list(DisputeReason)), world.rng.choice(names()["disputes"])
        )
        return Report(outcome, identity=KNOWN, point_id=point_id, objection=objection)
    words = "Ik ben niet prettig te woord gestaan." if outcome is Outcome.COMPLAINT else ""
    return Report(outcome, identity=KNOWN, point_id=point_id, words=words, seconds=95)


def _promise(world: World, case: Case, on: date, point_id: int | None) -> Report:
    """A promise, and what becomes of it: most are kept, some in part, some late or not at all."""
    possible = promises.offer(facts_of(case, on), on)
    paid = world.rng.choices(("kept", "partly", "late", "broken"), (66, 8, 8, 18))[0]
    days = country("nl").days
    if paid in {"kept", "partly"}:
        early = days.working_day_after(on, world.rng.randrange(1, 6))
        cents = possible.cents if paid == "kept" else possible.cents // 2
        world.money[early + timedelta(days=1)].append((case.id, cents))
    elif paid == "late":
        world.money[days.working_day_after(on, 12) + timedelta(days=1)].append(
            (case.id, possible.cents)
        )
    return Report(
        Outcome.PROMISE,
        identity=KNOWN,
        point_id=point_id,
        cents=possible.cents,
        day=possible.day,
        seconds=170,
    )


def _answer_disputes(world: World, at: datetime) -> None:
    """The clients answer most objections after two days."""
    for dispute in Dispute.objects.filter(
        answer="", withdrawn_at__isnull=True, asked_at__lt=at - timedelta(days=2)
    ).select_related("case__client"):
        if world.rng.random() < 0.5:
            continue
        word = world.rng.choice((DisputeAnswer.UPHELD, DisputeAnswer.REJECTED))
        words = names()["answers"][0 if word is DisputeAnswer.UPHELD else 2]
        seat = world.cast.seats[dispute.case.client.code]
        disputes.answer(dispute.id, disputes.Answer(word, words), Act(at, seat))


def _answer_approvals(world: World, at: datetime) -> None:
    """The clients answer some questions within a day or two; some wait."""
    for approval in Approval.objects.filter(
        answer="", fell_why="", asked_at__lt=at - timedelta(days=1)
    ).select_related("client"):
        if world.rng.random() < 0.6:
            continue
        seat = world.cast.seats[approval.client.code]
        chosen = partners_of(approval.client, at.date()).first()
        partner = chosen if approval.question == Question.HAND_OVER else None
        approvals.answer(approval.id, ApprovalAnswer.YES, Act(at, seat), partner=partner)
