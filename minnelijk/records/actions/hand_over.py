"""Hand-over to an agency: made, told, acknowledged, recalled and ended."""

from datetime import date
from typing import Any

from minnelijk.flow.facts import ClaimFacts, Happened
from minnelijk.flow.figures import NOTHING, OnTop, handed_over
from minnelijk.flow.notices import notice_row
from minnelijk.flow.taking import Taken
from minnelijk.flow.words import (
    AgencyEnd,
    AgencyWord,
    ApprovalAnswer,
    CloseReason,
    EntryKind,
    Happening,
    Phase,
    Question,
    RecallWhy,
)
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind, VoidWord
from minnelijk.records.actions import happenings, notices
from minnelijk.records.actions.agency_notes import note, tell_news
from minnelijk.records.actions.core import (
    Act,
    changing,
    close,
    drop_work,
    plan_again,
    record,
    stop_messages,
    tell_client,
)
from minnelijk.records.actions.notice_making import plain_step
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Approval,
    Case,
    Entry,
    HandOver,
    HandOverClaim,
    Notice,
    Partner,
)
from minnelijk.records.notice_facts import card_of, running
from minnelijk.records.queries import partners_of, policy_of
from minnelijk.records.words import NoReceipt


class NotHandedOver(Exception):
    """The case is not at an agency (any more)."""


class AlreadySaid(Exception):
    """The agency said so before; nothing changed."""


def make(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    """Hand a case over: its claims with what is due on top of them and why. The worker makes the
    file and tells the agency."""
    facts, handing = facts_of(case, on), taken.handing
    if handing is None:
        raise ValueError(f"the step of case {case.id} hands nothing over")
    approval = _yes(case)
    card = card_of(case, handing.claims)
    on_top = handed_over(facts, handing.claims, card, on) if handing.with_notice else NOTHING
    made: HandOver = HandOver.objects.create(
        case=case,
        client_id=case.client_id,
        partner=_partner(case, approval, on),
        approval=approval,
        handed_on=on,
        made_at=act.at,
        made_by=approval.answered_by if approval else None,
        with_notice=handing.with_notice,
        principal_cents=sum(claim.askable_cents for claim in handing.claims),
        on_top_cents=on_top.cents,
        figures=_figures(case, on_top),
    )
    HandOverClaim.objects.bulk_create(
        HandOverClaim(hand_over=made, claim_id=claim.id, principal_cents=claim.askable_cents)
        for claim in handing.claims
    )
    _leave_it(case, made, [claim for claim in facts.claims if claim not in handing.claims], act)


def _leave_it(case: Case, made: HandOver, left_out: list[ClaimFacts], act: Act) -> None:
    """From now on nothing of ours leaves; the client hears what went and what did not."""
    stop_messages(case, "handed_over")
    drop_work(case, "handed_over")
    case.phase = Phase.HANDED_OVER
    args = {
        "hand_over": made.id,
        "agency": made.partner.name,
        "principal_cents": made.principal_cents,
        "on_top_cents": made.on_top_cents,
        "left_out": [claim.number for claim in left_out if claim.open_cents > 0],
    }
    record(
        case, "handed_over", act, why="with_notice" if made.with_notice else "no_notice", args=args
    )
    tell_client(case, "handed_over", act, args=args)


def _figures(case: Case, on_top: OnTop) -> dict[str, Any]:
    pack = country(case.contract_law)
    return {
        "costs_cents": on_top.costs_cents,
        "vat_cents": on_top.vat_cents,
        "vat_percent": on_top.vat_percent,
        "lump_cents": on_top.lump_cents,
        "interest_cents": on_top.interest_cents,
        "interest_percent": on_top.interest_percent,
        "steps": [plain_step(step) for step in on_top.steps],
        "pack": pack.stamp,
    }


def _yes(case: Case) -> Approval | None:
    """The client's last yes to hand-over; None where it agreed beforehand."""
    rows = case.approvals.filter(question=Question.HAND_OVER, fell_why="", agreed_before=False)
    last: Approval | None = rows.exclude(answer="").order_by("-id").first()
    return last if last is not None and last.answer == ApprovalAnswer.YES else None


def _partner(case: Case, approval: Approval | None, on: date) -> Partner:
    """The agency that the client named; there is no hand-over to nobody."""
    agreed = case.client.agreed_beforehand.get(Question.HAND_OVER, {})
    wanted = approval.terms.get("partner") if approval else agreed.get("partner")
    return partners_of(case.client, on).get(id=wanted)


# Recall ----------------------------------------------------------------------------------------


def recall(case_id: int, why: RecallWhy, act: Act, *, words: str = "") -> HandOver:
    """Take a case back from the agency; it rests until a person has looked. NotHandedOver."""
    with changing(case_id) as case:
        made = recall_locked(case, why, act, words=words)
        plan_again(case, act.on)
    return made


def recall_locked(case: Case, why: RecallWhy, act: Act, *, words: str = "") -> HandOver:
    """Take a locked case back; the caller plans the next day."""
    made = running(case)
    if made is None:
        raise NotHandedOver(case.id)
    made.recalled_at, made.recall_why = act.at, why
    made.save(update_fields=["recalled_at", "recall_why"])
    note(made, AgencyWord.RECALL, act, words=words)
    _back(case, act)
    args = {"hand_over": made.id, "agency": made.partner.name}
    record(case, "recalled", act, why=why.value, args=args, note=words)
    if why is not RecallWhy.CLIENT:
        tell_client(case, "recalled", act, args={**args, "why": why.value})
    happened = Happened(Happening.RECALLED, act.on, cause=f"hand_over:{made.id}")
    happenings.happen(case, happened, act)
    return made


def _back(case: Case, act: Act) -> None:
    """The case is ours again: at the notice that has to be sent anew, or at the question whether to
    hand it over once more. An earlier yes to that falls."""
    rows = policy_of(case).steps
    asks = [row for row in rows if row.asks_for is Question.HAND_OVER]
    case.approvals.filter(question=Question.HAND_OVER, fell_why="").update(fell_why="recalled")
    case.phase = asks[0].phase if asks else Phase.NOTICE
    void = case.notices.filter(void_on__isnull=False).exclude(void_why=NoReceipt.WITHDRAWN)
    last = void.order_by("-number").first()
    facts = facts_of(case, act.on)
    row = notice_row(facts, rows, NoticeKind(last.kind)) if last else None
    replaced = last is not None and any(one.kind == last.kind for one in facts.notices)
    case.go_to = row.step if row and not replaced else asks[0].step if asks else ""


def void_notice(case: Case, notice: Notice, why: VoidWord | NoReceipt, act: Act) -> None:
    """Void a notice of a locked case; what was handed over on it is recalled."""
    notices.void(case, notice, why, act)
    if case.phase == Phase.HANDED_OVER:
        recall_locked(case, RecallWhy.NOTICE_VOID, act)


def hears_of_money(case: Case, value_on: date | None, open_cents: int, act: Act) -> bool:
    """Late news of money on a case at an agency: True when the case is ours again.

    Money from before the hand-over, or a notice that turns out wrong, takes the case back; what
    came later is told to the agency, which goes on.
    """
    made = running(case)
    if made is None:
        return False
    wrong = bool(notices.void_wrong(case, act))
    early = value_on is not None and value_on < made.handed_on
    nothing_left = value_on is None and open_cents == 0
    if wrong or nothing_left or (early and open_cents == 0):
        recall_locked(case, _recall_why(wrong=wrong, early=early), act)
        return True
    if value_on is not None:
        note(made, AgencyWord.PAYMENT, act, cents=open_cents, day_on=value_on)
        tell_client(case, "paid_at_agency", act, args={"agency": made.partner.name})
    elif Entry.objects.filter(case=case, booked_at=act.at, kind__in=LESS).exists():
        tell_news(case, Happening.CLAIM_CHANGED.value, act)
    return False


LESS = (EntryKind.CREDIT, EntryKind.WRITE_OFF, EntryKind.CORRECTION)


def _recall_why(*, wrong: bool, early: bool) -> RecallWhy:
    """Money from before; a letter that asked too much; else the client let everything go."""
    if early:
        return RecallWhy.PAID_BEFORE
    return RecallWhy.NOTICE_VOID if wrong else RecallWhy.CLIENT


# The end ---------------------------------------------------------------------------------------


def ended(hand_over_id: int, how: AgencyEnd, act: Act, *, words: str = "") -> None:
    """The agency or the client says how it ended: the case closes, or comes back for a person."""
    case_id = HandOver.objects.values_list("case_id", flat=True).get(id=hand_over_id)
    with changing(case_id) as case:
        made = HandOver.objects.get(id=hand_over_id)
        if made.ended_at is not None or made.recalled_at is not None:
            raise AlreadySaid(hand_over_id)
        made.ended_at, made.ended_how = act.at, how
        made.save(update_fields=["ended_at", "ended_how"])
        note(made, AgencyWord.STATUS, act, words=words, from_agency=True)
        args = {"hand_over": made.id, "agency": made.partner.name}
        record(case, "agency_ended", act, why=how.value, args=args, note=words)
        tell_client(case, "agency_ended", act, args={**args, "how": how.value})
        if how is not AgencyEnd.RETURNED:
            close(case, CLOSES[how], act)
            return
        _back(case, act)
        happened = Happened(Happening.RECALLED, act.on, cause=f"hand_over:{made.id}")
        happenings.happen(case, happened, act)
        plan_again(case, act.on)


CLOSES = {
    AgencyEnd.PAID: CloseReason.AGENCY,
    AgencyEnd.PARTLY_PAID: CloseReason.AGENCY,
    AgencyEnd.UNCOLLECTABLE: CloseReason.UNCOLLECTABLE,
}
