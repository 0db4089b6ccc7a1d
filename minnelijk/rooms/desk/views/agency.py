"""A case at an agency: what is passed on, what it asked, and taking the case back."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minnelijk.flow.words import AgencyWord, Phase, RecallWhy
from minnelijk.records.actions import agency, hand_over
from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.models import Case
from minnelijk.records.notice_facts import running
from minnelijk.rooms.desk import line as calls
from minnelijk.rooms.desk.agency import TOLD
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.screen import Shown
from minnelijk.rooms.desk.views.call import case_of, go, page, posted
from minnelijk.rooms.desk.views.cases import file_page
from minnelijk.rooms.parts.people import Request, seated

WAYS = {word.value: word for word in (AgencyWord.DEBTOR, AgencyWord.NEWS, AgencyWord.ANSWER)}
WHYS = {why.value: why for why in (RecallWhy.CLIENT, RecallWhy.STOP)}


def _gone(request: Request, case: Case) -> HttpResponse:
    return file_page(request, case, _("Geen incassobureau heeft deze zaak nu."))


@require_POST
@seated
def tell(request: Request, case_id: int) -> HttpResponse:
    """Tell the agency something, from the file of the case."""
    case = case_of(request, case_id)
    words, what = request.POST.get("words", ""), request.POST.get("what", "")
    try:
        told = agency.tell(case.id, WAYS.get(what, AgencyWord.NEWS), words, request.act)
    except agency.AgencyProblem as refused:
        kept = {"agency_error": sentence(refused), "agency_typed": words, "agency_what": what}
        return file_page(request, case, status=422, **kept)
    except CaseClosed:
        return _gone(request, case)
    if told is None:
        return _gone(request, case)
    request.session[TOLD] = told.hand_over.partner.name
    return go(request, "desk:case", case.id)


@require_POST
@seated
def read(request: Request, case_id: int) -> HttpResponse:
    """Somebody here saw what the agency told."""
    case = case_of(request, case_id)
    made = running(case)
    if made is not None:
        agency.read_by(made, request.act, from_agency=True)
    return go(request, "desk:case", case.id)


@seated
@posted
def pass_on(request: Request, case_id: int) -> HttpResponse:
    """Pass on what the debtor says on the phone; the client hears of it too."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None or not line.passed or case.phase != Phase.HANDED_OVER:
        return go(request, "desk:call", case.id)
    words = request.POST.get("words", "")
    try:
        told = agency.tell(case.id, AgencyWord.DEBTOR, words, request.act)
    except agency.AgencyProblem as refused:
        kept = {"pass_error": sentence(refused), "pass_typed": words}
        return page(request, case, line, Shown(more=kept), status=422)
    except CaseClosed:
        told = None
    calls.end(request, case.id)
    if told is None:
        return _gone(request, case)
    request.session[TOLD] = told.hand_over.partner.name
    return go(request, "desk:case", case.id)


@require_POST
@seated
def hang_up(request: Request, case_id: int) -> HttpResponse:
    """The call is over and there is nothing to pass on."""
    case = case_of(request, case_id)
    calls.end(request, case.id)
    return go(request, "desk:case", case.id)


@require_POST
@seated
def recall(request: Request, case_id: int) -> HttpResponse:
    """Take a case back from the agency: it rests until a person has looked."""
    case = case_of(request, case_id)
    why = WHYS.get(request.POST.get("why", ""), RecallWhy.CLIENT)
    words = request.POST.get("words", "").strip()[:500]
    try:
        hand_over.recall(case.id, why, request.act, words=words)
    except (hand_over.NotHandedOver, CaseClosed):
        return _gone(request, case)
    return go(request, "desk:case", case.id)
