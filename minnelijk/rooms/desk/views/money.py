"""Money that looks for its case: a person says where it belongs, or types in what came."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import Role
from minnelijk.records.actions import bank
from minnelijk.records.actions.payments import PaymentRefused
from minnelijk.records.models import BankLine
from minnelijk.rooms.desk import money as waits
from minnelijk.rooms.desk.frame import frame, is_supervisor
from minnelijk.rooms.desk.money_form import MoneyCame
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.views.call import go
from minnelijk.rooms.parts.people import Request, seated

LEADS = (Role.SUPERVISOR, Role.MANAGER)


@never_cache
@require_GET
@seated(Role.AGENT, *LEADS)
def money(request: Request) -> HttpResponse:
    """List the money that waits for its case, and what was decided lately."""
    return _page(request)


def _page(
    request: Request, problem: str = "", *, form: MoneyCame | None = None, at_line: int = 0
) -> HttpResponse:
    lead = is_supervisor(request)
    context = {
        **frame(request, "desk:money"),
        "lines": waits.waiting(request),
        "decided": waits.decided(request),
        "form": (form or MoneyCame(request)) if lead else None,
        "problem": problem,
        "at_line": at_line,
    }
    wrong = problem or (form is not None and form.errors)
    return render(request, "desk/money.html", context, status=422 if wrong else 200)


def _line(request: Request, line_id: int) -> BankLine:
    return get_object_or_404(
        request.scope.bank_lines().select_related("account__client"), id=line_id
    )


@require_POST
@seated(Role.AGENT, *LEADS)
def decide(request: Request, line_id: int) -> HttpResponse:
    """Say on which case the money belongs, or that it is not ours."""
    line = _line(request, line_id)
    try:
        bank.decide(line.id, _chosen(request, line), request.act)
    except waits.NoSuchCase as missing:
        return _page(request, _no_case(missing), at_line=line.id)
    except (bank.BankRefused, PaymentRefused) as refused:
        return _page(request, sentence(refused))
    return go(request, "desk:money")


def _chosen(request: Request, line: BankLine) -> int | None:
    what = request.POST.get("what", "")
    if what == "not_ours":
        return None
    if what == "other":
        return waits.case_by_number(request, line, request.POST.get("number", "")).id
    named = line.candidates.filter(case_id=int(what)) if what.isdecimal() else None
    if named is None or not named.exists():
        raise Http404
    return int(what)


def _no_case(missing: waits.NoSuchCase) -> str:
    if missing.word == "several":
        return _("Er zijn meer zaken met dit nummer. Typ het nummer van de rekening.")
    return _("Er is geen zaak met dit nummer. Typ een zaaknummer of het nummer van een rekening.")


@require_POST
@seated(*LEADS)
def came(request: Request) -> HttpResponse:
    """Type in one payment as it stands on the account."""
    form = MoneyCame(request, request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    told = dict(form.cleaned_data)
    words = {word: told[word] for word in ("name", "iban", "reference", "text", "key")}
    try:
        bank.money_came(told["account"], told["amount"], told["day"], request.act, **words)
    except (bank.BankRefused, PaymentRefused) as refused:
        return _page(request, sentence(refused), form=form)
    return go(request, "desk:money")


@require_POST
@seated(*LEADS)
def unmatch(request: Request, line_id: int) -> HttpResponse:
    """Take money away from the case where it was booked by mistake."""
    line = _line(request, line_id)
    try:
        bank.unmatch(line.id, request.act)
    except (bank.BankRefused, PaymentRefused) as refused:
        return _page(request, sentence(refused))
    return go(request, "desk:money")
