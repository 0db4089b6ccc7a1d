"""Batches of today as somebody at the desk sees them: where they are, and what must come out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from minnelijk.flow.words import MessageState
from minnelijk.post.paper.batch import Lies, manifest_of
from minnelijk.records.models import Message, PrintBatch
from minnelijk.records.words import BatchProblem, BatchWay
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.desk.posting import why_words
from minnelijk.rooms.parts.formats import clock_text
from minnelijk.rooms.parts.people import Request

STAYS = frozenset({MessageState.PRINTED, MessageState.SENT, MessageState.BOUNCED})
PROBLEMS = {
    BatchProblem.LETTER_GONE: __(
        "Een brief uit deze partij is er niet meer. Zet een reservekopie terug."
    ),
    BatchProblem.FOLDER: __("De map van de drukker is er niet, of wij mogen er niet in schrijven."),
    BatchProblem.UNREACHABLE: __("De server van de drukker antwoordt niet."),
    BatchProblem.OTHER_SERVER: __(
        "De server van de drukker heeft een andere sleutel dan wij kennen. Er is niets verstuurd. "
        "Vraag uw beheerder om dit na te gaan."
    ),
    BatchProblem.LOGIN_REFUSED: __(
        "De server van de drukker laat ons niet binnen: de naam, het wachtwoord of de sleutel "
        "klopt niet."
    ),
    BatchProblem.NO_KEY: __("Onze eigen sleutel voor de server van de drukker is niet te lezen."),
    BatchProblem.CUT_SHORT: __("Het bestand kwam niet heel aan bij de drukker."),
    BatchProblem.OTHER_FILE: __(
        "Bij de drukker ligt al een ander bestand met deze naam. Het is niet overschreven."
    ),
}


@dataclass(frozen=True, slots=True)
class Out:
    """A letter that has to come out of the pile, and on which pages it lies."""

    name: str
    number: str
    case_id: int
    pages: str
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: `ready` letters of it are not on the post yet."""

    id: int
    number: int
    count: int
    pages: int
    made: bool
    kind: str
    icon: str
    label: str
    problem: str
    ready: int
    sent: int
    out: list[Out]


def in_sight(request: Request) -> QuerySet[PrintBatch]:
    """Return today's batches: all of them for who may see every client, else one's own.

    Not one with a letter of a client that has gone out of sight since: its file holds that letter.
    """
    rows = PrintBatch.objects.filter(day_on=request.on)
    if request.scope.client_ids is not None:
        hidden = Message.objects.exclude(client_id__in=request.scope.client_ids)
        with_hidden = hidden.filter(batch__isnull=False).values("batch_id")
        rows = rows.filter(made_by=request.seat).exclude(id__in=with_hidden)
    return rows.select_related("document", "manifest").order_by("number")


def batches(request: Request, just: Collection[int]) -> list[Batch]:
    """Return today's batches; what has to come out is told as long as something is to be posted,
    and once more for letters that came out just now."""
    return [_batch(row, just) for row in in_sight(request)]


def told_in(found: Iterable[Batch]) -> set[str]:
    """The numbers of the letters of which a batch says that they have to come out."""
    return {letter.number for batch in found for letter in batch.out}


def loose(printed: Iterable[Message]) -> int:
    """How many printed letters are in no batch."""
    return sum(row.batch_id is None for row in printed)


def _batch(row: PrintBatch, just: Collection[int]) -> Batch:
    states = list(row.letters.values_list("state", flat=True))
    kind, icon, label = _state(row)
    return Batch(
        id=row.id,
        number=row.number,
        count=row.count,
        pages=row.pages,
        made=row.document is not None,
        kind=kind,
        icon=icon,
        label=label,
        problem=_problem(row),
        ready=states.count(MessageState.PRINTED),
        sent=states.count(MessageState.SENT),
        out=_out(row, all_of=MessageState.PRINTED in states, just=just),
    )


def _state(row: PrintBatch) -> tuple[str, str, str]:
    if row.handed_at is not None:
        time = clock_text(row.handed_at)
        if row.way == BatchWay.SFTP:
            return "good", "check", _("bij de drukker om %(time)s") % {"time": time}
        return "good", "check", _("in de map van de drukker om %(time)s") % {"time": time}
    if row.problem:
        return "stop", "circle-alert", _("niet overgedragen")
    return "wait", "clock", _("wordt overgedragen")


def _problem(row: PrintBatch) -> str:
    if row.handed_at is not None or not row.problem:
        return ""
    again = "" if row.problem == BatchProblem.LETTER_GONE else _("Wij proberen het steeds opnieuw.")
    return f"{PROBLEMS[BatchProblem(row.problem)]} {again}".strip()


def _out(row: PrintBatch, *, all_of: bool, just: Collection[int]) -> list[Out]:
    """Letters that lie in the file and may not go any more: all of them, or those of just now."""
    manifest = manifest_of(row)
    if manifest is None:
        return []
    lies = {int(one.number.removeprefix("m")): one for one in manifest.letters}
    stays = Message.objects.filter(id__in=lies, batch=row, state__in=STAYS)
    gone = set(lies) - set(stays.values_list("id", flat=True))
    gone &= gone if all_of else set(just)
    found = Message.objects.filter(id__in=gone).select_related("case__debtor").order_by("id")
    return [
        Out(
            name=name_of(message.case.debtor),
            number=f"m{message.id}",
            case_id=message.case_id,
            pages=pages_words(lies[message.id]),
            why=why_words(message.why or "changed"),
        )
        for message in found
    ]


def pages_words(lies: Lies) -> str:
    """Return on which pages of the file a letter lies."""
    told = {"first": lies.first_page, "last": lies.last_page}
    words = ngettext("bladzijde %(first)s", "bladzijde %(first)s tot en met %(last)s", lies.pages)
    return words % told
