"""The forms on the page of a hand-over."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minnelijk.flow.words import AgencyEnd
from minnelijk.records.actions.agency import LONGEST_WORDS
from minnelijk.rooms.agency.wording import REFUSED
from minnelijk.rooms.parts.fields import AmountField, DayField, not_later
from minnelijk.rooms.parts.sentences import say


class _Form(forms.Form):
    """A form that knows today; its fields have ids of their own on a page with several forms."""

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        more["auto_id"] = "%s"  # the name has the prefix already
        super().__init__(*args, **more)
        self.on = on


class Has(_Form):
    """The agency has the case, under its own number."""

    prefix = "bevestigen"
    number = forms.CharField(
        label=_("Uw dossiernummer"),
        max_length=64,
        error_messages={"required": REFUSED["no_number"]},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Asks(_Form):
    """A question to the bureau."""

    prefix = "vraag"
    words = forms.CharField(
        label=_("Uw vraag of bericht"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": REFUSED["no_words"], "max_length": REFUSED["too_long"]},
    )


class Payment(_Form):
    """Money that the agency received towards the principal."""

    prefix = "betaling"
    cents = AmountField(
        label=_("Bedrag voor de hoofdsom"),
        help_text=_("Zonder wat u aan kosten of rente inhield."),
    )
    value_on = DayField(label=_("Bij u op de rekening op"))

    def clean_value_on(self) -> date:
        return not_later(self.cleaned_data["value_on"], self.on)


class Ended(_Form):
    """How it ended."""

    prefix = "afloop"
    how = forms.ChoiceField(
        label=_("Hoe liep het af?"),
        widget=forms.RadioSelect,
        error_messages={"required": REFUSED["no_end"], "invalid_choice": REFUSED["no_end"]},
    )
    words = forms.CharField(
        label=_("Toelichting, als die er is"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": REFUSED["too_long"]},
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, on=on, **more)
        how: Any = self.fields["how"]
        how.choices = [(word.value, say(word)) for word in AgencyEnd]


KINDS: dict[str, type[_Form]] = {
    "bevestigen": Has,
    "vraag": Asks,
    "betaling": Payment,
    "afloop": Ended,
}


def all_forms(on: date, bound: forms.Form | None, verb: str) -> dict[str, forms.Form]:
    """Return every form by its verb; a refused one keeps what was typed."""
    made: dict[str, forms.Form] = {name: kind(on=on) for name, kind in KINDS.items()}
    if bound is not None:
        made[verb] = bound
    return made
