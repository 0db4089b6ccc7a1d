"""The forms for the people who work here: an invitation, their clients and their languages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.flow.words import Role
from minnelijk.records.models import Client, Partner, Seat
from minnelijk.rooms.office.fields import ManyField, PickField, WordField
from minnelijk.rooms.office.wording.card import LANGUAGE
from minnelijk.rooms.parts.fields import DayField
from minnelijk.rooms.parts.sentences import say

ROLES = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER, Role.CLIENT, Role.PARTNER, Role.INSPECTOR)
SCREENS = ("nl", "en")


class Invitation(forms.Form):
    """Who, as what, and for which client."""

    def __init__(
        self,
        clients: Iterable[Client],
        partners: Iterable[Partner] = (),
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        owners = [("", _("het bureau")), *((client.code, client.name) for client in clients)]
        self.fields["name"] = WordField(longest=120, label=_("Naam"))
        self.fields["email"] = WordField(
            longest=254,
            label=_("E-mailadres"),
            help_text=_("Hierheen gaat de link om binnen te komen."),
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        )
        roles = [(role.value, say(role, of="Role")) for role in ROLES]
        self.fields["role"] = PickField(roles, label=_("Als"))
        self.fields["client"] = PickField(
            owners,
            label=_("Van"),
            required=False,
            help_text=_("Alleen een klant kiest hier zijn bedrijf."),
        )
        self._of_whom(clients, partners)
        screens = [(code, _(LANGUAGE[code])) for code in SCREENS]
        self.fields["language"] = PickField(screens, label=_("Taal van het scherm"))

    def _of_whom(self, clients: Iterable[Client], partners: Iterable[Partner]) -> None:
        """For some roles: which agency, which clients, from when until when."""
        agencies = [("", _("geen")), *((str(one.id), one.name) for one in partners)]
        self.fields["partner"] = PickField(
            agencies,
            label=_("Van welk incassobureau"),
            required=False,
            help_text=_("Alleen voor een partner."),
        )
        self.fields["sees"] = ManyField(
            [(client.code, client.name) for client in clients],
            label=_("Kijkt mee bij"),
            required=False,
            help_text=_("Alleen voor een toezichthouder. Niets aangekruist: alle klanten."),
        )
        self.fields["from_on"] = DayField(
            label=_("Vanaf"), required=False, help_text=_("Leeg: vanaf vandaag.")
        )
        self.fields["until_on"] = DayField(
            label=_("Tot en met"), required=False, help_text=_("Verplicht voor een toezichthouder.")
        )


class SeatForm(forms.Form):
    """For which clients a seat of the bureau works, and in which languages."""

    def __init__(self, seat: Seat, clients: Iterable[Client], data: Any = None) -> None:
        chosen = [str(number) for number in seat.chosen.values_list("client_id", flat=True)]
        super().__init__(data, initial={"clients": chosen, "languages": seat.languages})
        none = _("Niets aangekruist: geen enkele klant.")
        every = _("Niets aangekruist: alle klanten.")
        self.fields["clients"] = ManyField(
            [(str(client.id), client.name) for client in clients],
            label=_("Werkt voor"),
            required=False,
            help_text=none if seat.role == Role.AGENT else every,
        )
        self.fields["languages"] = ManyField(
            [(code, _(name)) for code, name in LANGUAGE.items()],
            label=_("Spreekt"),
            required=False,
            help_text=_(
                "Wie een taal spreekt, krijgt mensen die in die taal gebeld willen worden."
            ),
        )
