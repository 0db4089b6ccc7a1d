"""The forms of a policy: its text, for whom it is, and the invented case of the preview."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.law.country import COUNTRIES
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.models import Client
from minnelijk.records.words import DueAgreed, ForWhom
from minnelijk.rooms.office.fields import ManyField, PickField, WordField
from minnelijk.rooms.office.wording.law import country_name, kind_name
from minnelijk.rooms.parts.fields import AmountField

WAYS = ("phone", "email", "post")
BUREAU, ITSELF = "bureau", "itself"
SHOWN_KINDS = (DebtorKind.CONSUMER, DebtorKind.SOLE_TRADER, DebtorKind.LEGAL_ENTITY)


def ways() -> list[tuple[str, str]]:
    return [("phone", _("telefoon")), ("email", _("mail")), ("post", _("postadres"))]


def whom_choices() -> list[tuple[str, str]]:
    return [
        ("", _("iedereen")),
        (ForWhom.CONSUMER.value, _("consumenten en eenmanszaken")),
        (ForWhom.BUSINESS.value, _("bedrijven")),
    ]


def country_choices() -> list[tuple[str, str]]:
    return [("", _("elk land")), *((code, country_name(code)) for code in COUNTRIES)]


class InventedCase(forms.Form):
    """The case of the preview: who, how much, and how he can be reached."""

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        kinds = [(kind.value, kind_name(kind.value)) for kind in SHOWN_KINDS]
        countries = [(code, country_name(code)) for code in COUNTRIES]
        self.fields["kind"] = PickField(kinds, label=_("Wie"))
        self.fields["country"] = PickField(countries, label=_("Woont in"))
        self.fields["amount"] = AmountField(label=_("Bedrag"))
        self.fields["ways"] = ManyField(ways(), label=_("Te bereiken via"), required=False)
        for name, (label, choices) in facts().items():
            self.fields[name] = PickField(choices, label=label, required=False)
        for name, label in boxes().items():
            self.fields[name] = forms.BooleanField(label=label, required=False)


def facts() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Facts that decide which letters the law asks for; what is left open is the first answer."""
    agreed = [(DueAgreed.AGREED.value, _("ja, in het contract"))]
    return {
        "due_agreed": (
            _("Uiterste dag afgesproken?"), [*agreed, (DueAgreed.NONE.value, _("nee"))],
        ),
        "collects": (
            _("Wie int?"), [(BUREAU, _("het bureau")), (ITSELF, _("de klant zelf"))],
        ),
    }  # fmt: skip


def boxes() -> dict[str, str]:
    return {
        "abroad": _("Het contract valt onder het recht van het andere land"),
        "second": _("Na drie weken komt er een rekening bij"),
        "answers": _("De klant zegt steeds ja"),
    }


def invented(country: str, *, third_party: bool = True) -> dict[str, Any]:
    """Return the case that is shown at first: a consumer with a usual bill."""
    return {
        "due_agreed": DueAgreed.AGREED.value,
        "collects": BUREAU if third_party else ITSELF,
        "kind": DebtorKind.CONSUMER.value,
        "country": country,
        "amount": 12_000,
        "ways": list(WAYS),
        "answers": True,
    }


class NewPolicy(forms.Form):
    """A table of somebody's own, from one that is there."""

    def __init__(
        self,
        clients: Iterable[Client],
        start: Iterable[tuple[str, str]],
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        owners = [("", _("het bureau")), *((client.code, client.name) for client in clients)]
        self.fields["client"] = PickField(owners, label=_("Voor"), required=False)
        self.fields["name"] = WordField(longest=80, label=_("Naam van het traject"))
        self.fields["start"] = PickField(start, label=_("Begin met een kopie van"))
        self.fields["for_country"] = PickField(
            country_choices(), label=_("Voor mensen in"), required=False
        )
        self.fields["for_whom"] = PickField(whom_choices(), label=_("Voor wie"), required=False)
