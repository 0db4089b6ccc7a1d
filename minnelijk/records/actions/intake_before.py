"""How a case stood before a list changed it: kept, so that the whole list can be taken back.

Words, days and figures of rows stand open as they do in their tables; what a list says anew of a
person (his name) is sealed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from minnelijk.flow.words import MessageState, Phase, WorkState
from minnelijk.records.actions.core import Act, client_knows, plan_again
from minnelijk.records.actions.happenings import lift
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Approval,
    Callback,
    Case,
    Claim,
    ClientNote,
    ContactPoint,
    Debtor,
    Hold,
    Instalment,
    Message,
    Notice,
    NoticeClaim,
    Placement,
    PlacementCase,
    Promise,
    WorkItem,
)

CHUNK = 500
WHY = "taken_back"
POSITION = ("phase", "step", "go_to", "tries", "promises", "step_on", "reach")
ENDED = (
    *("next_on", "next_why", "next_args", "held_kind", "held_until"),
    *("open_cents", "oldest_due_on", "closed_on", "close_reason"),
)
NOT_LEFT = (MessageState.WAITING, MessageState.TAKEN)


@dataclass(frozen=True, slots=True)
class Watched:
    """A table of which rows are put back: `path` leads to the case, `rows` says which matter."""

    model: type[models.Model]
    columns: tuple[str, ...]
    path: str = "case_id"
    rows: Q = field(default_factory=Q)

    def of(self, ids: Iterable[int]) -> "QuerySet[Any]":
        where = {f"{self.path}__in": list(ids)}
        return self.model._default_manager.filter(self.rows, **where)


LIFTED = ("lifted_on", "lifted_why", "lifted_by_id")
MADE = ("happening", "from_on", "until_on", "review_on", "made_at", "made_by_id")
WATCHED = {
    "holds": Watched(Hold, (*MADE, *LIFTED)),
    "promises": Watched(Promise, ("cancelled_on", "repair_until", "outcome", "judged_on")),
    "parts": Watched(
        Instalment, ("due_on", "deferred_from", "outcome", "judged_on"), "promise__case_id"
    ),
    "asked": Watched(Approval, ("fell_why",)),
    "notes": Watched(ClientNote, ("args", "done_at", "done_by_id")),
    "callbacks": Watched(Callback, ("kept_at", "cancelled_at")),
    "work": Watched(WorkItem, ("state", "reason"), rows=Q(state=WorkState.OPEN)),
    "mail": Watched(Message, ("state", "why", "facts"), rows=Q(state__in=NOT_LEFT)),
    "notices": Watched(Notice, ("void_on", "void_why")),
    "noticed": Watched(NoticeClaim, ("void",), "notice__case_id"),
}
POINTS = ("until_on", "quality")


def remember(placement: Placement, cases: Collection[int], renewed: Collection[int]) -> None:
    """Keep how these stored cases stand, once per placement, in a fixed number of queries a chunk.

    `renewed` are the cases of whose debtor the list says something new; his name is kept too. The
    caller holds the client, and its transaction.
    """
    known = PlacementCase.objects.filter(placement=placement, case_id__in=list(cases))
    left = set(cases) - set(known.values_list("case_id", flat=True))
    for chunk in chunks(sorted(left), CHUNK):
        _remember_chunk(placement, chunk, set(renewed))


def _remember_chunk(placement: Placement, ids: Sequence[int], renewed: set[int]) -> None:
    own = Case.objects.filter(id__in=ids).exclude(
        id__in=placement.claims.filter(case_id__in=ids).values("case_id")
    )
    cases = list(own)
    told: dict[int, dict[str, Any]] = {case.id: {"case": _of_case(case)} for case in cases}
    for word, watched in WATCHED.items():
        _gather(told, word, watched)
    due = Claim.objects.filter(case_id__in=told).values_list("case_id", "id", "due_on")
    for case_id, number, due_on in due:
        told[case_id].setdefault("due", []).append([number, due_on.isoformat()])
    _gather_points(told, cases)
    _store(placement, cases, told, renewed)


def _store(
    placement: Placement,
    cases: Sequence[Case],
    told: dict[int, dict[str, Any]],
    renewed: Collection[int],
) -> None:
    """Write what was kept; the data of debtors that will be renewed sealed beside it."""
    ids = [case.debtor_id for case in cases if case.id in renewed]
    names = {debtor.id: debtor.open() for debtor in Debtor.objects.filter(id__in=ids)}
    rows = []
    for number, case in zip(reserve(PlacementCase, len(cases)), cases, strict=True):
        row = PlacementCase(id=number, placement=placement, case=case, before=told[case.id])
        if case.debtor_id in names:
            row.close(names[case.debtor_id])
        rows.append(row)
    PlacementCase.objects.bulk_create(rows)


def remember_debtors(placement: Placement, cases: Mapping[int, int]) -> None:
    """Keep the data of debtors known before who get a new case: {case: debtor}."""
    for chunk in chunks(sorted(cases), CHUNK):
        own = list(Case.objects.filter(id__in=chunk))
        told: dict[int, dict[str, Any]] = {case.id: {} for case in own}
        _gather_points(told, own)
        _store(placement, own, told, cases.keys())


def _of_case(case: Case) -> dict[str, Any]:
    return {name: _plain(getattr(case, name)) for name in (*POSITION, *ENDED)}


def _plain(value: Any) -> Any:
    """Days and moments as text; everything else is JSON already."""
    return value.isoformat() if isinstance(value, date) else value


def _gather(told: dict[int, dict[str, Any]], word: str, watched: Watched) -> None:
    rows = watched.of(told).values_list(watched.path, "pk", *watched.columns)
    for case_id, key, *values in rows:
        told[case_id].setdefault(word, []).append([_key(key), *map(_plain, values)])


def _key(key: Any) -> Any:
    return list(key) if isinstance(key, tuple) else key


def _gather_points(told: dict[int, dict[str, Any]], cases: Iterable[Case]) -> None:
    of_debtor = {case.debtor_id: case.id for case in cases}
    rows = ContactPoint.objects.filter(debtor_id__in=of_debtor)
    for debtor_id, key, *values in rows.values_list("debtor_id", "id", *POINTS):
        place = told[of_debtor[debtor_id]].setdefault("points", [])
        place.append([key, *map(_plain, values)])


def put_back(case: Case, kept: PlacementCase, act: Act) -> None:
    """Put a locked case and its rows back as they were; what was made since ends.

    A step that was taken meanwhile is taken again: its message, which never left, is stopped.
    """
    before = kept.before
    _end_new(case, before, act)
    for word, watched in WATCHED.items():
        _restore(watched.model, watched.columns, before.get(word, []))
    put_debtor_back(case, kept, act)
    _stand(case, before["case"], POSITION)
    if before["case"]["phase"] == Phase.CLOSED:
        _stand(case, before["case"], ENDED)
        return
    case.closed_on, case.close_reason = None, ""
    plan_again(case, act.on)


def put_debtor_back(case: Case, kept: PlacementCase, act: Act) -> None:
    """Put the name and the points of a debtor back; points of the list end before today."""
    points = kept.before.get("points", [])
    yesterday = act.on - timedelta(days=1)
    fresh = ContactPoint.objects.filter(debtor_id=case.debtor_id, until_on__isnull=True)
    fresh.exclude(id__in=[key for key, *_ in points]).update(from_on=yesterday, until_on=yesterday)
    _restore(ContactPoint, POINTS, points)
    if kept.sealed is not None:
        debtor = Debtor.objects.get(id=case.debtor_id)
        debtor.close(kept.open())
        debtor.save(update_fields=["sealed"])


def _restore(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for key, *values in rows:
        told = {
            name: fields[name].to_python(value) for name, value in zip(columns, values, strict=True)
        }
        if told.get("state") == MessageState.TAKEN:
            told["state"] = MessageState.WAITING
        pk = tuple(key) if isinstance(key, list) else key
        model._default_manager.filter(pk=pk).update(**told)


def _end_new(case: Case, before: dict[str, Any], act: Act) -> None:
    """What the list made, or what followed on it: rests, tasks, mail, questions, notes."""
    known: dict[str, list[Any]] = defaultdict(list)
    for word in WATCHED:
        known[word] = [key for key, *_ in before.get(word, [])]
    for hold in case.holds.filter(lifted_on__isnull=True).exclude(id__in=known["holds"]):
        lift(case, hold, WHY, act)
    case.messages.filter(state__in=NOT_LEFT).exclude(id__in=known["mail"]).update(
        state=MessageState.STOPPED, why=WHY, taken_until=None
    )
    case.work_items.filter(state=WorkState.OPEN).exclude(id__in=known["work"]).update(
        state=WorkState.DROPPED, reason=WHY
    )
    asked = case.approvals.filter(answer="", fell_why="").exclude(id__in=known["asked"])
    if asked.update(fell_why=WHY):
        client_knows(case, "asked", act)
    notes = ClientNote.objects.filter(case=case, done_at__isnull=True)
    notes.exclude(id__in=known["notes"]).update(done_at=act.at, done_by=act.by)


def _stand(case: Case, told: dict[str, Any], names: Iterable[str]) -> None:
    fields = {field.attname: field for field in Case._meta.concrete_fields}
    for name in names:
        setattr(case, name, fields[name].to_python(told[name]))
