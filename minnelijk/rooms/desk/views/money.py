"""Money that looks for its case: a person says where it belongs, or types in what came."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minnelijk.records.actions import bank
from minnelijk.records.actions.bank_reopen import ASIDE, reopen
from minnelijk.records.actions.payments import PaymentRefused
from minnelijk.records.models import BankLine
from minnelijk.rooms.desk import money as waits
from minnelijk.rooms.desk.frame import frame, is_supervisor
from minnelijk.rooms.desk.money_form import MoneyCame
from minnelijk.rooms.desk.money_split import Split, shown_split, split_of
from minnelijk.rooms.desk.refusals import sentence
from minnelijk.rooms.desk.views.call import go
from minnelijk.rooms.parts.people import Request, seated

REFUSED = (bank.BankRefused, PaymentRefused)
LINE = "regel"
NOT_OURS, KNOWN = "not_ours", "known"


@dataclass
class Shown:
    """What a page shows beside the line itself: what was typed, and what is wrong with it."""

    line: int | None = None
    problem: str = ""
    status: int = 200
    form: MoneyCame | None = None
    split: Split | None = None
    asked: str | None = None
    hits: list[waits.Owner] = field(default_factory=list)


@never_cache
@require_GET
@seated
def money(request: Request) -> HttpResponse:
    """Show the money that waits for its case, one line in focus, and what was decided lately."""
    asked = request.GET.get(LINE, "")
    return _page(request, Shown(int(asked) if asked.isdecimal() and len(asked) < 19 else None))


def _page(request: Request, shown: Shown) -> HttpResponse:
    lead = is_supervisor(request)
    at, row = waits.row_of(request, shown.line, lead=lead)
    people, alone = waits.decided(request)
    wait = waits.focus(_line(request, at)) if at is not None else None
    mine = shown.line in {None, at}
    context: dict[str, Any] = {
        **frame(request, "desk:money"),
        "wait": wait,
        "split": shown_split(wait, shown.split if mine else None) if wait else None,
        "row": row,
        "decided": people,
        "alone": alone,
        "form": (shown.form or MoneyCame(request)) if lead else None,
        "shown": shown,
        "mine": mine,
    }
    return render(request, "desk/money.html", context, status=shown.status)


def _line(request: Request, line_id: int) -> BankLine:
    rows = request.scope.bank_lines().select_related("account__client")
    return get_object_or_404(rows, id=line_id)


def _refused(request: Request, refused: Exception, line: int | None = None) -> HttpResponse:
    return _page(request, Shown(line, sentence(refused), 422))


def _on(following: int | None) -> HttpResponse:
    """Go on with the line that has the focus now."""
    where = reverse("desk:money")
    return redirect(f"{where}?{LINE}={following}" if following else where)


@require_POST
@seated
def decide(request: Request, line_id: int) -> HttpResponse:
    """Say on which case the money belongs, that it is not ours, or that we knew it already."""
    line = _line(request, line_id)
    following = waits.next_after(request, line)
    try:
        if request.POST.get("what") == KNOWN:
            bank.told_before(line.id, request.act)
        else:
            bank.decide(line.id, _chosen(request, line), request.act)
    except REFUSED as refused:
        return _refused(request, refused, line.id)
    return _on(following)


def _chosen(request: Request, line: BankLine) -> int | None:
    what, hit = request.POST.get("what", ""), request.POST.get("found", "")
    if what == NOT_OURS:
        return None
    if _number(hit):
        return get_object_or_404(waits.cases_for(request, line), id=int(hit)).id
    if not _number(what) or not line.candidates.filter(case_id=int(what)).exists():
        raise Http404
    return int(what)


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


@require_POST
@seated
def search(request: Request, line_id: int) -> HttpResponse:
    """Look for another case; what is typed is posted, so that no name stands in an address."""
    line = _line(request, line_id)
    text = request.POST.get("q", "").strip()[:120]
    return _page(
        request,
        Shown(line.id, asked=text, hits=waits.searched(request, line, text) if text else []),
    )


@require_POST
@seated
def split(request: Request, line_id: int) -> HttpResponse:
    """Give each of several cases its part of the money, all of it together."""
    line = _line(request, line_id)
    following = waits.next_after(request, line)
    made = split_of(request, line, request.POST)
    if made.wrong or made.problem:
        return _page(request, Shown(line.id, status=422, split=made))
    try:
        bank.decide(line.id, None, request.act, parts=made.parts)
    except REFUSED as refused:
        return _refused(request, refused, line.id)
    return _on(following)


@require_POST
@seated
def came(request: Request) -> HttpResponse:
    """Type in one payment as it stands on the account."""
    form = MoneyCame(request, request.POST)
    if not form.is_valid():
        return _page(request, Shown(status=422, form=form))
    told = dict(form.cleaned_data)
    words = {word: told[word] for word in ("name", "iban", "reference", "text", "key")}
    try:
        bank.money_came(
            told["account"], told["amount"], told["day"], request.act, again=told["again"], **words
        )
    except REFUSED as refused:
        form.twice = getattr(refused, "word", "") == "told_by_bank"
        return _page(request, Shown(problem=sentence(refused), status=422, form=form))
    return go(request, "desk:money")


@require_POST
@seated
def unmatch(request: Request, line_id: int) -> HttpResponse:
    """Take a decision back: money was booked by mistake, or put aside; it has the focus again."""
    line = _line(request, line_id)
    try:
        if line.state in ASIDE:
            reopen(line.id, request.act)
        else:
            bank.unmatch(line.id, request.act)
    except REFUSED as refused:
        return _refused(request, refused)
    return _on(line.id)
