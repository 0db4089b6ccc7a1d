"""Another day for one instalment of a plan that runs."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.records.actions.core import CaseChanged, CaseClosed
from minnelijk.records.actions.plans import PlanRefused, defer_instalment
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.views.call import case_of, go
from minnelijk.rooms.desk.views.cases import file_page
from minnelijk.rooms.parts.people import Request, seated


@require_POST
@seated
def defer(request: Request, case_id: int, number: int) -> HttpResponse:
    """Move one instalment to a later day; the debtor gets the agreement as it is now."""
    case = case_of(request, case_id)
    seen = request.POST.get("rev", "")
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
        rev = int(seen) if seen.isdecimal() else None
        defer_instalment(case.id, number, day, request.act, seen_rev=rev)
    except ValueError:
        return file_page(request, case, sentence(PlanRefused("no_day")))
    except PlanRefused as refused:
        return file_page(request, case, sentence(refused))
    except (CaseChanged, CaseClosed):
        case.refresh_from_db()
        return file_page(request, case, _("Deze zaak is net veranderd. Kijk of het nog klopt."))
    return go(request, "desk:case", case.id)
