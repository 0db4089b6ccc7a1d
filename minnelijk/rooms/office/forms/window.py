"""The form of the window of a client's envelopes."""

from django import forms
from django.utils.translation import gettext_lazy

from minnelijk.records.words import WindowSide


class WindowForm(forms.Form):
    """On which side the window of the envelopes is."""

    window = forms.ChoiceField(
        label=gettext_lazy("Venster van de envelop"),
        required=False,
        choices=[
            ("", gettext_lazy("Zoals gewoon in het land van de klant: rechts")),
            (WindowSide.RIGHT.value, gettext_lazy("Rechts")),
            (WindowSide.LEFT.value, gettext_lazy("Links")),
        ],
        help_text=gettext_lazy(
            "De brief past in een DL- of C5/6-envelop met een venster aan deze kant."
        ),
    )

    def side(self) -> WindowSide | None:
        told = self.cleaned_data["window"]
        return WindowSide(told) if told else None
