"""The parts of a script: the steps of every call, then what is said when something comes up."""

from django.utils.translation import gettext_noop as _

STEPS = ("opening", "check", "reason", "ask", "promise", "close")

SECTION: dict[str, str] = {
    "opening": _("Openen"),
    "check": _("Controle"),
    "reason": _("Reden"),
    "ask": _("Vraag"),
    "promise": _("Afspraak"),
    "close": _("Afsluiten"),
    "paid": _("Als er al betaald is"),
    "disagree": _("Als iemand het niet eens is"),
    "money": _("Als er geldzorgen zijn"),
    "angry": _("Als iemand boos is"),
    "doubt": _("Als iemand twijfelt of dit echt is"),
    "other_person": _("Als iemand anders opneemt"),
    "language": _("Als iemand een andere taal spreekt"),
}
