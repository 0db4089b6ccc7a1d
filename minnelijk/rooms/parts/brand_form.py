"""The form of a client's face: name, one colour with its letters, a logo, an address."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.files.photos import JPEG, PNG, cleaned
from minnelijk.rooms.parts.brand import NotAColour, checked

LARGEST_LOGO = 512 * 1024
PARTS = ("street", "number", "postcode", "city", "country")


class BrandForm(forms.Form):
    """One name, one colour, one logo: ink and edge are chosen by us."""

    name = forms.CharField(
        label=gettext_lazy("Naam op berichten"),
        max_length=120,
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    colour = forms.CharField(
        label=gettext_lazy("Kleur"),
        max_length=20,
        help_text=gettext_lazy("Eén kleur, zo geschreven: #0b5fa5."),
        error_messages={"required": gettext_lazy("Vul een kleur in, zo: #0b5fa5.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    ink = forms.CharField(
        label=gettext_lazy("Letters op deze kleur"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Leeg: wij kiezen wit of zwart."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy(
            "PNG of JPEG, tot 512 kB. Kies het bij het opslaan; bekijken bewaart het niet."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Zonder logo verder"), required=False)
    street = forms.CharField(label=gettext_lazy("Straat"), max_length=120, required=False)
    number = forms.CharField(label=gettext_lazy("Huisnummer"), max_length=12, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=12, required=False)
    city = forms.CharField(label=gettext_lazy("Plaats"), max_length=80, required=False)
    country = forms.CharField(label=gettext_lazy("Land"), max_length=40, required=False)

    def clean_colour(self) -> str:
        return self._colour("colour")

    def clean_ink(self) -> str:
        return self._colour("ink") if self.cleaned_data["ink"].strip() else ""

    def _colour(self, name: str) -> str:
        colour = str(self.cleaned_data[name]).strip()
        try:
            return checked(colour if colour.startswith("#") else f"#{colour}")
        except NotAColour:
            raise forms.ValidationError(
                _("“%(value)s” is geen kleur. Schrijf hem zo: #1f5c4d."), params={"value": colour}
            ) from None

    def clean_logo(self) -> tuple[bytes, str] | None:
        """Return the picture without hidden words, and what it is; its own name is not believed."""
        file: UploadedFile | None = self.cleaned_data["logo"]
        if not file:
            return None
        if (file.size or 0) > LARGEST_LOGO:
            raise forms.ValidationError(_("Dit logo is groter dan 512 kB. Maak het kleiner."))
        found = cleaned(file.read())
        if not isinstance(found, tuple) or found[1] not in {PNG, JPEG}:
            raise forms.ValidationError(
                _("Dit is geen goede PNG of JPEG. Bewaar het logo zo opnieuw.")
            )
        return found

    def address(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in PARTS if self.cleaned_data[part]}


def brand_values(brand: Any, client: Any) -> dict[str, str]:
    """Return what stands in the form at first: the newest brand, else the client's name."""
    if brand is None:
        return {"name": client.name, "colour": "#14535a"}
    colours = {"colour": brand.colours.get("accent", ""), "ink": brand.colours.get("ink", "")}
    return {"name": brand.name, **colours, **brand.address}
