"""How the facts of a client's card read on screen, and the events of the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from minnelijk.flow.words import Question
from minnelijk.law.damages import Limit
from minnelijk.records.models import Client, OfficeEvent, Partner, Policy, Seat, Template
from minnelijk.rooms.office.wording.card import (
    CLAUSE,
    DUE,
    FACTS,
    FEED,
    LANGUAGE,
    NATURE,
    SECTIONS,
    SMALL_REST,
    Section,
)
from minnelijk.rooms.office.wording.events import BUREAU, icon_of, sentence_of
from minnelijk.rooms.office.wording.law import country_name
from minnelijk.rooms.office.wording.policy import policy_name
from minnelijk.rooms.parts.formats import day_year_text, money_text, percent_text, phone_text
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.wording.texts import use_name

ONLY_BELGIAN = frozenset({"is_sme", "damages_clause", "regular_deliveries"})
PHONES = frozenset({"phone_shown", "phone"})
COUNTRIES = frozenset({"country", "contract_law"})
WORDS = {
    "due_agreed": DUE,
    "claim_nature": NATURE,
    "feed_kind": FEED,
    "small_rest_rule": SMALL_REST,
}
DAYS = frozenset({"payment_term_days", "feed_max_age_days", "plan_days_max"})
WORKING_DAYS = frozenset({"promise_days", "promise_days_max", "plan_repair_days"})


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the card: how it reads now, and what its absence blocks (or nothing)."""

    label: str
    value: str
    absent: str


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log."""

    at: datetime
    who: str
    icon: str
    text: str


def card_of(client: Client) -> list[tuple[Section, list[Line]]]:
    """Return the whole card, group by group."""
    return [(section, [_line(client, name) for name in section.fields]) for section in SECTIONS]


def _line(client: Client, name: str) -> Line:
    fact, value = FACTS[name], getattr(client, name)
    asked = name not in ONLY_BELGIAN or client.contract_law == "be"
    absent = _(fact.absent) if fact.absent and asked and is_absent(name, value) else ""
    return Line(_(fact.label), fact_text(name, value), absent)


def is_absent(name: str, value: Any) -> bool:
    """Tell whether a fact is not known, or known to be missing (no agreed last day)."""
    return value in (None, "", {}, []) or (name, value) == ("due_agreed", "none")


def missing(client: Client) -> int:
    """Return how many facts are missing and block something."""
    return sum(bool(line.absent) for _section, lines in card_of(client) for line in lines)


def fact_text(name: str, value: Any) -> str:
    """Return a fact as people read it; "niet bekend" where it is not known."""
    if value is None or value in ("", {}, []):
        return _("de uren van de wet") if name.startswith("hours_") else _("niet bekend")
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    for words in (_named, _counted, _composed):
        text = words(name, value)
        if text:
            return text
    return str(value)


def _named(name: str, value: Any) -> str:
    if name in COUNTRIES:
        return country_name(value)
    if name in WORDS:
        return _(WORDS[name][value])
    if name == "languages":
        return ", ".join(_(LANGUAGE[code]) for code in value)
    if name in PHONES:
        return phone_text(value)
    if isinstance(value, date):
        return day_year_text(value)
    return value.user.name if isinstance(value, Seat) else ""


def _counted(name: str, value: Any) -> str:
    if name.endswith("_cents"):
        return money_text(value)
    if name == "plan_parts_max":
        return _("hoogstens %(n)s") % {"n": value} if value > 1 else _("wij vragen het elke keer")
    if name in DAYS:
        return _("%(n)s dagen") % {"n": value}
    if name in WORKING_DAYS:
        return _("%(n)s werkdagen") % {"n": value}
    if name.startswith("hours_"):
        return str(value)[:5].replace(":", ".")
    if name == "hold_out_permille":
        return _("uit") if value == 0 else _("%(n)s per duizend") % {"n": value}
    return _("%(n)s maanden") % {"n": value} if name == "retention_months" else ""


def _composed(name: str, value: Any) -> str:
    if name == "goods":
        return " / ".join(value.values())
    if name == "damages_clause":
        return "; ".join(
            f"{_(CLAUSE[part]).rstrip('?')}: {_said(part, told)}"
            for part, told in value.items()
            if told
        )
    if name == "agreed_beforehand":
        return "; ".join(_agreement(question, told) for question, told in sorted(value.items()))
    return ""


def _said(part: str, told: Any) -> str:
    if told == Limit.CAP:
        return _("het hoogste dat mag")
    if part == "percent":
        return percent_text(Decimal(str(told)))
    if part == "lump":
        return money_text(int(told))
    if part == "since":
        return day_year_text(date.fromisoformat(told))
    return _("ja") if told is True else str(told)


def _agreement(question: str, told: Any) -> str:
    """An event keeps the day and the agency alone; the card has the name too."""
    facts = told if isinstance(told, dict) else {"on": told}
    day, name = facts["on"], facts.get("by_name", "")
    known = {"what": say(question, of="Question"), "day": day_year_text(date.fromisoformat(day))}
    words = _("%(what)s sinds %(day)s, door %(name)s") if name else _("%(what)s sinds %(day)s")
    return words % (known | {"name": name}) + _to_whom(question, facts.get("partner"))


def _to_whom(question: str, partner: int | None) -> str:
    """To which agency; an agreement that names none does not count yet."""
    if question != Question.HAND_OVER:
        return ""
    found = Partner.objects.filter(id=partner).first() if partner else None
    if found is None:
        return _(", nog zonder incassobureau: tot dan vragen wij het per zaak")
    return _(", naar %(agency)s") % {"agency": found.name}


def log_of(events: Iterable[OfficeEvent]) -> list[Logged]:
    """Return office events as sentences, in their order."""
    rows = list(events)
    names = _names(rows)
    return [
        Logged(
            at=event.at,
            who=event.seat.user.name if event.seat else _("het systeem"),
            icon=icon_of(event),
            text=sentence_of(event, _words_of(event, names)),
        )
        for event in rows
    ]


Names = dict[tuple[str, int], str]


def _names(events: Iterable[OfficeEvent]) -> Names:
    """Return the names of the tables and texts that these events are about."""
    tables = {event.args.get("policy") for event in events} - {None}
    texts = {event.args.get("template") for event in events} - {None}
    found = {
        ("policy", number): policy_name(name)
        for number, name in Policy.objects.filter(id__in=tables).values_list("id", "name")
    }
    uses = Template.objects.filter(id__in=texts).values_list("id", "use", "language")
    return found | {
        ("template", number): f"{use_name(use)}, {language}" for number, use, language in uses
    }


def _words_of(event: OfficeEvent, names: Names) -> dict[str, str]:
    """The words for a changed fact: its label, its old and its new value; or what it is about."""
    for kind in ("policy", "template"):
        if kind in event.args:
            return {"what": names.get((kind, event.args[kind]), "")}
    if event.kind == "registered":
        return {
            "country": country_name(event.args["country"]),
            "from_on": day_year_text(date.fromisoformat(event.args["from_on"])),
        }
    if event.kind != "card_changed":
        return {}
    name = event.args["field"]
    label = _(FACTS[name].label) if event.client_id else _(BUREAU.get(name, name))
    old, new = (_kept(name, event.args[which]) for which in ("old", "new"))
    return {"label": label.rstrip("?"), "old": old, "new": new}


def _kept(name: str, value: Any) -> str:
    """An event keeps the number of a seat, and days as text."""
    if name == "contact_person" and value:
        seat = Seat.objects.select_related("user").filter(id=value).first()
        return seat.user.name if seat else str(value)
    if name == "agreement_on" and value:
        return day_year_text(date.fromisoformat(value))
    return fact_text(name, value)
