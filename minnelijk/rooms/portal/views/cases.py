"""The client's cases: found, filtered, and one of them whole."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.records.models import Case
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import states
from minnelijk.rooms.portal.case_page import case_page
from minnelijk.rooms.portal.find import find
from minnelijk.rooms.portal.frame import case_of, portal, show
from minnelijk.rooms.portal.people import name_of

PER_PAGE = 40


@portal
def cases(request: Request) -> HttpResponse:
    """List cases, the newest first; a page goes on below the number of the one before."""
    text = request.GET.get("q", "").strip()
    word = request.GET.get("toon", "lopend" if not text else "")
    rows = states.in_state(find(request.scope, text), word)
    page = _after(rows, request.GET.get("na", ""))
    more = len(page) > PER_PAGE
    page = page[:PER_PAGE]
    told = states.states_of(page, request.act.on)
    listed = {
        "text": text,
        "word": word,
        "filters": _filters(word, text),
        "count": rows.count(),
        "rows": [{"case": one, "name": name_of(one.debtor), "state": told[one.id]} for one in page],
        "more": urlencode({"q": text, "toon": word, "na": page[-1].number}) if more else "",
        "first": not request.GET.get("na"),
    }
    return show(request, "cases.html", listed)


def _after(rows: QuerySet[Case], after: str) -> list[Case]:
    if after.isdecimal():
        rows = rows.filter(number__lt=int(after[:18]))
    return list(rows.select_related("debtor").order_by("-number")[: PER_PAGE + 1])


def _filters(word: str, text: str) -> list[dict[str, Any]]:
    pills = [("", _("Alles"))] + [(one, _(label)) for one, (label, _q) in states.FILTERS.items()]
    return [
        {"url": "?" + urlencode({"toon": one, "q": text}), "label": label, "on": one == word}
        for one, label in pills
    ]


@portal
def case(request: Request, number: int) -> HttpResponse:
    """Show one case whole."""
    return show(request, "case.html", case_page(request, case_of(request, number)))
