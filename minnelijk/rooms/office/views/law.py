"""The law as this installation knows it, and how the daily work went."""

from django.core.paginator import Paginator
from django.http import HttpResponse

from minnelijk.law.country import COUNTRIES, country
from minnelijk.records.models import Run
from minnelijk.rooms.office import lawbook
from minnelijk.rooms.office.frame import bureau_wide, office, show
from minnelijk.rooms.office.wording.events import run_name
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.people import Request

YEARS_BACK, YEARS_ON = 1, 2


@office
def law(request: Request) -> HttpResponse:
    """Show one country's pack: what it says, its sources, and until when it is known."""
    wished = request.GET.get("land", "")
    code = wished if wished in COUNTRIES else COUNTRIES[0]
    pack = country(code)
    years = range(request.on.year - YEARS_BACK, request.on.year + YEARS_ON + 1)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else request.on.year
    page = {
        "pack": pack,
        "countries": [(one, country_name(one), one == code) for one in COUNTRIES],
        "country": country_name(code),
        "files": lawbook.files_of(pack, request.on),
        "hours": lawbook.hours_of(pack, request.on),
        "year": year,
        "years": years,
        "holidays": lawbook.holidays_of_year(pack, year),
    }
    return show(request, "law.html", page)


@bureau_wide
def runs(request: Request) -> HttpResponse:
    """Show the last runs of the daily work: what was expected, what was done, what was not."""
    rows = Run.objects.order_by("-day_on", "-started_at")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    shown = [(run, run_name(run.name)) for run in page]
    return show(request, "runs.html", {"page": page, "runs": shown})
