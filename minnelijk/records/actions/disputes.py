"""What a debtor says is wrong: its part rests until the client has answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from minnelijk.flow.facts import Happened
from minnelijk.flow.house import house
from minnelijk.flow.words import (
    Basis,
    Channel,
    DisputeAnswer,
    DisputeReason,
    Happening,
    Purpose,
)
from minnelijk.records.actions import happenings, messages, payments, promises
from minnelijk.records.actions.core import (
    Act,
    CaseChanged,
    calendar_of,
    changing,
    client_knows,
    plan_again,
    record,
    task,
    tell_client,
)
from minnelijk.records.facts import facts_of
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Case,
    Dispute,
    DisputeFile,
    DisputePart,
    Document,
)
from minnelijk.records.queries import open_disputes, open_promise

WORDS_MAX = 2_000


class DisputeRefused(Exception):
    """This cannot be stored; `word`: no_claims, too_much, no_words, answered, no_amount."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Objection:
    """What a debtor says: why, in his words, and which part of which claim ({claim: cents})."""

    reason: DisputeReason
    words: str
    parts: Mapping[int, int] = field(default_factory=dict)
    rest_agreed: bool = False
    files: tuple[Document, ...] = ()


def object_to(
    case: Case, objection: Objection, act: Act, *, via: Channel, delay: int | None = None
) -> Dispute:
    """Store an objection of a locked case: the part rests, the client is asked, the debtor hears.

    Without parts it is about everything open. Raises DisputeRefused.
    """
    parts = _parts(case, objection, act)
    dispute = Dispute(
        id=reserve(Dispute, 1)[0],
        case=case,
        reason=objection.reason,
        asked_at=act.at,
        asked_by=act.by,
        via=via,
        rest_agreed=objection.rest_agreed,
        answer_due_on=calendar_of(case).working_day_after(
            act.on, house().desk.dispute_answer_working_days
        ),
    )
    dispute.close({"words": objection.words.strip()[:WORDS_MAX]})
    dispute.save(force_insert=True)
    for claim, cents in parts.items():
        DisputePart.objects.create(dispute=dispute, claim_id=claim, cents=cents)
    for document in objection.files:
        DisputeFile.objects.create(dispute=dispute, document=document, added_at=act.at)
    _rest(case, dispute, parts, act)
    _acknowledge(case, dispute, act, delay)
    return dispute


def _rest(case: Case, dispute: Dispute, parts: Mapping[int, int], act: Act) -> None:
    """What is disputed rests; a promise about it ends, one about another invoice stands."""
    promised = open_promise(case)
    if promised is not None and promised.claims & set(parts):
        promises.cancel_open(case, act, "disputed")
    for claim in parts:
        happened = Happened(Happening.DISPUTED, act.on, claim, cause=f"dispute:{dispute.id}")
        happenings.happen(case, happened, act)


def _parts(case: Case, objection: Objection, act: Act) -> dict[int, int]:
    facts = facts_of(case, act.on)
    free = {claim.id: claim.askable_cents for claim in facts.claims if claim.askable_cents > 0}
    parts = dict(objection.parts) or free
    if not parts or not set(parts) <= set(free):
        raise DisputeRefused("no_claims")
    if any(not 0 < cents <= free[claim] for claim, cents in parts.items()):
        raise DisputeRefused("too_much")
    return parts


def _acknowledge(case: Case, dispute: Dispute, act: Act, delay: int | None) -> None:
    seconds = house().undo.other if delay is None else delay
    claims = list(dispute.parts.values_list("claim_id", flat=True))
    facts = messages.frozen_facts(case, claims, act.on) | {
        "reason": dispute.reason,
        "answer_day": str(dispute.answer_due_on),
    }
    messages.queue(
        case,
        "disputed",
        Purpose.ACKNOWLEDGE,
        act,
        basis=Basis.ANSWER,
        facts=facts,
        not_before=act.at + timedelta(seconds=seconds),
        dispute=dispute,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The client's answer. `upheld`: {claim: cents} for which the debtor is right (partly)."""

    word: DisputeAnswer
    words: str
    upheld: Mapping[int, int] = field(default_factory=dict)


def answer(dispute_id: int, given: Answer, act: Act) -> None:
    """Store the client's answer: credit what is right, let the rest go on, tell the debtor.

    Raises DisputeRefused.
    """
    case_id = Dispute.objects.values_list("case_id", flat=True).get(id=dispute_id)
    with changing(case_id, closed_too=True) as case:
        dispute = Dispute.objects.select_for_update().get(id=dispute_id)
        if dispute.withdrawn_at or dispute.answer not in {"", DisputeAnswer.ASK_MORE}:
            raise DisputeRefused("answered")
        if not given.words.strip() and given.word is not DisputeAnswer.UPHELD:
            raise DisputeRefused("no_words")
        _uphold(case, dispute, given, act)
        _write_answer(dispute, given, act)
        args = {"dispute": dispute.id}
        record(case, "dispute_answered", act, why=given.word.value, args=args)
        _tell_debtor(case, dispute, given, act)
        if given.word is not DisputeAnswer.ASK_MORE:
            happenings.lift_cause(case, f"dispute:{dispute.id}", "answered", act)
        if not open_disputes(case).filter(answer="").exists():
            client_knows(case, Happening.DISPUTED.value, act)
        payments.after_money(case, act)


def _write_answer(dispute: Dispute, given: Answer, act: Act) -> None:
    words = dispute.open()
    dispute.close({**words, "answer_words": given.words.strip()[:WORDS_MAX]})
    Dispute.objects.filter(id=dispute.id).update(
        answer=given.word,
        answered_by=act.by,
        answered_at=act.at,
        sealed=dispute.sealed,
    )


def _uphold(case: Case, dispute: Dispute, given: Answer, act: Act) -> None:
    """Credit the part for which the debtor is right."""
    if given.word in {DisputeAnswer.REJECTED, DisputeAnswer.ASK_MORE}:
        return
    parts = {part.claim_id: part.cents for part in dispute.parts.all()}
    upheld = parts if given.word is DisputeAnswer.UPHELD else dict(given.upheld)
    if not upheld or any(not 0 < cents <= parts.get(claim, 0) for claim, cents in upheld.items()):
        raise DisputeRefused("no_amount")
    for claim, cents in upheld.items():
        payments.credit(case, claim, cents, act, f"dispute:{dispute.id}:{claim}:{case.seq}")
        DisputePart.objects.filter(dispute=dispute, claim_id=claim).update(upheld_cents=cents)


def _tell_debtor(case: Case, dispute: Dispute, given: Answer, act: Act) -> None:
    """The answer leaves as a duty: it keeps the hours, but no cap or rest holds it back."""
    if case.closed_on is not None:
        return
    claims = list(dispute.parts.values_list("claim_id", flat=True))
    facts = messages.frozen_facts(case, claims, act.on) | {"answer": given.word.value}
    messages.queue(
        case,
        f"dispute_{given.word.value}",
        Purpose.ANSWER,
        act,
        basis=Basis.DUTY,
        facts=facts,
        dispute=dispute,
    )


def add_words(dispute_id: int, words: str, files: tuple[Document, ...], act: Act) -> None:
    """The debtor tells more: the question is the client's again."""
    if not words.strip() and not files:
        raise DisputeRefused("no_words")
    case_id = Dispute.objects.values_list("case_id", flat=True).get(id=dispute_id)
    with changing(case_id) as case:
        dispute = Dispute.objects.select_for_update().get(id=dispute_id)
        if dispute.withdrawn_at or dispute.answer not in {"", DisputeAnswer.ASK_MORE}:
            raise CaseChanged(case)
        told = dispute.open()
        more = "\n\n".join(part for part in (told.get("words", ""), words.strip()) if part)
        dispute.close({**told, "words": more[: 2 * WORDS_MAX]})
        Dispute.objects.filter(id=dispute.id).update(
            sealed=dispute.sealed, answer="", answered_at=None, answered_by=None
        )
        for document in files:
            DisputeFile.objects.create(dispute=dispute, document=document, added_at=act.at)
        record(case, "dispute_more", act, args={"dispute": dispute.id})
        tell_client(case, Happening.DISPUTED.value, act)
        task(case, "dispute_more", act)
        plan_again(case, act.on)
