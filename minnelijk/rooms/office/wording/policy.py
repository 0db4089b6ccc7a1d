"""What is wrong with a table or a text, and the words of its columns."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from minnelijk.flow.policy import PolicyProblem
from minnelijk.flow.words import Do, Happening, HoldKind, OnlyIf, Phase, Unit, Until
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.parts.sentences import say

NO_TABLE = _("Deze tekst is geen tabel.")
PROBLEM: dict[str, str] = {
    "not_toml": NO_TABLE,
    "not_rows": _("“%(what)s” moet een lijst van rijen zijn, elke rij tussen accolades."),
    "not_yes_no": _("“%(value)s” past niet bij “%(column)s”. Typ true of false."),
    "no_name": _('Het traject heeft geen naam. Zet bovenaan: name = "…".'),
    "no_steps": _("Het traject heeft geen stappen."),
    "column_unknown": _(
        "De kolom “%(column)s” bestaat niet. Haal hem weg of kijk naar de spelling."
    ),
    "column_missing": _("De kolom “%(column)s” ontbreekt."),
    "word_unknown": _("“%(value)s” is geen woord voor “%(column)s”. Kies uit: %(words)s."),
    "number_wrong": _(
        "“%(value)s” past niet bij “%(column)s”. Typ een heel getal van 0 tot en met 365."
    ),
    "step_twice": _("De stap “%(step)s” staat twee keer in de tabel. Geef er een andere naam."),
    "tries_wrong": _("“tries” is alleen voor bellen, en is 1 tot en met 10."),
    "no_text": _("Bij “%(do)s” hoort de naam van de tekst, in “with”."),
    "no_question": _("Bij “ask_client” hoort wat u de klant vraagt, in “asks_for”."),
    "phase_back": _("Fase “%(phase)s” komt hier na “%(before)s”. Zet de fasen op volgorde."),
    "happening_twice": _("“%(happens)s” heeft twee antwoorden. Haal er een weg."),
    "happening_missing": _("Er is geen antwoord voor “%(happens)s”."),
    "go_to_unknown": _("Er is geen stap “%(step)s” om naartoe te gaan."),
    "hold_no_end": _("Een rust heeft een einde nodig: “until”, of een aantal dagen in “plus”."),
    "must_rest": _(
        "Na “%(happens)s” rust de zaak altijd. Geef de rust “%(hold)s” en geen “go_to”."
    ),
    "law_order": _(
        "De wet laat deze stap hier niet toe (%(country)s): een consument krijgt eerst "
        "“%(notice)s”, en dan moet die termijn voorbij zijn. Zet die stap hierboven. %(source)s"
    ),
    "answer_empty": _("Bij “%(happens)s” gebeurt niets. Geef een rust, een stap of een taak."),
    "notice_unknown": _(
        "“%(value)s” is geen brief met een termijn. "
        "Laat “with” leeg voor wat de wet vraagt, of kies uit: %(words)s."
    ),
    "by_wrong": _("“by” is alleen voor “notice”, en is post of email."),
    "extra_days_wrong": _("“extra_days” is alleen voor “notice”, en is hoogstens 60 dagen."),
    "hand_over_unasked": _(
        "Zonder ja van de klant gaat niets uit handen. Zet hierboven een stap “ask_client” "
        "die “hand_over” vraagt."
    ),
}
DO: dict[Do, tuple[str, str]] = {
    Do.CALL: ("phone", _("bel")),
    Do.EMAIL: ("mail", _("mail")),
    Do.SMS: ("message-square", _("sms")),
    Do.LETTER: ("file-text", _("brief")),
    Do.TASK: ("list-checks", _("taak")),
    Do.ASK_CLIENT: ("circle-question-mark", _("vraag klant")),
    Do.NOTICE: ("file-text", _("brief met laatste termijn")),
    Do.HAND_OVER: ("forward", _("uit handen")),
}
ONLY_IF: dict[OnlyIf, str] = {
    OnlyIf.PROMISED: _("er was een afspraak"),
    OnlyIf.NOT_PROMISED: _("er was geen afspraak"),
    OnlyIf.CONSUMER: _("consument"),
    OnlyIf.BUSINESS: _("bedrijf"),
}
UNTIL: dict[Until, str] = {
    Until.PROMISED_DAY: _("de beloofde dag"),
    Until.ANSWERED: _("het antwoord"),
    Until.PERSON: _("iemand kijkt"),
    Until.DAYS: _("de dagen om zijn"),
}
DAYS: dict[Unit, tuple[str, str]] = {
    Unit.WORKING: (_("%(n)s werkdag"), _("%(n)s werkdagen")),
    Unit.BANK: (_("%(n)s bankdag"), _("%(n)s bankdagen")),
    Unit.CALENDAR: (_("%(n)s dag"), _("%(n)s dagen")),
}
COLUMN: dict[str, str] = {
    "phase": _("fase"),
    "days": _("na"),
    "unit": _("soort dagen"),
    "do": _("doe"),
    "with_": _("met"),
    "tries": _("keer"),
    "or_": _("anders"),
    "only_if": _("alleen als"),
    "asks_for": _("vraagt"),
    "by": _("hoe"),
    "extra_days": _("dagen extra"),
    "hold": _("rust"),
    "until": _("tot"),
    "plus": _("plus"),
    "review": _("bekijken na"),
    "go_to": _("gaat naar"),
    "task": _("taak"),
    "tell_client": _("klant hoort het"),
}
TASK: dict[str, str] = {
    "late_payment": _("late betaling bekijken"),
    "tell_new_claim": _("nieuwe rekening noemen"),
    "tell_changed_claim": _("gewijzigde rekening noemen"),
    "reopen_kindly": _("vriendelijk heropenen"),
    "repair_address": _("adres herstellen"),
    "repair_contact": _("contactgegevens zoeken"),
    "answer_complaint": _("klacht beantwoorden"),
    "write_to_helper": _("hulpverlener schrijven"),
    "write_to_representative": _("bewindvoerder schrijven"),
    "claim_in_insolvency": _("vordering indienen"),
    "client_silent": _("klant antwoordt niet"),
    "nearly_barred": _("rekening verjaart bijna"),
    "time_barred": _("rekening is te oud"),
    "client_refused": _("klant zei nee"),
    "recalled": _("teruggehaald door de klant"),
    "read_reply": _("antwoord lezen"),
    "data_breach": _("mogelijk datalek bekijken"),
}


def problem_words(problem: PolicyProblem) -> str:
    """Return what is wrong, without its place."""
    if problem.word == "not_toml":
        return f"{gettext(NO_TABLE)} {gettext(NOT_READ)}"
    args = dict(problem.args)
    if problem.word == "law_order":
        args |= {"notice": say(args["notice"], of="NoticeKind")}
        args |= {"country": country_name(args["country"])}
    return gettext(PROBLEM[problem.word]) % args


NOT_READ = _(
    "Kijk of elk haakje en elk aanhalingsteken ook weer sluit, en of komma’s niet ontbreken."
)


def problem_line(problem: PolicyProblem) -> int:
    """Return the line of the text that the reader of TOML names, 0 for none."""
    found = re.search(r"line (\d+)", dict(problem.args).get("what", ""))
    return int(found[1]) if found and problem.word == "not_toml" else 0


def days_words(days: int, unit: Unit) -> str:
    if days == 0:
        return gettext(AT_ONCE)
    return gettext(DAYS[unit][days != 1]) % {"n": days}


AT_ONCE = _("meteen")


def task_name(task: str) -> str:
    return gettext(TASK[task]) if task in TASK else task.replace("_", " ")


def named(table: Mapping[str, str], word: str) -> str:
    """Return a word of a closed list, or what was typed where it is none."""
    return gettext(table[word]) if word in table else word


def do_name(word: str) -> str:
    return gettext(DO[Do(word)][1]) if word in list(Do) else word


def do_icon(word: str) -> str:
    return DO[Do(word)][0] if word in list(Do) else "circle-alert"


def phase_name(word: str) -> str:
    return say(word, of="Phase") if word in list(Phase) else word


def happening_name(word: str) -> str:
    return say(word, of="Happening") if word in list(Happening) else word


def hold_name(word: str) -> str:
    return say(word, of="HoldKind") if word in list(HoldKind) else word


def policy_name(name: str) -> str:
    """Return the name of a table; the shipped ones have names of our own."""
    return gettext(POLICY[name]) if name in POLICY else name


POLICY: dict[str, str] = {
    "two_phase": _("twee fasen, eerst bellen"),
    "notice_first": _("eerst schrijven, dan bellen"),
    "notice_only": _("alleen de brief"),
    "calls_only": _("alleen bellen"),
    "business": _("voor bedrijven"),
}
