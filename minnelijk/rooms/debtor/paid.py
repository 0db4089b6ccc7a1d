"""It was paid already: when, how, for which invoice, and the proof of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minnelijk.records.actions.page import PageRefused
from minnelijk.records.actions.page_paid import already_paid
from minnelijk.records.debtor_letter import agency_now
from minnelijk.records.debtor_page import Line, shown
from minnelijk.records.said_paid import proof_asked, running
from minnelijk.records.said_paid import said as said_before
from minnelijk.rooms.debtor.check import checked
from minnelijk.rooms.debtor.choices import refused_sentence
from minnelijk.rooms.debtor.forms import DayField, FilesField, day_widget
from minnelijk.rooms.debtor.overview import at_agency
from minnelijk.rooms.debtor.visit import Visit
from minnelijk.rooms.debtor.wrong import TAKES_WORDS
from minnelijk.rooms.parts.formats import money_text

ALL = "all"


class PaidForm(forms.Form):
    """When and how the debtor paid; `lines` are the open invoices."""

    paid_on = DayField(
        label=gettext_lazy("Op welke dag betaalde u?"),
        help_text=gettext_lazy("Weet u het niet precies? Kies de dag die u denkt."),
        max_length=20,
        widget=day_widget(),
        error_messages={"required": gettext_lazy("Kies de dag waarop u betaalde.")},
    )
    claim = forms.ChoiceField(
        label=gettext_lazy("Welke rekening betaalde u?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Kies een rekening uit de lijst.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Hoe betaalde u?"),
        help_text=gettext_lazy(
            "Bijvoorbeeld: met mijn bank-app, naar welke rekening, welk kenmerk."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attached = FilesField(
        label=gettext_lazy("Bewijs van uw betaling"),
        help_text=gettext_lazy(
            "Mag, hoeft niet. Dan gaat het zoeken sneller. Een foto of PDF van deze ene betaling "
            "is genoeg. Hoogstens 5 van 10 MB."
        ),
        required=False,
    )

    def __init__(self, *args: Any, lines: Iterable[Line] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(line.id), _line(line)) for line in lines]
        if len(choices) < 2:
            del self.fields["claim"]
        else:
            field: Any = self.fields["claim"]
            field.choices = [(ALL, _("alle rekeningen")), *choices]

    def claim_id(self) -> int | None:
        chosen = self.cleaned_data.get("claim") or ALL
        return None if chosen == ALL else int(chosen)


def _line(line: Line) -> str:
    return f"{line.what or line.number}, {money_text(line.open_cents)}"


@checked
def paid(visit: Visit) -> HttpResponse:
    """Say that it was paid already, or add a proof: it rests until the client looked."""
    known = shown(visit.case, visit.on)
    if known.state not in TAKES_WORDS:
        return visit.home()
    form = _form(visit, [line for line in known.lines if line.open_cents > 0])
    if visit.posted and form.is_valid():
        problem = _say(visit, form)
        if not problem:
            visit.say("paid_there" if at_agency(known) else "paid")
            return visit.home()
        form.add_error(*problem)
    return visit.show(
        "paid",
        {
            "form": form,
            "shown": known,
            "draft_shown": visit.draft,
            "files_again": form.is_bound,
            "asked": proof_asked(visit.case),
            "before": bool(running(visit.case)),
            "agency": agency_now(visit.case),
        },
    )


def _form(visit: Visit, lines: list[Line]) -> PaidForm:
    """A proof that comes later is about the day and the invoice that were named before."""
    if visit.request.method == "POST":
        return PaidForm(visit.request.POST, visit.request.FILES, lines=lines)
    first = next(iter(said_before(visit.case)), None)
    if first is None:
        return PaidForm(lines=lines)
    claim = next((str(line.id) for line in lines if line.number == first.claim), ALL)
    return PaidForm(lines=lines, initial={"paid_on": first.paid_on, "claim": claim})


def _say(visit: Visit, form: PaidForm) -> tuple[str | None, str] | None:
    """Store it; return the field and the sentence of what is wrong."""
    told = form.cleaned_data
    try:
        already_paid(
            visit.case.id,
            told["paid_on"],
            told["words"],
            visit.act,
            claim_id=form.claim_id(),
            proofs=told["attached"],
        )
    except PageRefused as refused:
        return "paid_on" if refused.word == "future" else None, refused_sentence(refused)
    return None
