"""Two ways to pay: now, or on another day; in parts is a page of its own."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from minnelijk.records.actions import page
from minnelijk.records.actions.page import PageRefused
from minnelijk.records.actions.promises import PromiseRefused
from minnelijk.records.debtor_choices import choices, payee
from minnelijk.records.debtor_page import Shown, State, shown
from minnelijk.rooms.debtor.bank_square import bank_square
from minnelijk.rooms.debtor.check import checked
from minnelijk.rooms.debtor.forms import DayForm
from minnelijk.rooms.debtor.reasons import reasons
from minnelijk.rooms.debtor.visit import Visit
from minnelijk.rooms.parts.formats import day_text, money_text


def payable(known: Shown) -> bool:
    return known.state is State.OPEN and known.askable_cents > 0


@checked
def invoices(visit: Visit) -> HttpResponse:
    """Every invoice with what happened to it: why this amount."""
    known = shown(visit.case, visit.on)
    if known.state not in {State.OPEN, State.PAID}:
        return visit.home()
    return visit.show("invoices", {"shown": known, "on": visit.on})


@checked
def pay(visit: Visit) -> HttpResponse:
    """Where the money goes, to copy or to scan."""
    known = shown(visit.case, visit.on)
    if not payable(known):
        return visit.home()
    where, cents = payee(visit.case, visit.on), known.to_pay_cents
    return visit.show(
        "pay",
        {
            "shown": known,
            "cents": cents,
            "whole": cents == known.askable_cents,
            "payee": where,
            "code": bank_square(where, cents) if where else "",
            "website": visit.case.client.website,
            **reasons(visit, known),
        },
    )


@checked
def day(visit: Visit) -> HttpResponse:
    """Choose a day; what is sent twice is one promise."""
    known, possible = shown(visit.case, visit.on), choices(visit.case, visit.on)
    if not payable(known):
        return visit.home()
    form = DayForm(visit.request.POST if visit.request.method == "POST" else None)
    if visit.posted and form.is_valid():
        told = form.cleaned_data
        try:
            page.promise(visit.case.id, told["chosen"], told["cents"], visit.act)
        except PromiseRefused as refused:
            form.add_error(_field(told), _why_not(refused, told["chosen"], visit.on))
        except PageRefused as refused:
            form.add_error(None, refused_sentence(refused))
        else:
            visit.say("promise")
            return visit.home()
    usual = possible.first_on.isoformat() if possible.first_on else "other"
    picked = form["day"].value() or usual
    return visit.show(
        "day",
        {
            "shown": known,
            "possible": possible,
            "form": form,
            "picked": picked,
            **kept(visit),
            **reasons(visit, known, possible.last_on),
        },
    )


def _field(told: dict[str, object]) -> str:
    return "other_day" if told["day"] == "other" else "day"


def _why_not(refused: PromiseRefused, wanted: date, on: date) -> str:
    """Say why this day cannot be, and which one is near."""
    near = day_text(refused.day, on) if refused.day else ""
    words = {
        "past": _("Die dag is al voorbij. Kies bijvoorbeeld %(near)s."),
        "closed": _("%(wanted)s is geen werkdag. Kies bijvoorbeeld %(near)s."),
        "too_far": _(
            "%(wanted)s is te ver weg. Kies uiterlijk %(near)s, betaal in delen, of bel ons."
        ),
        "notice_runs": _(
            "Op die dag kan het niet: onze brief geeft u meer tijd. Kies bijvoorbeeld %(near)s."
        ),
        "too_many": _("U koos al een paar keer een dag. Bel ons, dan zoeken we samen een dag."),
    }
    sentence = words.get(refused.word) or _(
        "Dit kan nu niet. Bel ons, dan zoeken we samen een dag."
    )
    told = day_text(wanted, on)
    return sentence % {"wanted": told[:1].upper() + told[1:], "near": near}


def refused_sentence(refused: PageRefused) -> str:
    words = {
        "changed": _("Het bedrag is intussen veranderd. Nu staat er %(amount)s open. Klopt dat?"),
        "future": _("Die dag is nog niet geweest. Kies vandaag of een dag ervoor."),
        "no_words": _("Schrijf in een paar woorden wat er is."),
        "no_parts": _("In zoveel delen kan het niet. Kies een ander aantal."),
        "past": _("De dagen zijn intussen veranderd. Kijk ze na en verstuur het nog eens."),
    }
    sentence = words.get(refused.word) or _("Dit kan op deze bladzijde niet meer. Bel ons even.")
    return sentence % {"amount": money_text(refused.cents)}


def kept(visit: Visit) -> dict[str, object]:
    """What was typed before the page closed is shown again, and sent by hand."""
    return {"draft_shown": visit.draft}
