"""The form of the calculator: a made-up claim, and the days that count for it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind
from minnelijk.rooms.office.fields import PickField
from minnelijk.rooms.office.wording.law import country_name, kind_name
from minnelijk.rooms.office.wording.reckon import channels
from minnelijk.rooms.parts.fields import AmountField, DayField

YEARS = range(1990, 2100)


class ReckonForm(forms.Form):
    """Country, debtor, amount and days; nothing of it is kept."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        countries = [(code, country_name(code)) for code in COUNTRIES]
        kinds = [(kind.value, kind_name(kind.value)) for kind in DebtorKind]
        self.fields["country"] = PickField(countries, label=_("Recht van"))
        self.fields["kind"] = PickField(kinds, label=_("Soort debiteur"))
        self.fields["cents"] = AmountField(label=_("Bedrag van de rekening"))
        self.fields["due_on"] = DayField(label=_("Uiterste betaaldag"))
        self.fields["sent_on"] = DayField(label=_("Aanmaning verstuurd op"))
        self.fields["channel"] = PickField(channels(), label=_("Verstuurd per"))
        self.fields["received_on"] = DayField(
            label=_("Bewezen ontvangen op"), required=False, help_text=_("Leeg: niet bewezen.")
        )
        self.fields["paid_on"] = DayField(
            label=_("Rente tot en met"), help_text=_("De dag van betalen telt mee.")
        )
        self.fields["vat"] = forms.BooleanField(
            label=_("De schuldeiser kan btw niet aftrekken"), required=False
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name, day in list(told.items()):
            if isinstance(day, date) and day.year not in YEARS:
                self.add_error(name, _("Kies een dag tussen 1990 en 2100."))
        sent, received = told.get("sent_on"), told.get("received_on")
        if sent and received and received < sent:
            self.add_error("received_on", _("Ontvangen kan niet voor het versturen zijn."))
        return told
