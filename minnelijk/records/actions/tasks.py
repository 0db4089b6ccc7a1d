"""What a person does that is no call; a letter or text message passes the gate like all contact."""

from minnelijk.flow.gate import Verdict, may
from minnelijk.flow.words import Basis, Channel, Direction, Reach, WorkState
from minnelijk.records.actions import inbound
from minnelijk.records.actions.core import Act, changing, local_of, plan_again, record
from minnelijk.records.actions.worklist import CALLS, NotOpen
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Attempt, Case, WorkItem

SENDS = {"write_letter": Channel.POST, "write_sms": Channel.SMS}
"""Tasks in which a person sends something to the debtor, and by which channel."""


class NotNow(Exception):
    """The gate does not let this letter or text message leave; says why and from when."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.word.value)


def finish_task(item_id: int, act: Act, *, words: str = "", sent: bool = True) -> None:
    """A person did what the task asked; `sent` is false when a letter was not sent after all.

    Raises NotOpen, and NotNow where what was sent may not leave: nothing is stored then.
    """
    item = WorkItem.objects.get(id=item_id)
    if item.kind in CALLS:
        raise NotOpen(item_id)
    with changing(item.case_id, closed_too=True) as case:
        done = WorkItem.objects.filter(id=item_id, state=WorkState.OPEN).update(
            state=WorkState.DONE, leased_by=None, leased_until=None
        )
        if not done:
            raise NotOpen(item_id)
        if item.task in SENDS and sent:
            _send(case, item, act)
        args = {"sent": sent} if item.task in SENDS else {}
        if item.task == "read_reply":
            inbound.read_all(case, act)
        record(case, "task_done", act, why=item.task, args=args, note=words)
        if case.closed_on is None:
            plan_again(case, act.on)


def _send(case: Case, item: WorkItem, act: Act) -> None:
    """Ask the gate, and let the contact count."""
    channel, basis = SENDS[item.task], Basis(item.reason_args.get("basis", Basis.OURS))
    verdict = may(facts_of(case, act.on), channel, local_of(act.at), basis)
    if not verdict.allowed:
        raise NotNow(verdict)
    Attempt.objects.create(
        person_id=case.person_id,
        case=case,
        client_id=case.client_id,
        channel=channel,
        basis=basis,
        at=act.at,
        day_on=act.on,
        direction=Direction.OUT,
        reach=Reach.NONE,
        seat=act.by,
    )
