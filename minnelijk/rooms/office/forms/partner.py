"""The form of an incasso agency that cases may go to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES
from minnelijk.records.actions.partners import ADDRESS
from minnelijk.rooms.office.fields import PickField, WordField
from minnelijk.rooms.office.wording.law import country_name

LONGEST = {"street": 120, "number": 12, "postcode": 12, "city": 80, "phone": 30, "email": 254}


class PartnerForm(forms.Form):
    """The card of an agency of the bureau."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["name"] = WordField(longest=120, label=_("Naam"))
        countries = [(code, country_name(code)) for code in COUNTRIES]
        self.fields["country"] = PickField(countries, label=_("Land"))
        self.fields["registration"] = WordField(
            longest=40,
            required=False,
            label=_("Registratienummer"),
            help_text=_(
                "Het nummer in het register, bijvoorbeeld WKI. "
                "Een advocaat of deurwaarder heeft er geen."
            ),
        )
        labels = {
            "street": _("Straat"),
            "number": _("Huisnummer"),
            "postcode": _("Postcode"),
            "city": _("Plaats"),
            "phone": _("Telefoonnummer"),
            "email": _("E-mailadres"),
        }
        for name, label in labels.items():
            self.fields[name] = WordField(longest=LONGEST[name], label=label)

    def facts(self) -> dict[str, Any]:
        """Return what is told of the agency, as the action takes it."""
        told = dict(self.cleaned_data)
        address = {part: told.pop(part) for part in ADDRESS}
        return {**told, "address": address}
