"""People in the other country: whether anything comes on top is a person's decision."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from minnelijk.records.actions.core import CaseClosed
from minnelijk.records.actions.law_choice import (
    LONGEST,
    LawChoiceProblem,
    cross_border,
    decide_on_top,
)
from minnelijk.records.models import Case
from minnelijk.rooms.office.fields import PickField, WordField
from minnelijk.rooms.office.frame import office, said, show
from minnelijk.rooms.office.refusals import sentence
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.people import Request

SHOWN = 100
ALLOW, WITHHOLD = "allow", "withhold"


class Decision(forms.Form):
    """What is decided, and why."""

    def __init__(self, data: object = None, *, prefix: str = "") -> None:
        super().__init__(data, prefix=prefix)  # type: ignore[arg-type]
        answers = [
            (WITHHOLD, _("er komt niets bovenop de rekening")),
            (ALLOW, _("kosten van het contract mogen erbij")),
        ]
        self.fields["decision"] = PickField(answers, label=_("Besluit"), widget=forms.RadioSelect)
        self.fields["words"] = WordField(
            longest=LONGEST,
            label=_("Waarom"),
            help_text=_("Wie keek ernaar, en wat zegt het contract?"),
        )


@office
def abroad(request: Request) -> HttpResponse:
    """Show the cases between two laws, those that wait first, and take one decision."""
    number, form = 0, None
    if request.method == "POST":
        wished = request.POST.get("case", "")
        cases = cross_border(request.scope)
        case = get_object_or_404(cases, id=int(wished) if wished.isdecimal() else 0)
        number, form = case.id, Decision(request.POST, prefix=f"c{case.id}")
        if form.is_valid() and _decided(request, case, form):
            return redirect("office:abroad")
    rows = list(cross_border(request.scope)[:SHOWN])
    lines = [_line(row, form if row.id == number else None) for row in rows]
    page = {
        "waiting": [line for line in lines if not line["decided"]],
        "decided": [line for line in lines if line["decided"]],
    }
    return show(request, "abroad.html", page, 422 if form and form.errors else 200)


def _line(case: Case, form: Decision | None) -> dict[str, object]:
    decided = str(case.law_why.get("on_top_decided", ""))
    words = {
        "allowed": _("Besloten: kosten van het contract mogen erbij."),
        "withheld": _("Besloten: er komt niets bovenop de rekening."),
    }
    return {
        "case": case,
        "lives": country_name(case.country),
        "contract": country_name(case.contract_law),
        "decided": words.get(decided, ""),
        "form": form or Decision(prefix=f"c{case.id}"),
    }


def _decided(request: Request, case: Case, form: Decision) -> bool:
    told = form.cleaned_data
    try:
        decide_on_top(case.id, told["decision"] == ALLOW, told["words"], request.act)
    except LawChoiceProblem as problem:
        form.add_error(None, sentence(problem))
        return False
    except CaseClosed:
        form.add_error(None, _("Deze zaak is gesloten. Er is niets meer te besluiten."))
        return False
    said(request, _("Besloten. Het staat met uw naam in de zaak."))
    return True
