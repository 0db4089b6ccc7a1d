"""The form of a client's provider of text messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.records.models import Sender
from minnelijk.rooms.office.fields import WordField


class TextProviderForm(forms.Form):
    """Where text messages are handed in, what stands above them, and the provider's token."""

    def __init__(self, known: Sender | None, data: Any = None) -> None:
        told = {"address": known.host, "shown": known.address} if known else {}
        super().__init__(data, initial=told)
        self.fields["address"] = WordField(
            longest=200,
            label=_("Adres van de aanbieder"),
            help_text=_("Begint met https://. Hoe wij ermee praten: docs/text-messages.md."),
        )
        self.fields["shown"] = WordField(
            longest=16,
            label=_("Afzender van de sms"),
            help_text=_("Een nummer met +, of een naam van 3 tot 11 letters en cijfers."),
        )
        self.fields["token"] = WordField(
            longest=400,
            required=False,
            label=_("Token van de aanbieder"),
            help_text=_("Laat dit leeg om het bewaarde te houden.")
            if known
            else _("Wij bewaren dit verzegeld en tonen het nooit."),
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        )
