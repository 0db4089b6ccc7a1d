"""Money that waits for a person: who may own it rests, and goes on when somebody decided."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection

from minnelijk.flow.happenings import NewHold
from minnelijk.flow.matching import MONEY, Candidate
from minnelijk.flow.words import BankLineState, GateWord, HoldKind, MessageState, Phase
from minnelijk.records.actions import happenings
from minnelijk.records.actions.core import Act, calendar_of, changing, plan_again, record
from minnelijk.records.chunks import chunks
from minnelijk.records.models import BankCandidate, BankLine, Case, Message

HERE, ELSEWHERE = "money_here", "money_elsewhere"
"""Why the rest of a case ended: the money was its own, or somebody else's."""

REST_WORKING_DAYS = 1
UNDECIDED = (BankLineState.WAITING, BankLineState.NO_CASE)


def wait(line: BankLine, found: Sequence[Candidate], act: Act) -> None:
    """Keep who may own the money, with the reasons; each of them rests."""
    lock(one.case for one in found)
    line.candidates.all().delete()
    settle_line(line, BankLineState.WAITING, act)
    for one in found:
        reasons = [word.value for word in one.reasons]
        BankCandidate.objects.create(
            line=line,
            case_id=one.case,
            certainty=one.certainty,
            reasons=reasons,
            claims=list(one.claims),
        )
        _rest(line, one.case, act)


def _rest(line: BankLine, case_id: int, act: Act) -> None:
    """Nothing of ours asks for money that may be on the account already."""
    with changing(case_id, closed_too=True) as case:
        if case.phase == Phase.CLOSED:
            return
        until = calendar_of(case).working_day_after(act.on, REST_WORKING_DAYS)
        rest = NewHold(
            kind=HoldKind.PAUSE,
            from_on=act.on,
            until_on=until,
            review_on=until + timedelta(days=1),
            claim=None,
            cause=f"{MONEY}{line.id}",
            happening=None,
        )
        happenings.put_hold(case, rest, act)
        args = {"line": line.id, "cents": line.cents, "until": str(until)}
        record(case, "money_waits", act, args=args)
        plan_again(case, act.on)


def go_on(line: BankLine, owners: frozenset[int], act: Act) -> None:
    """End the rest of every case that waited for this money."""
    held = line.candidates.order_by("case_id").values_list("case_id", flat=True)
    for case_id in held:
        with changing(case_id, closed_too=True) as case:
            if case.phase == Phase.CLOSED:
                continue
            why = HERE if case_id in owners else ELSEWHERE
            happenings.lift_cause(case, f"{MONEY}{line.id}", why, act)
            _let_go(case, act)
            plan_again(case, act.on)


def _let_go(case: Case, act: Act) -> None:
    """Messages that waited for the money may leave; the outbox looks at them once more."""
    if case.holds.filter(cause__startswith=MONEY, lifted_on__isnull=True).exists():
        return
    Message.objects.filter(
        case=case,
        state=MessageState.WAITING,
        why=GateWord.HELD,
        gate__for="money",
        not_before_at__gt=act.at,
    ).update(not_before_at=act.at)


def settle_line(line: BankLine, state: BankLineState, act: Act, *, by_person: bool = True) -> None:
    """Write what became of a line, and who said so."""
    line.state = state
    open_still = state in UNDECIDED
    line.decided_at = None if open_still else act.at
    line.decided_by = act.by if by_person and not open_still else None
    line.save(update_fields=["state", "decided_at", "decided_by"])


def lock(case_ids: Iterable[int | None]) -> None:
    """Lock cases in one order, so that two decisions never wait for each other. SQLite has one
    writer at a time: there the transaction is the lock, and nothing is read for it."""
    if not connection.features.has_select_for_update:
        return
    wanted = {case_id for case_id in case_ids if case_id is not None}
    for chunk in chunks(sorted(wanted)):
        rows = Case.objects.select_for_update().filter(id__in=chunk).order_by("id")
        list(rows.values_list("id"))
