"""One row of every kind for a case, so that a scope has something to show and to hide."""

from typing import Any

from minnelijk.records import documents
from minnelijk.records.actions import bank
from minnelijk.records.actions.core import Act
from minnelijk.records.models import (
    Account,
    Approval,
    Attempt,
    Callback,
    Case,
    ClientNote,
    Complaint,
    Dispute,
    HandOver,
    Inbound,
    ListJob,
    Message,
    Placement,
    Promise,
    Template,
    WorkItem,
)
from tests.records.noticing import agency
from tests.world import AT, DAY


def one_of_everything(case: Case) -> None:
    client, debtor, person = case.client, case.debtor, case.person
    Promise.objects.create(case=case, cents=1, made_on=DAY, made_at=AT, via="call")
    Dispute.objects.create(case=case, reason="amount", asked_at=AT, via="call", answer_due_on=DAY)
    asked = {"cents": 1, "asked_at": AT, "asked_on": DAY, "occurrence": 1, "question": "engage"}
    Approval.objects.create(client=client, case=case, **asked)
    placement = Placement.objects.create(client=client, received_at=AT)
    ListJob.objects.create(client=client, placement=placement, work="take_back", made_at=AT)
    ClientNote.objects.create(client=client, case=case, kind="claim_gone", made_at=AT)
    Callback.objects.create(case=case, at=AT, made_at=AT)
    Complaint.objects.create(
        client=client,
        debtor=debtor,
        case=case,
        about="tone",
        received_on=DAY,
        received_at=AT,
        ack_due_on=DAY,
    )
    way: dict[str, Any] = {"case": case, "client": client, "channel": "email", "basis": "ours"}
    Message.objects.create(
        **way,
        occurrence=1,
        purpose="step",
        language="nl",
        case_rev=0,
        made_at=AT,
        state="waiting",
        not_before_at=AT,
    )
    Attempt.objects.create(**way, person=person, at=AT, day_on=DAY, direction="out", reach="none")
    WorkItem.objects.create(
        case=case,
        client=client,
        person=person,
        occurrence=1,
        kind="call",
        language="nl",
        ready_on=DAY,
        state="open",
    )
    Inbound.objects.create(
        channel="email",
        fingerprint=case.head[:16],
        received_at=AT,
        kind="reply",
        client=client,
        case=case,
    )
    Template.objects.create(
        layer="client", client=client, use="not_reached", language="nl", channel="email"
    )
    documents.store(client, "letter", b"een brief", "text/plain", "brief.txt", AT)
    account = Account.objects.get(client=client)
    bank.money_came(account, 1, DAY, Act(AT), key="one")
    hand_over(case)


def hand_over(case: Case) -> HandOver:
    return HandOver.objects.create(
        case=case,
        client=case.client,
        partner=agency(name=f"Incasso voor {case.client.code}"),
        handed_on=DAY,
        made_at=AT,
        with_notice=False,
        principal_cents=1,
        sent_at=AT,
    )
