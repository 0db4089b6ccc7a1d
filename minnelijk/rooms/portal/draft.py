"""The list that is being checked: read from its sealed file with all answers given so far."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404

from minnelijk.files.invoices import Reading
from minnelijk.records.actions.drafts import DRAFT, answers_of
from minnelijk.records.actions.intake import Comparison
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Client, Document
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.reading import comparison_of, reading_of, wanted

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

    def comparison(self, client: Client, on: date, at: datetime) -> Comparison:
        what = wanted(self.document, self.answers, client)
        about = (self.complete, self.feed_on)
        return comparison_of(client, what, self.reading, about, on=on, at=at)


def token_of(document: Document, request: Request) -> str:
    """Return the signed name of a draft: of this seat, for a day."""
    return signing.dumps({"d": document.id, "s": request.seat.id}, salt=SALT)


def draft_of(request: Request, client: Client, token: str) -> Draft:
    """Return the draft of a signed name; a strange, old or placed one does not exist.

    Raises StillReading for a long list that is being read, and 404 where its file is gone.
    """
    document = document_of(request, token)
    try:
        reading = reading_of(document, client, request.act.on, request.act.at)
    except DocumentGone as gone:
        raise Http404 from gone
    return Draft(
        token=token,
        document=document,
        name=str(document.open().get("name", "")),
        answers=answers_of(document),
        reading=reading,
    )


def document_of(request: Request, token: str) -> Document:
    """Return the file of a draft, without reading it."""
    try:
        told = signing.loads(token, salt=SALT, max_age=timedelta(hours=HOURS))
    except signing.BadSignature as problem:
        raise Http404 from problem
    if told["s"] != request.seat.id:
        raise Http404
    drafts = request.scope.documents().filter(kind=DRAFT, erased_on=None)
    document: Document = get_object_or_404(drafts, id=told["d"])
    return document


def with_repair(answers: dict[str, Any], place: int, column: str, text: str) -> dict[str, Any]:
    """Return the answers with one cell written anew."""
    kept = [one for one in answers.get("repairs", []) if one[:2] != [place, column]]
    return {"repairs": [*kept, [place, column, text]]}


def with_skip(answers: dict[str, Any], place: int, *, leave_out: bool) -> dict[str, Any]:
    """Return the answers with one row left out, or taken back in."""
    kept = [one for one in answers.get("skip", []) if one != place]
    return {"skip": sorted([*kept, place]) if leave_out else kept}
