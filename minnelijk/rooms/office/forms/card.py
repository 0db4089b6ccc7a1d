"""The forms of the client's card: a new client, and one group of facts at a time."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.flow.words import FeedKind, Role, SmallRest
from minnelijk.law.country import COUNTRIES
from minnelijk.law.limitation import ClaimNature
from minnelijk.records.models import Client, Seat
from minnelijk.records.words import DueAgreed
from minnelijk.rooms.office.fields import (
    HourField,
    KnownField,
    ManyField,
    NumberField,
    PickField,
    WordField,
)
from minnelijk.rooms.office.forms.agreed import agreed_fields, read_agreed
from minnelijk.rooms.office.forms.clause import clause_fields, clause_problems, read_clause
from minnelijk.rooms.office.wording.card import (
    DUE,
    FEED,
    LANGUAGE,
    NATURE,
    SMALL_REST,
    Section,
    hint_of,
    label_of,
)
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.fields import AmountField, DayField
from minnelijk.rooms.parts.sentences import say

GOODS = ("nl", "en")


def countries() -> list[tuple[str, str]]:
    return [(code, country_name(code)) for code in COUNTRIES]


def due_choices() -> list[tuple[str, str]]:
    return [(word.value, _(DUE[word.value])) for word in DueAgreed]


def nature_choices() -> list[tuple[str, str]]:
    return [("", _("weet ik niet")), *((word.value, _(NATURE[word.value])) for word in ClaimNature)]


def _spoken(words: type[StrEnum], spoken: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(word.value, _(spoken[word.value])) for word in words]


def _words(longest: int) -> Callable[[Mapping[str, Any]], forms.Field]:
    return lambda more: WordField(longest=longest, required=False, **more)


def _number(
    least: int, most: int, *, required: bool = True
) -> Callable[[Mapping[str, Any]], forms.Field]:
    return lambda more: NumberField(least=least, most=most, required=required, **more)


def _people(more: Mapping[str, Any]) -> forms.Field:
    seats = Seat.objects.filter(
        active=True, client__isnull=True, role__in=[Role.AGENT, Role.SUPERVISOR, Role.MANAGER]
    ).select_related("user")
    choices = [
        ("", _("niemand")),
        *((str(s.id), f"{s.user.name}, {say(s.role, of='Role')}") for s in seats),
    ]
    return PickField(choices, required=False, **more)


def _languages(more: Mapping[str, Any]) -> forms.Field:
    return ManyField([(code, _(name)) for code, name in LANGUAGE.items()], **more)


FIELDS: dict[str, Callable[[Mapping[str, Any]], forms.Field]] = {
    "name": lambda more: WordField(longest=120, **more),
    "enterprise_no": _words(20),
    "country": lambda more: PickField(countries(), **more),
    "website": _words(200),
    "phone_shown": _words(20),
    "languages": _languages,
    "sector": _words(24),
    "sensitive": lambda more: forms.BooleanField(required=False, **more),
    "due_agreed": lambda more: PickField(due_choices(), **more),
    "payment_term_days": _number(0, 366, required=False),
    "contract_law": lambda more: PickField(countries(), **more),
    "claim_nature": lambda more: PickField(nature_choices(), required=False, **more),
    "vat_liable": lambda more: KnownField(required=False, **more),
    "vat_deductible": lambda more: KnownField(required=False, **more),
    "is_sme": lambda more: KnownField(required=False, **more),
    "regular_deliveries": lambda more: KnownField(required=False, **more),
    "promise_days": _number(1, 60),
    "promise_days_max": _number(1, 60),
    "promises_max": _number(1, 9),
    "plan_parts_max": _number(0, 12),
    "plan_days_max": _number(1, 366),
    "plan_part_min_cents": lambda more: AmountField(or_nothing=True, **more),
    "plan_repair_days": _number(0, 20),
    "small_rest_cents": lambda more: AmountField(or_nothing=True, **more),
    "small_rest_rule": lambda more: PickField(_spoken(SmallRest, SMALL_REST), **more),
    "hours_from": lambda more: HourField(required=False, **more),
    "hours_to": lambda more: HourField(required=False, **more),
    "may_call_saturday": lambda more: forms.BooleanField(required=False, **more),
    "open_holidays_for_companies": lambda more: forms.BooleanField(required=False, **more),
    "feed_kind": lambda more: PickField(_spoken(FeedKind, FEED), **more),
    "feed_max_age_days": _number(0, 60),
    "match_certainty": _number(80, 99),
    "bureau_role": _words(120),
    "agreement_on": lambda more: DayField(required=False, **more),
    "contact_person": _people,
    "retention_months": _number(1, 240),
    "hold_out_permille": _number(0, 1000),
}


class SectionForm(forms.Form):
    """One group of facts of the card; what it holds depends on the group."""

    def __init__(self, section: Section, client: Client, on: date, data: Any = None) -> None:
        super().__init__(data)
        self.section, self.on = section, on
        for name in section.fields:
            COMPOSED.get(name, _simple(name))(self, client)

    def clean(self) -> None:
        if "damages_clause" in self.section.fields:
            for name, words in clause_problems(self.cleaned_data).items():
                self.add_error(name, words)

    def changes(self) -> dict[str, Any]:
        """Return the facts as the card keeps them."""
        return {
            name: READ[name](self.cleaned_data) if name in READ else self.cleaned_data[name]
            for name in self.section.fields
        }

    def put(self, name: str, field: forms.Field, value: Any) -> None:
        field.initial = value
        self.fields[name] = field


def _simple(name: str) -> Callable[[SectionForm, Client], None]:
    def add(form: SectionForm, client: Client) -> None:
        more = {"label": label_of(name), "help_text": hint_of(name)}
        form.put(name, FIELDS[name](more), getattr(client, name))

    return add


def _contact(form: SectionForm, client: Client) -> None:
    more = {"label": label_of("contact_person")}
    form.put("contact_person", _people(more), str(client.contact_person_id or ""))


def _goods(form: SectionForm, client: Client) -> None:
    for code in GOODS:
        label = f"{label_of('goods')} ({_(LANGUAGE[code])})"
        hint = hint_of("goods") if code == "nl" else ""
        field = WordField(longest=120, required=False, label=label, help_text=hint)
        form.put(f"goods_{code}", field, client.goods.get(code, ""))


COMPOSED: dict[str, Callable[[SectionForm, Client], None]] = {
    "goods": _goods,
    "damages_clause": clause_fields,
    "agreed_beforehand": agreed_fields,
    "contact_person": _contact,
}


def _read_goods(told: Mapping[str, Any]) -> dict[str, str]:
    return {code: told[f"goods_{code}"] for code in GOODS if told[f"goods_{code}"]}


def _read_contact(told: Mapping[str, Any]) -> Seat | None:
    number = told["contact_person"]
    return Seat.objects.get(id=number) if number else None


READ: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "goods": _read_goods,
    "damages_clause": read_clause,
    "agreed_beforehand": read_agreed,
    "contact_person": _read_contact,
}


class NewClient(forms.Form):
    """The short form: the rest of the card can wait, and says what it blocks."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        name = {"label": label_of("name"), "help_text": hint_of("name")}
        self.fields["name"] = WordField(longest=120, **name)
        self.fields["code"] = WordField(
            longest=24,
            label=_("Code"),
            help_text=_("Kort, voor in adressen: kleine letters, cijfers en streepjes. Blijft zo."),
        )
        for fact in ("country", "due_agreed", "payment_term_days", "phone_shown", "website"):
            more = {"label": label_of(fact), "help_text": hint_of(fact)}
            self.fields[fact] = FIELDS[fact](more)
        self.fields["due_agreed"].initial = DueAgreed.NONE.value

    def facts(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items() if value not in {"", None}}
        return told | {"payment_term_days": self.cleaned_data["payment_term_days"]}


class ProposeAccount(forms.Form):
    """A wished account."""

    iban = forms.CharField(
        label=gettext_lazy("Rekeningnummer (IBAN)"),
        max_length=60,
        error_messages={"required": gettext_lazy("Vul het rekeningnummer in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=gettext_lazy("Op naam van"),
        max_length=120,
        help_text=gettext_lazy("Precies zoals de bank het heeft."),
        error_messages={
            "required": gettext_lazy("Vul de naam in zoals de bank hem heeft."),
        },
    )


class CalledNumber(forms.Form):
    """Which known number was called, and that the holder said yes."""

    def __init__(self, numbers: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"] = forms.ChoiceField(
            label=_("Welk nummer belde u?"),
            choices=numbers,
            widget=forms.RadioSelect,
            initial=numbers[0][0] if len(numbers) == 1 else None,
            error_messages={
                "required": _("Kies het nummer dat u belde."),
                "invalid_choice": _("Bel een nummer dat al bekend was. Kies het hier."),
            },
        )
        self.fields["heard"] = forms.BooleanField(
            label=_("Ik kreeg iemand van de klant aan de lijn, en die las dit nummer zelf voor."),
            error_messages={"required": _("Bevestig pas als u iemand gesproken heeft.")},
        )
