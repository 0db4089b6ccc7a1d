"""A first reminder that the client sent by itself: it shows it, and its days count from there."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from minnelijk.flow.notices import NextNotice, next_notice
from minnelijk.flow.words import ApprovalAnswer, Channel, Do, MessageState, Question
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.mentions import Mention
from minnelijk.law.notices import NoticeKind
from minnelijk.records.actions import approvals
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.notices import told_by_client
from minnelijk.records.actions.office import Refused
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Claim, Document, Notice, NoticeClaim
from minnelijk.records.queries import policy_of

WAYS = frozenset({Channel.POST, Channel.EMAIL})


class OwnNoticeProblem(Refused):
    """Why what the client sent cannot count as its first reminder."""

    sentences = {
        "not_asked": "Only for a first reminder can you tell that you sent it yourself.",
        "way_wrong": "Say whether it went by post or by e-mail.",
        "future": "That day has not come yet: give the day on which you sent it.",
        "too_early": "You sent it on or before {due_on}, the last day to pay: it does not count.",
        "mentions": "Not everything is in it that the law asks: send a new one, or let us send it.",
        "nothing_open": "Nothing is open any more on the invoices of this question.",
    }


def coming_notice(approval: Approval, on: date) -> NextNotice | None:
    """Return the notice that follows on a yes to this question, by the client's own table.

    None where no notice comes of it, or where the law of the country is not known.
    """
    case = approval.case
    if case is None or approval.question != Question.NOTICE:
        return None
    facts, rows = facts_of(case, on), policy_of(case).steps
    asks = next((row for row in rows if row.asks_for is Question.NOTICE), None)
    for row in rows[asks.number if asks else 0 :]:
        if row.do is Do.NOTICE:
            try:
                coming = next_notice(facts, row, on)
            except LawRefusal:
                return None
            if coming is not None:
                return coming
    return None


def mentions_of(case: Case, on: date) -> tuple[Mention, ...]:
    """Return what must stand in a first reminder that was sent on this day."""
    return country(case.country).notices.mentions(NoticeKind.FIRST_REMINDER, on)


def sent_by_client(
    approval_id: int,
    *,
    sent_on: date,
    way: Channel,
    document: Document,
    mentions: Collection[str],
    act: Act,
) -> Notice:
    """Store the client's own first reminder, which answers the question about it with yes.

    `mentions` are the codes that the client saw in it. Raises OwnNoticeProblem and
    approvals.AlreadyAnswered.
    """
    approval = Approval.objects.select_related("case__client").get(id=approval_id)
    case = _case_of(approval, act.on)
    claims = _claims(approval, case, act.on)
    _check(claims, sent_on, way, act.on)
    missing = {one.code for one in mentions_of(case, sent_on)} - set(mentions)
    if missing:
        raise OwnNoticeProblem("mentions")
    with transaction.atomic():
        approvals.answer(approval.id, ApprovalAnswer.YES, act)
        with changing(case.id) as locked:
            record(locked, "mentions_confirmed", act, args={"codes": sorted(mentions)})
            return told_by_client(
                locked,
                NoticeKind.FIRST_REMINDER,
                sent_on=sent_on,
                way=way,
                claims=claims,
                document=document,
                act=act,
            )


def _case_of(approval: Approval, on: date) -> Case:
    coming = coming_notice(approval, on)
    if approval.answer or approval.fell_why:
        raise approvals.AlreadyAnswered(approval.id)
    if approval.case is None or coming is None or coming.kind is not NoticeKind.FIRST_REMINDER:
        raise OwnNoticeProblem("not_asked")
    return approval.case


def _claims(approval: Approval, case: Case, on: date) -> list[Claim]:
    """The invoices of the question of which something may be asked and no reminder named yet."""
    rows = Claim.objects.filter(case=case, number__in=approval.claims)
    named = NoticeClaim.objects.filter(
        claim__case=case, kind=NoticeKind.FIRST_REMINDER, void=False
    ).exclude(notice__sent_on__isnull=True, notice__message__state=MessageState.STOPPED)
    asked = {one.id for one in facts_of(case, on).askable(on) if one.askable_cents > 0}
    free = rows.filter(id__in=asked).exclude(id__in=named.values("claim_id"))
    return list(free.order_by("due_on", "id"))


def _check(claims: list[Claim], sent_on: date, way: Channel, on: date) -> None:
    if not claims:
        raise OwnNoticeProblem("nothing_open")
    if way not in WAYS:
        raise OwnNoticeProblem("way_wrong")
    if sent_on > on:
        raise OwnNoticeProblem("future")
    due_on = max(claim.due_on for claim in claims)
    if sent_on <= due_on:
        raise OwnNoticeProblem("too_early", due_on=due_on)
