"""Interruptions and holds: what the client's table says of a happening, stored."""

from dataclasses import replace

from django.db.models import F, QuerySet

from minnelijk.flow.facts import Happened
from minnelijk.flow.happenings import Consequence, NewHold, consequence
from minnelijk.flow.words import (
    STOPS,
    ApprovalAnswer,
    Happening,
    HoldKind,
    MessageState,
    Phase,
    Question,
    WorkKind,
    WorkState,
)
from minnelijk.records.actions.agency_notes import tell_news
from minnelijk.records.actions.core import (
    Act,
    changing,
    drop_work,
    plan_again,
    questions_fall,
    record,
    stop_messages,
    task,
    tell_client,
)
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Hold, Message, Person, WorkItem
from minnelijk.records.queries import policy_of

CROSSES_CLIENTS = STOPS - {HoldKind.CLIENT_STOPPED}
"""Stops of the person: every client of the bureau must have a person look."""


RESTS_OF_PROMISES = (HoldKind.PROMISE, HoldKind.INSTALMENTS)

FOR_THE_AGENCY = frozenset(
    {Happening.COMPLAINT, Happening.DISPUTED, Happening.PAID_CLAIMED, Happening.REVERSAL}
)
"""What an agency that has the case must know at once; a stop tells it by itself."""


def happen(case: Case, happened: Happened, act: Act, *, note: str = "") -> Consequence:
    """Store one interruption of a locked case; the caller plans the next day."""
    if not happened.cause:
        happened = replace(happened, cause=happened.word.value)
    what = consequence(facts_of(case, act.on), policy_of(case), happened)
    args = {"cause": happened.cause}
    record(case, "happened", act, why=happened.word.value, args=args, note=note)
    if happened.word in FOR_THE_AGENCY:
        tell_news(case, happened.word.value, act)
    store(case, what, act)
    return what


def store(case: Case, what: Consequence, act: Act) -> None:
    """Store what the table says: rest, another step, a task, a word to the client."""
    if what.hold is not None:
        put_hold(case, what.hold, act)
    if what.go_to:
        go_to(case, what.go_to, act)
    if what.task:
        task(case, what.task, act)
    if what.tell_client:
        tell_client(case, what.happened.word.value, act)


def go_to(case: Case, step: str, act: Act) -> None:
    """Put the case on a row of its table, today; what was planned or asked before falls.

    A plan that the client still has to answer is the debtor's: it stays.
    """
    row = policy_of(case).row(step)
    if row is None:
        return
    case.go_to, case.tries = step, 0
    case.phase = row.phase
    drop_work(case, "go_to", kinds=frozenset({WorkKind.CALL, WorkKind.CALLBACK}))
    questions_fall(case, "go_to", act, keep=(Question.PLAN,))


def put_hold(case: Case, new: NewHold, act: Act) -> Hold:
    """Let a case or a claim rest; a stop also ends everything that waits to leave."""
    running = case.holds.filter(kind=new.kind, cause=new.cause, lifted_on__isnull=True).exists()
    hold, _ = Hold.objects.update_or_create(
        case=case,
        kind=new.kind,
        cause=new.cause,
        claim_id=new.claim,
        defaults={
            "happening": new.happening or "",
            "from_on": new.from_on,
            "until_on": new.until_on,
            "review_on": new.review_on,
            "made_by": act.by,
            "made_at": act.at,
            "lifted_on": None,
            "lifted_why": "",
            "lifted_by": None,
        },
    )
    if new.claim is None:
        drop_work(case, new.kind.value, kinds=frozenset({WorkKind.CALL}))
    if new.kind in STOPS:
        _stop(case, new, act, count=not running)
    return hold


def _stop(case: Case, new: NewHold, act: Act, *, count: bool) -> None:
    kind = new.kind
    if count:
        tell_news(case, new.happening or kind.value, act)
    stop_messages(case, kind.value)
    drop_work(case, kind.value, kinds=frozenset({WorkKind.CALL, WorkKind.CALLBACK}))
    questions_fall(case, kind.value, act)
    _yes_falls(case, kind.value)
    case.promises_made.filter(outcome="", cancelled_on__isnull=True).update(cancelled_on=act.on)
    case.holds.filter(lifted_on__isnull=True, kind__in=RESTS_OF_PROMISES).update(
        lifted_on=act.on, lifted_why=kind.value
    )
    if count and kind in CROSSES_CLIENTS:
        Person.objects.filter(id=case.person_id).update(stop_count=F("stop_count") + 1)


def _yes_falls(case: Case, why: str) -> None:
    """The client said yes to a hand-over before it knew of this: it is asked anew afterwards."""
    if case.phase != Phase.HANDED_OVER:
        _said_yes(case).filter(fell_why="").update(fell_why=why)


def _yes_again(case: Case, why: str) -> None:
    last = _said_yes(case).order_by("-id").first()
    if last is not None and last.fell_why == why:
        case.approvals.filter(id=last.id).update(fell_why="")


def _said_yes(case: Case) -> QuerySet[Approval]:
    rows: QuerySet[Approval] = case.approvals.filter(
        question=Question.HAND_OVER, answer=ApprovalAnswer.YES, agreed_before=False
    )
    return rows


def take_back_stop(case: Case, cause: str, act: Act) -> None:
    """Undo what a stop ended by a slip of the keyboard: mail, calls, promise, questions."""
    for kind in case.holds.filter(cause=cause, kind__in=STOPS).values_list("kind", flat=True):
        Message.objects.filter(case=case, state=MessageState.STOPPED, why=kind).update(
            state=MessageState.WAITING, why=""
        )
        WorkItem.objects.filter(case=case, state=WorkState.DROPPED, reason=kind).update(
            state=WorkState.OPEN, reason=""
        )
        case.approvals.filter(answer="", fell_why=kind).update(fell_why="")
        _yes_again(case, kind)
        rested = case.holds.filter(lifted_why=kind, kind__in=RESTS_OF_PROMISES)
        if rested.update(lifted_on=None, lifted_why="", lifted_by=None):
            last = (
                case.promises_made.filter(outcome="", cancelled_on=act.on).order_by("-id").first()
            )
            case.promises_made.filter(id=last.id if last else 0).update(cancelled_on=None)


def lift(case: Case, hold: Hold, why: str, act: Act) -> None:
    """End one hold of a locked case, once."""
    ended = Hold.objects.filter(id=hold.id, lifted_on__isnull=True).update(
        lifted_on=act.on, lifted_why=why, lifted_by=act.by
    )
    if not ended:
        return
    if hold.kind in CROSSES_CLIENTS:
        Person.objects.filter(id=case.person_id, stop_count__gt=0).update(
            stop_count=F("stop_count") - 1
        )
    if not case.holds.filter(lifted_on__isnull=True).exists():
        WorkItem.objects.filter(case=case, task="review_hold", state=WorkState.OPEN).update(
            state=WorkState.DROPPED, reason="lifted", leased_by=None, leased_until=None
        )
    record(case, "lifted", act, why=why, args={"hold": hold.kind, "cause": hold.cause})


def lift_cause(case: Case, cause: str, why: str, act: Act) -> None:
    """End every hold that one row made ("dispute:7", "promise:5")."""
    for hold in case.holds.filter(cause=cause, lifted_on__isnull=True):
        lift(case, hold, why, act)


def lift_by_person(hold_id: int, act: Act, *, words: str = "") -> None:
    """A person ends a hold; the case goes on where its table says."""
    case_id = Hold.objects.values_list("case_id", flat=True).get(id=hold_id)
    with changing(case_id) as case:
        lift(case, case.holds.get(id=hold_id), "person", act)
        if words:
            record(case, "note", act, why="lifted", note=words)
        plan_again(case, act.on)
