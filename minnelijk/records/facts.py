"""All that the rules may know about a case, read from the records into frozen facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from minnelijk.flow.facts import (
    AskFacts,
    CaseFacts,
    ClaimFacts,
    ContactFacts,
    EntryFacts,
    HoldFacts,
)
from minnelijk.flow.notices import handing, with_notices
from minnelijk.flow.words import (
    ApprovalAnswer,
    Basis,
    Channel,
    Direction,
    HoldKind,
    Phase,
    PromiseOutcome,
    Question,
    Reach,
)
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.limitation import ClaimNature
from minnelijk.records import case_rows
from minnelijk.records.models import Approval, Case, Client
from minnelijk.records.notice_facts import agency_of, is_signed, notices_of
from minnelijk.records.queries import (
    entries_of,
    feed_stale,
    limits_of,
    may_choose,
    open_promise,
    points_of,
    registered,
    stops_here,
    third_party,
)
from minnelijk.records.remember import remembered
from minnelijk.records.words import ClaimKind, DueAgreed

LOOK_BACK_DAYS = 35
"""How far back contacts matter to the caps; more than the longest cap."""


def facts_of(case: Case, on: date) -> CaseFacts:
    """Return all that the rules may know about a case as it stands now, read on `on`."""
    client: Client = case.client
    kind = DebtorKind(case.kind)
    entries = entries_of(case)
    disputed, partial = disputed_in(case)
    desk_from = _desk_from(case)
    notices, post_only = notices_of(case)
    facts = CaseFacts(
        **_position(case),
        kind=kind,
        claims=_claims(case, client, entries, disputed),
        entries=entries,
        holds=_holds(case, partial),
        promise=open_promise(case),
        promises_made=case.promises,
        asked=_asked(case),
        points=points_of(case, on),
        contacts=_contacts(case, on),
        broken_on=_broken_on(case),
        at_desk=desk_from is not None,
        desk_from=desk_from,
        person_stopped=_stopped_elsewhere(case),
        post_only=post_only,
        agency=agency_of(case) if case.phase == Phase.HANDED_OVER else "",
        **_of_client(client, on),
        **_lawful(case, kind, on),
    )
    facts = with_notices(facts, notices)
    return replace(facts, agreed_beforehand=_agreed(case, client, facts, on))


def _of_client(client: Client, on: date) -> dict[str, Any]:
    """What its client allows, whether it stopped, and up to when its payments are known."""
    return {
        "feed_stale": feed_stale(client, on),
        "feed_on": client.feed_on,
        "client_stopped": client.stopped_at is not None,
        "limits": limits_of(client),
    }


def _lawful(case: Case, kind: DebtorKind, on: date) -> dict[str, Any]:
    """What allows the bureau to act here: its register, a read law pack, and a decided law."""
    for_others = third_party()
    return {
        "registered": registered(case.country, kind, on, third_party=for_others),
        "third_party": for_others,
        "law_signed": is_signed(case.country),
        "on_top": "nothing_on_top" not in case.law_why,
    }


def _position(case: Case) -> dict[str, Any]:
    """Where the case stands in its table, and whose law it is under."""
    return {
        "id": case.id,
        "conduct": case.country,
        "contract_law": case.contract_law,
        "calendar": case.calendar,
        "phase": Phase(case.phase),
        "step": case.step,
        "step_on": case.step_on,
        "go_to": case.go_to,
        "tries": case.tries,
    }


def _claims(
    case: Case, client: Client, entries: Iterable[EntryFacts], disputed: dict[int, int]
) -> tuple[ClaimFacts, ...]:
    """The claims, oldest first. Unlinked credit notes are no claims: the client is asked."""
    per_claim: dict[int, int] = defaultdict(int)
    for entry in entries:
        per_claim[entry.claim] += entry.cents
    rows = [
        claim
        for claim in case_rows.claims(case)
        if claim.withdrawn_on is None and claim.kind == ClaimKind.INVOICE
    ]
    return tuple(
        ClaimFacts(
            id=claim.id,
            number=claim.number,
            due_on=claim.due_on,
            open_cents=per_claim[claim.id],
            disputed_cents=min(disputed.get(claim.id, 0), max(0, per_claim[claim.id])),
            due_agreed=claim.due_agreed == DueAgreed.AGREED,
            regime=claim.special_regime,
            **_time_barred(case, client, claim.due_on),
        )
        for claim in rows
    )


def _time_barred(case: Case, client: Client, due_on: date) -> dict[str, Any]:
    """From which days a claim is nearly and wholly time-barred, by the law of its contract.

    A promise may interrupt the term, and is not counted here: the earlier day is the safe one. What
    the law pack cannot answer warns nobody and blocks nothing.
    """
    try:
        answer = country(case.contract_law).limitation.of(
            nature=ClaimNature(client.claim_nature) if client.claim_nature else None,
            kind=DebtorKind(case.kind),
            due_on=due_on,
        )
    except LawRefusal:
        return {}
    return {"warn_from": answer.warn_from, "barred_from": answer.barred_from}


@remembered
def disputed_in(case: Case) -> tuple[dict[int, int], set[str]]:
    """Return the disputed cents per claim, and the causes of holds of which only the part rests."""
    per_claim: dict[int, int] = defaultdict(int)
    partial: set[str] = set()
    for part in case_rows.disputed(case):
        per_claim[part.claim_id] += part.cents
        if part.dispute.rest_agreed:
            partial.add(f"dispute:{part.dispute_id}")
    return per_claim, partial


def _holds(case: Case, partial: set[str]) -> tuple[HoldFacts, ...]:
    return tuple(
        HoldFacts(
            id=hold.id,
            kind=HoldKind(hold.kind),
            from_on=hold.from_on,
            until_on=hold.until_on,
            review_on=hold.review_on,
            claim=hold.claim_id,
            cause=hold.cause,
            partial=hold.cause in partial,
            paid_on=paid_day(hold.cause),
        )
        for hold in case_rows.holds(case)
    )


def paid_day(cause: str) -> date | None:
    """Return the day in the cause of an "already paid" ("paid:2026-03-05")."""
    word, _, day = cause.partition(":")
    return date.fromisoformat(day) if word == "paid" else None


def _asked(case: Case) -> AskFacts | None:
    waiting = [row for row in case_rows.approvals(case) if row.answer == ""]
    if not waiting:
        return None
    row = waiting[-1]
    return AskFacts(row.id, Question(row.question), row.asked_on, row.reminders)


def _agreed(case: Case, client: Client, facts: CaseFacts, on: date) -> frozenset[Question]:
    """What the client agreed to beforehand, or said yes to last: a yes holds for the invoices and
    the amount that it saw, a later no takes it away."""
    rows = (row for row in case_rows.approvals(case) if row.answer and not row.agreed_before)
    last = {Question(row.question): row for row in rows}
    said_yes = {
        question
        for question, row in last.items()
        if row.answer == ApprovalAnswer.YES and _still_holds(row, about(facts, question, on))
    }
    return frozenset(_standing(client, facts, on) | said_yes)


def about(facts: CaseFacts, question: Question, on: date) -> Collection[ClaimFacts]:
    """Return the claims that a question to the client is about."""
    if question is not Question.HAND_OVER:
        return facts.askable(on)
    try:
        return handing(facts, on).claims
    except LawRefusal:
        return ()


def _still_holds(row: Approval, asked: Collection[ClaimFacts]) -> bool:
    cents = sum(claim.askable_cents for claim in asked)
    return row.cents >= cents and {claim.number for claim in asked} <= set(row.claims)


def _standing(client: Client, facts: CaseFacts, on: date) -> set[Question]:
    """What the client agreed to beforehand; for hand-over it named an agency, and a notice is out:
    without one it is the client's explicit choice, case by case."""
    agreed = {Question(word) for word in client.agreed_beforehand}
    if Question.HAND_OVER in agreed:
        named = client.agreed_beforehand[Question.HAND_OVER].get("partner")
        there = named and may_choose(client, int(named), on)
        if not there or not facts.notices or not _has_notice(facts, on):
            agreed.discard(Question.HAND_OVER)
    return agreed


def _has_notice(facts: CaseFacts, on: date) -> bool:
    try:
        return handing(facts, on).with_notice
    except LawRefusal:
        return False


def _contacts(case: Case, on: date) -> tuple[ContactFacts, ...]:
    return tuple(
        ContactFacts(
            at=row.at,
            on=row.day_on,
            channel=Channel(row.channel),
            basis=Basis(row.basis),
            reach=Reach(row.reach),
            outgoing=row.direction == Direction.OUT,
        )
        for row in case_rows.attempts(case, since(on))
    )


def since(on: date) -> date:
    """Return the first day of which contacts are looked at."""
    return on - timedelta(days=LOOK_BACK_DAYS)


def _broken_on(case: Case) -> date | None:
    broken = (row for row in case_rows.promises(case) if row.outcome == PromiseOutcome.BROKEN)
    return max((row.judged_on for row in broken if row.judged_on), default=None)


def _desk_from(case: Case) -> date | None:
    """The first day of the calls that wait at the desk; None: no call waits."""
    return min((call.ready_on for call in case_rows.calls(case)), default=None)


def _stopped_elsewhere(case: Case) -> bool:
    """A stop flag of this person at another client: a person must look (the reason stays there)."""
    return case.person.stop_count > stops_here(case)
