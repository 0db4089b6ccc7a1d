"""The one fact of the check, as a person types it."""

import re
from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.flow.identity import Fact

TYPED_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def typed_day(text: str) -> date | None:
    """Read `17-4-1988`, `17/04/1988` or what a day field sends (`1988-04-17`)."""
    iso, typed = ISO_DAY.fullmatch(text.strip()), TYPED_DAY.fullmatch(text.strip())
    parts = iso.groups() if iso else tuple(reversed(typed.groups())) if typed else None
    try:
        return date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


class CheckForm(forms.Form):
    """One fact; `told` gives it in the form in which it is compared."""

    def told(self) -> Mapping[str, str]:
        return {name: str(value) for name, value in self.cleaned_data.items()}


class AddressForm(CheckForm):
    postcode = forms.CharField(
        label=gettext_lazy("Uw postcode"),
        help_text=gettext_lazy("Bijvoorbeeld 1234 AB"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={"required": gettext_lazy("Vul uw postcode in, bijvoorbeeld 1234 AB.")},
    )
    house = forms.CharField(
        label=gettext_lazy("Uw huisnummer"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul uw huisnummer in, bijvoorbeeld 48 of 48 A.")},
    )


class BirthForm(CheckForm):
    birth_on = forms.CharField(
        label=gettext_lazy("Uw geboortedatum"),
        help_text=gettext_lazy("Dag, maand en jaar, bijvoorbeeld 27-3-1980"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "bday"}),
        error_messages={
            "required": gettext_lazy("Vul uw geboortedatum in, bijvoorbeeld 27-3-1980.")
        },
    )

    def clean_birth_on(self) -> str:
        day = typed_day(self.cleaned_data["birth_on"])
        if day is None:
            raise forms.ValidationError(
                _("Deze datum kunnen wij niet lezen. Schrijf hem zo: 27-3-1980.")
            )
        return day.isoformat()


class NumberForm(CheckForm):
    number = forms.CharField(
        label=gettext_lazy("Uw klantnummer"),
        help_text=gettext_lazy("Het staat op brieven die u eerder kreeg"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul uw klantnummer in.")},
    )


CHECKS: dict[Fact, type[CheckForm]] = {
    Fact.ADDRESS: AddressForm,
    Fact.BIRTH_ON: BirthForm,
    Fact.CUSTOMER_NUMBER: NumberForm,
}
