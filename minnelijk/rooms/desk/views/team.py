"""The team: the board on the wall, what stalls, money booked by hand."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.flow.words import EntryCause
from minnelijk.records.actions.payments import BookedBefore, PaymentRefused, book, reverse
from minnelijk.records.models import Entry
from minnelijk.rooms.desk import figures
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.payment_form import Payment
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.views.call import case_of, go
from minnelijk.rooms.desk.views.cases import file_page
from minnelijk.rooms.parts.people import Request, seated


@never_cache
@require_GET
@seated
def board(request: Request) -> HttpResponse:
    """Show the team on the wall: five figures with their goal, nobody's name."""
    context = {"tiles": figures.tiles(request), "at": request.at, "on": request.on}
    context |= {"settled": figures.settled_today(request), "team": figures.team_name()}
    return render(request, "desk/board.html", context)


@never_cache
@require_GET
@seated
def team(request: Request) -> HttpResponse:
    """Show what stalls and what waits for the lead of the team."""
    context = {**frame(request, "desk:team"), **figures.stalls(request)}
    return render(request, "desk/team.html", context)


@require_POST
@seated
def payment(request: Request, case_id: int) -> HttpResponse:
    """Book money that came in, on the day it was on the account."""
    case = case_of(request, case_id)
    form = Payment(request.POST, on=request.on)
    if not form.is_valid():
        return file_page(request, case, status=422, payment=form)
    given = form.cleaned_data
    key = f"desk:{case.id}:{given['key']}"
    try:
        book(case.id, given["amount"], given["day"], request.act, cause=EntryCause.DESK, key=key)
    except (PaymentRefused, BookedBefore) as refused:
        return file_page(request, case, sentence(refused), payment=form)
    return go(request, "desk:case", case.id)


@require_POST
@seated
def reversal(request: Request, case_id: int, entry_id: int) -> HttpResponse:
    """Write back a payment that bounced."""
    case = case_of(request, case_id)
    if not Entry.objects.filter(id=entry_id, case=case).exists():
        raise Http404
    day = request.POST.get("day", "")
    try:
        value_on = date.fromisoformat(day) if day else request.on
        reverse(entry_id, request.act, value_on=value_on)
    except (PaymentRefused, BookedBefore) as refused:
        return file_page(request, case, sentence(refused))
    except ValueError:
        return file_page(request, case, sentence(PaymentRefused("future")))
    return go(request, "desk:case", case.id)
