"""The forms of a sender: its way out, its limits, the mailbox for answers, the name of the bank."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.flow.words import Role
from minnelijk.records.actions.mailboxes import Place
from minnelijk.records.actions.senders import OwnServer, ViaBureau
from minnelijk.records.models import Client, Sender
from minnelijk.records.words import SenderLogin
from minnelijk.rooms.office.fields import NumberField, PickField, WordField
from minnelijk.rooms.parts.fields import DayField

LOGINS = (
    ("password", gettext_lazy("wachtwoord")),
    ("token", gettext_lazy("token (OAuth, XOAUTH2)")),
)


def _address(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=254,
        help_text=hint,
        error_messages={"required": _("Vul een e-mailadres in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "email"}),
    )


def _secret(known: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Wachtwoord of token"),
        required=False,
        max_length=4_000,
        help_text=_("Laat dit leeg om het bewaarde te houden.")
        if known
        else _("Wij bewaren dit verzegeld en tonen het nooit."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class _Named(forms.Form):
    """A form beside others on one page: its fields have names of their own."""

    def __init__(self, prefix: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix=prefix)


class OurServerForm(_Named):
    """Our mail server, signed for the client's own domain."""

    def __init__(self, sender: Sender | None, data: Any = None) -> None:
        super().__init__("our", data, {"address": sender.address if sender else ""})
        hint = _("Een adres op het eigen domein van de klant.")
        self.fields["address"] = _address(_("Berichten komen van"), hint)


class OwnServerForm(_Named):
    """The client's own mail server."""

    def __init__(self, sender: Sender | None, data: Any = None) -> None:
        known = sender if sender and sender.host else None
        super().__init__("own", data, _own_values(sender))
        self.fields["address"] = _address(_("Berichten komen van"))
        self.fields["host"] = WordField(
            longest=200, label=_("Naam van de mailserver"), help_text="smtp.klant.nl"
        )
        self.fields["port"] = NumberField(
            least=1,
            most=65_535,
            label=_("Poort"),
            help_text=_("587 of 465. Gewoon 25 geeft geen beveiligde lijn."),
        )
        self.fields["login"] = PickField(LOGINS, label=_("Hoe wij ons melden"))
        self.fields["user_name"] = WordField(longest=254, label=_("Gebruikersnaam"))
        self.fields["secret"] = _secret(known is not None and known.sealed is not None)

    def how(self) -> OwnServer:
        told = self.cleaned_data
        return OwnServer(
            told["host"],
            told["port"],
            SenderLogin(told["login"]),
            told["user_name"],
            told["secret"],
        )


def _own_values(sender: Sender | None) -> dict[str, Any]:
    if sender is None or not sender.host:
        return {"address": sender.address if sender else "", "port": 587, "login": "password"}
    names = ("address", "host", "port", "login", "user_name")
    return {name: getattr(sender, name) for name in names}


class ViaBureauForm(_Named):
    """The bureau's own domain; it needs the client's written yes."""

    def __init__(
        self, client: Client, sender: Sender | None, domain: str, data: Any = None
    ) -> None:
        own = f"{client.code}@{domain}" if domain else ""
        bureaus = sender is not None and sender.way == "bureau"
        values: dict[str, Any] = {"address": sender.address if sender and bureaus else own}
        if sender and bureaus:
            values |= {"reply_to": sender.reply_to, "agreed_on": sender.agreed_on}
            values["agreed_by"] = str(sender.agreed_by_id)
        super().__init__("via", data, values)
        self.fields["address"] = _address(
            _("Berichten komen van"), _("Een adres op het domein van het bureau.")
        )
        self.fields["reply_to"] = _address(
            _("Antwoorden gaan naar"), _("Het adres van de klant waarop antwoorden komen.")
        )
        self.fields["agreed_on"] = DayField(
            label=_("Schriftelijk akkoord op"),
            required=False,
            help_text=_("Zonder akkoord van de klant kan dit niet."),
        )
        self.fields["agreed_by"] = PickField(
            [("", _("nog niemand")), *_people(client)], label=_("Akkoord van"), required=False
        )
        self.client = client

    def how(self) -> ViaBureau:
        told = self.cleaned_data
        by = self.client.seats.filter(id=int(told["agreed_by"] or 0)).first()
        return ViaBureau(told["reply_to"], told["agreed_on"], by)


def _people(client: Client) -> list[tuple[str, str]]:
    rows = client.seats.filter(role=Role.CLIENT, active=True).select_related("user").order_by("id")
    return [(str(seat.id), seat.user.name) for seat in rows]


class LimitsForm(_Named):
    """How much may leave from an address."""

    def __init__(self, sender: Sender, data: Any = None) -> None:
        values = {"day": sender.day_limit, "minute": sender.minute_limit}
        super().__init__("limits", data, values | {"reserve": sender.reserve})
        self.fields["day"] = NumberField(
            least=1, most=1_000_000, label=_("Hoogstens per dag"), help_text=_("Vraag de provider.")
        )
        self.fields["minute"] = NumberField(least=1, most=10_000, label=_("Hoogstens per minuut"))
        self.fields["reserve"] = NumberField(
            least=0,
            most=999_999,
            label=_("Vrij voor bevestigingen, per dag"),
            help_text=_("Wie aan de lijn zit, wacht niet op een stapel herinneringen."),
        )


class TripForm(_Named):
    """The round trip, with an address that does not exist where the usual ones will not do."""

    def __init__(self, data: Any = None) -> None:
        super().__init__("trip", data)
        self.fields["nobody"] = forms.EmailField(
            label=_("Een adres dat niet bestaat"),
            required=False,
            help_text=_("Alleen nodig als wij daarom vragen."),
            error_messages={"invalid": _("Dit is geen heel e-mailadres.")},
        )


class BankNameForm(_Named):
    """The name that the bank itself gives the client's account."""

    def __init__(self, known: str, data: Any = None) -> None:
        super().__init__("bank", data, {"name": known})
        self.fields["name"] = WordField(
            longest=140,
            label=_("Naam volgens de bank"),
            help_text=_("Zo noemt het scherm van de bank de rekening bij een proefbetaling."),
        )


class MailboxForm(_Named):
    """A mailbox or folder of our own that answers and bounces come to."""

    def __init__(self, known: Any = None, data: Any = None, *, for_all: bool = False) -> None:
        super().__init__("box", data, _mailbox_values(known))
        self.fields["address"] = _address(
            _("Adres voor antwoorden"), _("Een eigen adres voor dit werk, niet dat van iemand.")
        )
        self.fields["host"] = WordField(
            longest=200, label=_("Naam van de mailserver (IMAP)"), help_text="imap.bureau.nl"
        )
        self.fields["port"] = NumberField(least=1, most=65_535, label=_("Poort"))
        self.fields["login"] = PickField(LOGINS, label=_("Hoe wij ons melden"))
        self.fields["user_name"] = WordField(longest=254, label=_("Gebruikersnaam"))
        self.fields["secret"] = _secret(known is not None)
        self.fields["folder"] = WordField(longest=120, label=_("Map"))
        if for_all:
            self.fields["whose"] = PickField(
                [("client", _("alleen deze klant")), ("all", _("alle klanten zonder eigen map"))],
                label=_("Voor wie"),
            )

    def place(self) -> Place:
        told = self.cleaned_data
        return Place(
            address=told["address"],
            host=told["host"],
            user_name=told["user_name"],
            secret=told["secret"],
            port=told["port"],
            folder=told["folder"],
            login=SenderLogin(told["login"]),
        )


def _mailbox_values(known: Any) -> dict[str, Any]:
    if known is None:
        return {"port": 993, "folder": "INBOX", "login": "password", "whose": "all"}
    names = ("address", "host", "port", "login", "user_name", "folder")
    whose = "client" if known.client_id else "all"
    return {name: getattr(known, name) for name in names} | {"whose": whose}
