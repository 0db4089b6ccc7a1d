"""The five kinds of work, each safe to begin again after it was killed; a moment goes in.

What a person does by hand is done here as such a person would after a machine broke down: look
whether it is there already, and if not, do it once more.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from minnelijk.flow.words import ApprovalAnswer, EntryCause, MessageState, Question
from minnelijk.post.hand_over.handing import make_due
from minnelijk.records import documents
from minnelijk.records.actions import (
    agency,
    agency_file,
    approvals,
    drafts,
    feed,
    letters,
    list_jobs,
    payments,
    steps,
    unclear,
)
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake import payments_known, remembered_mapping
from minnelijk.records.models import (
    Approval,
    Case,
    Client,
    HandOver,
    ListJob,
    Message,
    Placement,
    Seat,
)
from minnelijk.records.queries import partners_of
from minnelijk.rooms.portal.reading import read_draft
from minnelijk.site import clock, list_worker
from minnelijk.site.list_worker import ListWorker
from minnelijk.site.worker import Worker
from tests.torture.sink import per_message
from tests.torture.town import Debtor, Delivery

TURN = timedelta(seconds=31)
"""Between two turns of a worker, so that each turn does everything."""

TURNS = 400
FEW = 5
"""So often may a turn of a worker stumble over another one; the next turn finds what is left."""


class NotDone(Exception):
    """A piece of work came to its end and is not done; says what."""


def seat_of(client: Client) -> Seat:
    return Seat.objects.get(client=client, role="client")


def client_act(code: str, at: datetime) -> Act:
    return Act(at, seat_of(Client.objects.get(code=code)))


def browser_of(code: str, at: datetime) -> Browser:
    """The client's own person in front of the portal, at this moment."""
    clock.now = lambda: at  # nobody else here asks it
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Browser()
    browser.force_login(seat_of(Client.objects.get(code=code)).user)
    return browser


# Import -----------------------------------------------------------------------------------------


def deliver(delivery: Delivery, at: datetime) -> None:
    """Upload a list in the portal and start it, unless it stands there already."""
    client = Client.objects.get(code=delivery.client)
    browser = browser_of(delivery.client, at)
    file = SimpleUploadedFile(delivery.name, delivery.content)
    answer = browser.post("/klant/aanleveren/", {"file": file})
    if "zelfde=1" in answer.headers.get("Location", ""):
        return
    where = answer.headers["Location"]
    start = {"what": "start", "feed_on": str(at.date())}
    answer = browser.post(where, start)
    if not Placement.objects.filter(client=client, file_sha256=_sha256(delivery)).exists():
        raise NotDone(f"{delivery.name}: {answer.status_code} {answer.content.decode()[:2000]}")


def ask_long(delivery: Delivery, at: datetime) -> None:
    """Keep a list with its answers and ask the worker for it, as the portal does for long ones."""
    act = client_act(delivery.client, at)
    client = Client.objects.get(code=delivery.client)
    if Placement.objects.filter(client=client, file_sha256=_sha256(delivery)).exists():
        return
    document = drafts.keep_draft(client, delivery.content, delivery.name, act)
    reading = read_draft(document, {}, client)
    known = {heading: word.value for heading, word in remembered_mapping(client, reading).items()}
    told = {"complete": False, "feed_on": str(at.date())}
    drafts.answer(document, {"mapping": known, "remembered": known, **told})
    list_jobs.ask_place(client, document, told, act)


def work_lists(at: datetime) -> None:
    """The worker of long lists begins, takes over what a dead one had, and does what waits."""
    list_worker.take_over()
    ListWorker(lambda: at).turn()
    left = ListJob.objects.filter(ended_at__isnull=True).count()
    if left:
        raise NotDone(f"{left} lists wait")


def _sha256(delivery: Delivery) -> str:
    return documents.hashlib.sha256(delivery.content).hexdigest()


# Payment ----------------------------------------------------------------------------------------


def known(at: datetime) -> None:
    """Every client says that all payments are known up to today."""
    for client in Client.objects.order_by("id"):
        on = Act(at).on
        if client.feed_on is None or client.feed_on < on:
            payments_known(client, on, Act(at, seat_of(client)))


def bank_file(code: str, content: bytes, at: datetime) -> None:
    """Upload a file of the client's bank in the portal."""
    file = SimpleUploadedFile("bank.xml", content)
    answer = browser_of(code, at).post("/klant/betalingen/bestand/", {"file": file})
    if answer.status_code != 302:
        raise NotDone(f"bank file of {code}: {answer.status_code}")


def by_hand(debtors: list[Debtor], at: datetime) -> None:
    """Clients tell payments one by one."""
    for one in debtors:
        act = client_act(one.client, at)
        case = case_of(one)
        if case is None:
            continue
        key = f"by-hand:{one.client}:{one.number}"
        try:
            payments.book(case.id, one.cents, act.on, act, cause=EntryCause.REPORT, key=key)
        except payments.BookedBefore:
            continue


def case_of(one: Debtor) -> Case | None:
    rows = Case.objects.filter(client__code=one.client, debtor__number_at_client=one.number)
    return rows.order_by("id").first()


# The day ----------------------------------------------------------------------------------------


def tick(on: date, at: datetime) -> None:
    """The daily run, as `minnelijk tick`."""
    summary = steps.tick(on, at)
    feed.ask_clients(on, at)
    if summary.problems:
        raise NotDone(f"cases set aside: {summary.problems[:10]}")


# Sending ----------------------------------------------------------------------------------------


def work(at: datetime) -> None:
    """A worker's turns until nothing is left that is due, and nothing of a dead one is."""
    now, problems = at, 0
    worker = Worker(lambda: now)
    for _ in range(TURNS):
        done = worker.turn()
        problems += done["problem"]
        if problems > FEW:
            raise NotDone(f"turns had problems: {dict(done)}")
        held = Message.objects.filter(state__in=[MessageState.TAKEN, MessageState.SENDING])
        if not done and not held.exists():
            return
        now += TURN
    raise NotDone("the worker finds no end")


def answer_unclear(notes: Path, at: datetime) -> dict[str, int]:
    """A person looks in the server's log for each mail of which nobody knew whether it left."""
    arrived = per_message(notes)
    act = Act(at, Seat.objects.get(role="supervisor"))
    told = {"arrived": 0, "never": 0}
    for message in Message.objects.filter(state=MessageState.UNCLEAR).order_by("id"):
        if arrived[message.id]:
            unclear.it_left(message.id, act)
            told["arrived"] += 1
        else:
            unclear.it_never_left(message.id, act)
            told["never"] += 1
    return told


def to_the_post(at: datetime) -> None:
    """Somebody takes all printed letters to the post."""
    act = Act(at, Seat.objects.filter(role="agent").order_by("id")[0])
    printed = Message.objects.filter(state=MessageState.PRINTED).order_by("id")
    letters.posted(list(printed.values_list("id", flat=True)), act)


# Hand-over --------------------------------------------------------------------------------------


def say_yes(at: datetime) -> None:
    """The clients say yes to every hand-over that they are asked about."""
    asked = Approval.objects.filter(question=Question.HAND_OVER, answer="", fell_why="")
    for approval in asked.select_related("client").order_by("id"):
        act = Act(at, seat_of(approval.client))
        partner = partners_of(approval.client, act.on).first()
        approvals.answer(approval.id, ApprovalAnswer.YES, act, partner=partner)


def make_files(at: datetime) -> None:
    """The files of hand-overs, batch after batch, as in the turns of a worker."""
    for _ in range(TURNS):
        done = make_due(at)
        if done["files_failed"]:
            raise NotDone(f"files failed: {dict(done)}")
        if not done:
            return
    raise NotDone("there is no end of files")


def fetch(at: datetime) -> None:
    """The agency fetches each file once and says under which number it keeps it."""
    act = Act(at, Seat.objects.get(role="partner"))
    rows = HandOver.objects.filter(sent_at__isnull=False, acknowledged_at__isnull=True)
    for made in rows.order_by("id"):
        if made.fetched_at is None:
            agency_file.fetched(made, act)
        agency.acknowledge(made.id, f"IN-{made.case.client.code}-{made.case.number}", act)
