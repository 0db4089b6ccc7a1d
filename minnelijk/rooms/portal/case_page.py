"""Everything that the page of one case shows its client."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string

from minnelijk.flow.balance import balance
from minnelijk.flow.words import EntryKind
from minnelijk.records.actions.portal import REST_CAUSE
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Entry, Message
from minnelijk.records.queries import entries_of
from minnelijk.records.said_paid import proof_asked, said
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.timeline import history_of
from minnelijk.rooms.parts.why import reasons
from minnelijk.rooms.portal import case_forms, states
from minnelijk.rooms.portal.handed import hand_overs_of, notices_of
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.wording.acts import ENTRY


def case_page(
    request: Request, case: Case, *, bound: forms.Form | None = None, verb: str = ""
) -> dict[str, Any]:
    """Return the page; `bound` is a form that was refused, of the act `verb`."""
    ledger = balance(entries_of(case))
    facts = facts_of(case, request.act.on)
    claims = list(case.claims.order_by("due_on", "id"))
    open_claims = [
        claim
        for claim in claims
        if claim.kind == "invoice" and ledger.per_claim.get(claim.id, 0) > 0
    ]
    return {
        "case": case,
        "name": name_of(case.debtor),
        "state": states.states_of([case], request.act.on)[case.id],
        "next": states.next_sentence(case),
        "claims": _claims(case, claims, ledger.per_claim),
        "open_cents": ledger.open_cents,
        "promise": facts.promise,
        **reasons(case, facts, request.act.on),
        "credit_cents": ledger.credit_cents,
        "timeline": history_of(request, case, for_client=True),
        "messages_sent": _messages(request, case),
        **_waits(request, case),
        "key": get_random_string(12),
        "verb": verb,
        "refused": bound,
        "forms": case_forms.all_forms(open_claims, request.act.on, bound, verb),
        "payments": _payments(case),
        **_at_agency(request, case),
    }


def _at_agency(request: Request, case: Case) -> dict[str, Any]:
    """The notices of a case, and what went to agencies; the newest of both first."""
    hand_overs = hand_overs_of(case, request.scope, request.on)
    return {
        "notices": notices_of(case, request.on),
        "hand_overs": hand_overs,
        "at_agency": next((one for one in hand_overs if one["runs"]), None),
    }


def _waits(request: Request, case: Case) -> dict[str, Any]:
    """What of this case waits for an answer, and what rests at the client's wish."""
    disputes = request.scope.disputes().filter(case=case).order_by("-id")
    return {
        "disputes": disputes,
        "approvals": request.scope.approvals().filter(case=case, answer="", fell_why=""),
        "said_paid": said(case),
        "proof_asked": proof_asked(case),
        "copy_asked": request.scope.notes()
        .filter(case=case, kind="copy_asked", done_at__isnull=True)
        .exists(),
        "rests": case.holds.filter(cause=REST_CAUSE, lifted_on=None).exists(),
        "small_rest": request.scope.notes()
        .filter(case=case, kind="small_rest", done_at__isnull=True)
        .first(),
    }


def _claims(case: Case, claims: list[Any], per_claim: dict[int, int]) -> list[dict[str, Any]]:
    entries: dict[int, list[Entry]] = {}
    for entry in Entry.objects.filter(case=case).order_by("id"):
        entries.setdefault(entry.claim_id, []).append(entry)
    return [
        {
            "claim": claim,
            "open_cents": per_claim.get(claim.id, 0),
            "lines": [
                {"entry": entry, "label": ENTRY[EntryKind(entry.kind)]}
                for entry in entries.get(claim.id, [])
            ],
        }
        for claim in claims
    ]


def _payments(case: Case) -> list[Entry]:
    """Payments that were not written back."""
    back = set(
        Entry.objects.filter(case=case, kind=EntryKind.REVERSAL).values_list("cause_key", flat=True)
    )
    rows = Entry.objects.filter(case=case, kind=EntryKind.PAYMENT).select_related("claim")
    return [row for row in rows.order_by("-id") if f"reversal:{row.id}" not in back]


def _messages(request: Request, case: Case) -> list[Message]:
    """Messages that left or are on their way; what never left is ours."""
    rows = request.scope.messages().filter(case=case).exclude(state="stopped")
    return list(rows.select_related("evidence").order_by("-id")[:50])
