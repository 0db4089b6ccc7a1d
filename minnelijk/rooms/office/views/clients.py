"""Clients: the list, a new one, its card, its log, and the one switch that stops everything."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.flow.words import HoldKind, MessageState, WorkState
from minnelijk.records.actions.clients import (
    ClientProblem,
    change_card,
    open_client,
    resume_all,
    resume_case,
    resume_client,
    stop_client,
)
from minnelijk.records.models import Client, OfficeEvent
from minnelijk.rooms.office import waiting
from minnelijk.rooms.office.forms.card import NewClient, SectionForm
from minnelijk.rooms.office.frame import client_of, office, said, show, show_client
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.values import card_of, log_of, missing
from minnelijk.rooms.office.wording.card import SECTIONS, Section
from minnelijk.rooms.parts.people import Request

SHOWN_CASES = 50


@office
def clients(request: Request) -> HttpResponse:
    """Show the clients."""
    return show(
        request, "clients.html", {"clients": waiting.client_lines(request.scope, request.on)}
    )


@office
def new_client(request: Request) -> HttpResponse:
    """Open a client with the short form."""
    form = NewClient(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            client = open_client(act=request.act, **form.facts())
        except ClientProblem as problem:
            form.add_error("code", sentence(problem))
        else:
            said(request, _("Klant aangemaakt. Vul nu de kaart verder in."))
            return redirect("office:client", client.code)
    return show(request, "new_client.html", {"form": form}, 422 if form.errors else 200)


@office
def client(request: Request, code: str) -> HttpResponse:
    """Show the card: every fact, and what its absence blocks."""
    found = client_of(request, code)
    page = {"card": card_of(found), "missing": missing(found)}
    return show_client(request, found, "client.html", page)


@office
def card(request: Request, code: str, slug: str) -> HttpResponse:
    """Change one group of facts."""
    found, section = client_of(request, code), _section(slug)
    form = SectionForm(section, found, request.on, request.POST or None)
    if request.method == "POST" and form.is_valid() and _stored(request, found, form):
        said(request, _("Opgeslagen. In het logboek staat wat er veranderde."))
        return redirect("office:client", code)
    page = {"form": form, "section": section}
    return show_client(request, found, "card.html", page, 422 if form.errors else 200)


def _section(slug: str) -> Section:
    for section in SECTIONS:
        if section.slug == slug:
            return section
    raise Http404


PLACE = {
    "enterprise_no_wrong": "enterprise_no",
    "hours_wrong": "hours_to",
    "promise_days_wrong": "promise_days_max",
    "partner_wrong": "agreed_partner",
    "clause_small": "clause_interest_from_reminder",
}


def _stored(request: Request, found: Client, form: SectionForm) -> bool:
    """Store the facts, or put the refusal near its field."""
    try:
        change_card(found, form.changes(), request.act)
    except ClientProblem as problem:
        place = PLACE.get(problem.word) or str(problem.details.get("field", ""))
        form.add_error(place if place in form.fields else None, sentence(problem))
        return False
    return True


@office
def log(request: Request, code: str) -> HttpResponse:
    """Show what was changed for this client, newest first."""
    found = client_of(request, code)
    events = OfficeEvent.objects.filter(client=found).select_related("seat__user").order_by("-seq")
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return show_client(request, found, "log.html", {"log": log_of(page), "page": page})


@office
def stop(request: Request, code: str) -> HttpResponse:
    """Show the switch: what it holds now, and what rests since it was used."""
    found = client_of(request, code)
    open_cases = request.scope.cases().filter(client=found, closed_on__isnull=True)
    resting = open_cases.filter(
        holds__kind=HoldKind.CLIENT_STOPPED, holds__lifted_on__isnull=True
    ).distinct()
    waiting_states = [MessageState.WAITING, MessageState.TAKEN]
    page = {
        "cases": open_cases.count(),
        "mails": request.scope.messages().filter(client=found, state__in=waiting_states).count(),
        "calls": request.scope.work_items().filter(client=found, state=WorkState.OPEN).count(),
        "resting": resting.order_by("number")[:SHOWN_CASES],
        "resting_count": resting.count(),
    }
    return show_client(request, found, "stop.html", page)


@office
def stop_now(request: Request, code: str) -> HttpResponse:
    """Use the switch: one button, one act."""
    found = client_of(request, code)
    match request.POST.get("do"):
        case "stop":
            count = stop_client(found, request.act)
            said(request, _("Alles staat stil. %(count)s zaken rusten nu.") % {"count": count})
        case "resume":
            count = len(resume_client(found, request.act))
            said(request, _rest_words(count))
        case "resume_all":
            count = resume_all(found, request.act)
            said(request, _("%(count)s zaken lopen weer.") % {"count": count})
        case "resume_case":
            _resume_one(request, found)
        case _:
            raise Http404
    return redirect("office:stop", code)


def _rest_words(count: int) -> str:
    words = ngettext(
        "De klant mag verder. %(count)s zaak rust nog tot u hem laat lopen.",
        "De klant mag verder. %(count)s zaken rusten nog tot u ze laat lopen.",
        count,
    )
    return words % {"count": count}


def _resume_one(request: Request, found: Client) -> None:
    number = request.POST.get("case", "")
    cases = request.scope.cases().filter(client=found, closed_on__isnull=True)
    case = get_object_or_404(cases, number=int(number) if number.isdecimal() else 0)
    if found.stopped_at is None:
        resume_case(case, request.act)
        said(request, _("Zaak %(number)s loopt weer.") % {"number": case.number})
