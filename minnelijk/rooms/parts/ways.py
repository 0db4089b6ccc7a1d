"""What every page around signing in shares: its frame, and the way back."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.records.actions.links import LINK_MINUTES
from minnelijk.records.models import Bureau

NEXT = "next"


class SignIn(forms.Form):
    """The address to send a link to."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        error_messages={
            "required": gettext_lazy("Vul uw e-mailadres in."),
            "invalid": gettext_lazy("Dit is geen heel e-mailadres. Voorbeeld: naam@bedrijf.nl."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


def next_of(request: HttpRequest) -> str:
    """Where somebody wanted to go, if that is a page of ours."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else ""


def page(request: HttpRequest, template: str, status: int = 200, **more: object) -> HttpResponse:
    """Show one page around signing in, with the bureau's name and number beside it."""
    bureau = Bureau.objects.filter(id=1).first()
    face = {"name": bureau.name, "phone": bureau.phone} if bureau else {}
    told: dict[str, object] = {
        "bureau": face,
        "minutes": LINK_MINUTES,
        "title": _("Inloggen"),
        NEXT: next_of(request),
    }
    return render(request, f"parts/{template}", told | more, status=status)
