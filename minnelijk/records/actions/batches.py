"""Letters of a day that go to the printer together: taken once, handed over once, told when not."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from minnelijk.flow.words import MessageState
from minnelijk.records.actions.core import Act, day_of
from minnelijk.records.actions.letters import pull_if_changed
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Bureau, Document, Event, Message, PrintBatch
from minnelijk.records.words import BatchProblem, BatchWay


def gather(act: Act, clients: Collection[int] | None) -> PrintBatch | None:
    """Take every letter printed today that is in no batch yet; None where there is none.

    `clients` are those in sight of who asks, None for all. Two people who ask at once share
    nothing: a letter is in one batch.
    """
    with transaction.atomic():
        list(Bureau.objects.select_for_update().values_list("id"))  # one after another
        rows = Message.objects.filter(
            state=MessageState.PRINTED, printed_on=act.on, batch__isnull=True
        )
        if clients is not None:
            rows = rows.filter(client_id__in=clients)
        ids = list(rows.select_for_update().order_by("id").values_list("id", flat=True))
        if not ids:
            return None
        batch = PrintBatch.objects.create(
            day_on=act.on,
            number=_next(act.on),
            made_at=act.at,
            made_by=act.by,
            count=len(ids),
            pages=0,
            way="",
        )
        Message.objects.filter(id__in=ids).update(batch=batch)
        office_event(None, "batch_made", act, {"number": batch.number, "letters": len(ids)})
    return batch


def _next(on: date) -> int:
    """The number of the next batch of a day; the database refuses a second of the same number."""
    last = PrintBatch.objects.filter(day_on=on).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def letters_in(batch: PrintBatch) -> list[Message]:
    """Return the letters of a batch in the order in which they lie."""
    rows = Message.objects.filter(batch=batch).order_by("id")
    return list(
        rows.select_related(
            "document", "case__client", "brand", "template_version__template", "contact_point"
        )
    )


def unmade(on: date) -> list[PrintBatch]:
    """Return batches of today that were taken and have no file: their maker was stopped half way.

    One of an earlier day is void paper."""
    rows = PrintBatch.objects.filter(day_on=on, document__isnull=True)
    return list(rows.exclude(problem=BatchProblem.LETTER_GONE).order_by("id"))


def made(batch: PrintBatch, document: Document, manifest: Document, pages: int) -> bool:
    """The file of a batch is there; False where somebody else made it first."""
    rows = PrintBatch.objects.filter(id=batch.id, document__isnull=True)
    return rows.update(document=document, manifest=manifest, pages=pages) == 1


def to_hand(on: date) -> list[PrintBatch]:
    """Return the batches of today that nobody has yet."""
    rows = PrintBatch.objects.filter(day_on=on, document__isnull=False, handed_at__isnull=True)
    return list(rows.select_related("document", "manifest").order_by("id"))


def handed(batch: PrintBatch, way: BatchWay, at: datetime) -> bool:
    """The printer has it; saying it again changes nothing."""
    rows = PrintBatch.objects.filter(id=batch.id, handed_at__isnull=True)
    return rows.update(way=way, handed_at=at, problem="") == 1


def not_handed(batch: PrintBatch, why: BatchProblem) -> None:
    """It could not be made or handed over; the page of the post says why."""
    PrintBatch.objects.filter(id=batch.id, handed_at__isnull=True).update(problem=why)


def look_again(at: datetime) -> int:
    """Look at printed letters of a batch whose case changed since: who paid meanwhile gets none.

    Returns how many have to come out of the pile.
    """
    act = Act(at)
    since = Event.objects.filter(case_id=OuterRef("case_id"), at__gt=OuterRef("batch__made_at"))
    rows = Message.objects.filter(
        state=MessageState.PRINTED, printed_on=day_of(at), batch__isnull=False
    )
    changed = rows.filter(Exists(since)).order_by("id").values_list("id", flat=True)
    return sum(bool(pull_if_changed(message_id, act)) for message_id in list(changed))
