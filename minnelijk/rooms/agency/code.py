"""The door of a link: first its code of six digits, then the hand-over for half an hour."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from minnelijk.records.actions.agency_file import LinkProblem, open_link
from minnelijk.rooms.agency.door import Look, come_in, go_out, gone, inside_now, linked, stay
from minnelijk.rooms.agency.over import over


class SixDigits(forms.RegexField):
    """People type a code in groups: `123 456` is the same."""

    def to_python(self, value: Any) -> Any:
        return "".join(str(super().to_python(value) or "").split())


class Code(forms.Form):
    """The code that the client passes on."""

    code = SixDigits(
        r"^\d{6}$",
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


@linked
def home(look: Look) -> HttpResponse:
    """Ask for the code; after it the page of the hand-over."""
    if look.request.method == "POST":
        return _try(look)
    if not inside_now(look):
        return _ask(look, Code())
    stay(look)
    return over(look)


def _ask(look: Look, form: Code) -> HttpResponse:
    """The code, and nothing about what it opens; not even for whom it lies there."""
    page = {"form": form, "case": "", "made": None, "agency_name": ""}
    return look.show("code", page, status=422 if form.errors else 200)


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
    return _ask(look, form)


@require_POST
@linked
def leave(look: Look) -> HttpResponse:
    """Close the page: the code is asked again."""
    go_out(look)
    return look.home()
