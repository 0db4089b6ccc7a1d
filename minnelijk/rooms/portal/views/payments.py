"""Up to which day we know a client's payments, and its word that everything is reported."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from minnelijk.records.actions import intake
from minnelijk.records.actions.statements import FileTaken, take_file
from minnelijk.records.models import Account, Client
from minnelijk.records.queries import feed_stale
from minnelijk.rooms.parts.fields import DayField, not_later
from minnelijk.rooms.parts.formats import day_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of, portal, said, show

BIGGEST = 200_000_000


class Reported(forms.Form):
    """All payments up to a day are reported."""

    on_day = DayField(label=gettext_lazy("Alle betalingen zijn gemeld tot en met"))

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on

    def clean_on_day(self) -> date:
        return not_later(self.cleaned_data["on_day"], self.on)


class BankFile(forms.Form):
    """A file of the client's own bank."""

    file = forms.FileField(
        label=gettext_lazy("Bankbestand"),
        help_text=gettext_lazy(
            "CAMT.053, MT940, CODA, of de CSV van ING of Rabobank; ook in een zip. "
            "Twee keer hetzelfde bestand kan geen kwaad."
        ),
        error_messages={
            "required": gettext_lazy("Kies eerst een bestand."),
            "empty": gettext_lazy("Dit bestand is leeg. Haal het nog eens op bij uw bank."),
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > BIGGEST:
            raise forms.ValidationError(
                _("Dit bestand is groter dan 200 MB. Haal een kortere periode op bij uw bank.")
            )
        return file


@portal
@require_POST
def bank_file(request: Request) -> HttpResponse:
    """Read a file of the client's bank: what is certain is booked, the rest waits for us."""
    form = BankFile(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        own = Account.objects.filter(client=client_of(request), confirmed_at__isnull=False)
        problem = _problem(take := take_file(file.file, file.name or "", own, request.act))
        if not problem:
            said(request, _came(take, client_of(request)))
            return redirect("portal:home")
        form.add_error("file", problem)
    return _page(request, _reported(request), form)


def _problem(taken: FileTaken) -> str:
    """Why nothing of the file could be used, and what to do."""
    if taken.refusal is not None or not taken.outcomes:
        return _(
            "Dit bestand kunnen wij niet lezen. Haal bij uw bank CAMT.053, MT940 of CODA op, of de "
            "CSV van ING of Rabobank."
        )
    if all(one.unknown_account for one in taken.outcomes):
        return _("Dit is van een rekening die wij niet van u kennen. Bel ons als zij klopt.")
    return ""


def _came(taken: FileTaken, client: Client) -> str:
    """How much was read, and up to which day payments are known by it."""
    client.refresh_from_db()
    count = sum(one.statement.entries for one in taken.outcomes if one.statement is not None)
    words = ngettext(
        "Dank u. Wij lazen %(n)s betaling.", "Dank u. Wij lazen %(n)s betalingen.", count
    )
    known = _("Uw betalingen zijn bekend tot en met %(day)s.")
    told = words % {"n": count}
    return f"{told} {known % {'day': day_text(client.feed_on)}}" if client.feed_on else told


@portal
def payments(request: Request) -> HttpResponse:
    """Show up to which day payments are known, and take the client's word for a later one."""
    form = _reported(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        client, told = client_of(request), form.cleaned_data["on_day"]
        intake.payments_known(client, told, request.act)
        client.refresh_from_db()
        said(request, _sentence(client.feed_on, told))
        return redirect("portal:home")
    return _page(request, form, BankFile())


def _reported(request: Request, data: Any = None) -> Reported:
    return Reported(data, on=request.on, initial={"on_day": request.on})


def _page(request: Request, form: Reported, bank: BankFile) -> HttpResponse:
    client = client_of(request)
    page = {
        "client": client,
        "form": form,
        "bank": bank,
        "stale": feed_stale(client, request.on),
        "stopped": client.stopped_at is not None,
    }
    return show(request, "payments.html", page, status=422 if form.errors or bank.errors else 200)


def _sentence(known_on: date | None, told: date) -> str:
    """A day before the one that we knew already changes nothing."""
    if known_on is not None and known_on > told:
        return _("Wij kenden uw betalingen al tot en met %(day)s.") % {"day": day_text(known_on)}
    return _("Dank u. Uw betalingen zijn bekend tot en met %(day)s.") % {"day": day_text(told)}
