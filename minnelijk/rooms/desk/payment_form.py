"""Money that is booked by hand: amount, day, and a mark against booking it twice."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.rooms.parts.fields import AmountField, DayField


class Payment(forms.Form):
    """What came in, and on which day it was on the account."""

    amount = AmountField(label=__("Bedrag"))
    day = DayField(
        label=__("Dag op de rekening"),
        error_messages={"required": __("Kies de dag waarop het geld er was.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, data: Mapping[str, Any] | None = None, *, on: date) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False)
        self.on = on
        self.initial = {"day": on, "key": secrets.token_hex(8)}
        self.fields["day"].widget.attrs["max"] = on.isoformat()

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.on:
            raise forms.ValidationError(_("Deze dag komt nog. Boek op de dag dat het geld er was."))
        return day
