"""The proof that a client's address works: a round trip of a test mail, its answer and a bounce."""

import secrets
from datetime import date, datetime

from django.db import transaction

from minnelijk.flow.names import same_holder
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Client, Mailbox, Sender, SenderTrial
from minnelijk.records.queries import account_of
from minnelijk.records.words import Actor, CheckResult, SenderWay

NOT_TESTED = "not_tested"
"""Why mail waits on a sender that nobody tried yet."""

DOMAIN_LOST = "domain_lost"
"""Why mail waits on a sender whose domain no longer vouches for it."""

OUTDATED = "outdated"
"""What a round trip says that was made with other settings than those of now."""

OURS = frozenset({NOT_TESTED, DOMAIN_LOST})
"""Reasons that a server which answers again does not take away."""

CHECKS = ("spf", "dkim", "dmarc")
TOKEN_BYTES = 10


def complete(sender: Sender, on: date) -> tuple[str, ...]:
    """Return what is missing before this sender is proven; nothing when it is complete.

    written_yes, domain, test_mail, reply, bounce, account, bank_name, bank_name_differs.
    """
    return (*_lacks_domain(sender), *_lacks_trip(sender), *_lacks_account(sender, on))


def _lacks_domain(sender: Sender) -> tuple[str, ...]:
    """A client's own server proves its domain with the test mail itself."""
    if sender.way == SenderWay.BUREAU and sender.agreed_on is None:
        return ("written_yes",)
    proven = CheckResult.PASS in {sender.dkim, sender.spf}
    return () if proven or sender.way == SenderWay.OWN_SERVER else ("domain",)


def _lacks_trip(sender: Sender) -> tuple[str, ...]:
    trial = None if sender.tested_at else newest_trial(sender)
    steps = {
        "test_mail": trial is not None and bool(trial.dkim_aligned or trial.spf_aligned),
        "reply": trial is not None and trial.replied_at is not None,
        "bounce": trial is not None and trial.bounced_at is not None,
    }
    return () if sender.tested_at else tuple(word for word, done in steps.items() if not done)


def _lacks_account(sender: Sender, on: date) -> tuple[str, ...]:
    account = account_of(sender.client, on)
    if account is None:
        return ("account",)
    if not account.bank_says:
        return ("bank_name",)
    return () if same_holder(account.holder, account.bank_says) else ("bank_name_differs",)


def newest_trial(sender: Sender) -> SenderTrial | None:
    """Return the newest round trip with the settings of now."""
    return sender.trials.exclude(problem=OUTDATED).order_by("-id").first()


def mailbox_of(sender: Sender) -> Mailbox | None:
    """Return the mailbox at which we read a sender's answers: its client's, else the bureau's."""
    rows = Mailbox.objects.filter(active=True)
    own = rows.filter(client_id=sender.client_id).order_by("id").first()
    return own or rows.filter(client__isnull=True).order_by("id").first()


def begin_trial(sender: Sender, act: Act) -> SenderTrial:
    """Begin a round trip; its token is in nobody else's mail."""
    with transaction.atomic():
        sender = locked_sender(sender.id)
        office_event(sender.client, "sender_trial", act, {"domain": sender.domain})
        return SenderTrial.objects.create(
            sender=sender,
            token=secrets.token_hex(TOKEN_BYTES),
            made_at=act.at,
            made_by=act.by,
        )


def trial_sent(trial_id: int, at: datetime) -> None:
    """The test mail and the one that must bounce were taken by the server."""
    SenderTrial.objects.filter(id=trial_id, sent_at__isnull=True).update(sent_at=at)


def trial_problem(trial_id: int, why: str) -> None:
    """The round trip cannot go on: why, in a word."""
    SenderTrial.objects.filter(id=trial_id).exclude(problem=OUTDATED).update(problem=why)


def trial_arrived(trial_id: int, *, spf: bool, dkim: bool, at: datetime) -> bool:
    """The test mail reached us; tell whether this is news."""
    found = SenderTrial.objects.filter(id=trial_id, arrived_at__isnull=True)
    if not found.update(arrived_at=at, spf_aligned=spf, dkim_aligned=dkim):
        return False
    with transaction.atomic():
        trial = SenderTrial.objects.exclude(problem=OUTDATED).filter(id=trial_id).first()
        sender = locked_sender(trial.sender_id) if trial else None
        if sender is not None and sender.way == SenderWay.OWN_SERVER:
            sender.spf, sender.dkim = _shown(spf), _shown(dkim)
            sender.save(update_fields=["spf", "dkim"])
    return _went_on(trial_id, at)


def _shown(proven: bool) -> CheckResult:
    """What a test mail shows of a client's own server, which no name server tells us."""
    return CheckResult.PASS if proven else CheckResult.FAIL


def trial_replied(trial_id: int, at: datetime) -> bool:
    """An answer to the test mail reached us; tell whether this is news."""
    found = SenderTrial.objects.filter(id=trial_id, replied_at__isnull=True)
    return found.update(replied_at=at) == 1 and _went_on(trial_id, at)


def trial_bounced(trial_id: int, at: datetime) -> bool:
    """The mail to nobody came back to us; tell whether this is news."""
    found = SenderTrial.objects.filter(id=trial_id, bounced_at__isnull=True)
    return found.update(bounced_at=at) == 1 and _went_on(trial_id, at)


def _went_on(trial_id: int, at: datetime) -> bool:
    """Once the round is made, what waited for it may leave."""
    act = Act(at, actor=Actor.MACHINE)
    with transaction.atomic():
        trial = SenderTrial.objects.get(id=trial_id)
        sender = locked_sender(trial.sender_id)
        if sender.tested_at is None and trial.problem != OUTDATED and not _lacks_trip(sender):
            sender.tested_at = at
            sender.save(update_fields=["tested_at"])
            office_event(sender.client, "sender_tested", act, {"domain": sender.domain})
        begin_to_send(sender, act)
    return True


def begin_to_send(sender: Sender, act: Act) -> None:
    """Let the mail leave of a locked sender that waited for its proof, if nothing is missing."""
    if sender.failing_why == NOT_TESTED and not complete(sender, act.on):
        lift(sender, act)


def lift(sender: Sender, act: Act) -> None:
    """Mail may leave from a locked sender again."""
    office_event(sender.client, "sender_works", act, {"domain": sender.domain})
    sender.failing_since, sender.failing_why = None, ""
    sender.save(update_fields=["failing_since", "failing_why"])


def locked_sender(sender_id: int) -> Sender:
    """The client first, as whatever writes an office event locks it before its rows."""
    client_id = Sender.objects.values_list("client_id", flat=True).get(id=sender_id)
    Client.objects.select_for_update().get(id=client_id)
    return Sender.objects.select_for_update().select_related("client").get(id=sender_id)
