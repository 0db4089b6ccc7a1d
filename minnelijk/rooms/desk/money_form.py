"""Money on an account, typed in by hand; the same line twice is seen and asked about."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.law.references import clean_iban, iban_problem
from minnelijk.records.actions.bank_lines import known_line
from minnelijk.records.models import Account
from minnelijk.rooms.desk.money import account_text
from minnelijk.rooms.parts.fields import AmountField, DayField, not_later
from minnelijk.rooms.parts.formats import iban_text
from minnelijk.rooms.parts.people import Request

WORDS = {"autocomplete": "off"}


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for mypy only
    """An account with whose it is and its number."""

    def label_from_instance(self, obj: Account) -> str:
        whose = account_text(obj)
        return f"{whose[:1].upper()}{whose[1:]}, {iban_text(obj.iban)}"


class MoneyCame(forms.Form):
    """One payment as it stands on the account."""

    account = AccountChoice(
        label=__("Op welke rekening?"),
        queryset=Account.objects.none(),
        empty_label=None,
        error_messages={
            "required": __("Kies de rekening waarop het geld kwam."),
            "invalid_choice": __("Kies de rekening waarop het geld kwam."),
        },
    )
    amount = AmountField(label=__("Bedrag"))
    day = DayField(
        label=__("Dag op de rekening"),
        error_messages={"required": __("Kies de dag waarop het geld er was.")},
    )
    name = forms.CharField(
        label=__("Naam van wie betaalde"),
        required=False,
        max_length=140,
        widget=forms.TextInput(attrs=WORDS),
    )
    iban = forms.CharField(
        label=__("IBAN van wie betaalde"),
        required=False,
        max_length=42,
        widget=forms.TextInput(attrs=WORDS | {"autocapitalize": "characters"}),
    )
    reference = forms.CharField(
        label=__("Betalingskenmerk"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs=WORDS),
    )
    text = forms.CharField(
        label=__("Omschrijving"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=WORDS),
    )
    again = forms.BooleanField(label=__("Dit is een tweede, gelijke betaling"), required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)

    def __init__(self, request: Request, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        self.on = request.on
        self.twice = False
        self.initial = {"day": request.on, "token": secrets.token_hex(8)}
        accounts = request.scope.accounts().select_related("client").order_by("client__name", "id")
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs["max"] = request.on.isoformat()

    def clean_day(self) -> date:
        return not_later(self.cleaned_data["day"], self.on)

    def clean_iban(self) -> str:
        number = clean_iban(self.cleaned_data["iban"])
        if number and iban_problem(number):
            raise forms.ValidationError(_("Dit IBAN klopt niet. Kijk het na, of laat het leeg."))
        return number

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        told["key"] = self._key(told)
        known = known_line(told["account"], told["key"]) is not None
        if known and not told["again"]:
            self.twice = True
            raise forms.ValidationError(
                _("Deze betaling staat er al. Is het echt een tweede? Kruis dat dan aan.")
            )
        if told["again"]:
            told["key"] = f"{told['key']}|{told['token']}"
        return told

    def _key(self, told: Mapping[str, Any]) -> str:
        """What makes it the same line: everything that the bank told of it."""
        parts = [told[word] for word in ("amount", "day", "name", "iban", "reference", "text")]
        return "|".join(["desk", *(" ".join(str(part).split()).casefold() for part in parts)])
