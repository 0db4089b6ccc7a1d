"""Files of banks: uploaded by the lead, read, booked, and told what became of every payment."""

from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minnelijk.files.amounts import Amiss, cents
from minnelijk.records.actions.statements import take_file
from minnelijk.records.models import BankLine
from minnelijk.rooms.desk import money as waits
from minnelijk.rooms.desk import money_files as told
from minnelijk.rooms.desk.bank_words import problem_text, too_large
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.parts.people import Request, seated

BIGGEST, BIGGEST_TEXT = 200_000_000, "200 MB"
LOOKED_THROUGH = 3_000
"""So many lines without a case are read for a name; an amount is found among all of them."""

SHOWN = 50


@never_cache
@seated
def files(request: Request) -> HttpResponse:
    """Take a file of a bank and say what became of it, or list the ones read before."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("file")
    problem = _refusal(file)
    if file is None or file.file is None or problem:
        return _page(request, problem)
    content = cast(BinaryIO, file.file)  # a file on disk where it is large: never read whole
    newest = told.newest_line()
    taken = take_file(content, file.name or "", request.scope.accounts(), request.act)
    if taken.refusal is not None:
        return _page(request, problem_text(taken.refusal))
    context = {
        **frame(request, "desk:money"),
        "result": told.result_of(taken, newest),
        "waits": waits.waiting_count(request),
    }
    return render(request, "desk/money_file.html", context)


def _refusal(file: UploadedFile | None) -> str:
    if file is None:
        return _("Kies eerst een bestand.")
    return too_large(BIGGEST_TEXT) if (file.size or 0) > BIGGEST else ""


def _page(request: Request, problem: str = "") -> HttpResponse:
    context = {
        **frame(request, "desk:money"),
        "file_problem": problem,
        "earlier": told.earlier(request),
    }
    return render(request, "desk/money_files.html", context, status=422 if problem else 200)


@never_cache
@seated
def no_case(request: Request) -> HttpResponse:
    """List money that fits no case, to be searched by amount or name; what is typed is posted."""
    text = request.POST.get("q", "").strip()[:120]
    rows = waits.no_case_lines(request).order_by("-value_on", "-id")
    found = _found(rows, text) if text else list(rows[: SHOWN + 1])
    context: dict[str, Any] = {
        **frame(request, "desk:money"),
        "q": text,
        "count": rows.count(),
        "lines": [waits.in_row(line) for line in found[:SHOWN]],
        "more": len(found) > SHOWN,
    }
    return render(request, "desk/money_no_case.html", context)


def _found(rows: Any, text: str) -> list[BankLine]:
    amount = cents(text.replace("\xa0", " "), ",")
    if not isinstance(amount, Amiss):
        return list(rows.filter(cents__in=[amount, -amount])[: SHOWN + 1])
    words = text.casefold().split()
    fits = []
    for line in rows[:LOOKED_THROUGH]:
        said = " ".join(str(word) for word in line.open().values()).casefold()
        if all(word in said for word in words):
            fits.append(line)
    return fits[: SHOWN + 1]
