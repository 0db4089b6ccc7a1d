"""Questions to the client: asked, reminded, answered; silence is never a yes."""

from datetime import date, timedelta
from typing import Any

from minnelijk.flow.facts import CaseFacts, Happened
from minnelijk.flow.figures import handed_over
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.notices import handing
from minnelijk.flow.promises import parts_left
from minnelijk.flow.taking import Taken, another_round
from minnelijk.flow.words import (
    ApprovalAnswer,
    Channel,
    CloseReason,
    Happening,
    HoldKind,
    Phase,
    Question,
)
from minnelijk.law.country import country
from minnelijk.records.actions import happenings, promises
from minnelijk.records.actions.core import (
    Act,
    changing,
    client_knows,
    close,
    new_occurrence,
    plan_again,
    record,
    tell_client,
)
from minnelijk.records.facts import about, facts_of
from minnelijk.records.models import Approval, Case, Partner
from minnelijk.records.notice_facts import card_of
from minnelijk.records.queries import partners_of, policy_of


class AlreadyAnswered(Exception):
    """The question was answered before, or is no longer asked."""


class BadDay(Exception):
    """'Not yet' needs a day in the future."""


class NoPartner(Exception):
    """A yes to hand-over names the agency, one of the bureau's or of this client's own."""


def ask(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> Approval:
    """Ask the client about the claims that may be asked today, or note what it agreed to."""
    assert taken.row.asks_for is not None  # noqa: S101 - the table was checked
    facts = facts_of(case, on)
    claims = about(facts, taken.row.asks_for, on)
    approval = _asked(
        case,
        taken.row.asks_for,
        act,
        occurrence=occurrence,
        cents=sum(claim.askable_cents for claim in claims),
        claims=[claim.number for claim in claims],
        terms=_terms(case, facts, taken.row.asks_for, on),
    )
    if taken.agreed_beforehand:
        Approval.objects.filter(id=approval.id).update(
            agreed_before=True, answer=ApprovalAnswer.YES, answered_at=act.at
        )
        record(case, "agreed_beforehand", act, why=approval.question, on=on)
    else:
        tell_client(case, "asked", act, args={"question": approval.question})
    return approval


def _terms(case: Case, facts: CaseFacts, question: Question, on: date) -> dict[str, Any]:
    """What the client has to know of a hand-over: from which day, and what comes on top."""
    if question is not Question.HAND_OVER:
        return {}
    can = handing(facts, on)
    on_top = handed_over(facts, can.claims, card_of(case, can.claims), can.from_on)
    return {
        "from_on": str(can.from_on),
        "with_notice": can.with_notice,
        "on_top_cents": on_top.cents if can.with_notice else 0,
    }


def ask_plan(case: Case, parts: list[tuple[int, date]], act: Act) -> Approval:
    """Ask the client whether a debtor may pay in these parts, (cents, day) each.

    An earlier question about a plan is replaced by this one.
    """
    earlier = case.approvals.filter(question=Question.PLAN, answer="", fell_why="")
    earlier.update(fell_why="replaced")
    return _asked(
        case,
        Question.PLAN,
        act,
        occurrence=new_occurrence(case),
        cents=sum(cents for cents, _ in parts),
        claims=[claim.number for claim in facts_of(case, act.on).askable(act.on)],
        terms={
            "parts": [{"cents": cents, "day": str(day)} for cents, day in parts],
            "via": Channel.PAGE.value if act.by is None else Channel.CALL.value,
        },
    )


def _asked(  # noqa: PLR0913 - what is shown to the client, in full
    case: Case,
    question: Question,
    act: Act,
    *,
    occurrence: int,
    cents: int,
    claims: list[str],
    terms: dict[str, Any] | None = None,
) -> Approval:
    approval = Approval.objects.create(
        client_id=case.client_id,
        case=case,
        question=question,
        occurrence=occurrence,
        cents=cents,
        claims=claims,
        terms=terms or {},
        asked_at=act.at,
        asked_on=act.on,
    )
    record(case, "asked", act, why=question.value, args={"cents": cents})
    return approval


def remind(case: Case, reminders: int, act: Act) -> None:
    """Remember that the client was reminded, and do so."""
    if not reminders:
        return
    waiting = case.approvals.filter(answer="", fell_why="")
    if waiting.update(reminders=reminders):
        record(case, "reminded", act, args={"reminders": reminders})
        case.client.notes.filter(case=case, kind="asked", done_at__isnull=True).update(
            mailed_at=None
        )


def answer(
    approval_id: int,
    word: ApprovalAnswer,
    act: Act,
    *,
    until_on: date | None = None,
    partner: Partner | None = None,
) -> None:
    """Store the client's answer: yes goes on, not yet rests until a day, stop ends our work.

    A yes to hand-over names the agency; `again` is another round first. Raises AlreadyAnswered,
    BadDay and NoPartner.
    """
    case_id = Approval.objects.values_list("case_id", flat=True).get(id=approval_id)
    if word is ApprovalAnswer.NOT_YET and (until_on is None or until_on <= act.on):
        raise BadDay(until_on)
    with changing(case_id) as case:
        _name_partner(case, approval_id, word, partner, act.on)
        changed = Approval.objects.filter(id=approval_id, answer="", fell_why="").update(
            answer=word, answered_by=act.by, answered_at=act.at, until_on=until_on
        )
        if not changed:
            raise AlreadyAnswered(approval_id)
        approval = Approval.objects.get(id=approval_id)
        record(case, "answered", act, why=word.value, args={"question": approval.question})
        client_knows(case, "asked", act)
        _follow(case, approval, word, act, until_on)
        if case.phase != Phase.CLOSED:
            plan_again(case, act.on)


def _follow(
    case: Case, approval: Approval, word: ApprovalAnswer, act: Act, until_on: date | None
) -> None:
    """What an answer does; a yes to anything but a plan is read by the daily run."""
    if approval.question == Question.PLAN:
        _plan_answered(case, approval, word, act)
    elif word is ApprovalAnswer.NOT_YET and until_on is not None:
        _rest_until(case, until_on, act, approval)
    elif word is ApprovalAnswer.AGAIN:
        _again(case, act)
    elif word is ApprovalAnswer.STOP and approval.question == Question.HAND_OVER:
        close(case, CloseReason.RECALLED, act)
    elif word is ApprovalAnswer.STOP:
        _refused(case, approval, act)


def _name_partner(
    case: Case, approval_id: int, word: ApprovalAnswer, partner: Partner | None, on: date
) -> None:
    """Keep the agency with the answer; it must be one that this client may choose today."""
    approval = Approval.objects.get(id=approval_id)
    if word is not ApprovalAnswer.YES or approval.question != Question.HAND_OVER:
        return
    if partner is None or not partners_of(case.client, on).filter(id=partner.id).exists():
        raise NoPartner(approval_id)
    terms = {**approval.terms, "partner": partner.id}
    Approval.objects.filter(id=approval_id, answer="").update(terms=terms)


def _again(case: Case, act: Act) -> None:
    """Another round of phase two; the notice that is out stays what it is."""
    row = policy_of(case).row(another_round(policy_of(case)))
    if row is not None:
        case.go_to, case.phase, case.tries = row.step, row.phase, 0
        record(case, "another_round", act, why=row.step)


def _plan_answered(case: Case, approval: Approval, word: ApprovalAnswer, act: Act) -> None:
    """A plan that the client agrees to becomes a promise with several dates.

    It covers the invoices that the client saw, less what was paid meanwhile; an answer that comes
    after the first day gives the debtor new days.
    """
    for hold in case.holds.filter(kind=HoldKind.PLAN_ASKED, lifted_on__isnull=True):
        happenings.lift(case, hold, "answered", act)
    if word is not ApprovalAnswer.YES:
        _refused(case, approval, act)
        return
    facts = facts_of(case, act.on)
    seen = [claim for claim in facts.askable(act.on) if claim.number in approval.claims]
    parts = parts_left(
        [(int(p["cents"]), date.fromisoformat(p["day"])) for p in approval.terms["parts"]],
        sum(claim.askable_cents for claim in seen),
        act.on,
        country(case.calendar).days,
        facts.limits,
    )
    if parts:
        via = str(approval.terms.get("via", Channel.PAGE.value))
        promises.store_promise(case, parts, [claim.id for claim in seen], act, via=via)


def _refused(case: Case, approval: Approval, act: Act) -> None:
    happened = Happened(Happening.CLIENT_REFUSED, act.on, cause=f"approval:{approval.id}")
    happenings.happen(case, happened, act)


def _rest_until(case: Case, until_on: date, act: Act, approval: Approval) -> None:
    """Rest, and then ask again."""
    hold = NewHold(
        kind=HoldKind.PAUSE,
        from_on=act.on,
        until_on=until_on - timedelta(days=1),
        review_on=until_on,
        claim=None,
        cause=f"approval:{approval.id}",
        happening=Happening.CLIENT_REFUSED,
    )
    happenings.put_hold(case, hold, act)
    case.go_to = case.step
