"""Policies: a table of one's own, and the editor beside its calendar."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.facts import Limits
from minnelijk.flow.policy import base_text, read
from minnelijk.records.actions.policies import (
    PolicyRefused,
    activate,
    in_use,
    save_policy,
)
from minnelijk.records.models import Policy, PolicyVersion
from minnelijk.records.notice_facts import is_signed
from minnelijk.records.queries import limits_of, third_party
from minnelijk.rooms.office.forms.policy import InventedCase, NewPolicy, invented
from minnelijk.rooms.office.frame import (
    client_of,
    may_change,
    office,
    said,
    show,
    typed,
)
from minnelijk.rooms.office.journey import Preview, preview_of
from minnelijk.rooms.office.notice_rows import chosen, with_choices
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.table import Table, differences, table_of
from minnelijk.rooms.office.views.policy_lists import layer_of
from minnelijk.rooms.office.wording.policy import policy_name
from minnelijk.rooms.parts.people import Request


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
        invention = InventedCase(initial=_invented(found))
        return _editor(request, found, version.text if version else "", invention)
    invention = InventedCase(request.POST)
    text = typed(request.POST.get("text", ""))
    match request.POST.get("do"):
        case "look":
            return _editor(request, found, text, invention)
        case "save":
            return _save(request, found, text, invention)
        case str(do) if do.startswith("row-"):
            return _editor(request, found, _chosen(request, found, do, text), invention)
    raise Http404


def _chosen(request: Request, policy: Policy, do: str, text: str) -> str:
    """The text with one notice as it was chosen; nothing is stored yet."""
    _may_write(request, policy)
    wished = do.removeprefix("row-")
    rows = {str(row.number): row for row in table_of(text, policy, request.on).steps}
    if wished not in rows:
        raise Http404
    row = rows[wished]
    return with_choices(text, row.line, chosen(request.POST.dict(), row.number))


def _policy(request: Request, number: int) -> Policy:
    return get_object_or_404(request.scope.policies().select_related("client"), id=number)


def _country(policy: Policy) -> str:
    owner = policy.client.country if policy.client else ""
    return policy.for_country or owner or ("be" if policy.name.startswith("notice_") else "nl")


def _invented(policy: Policy) -> dict[str, object]:
    return invented(_country(policy), third_party=third_party())


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
        invention = InventedCase(initial=_invented(found))
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
    preview = _preview(request, policy, table, invention)
    for row in table.steps:
        row.law = preview.overruled.get(row.number, "") if preview else ""
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
        "preview": preview,
        "unsigned": _unsigned(preview, invention),
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


def _unsigned(preview: Preview | None, invention: InventedCase) -> bool:
    """Whether letters of this journey wait for a lawyer who reads the law of the country."""
    if preview is None or not any(line.until for line in preview.shown):
        return False
    told = invention.cleaned_data if invention.is_bound else invention.initial
    return not is_signed(told["country"])


def _running(request: Request, policy: Policy) -> QuerySet[PolicyVersion, dict[str, int]]:
    """Return per version how many open cases keep it."""
    cases = request.scope.cases().filter(closed_on__isnull=True, policy_version__policy=policy)
    counted = cases.values("policy_version__number").annotate(count=Count("number"))
    return counted.order_by("policy_version__number")  # type: ignore[return-value]
