"""The door of a link: first its code of six digits, then the hand-over for half an hour."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minnelijk.records.actions.agency_file import LinkProblem, open_link
from minnelijk.rooms.agency.door import Look, come_in, go_out, gone, inside_now, linked
from minnelijk.rooms.agency.over import over

DIGITS = 6


class Code(forms.Form):
    """The code that the client passes on."""

    code = forms.RegexField(
        rf"^\d{{{DIGITS}}}$",
        label=gettext_lazy("Code van zes cijfers"),
        help_text=gettext_lazy("U krijgt deze code van uw opdrachtgever."),
        error_messages={
            "required": gettext_lazy("Vul de code in."),
            "invalid": gettext_lazy("De code heeft zes cijfers."),
        },
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if self.data:  # people read a code in groups: 123 456
            self.data = self.data.copy()
            self.data["code"] = "".join(str(self.data.get("code", "")).split())


@linked
def home(look: Look) -> HttpResponse:
    """Ask for the code; after it the page of the hand-over."""
    if look.request.method == "POST":
        return _try(look)
    return over(look) if inside_now(look) else look.show("code", {"form": Code(), "case": ""})


def _try(look: Look) -> HttpResponse:
    form = Code(look.request.POST)
    if form.is_valid():
        try:
            look.made = open_link(look.token, form.cleaned_data["code"], look.act)
        except LinkProblem as problem:
            if problem.word == "link_over":
                return gone(look.request, look.on)
            form.add_error("code", _("Deze code klopt niet. Kijk hem na en probeer het opnieuw."))
        else:
            come_in(look)
            return look.home()
    return look.show("code", {"form": form, "case": ""}, status=422)


@require_POST
@linked
def leave(look: Look) -> HttpResponse:
    """Close the page: the code is asked again."""
    go_out(look)
    return look.home()
