"""The damages clause of a client's conditions: what it asks, field by field."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from minnelijk.law.damages import Limit
from minnelijk.records.models import Client
from minnelijk.rooms.office.fields import KnownField, PickField, WordField
from minnelijk.rooms.office.wording.card import CLAUSE, hint_of
from minnelijk.rooms.parts.fields import AmountField, DayField

if TYPE_CHECKING:
    from minnelijk.rooms.office.forms.card import SectionForm

OWN = "own"
NOTHING = ""
HIGHEST_PERCENT = 100


class PercentField(forms.CharField):
    """A number of percents a year, with a comma or a point: kept as `10.5`."""

    def __init__(self, **more: Any) -> None:
        more.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(max_length=12, **more)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).removesuffix("%").strip()
        if not text:
            return ""
        try:
            percent = Decimal(text.replace(",", "."))
        except InvalidOperation:
            percent = Decimal(0)
        if not (percent.is_finite() and 0 < percent <= HIGHEST_PERCENT):
            raise forms.ValidationError(
                _("“%(value)s” is geen percentage. Typ het zo: 10,5."), params={"value": text}
            )
        return format(percent.normalize(), "f")

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if value else value


def clause_fields(form: "SectionForm", client: Client) -> None:
    """Put the fields of the clause on the form, with what is known."""
    known = client.damages_clause or {}
    label = {part: _(words) for part, words in CLAUSE.items()}
    fields: dict[str, forms.Field] = {
        "form": WordField(
            longest=200, required=False, label=label["form"], help_text=hint_of("damages_clause")
        ),
        "reciprocal": KnownField(required=False, label=label["reciprocal"]),
        "version": WordField(longest=40, required=False, label=label["version"]),
        "since": DayField(required=False, label=label["since"]),
    }
    for part, field in fields.items():
        form.put(f"clause_{part}", field, known.get(part))
    _limited(form, "percent", PercentField(required=False, label=_("Vast percentage")), known)
    _limited(form, "lump", AmountField(required=False, label=_("Vast bedrag")), known)
    field = forms.BooleanField(
        required=False,
        label=label["interest_from_reminder"],
        help_text=_("Alleen een kmo mag dit, en alleen als het beding het zegt."),
    )
    form.put("clause_interest_from_reminder", field, known.get("interest_from_reminder") is True)


def _limited(form: "SectionForm", part: str, field: forms.Field, known: Mapping[str, Any]) -> None:
    """How much: nothing, the most that the law allows, or a figure of its own."""
    value = known.get(part) or ""
    choices = [
        (NOTHING, _("niets")),
        (Limit.CAP.value, _("het hoogste dat mag")),
        (OWN, _("een vast getal, hieronder")),
    ]
    how = value if value in {NOTHING, Limit.CAP} else OWN
    pick = PickField(choices, required=False, label=_(CLAUSE[part]))
    form.put(f"clause_{part}_how", pick, how)
    form.put(f"clause_{part}", field, value if how == OWN else "")


def clause_problems(told: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the clause, by field."""
    wrong = {}
    for part in ("percent", "lump"):
        how, value = told.get(f"clause_{part}_how", ""), told.get(f"clause_{part}")
        if how == OWN and not value and f"clause_{part}" in told:
            wrong[f"clause_{part}"] = _("Vul het getal in dat het beding noemt.")
        elif value and how != OWN:
            wrong[f"clause_{part}"] = _("Kies hierboven “een vast getal”, of maak dit leeg.")
    asks = any(told.get(f"clause_{part}_how") for part in ("percent", "lump"))
    if asks and not told.get("clause_form"):
        wrong["clause_form"] = _(
            "Schrijf over wat het beding zegt. Zonder die woorden geen beding."
        )
    if told.get("clause_interest_from_reminder") and told.get("is_sme") is not True:
        wrong["clause_interest_from_reminder"] = _(
            "Dit mag alleen een kmo. Zeg hierboven dat de klant een kmo is, of haal dit weg."
        )
    return wrong


def read_clause(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """No words, no clause: it is never guessed from the rest."""
    if not told["clause_form"]:
        return None
    since = told["clause_since"]
    figures = {part: _figure(told, part) for part in ("percent", "lump")}
    return {
        **{part: told[f"clause_{part}"] for part in ("form", "reciprocal", "version")},
        "since": since.isoformat() if since else "",
        **figures,
        "interest_from_reminder": told["clause_interest_from_reminder"],
    }


def _figure(told: Mapping[str, Any], part: str) -> Any:
    how = told[f"clause_{part}_how"]
    return (told[f"clause_{part}"] or "") if how == OWN else how
