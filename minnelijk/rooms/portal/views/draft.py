"""Checking a list before it starts: columns, repairs, what is left out, and the yes."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minnelijk.files.invoices import Meaning, Problem
from minnelijk.records.actions import drafts, list_jobs
from minnelijk.records.actions.intake import Comparison, IntakeProblem, SameFile, place
from minnelijk.records.models import Client
from minnelijk.records.suppliers import other_suppliers
from minnelijk.rooms.parts.fields import DayField, not_later
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import preview
from minnelijk.rooms.portal.draft import Draft, document_of, draft_of, with_repair, with_skip
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.reading import LONG_ROWS
from minnelijk.rooms.portal.views.busy import waits
from minnelijk.rooms.portal.views.upload import first_look
from minnelijk.rooms.portal.wording import lists

PER_PAGE = 50
OWN_COLUMNS = frozenset({"ubl", "xaf"})
"""Formats that say themselves what is what: there is nothing to choose."""
LONGEST = 300
REFUSED = {
    "questions": gettext_lazy("Beantwoord eerst de vragen over de kolommen."),
    "empty": gettext_lazy("In deze lijst staat geen rekening die kan starten."),
    "gone_asks": gettext_lazy("Er verdwijnen veel rekeningen. Kruis eerst aan dat dit klopt."),
    "day_later": gettext_lazy("Deze dag is nog niet geweest. Kies vandaag of eerder."),
    "client_stopped": gettext_lazy("Alles staat stil. Bel ons als u verder wilt."),
}


class Start(forms.Form):
    """What the client says about its list as a whole."""

    feed_on = DayField(
        label=gettext_lazy("Betalingen zijn verwerkt tot en met"),
        help_text=gettext_lazy("Wie daarna betaalde, staat misschien nog in deze lijst."),
    )
    complete = forms.BooleanField(required=False)
    gone_confirmed = forms.BooleanField(required=False)

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on

    def clean_feed_on(self) -> date:
        return not_later(self.cleaned_data["feed_on"], self.on)


@portal
@waits
def draft(request: Request, token: str) -> HttpResponse:
    """Show all rows of a list with what will happen; start it, or look again."""
    client = client_of(request)
    one = draft_of(request, client, token)
    if "remembered" not in one.answers:
        return first_look(request, client, one.document, one.reading)
    if request.method == "POST":
        return _start(request, client, one)
    yesterday = request.act.on - timedelta(days=1)
    first = one.feed_on or max(yesterday, client.feed_on or yesterday)
    form = Start(on=request.act.on, initial={"feed_on": first, "complete": one.complete})
    return _page(request, client, one, form)


def _page(
    request: Request, client: Client, one: Draft, form: Start, status: int = 200
) -> HttpResponse:
    comparison = one.comparison(client, request.act.on, request.act.at)
    word = request.GET.get("toon", "")
    pages = Paginator(preview.of_filter(comparison, word), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    told = {
        "draft": one,
        "form": form,
        "page": page,
        "query": f"?toon={word}&" if word else "?",
        "rows": preview.shown(page.object_list, one.reading, client.country),
        "filters": _filters(comparison, word),
        "shows": word,
        "columns": preview.headings(one.reading.columns, one.answers.get("remembered", {})),
        "columns_known": _all_known(one),
        "looks_around": bool(word) or page.number > 1,
        "meanings": [(meaning.value, lists.meaning_text(meaning.value)) for meaning in Meaning],
        "older": bool(one.feed_on and client.feed_on and one.feed_on < client.feed_on),
        "known_until": client.feed_on,
        "other_suppliers": ", ".join(other_suppliers(client, one.reading.rows)),
        **_about_list(one, comparison),
    }
    return show(request, "draft.html", told, status=status)


def _all_known(one: Draft) -> bool:
    """Every column is as last time: there is nothing to look at."""
    remembered = one.answers.get("remembered", {})
    return all(column.heading in remembered for column in one.reading.columns)


def _filters(comparison: Comparison, word: str) -> list[dict[str, Any]]:
    counts = preview.counts(comparison)
    pills = [{"word": "", "label": _("Alles"), "count": len(comparison.lines), "on": not word}]
    pills += [
        {"word": one, "label": _(label), "count": counts[one], "on": one == word}
        for one, (label, _whats) in lists.FILTERS.items()
        if counts[one] or one == word
    ]
    return pills


def _about_list(one: Draft, comparison: Comparison) -> dict[str, Any]:
    """What is asked and told about the list as a whole."""
    totals = comparison.totals
    start, joins = totals.get("start"), totals.get("join")
    both = [total for total in (start, joins) if total]
    problems = [_problem(problem) for problem in one.reading.problems]
    words = {problem.word.value for problem in one.reading.problems}
    return {
        "comparison": comparison,
        "start_count": sum(total.count for total in both),
        "start_cents": sum(total.cents for total in both),
        "waits_count": preview.counts(comparison)["wacht"],
        "changes_count": preview.counts(comparison)["anders"],
        "gone": comparison.gone[:PER_PAGE],
        "gone_total": totals.get("gone"),
        "problems": problems,
        "asks": any(problem["blocking"] for problem in problems),
        "asks_ledger": not words.isdisjoint(preview.ASKS_LEDGER),
        "ledgers": preview.ledgers(one.reading.problems),
        "own_columns": one.reading.format in OWN_COLUMNS,
        "long": len(one.reading.rows) > LONG_ROWS,
        "asks_day": "day_ambiguous" in words,
        "asks_decimal": "amount_ambiguous" in words,
        "left_out": one.reading.left_out[:PER_PAGE],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    told = {
        "word": problem.word.value,
        "value": problem.value,
        "detail": problem.detail,
        "guess": problem.guess,
    }
    return {
        "text": lists.problem_text(told),
        "column": problem.column,
        "blocking": problem.blocking,
    }


def _start(request: Request, client: Client, one: Draft) -> HttpResponse:
    form = Start(request.POST, on=request.act.on)
    if not form.is_valid():
        return _page(request, client, one, form, status=422)
    told = form.cleaned_data
    changed = told["complete"] != one.complete or told["feed_on"] != one.feed_on
    drafts.answer(
        one.document, {"complete": told["complete"], "feed_on": told["feed_on"].isoformat()}
    )
    again = changed and (told["complete"] or one.complete)
    if request.POST.get("what") != "start" or again:
        return redirect("portal:draft", token=one.token)
    return _place(request, client, draft_of(request, client, one.token), form)


def _place(request: Request, client: Client, one: Draft, form: Start) -> HttpResponse:
    if len(one.reading.rows) > LONG_ROWS:
        return _place_long(request, client, one, form)
    try:
        placement = place(
            client,
            reading=one.reading,
            document=one.document,
            complete=one.complete,
            gone_confirmed=form.cleaned_data["gone_confirmed"],
            feed_on=one.feed_on,
            act=request.act,
        )
    except SameFile as same:
        return redirect(reverse("portal:delivery", args=[same.placement.id]) + "?zelfde=1")
    except IntakeProblem as problem:
        field = "gone_confirmed" if problem.word == "gone_asks" else None
        form.add_error(field, str(REFUSED.get(problem.word, problem)))
        return _page(request, client, one, form, status=422)
    drafts.placed(one.document)
    said(request, _("Uw lijst is aangeleverd. Wij gaan aan het werk."))
    return redirect("portal:delivery", placement_id=placement.id)


def _place_long(request: Request, client: Client, one: Draft, form: Start) -> HttpResponse:
    """A long list is placed by the worker; the page that follows shows how far it is."""
    told = {
        "complete": one.complete,
        "feed_on": one.feed_on.isoformat() if one.feed_on else None,
        "gone_confirmed": form.cleaned_data["gone_confirmed"],
    }
    job = list_jobs.ask_place(client, one.document, told, request.act)
    return redirect("portal:job", job_id=job.id)


@portal
@require_POST
@waits
def draft_columns(request: Request, token: str) -> HttpResponse:
    """Remember what the columns mean, and the two questions that a list can leave open."""
    one = draft_of(request, client_of(request), token)
    known = {meaning.value for meaning in Meaning}
    told = {
        column.heading: request.POST.get(f"column-{column.index}", "")
        for column in one.reading.columns
    }
    changes: dict[str, Any] = {"mapping": {h: word for h, word in told.items() if word in known}}
    if request.POST.get("day_first") in {"1", "0"}:
        changes["day_first"] = request.POST["day_first"] == "1"
    if request.POST.get("decimal") in {",", "."}:
        changes["decimal"] = request.POST["decimal"]
    named = [*request.POST.getlist("ledger"), request.POST.get("debtor_ledger", "")]
    if any(named):
        changes["debtor_ledger"] = ",".join(filter(None, named))[:LONGEST]
    drafts.answer(one.document, changes)
    return redirect("portal:draft", token=token)


@portal
@require_POST
@waits
def draft_repair(request: Request, token: str) -> HttpResponse:
    """Write one cell anew; the row is read again and starts if it is right."""
    one = draft_of(request, client_of(request), token)
    place_no = _row_of(request, one)
    text = " ".join(request.POST.get("value", "").split())[:LONGEST]
    column = request.POST.get("column", "")[:LONGEST]
    if not column:
        raise Http404
    drafts.answer(one.document, with_repair(one.answers, place_no, column, text))
    return _back(request, token, place_no)


@portal
@require_POST
@waits
def draft_skip(request: Request, token: str) -> HttpResponse:
    """Leave one row out of this list, or take it back in."""
    one = draft_of(request, client_of(request), token)
    leave_out = request.POST.get("back") != "1"
    place_no = _row_of(request, one)
    drafts.answer(one.document, with_skip(one.answers, place_no, leave_out=leave_out))
    return _back(request, token, place_no)


def _row_of(request: Request, one: Draft) -> int:
    place_no = request.POST.get("place", "")
    if not place_no.isdecimal():
        raise Http404
    places = {row.place for row in one.reading.rows} | {out.place for out in one.reading.left_out}
    if int(place_no) not in places:
        raise Http404
    return int(place_no)


def _back(request: Request, token: str, place_no: int) -> HttpResponse:
    """To the same page of the same filter, at the same row."""
    where = reverse("portal:draft", args=[token])
    page = request.POST.get("page", "")
    word = request.POST.get("toon", "")
    query = [
        f"toon={word}" if word in lists.FILTERS else "",
        f"page={page}" if page.isdecimal() else "",
    ]
    joined = "&".join(part for part in query if part)
    return redirect(f"{where}?{joined}#r{place_no}" if joined else f"{where}#r{place_no}")


@portal
@require_POST
def draft_drop(request: Request, token: str) -> HttpResponse:
    """Break off: the file is erased, nothing was stored."""
    document = document_of(request, token)
    job = list_jobs.running_for(document)
    if job is not None:
        return redirect("portal:job", job_id=job.id)
    drafts.drop(document, request.act)
    said(request, _("Afgebroken. Er is niets bewaard."))
    return redirect("portal:deliver")
