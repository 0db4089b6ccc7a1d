"""Taking a whole delivery back until the first contact: first what will happen, then the yes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from minnelijk.records.actions import intake_undo, list_jobs
from minnelijk.records.models import Placement
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import portal, said, show
from minnelijk.rooms.portal.wording.refusals import refusal_text

LONG_CASES = 1_000
"""More cases than this are taken back by the worker; the page that follows shows how far it is."""


@portal
def take_back(request: Request, placement_id: int) -> HttpResponse:
    """Say what taking back does, or why it can no longer be done; do it on a yes."""
    placement: Placement = get_object_or_404(
        request.scope.placements().select_related("document"), id=placement_id
    )
    if placement.taken_back_at is not None:
        return redirect("portal:delivery", placement_id=placement.id)
    if request.method == "POST":
        return _take_back(request, placement)
    return _page(request, placement)


def _page(request: Request, placement: Placement, status: int = 200) -> HttpResponse:
    hindered = intake_undo.may_take_back(placement)
    page = {
        "placement": placement,
        "file_name": placement.document.open().get("name", "") if placement.document else "",
        "refused": refusal_text(hindered.word, hindered.cases) if hindered else "",
        "outlook": None if hindered else intake_undo.outlook(placement),
    }
    return show(request, "take_back.html", page, status=status)


def _take_back(request: Request, placement: Placement) -> HttpResponse:
    outlook = intake_undo.outlook(placement)
    if outlook.closed + outlook.changed > LONG_CASES:
        job = list_jobs.ask_take_back(placement, request.act)
        return redirect("portal:job", job_id=job.id)
    try:
        intake_undo.take_back(placement, request.act)
    except intake_undo.CannotTakeBack:
        return _page(request, placement, status=422)
    said(request, _("Uw lijst is teruggenomen. Alles staat weer zoals het was."))
    return redirect("portal:delivery", placement_id=placement.id)
