"""The life of a notice: left, proven to have arrived, and void when it was wrong or never came."""

from collections.abc import Iterable, Mapping
from datetime import date

from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.notices import notice_row
from minnelijk.flow.order import default_of
from minnelijk.flow.words import (
    Channel,
    EntryCause,
    EntryKind,
    HoldKind,
    MessageState,
    Phase,
    Proof,
    Purpose,
    Question,
)
from minnelijk.law.country import country
from minnelijk.law.notices import Because, Less, NoticeKind, VoidWord, owed_on_issue
from minnelijk.records.actions import happenings
from minnelijk.records.actions.core import Act, calendar_of, plan_again, record, task, tell_client
from minnelijk.records.facts import facts_of
from minnelijk.records.models import (
    Case,
    Claim,
    Document,
    Entry,
    Message,
    Notice,
    NoticeClaim,
)
from minnelijk.records.queries import policy_of
from minnelijk.records.words import NoReceipt

INCOMPLETE = "notice_incomplete"
REVIEW_WORKING_DAYS = 5


def cover(notice: Notice, claims: Mapping[int, int]) -> None:
    """Name the claims of a new notice, each with the cents that it asks."""
    NoticeClaim.objects.bulk_create(
        NoticeClaim(notice=notice, claim_id=claim, kind=notice.kind, principal_cents=cents)
        for claim, cents in claims.items()
    )


def left(case: Case, message: Message, on: date, act: Act) -> None:
    """A notice was posted, or a mail server took it: its days count from now (locked case)."""
    notice = Notice.objects.get(message=message)
    if notice.sent_on is not None:
        return
    notice.sent_on = on
    _set_days(case, notice)
    args = {"notice": notice.id, "kind": notice.kind, "last_on": str(notice.last_on or "")}
    record(case, "notice_sent", act, why=notice.kind, args=args, on=on)
    plan_again(case, act.on)


def arrived(case: Case, message: Message, act: Act) -> int:
    """The link of this message was used by its debtor: a notice in it arrived, and so it left."""
    unsure = message.purpose == Purpose.NOTICE and message.state == MessageState.UNCLEAR
    if unsure and case.phase != Phase.CLOSED:
        Message.objects.filter(id=message.id).update(state=MessageState.SENT, why="")
        message.state = MessageState.SENT
        left(case, message, act.on, act)
    return received(case, Proof.CHECK, act, message=message)


def _set_days(case: Case, notice: Notice) -> None:
    assert notice.sent_on is not None  # noqa: S101 - the callers set it
    term = country(case.country).notices.term(
        notice=NoticeKind(notice.kind),
        sent_on=notice.sent_on,
        channel=notice.channel,
        received_on=notice.received_on,
        extra_days=notice.extra_days,
    )
    notice.first_on, notice.last_on = term.first_on, term.last_on
    notice.charges_from, notice.charges_from_law = term.charges_from, term.charges_from_law
    notice.save()


def received(case: Case, proof: Proof, act: Act, *, message: Message | None = None) -> int:
    """The debtor answered, or passed the check on the page: e-mailed notices arrived today.

    `message`: only the notice that it carried; the link of another mail proves nothing of this one.
    Only those without a day yet: a term that runs is never moved. Returns how many.
    """
    waiting = Notice.objects.filter(
        case=case,
        void_on__isnull=True,
        sent_on__isnull=False,
        received_on__isnull=True,
        last_on__isnull=True,
    )
    if message is not None:
        waiting = waiting.filter(message=message)
    for notice in waiting:
        notice.received_on, notice.proof = act.on, proof
        _set_days(case, notice)
        args = {"notice": notice.id, "last_on": str(notice.last_on or "")}
        record(case, "notice_received", act, why=proof.value, args=args)
    return len(waiting)


def told_by_client(  # noqa: PLR0913 - what the client says of its own letter
    case: Case,
    kind: NoticeKind,
    *,
    sent_on: date,
    way: Channel,
    claims: Iterable[Claim],
    document: Document,
    act: Act,
) -> Notice:
    """The client sent this notice itself, and shows it: its days count as of any other.

    Announces nothing that we would ask: what comes on top of it a person has to read first.
    """
    withdraw_stopped(case, act)
    facts = facts_of(case, act.on)
    wanted = {claim.id for claim in claims}
    named: list[ClaimFacts] = [claim for claim in facts.claims if claim.id in wanted]
    notice: Notice = Notice.objects.create(
        case=case,
        number=case.notices.count() + 1,
        kind=kind,
        channel=way,
        language=case.language,
        issued_on=sent_on,
        issued_at=act.at,
        issued_by=act.by,
        told_by_client=True,
        document=document,
        principal_cents=sum(claim.askable_cents for claim in named),
        sent_on=sent_on,
    )
    cover(notice, {claim.id: claim.askable_cents for claim in named})
    _set_days(case, notice)
    args = {"notice": notice.id, "kind": kind.value, "last_on": str(notice.last_on or "")}
    record(case, "notice_told", act, why=kind.value, args=args)
    plan_again(case, act.on)
    return notice


def incomplete(case: Case, message: Message, codes: Iterable[str], act: Act) -> None:
    """Something that the law asks for is missing: it does not leave, and a person fills it in."""
    notice = Notice.objects.get(message=message)
    _end(notice, NoReceipt.WITHDRAWN, act)
    args = {"kind": notice.kind, "missing": sorted(codes)}
    record(case, INCOMPLETE, act, why=notice.kind, args=args)
    task(case, INCOMPLETE, act, args=args)
    tell_client(case, INCOMPLETE, act, args=args)
    review = calendar_of(case).working_day_after(act.on, REVIEW_WORKING_DAYS)
    hold = NewHold(HoldKind.REVIEW, act.on, None, review, None, INCOMPLETE, None)
    happenings.put_hold(case, hold, act)
    plan_again(case, act.on)
    case.rev += 1
    case.save()


def withdraw(case: Case, message: Message, why: str, act: Act) -> None:
    """A notice that did not leave: money came, or the case rests. Its row makes a new one."""
    notice = Notice.objects.filter(message=message, void_on__isnull=True).first()
    if notice is None:
        return
    _end(notice, NoReceipt.WITHDRAWN, act)
    record(case, "notice_void", act, why=why, args={"notice": notice.id, "kind": notice.kind})
    if case.phase != Phase.CLOSED:
        plan_again(case, act.on)
    case.rev += 1
    case.save()


def withdraw_stopped(case: Case, act: Act) -> None:
    """Notices whose message was stopped with the case, long before they could leave."""
    stopped = Notice.objects.filter(
        case=case,
        void_on__isnull=True,
        sent_on__isnull=True,
        message__state=MessageState.STOPPED,
    )
    for notice in stopped:
        _end(notice, NoReceipt.WITHDRAWN, act)


def count_no_more(case: Case, why: str, act: Act) -> None:
    """The notices of a case that begins again, kindly: they count for nothing from now on."""
    for notice in case.notices.filter(void_on__isnull=True):
        _end(notice, NoReceipt.WITHDRAWN, act)
        args = {"notice": notice.id, "kind": notice.kind}
        record(case, "notice_void", act, why=why, args=args)


def _end(notice: Notice, why: str, act: Act) -> None:
    notice.void_on, notice.void_why = act.on, str(why)
    notice.save(update_fields=["void_on", "void_why"])
    NoticeClaim.objects.filter(notice=notice).update(void=True)


# Void ------------------------------------------------------------------------------------------


def void(case: Case, notice: Notice, why: VoidWord | NoReceipt, act: Act) -> None:
    """A notice that left counts for nothing: what hung on it falls, and a new one is made with a
    full new term. The case is locked; the caller plans the next day."""
    if notice.void_on is not None:
        return
    _end(notice, why, act)
    args = {"notice": notice.id, "kind": notice.kind}
    record(case, "notice_void", act, why=str(why), args=args)
    asked = case.approvals.filter(question=Question.HAND_OVER, fell_why="")
    asked.update(fell_why="notice_void")
    if case.phase in {Phase.HANDED_OVER, Phase.CLOSED}:
        return
    row = notice_row(facts_of(case, act.on), policy_of(case).steps, NoticeKind(notice.kind))
    if row is not None:
        happenings.go_to(case, row.step, act)


def void_wrong(case: Case, act: Act) -> list[Notice]:
    """Look at every notice again after late news: one that asked more than was owed on its day, or
    came before the default, is void. Returns those."""
    sent = case.notices.filter(void_on__isnull=True, sent_on__isnull=False, told_by_client=False)
    wrong = []
    facts = facts_of(case, act.on) if sent else None
    for notice in sent:
        why = _wrong(case, facts, notice) if facts else None
        if why is not None:
            void(case, notice, why, act)
            wrong.append(notice)
    return wrong


def _wrong(case: Case, facts: CaseFacts, notice: Notice) -> VoidWord | None:
    assert notice.sent_on is not None  # noqa: S101 - the caller looked
    ids = set(notice.covers.values_list("claim_id", flat=True))
    owed = owed_on_issue(notice.principal_cents, _less(notice, ids), notice.sent_on)
    claims = [claim for claim in facts.claims if claim.id in ids]
    days = [default_of(claim, case.contract_law) for claim in claims]
    known = [day for day in days if day is not None]
    return country(case.country).notices.void_reason(
        kind=NoticeKind(notice.kind),
        sent_on=notice.sent_on,
        asked_cents=[notice.principal_cents],
        owed_on_issue_cents=owed,
        in_default_on=max(known, default=None) if len(known) == len(days) else None,
    )


def _less(notice: Notice, claims: set[int]) -> list[Less]:
    """What lowered its claims since it was made: money with its value day, and credits. A credit
    is taken as "the invoice was wrong", unless a person wrote it off out of kindness."""
    rows = Entry.objects.filter(claim_id__in=claims, booked_at__gt=notice.issued_at)
    return [Less(_because(row), row.value_on, -row.cents) for row in rows if row.kind not in RAISES]


RAISES = frozenset({EntryKind.PRINCIPAL, EntryKind.COSTS, EntryKind.INTEREST, EntryKind.DAMAGES})


def _because(row: Entry) -> Because:
    if row.kind in {EntryKind.PAYMENT, EntryKind.REVERSAL}:
        return Because.PAYMENT
    kind = row.kind == EntryKind.WRITE_OFF or row.cause == EntryCause.DESK
    return Because.GOODWILL if kind else Because.WRONG_INVOICE
