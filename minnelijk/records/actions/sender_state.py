"""What we know of a sender by now: its domain, and whether it fails."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from minnelijk.flow.words import Channel, MessageState, Phase
from minnelijk.records.actions.core import Act, changing, task
from minnelijk.records.actions.office import office_event
from minnelijk.records.actions.sender_proof import (
    CHECKS,
    DOMAIN_LOST,
    OURS,
    begin_to_send,
    lift,
    locked_sender,
)
from minnelijk.records.models import Message, OfficeEvent, Sender
from minnelijk.records.words import Actor, CheckResult


def checked(sender: Sender, results: Mapping[str, str], act: Act) -> Sender:
    """Store what a look at the sender's domain told: spf, dkim and dmarc, and beside them the
    words for a person. An empty result is not known now, and leaves what was known.

    What was told before is not told again: a domain is looked at every day.
    """
    with transaction.atomic():
        sender = locked_sender(sender.id)
        told = {**results, "sender": sender.id}
        known = OfficeEvent.objects.filter(client=sender.client, kind="sender_checked")
        last = known.filter(args__sender=sender.id).order_by("-seq").first()
        if last is None or last.args != told:
            office_event(sender.client, "sender_checked", act, told)
        for check in CHECKS:
            if results[check]:
                setattr(sender, check, CheckResult(results[check]))
        sender.checked_on = act.on
        sender.save(update_fields=[*CHECKS, "checked_on"])
        begin_to_send(sender, act)
    return sender


def failing(sender_id: int, why: str, at: datetime) -> bool:
    """Stop all mail from here, and tell whether this is news: it waits, from nowhere else."""
    act = Act(at, actor=Actor.MACHINE)
    with transaction.atomic():
        sender = locked_sender(sender_id)
        if sender.failing_since is not None:
            return False
        office_event(sender.client, "sender_failing", act, {"domain": sender.domain, "why": why})
        sender.failing_since, sender.failing_why = at, why
        sender.save(update_fields=["failing_since", "failing_why"])
    return True


def domain_lost(sender_id: int, at: datetime) -> bool:
    """The domain vouches for its mail no longer: all of it waits, and one person at the desk hears
    of it where a case waits for such a mail. Tell whether this is news."""
    if not failing(sender_id, DOMAIN_LOST, at):
        return False
    act = Act(at, actor=Actor.MACHINE)
    whose = Sender.objects.values_list("client_id", flat=True).get(id=sender_id)
    waiting = Message.objects.filter(
        client_id=whose, channel=Channel.EMAIL, state=MessageState.WAITING
    )
    message = waiting.exclude(case__phase=Phase.CLOSED).order_by("id").first()
    if message is not None:
        with changing(message.case_id, closed_too=True) as case:
            told = {"message": message.id, "sender": sender_id, "why": DOMAIN_LOST}
            task(case, "sender_failing", act, args=told)
    return True


def works_again(sender_id: int, at: datetime) -> bool:
    """The server answered again: mail may leave, and tell whether this is news.

    A sender that was never tried, or whose domain no longer vouches for it, stays stopped.
    """
    with transaction.atomic():
        sender = locked_sender(sender_id)
        if sender.failing_since is None or sender.failing_why in OURS:
            return False
        lift(sender, Act(at, actor=Actor.MACHINE))
    return True


def domain_back(sender_id: int, at: datetime) -> bool:
    """The domain vouches for its mail again: mail may leave, and tell whether this is news."""
    with transaction.atomic():
        sender = locked_sender(sender_id)
        if sender.failing_why != DOMAIN_LOST:
            return False
        lift(sender, Act(at, actor=Actor.MACHINE))
    return True
