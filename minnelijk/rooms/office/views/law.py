"""The law as this installation knows it, a lawyer's word for it, and how the daily work went."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES, Country, country
from minnelijk.records.actions.law import LawProblem, sign_law, sign_off_of
from minnelijk.records.models import LawSignOff, Run
from minnelijk.rooms.office import lawbook
from minnelijk.rooms.office.forms.law import SignForm
from minnelijk.rooms.office.frame import office, said, show
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.wording.events import run_name
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.people import Request

YEARS_BACK, YEARS_ON = 1, 2
PLACE = {"name_missing": "lawyer_name", "role_missing": "lawyer_role"}


@office
def law(request: Request) -> HttpResponse:
    """Show one country's pack: what it says, its sources, until when it is known, who signed."""
    return _page(request, _pack(request.GET.get("land", "")), SignForm())


@office
def sign(request: Request) -> HttpResponse:
    """Record that a lawyer read the pack that was on the screen."""
    pack = _pack(request.POST.get("country", ""))
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _signed(request, pack, form):
        return redirect(f"{reverse('office:law')}?land={pack.code}")
    return _page(request, pack, form)


def _pack(wished: str) -> Country:
    return country(wished if wished in COUNTRIES else COUNTRIES[0])


def _signed(request: Request, pack: Country, form: SignForm) -> bool:
    told = form.cleaned_data
    try:
        sign_law(
            pack.code,
            lawyer_name=told["lawyer_name"],
            lawyer_role=told["lawyer_role"],
            read_sha256=told["sha256"],
            act=request.act,
        )
    except LawProblem as problem:
        form.add_error(PLACE.get(problem.word), sentence(problem))
        return False
    said(request, _("Getekend. Aanmaningen voor dit land mogen uit."))
    return True


def _page(request: Request, pack: Country, form: SignForm) -> HttpResponse:
    years = range(request.on.year - YEARS_BACK, request.on.year + YEARS_ON + 1)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else request.on.year
    page = {
        "pack": pack,
        "countries": [(one, country_name(one), one == pack.code) for one in COUNTRIES],
        "country": country_name(pack.code),
        "files": lawbook.files_of(pack, request.on),
        "hours": lawbook.hours_of(pack, request.on),
        "year": year,
        "years": years,
        "holidays": lawbook.holidays_of_year(pack, year),
        "form": form,
        "all_open": bool(request.GET.get("alles")) or bool(form.errors),
        **_sign_off(pack),
    }
    return show(request, "law.html", page, 422 if form.errors else 200)


def _sign_off(pack: Country) -> dict[str, Any]:
    """Who signed this pack; else the newest pack of the country that was signed, if any."""
    before = LawSignOff.objects.filter(country=pack.code).order_by("-signed_at").first()
    return {"signed": sign_off_of(pack), "before": before, "short_hash": pack.pack_sha256[:12]}


@office
def runs(request: Request) -> HttpResponse:
    """Show the last runs of the daily work: what was expected, what was done, what was not."""
    rows = Run.objects.order_by("-day_on", "-started_at")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    shown = [(run, run_name(run.name)) for run in page]
    return show(request, "runs.html", {"page": page, "runs": shown})
