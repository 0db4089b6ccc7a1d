"""The script of a call in the client's words, with this debtor's data; before the check only what
says nothing of a bill."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.letters import LANGUAGES, script, shipped_text, use_of
from minnelijk.flow.markup import Section
from minnelijk.flow.placeholders import Value
from minnelijk.flow.words import Channel, Do, MessageState, Outcome, Phase
from minnelijk.records.actions.messages import frozen_facts
from minnelijk.records.actions.texts import TextRefused, template_for
from minnelijk.records.models import Case, Evidence, Seat
from minnelijk.records.queries import policy_of
from minnelijk.rooms.desk.person import Person
from minnelijk.rooms.parts.formats import date_text, day_text, money_text, phone_text
from minnelijk.rooms.parts.wording.scripts import SECTION, STEPS

JOINED = "\N{WORD JOINER}"
OPEN_BEFORE = frozenset({"opening", "check"})
CONDITIONS_BEFORE = frozenset({"doubt", "other_person", "language"})


@dataclass(frozen=True, slots=True)
class Step:
    """One tab of the script; without paragraphs it is closed until the check."""

    word: str
    label: str
    paragraphs: tuple[str, ...]
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the open form says now: amount and day that the agent reads back."""

    cents: int
    day: date


def steps_of(
    case: Case, seat: Seat, person: Person, facts: CaseFacts, agreed: Agreed, on: date
) -> list[Section]:
    """Return the whole script, filled; a client's text that does not fill gives way to ours."""
    with translation.override(case.language if case.language in LANGUAGES else "nl"):
        values = _values(case, seat, person, facts, agreed, on)
        use = _use(case, facts) if facts.askable(on) else "nothing_open"
        try:
            chosen = template_for(case.client, use, case.language, Channel.CALL, case=case, on=on)
            return script(chosen.body, values)
        except (TextRefused, ValueError):
            return script(shipped_text(use, "script", case.language), values)


def visible(sections: list[Section], *, passed: bool) -> list[Section]:
    """Leave out what may not be sent to the browser yet."""
    if passed:
        return sections
    return [
        part
        for part in sections
        if part.word in (CONDITIONS_BEFORE if part.condition else OPEN_BEFORE)
    ]


def tabs(sections: list[Section], current: str) -> list[Step]:
    """Return the six steps of every call, the one we are at marked."""
    words = {part.word: part.paragraphs for part in sections if not part.condition}
    order = list(labels())
    at = order.index(current) if current in order else 0
    return [
        Step(word, label, words.get(word, ()), done=number < at, current=number == at)
        for number, (word, label) in enumerate(labels().items())
    ]


def underlined(words: str, agreed: Agreed, language: str) -> SafeString:
    """Return what is said with amount and day underlined: what the debtor has to hear."""
    with translation.override(language if language in LANGUAGES else "nl"):
        said = (money_text(agreed.cents), day_text(agreed.day))
    text = str(conditional_escape(words))
    for part in said:  # filling made every space a plain one
        piece = conditional_escape(" ".join(part.split()))
        text = text.replace(str(piece), format_html('<span class="said">{}</span>', part))
    return mark_safe(text)  # noqa: S308 - every piece was escaped above


def after(current: str) -> str:
    """Return the step that `G` leads to."""
    order = list(labels())
    return order[min(order.index(current) + 1, len(order) - 1)] if current in order else order[0]


def labels() -> dict[str, str]:
    """Return the names of the six steps, in their order."""
    return {word: gettext(SECTION[word]) for word in STEPS}


CONDITION_OF = {
    Outcome.PAID_CLAIMED: "paid",
    Outcome.DISPUTED: "disagree",
    Outcome.HELP_ASKED: "money",
    Outcome.THIRD_PARTY: "other_person",
    Outcome.LANGUAGE: "language",
}
"""What is said with an outcome, when its form opens."""


def condition_labels() -> dict[str, str]:
    return {
        "paid": _("al betaald"),
        "disagree": _("niet mee eens"),
        "money": _("geldzorgen"),
        "angry": _("boos"),
        "doubt": _("twijfelt of u echt bent"),
        "other_person": _("andere persoon"),
        "language": _("spreekt geen Nederlands"),
    }


def _use(case: Case, facts: CaseFacts) -> str:
    row = policy_of(case).row(case.step) if case.step else None
    if row is not None and row.do is Do.CALL and row.with_:
        return use_of(row.with_, Do.CALL)
    return "first_call" if facts.phase is Phase.ONE else "second_call"


def _values(
    case: Case, seat: Seat, person: Person, facts: CaseFacts, agreed: Agreed, on: date
) -> dict[str, Value]:
    free = {claim.id: claim.askable_cents for claim in facts.askable(on)}
    figures = frozen_facts(case, free, on)
    disputed = figures["disputed_cents"]
    promise = case.promises_made.filter(cancelled_on__isnull=True).order_by("-id").first()
    last = promise.instalments.order_by("-due_on").first() if promise else None
    mailed = _last_mail(case)
    email = next((point.value for point in person.emails if point.usable), "")
    return {
        "person": person.spoken,
        "greeting": person.spoken,
        "client": case.client.name,
        "agent": seat.user.name.split()[0],
        "phone": phone_text(case.client.phone_shown),
        "amount": money_text(agreed.cents),
        "open_amount": money_text(figures["amount_cents"] - disputed),
        "disputed_amount": money_text(disputed) if disputed else "",
        "paid_amount": _paid(facts),
        "day": day_text(agreed.day),
        "promised_on": day_text(last.due_on) if last else "",
        "made_on": day_text(promise.made_on) if promise else "",
        "mailed_on": day_text(mailed) if mailed else "",
        "reference": str(case),
        "mail_hint": hint(email),
        "invoices": [_bill(line | {"cents": free[line["id"]]}) for line in figures["claims"]],
    }


def _bill(line: dict[str, Any]) -> dict[str, str]:
    return {
        "number": line["number"],
        "date": date_text(date.fromisoformat(line["invoice_on"])),
        "due": date_text(date.fromisoformat(line["due_on"])),
        "what": line["what"] or line["number"],
        "amount": money_text(line["cents"]),
    }


def _paid(facts: CaseFacts) -> str:
    paid = -sum(entry.cents for entry in facts.entries if entry.kind in {"payment", "reversal"})
    return money_text(paid) if paid > 0 else ""


def _last_mail(case: Case) -> date | None:
    sent = Evidence.objects.filter(message__case=case, message__state=MessageState.SENT)
    moment = sent.order_by("-sent_at").values_list("sent_at", flat=True).first()
    return moment.date() if moment else None


def hint(email: str) -> str:
    """Return `m…@voorbeeld.nl`: enough to recognise, too little to give away."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…{JOINED}@{domain}" if domain else ""
