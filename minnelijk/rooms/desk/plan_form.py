"""The form for paying in parts: what the client allows at once, or what it is asked about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.flow.plans import Parts, asked_numbers, equal_parts
from minnelijk.law.speech import day_may_be_named
from minnelijk.records.actions.plans import must_be_asked, offered
from minnelijk.rooms.desk.forms import OutcomeForm
from minnelijk.rooms.parts.formats import day_month_text, day_text, money_text

ELSE = "else"


class Plan(OutcomeForm):
    """One of the plans within the client's limits; else how many parts, and from when."""

    template = "desk/form/plan.html"
    plan = forms.ChoiceField(
        label=__("Wat past er?"), required=False, widget=forms.RadioSelect, choices=()
    )
    count = forms.TypedChoiceField(
        label=__("In hoeveel delen?"), coerce=int, widget=forms.RadioSelect
    )
    first = forms.DateField(
        label=__("Eerste dag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": __("Kies de eerste dag."),
            "invalid": __("Dit is geen dag. Kies een dag."),
        },
    )

    def prepare(self) -> None:
        self.offers = {str(len(plan)): plan for plan in offered(self.table.facts, self.table.on)}
        numbers = asked_numbers(self.table.offer.cents) or (2,)
        self.fields["count"].choices = [(str(n), str(n)) for n in numbers]  # type: ignore[attr-defined]
        self.fields["first"].widget.attrs["min"] = self.table.offer.first_on.isoformat()
        self.fields["plan"].choices = [  # type: ignore[attr-defined]
            *((number, offer_text(plan)) for number, plan in self.offers.items()),
            (ELSE, _("Iets anders")),
        ]
        usual = next(iter(self.offers), ELSE)
        self.initial = {"plan": usual, "count": str(numbers[0]), "first": self.table.offer.day}
        if self._offered() is not None:
            self.fields["count"].required = self.fields["first"].required = False

    def picked(self) -> str:
        """Return which plan is chosen: in how many parts, or something else."""
        told = str(self.data.get("plan", "")) if self.is_bound else str(self.initial["plan"])
        return told if told in self.offers else ELSE

    def _offered(self) -> Parts | None:
        return self.offers.get(self.picked())

    def clean_first(self) -> date | None:
        first: date | None = self.cleaned_data["first"]
        if first is None or self._offered() is not None:
            return None
        if first < self.table.on:
            raise forms.ValidationError(_("Deze dag is geweest. Kies een dag vanaf vandaag."))
        if not day_may_be_named(first, self.table.facts.notice_last_on):
            near = day_text(self.table.offer.first_on, self.table.on)
            words = _("Er loopt nog een brief. Kies een dag vanaf %(day)s.")
            raise forms.ValidationError(words % {"day": near})
        return first

    def parts(self) -> Parts:
        """Return the parts as they stand in the form now."""
        plan = self._offered()
        if plan is not None:
            return plan
        count, first = self.initial["count"], self.initial["first"]
        if self.is_bound and self.is_valid():
            count, first = self.cleaned_data["count"], self.cleaned_data["first"]
        return equal_parts(self.table.offer.cents, int(count), first, self.table.calendar)

    def at_once(self) -> bool:
        """Whether these parts are within the limits: nobody is asked."""
        return must_be_asked(self.table.facts, self.parts(), self.table.on) is None

    def report(self) -> dict[str, Any]:
        return {"parts": self.parts()}


def offer_text(plan: Parts) -> str:
    """`3 delen van € 71,50: 30 nov, 30 dec, 1 feb`; the last part may differ by some cents."""
    days = ", ".join(day_month_text(day) for _cents, day in plan)
    told = {"number": len(plan), "amount": money_text(plan[0][0]), "days": days}
    if plan[0][0] == plan[-1][0]:
        return _("%(number)s delen van %(amount)s: %(days)s") % told
    told["last"] = money_text(plan[-1][0])
    return _("%(number)s delen van %(amount)s, de laatste %(last)s: %(days)s") % told
