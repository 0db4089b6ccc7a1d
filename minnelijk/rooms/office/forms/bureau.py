"""The forms of the bureau itself: its card and its registrations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES
from minnelijk.records.words import RegistrationKind
from minnelijk.rooms.office.fields import PickField, WordField
from minnelijk.rooms.office.wording.events import BUREAU
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.fields import DayField

WORDS = {
    "name": (120, True),
    "enterprise_no": (20, False),
    "street": (120, True),
    "postcode": (12, True),
    "city": (80, True),
    "phone": (20, True),
    "email": (254, True),
    "website": (200, False),
    "complaints_to": (200, False),
}
ORDER = [
    *("name", "enterprise_no", "street", "postcode", "city", "country"),
    *("phone", "email", "website", "complaints_to", "own_collection"),
]


class BureauForm(forms.Form):
    """The card of the bureau; every message names it."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        label = {name: _(words) for name, words in BUREAU.items()}
        for name, (longest, required) in WORDS.items():
            self.fields[name] = WordField(longest=longest, required=required, label=label[name])
        countries = [(code, country_name(code)) for code in COUNTRIES]
        self.fields["country"] = PickField(countries, label=label["country"])
        self.fields["own_collection"] = forms.BooleanField(
            required=False,
            label=label["own_collection"],
            help_text=_("Dan is er geen bureauregel en geen inschrijving nodig."),
        )
        self.order_fields(ORDER)


class RegistrationForm(forms.Form):
    """The registration that allows approaching people of one country."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        countries = [(code, country_name(code)) for code in COUNTRIES]
        self.fields["country"] = PickField(countries, label=_("Voor mensen in"))
        self.fields["kind"] = PickField(kinds(), label=_("Register"))
        self.fields["number"] = WordField(longest=40, required=False, label=_("Nummer"))
        self.fields["from_on"] = DayField(label=_("Vanaf"))
        self.fields["until_on"] = DayField(
            label=_("Tot en met"), required=False, help_text=_("Leeg: zonder einde.")
        )


def kinds() -> list[tuple[str, str]]:
    names = {
        RegistrationKind.WKI: _("Wki-register (Nederland)"),
        RegistrationKind.FOD: _("FOD Economie (België)"),
        RegistrationKind.EXEMPT: _("geen plicht"),
    }
    return [(kind.value, names[kind]) for kind in RegistrationKind]
