"""The outbox: putting a message in, freezing its figures, and keeping them true until it leaves."""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from minnelijk.flow.balance import balance
from minnelijk.flow.facts import CaseFacts, EntryFacts
from minnelijk.flow.gate import POINT_OF, may
from minnelijk.flow.house import house
from minnelijk.flow.words import Basis, Channel, EntryKind, MessageState, Purpose
from minnelijk.records import case_rows
from minnelijk.records.actions.core import Act, local_of, new_occurrence, record, task
from minnelijk.records.actions.texts import template_for, text_uses
from minnelijk.records.facts import disputed_in, facts_of
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Brand,
    Case,
    ContactPoint,
    Dispute,
    Message,
    Promise,
    Sender,
)
from minnelijk.records.queries import account_of, entries_of, is_mobile, usable_points

NO_POINT = {Channel.SMS: "write_sms"}
"""What a person does where there is no address for a message."""

FOLLOWS_MONEY = frozenset({Purpose.STEP, Purpose.REMINDER})
"""Messages of our own plan: while they wait, their figures follow the ledger."""


def frozen_facts(case: Case, claims: Iterable[int], on: date) -> dict[str, Any]:
    """Return the figures of a message as they are on `on`: what is open, on which invoices, what
    of that the debtor disputes, and where to pay. No personal data."""
    entries = entries_of(case)
    per_claim, parts = balance(entries).per_claim, _parts(entries)
    chosen = set(claims)
    lines: list[dict[str, Any]] = [
        {
            "id": claim.id,
            "number": claim.number,
            "invoice_on": str(claim.invoice_on),
            "due_on": str(claim.due_on),
            "cents": per_claim.get(claim.id, 0),
            "what": claim.description,
            **parts.get(claim.id, {}),
        }
        for claim in case_rows.claims(case)
        if claim.id in chosen and per_claim.get(claim.id, 0) > 0
    ]
    disputed, _ = disputed_in(case)
    account = account_of(case.client, on)
    return {
        "claims": lines,
        "amount_cents": sum(line["cents"] for line in lines),
        "disputed_cents": sum(min(disputed.get(line["id"], 0), line["cents"]) for line in lines),
        "reference": str(case),
        "account": account.id if account else None,
        "iban": account.iban if account else "",
        "holder": account.holder if account else "",
        "on": str(on),
    }


def _parts(entries: Iterable[EntryFacts]) -> dict[int, dict[str, int]]:
    """What an invoice was and what came off it, where that is not all the same."""
    whole: Counter[int] = Counter()
    paid: Counter[int] = Counter()
    less: Counter[int] = Counter()
    for entry in entries:
        if entry.kind is EntryKind.PRINCIPAL:
            whole[entry.claim] += entry.cents
        elif entry.kind in {EntryKind.PAYMENT, EntryKind.REVERSAL}:
            paid[entry.claim] -= entry.cents
        else:
            less[entry.claim] -= entry.cents
    return {
        claim: {"whole_cents": cents, "paid_cents": paid[claim], "less_cents": less[claim]}
        for claim, cents in whole.items()
        if paid[claim] or less[claim]
    }


def queue(  # noqa: PLR0913 - a message is one wide row
    case: Case,
    use: str,
    purpose: Purpose,
    act: Act,
    *,
    basis: Basis,
    facts: Mapping[str, Any],
    not_before: datetime | None = None,
    promise: Promise | None = None,
    dispute: Dispute | None = None,
    sentence: str = "",
    step: str = "",
    occurrence: int | None = None,
    channel: Channel = Channel.EMAIL,
    language: str = "",
) -> Message | None:
    """Queue one e-mail or letter of a locked case; without an address a person has to see to it.

    `language` is the debtor's where it is empty.
    """
    point = point_of(case, channel, act.on)
    if point is None:
        why = {"use": use, "purpose": purpose.value, "basis": basis.value}
        task(case, NO_POINT.get(channel, "write_letter"), act, args=why)
        return None
    message = Message(
        **_face(case, use, act.on, channel, language or case.language),
        id=reserve(Message, 1)[0],
        case=case,
        step=step or case.step,
        occurrence=new_occurrence(case) if occurrence is None else occurrence,
        purpose=purpose,
        channel=channel,
        basis=basis,
        contact_point=point,
        promise=promise,
        dispute=dispute,
        facts={**facts, "use": use},
        **_made(case, act),
        not_before_at=not_before or undo_ends(act),
    )
    _put(message, sentence, act)
    return message


def _made(case: Case, act: Act) -> dict[str, Any]:
    """By whom and when, on which state of the case, with a fresh link to the debtor's page."""
    return {
        "token_seed": secrets.token_hex(16),
        "case_rev": case.rev + 1,
        "made_at": act.at,
        "made_by": act.by,
        "state": MessageState.WAITING,
    }


def undo_ends(act: Act) -> datetime:
    """Return the moment from which an act can no longer be taken back."""
    return act.at + timedelta(seconds=house().undo.other)


def _put(message: Message, sentence: str, act: Act) -> None:
    if sentence:
        message.close({"sentence": sentence})
    message.save(force_insert=True)
    cents = message.facts.get("amount_cents", 0)
    args = {"message": message.id, "use": message.facts["use"], "amount_cents": cents}
    record(message.case, "message", act, why=message.purpose, args=args)


def _face(case: Case, use: str, on: date, channel: Channel, language: str) -> dict[str, Any]:
    """The words, the brand and the sender of today: they stay with the message."""
    brands = Brand.objects.filter(client_id=case.client_id).order_by("-version")
    senders = Sender.objects.filter(client_id=case.client_id, channel=channel, active=True)
    return {
        "client_id": case.client_id,
        "language": language,
        "template_version": template_for(case.client, use, language, channel, case=case, on=on),
        "brand": brands.first(),
        "sender": senders.first(),
    }


def point_of(case: Case, channel: Channel, on: date) -> ContactPoint | None:
    """Return the address that a message goes to now; a text message to a mobile number only."""
    points = [one for one in usable_points(case, on) if one.channel == POINT_OF[channel]]
    if channel is Channel.SMS:
        points = [one for one in points if is_mobile(one, case.country)]
    return points[0] if points else None


def can_text(case: Case, use: str) -> bool:
    """Whether the client has a provider of text messages, and words for this one."""
    senders = Sender.objects.filter(client_id=case.client_id, channel=Channel.SMS, active=True)
    return use in text_uses() and senders.exists()


def email_point(case: Case, on: date) -> ContactPoint | None:
    """Return the e-mail address that a message goes to now."""
    return point_of(case, Channel.EMAIL, on)


def first_moment(facts: CaseFacts, act: Act, basis: Basis) -> datetime:
    """Return the first moment from now at which an e-mail of this basis may leave."""
    earliest = undo_ends(act)
    verdict = may(facts, Channel.EMAIL, local_of(earliest), basis)
    return verdict.from_at or earliest


def follow_money(case: Case, act: Act) -> None:
    """Bring the figures of waiting messages up to the ledger; with nothing open they stop.

    A confirmation of a promise that is on its way keeps the promised amount: it is what was
    agreed, and the outbox looks at the balance once more before it leaves.
    """
    waiting = Message.objects.filter(
        case=case, state=MessageState.WAITING, purpose__in=FOLLOWS_MONEY
    )
    for message in waiting:
        asked = [line["id"] for line in message.facts.get("claims", [])]
        fresh = frozen_facts(case, asked, act.on)
        same = fresh["amount_cents"] == message.facts.get("amount_cents")
        if same or (fresh["amount_cents"] > 0 and "instalment" in message.facts):
            continue  # what is left of an instalment is looked up when its message leaves
        if fresh["amount_cents"] <= 0:
            waiting.filter(id=message.id).update(state=MessageState.STOPPED, why="nothing_open")
        else:
            kept = {**message.facts, **fresh}
            waiting.filter(id=message.id).update(facts=kept, case_rev=case.rev + 1)
        record(case, "message_changed", act, why="money", args={"message": message.id})


def askable_facts(case: Case, on: date) -> dict[str, Any]:
    """Return the figures for a message about everything that may be asked today."""
    return frozen_facts(case, [claim.id for claim in facts_of(case, on).askable(on)], on)


def step_facts(case: Case, on: date) -> dict[str, Any]:
    """Return the figures for a step of the plan: everything askable, and the last promise."""
    promise = case.promises_made.filter(cancelled_on__isnull=True).order_by("-id").first()
    facts = askable_facts(case, on)
    if promise is not None:
        last = promise.instalments.order_by("-due_on").values_list("due_on", flat=True).first()
        facts |= {"made_on": str(promise.made_on), "promised_on": str(last)}
    return facts
