"""In which state a case is, in one line of words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from minnelijk.flow.words import STOPS, DisputeAnswer, HoldKind, NextWhy, Phase, WorkState
from minnelijk.records.actions.worklist import CALLS
from minnelijk.records.models import Approval, Case, Dispute, Hold, Promise, WorkItem
from minnelijk.rooms.parts.formats import day_short_text
from minnelijk.rooms.parts.sentences import UnknownWord, say
from minnelijk.rooms.portal.states_law import lines_of

FILTERS: dict[str, tuple[str, Q]] = {
    "lopend": (gettext_noop("Loopt"), Q(closed_on__isnull=True)),
    "afspraak": (
        gettext_noop("Afspraak"),
        Q(closed_on__isnull=True, promises_made__outcome="", promises_made__cancelled_on=None)
        & Q(promises_made__isnull=False),
    ),
    "vraag": (
        gettext_noop("Vraag of bezwaar"),
        Q(
            closed_on__isnull=True,
            holds__lifted_on__isnull=True,
            holds__kind__in=[HoldKind.DISPUTE, HoldKind.PAID_CLAIMED, HoldKind.PLAN_ASKED],
        ),
    ),
    "rust": (gettext_noop("Rust"), Q(closed_on__isnull=True) & ~Q(held_kind="")),
    "bureau": (
        gettext_noop("Bij incassobureau"),
        Q(closed_on__isnull=True, phase=Phase.HANDED_OVER),
    ),
    "gesloten": (gettext_noop("Gesloten"), Q(closed_on__isnull=False)),
}


@dataclass(frozen=True, slots=True)
class State:
    """A chip: its colour, its icon and its words."""

    kind: str
    icon: str
    label: str


def states_of(cases: Sequence[Case], on: date) -> dict[int, State]:
    """Return the state of each case, in a fixed number of queries."""
    ids = [case.id for case in cases]
    waiting = _waiting(ids)
    open_calls = WorkItem.objects.filter(case__in=ids, state=WorkState.OPEN, kind__in=CALLS)
    called = set(open_calls.values_list("case_id", flat=True))
    by_law = {case: State(*line) for case, line in lines_of(cases, on).items()}
    return {
        case.id: _closed(case)
        or _stopped(case)
        or _disputed(waiting["disputed"].get(case.id), on)
        or _paid_claimed(waiting["held"].get(case.id))
        or _promised(waiting["promised"].get(case.id), on)
        or _asked(waiting["asked"].get(case.id))
        or by_law.get(case.id)
        or _resting(case, on)
        or _at_the_desk(case, called=case.id in called)
        or _next(case, on)
        for case in cases
    }


def _waiting(ids: list[int]) -> dict[str, dict[int, object]]:
    """What waits for the person or for the client: promises, disputes, questions, "paid"."""
    promised = Promise.objects.filter(case__in=ids, outcome="", cancelled_on__isnull=True)
    first = Min("instalments__due_on", filter=Q(instalments__outcome=""))
    disputed = Dispute.objects.filter(case__in=ids, withdrawn_at__isnull=True)
    held = Hold.objects.filter(case__in=ids, lifted_on__isnull=True, kind=HoldKind.PAID_CLAIMED)
    return {
        "promised": _by_case(promised.annotate(first=first)),
        "disputed": _by_case(disputed.filter(Q(answer="") | Q(answer=DisputeAnswer.ASK_MORE))),
        "asked": _by_case(Approval.objects.filter(case__in=ids, answer="", fell_why="")),
        "held": _by_case(held),
    }


def _by_case(rows: "Iterable[Promise | Dispute | Approval | Hold]") -> dict[int, object]:
    return {row.case_id: row for row in rows if row.case_id is not None}


def _closed(case: Case) -> State | None:
    if case.closed_on is None:
        return None
    paid = case.close_reason == "paid"
    label = say(case.close_reason, of="CloseReason").rstrip(".")
    return State("good" if paid else "", "circle-check" if paid else "lock", label)


def _stopped(case: Case) -> State | None:
    if not case.held_kind or HoldKind(case.held_kind) not in STOPS:
        return None
    return State("stop", "ban", say(case.held_kind, of="HoldKind"))


def _disputed(row: object, on: date) -> State | None:
    if not isinstance(row, Dispute):
        return None
    if row.answer:
        return State("", "message-square-warning", _("Uw vraag ligt bij deze persoon"))
    due = day_short_text(row.answer_due_on, on)
    return State(
        "wait", "message-square-warning", _("Bezwaar: u antwoordt uiterlijk %(day)s") % {"day": due}
    )


def _paid_claimed(row: object) -> State | None:
    if not isinstance(row, Hold):
        return None
    return State("wait", "search-check", _("Al betaald? U kijkt dit na"))


def _promised(row: object, on: date) -> State | None:
    if not isinstance(row, Promise):
        return None
    day = getattr(row, "first", None)
    if day is None:
        return State("act", "calendar-check", _("Er is een afspraak"))
    return State(
        "act", "calendar-check", _("Afspraak: betaalt %(day)s") % {"day": day_short_text(day, on)}
    )


def _asked(row: object) -> State | None:
    if not isinstance(row, Approval):
        return None
    question = say(row.question, of="Question")
    return State(
        "wait", "circle-question-mark", _("Vraag aan u: %(question)s") % {"question": question}
    )


def _resting(case: Case, on: date) -> State | None:
    if not case.held_kind:
        return None
    why = say(case.held_kind, of="HoldKind")
    if case.held_until is None:
        return State("", "pause", _("Rust: %(why)s") % {"why": why})
    until = day_short_text(case.held_until, on)
    return State("", "pause", _("Rust tot en met %(day)s: %(why)s") % {"day": until, "why": why})


def _at_the_desk(case: Case, *, called: bool) -> State | None:
    """It waits for a person of ours: to be called, or to be looked at."""
    if case.next_why != NextWhy.DESK_WAITING:
        return None
    if called:
        return State("", "phone", _("Staat klaar om gebeld te worden"))
    return State("", "clock", _("Iemand van ons kijkt ernaar"))


def _next(case: Case, on: date) -> State:
    if case.next_on is None:
        return State("", "clock", _("Loopt"))
    if case.next_why == NextWhy.NEW:
        return State("", "clock", _("Nieuw"))
    day = _("vandaag") if case.next_on <= on else day_short_text(case.next_on, on)
    return State("", "clock", _("Volgende stap: %(day)s") % {"day": day})


def next_sentence(case: Case) -> str:
    """Return why this case moves on its next day, in words."""
    if not case.next_why:
        return ""
    try:
        return say(case.next_why, case.next_args, of="NextWhy")
    except (UnknownWord, ValueError):
        return say(case.next_why, of="NextWhy")


def in_state(cases: "QuerySet[Case]", word: str) -> "QuerySet[Case]":
    """Return the cases of one filter; all for an unknown word."""
    if word not in FILTERS:
        return cases
    wanted = Case.objects.filter(FILTERS[word][1]).values("id")
    return cases.filter(id__in=wanted)
