"""Said to be paid already, on the page or on the phone: it rests, the client is asked.

It ends by the client's word or by payments known beyond the paying day, never by time alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minnelijk.flow.facts import Happened
from minnelijk.flow.words import Basis, Happening, HoldKind, MessageState, Purpose
from minnelijk.records import said_paid as told
from minnelijk.records.actions import bank, happenings, messages
from minnelijk.records.actions.core import (
    Act,
    changing,
    client_knows,
    plan_again,
    record,
    tell_client,
)
from minnelijk.records.actions.portal import WORDS_MAX, PortalProblem
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Document, Message


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody says: the day, in his words, for which invoice (None: all), with proofs."""

    paid_on: date
    words: str = ""
    claim_id: int | None = None
    proofs: Sequence[Document] = ()


def say(case: Case, paid: Paid, act: Act) -> str:
    """Store it for a locked case and return the cause of the rest; "" when all was said before.

    The caller plans the next day.
    """
    claim = _alone(case, paid.claim_id, act.on)
    cause = f"paid:{paid.paid_on.isoformat()}"
    rests = case.holds.filter(kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
    again = claim in {hold.claim_id for hold in rests.filter(cause=cause)}
    proofs = _new(case, paid.proofs)
    if again and not proofs and not _new_words(case, paid.words):
        return ""
    day, documents = paid.paid_on.isoformat(), [one.id for one in proofs]
    args = {"paid_on": day, "claim": claim, "documents": documents}
    record(
        case, "paid_claimed", act, why="more" if again else "", args=args, note=paid.words.strip()
    )
    if not again:
        happened = Happened(Happening.PAID_CLAIMED, act.on, claim, cause=cause)
        happenings.happen(case, happened, act)
    tell_client(case, Happening.PAID_CLAIMED.value, act, args={"paid_on": day})
    return cause


def _alone(case: Case, claim_id: int | None, on: date) -> int | None:
    """The one invoice that rests while the others go on; None: the whole case rests.

    So it is too where a promise runs for that invoice: judging it would be judging what is paid.
    """
    facts = facts_of(case, on)
    others = [claim for claim in facts.claims if claim.open_cents > 0 and claim.id != claim_id]
    known = any(claim.id == claim_id and claim.open_cents > 0 for claim in facts.claims)
    promised = facts.promise is not None and claim_id in facts.promise.claims
    return claim_id if known and others and not promised else None


def _new(case: Case, proofs: Sequence[Document]) -> list[Document]:
    had = {one.id for row in told.said(case) for one in row.proofs}
    return [one for one in proofs if one.id not in had]


def _new_words(case: Case, words: str) -> bool:
    known = {one for row in told.said(case) for one in row.words}
    return bool(words.strip()) and words.strip() not in known


def search(case_id: int, act: Act) -> int:
    """Look for the money among what waits on the client's accounts; what surely is it is booked.

    Outside the lock of the case: booking takes it by itself. Return how many lines may be it.
    """
    case = Case.objects.get(id=case_id)
    if case.closed_on is not None or not told.running(case):
        return 0
    found = bank.search_for(case, act)
    if Case.objects.get(id=case_id).closed_on is not None:
        Message.objects.filter(
            case_id=case_id, state=MessageState.WAITING, purpose=Purpose.ACKNOWLEDGE
        ).update(state=MessageState.STOPPED, why="paid")  # the thanks say it all
    return found


def ask_proof(case_id: int, words: str, act: Act) -> None:
    """The client found nothing and asks for a better proof: it rests on, the debtor hears it.

    Raises PortalProblem.
    """
    with changing(case_id) as case:
        if told.answered(case):
            raise PortalProblem("answered")
        record(case, "proof_asked", act, note=words.strip()[:WORDS_MAX])
        client_knows(case, Happening.PAID_CLAIMED.value, act)
        if messages.email_point(case, act.on) is not None:
            messages.queue(
                case,
                "proof_asked",
                Purpose.ANSWER,
                act,
                basis=Basis.DUTY,
                facts=messages.askable_facts(case, act.on),
            )
        plan_again(case, act.on)
