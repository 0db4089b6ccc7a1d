"""A link and a code for an agency of the client's own choice: shown once, kept nowhere."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from minnelijk.records.actions.agency_file import LINK_DAYS, new_link
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import case_of, portal, show
from minnelijk.rooms.portal.handed import hand_overs_of


@portal
@require_POST
def agency_link(request: Request, number: int) -> HttpResponse:
    """Make a new link and code, and show both; an earlier link stops working."""
    case = case_of(request, number)
    rows = hand_overs_of(case, request.scope, request.on)
    at = next((row for row in rows if row["may_link"]), None)
    if at is None:
        raise Http404
    token, code = new_link(at["one"].id, request.act)
    where = settings.PUBLIC_URL.rstrip("/") + reverse("agency_link:over", args=[token])
    page = {
        "case": case,
        "partner": at["one"].partner,
        "link": where,
        "code": f"{code[:3]} {code[3:]}",
        "days": LINK_DAYS,
    }
    return show(request, "agency_link.html", page)
