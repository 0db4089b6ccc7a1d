"""The forms on the page of a case: what a client can do itself."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minnelijk.records.models import Claim
from minnelijk.rooms.parts.fields import AmountField, DayField, not_later


class _OnDay(forms.Form):
    """A form that knows today."""

    def __init__(self, *args: Any, on: date, claims: Sequence[Claim] = (), **more: Any) -> None:
        more["auto_id"] = f"{self.prefix}-%s"
        super().__init__(*args, **more)
        self.on = on
        if "claim" in self.fields:
            field: Any = self.fields["claim"]
            some = [("", _("alle, de oudste eerst"))] if field.required is False else []
            field.choices = [*some, *((str(claim.id), claim.number) for claim in claims)]


class Payment(_OnDay):
    """A payment that the client saw on its own account."""

    prefix = "betaling"
    cents = AmountField(label=_("Bedrag"))
    value_on = DayField(label=_("Op uw rekening op"))
    claim = forms.ChoiceField(label=_("Voor rekening"), required=False)

    def clean_value_on(self) -> date:
        return not_later(self.cleaned_data["value_on"], self.on)


class Paid(_OnDay):
    """Everything was paid."""

    prefix = "alles"
    value_on = DayField(label=_("Op uw rekening op"))

    def clean_value_on(self) -> date:
        return not_later(self.cleaned_data["value_on"], self.on)


class Found(Paid):
    """What somebody said to have paid was found."""

    prefix = "gevonden"


class Lower(_OnDay):
    """Less is owed on one invoice."""

    prefix = "lager"
    claim = forms.ChoiceField(label=_("Rekening"))
    cents = AmountField(label=_("Nieuw open bedrag"), required=False)
    nothing = forms.BooleanField(label=_("Er blijft niets over"), required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not told.get("nothing") and told.get("cents") is None and "cents" not in self.errors:
            self.add_error("cents", _("Vul het nieuwe bedrag in."))
        return told


class Rest(_OnDay):
    """Rest until a day."""

    prefix = "rust"
    day = DayField(label=_("Weer verder op"))


class Words(_OnDay):
    """A message to who calls."""

    prefix = "bericht"
    words = forms.CharField(
        label=_("Uw bericht"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": _("Schrijf wat de beller moet weten.")},
    )


class Bounced(_OnDay):
    """A payment that went back."""

    prefix = "terug"
    entry = forms.IntegerField(widget=forms.HiddenInput)
    value_on = DayField(label=_("Teruggeboekt op"))

    def clean_value_on(self) -> date:
        return not_later(self.cleaned_data["value_on"], self.on)


class Copy(_OnDay):
    """The copy of an invoice that somebody never got."""

    prefix = "kopie"
    file = forms.FileField(
        label=_("De rekening als pdf"),
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        required=False,
    )


class Proof(_OnDay):
    """Nothing was found: ask for a better proof."""

    prefix = "bewijs"
    words = forms.CharField(
        label=_("Wat moet er op het bewijs staan?"),
        help_text=_("Deze persoon leest dit. Bijvoorbeeld: naam, dag en bedrag. Mag leeg blijven."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )


class ToAgency(_OnDay):
    """A message, or the answer to a question, of the agency that has the case."""

    prefix = "bureau"
    words = forms.CharField(
        label=_("Uw bericht aan het incassobureau"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": _("Schrijf wat u wilt vertellen.")},
    )


class Recall(_OnDay):
    """Take a case back from an agency."""

    prefix = "bureau-terug"
    words = forms.CharField(
        label=_("Waarom haalt u de zaak terug?"),
        help_text=_("Het incassobureau leest dit. Het mag leeg blijven."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )


KINDS: dict[str, type[_OnDay]] = {
    "betaling": Payment,
    "alles": Paid,
    "gevonden": Found,
    "lager": Lower,
    "rust": Rest,
    "bericht": Words,
    "terug": Bounced,
    "kopie": Copy,
    "bewijs": Proof,
    "bureau": ToAgency,
    "bureau-terug": Recall,
}


def all_forms(
    claims: Sequence[Claim], on: date, bound: forms.Form | None, verb: str
) -> dict[str, forms.Form]:
    """Return every form by its name; a refused one keeps what was typed."""
    made: dict[str, forms.Form] = {name: kind(on=on, claims=claims) for name, kind in KINDS.items()}
    if bound is not None and verb in made:
        made[verb] = bound
    return {name.replace("-", "_"): form for name, form in made.items()}
