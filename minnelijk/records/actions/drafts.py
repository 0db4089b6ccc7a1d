"""A list that somebody is looking at before it is placed: sealed, and stored nowhere else yet."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from minnelijk.records import documents
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Client, Document, Placement

DRAFT = "draft_list"
PLACED = "placed_list"
KEPT_DAYS = 7
MEDIA_TYPE = "application/octet-stream"


def keep_draft(client: Client, content: bytes, name: str, act: Act) -> Document:
    """Keep an uploaded list sealed until it is placed or dropped; nothing of it is read yet.

    The same bytes once more begin afresh: earlier answers about it are forgotten. What was placed
    is left as it is.
    """
    with transaction.atomic():
        document = documents.store(client, DRAFT, content, MEDIA_TYPE, name, act.at)
        if Placement.objects.filter(document=document, taken_back_at__isnull=True).exists():
            return document
        document.keep_until_on = act.on + timedelta(days=KEPT_DAYS)
        document.kind = DRAFT
        document.close({"name": name, "answers": {}})
        document.save(update_fields=["keep_until_on", "kind", "sealed"])
    return document


def answers_of(document: Document) -> dict[str, Any]:
    """Return what was answered and repaired about a draft so far."""
    return dict(document.open().get("answers") or {})


def answer(document: Document, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Remember answers about a draft beside its name, sealed like it."""
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(id=document.id)
        told = locked.open()
        answers = {**(told.get("answers") or {}), **changes}
        locked.close({**told, "answers": answers})
        locked.save(update_fields=["sealed"])
    document.sealed = locked.sealed
    return answers


def placed(document: Document) -> None:
    """A draft became a delivery: it is kept as long as what came of it."""
    document.kind, document.keep_until_on = PLACED, None
    document.save(update_fields=["kind", "keep_until_on"])


def drop(document: Document, act: Act) -> None:
    """Forget a draft for ever; one that was placed stays, also when that was taken back."""
    with transaction.atomic():
        if document.kind != DRAFT:
            return
        if Placement.objects.filter(document=document).exists():
            placed(document)
            return
        documents.erase(document, act.on)


def forget_abandoned(on: date) -> int:
    """Erase lists that nobody placed in time; returns how many."""
    abandoned = Document.objects.filter(kind=DRAFT, keep_until_on__lt=on, erased_on__isnull=True)
    for document in abandoned:
        documents.erase(document, on)
    return len(abandoned)
