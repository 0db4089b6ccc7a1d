"""What lies beside `case.json` in a hand-over file: messages as sent, their proof, documents."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from minnelijk.files.bundle.told import Attached, Message
from minnelijk.files.bundle.writing import as_json
from minnelijk.flow.words import Proof
from minnelijk.records import documents
from minnelijk.records.actions.core import day_of
from minnelijk.records.bundle_parties import first_name, text
from minnelijk.records.models import Case, Document, Event, Evidence, Inbound, Notice
from minnelijk.records.words import InboundKind

ENDING = {"message/rfc822": ".eml", "application/pdf": ".pdf"}
CAME_BACK = (InboundKind.REPLY, InboundKind.RETURNED, InboundKind.BOUNCE)
NOT_IN_NAMES = re.compile(r"[^a-z0-9._-]+")
LONGEST_NAME = 60


@dataclass
class Folder:
    """The files of one bundle while it is gathered; a document lies in it once."""

    contents: dict[str, bytes] = field(default_factory=dict)
    attached: list[Attached] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)

    def put(self, name: str, what: str, media_type: str, content: bytes) -> str:
        """Put a file in its place and return its name."""
        digest = sha256(content).hexdigest()
        self.contents[name] = content
        self.attached.append(Attached(name, what, media_type, digest, len(content)))
        return name

    def keep(self, document: Document, place: str, what: str, name: str = "") -> str:
        """Put a stored document in a folder and return its name; '' where it was erased.

        Raises DocumentGone and CannotOpen: a file that should be there and is not is no detail.
        """
        if document.erased_on is not None:
            return ""
        if document.id not in self._names:
            known = name or f"{self._next(place):03}-{safe(document.open().get('name'))}"
            full = f"{place}/{with_ending(known, document.media_type)}"
            content = documents.read(document)
            self._names[document.id] = self.put(full, what, document.media_type, content)
        return self._names[document.id]

    def _next(self, place: str) -> int:
        return sum(name.startswith(f"{place}/") for name in self.contents) + 1


def safe(name: object) -> str:
    """Return a name of plain letters that unpacks on every computer."""
    plain = unicodedata.normalize("NFKD", text(name)).encode("ascii", "ignore").decode().lower()
    path = PurePosixPath(NOT_IN_NAMES.sub("-", plain.replace("\\", "/").rsplit("/", 1)[-1]))
    stem, ending = path.stem.strip("-."), path.suffix.strip("-")
    return (stem[: LONGEST_NAME - len(ending[:8])] or "file") + ending[:8]


def with_ending(name: str, media_type: str) -> str:
    """Return a name that says what sort of file it is."""
    ending = ENDING.get(media_type, "")
    return name if name.endswith(ending) else f"{name}{ending}"


def messages_of(case: Case, folder: Folder, points: Mapping[int, int]) -> dict[int, Message]:
    """Put every message as it was sent in the folder; return {id of the message: what it was}."""
    rows = Evidence.objects.filter(message__case=case).order_by("sent_at", "message_id")
    found = {}
    for number, proof in enumerate(rows.select_related("message", "document"), 1):
        sent = proof.message
        use = text(sent.facts.get("use"))
        name = f"{number:03}-{safe(use or sent.purpose)}"
        file = folder.keep(proof.document, "messages", "message", name)
        found[sent.id] = Message(
            number=number,
            purpose=sent.purpose,
            use=use,
            channel=sent.channel,
            language=sent.language,
            sent_at=proof.sent_at,
            state=sent.state,
            delivered_at=proof.delivered_at,
            bounced_at=proof.bounced_at,
            point=points.get(sent.contact_point_id or 0),
            file=file,
            sha256=proof.sha256,
        )
    return found


def put_proofs(
    case: Case, folder: Folder, messages: Mapping[int, Message], events: Iterable[Event]
) -> None:
    """Put what proves that messages left and that notices arrived in the folder."""
    left = {text(row.args.get("message")): row for row in events if row.kind in {"sent", "posted"}}
    rows = Evidence.objects.filter(message__case=case).select_related("message")
    proofs = [
        _sending(row, messages[row.message_id], left.get(str(row.message_id)))
        for row in rows.order_by("sent_at", "message_id")
    ]
    if proofs:
        said = as_json({"messages": proofs})
        folder.put("proofs/sending.json", "proof", "application/json", said)
    receipts = [
        _receipt(notice, folder)
        for notice in Notice.objects.filter(case=case).order_by("number")
        if notice.proof or _answers(notice)
    ]
    if receipts:
        said = as_json({"notices": receipts})
        folder.put("proofs/receipts.json", "proof", "application/json", said)


def _sending(row: Evidence, message: Message, event: Event | None) -> dict[str, Any]:
    """What the mail server answered, or the day on which somebody posted it."""
    return {
        "message": message.number,
        "file": message.file,
        "sha256": row.sha256,
        "channel": message.channel,
        "printed_on": row.message.printed_on,
        "sent_on": event.day_on if event else day_of(row.sent_at),
        "sent_at": row.sent_at,
        "posted_by": first_name(event.seat) if event and event.kind == "posted" else "",
        "mail_id": row.mail_id,
        "server_answer": row.smtp_answer,
        "delivered_at": row.delivered_at,
        "bounced_at": row.bounced_at,
        "bounce_code": row.bounce_code,
        "event": event.seq if event else None,
    }


def _receipt(notice: Notice, folder: Folder) -> dict[str, Any]:
    """What proves that a notice arrived, or that it came back."""
    answers = [
        {
            "kind": row.kind,
            "received_at": row.received_at,
            "file": folder.keep(row.document, "proofs", "receipt") if row.document else "",
        }
        for row in _answers(notice)
    ]
    return {
        "notice": notice.number,
        "proof": notice.proof,
        "received_on": notice.received_on,
        "how": HOW[Proof(notice.proof)] if notice.proof else "",
        "answers": answers,
    }


def _answers(notice: Notice) -> list[Inbound]:
    if notice.message_id is None:
        return []
    rows = Inbound.objects.filter(
        message_id=notice.message_id, case_id=notice.case_id, kind__in=CAME_BACK
    )
    return list(rows.select_related("document").order_by("received_at", "id"))


HOW = {
    Proof.REPLY: "The debtor answered the message.",
    Proof.CHECK: "The debtor passed the identity check on the page of the message.",
    Proof.SIGNED: "Somebody signed for the letter.",
}
