"""What a debtor types: every field with its sentence when something is missing or unreadable."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.files.amounts import Amiss, cents
from minnelijk.files.photos import Unusable, cleaned
from minnelijk.flow.words import DisputeReason
from minnelijk.records.actions.page import Upload
from minnelijk.rooms.debtor.check_forms import typed_day

WORDS_MAX = 2_000
FILES_MAX = 5
FILE_BYTES_MAX = 10 * 1024 * 1024
REASONS = tuple(reason for reason in DisputeReason if reason is not DisputeReason.DATA_MISSING)


class DayField(forms.CharField):
    """A day as a browser or a person writes it."""

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        day = typed_day(text)
        if day is None:
            raise forms.ValidationError(
                _("Deze dag kunnen wij niet lezen. Schrijf hem zo: 30-11-2026.")
            )
        return day


def day_widget() -> forms.TextInput:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    widget.input_type = "date"
    return widget


class DayForm(forms.Form):
    """A proposed day, or another one."""

    cents = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.CharField(
        error_messages={"required": gettext_lazy("Kies een dag waarop u betaalt.")}
    )
    other_day = DayField(
        label=gettext_lazy("Andere dag"), required=False, max_length=20, widget=day_widget()
    )

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if known.get("day") == "other":
            known["chosen"] = known.get("other_day")
            if not known["chosen"] and "other_day" not in self.errors:
                self.add_error("other_day", _("Vul de dag in waarop u betaalt."))
        elif known.get("day"):
            known["chosen"] = typed_day(known["day"])
            if known["chosen"] is None:
                self.add_error("day", _("Kies een dag waarop u betaalt."))
        return known


class PartsForm(forms.Form):
    """In how many parts, or in the debtor's own words."""

    cents = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(
        error_messages={"required": gettext_lazy("Kies in hoeveel delen u wilt betalen.")}
    )
    first_on = DayField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("Wat lukt wel?"),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if known.get("number") == "else" and not known.get("words", "").strip():
            self.add_error("words", _("Schrijf in een paar woorden wat wel lukt."))
        return known


class MoveForm(forms.Form):
    """The new day of one part."""

    day = DayField(error_messages={"required": gettext_lazy("Kies een dag waarop u betaalt.")})


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five photos or PDF files, known by their content; photos lose where they were made."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > FILES_MAX:
            raise forms.ValidationError(_("Dit zijn te veel bestanden. Kies er hoogstens 5."))
        return [_upload(one) for one in given]


def _upload(file: UploadedFile) -> Upload:
    name = (file.name or "")[:120]
    if (file.size or 0) > FILE_BYTES_MAX:
        raise forms.ValidationError(
            _("%(name)s is groter dan 10 MB. Maak het bestand kleiner of maak een nieuwe foto.")
            % {"name": name}
        )
    clean = cleaned(file.read())
    if clean is Unusable.DAMAGED:
        raise forms.ValidationError(
            _("%(name)s is beschadigd. Maak een nieuwe foto of bewaar het bestand opnieuw.")
            % {"name": name}
        )
    if isinstance(clean, Unusable):
        raise forms.ValidationError(
            _("%(name)s kunnen wij niet lezen. Stuur een foto (JPG of PNG) of een PDF.")
            % {"name": name}
        )
    content, media_type = clean
    return Upload(name, content, media_type)


def words_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Schrijf in een paar woorden wat er is."),
            "max_length": gettext_lazy("Dit is te lang. Schrijf hoogstens 2.000 tekens."),
        },
        **more,
    )


class WrongForm(forms.Form):
    """What is wrong, with which invoice, in the debtor's own words."""

    field_order = ("reason", "claims", "amount", "words", "attached", "prefers", "rest_agreed")
    reason = forms.ChoiceField(
        choices=[(reason.value, reason.value) for reason in REASONS],
        error_messages={
            "required": gettext_lazy("Kies wat er niet klopt."),
            "invalid_choice": gettext_lazy("Kies wat er niet klopt."),
        },
    )
    words = words_field(gettext_lazy("Vertel het in uw eigen woorden"))
    claims = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Kies een rekening uit de lijst.")},
    )
    amount = forms.CharField(
        label=gettext_lazy("Welk bedrag klopt niet?"),
        help_text=gettext_lazy("Laat dit leeg als de hele rekening niet klopt."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    rest_agreed = forms.BooleanField(required=False)
    prefers = forms.ChoiceField(
        choices=[("email", "email"), ("phone", "phone")], required=False, initial="email"
    )
    attached = FilesField(
        label=gettext_lazy("Foto of brief toevoegen"),
        help_text=gettext_lazy("Mag, hoeft niet. JPG, PNG of PDF, hoogstens 5 van 10 MB."),
        required=False,
    )

    def __init__(self, *args: Any, claims: Mapping[int, int], **kwargs: Any) -> None:
        """`claims`: what is open per claim that may be objected to."""
        super().__init__(*args, **kwargs)
        self.open = claims
        self.fields["claims"].choices = [(number, number) for number in claims]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        chosen = known.get("claims") or (list(self.open) if len(self.open) == 1 else [])
        if not chosen and "claims" not in self.errors:
            self.add_error("claims", _("Kies over welke rekening het gaat."))
        known["parts"] = {claim: self.open[claim] for claim in chosen}
        if known.get("amount"):
            self._only_part(known, chosen)
        return known

    def _only_part(self, known: dict[str, Any], chosen: list[int]) -> None:
        part = cents(known["amount"], ",")
        if isinstance(part, Amiss) or part <= 0:
            self.add_error("amount", _("Dit bedrag kunnen wij niet lezen. Schrijf het zo: 40,00."))
        elif len(chosen) != 1:
            self.add_error("amount", _("Kies één rekening als u een bedrag invult."))
        elif part > self.open[chosen[0]]:
            self.add_error("amount", _("Dit is meer dan er op deze rekening open staat."))
        else:
            known["parts"] = {chosen[0]: part}


class MoreForm(forms.Form):
    """More words or files for what was said before."""

    words = forms.CharField(
        label=gettext_lazy("Wat wilt u toevoegen?"),
        required=False,
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    attached = FilesField(
        label=gettext_lazy("Foto of brief toevoegen"),
        help_text=gettext_lazy("Mag, hoeft niet. JPG, PNG of PDF, hoogstens 5 van 10 MB."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        known = super().clean() or {}
        if not known.get("words", "").strip() and not known.get("attached") and not self.errors:
            self.add_error("words", _("Schrijf iets, of kies een bestand."))
        return known


class MessageForm(forms.Form):
    """What an agency should know, in the debtor's own words."""

    words = words_field(gettext_lazy("Uw bericht"))


class ComplaintForm(forms.Form):
    words = words_field(
        gettext_lazy("Uw klacht"),
        help_text=gettext_lazy("Schrijf erbij hoe wij u kunnen bereiken."),
    )
