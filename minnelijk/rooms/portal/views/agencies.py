"""The agencies that this client may choose: the bureau's to read, its own to add and end."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minnelijk.records.actions.partners import ADDRESS, PartnerProblem, add_partner, end_partner
from minnelijk.records.models import Partner
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.portal import asking
from minnelijk.rooms.portal.frame import client_of, portal, said, show
from minnelijk.rooms.portal.wording.agencies import COUNTRY_CHOICES, PARTNER, refused


class Agency(forms.Form):
    """The card of an agency of the client's own choice."""

    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul de naam van het incassobureau in.")},
    )
    country = forms.ChoiceField(label=gettext_lazy("Land"), choices=COUNTRY_CHOICES)
    registration = forms.CharField(
        label=gettext_lazy("Registratienummer"),
        help_text=gettext_lazy(
            "Het nummer in het register, bijvoorbeeld WKI. Een advocaat of deurwaarder heeft er "
            "geen."
        ),
        max_length=40,
        required=False,
    )
    street = forms.CharField(label=gettext_lazy("Straat"), max_length=120)
    number = forms.CharField(label=gettext_lazy("Huisnummer"), max_length=12)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=12)
    city = forms.CharField(label=gettext_lazy("Plaats"), max_length=80)
    phone = forms.CharField(
        label=gettext_lazy("Telefoon"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def card(self) -> dict[str, Any]:
        """Return what is told of the agency, as the action takes it."""
        told = dict(self.cleaned_data)
        address = {part: told.pop(part) for part in ADDRESS}
        return {**told, "address": address}


@portal
def agencies(request: Request) -> HttpResponse:
    """Show the agencies; add one of the client's own."""
    if request.method != "POST":
        return _page(request, Agency())
    form = Agency(request.POST)
    if form.is_valid():
        try:
            made = add_partner(client_of(request), act=request.act, **form.card())
        except PartnerProblem as problem:
            form.add_error(*refused(PARTNER, problem.word))
        else:
            said(request, _("Het incassobureau staat in uw lijst."))
            return redirect(_back(request, made))
    return _page(request, form, status=422)


def _back(request: Request, made: Partner) -> str:
    """Return to the question that asked for an agency, with the new one chosen."""
    asked = request.POST.get("vraag", "")
    if asked == asking.SLUG["hand_over"]:
        return reverse("portal:questions_together", args=[asked]) + f"?bureau={made.id}"
    if asked.isdecimal() and request.scope.approvals().filter(id=int(asked)).exists():
        return reverse("portal:question", args=[int(asked)]) + f"?bureau={made.id}"
    return reverse("portal:agencies")


def _page(request: Request, form: Agency, status: int = 200) -> HttpResponse:
    page = {
        "partners": asking.partners(request),
        "form": form,
        "asked": request.POST.get("vraag") or request.GET.get("vraag", ""),
    }
    return show(request, "agencies.html", page, status=status)


@portal
@require_POST
def agency_end(request: Request, partner_id: int) -> HttpResponse:
    """Nothing goes to this agency any more; what it has it keeps."""
    one = get_object_or_404(Partner, id=partner_id, client=client_of(request))
    try:
        end_partner(one, request.act)
        said(request, _("Er gaan geen zaken meer naar dit incassobureau."))
    except PartnerProblem as problem:
        said(request, refused(PARTNER, problem.word)[1])
    return redirect("portal:agencies")
