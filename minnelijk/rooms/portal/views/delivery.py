"""An earlier delivery: what came of it, and the rows that still wait for repair."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.records.actions.intake import IntakeProblem, leave_out_row, repair_row
from minnelijk.records.models import OfficeEvent, PlacementRow
from minnelijk.records.words import RowState
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.wording import lists

LONGEST = 300
MOST = 200


@portal
def delivery(request: Request, placement_id: int) -> HttpResponse:
    """Show one delivery."""
    placement = get_object_or_404(
        request.scope.placements().select_related("document", "received_by__user"), id=placement_id
    )
    waiting = placement.rows.filter(state=RowState.WAITING).order_by("id")
    page = {
        "placement": placement,
        "file_name": placement.document.open().get("name", "") if placement.document else "",
        "same": request.GET.get("zelfde") == "1",
        "waiting_count": waiting.count(),
        "waiting": [_shown(row) for row in waiting[:MOST]],
        "totals": _totals(request, placement_id),
        "may_take_back": placement.taken_back_at is None,
        "taken_back_by": _taken_back_by(request, placement_id),
    }
    return show(request, "delivery.html", page)


def _taken_back_by(request: Request, placement_id: int) -> str:
    """Who took it back, by the office event that says so."""
    event = (
        OfficeEvent.objects.filter(
            client=client_of(request), kind="list_taken_back", args__placement=placement_id
        )
        .select_related("seat__user")
        .first()
    )
    return event.seat.user.name if event and event.seat else _("uw bureau")


def _totals(request: Request, placement_id: int) -> list[dict[str, Any]]:
    """What the list did on its day, in the order in which it is shown before."""
    event = OfficeEvent.objects.filter(
        client=client_of(request), kind="placed", args__placement=placement_id
    ).first()
    told = event.args.get("totals", {}) if event else {}
    shown = [{"label": _(label), **_sum(told, whats)} for label, whats in lists.FILTERS.values()]
    return [one for one in shown if one["count"]]


def _sum(told: Mapping[str, Mapping[str, int]], whats: tuple[str, ...]) -> dict[str, int]:
    rows = [told[what] for what in whats if what in told]
    return {"count": sum(row["count"] for row in rows), "cents": sum(row["cents"] for row in rows)}


def _shown(row: PlacementRow) -> dict[str, Any]:
    """A waiting row with a field for each cell that must be repaired."""
    told = row.open()
    cells = told["row"]
    of_reader = {problem["word"]: problem for problem in told["problems"]}
    fields = [
        _field(problem["word"], problem["column"], of_reader.get(problem["word"], {}), cells)
        for problem in row.problems
    ]
    return {"id": row.id, "place": row.place, "cells": cells, "fields": fields}


def _field(
    word: str, column: str, problem: Mapping[str, Any], cells: Mapping[str, str]
) -> dict[str, str]:
    column = column or lists.HEADING.get(word, "invoice")
    known = {"value": cells.get("invoice", ""), "detail": _("hierboven"), "guess": "", **problem}
    return {
        "fact": lists.problem_text({**known, "word": word}),
        "column": column,
        "label": lists.meaning_text(column),
        "value": str(problem.get("guess") or problem.get("value") or cells.get(column, "")),
    }


@portal
@require_POST
def row_repair(request: Request, row_id: int) -> HttpResponse:
    """Repair the cells of one waiting row."""
    row = _row(request, row_id)
    columns = request.POST.getlist("column")
    values = request.POST.getlist("value")
    cells = {
        column: " ".join(value.split())[:LONGEST]
        for column, value in zip(columns, values, strict=False)
    }
    try:
        repaired = repair_row(row, cells, request.act)
    except IntakeProblem as problem:
        said(request, _settled(problem))
        return redirect("portal:delivery", placement_id=row.placement_id)
    started = repaired.state == RowState.STARTED
    said(request, _("Deze regel is gestart.") if started else _("Deze regel wacht nog op u."))
    return redirect("portal:delivery", placement_id=row.placement_id)


@portal
@require_POST
def row_leave_out(request: Request, row_id: int) -> HttpResponse:
    """Leave one waiting row out for good."""
    row = _row(request, row_id)
    try:
        leave_out_row(row, request.act)
        said(request, _("Deze regel doet niet meer mee."))
    except IntakeProblem as problem:
        said(request, _settled(problem))
    return redirect("portal:delivery", placement_id=row.placement_id)


def _settled(problem: IntakeProblem) -> str:
    if problem.word == "client_stopped":
        return _("Alles staat stil. Bel ons als u verder wilt.")
    if problem.word == "row_settled":
        return _("Deze regel was al klaar. Er is niets dubbel gestart.")
    return _("Deze regel kan zo niet gelezen worden. Kijk de velden na.")


def _row(request: Request, row_id: int) -> PlacementRow:
    rows = PlacementRow.objects.filter(placement__in=request.scope.placements())
    row = rows.select_related("placement").filter(id=row_id).first()
    if row is None:
        raise Http404
    return row
