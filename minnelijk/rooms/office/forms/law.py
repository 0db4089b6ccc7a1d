"""The form in which a manager records that a lawyer read the law pack."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.records.actions.law import LONGEST_NAME
from minnelijk.rooms.office.fields import WordField


class SignForm(forms.Form):
    """Who read it, and that he did; which pack was on the screen goes along by its hash."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["lawyer_name"] = WordField(
            longest=LONGEST_NAME, label=_("Naam van de jurist"), help_text=_("Voor- en achternaam.")
        )
        self.fields["lawyer_role"] = WordField(
            longest=LONGEST_NAME,
            label=_("Functie en kantoor"),
            help_text=_("Bijvoorbeeld: advocaat bij Jansen & De Boer."),
        )
        self.fields["has_read"] = forms.BooleanField(
            label=_("Deze jurist heeft dit pakket gelezen en is akkoord"),
            error_messages={"required": _("Zet een vinkje als de jurist dit heeft gelezen.")},
        )
        self.fields["sha256"] = forms.CharField(widget=forms.HiddenInput, max_length=64)
