"""Letters on their way to the post, and those that came back, as somebody at the desk sees them."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.flow.words import Channel, MessageState, Purpose
from minnelijk.post.paper.paper_letter import letter_name
from minnelijk.records.actions.core import local_of
from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import Case, Evidence, Message
from minnelijk.rooms.desk.finding import found
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import UnknownWord, notice_name, say

SHOWN = 200
LETTER = re.compile(r"[mM]\s?(\d{1,12})")
SCANNED = re.compile(r"\S*/r/(\d{1,12})-([0-9a-f]{32})\S*")
"""What the code on a letter leads to: its case, and the seed of that very letter."""
PULLED = {
    "changed": __("het bedrag veranderde"),
    "other_address": __("het adres veranderde"),
    "held": __("de zaak rust nu"),
    "notice_void": __("de brief geldt niet meer"),
    "law_unsigned": __("geen advocaat heeft de regels van dit land gelezen"),
    "no_point": __("er is geen adres meer"),
    "no_account": __("er is geen rekening meer om op te betalen"),
    "nothing_open": __("er is niets meer te betalen"),
    "promise_ended": __("de afspraak is voorbij"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: to whom, for whom and what it is; `why` says what it waits for."""

    id: int
    number: str
    case: Case
    name: str
    client: str
    what: str
    from_on: date
    why: str
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """The post of one day."""

    due: list[Letter]
    later: list[Letter]
    printed: list[Letter]
    posted: int


def pile(request: Request) -> Pile:
    """Return what waits for the printer, what lies printed today, and what went on the post."""
    waiting = [_letter(row) for row in _rows(request, MessageState.WAITING)]
    rows = _rows(request, MessageState.WAITING).filter(not_before_at__lte=request.at)
    due = set(rows.values_list("id", flat=True))
    left = Evidence.objects.filter(message__in=_letters(request, MessageState.SENT))
    return Pile(
        due=[letter for letter in waiting if letter.id in due],
        later=[letter for letter in waiting if letter.id not in due],
        printed=[_letter(row) for row in printed(request)],
        posted=sum(local_of(at).date() == request.on for at in _lately(left, request.at)),
    )


def _lately(rows: QuerySet[Evidence], at: datetime) -> Iterable[datetime]:
    midnight = local_of(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return rows.filter(sent_at__gte=midnight).values_list("sent_at", flat=True)


def printed(request: Request) -> QuerySet[Message]:
    """Return the letters that were printed today and are not on the post."""
    return _rows(request, MessageState.PRINTED).filter(printed_on=request.on)


def _letters(request: Request, state: MessageState) -> QuerySet[Message]:
    return request.scope.messages().filter(channel=Channel.POST, state=state)


def _rows(request: Request, state: MessageState) -> QuerySet[Message]:
    rows = _letters(request, state).select_related("case__debtor", "case__client")
    return rows.order_by("not_before_at", "id")


def _letter(row: Message, sent_on: date | None = None) -> Letter:
    return Letter(
        id=row.id,
        number=f"m{row.id}",
        case=row.case,
        name=name_of(row.case.debtor),
        client=row.case.client.name,
        what=letter_words(row),
        from_on=local_of(row.not_before_at).date(),
        why=why_words(row.why),
        sent_on=sent_on,
    )


def letter_words(message: Message) -> str:
    """Return what a letter is, in words."""
    use = str(message.facts.get("use", ""))
    if message.purpose != Purpose.NOTICE or not use:
        return _("brief namens de klant")
    return notice_name(use)


def why_words(word: str) -> str:
    """Return why a letter waits or must not go; a rule's word is said as the rule does."""
    if word in PULLED or not word:
        return str(PULLED.get(word, ""))
    try:
        return say(word, of="GateWord")
    except UnknownWord:
        return _("er veranderde iets in deze zaak")


def all_in_one(rows: Iterable[Message]) -> bytes:
    """Return the PDFs of these letters in one file to unpack and print."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        for row in rows:
            if row.document is not None:
                box.writestr(letter_name(row), read(row.document))
    return made.getvalue()


def pulled(request: Request, out: Iterable[tuple[int, str]]) -> list[Letter]:
    """Return the letters that have to come out of the pile, each with why."""
    why = dict(out)
    rows = request.scope.messages().filter(id__in=why).select_related("case__debtor", "client")
    found_rows = [(row, why[row.id]) for row in rows.order_by("id")]
    return [
        Letter(
            id=row.id,
            number=f"m{row.id}",
            case=row.case,
            name=name_of(row.case.debtor),
            client=row.client.name,
            what=letter_words(row),
            from_on=request.on,
            why=why_words(word),
        )
        for row, word in found_rows
    ]


# Came back -------------------------------------------------------------------------------------


def sent_letters(request: Request, text: str) -> list[Letter]:
    """Return the letters on the post that a number on an envelope can mean, the newest first."""
    text, rows = text.strip(), _rows(request, MessageState.SENT)
    number, scanned = LETTER.fullmatch(text), SCANNED.fullmatch(text)
    if number:
        rows = rows.filter(id=int(number[1]))
    elif scanned:
        rows = rows.filter(case_id=int(scanned[1]), token_seed=scanned[2])
    else:
        rows = rows.filter(case__in=[hit.case for hit in found(request, text)])
    proofs = Evidence.objects.filter(message__in=rows).values_list("message_id", "sent_at")
    days = {message: local_of(at).date() for message, at in proofs}
    return [_letter(row, days.get(row.id)) for row in rows.order_by("-id")[:20]]


def content_of(message: Message) -> bytes | None:
    """Return the PDF of a letter as it was printed; None where there is none (any more)."""
    try:
        return read(message.document) if message.document is not None else None
    except DocumentGone:
        return None
