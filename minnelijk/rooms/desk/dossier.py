"""The file of one case: claims, ledger, rests, messages, and the next day with its why."""

from datetime import date
from typing import Any

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.words import WorkState
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions import plans
from minnelijk.records.actions.core import local_of
from minnelijk.records.actions.worklist import call_verdict
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Complaint, Dispute, Entry, Hold
from minnelijk.records.queries import open_per_claim
from minnelijk.rooms.desk.agency import TOLD, handed
from minnelijk.rooms.desk.answers import of_case
from minnelijk.rooms.desk.notices import notice_rows
from minnelijk.rooms.desk.payment_form import Payment
from minnelijk.rooms.desk.person import kind_text, person_of
from minnelijk.rooms.desk.reason import refusal
from minnelijk.rooms.desk.resting import meaning, rest_words
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import UnknownWord, say
from minnelijk.rooms.parts.timeline import history_of
from minnelijk.rooms.parts.why import reasons


def dossier(request: Request, case: Case) -> dict[str, Any]:
    """Return the context of the file of a case."""
    facts = facts_of(case, request.on)
    open_now = open_per_claim([case.id])
    claims = case.claims.order_by("due_on", "id")
    return {
        "case": case,
        "person": person_of(case, request.on),
        "kind": kind_text(DebtorKind(case.kind)),
        "open_cents": facts.open_cents,
        **reasons(case, facts, request.on),
        **_second_half(request, case),
        "claims": [(claim, open_now.get(claim.id, 0)) for claim in claims],
        "ledger": _ledger(case),
        "holds": [
            (hold, rest_words(hold.kind, hold.cause), meaning(hold.kind, case.country, request.on))
            for hold in _holds(case)
        ],
        "disputes": _disputes(case),
        "messages_out": case.messages.select_related("evidence").order_by("-id")[:50],
        "answers_in": of_case(request, case),
        "next_words": _next(case),
        "timeline": history_of(request, case),
        "promise": facts.promise,
        "plan": plan_rows(facts, request.on),
        **_waiting(request, case, facts),
        "careful": case.debtor.careful,
        "payment": Payment(on=request.on),
    }


def _waiting(request: Request, case: Case, facts: CaseFacts) -> dict[str, Any]:
    """What somebody still has to answer or to do, and why nobody may phone now."""
    calls = case.work_items.filter(state=WorkState.OPEN, kind__in=["call", "callback"])
    verdict = call_verdict(case, facts, calls.first(), local_of(request.at))
    return {
        "no_call": "" if verdict.allowed else refusal(verdict, request.on),
        "no_call_law": verdict.source,
        "approvals": Approval.objects.filter(case=case, answer="", fell_why=""),
        "complaints": Complaint.objects.filter(case=case, closed_on__isnull=True),
        "register": [(row, row.open()) for row in case.complaints.order_by("-id")],
        "has_call": calls.exists(),
    }


def _second_half(request: Request, case: Case) -> dict[str, Any]:
    """The letters of a case, and the agencies that have or had it."""
    return {
        "notices": notice_rows(case, request.on),
        "handed": handed(case, request.on),
        "told_agency": request.session.pop(TOLD, ""),
    }


def plan_rows(facts: CaseFacts, on: date) -> list[dict[str, Any]]:
    """Return the instalments of the running plan, each with the days it may be moved to."""
    try:
        parts = plans.plan_of(facts, on)
        return [{"part": part, "days": plans.days_for(facts, part, on)} for part in parts]
    except LawRefusal:
        return []


def _ledger(case: Case) -> list[dict[str, Any]]:
    """Every line with its running sum, oldest first; a payment that stands can be reversed."""
    total = 0
    lines = []
    rows = Entry.objects.filter(case=case).select_related("claim").order_by("id")
    back = {
        key.rpartition(":")[2]
        for key in rows.filter(kind="reversal").values_list("cause_key", flat=True)
    }
    for row in rows:
        total += row.cents
        can_go_back = row.kind == "payment" and str(row.id) not in back
        lines.append({"entry": row, "sum": total, "reversible": can_go_back})
    return lines


def _holds(case: Case) -> list[Hold]:
    return list(
        Hold.objects.filter(case=case, lifted_on__isnull=True)
        .select_related("claim", "made_by__user")
        .order_by("id")
    )


def _disputes(case: Case) -> list[tuple[Dispute, dict[str, Any]]]:
    rows = Dispute.objects.filter(case=case, withdrawn_at__isnull=True).order_by("-id")
    return [(row, row.open()) for row in rows]


def _next(case: Case) -> str:
    if not case.next_why:
        return ""
    try:
        return say(case.next_why, case.next_args, of="NextWhy")
    except UnknownWord:
        return ""
