"""Policies: which table for whom, and the editor beside its calendar."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.facts import Limits
from minnelijk.flow.policy import base_text, read
from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.policies import (
    PolicyRefused,
    activate,
    in_use,
    policy_for,
    save_policy,
)
from minnelijk.records.models import Client, Policy, PolicyVersion
from minnelijk.records.queries import limits_of
from minnelijk.rooms.office.forms.policy import InventedCase, NewPolicy, invented
from minnelijk.rooms.office.frame import (
    client_of,
    may_change,
    office,
    said,
    show,
    show_client,
    typed,
)
from minnelijk.rooms.office.journey import Preview, preview_of
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.table import Table, differences, table_of
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.office.wording.policy import policy_name
from minnelijk.rooms.parts.people import Request

WHOM = (DebtorKind.CONSUMER, DebtorKind.LEGAL_ENTITY)


@office
def policies(request: Request) -> HttpResponse:
    """Show every table in sight, and for each client which one is used for whom."""
    clients = list(request.scope.clients().filter(closed_on__isnull=True).order_by("name"))
    rows = request.scope.policies().select_related("client").order_by("client__name", "name")
    page = {
        "clients": [{"client": client, "uses": uses(client)} for client in clients],
        "own": [_listed(row) for row in rows if not row.shipped],
        "shipped": [_listed(row) for row in rows if row.shipped],
    }
    return show(request, "policies.html", page)


@office
def client_policies(request: Request, code: str) -> HttpResponse:
    """Show which table this client uses for whom, and its own ones."""
    client = client_of(request, code)
    own = Policy.objects.filter(client=client).select_related("client").order_by("name")
    page = {"uses": uses(client), "own": [_listed(row) for row in own]}
    return show_client(request, client, "client_policies.html", page)


def uses(client: Client) -> list[dict[str, object]]:
    """Return for each country and sort of debtor the version in use, and whose it is."""
    found: list[dict[str, object]] = []
    for code in COUNTRIES:
        for kind in WHOM:
            try:
                version = policy_for(client, code, kind)
            except PolicyRefused:
                version = None
            consumer = kind is DebtorKind.CONSUMER
            found.append(
                {
                    "country": country_name(code),
                    "whom": _("consumenten") if consumer else _("bedrijven"),
                    "version": version,
                    "name": policy_name(version.policy.name) if version else "",
                    "layer": layer_of(version.policy) if version else "",
                }
            )
    return found


def layer_of(policy: Policy) -> str:
    if policy.client_id is not None:
        return _("van de klant")
    return _("meegeleverd") if policy.shipped else _("van het bureau")


def _listed(policy: Policy) -> dict[str, object]:
    newest = policy.versions.order_by("-number").first()
    return {
        "policy": policy,
        "name": policy_name(policy.name),
        "live": in_use(policy),
        "newest": newest,
        "layer": layer_of(policy),
    }


@office
def new_policy(request: Request) -> HttpResponse:
    """Start a table of somebody's own with a copy of another one."""
    tables = request.scope.policies().select_related("client").order_by("-shipped", "name")
    start = [
        (str(row.id), f"{policy_name(row.name)}, {row.client or layer_of(row)}") for row in tables
    ]
    clients = request.scope.clients().filter(closed_on__isnull=True).order_by("name")
    initial = {"client": request.GET.get("klant", ""), "start": request.GET.get("van", "")}
    form = NewPolicy(clients, start, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        version = _begun(request, form)
        if version is not None:
            return redirect("office:policy", version.policy_id)
    return show(request, "new_policy.html", {"form": form}, 422 if form.errors else 200)


def _begun(request: Request, form: NewPolicy) -> PolicyVersion | None:
    told = form.cleaned_data
    owner = client_of(request, told["client"]) if told["client"] else None
    if owner is None and request.scope.client_ids is not None:
        form.add_error("client", _("Kies een klant: u werkt niet voor alle klanten."))
        return None
    if Policy.objects.filter(client=owner, name=told["name"].strip()).exists():
        form.add_error("name", _("Er is al een traject met deze naam. Kies een andere."))
        return None
    table = get_object_or_404(request.scope.policies(), id=told["start"])
    newest = in_use(table) or table.versions.order_by("-number").first()
    try:
        version, _problems = save_policy(
            owner,
            told["name"],
            newest.text if newest else "",
            request.act,
            for_country=told["for_country"],
            for_whom=told["for_whom"],
        )
    except PolicyRefused as problem:
        form.add_error("name", sentence(problem))
        return None
    said(request, _("Bewaard als versie 1. Er verandert nog niets voor nieuwe zaken."))
    return version


@office
def policy(request: Request, number: int) -> HttpResponse:
    """Show the editor: the text, its rows in words, its problems, and the calendar."""
    found = _policy(request, number)
    if request.method == "GET":
        version = _version(request, found)
        invention = InventedCase(initial=invented(_country(found)))
        return _editor(request, found, version.text if version else "", invention)
    invention = InventedCase(request.POST)
    text = typed(request.POST.get("text", ""))
    match request.POST.get("do"):
        case "look":
            return _editor(request, found, text, invention)
        case "save":
            return _save(request, found, text, invention)
    raise Http404


def _policy(request: Request, number: int) -> Policy:
    return get_object_or_404(request.scope.policies().select_related("client"), id=number)


def _country(policy: Policy) -> str:
    owner = policy.client.country if policy.client else ""
    return policy.for_country or owner or ("be" if policy.name.startswith("notice_") else "nl")


def _version(request: Request, policy: Policy) -> PolicyVersion | None:
    """Return the version that is asked for, else the newest."""
    wished = request.GET.get("versie", "")
    rows = policy.versions.select_related("made_by__user").order_by("-number")
    if wished.isdecimal():
        return get_object_or_404(rows, number=int(wished))
    return rows.first()


def _save(request: Request, found: Policy, text: str, invention: InventedCase) -> HttpResponse:
    """Store the text as a version; it is not in use before somebody says so."""
    _may_write(request, found)
    try:
        version, problems = save_policy(
            found.client,
            found.name,
            text,
            request.act,
            for_country=found.for_country,
            for_whom=found.for_whom,
        )
    except PolicyRefused as problem:
        return _editor(request, found, text, invention, refused=sentence(problem))
    words = _("Bewaard als versie %(number)s. Hij is nog niet in gebruik.")
    if problems:
        words = _("Bewaard als versie %(number)s, met problemen. Zo kan hij niet in gebruik.")
    said(request, words % {"number": version.number})
    return redirect("office:policy", found.id)


def _may_write(request: Request, policy: Policy) -> None:
    """The bureau's own tables count for every client."""
    if policy.shipped or (policy.client_id is None and request.scope.client_ids is not None):
        raise Http404


@office
def use_policy(request: Request, number: int) -> HttpResponse:
    """Use a stored version for new cases from now on."""
    found = _policy(request, number)
    wished = request.POST.get("version", "")
    if request.method != "POST" or not wished.isdecimal():
        raise Http404
    _may_write(request, found)
    version = get_object_or_404(found.versions, number=int(wished))
    try:
        activate(version, request.act)
    except PolicyRefused as problem:
        invention = InventedCase(initial=invented(_country(found)))
        refused = sentence(problem)
        return _editor(request, found, version.text, invention, refused=refused)
    said(
        request,
        _("Versie %(number)s is in gebruik voor nieuwe zaken.") % {"number": version.number},
    )
    return redirect("office:policy", found.id)


def _editor(
    request: Request,
    policy: Policy,
    text: str,
    invention: InventedCase,
    *,
    refused: str = "",
) -> HttpResponse:
    table = table_of(text, policy, request.on)
    live = in_use(policy)
    page = {
        "policy": policy,
        "name": policy_name(policy.name),
        "table": table,
        "numbers": range(1, table.lines + 1),
        "version": policy.versions.filter(text=text).order_by("-number").first(),
        "live": live,
        "is_live": live is not None and live.text == text,
        "versions": policy.versions.select_related("made_by__user").order_by("-number")[:12],
        "changes": differences(read(live.text, base_text())[0] if live else None, table.policy),
        "running": _running(request, policy),
        "invention": invention,
        "preview": _preview(request, policy, table, invention),
        "refused": refused,
        "writes": _writes(request, policy),
        "copy_url": _copy_url(policy),
    }
    wrong = refused or invention.errors
    return show(request, "policy.html", page, 422 if wrong else 200)


def _writes(request: Request, policy: Policy) -> bool:
    own = policy.client_id is not None or request.scope.client_ids is None
    return may_change(request) and not policy.shipped and own


def _copy_url(policy: Policy) -> str:
    return f"{reverse('office:new_policy')}?van={policy.id}"


def _preview(
    request: Request, policy: Policy, table: Table, invention: InventedCase
) -> Preview | None:
    if table.policy is None:
        return None
    told = invention.initial
    if invention.is_bound:
        if not invention.is_valid():
            return None
        told = invention.cleaned_data
    limits = limits_of(policy.client) if policy.client else Limits()
    return preview_of(table.policy, told, limits, request.on)


def _running(request: Request, policy: Policy) -> QuerySet[PolicyVersion, dict[str, int]]:
    """Return per version how many open cases keep it."""
    cases = request.scope.cases().filter(closed_on__isnull=True, policy_version__policy=policy)
    counted = cases.values("policy_version__number").annotate(count=Count("number"))
    return counted.order_by("policy_version__number")  # type: ignore[return-value]
