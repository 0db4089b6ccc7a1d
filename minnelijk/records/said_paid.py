"""Said to be paid already: what was said, with which proofs, and what the client answered."""

from dataclasses import dataclass
from datetime import date, datetime

from minnelijk.flow.words import HoldKind
from minnelijk.records.facts import paid_day
from minnelijk.records.models import Case, Document, Event, EventNote, Hold

SAID, PROOF_ASKED = "paid_claimed", "proof_asked"
"""Kinds of events: said (again), and a better proof was asked."""

PROOF = "payment_proof"
"""The kind of a document that shows a payment."""


@dataclass(frozen=True, slots=True)
class Proof:
    id: int
    name: str
    picture: bool


@dataclass(frozen=True, slots=True)
class SaidPaid:
    """One "already paid" that waits; `claim` is an invoice's number, "" for the whole case."""

    paid_on: date | None
    claim: str
    words: tuple[str, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class AskedProof:
    """The client did not find it and asks for a better proof; `words` are the client's."""

    at: datetime
    words: str


def running(case: Case) -> list[Hold]:
    """Return the rests of what is said to be paid, the oldest first."""
    rows = Hold.objects.filter(case=case, kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
    return list(rows.select_related("claim").order_by("id"))


def said(case: Case) -> list[SaidPaid]:
    """Return every "already paid" of this case that waits for an answer."""
    holds = running(case)
    if not holds:
        return []
    told = list(Event.objects.filter(case=case, kind=SAID).order_by("seq"))
    notes = EventNote.objects.filter(case=case, seq__in=[event.seq for event in told])
    words = {note.seq: str(note.open().get("words", "")) for note in notes}
    return [_said(hold, [one for one in told if _about(one, hold)], words) for hold in holds]


def _about(event: Event, hold: Hold) -> bool:
    same_day = event.args.get("paid_on") == str(paid_day(hold.cause) or "")
    return same_day and event.args.get("claim") == hold.claim_id and event.at >= hold.made_at


def _said(hold: Hold, told: list[Event], words: dict[int, str]) -> SaidPaid:
    ids = [number for event in told for number in event.args.get("documents", [])]
    return SaidPaid(
        paid_on=paid_day(hold.cause),
        claim=hold.claim.number if hold.claim else "",
        words=tuple(words[event.seq] for event in told if words.get(event.seq)),
        proofs=tuple(_proofs(ids)),
    )


def _proofs(ids: list[int]) -> list[Proof]:
    rows = Document.objects.filter(id__in=ids, erased_on__isnull=True).order_by("id")
    return [
        Proof(row.id, str(row.open().get("name", "")), row.media_type.startswith("image/"))
        for row in rows
    ]


def proof_asked(case: Case) -> AskedProof | None:
    """Return the client's question for a better proof, until something was said since."""
    rows = Event.objects.filter(case=case, kind__in=(SAID, PROOF_ASKED))
    last = rows.order_by("-seq").first()
    if last is None or last.kind != PROOF_ASKED or not running(case):
        return None
    note = EventNote.objects.filter(case=case, seq=last.seq).first()
    return AskedProof(last.at, str(note.open().get("words", "")) if note else "")


def answered(case: Case) -> bool:
    """Whether nothing waits for the client: nothing is said, or a better proof was asked."""
    return not running(case) or proof_asked(case) is not None
