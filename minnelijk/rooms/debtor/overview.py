"""What a debtor sees first after the check: what is open, what was agreed, five equal choices."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minnelijk.records.debtor_choices import Choices, choices, has_mail, plan_rows
from minnelijk.records.debtor_letter import agency_now, letter_of
from minnelijk.records.debtor_page import Shown, State, shown
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Debtor
from minnelijk.records.said_paid import proof_asked
from minnelijk.rooms.debtor.reasons import reasons
from minnelijk.rooms.debtor.visit import Visit
from minnelijk.rooms.parts.formats import day_text, money_text

TEMPLATES = {
    State.OPEN: "overview",
    State.PAID: "nothing_open",
    State.OVER: "over",
    State.RESTS: "rests",
    State.HANDED_OVER: "handed_over",
}


def overview(visit: Visit) -> HttpResponse:
    """Show the case as it is now."""
    known = shown(visit.case, visit.on)
    chosen = choices(visit.case, visit.on)
    return visit.show(
        TEMPLATES[known.state],
        {
            "person": greeting_name(visit.case.debtor),
            "shown": known,
            "summary": summary(known),
            "options": passed_on(known) if at_agency(known) else options(known, chosen, visit.on),
            "waiting": [one for one in known.disputes if one.waits],
            "answered": [one for one in known.disputes if one.answer and not one.waits],
            "done": done_sentence(visit),
            "instalments": plan_rows(visit.case, visit.on) if known.agreed else (),
            **reasons(visit, known),
            "on": visit.on,
            "proof_asked": known.paid_claimed and proof_asked(visit.case),
            "letter": letter_of(visit.case, facts_of(visit.case, visit.on), visit.on),
            "agency": agency_now(visit.case),
        },
    )


def greeting_name(debtor: Debtor) -> str:
    """`mevrouw De Vries`, else the name as the client knows it."""
    known = debtor.open()
    if known.get("salutation") and known.get("last_name"):
        return f"{known['salutation']} {known['last_name']}"
    return str(known.get("name", ""))


def summary(known: Shown) -> str:
    """`2 rekeningen`, or the one with its words."""
    lines = known.askable or known.lines
    if len(lines) == 1 and lines[0].what:
        return _("1 rekening: %(what)s.") % {"what": lines[0].what}
    return ngettext("%(number)s rekening.", "%(number)s rekeningen.", len(lines)) % {
        "number": len(lines)
    }


def options(known: Shown, chosen: Choices, on: date) -> list[dict[str, object]]:
    """The five choices, each with what follows; paying needs something that may be asked."""
    found: list[dict[str, object]] = []
    if known.askable_cents:
        found = [
            option("pay", "smartphone", _("Ik betaal nu"), _("QR of zelf overmaken"), brand=True),
            option("day", "calendar-days", _("Ik betaal op een andere dag"), _day_hint(chosen, on)),
            option("parts", "split", _("Ik betaal in delen"), _parts_hint(chosen)),
        ]
    wrong = _("u wacht dan rustig op ons antwoord")
    return [
        *found,
        option("wrong", "message-circle", _("Er klopt iets niet"), wrong),
        option("paid", "circle-check", _("Ik heb al betaald"), _("wij zoeken het uit")),
    ]


def at_agency(known: Shown) -> bool:
    return known.state is State.HANDED_OVER


def passed_on(known: Shown) -> list[dict[str, object]]:
    """What a debtor may still tell us while an agency has the case; nothing is agreed or paid."""
    hears, near = _("wij geven uw bericht door"), _("gratis, bij u in de buurt")
    found = [
        option("message", "mail", _("Ik wil iets doorgeven"), hears),
        option("paid", "circle-check", _("Ik heb al betaald"), _("wij zoeken het uit")),
        option("wrong", "message-circle", _("Er klopt iets niet"), hears),
        option("worries", "heart-handshake", _("Ik heb hulp nodig"), near),
    ]
    free = any(line.open_cents > line.disputed_cents for line in known.lines)
    return [one for one in found if free or one["url"] != "debtor:wrong"]


def option(
    url: str, icon: str, title: str, follows: str, *, brand: bool = False
) -> dict[str, object]:
    return {
        "url": f"debtor:{url}",
        "icon": icon,
        "title": title,
        "follows": follows,
        "brand": brand,
    }


def _day_hint(chosen: Choices, on: date) -> str:
    if chosen.last_on is None or chosen.promises_left <= 0:
        return _("wij zoeken samen een dag")
    _weekday, _space, last = day_text(chosen.last_on, on).partition(" ")
    return _("kies zelf, tot en met %(day)s") % {"day": last}


def _parts_hint(chosen: Choices) -> str:
    if not chosen.plans:
        return _("vraag wat voor u lukt")
    middle = chosen.plans[min(1, len(chosen.plans) - 1)]
    return _("bijvoorbeeld %(number)s keer %(amount)s") % {
        "number": len(middle),
        "amount": money_text(middle[0][0]),
    }


def done_sentence(visit: Visit) -> str:
    """What was just done, said once; a mail is only named where one can arrive."""
    word = visit.said()
    mail = has_mail(visit.case, visit.on)
    words = {
        "promise": _("Geregeld! U krijgt een mail.") if mail else _("Geregeld!"),
        "plan": _("Uw vraag is verstuurd. U krijgt antwoord."),
        "else": _("Wij kregen uw bericht. Iemand leest het en antwoordt u."),
        "dispute": _(
            "Wij kregen uw bericht. U hoeft dit deel niet te betalen tot u antwoord heeft."
        ),
        "more": _("Uw aanvulling is toegevoegd."),
        "paid": _("Dank u wel. Wij zoeken het uit. U hoeft nu niets te doen."),
        "paid_there": _("Dank u wel. Wij zoeken het uit en geven het door."),
        "disputed_there": _("Wij kregen uw bericht en geven het door. U krijgt antwoord."),
        "passed": _("Wij geven uw bericht vandaag door."),
    }
    return words.get(word, "")
