"""The calculator under the page of the law: nothing is stored, nothing is about a person."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from minnelijk.rooms.office.forms.reckon import ReckonForm
from minnelijk.rooms.office.frame import office, show
from minnelijk.rooms.office.reckon import (
    claim_of,
    costs_of,
    interest_of,
    notices_of,
    only_by_clause,
)
from minnelijk.rooms.parts.people import Request

A_MONTH = timedelta(days=30)


@office
def reckon(request: Request) -> HttpResponse:
    """Show the form, and what the law gives once it is filled in; by address, so to be shared."""
    form = ReckonForm(request.GET if "cents" in request.GET else None, _initial(request))
    page: dict[str, Any] = {"form": form}
    if form.is_valid():
        claim = claim_of(form.cleaned_data)
        page |= {
            "claim": claim,
            "costs": costs_of(claim, request.on),
            "interest": interest_of(claim, request.on),
            "only_by_clause": only_by_clause(claim),
            "notices": notices_of(claim, request.on),
        }
    return show(request, "reckon.html", page, 422 if form.errors else 200)


def _initial(request: Request) -> dict[str, Any]:
    """An ordinary claim: due a month ago, a notice today, paid a month from now."""
    on = request.on
    return {
        "country": "nl",
        "kind": "consumer",
        "due_on": on - A_MONTH,
        "sent_on": on,
        "channel": "post",
        "paid_on": on,
    }
