"""Hours, numbers and choices as people fill them in, and what is said when they are not right."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

YES_NO = {"yes": True, "no": False}


class HourField(forms.TimeField):
    """An hour of the day: `9:00` or `9.00`."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("error_messages", {"invalid": _("Dit is geen uur. Typ het zo: 9.00.")})
        more.setdefault("input_formats", ["%H:%M", "%H.%M", "%H:%M:%S", "%H"])
        more.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**more)


class NumberField(forms.IntegerField):
    """A whole number between two bounds, both named when it is not."""

    def __init__(self, *, least: int, most: int, **more: Any) -> None:
        wrong = format_lazy(
            _("Vul een heel getal in van {least} tot en met {most}."), least=least, most=most
        )
        words = dict.fromkeys(["required", "invalid", "min_value", "max_value"], wrong)
        super().__init__(min_value=least, max_value=most, error_messages=words, **more)


class WordField(forms.CharField):
    """A line of text that says how long it may be."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        words = {
            "required": _("Vul dit in."),
            "max_length": _("Dit is te lang. Het mag %(limit_value)d tekens zijn."),
        }
        super().__init__(max_length=longest, error_messages=words, **more)


class PickField(forms.ChoiceField):
    """One of a closed list."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **more: Any) -> None:
        wrong = _("Kies een van de mogelijkheden.")
        words = {"required": wrong, "invalid_choice": wrong}
        super().__init__(choices=list(choices), error_messages=words, **more)


class ManyField(forms.MultipleChoiceField):
    """Some of a closed list, as boxes to tick."""

    def __init__(self, choices: Iterable[tuple[str, Any]], **more: Any) -> None:
        words = {
            "required": _("Kies er minstens één."),
            "invalid_choice": _("Kies een van de mogelijkheden."),
        }
        super().__init__(
            choices=list(choices),
            widget=forms.CheckboxSelectMultiple,
            error_messages=words,
            **more,
        )


class KnownField(forms.TypedChoiceField):
    """Yes, no, or not known: an unknown fact is not the same as no."""

    def __init__(self, **more: Any) -> None:
        choices = [("", _("weten wij niet")), ("yes", _("ja")), ("no", _("nee"))]
        super().__init__(
            choices=choices, coerce=lambda word: YES_NO[word], empty_value=None, **more
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)
