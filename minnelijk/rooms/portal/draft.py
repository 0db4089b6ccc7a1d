"""The list that is being checked: read from its sealed file with all answers given so far."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404

from minnelijk.files.invoices import Meaning, Reading, read
from minnelijk.records import documents
from minnelijk.records.actions.drafts import DRAFT, answers_of
from minnelijk.records.actions.intake import Comparison, compare
from minnelijk.records.models import Client, Document
from minnelijk.rooms.parts.people import Request

SALT = "minnelijk.portal.draft"
HOURS = 24


@dataclass(frozen=True)
class Draft:
    """A list on its way in: its file, what was answered about it, and what it says."""

    token: str
    document: Document
    name: str
    answers: dict[str, Any]
    reading: Reading

    @property
    def complete(self) -> bool:
        return bool(self.answers.get("complete"))

    @property
    def feed_on(self) -> date | None:
        told = self.answers.get("feed_on")
        return date.fromisoformat(told) if told else None

    @property
    def skipped(self) -> list[int]:
        return list(self.answers.get("skip", []))

    def comparison(self, client: Client, on: date) -> Comparison:
        return compare(
            client, self.reading.rows, complete=self.complete, on=on, feed_on=self.feed_on
        )


def token_of(document: Document, request: Request) -> str:
    """Return the signed name of a draft: of this seat, for a day."""
    return signing.dumps({"d": document.id, "s": request.seat.id}, salt=SALT)


def draft_of(request: Request, client: Client, token: str) -> Draft:
    """Return the draft of a signed name; a strange, old or placed one does not exist."""
    try:
        told = signing.loads(token, salt=SALT, max_age=timedelta(hours=HOURS))
    except signing.BadSignature as problem:
        raise Http404 from problem
    if told["s"] != request.seat.id:
        raise Http404
    drafts = request.scope.documents().filter(kind=DRAFT, erased_on=None)
    document = get_object_or_404(drafts, id=told["d"])
    answers = answers_of(document)
    return Draft(
        token=token,
        document=document,
        name=str(document.open().get("name", "")),
        answers=answers,
        reading=read_draft(document, answers, client),
    )


def read_draft(document: Document, answers: dict[str, Any], client: Client) -> Reading:
    """Read a file with the answers about it; the last one read is kept for the next page."""
    key = json.dumps(
        {word: answers[word] for word in READS & answers.keys()}, sort_keys=True, default=str
    )
    return _read(document.id, document.sha256, key, client.country.upper())


READS = {"mapping", "day_first", "decimal", "repairs", "skip"}


@lru_cache(maxsize=2)
def _read(document_id: int, sha256: str, answers: str, country: str) -> Reading:
    content = documents.read(Document.objects.get(id=document_id))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise documents.DocumentGone(f"Document {document_id} changed while it was read.")
    told = json.loads(answers)
    return read(
        content,
        name="",
        mapping={heading: Meaning(word) for heading, word in told.get("mapping", {}).items()},
        day_first=told.get("day_first"),
        decimal=told.get("decimal"),
        repairs={(place, column): text for place, column, text in told.get("repairs", [])},
        skip=frozenset(told.get("skip", [])),
        country=country,
    )


def with_repair(answers: dict[str, Any], place: int, column: str, text: str) -> dict[str, Any]:
    """Return the answers with one cell written anew."""
    kept = [one for one in answers.get("repairs", []) if one[:2] != [place, column]]
    return {"repairs": [*kept, [place, column, text]]}


def with_skip(answers: dict[str, Any], place: int, *, leave_out: bool) -> dict[str, Any]:
    """Return the answers with one row left out, or taken back in."""
    kept = [one for one in answers.get("skip", []) if one != place]
    return {"skip": sorted([*kept, place]) if leave_out else kept}
