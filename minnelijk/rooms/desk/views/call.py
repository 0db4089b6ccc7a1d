"""The call: next case, identity check, outcome, the way back."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import Direction, WorkState
from minnelijk.records.actions.worklist import (
    LostLease,
    NotOpen,
    give_back,
    heartbeat,
    next_item,
    skip,
    take_item,
)
from minnelijk.records.models import Case, WorkItem
from minnelijk.rooms.desk import line as calls
from minnelijk.rooms.desk.frame import PAUSED, frame
from minnelijk.rooms.desk.line import Line
from minnelijk.rooms.desk.person import TYPED
from minnelijk.rooms.desk.screen import Shown, screen, table_of
from minnelijk.rooms.desk.typed import told_right
from minnelijk.rooms.parts.people import Request, seated

_OfACall = Callable[[Request, int], HttpResponse]
SKIP_REASONS = ("moment", "known", "other")


def case_of(request: Request, case_id: int) -> Case:
    """Return a case in sight; nothing else exists."""
    rows = request.scope.cases().select_related("client", "debtor", "policy_version")
    case = rows.filter(id=case_id).first()
    if case is None:
        raise Http404
    return case


def posted(view: _OfACall) -> _OfACall:
    """A view that only takes what is sent: whoever reloads its address comes back to the call."""

    @wraps(view)
    def inner(request: Request, case_id: int) -> HttpResponse:
        if request.method != "POST":
            return go(request, "desk:call", case_of(request, case_id).id)
        return view(request, case_id)

    return inner


def go(request: Request, name: str, *args: object) -> HttpResponse:
    """Lead to another page, also where only a part of this one was asked for."""
    url = reverse(name, args=args)
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@never_cache
@seated
def now(request: Request) -> HttpResponse:
    """Take the next call (POST), or go back to the one that is going on."""
    if request.method != "POST":
        item = WorkItem.objects.filter(leased_by=request.seat, state=WorkState.OPEN).first()
        known = item and calls.line_of(request, item.case)
        return go(request, "desk:call", item.case_id) if item and known else go(request, "desk:day")
    return next_case(request)


def next_case(request: Request) -> HttpResponse:
    """Lease the best call and begin it; without one the day page says when there is more."""
    request.session.pop(PAUSED, None)
    handed = next_item(request.seat, request.act)
    if handed is None:
        return go(request, "desk:day")
    case = case_of(request, handed.item.case_id)
    calls.begin(request, case, handed.item.id, Direction.OUT)
    return go(request, "desk:call", case.id)


@never_cache
@require_GET
@seated
def call(request: Request, case_id: int) -> HttpResponse:
    """Show the call; without one going on the way leads to the file of the case."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None:
        return go(request, "desk:case", case.id)
    if case.closed_on is not None:
        return closed(request, case)
    if not has_turn(request, line):
        return lost(request, case)
    shown = Shown(
        outcome=request.GET.get("uitkomst", ""),
        step=request.GET.get("stap", ""),
        condition=request.GET.get("als", ""),
    )
    return page(request, case, line, shown)


@seated
@posted
def live(request: Request, case_id: int) -> HttpResponse:
    """Show the open form as it stands now, with the mail that belongs to it; stores nothing."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None:
        return go(request, "desk:case", case.id)
    shown = Shown(outcome=request.POST.get("outcome", ""), data=request.POST)
    return page(request, case, line, shown)


def page(
    request: Request, case: Case, line: Line, shown: Shown, *, status: int = 200
) -> HttpResponse:
    return render(request, "desk/call.html", screen(request, case, line, shown), status=status)


def has_turn(request: Request, line: Line) -> bool:
    """Whether the item of this call is ours; one that nobody took is taken again.

    Calls to us need none.
    """
    if line.item_id is None:
        return True
    try:
        take_item(line.item_id, request.seat, request.act)
    except (LostLease, NotOpen):
        return False
    return True


def closed(request: Request, case: Case) -> HttpResponse:
    """The case ended while it was on screen: paid, most of the time."""
    context = {**frame(request, "desk:now"), "case": case}
    return render(request, "desk/closed.html", context, status=200)


def lost(request: Request, case: Case, typed: str = "") -> HttpResponse:
    """A colleague has the case, or its time ran out."""
    context = {**frame(request, "desk:now"), "case": case, "typed": typed}
    return render(request, "desk/lost.html", context, status=200)


@seated
@posted
def tick(request: Request, case_id: int) -> HttpResponse:
    """Tick a fact that the debtor told; a bill or an amount is compared, never shown."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None:
        return go(request, "desk:case", case.id)
    try:
        fact = Fact(request.POST.get("fact", ""))
    except ValueError as unknown:
        raise Http404 from unknown
    told = request.POST.get("told", "")
    if fact in TYPED and not told_right(table_of(request, case).facts, fact, told):
        words = _("Dit klopt niet met wat wij weten. Vraag iets anders, of kies D: andere persoon.")
        return page(request, case, line, Shown(step="check", banner=_wait(words)), status=422)
    was = line.passed
    line = calls.tick(request, case, line, fact)
    return page(request, case, line, Shown(just_passed=line.passed and not was))


def _wait(text: str) -> dict[str, str]:
    return {"kind": "wait", "title": "", "text": text}


@seated
@posted
def keep(request: Request, case_id: int) -> HttpResponse:
    """Keep the turn while the page is open; says so when it is gone."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    if line is None or line.item_id is None:
        return HttpResponse(status=204)
    if heartbeat(line.item_id, request.seat, request.at):
        return HttpResponse(status=204)
    return render(request, "desk/lost_turn.html", {"case": case})


@seated
@posted
def pass_by(request: Request, case_id: int) -> HttpResponse:
    """Skip a case with a reason; it comes back later, or a colleague takes it."""
    case = case_of(request, case_id)
    line = calls.line_of(request, case)
    reason = request.POST.get("why", "")
    if line is not None and line.item_id is not None and reason in SKIP_REASONS:
        skip(line.item_id, reason, request.act)
    calls.end(request, case.id)
    return next_case(request)


@require_POST
@seated
def pause(request: Request) -> HttpResponse:
    """Rest: what one had waits for anybody again."""
    give_back(request.seat)
    request.session[PAUSED] = True
    return go(request, "desk:day")
