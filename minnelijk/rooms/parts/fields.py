"""Amounts and days as people type them, and what is said when they cannot be read."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minnelijk.files.amounts import Amiss, cents

DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
HIGHEST_CENTS = 100_000_000_00


class AmountField(forms.CharField):
    """Whole cents out of `43,10`, `€ 1.204,50` or `43.10`; above zero, unless `or_nothing`."""

    def __init__(self, *, or_nothing: bool = False, **more: Any) -> None:
        self.least = 0 if or_nothing else 1
        more.setdefault("error_messages", {"required": _("Vul een bedrag in.")})
        more.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**more)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        amount = cents(text.replace("\xa0", " "), ",")
        if isinstance(amount, Amiss):
            raise forms.ValidationError(
                _("“%(value)s” is geen bedrag. Typ het zo: 43,10."), params={"value": text}
            )
        if amount < self.least:
            raise forms.ValidationError(
                _("Vul een bedrag in dat meer is dan nul.")
                if self.least
                else _("Vul nul in of meer.")
            )
        if amount > HIGHEST_CENTS:
            raise forms.ValidationError(_("Dit bedrag is te hoog. Kijk het na."))
        return amount

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{value // 100},{value % 100:02}"
        return value


class DayField(forms.DateField):
    """A day; `30-11-2026` may be typed where a browser has no calendar."""

    def __init__(self, **more: Any) -> None:
        messages = {
            "required": _("Kies een dag."),
            "invalid": _("Dit is geen dag. Typ hem zo: 30-11-2026."),
        }
        more["error_messages"] = messages | more.get("error_messages", {})
        more.setdefault("input_formats", DAY_FORMATS)
        more.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**more)


def not_later(day: date, on: date) -> date:
    """Refuse a day in the future."""
    if day > on:
        raise forms.ValidationError(_("Deze dag is nog niet geweest. Kies vandaag of eerder."))
    return day
