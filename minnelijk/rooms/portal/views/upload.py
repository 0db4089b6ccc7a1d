"""Delivering a list: the file waits sealed, every row is shown, and nothing starts before a yes."""

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minnelijk.files.invoices import Reading, read, template
from minnelijk.records.actions import drafts
from minnelijk.records.actions.intake import remembered_mapping
from minnelijk.records.models import Claim, Client, Document, Placement, PlacementRow
from minnelijk.records.words import RowState
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.draft import token_of
from minnelijk.rooms.portal.frame import client_of, portal, show
from minnelijk.rooms.portal.reading import first_lines, is_long, read_draft
from minnelijk.rooms.portal.wording.lists import problem_text

BIGGEST = 50_000_000
TAKEN = ".csv,.txt,.tsv,.xlsx,.xls,.xlsb,.ods,.xml,.ubl,.xaf,.zip"
NOTHING_TO_ASK = frozenset({"xaf_no_subledger"})
"""What stands in the way of all rows, and no answer of the client takes away."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 20


@portal
def deliver(request: Request) -> HttpResponse:
    """Take a file, or show what was delivered before."""
    client = client_of(request)
    if request.method == "POST":
        return _take(request, client)
    return _page(request, client)


def _page(
    request: Request, client: Client, problem: object = "", status: int = 200
) -> HttpResponse:
    pages = Paginator(request.scope.placements().order_by("-id"), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    ids = [one.id for one in shown]
    rows = PlacementRow.objects.filter(placement__in=ids, state=RowState.WAITING)
    claims = request.scope.claims().filter(placement__in=ids)
    waits, started = _per_placement(rows), _per_placement(claims)
    page = {
        "client": client,
        "problem": problem,
        "taken": TAKEN,
        "most_bytes": BIGGEST,
        "page": shown,
        "earlier": [(one, waits.get(one.id, 0), started.get(one.id, 0)) for one in shown],
        "stopped": client.stopped_at is not None or client.closed_on is not None,
    }
    return show(request, "deliver.html", page, status=status)


def _per_placement(rows: "QuerySet[PlacementRow] | QuerySet[Claim]") -> dict[int, int]:
    counted = rows.order_by().values_list("placement_id").annotate(count=Count("id"))
    return {number: count for number, count in counted if number is not None}


def _take(request: Request, client: Client) -> HttpResponse:
    """Keep the file sealed and show its rows, or say in words why it cannot be read."""
    file = request.FILES.get("file")
    problem = _refusal(file)
    if file is None or problem:
        return _page(request, client, problem, status=422)
    content = file.read()
    document = drafts.keep_draft(client, content, _name(file), request.act)
    same = Placement.objects.filter(
        client=client, file_sha256=document.sha256, taken_back_at__isnull=True
    ).first()
    if same is not None:
        return redirect(reverse("portal:delivery", args=[same.id]) + "?zelfde=1")
    if not is_long(document):
        return first_look(request, client, document, read_draft(document, {}, client))
    head = first_lines(content)
    if head:
        return first_look(request, client, document, read(head, name=""))
    return redirect("portal:draft", token=token_of(document, request))


def first_look(
    request: Request, client: Client, document: Document, reading: Reading
) -> HttpResponse:
    """Take over what this client's columns meant last time, or say why there are none."""
    hopeless = NOTHING_TO_ASK & {problem.word.value for problem in reading.problems}
    if not reading.columns or hopeless:
        told = [{"word": str(one.word.value), "detail": one.detail} for one in reading.problems]
        drafts.drop(document, request.act)
        return _page(request, client, " ".join(map(problem_text, told)), status=422)
    known = {heading: word.value for heading, word in remembered_mapping(client, reading).items()}
    drafts.answer(document, {"mapping": known, "remembered": known})
    return redirect("portal:draft", token=token_of(document, request))


def _refusal(file: UploadedFile | None) -> str:
    if file is None:
        return _("Kies eerst een bestand.")
    if not file.size:
        return _("Dit bestand is leeg.")
    if file.size > BIGGEST:
        return _("Dit bestand is groter dan 50 MB. Lever de lijst in delen aan.")
    return ""


def _name(file: UploadedFile) -> str:
    return (file.name or _("lijst"))[-80:]


@portal
@require_GET
def example(request: Request) -> HttpResponse:
    """An example list to fill in."""
    response = HttpResponse(template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="minnelijk-voorbeeld.xlsx"'
    return response
