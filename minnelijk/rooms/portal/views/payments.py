"""Up to which day we know a client's payments, and its word that everything is reported."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.records.actions import intake
from minnelijk.records.queries import feed_stale
from minnelijk.rooms.parts.fields import DayField, not_later
from minnelijk.rooms.parts.formats import day_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal.frame import client_of, portal, said, show


class Reported(forms.Form):
    """All payments up to a day are reported."""

    on_day = DayField(label=gettext_lazy("Alle betalingen zijn gemeld tot en met"))

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on

    def clean_on_day(self) -> date:
        return not_later(self.cleaned_data["on_day"], self.on)


@portal
def payments(request: Request) -> HttpResponse:
    """Show up to which day payments are known, and take the client's word for a later one."""
    client = client_of(request)
    form = Reported(request.POST or None, on=request.on, initial={"on_day": request.on})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["on_day"]
        intake.payments_known(client, told, request.act)
        client.refresh_from_db()
        said(request, _sentence(client.feed_on, told))
        return redirect("portal:home")
    page = {
        "client": client,
        "form": form,
        "stale": feed_stale(client, request.on),
        "stopped": client.stopped_at is not None,
    }
    return show(request, "payments.html", page, status=422 if form.errors else 200)


def _sentence(known_on: date | None, told: date) -> str:
    """A day before the one that we knew already changes nothing."""
    if known_on is not None and known_on > told:
        return _("Wij kenden uw betalingen al tot en met %(day)s.") % {"day": day_text(known_on)}
    return _("Dank u. Uw betalingen zijn bekend tot en met %(day)s.") % {"day": day_text(told)}
