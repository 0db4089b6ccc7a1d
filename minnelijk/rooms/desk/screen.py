"""The call on one screen: all that its template shows, and nothing that may not be seen yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from minnelijk.flow.words import HoldKind, Outcome, Phase
from minnelijk.law.kinds import DebtorKind, is_natural
from minnelijk.records.actions.core import local_of
from minnelijk.records.actions.promises import offer
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, WorkItem
from minnelijk.rooms.desk import reason, script
from minnelijk.rooms.desk.agency import on_the_line
from minnelijk.rooms.desk.drawer import drawer_of
from minnelijk.rooms.desk.forms import OutcomeForm, PromiseForm, Table
from minnelijk.rooms.desk.frame import frame
from minnelijk.rooms.desk.line import Line
from minnelijk.rooms.desk.outcomes import AFTER_HAND_OVER, is_second, keys
from minnelijk.rooms.desk.person import Person, facts_to_ask, person_of
from minnelijk.rooms.desk.small_forms import FORMS
from minnelijk.rooms.parts.house_style import face
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.parts.timeline import history_of

LINES_SHOWN = 12


@dataclass(slots=True)
class Shown:
    """What the agent asked to see: a step of the script, an open form, and what was refused."""

    outcome: str = ""
    step: str = ""
    condition: str = ""
    data: Mapping[str, Any] | None = None
    form: OutcomeForm | None = None
    banner: dict[str, str] | None = None
    just_passed: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def table_of(request: Request, case: Case) -> Table:
    facts = facts_of(case, request.on)
    return Table(case, facts, offer(facts, request.on), local_of(request.at))


def screen(request: Request, case: Case, line: Line, shown: Shown) -> dict[str, Any]:
    """Return the context of the call."""
    table = table_of(request, case)
    person = person_of(case, request.on)
    item = WorkItem.objects.filter(id=line.item_id).first() if line.item_id else None
    form = _form(table, line, shown)
    seen = _behind_the_gate(request, table, item) if line.passed else {}
    return {
        **frame(request, "desk:now"),
        **_who(case, person, line, request),
        **_why(table, item, line),
        **_talk(request, table, person, line, shown, form),
        **seen,
        "keys": keys(
            second=is_second(shown.outcome),
            passed=line.passed,
            chosen=shown.outcome,
            handed_over=table.facts.phase is Phase.HANDED_OVER,
        ),
        "second": is_second(shown.outcome),
        "drawer": drawer_of(request, table, person, form, shown.outcome) if form else None,
        "drawer_open": form is not None,
        "banner": shown.banner,
        "rev": case.rev,
        "shown_cents": table.facts.open_cents if line.passed else "",
        "just_passed": shown.just_passed,
        **shown.more,
    }


def _form(table: Table, line: Line, shown: Shown) -> OutcomeForm | None:
    """The form of the chosen outcome; a locked one opens nothing, whatever was sent to us."""
    try:
        outcome = Outcome(shown.outcome)
    except ValueError:
        return None
    handed_over = table.facts.phase is Phase.HANDED_OVER
    rows = keys(second=is_second(outcome), passed=line.passed, chosen="", handed_over=handed_over)
    locked = any(row.locked for row in rows if row.word == outcome)
    if locked or outcome not in FORMS or (handed_over and outcome not in AFTER_HAND_OVER):
        return None
    return shown.form or FORMS[outcome](table, shown.data)


def _who(case: Case, person: Person, line: Line, request: Request) -> dict[str, Any]:
    facts = facts_to_ask(case, line.facts, request.on)
    natural = is_natural(DebtorKind(case.kind))
    shown = [fact for fact in facts if not fact.typed]
    first = 2 if natural else 1
    wanted = 2 if natural else 1
    return {
        "case": case,
        "person": person,
        "line": line,
        "call_url": reverse("desk:call", args=[case.id]),
        "gate_facts": [] if line.passed else list(zip("qw", shown[:first], strict=False)),
        "gate_others": [] if line.passed else shown[first:],
        "gate_typed": [] if line.passed else [fact for fact in facts if fact.typed],
        "needed": max(wanted - len(line.facts), 1),
        "wanted": wanted,
        "careful": case.debtor.careful,
    }


def _why(table: Table, item: WorkItem | None, line: Line) -> dict[str, Any]:
    return {
        "why_now": reason.why_now(item, table.facts, table.local),
        "may_call": reason.may_call(table.case, table.facts, item, line.direction, table.local),
        "item": item,
    }


def _talk(
    request: Request,
    table: Table,
    person: Person,
    line: Line,
    shown: Shown,
    form: OutcomeForm | None,
) -> dict[str, Any]:
    agreed = _agreed(table, form)
    sections = script.steps_of(table.case, request.seat, person, table.facts, agreed, request.on)
    seen = script.visible(sections, passed=line.passed)
    step = _step(line, shown)
    wanted = shown.condition or (_said_with(shown.outcome) if form else "")
    chosen = next((s for s in seen if s.condition and s.word == wanted), None)
    tabs = script.tabs(seen, step)
    labels = script.condition_labels()
    saying = chosen.paragraphs if chosen else next(t.paragraphs for t in tabs if t.current)
    return {
        "brand": _brand(table.case),
        "phase": say(table.facts.phase),
        "handed_over": table.facts.phase is Phase.HANDED_OVER,
        "tabs": tabs,
        "saying": [script.underlined(words, agreed, table.case.language) for words in saying],
        "condition": shown.condition if chosen else "",
        "conditions": [(s.word, labels[s.word]) for s in seen if s.condition],
        "next_step": script.after(step),
        "step": step,
    }


def _said_with(outcome: str) -> str:
    return script.CONDITION_OF.get(Outcome(outcome), "")


def _agreed(table: Table, form: OutcomeForm | None) -> script.Agreed:
    if isinstance(form, PromiseForm):
        cents, day = form.now()
        return script.Agreed(cents, day)
    return script.Agreed(table.offer.cents, table.offer.day)


def _step(line: Line, shown: Shown) -> str:
    """Where the conversation is: the check comes before everything that names a bill."""
    if shown.outcome == Outcome.PROMISE and line.passed:
        return "promise"
    if not line.passed:
        return shown.step if shown.step in script.OPEN_BEFORE else _first(line)
    return shown.step if shown.step in script.labels() else "reason"


def _first(line: Line) -> str:
    return "check" if line.facts else "opening"


def _brand(case: Case) -> dict[str, str]:
    """Name and logo of the client; its colours stay off our own desk."""
    return {key: value for key, value in face(case.client).items() if key in {"name", "logo_url"}}


def _behind_the_gate(request: Request, table: Table, item: WorkItem | None) -> dict[str, Any]:
    """What only the right person hears: bills, amounts, what happened, the whole reason."""
    return {
        "passed": True,
        "known_on": table.facts.feed_on,
        "claims": _claims(table),
        "open_cents": table.facts.open_cents,
        "timeline": history_of(request, table.case, most=LINES_SHOWN),
        "more_reason": reason.more_reason(item, table.facts),
        "agency": on_the_line(table.case),
        "kept": _kept(table.case),
    }


def _claims(table: Table) -> list[dict[str, Any]]:
    """The bills that may be spoken of, then those that rest or are not due yet."""
    rows = {row.id: row for row in table.case.claims.filter(withdrawn_on__isnull=True)}
    askable = {claim.id for claim in table.facts.askable(table.on)}
    said = {hold.claim for hold in table.facts.holds if hold.kind is HoldKind.PAID_CLAIMED}
    return [
        {
            "number": claim.number,
            "day": rows[claim.id].invoice_on,
            "what": rows[claim.id].description,
            "cents": claim.open_cents,
            "disputed": claim.disputed_cents > 0,
            "said_paid": bool(said & {claim.id, None}),
            "later": claim.id not in askable and not claim.disputed_cents,
        }
        for claim in table.facts.claims
        if claim.open_cents > 0
    ]


def _kept(case: Case) -> dict[str, int]:
    judged = case.promises_made.exclude(outcome="")
    return {"all": judged.count(), "kept": judged.filter(outcome="kept").count()}
