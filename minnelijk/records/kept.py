"""What is kept of a message: the bytes that left, whose words and face they had, and each try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import Document, Event, Evidence, Inbound, Message, SendTry
from minnelijk.records.sealed import CannotOpen


class Whole(StrEnum):
    """Whether what we keep is what left."""

    NOT_LEFT = "not_left"
    SAME = "same"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Kept:
    """`content` are the bytes that left; `values` the words that filled the text, sealed with them.

    `chained`: the case's own chain of events names the same hash.
    """

    message: Message
    proof: Evidence | None = None
    whole: Whole = Whole.NOT_LEFT
    content: bytes = b""
    chained: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    tries: tuple[SendTry, ...] = ()
    answers: tuple[Inbound, ...] = ()


def kept_of(message: Message) -> Kept:
    """Gather what proves a message; nothing is raised for what is gone or does not open."""
    proof = Evidence.objects.filter(message=message).select_related("document").first()
    whole, content = _content(proof.document if proof else message.document)
    return Kept(
        message,
        proof=proof,
        whole=whole,
        content=content,
        chained=proof is not None and _in_chain(message, proof.sha256),
        values=_values(proof),
        tries=tuple(message.send_tries.order_by("number")),
        answers=tuple(message.answers.order_by("received_at", "id")),
    )


def _content(document: Document | None) -> tuple[Whole, bytes]:
    if document is None:
        return Whole.NOT_LEFT, b""
    try:
        return Whole.SAME, read(document)
    except DocumentGone:
        return Whole.GONE, b""
    except CannotOpen:
        return Whole.CHANGED, b""


def _in_chain(message: Message, sha256: str) -> bool:
    told = Event.objects.filter(case_id=message.case_id, kind__in=["sent", "posted"])
    return told.filter(args__message=message.id, args__sha256=sha256).exists()


def _values(proof: Evidence | None) -> Mapping[str, str]:
    try:
        values: Mapping[str, str] = proof.open().get("values", {}) if proof else {}
    except CannotOpen:
        return {}
    return values
