"""Everything that is held of one debtor as one client knows him, for who asks what we know of him.

Another client's debtor is another controller's: nothing here follows `person`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.models import BankLine, BankMatch, Debtor, Document, Seat
from minnelijk.records.sealed import Sealed

OF_DEBTOR = {
    "Debtor": "id",
    "ContactPoint": "debtor",
    "Wish": "debtor",
    "Case": "debtor",
    "Claim": "case__debtor",
    "Reference": "case__debtor",
    "Entry": "case__debtor",
    "PlacementCase": "case__debtor",
    "Hold": "case__debtor",
    "Promise": "case__debtor",
    "PromiseClaim": "promise__case__debtor",
    "Instalment": "promise__case__debtor",
    "Dispute": "case__debtor",
    "DisputePart": "dispute__case__debtor",
    "DisputeFile": "dispute__case__debtor",
    "WorkItem": "case__debtor",
    "Callback": "case__debtor",
    "Attempt": "case__debtor",
    "Call": "attempt__case__debtor",
    "Message": "case__debtor",
    "SendTry": "message__case__debtor",
    "Evidence": "message__case__debtor",
    "Inbound": "case__debtor",
    "Notice": "case__debtor",
    "NoticeClaim": "notice__case__debtor",
    "HandOver": "case__debtor",
    "HandOverClaim": "hand_over__case__debtor",
    "AgencyNote": "hand_over__case__debtor",
    "Approval": "case__debtor",
    "ClientNote": "case__debtor",
    "BankMatch": "case__debtor",
    "Event": "case__debtor",
    "EventNote": "case__debtor",
}
"""For every table with something of a debtor: how its rows lead to him."""

BY_ITSELF = frozenset({"BankLine", "Complaint", "Document"})
"""Tables that are told too, and lead to a debtor in a way of their own."""

FILES = {
    "Call": "recording",
    "Message": "document",
    "Evidence": "document",
    "Inbound": "document",
    "Notice": "document",
    "DisputeFile": "document",
    "HandOver": "bundle",
}
"""What names a file that is about one case."""

LEFT_OUT = {
    "BankCandidate": "what a payment of somebody might have been for; often another's payment",
    "BankStatement": "names everybody who paid that day",
    "ListJob": "names everybody of a list",
    "Person": "what joins debtors of several clients; each is told by its own client",
    "PersonKey": "keyed hashes of what is told already",
    "Placement": "names everybody of a list",
    "PlacementRow": "the client's lines as they came; told by the claims and the debtor",
    "PrintBatch": "names everybody whose letter was printed that day",
    "RowPicture": "keyed digests of rows that are told already",
    "SearchKey": "keyed hashes of what is told already",
}
"""Tables that know something of a debtor and are not told, and why."""

SECRET = frozenset({"sealed", "link_hash", "code_hash", "key", "cause_key", "taken_by", "password"})
"""Columns that say nothing of him, and might let somebody in."""


class File(NamedTuple):
    """A file about him: its row, and its bytes where they are his alone and still there."""

    told: dict[str, Any]
    content: bytes | None


def rows_of(debtor: Debtor) -> dict[str, list[dict[str, Any]]]:
    """Return the rows about a debtor by table, the sealed ones opened. Raises CannotOpen."""
    names = _Names()
    told = {
        name: [_told(row, names) for row in _rows(name, debtor, path)]
        for name, path in OF_DEBTOR.items()
    }
    told["BankLine"] = [_told(row, names) for row in _paid_by(debtor)]
    told["Complaint"] = [_told(row, names) for row in _complaints(debtor)]
    return told


def files_of(debtor: Debtor) -> Iterator[File]:
    """Return the files that the rows of a debtor name, each once."""
    names = _Names()
    ids = {found for of in FILES for found in _files(of, debtor)}
    for document in Document.objects.filter(id__in=ids).order_by("id"):
        told = _told(document, names)
        if _others_have(document, debtor):
            yield File(told | {"left_out": "also about others"}, None)
            continue
        try:
            yield File(told, read(document))
        except DocumentGone:
            yield File(told | {"left_out": "erased"}, None)


def _model(name: str) -> Any:
    return apps.get_model("records", name)


def _rows(name: str, debtor: Debtor, path: str) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = _model(name)._base_manager.filter(**{path: debtor.id})
    return found.order_by("pk")


def _paid_by(debtor: Debtor) -> models.QuerySet[BankLine]:
    """Return the payments that are booked for him alone: one that was put right is another's."""
    live = BankMatch.objects.filter(undone_at=None)
    others = live.exclude(case__debtor=debtor).values("line_id")
    own = live.filter(case__debtor=debtor).values("line_id")
    return BankLine.objects.filter(id__in=own).exclude(id__in=others).order_by("id")


def _complaints(debtor: Debtor) -> models.QuerySet[Any]:
    his = models.Q(debtor=debtor) | models.Q(case__debtor=debtor)
    found: models.QuerySet[Any] = _model("Complaint").objects.filter(his).order_by("id")
    return found


def _files(of: str, debtor: Debtor) -> set[int]:
    named = _rows(of, debtor, OF_DEBTOR[of]).order_by()
    return set(named.values_list(f"{FILES[of]}_id", flat=True)) - {None}


def _others_have(document: Document, debtor: Debtor) -> bool:
    """The same bytes of one client are kept once: they may be about more people than one."""
    return any(
        _model(of)
        ._base_manager.filter(**{FILES[of]: document.id})
        .exclude(**{OF_DEBTOR[of]: debtor.id})
        .exists()
        for of in FILES
    )


class _Names:
    """The first names of who did something; a surname of ours is not about the debtor."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, seat_id: int) -> str:
        if seat_id not in self._known:
            name = Seat.objects.values_list("user__name", flat=True).get(id=seat_id)
            self._known[seat_id] = name.split()[0] if name.split() else ""
        return self._known[seat_id]


def _told(row: models.Model, names: _Names) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname) if field.column else None
        if field.name in SECRET or value is None or isinstance(value, (bytes, memoryview)):
            continue
        if field.related_model is Seat:
            told[field.name] = names.of(value)
        elif not field.is_relation or _ours(field):
            told[field.name] = _plain(value)
    if isinstance(row, Sealed):
        told["opened"] = row.open()
    return told


def _ours(field: Any) -> bool:
    """A row may name another one that is told too."""
    name = field.related_model.__name__
    return name in OF_DEBTOR or name in BY_ITSELF


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
