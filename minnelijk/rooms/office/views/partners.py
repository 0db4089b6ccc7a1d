"""The agencies that cases go to: who they are, what they got, and how that ended."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minnelijk.flow.words import AgencyEnd
from minnelijk.records.actions.partners import PartnerProblem, add_partner, end_partner
from minnelijk.records.models import HandOver, Partner
from minnelijk.rooms.office.forms.partner import PartnerForm
from minnelijk.rooms.office.frame import office, said, show
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import say

PLACE = {
    "no_name": "name",
    "name_taken": "name",
    "country_unknown": "country",
    "address_missing": "street",
    "phone_wrong": "phone",
    "mail_wrong": "email",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One agency with what it got: `ended` says how many ended how, in words."""

    partner: Partner
    seats: int
    given: int = 0
    unread: int = 0
    running: int = 0
    recalled: int = 0
    ended: list[tuple[str, int]] = field(default_factory=list)

    def is_over(self, on: date) -> bool:
        return self.partner.until_on is not None and self.partner.until_on < on


@office
def partners(request: Request) -> HttpResponse:
    """Show the agencies, add one of the bureau's own, or end one."""
    form = PartnerForm(request.POST if request.POST.get("do") == "add" else None)
    if request.method == "POST":
        match request.POST.get("do"):
            case "add":
                if form.is_valid() and _added(request, form):
                    return redirect("office:partners")
            case "end":
                return _ended(request)
            case _:
                raise Http404
    lines = lines_of(request.on)
    page = {
        "form": form,
        "running": [line for line in lines if not line.is_over(request.on)],
        "over": [line for line in lines if line.is_over(request.on)],
        "invite_url": reverse("office:people"),
    }
    return show(request, "partners.html", page, 422 if form.errors else 200)


def lines_of(on: date) -> list[Line]:
    """Return every agency with its numbers, the bureau's own first."""
    counted = {row["partner_id"]: row for row in _counts()}
    rows = Partner.objects.select_related("client").annotate(
        people=Count("seats", filter=Q(seats__active=True))
    )
    return [
        _line(row, row.people, counted.get(row.id, {}))
        for row in rows.order_by("client__name", "name")
    ]


def _counts() -> list[dict[str, int]]:
    here = Q(recalled_at__isnull=True, ended_at__isnull=True)
    ended = {str(how): Count("id", filter=Q(ended_how=how)) for how in AgencyEnd}
    rows = HandOver.objects.values("partner_id").annotate(
        given=Count("id"),
        unread=Count("id", filter=here & Q(acknowledged_at__isnull=True)),
        running=Count("id", filter=here & Q(acknowledged_at__isnull=False)),
        recalled=Count("id", filter=Q(recalled_at__isnull=False)),
        **ended,
    )
    return list(rows)


def _line(partner: Partner, seats: int, counts: dict[str, int]) -> Line:
    names = ("given", "unread", "running", "recalled")
    told = {name: counts.get(name, 0) for name in names}
    ended = [(say(how), counts.get(str(how), 0)) for how in AgencyEnd]
    return Line(partner, seats, **told, ended=[(words, count) for words, count in ended if count])


def _added(request: Request, form: PartnerForm) -> bool:
    try:
        made = add_partner(None, act=request.act, **form.facts())
    except PartnerProblem as problem:
        field_of = PLACE.get(problem.word) or str(problem.details.get("field", ""))
        form.add_error(field_of if field_of in form.fields else None, sentence(problem))
        return False
    said(request, _("%(name)s kan nu gekozen worden.") % {"name": made.name})
    return True


def _ended(request: Request) -> HttpResponse:
    wished = request.POST.get("partner", "")
    row = get_object_or_404(Partner, id=int(wished) if wished.isdecimal() else 0)
    try:
        end_partner(row, request.act)
        said(request, _("Er gaan geen zaken meer naar %(name)s.") % {"name": row.name})
    except PartnerProblem as problem:
        said(request, sentence(problem))
    return redirect("office:partners")
