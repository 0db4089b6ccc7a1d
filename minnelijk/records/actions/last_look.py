"""The last look at a message before it leaves: is it still true, may it, and where does it go?"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.gate import Verdict, may
from minnelijk.flow.house import house
from minnelijk.flow.matching import rests_until
from minnelijk.flow.promises import default_day, settled_cents
from minnelijk.flow.words import Basis, Channel, GateWord, HoldKind, Purpose
from minnelijk.law.country import country
from minnelijk.records import case_rows
from minnelijk.records.actions.core import Act, local_of
from minnelijk.records.actions.messages import frozen_facts, point_of
from minnelijk.records.actions.notice_look import UNSIGNED, notice_days, notice_stands
from minnelijk.records.actions.taking import FAILING
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, ContactPoint, Message, Promise, Sender
from minnelijk.records.queries import account_of, entries_of, promise_facts, usable_points
from minnelijk.records.words import ClaimKind

ANSWER_HOURS = 24
"""So long a message may count as an answer to what the debtor did."""

MORNING = time(9)
ASKED_AGAIN = frozenset({GateWord.FEED_STALE, GateWord.LAW_UNKNOWN, GateWord.NOTICE_FIRST})
"""Refusals that a day may end, although nobody can say which one."""

NOTICE_WAITS = frozenset({UNSIGNED, GateWord.FEED_STALE})
"""What keeps a notice for a day and does not end it."""

OF_A_PROMISE = frozenset({Purpose.CONFIRMATION, Purpose.CORRECTION, Purpose.REMINDER})
AFTER_THE_MONEY = frozenset({Purpose.THANKS, Purpose.APOLOGY})
OF_A_NOTICE = frozenset({Purpose.NOTICE, Purpose.NOTICE_COPY})
OUR_PLAN = frozenset({Purpose.STEP, Purpose.COPY})
ASKS = frozenset({Purpose.STEP, Purpose.REMINDER, Purpose.NOTICE, Purpose.NOTICE_COPY})


@dataclass(slots=True)
class Look:
    """What was seen: `word` is empty when the message may go, else why not; `later` when again."""

    case: Case
    message: Message
    act: Act
    known: CaseFacts
    figures: dict[str, Any]
    word: str = ""
    later: datetime | None = None
    sender: Sender | None = None
    point: ContactPoint | None = None
    args: dict[str, str] = field(default_factory=dict)


def last_look(case: Case, message: Message, act: Act) -> Look:
    """Read everything again for a locked message and say whether it may leave now."""
    look = Look(case, message, act, facts_of(case, act.on), dict(message.facts))
    for seen in (_reason_stands, _figures, _account, _sender, _address, _money, _gate):
        look.word = seen(look)
        if look.word:
            break
    if look.message.purpose == Purpose.NOTICE and look.word in NOTICE_WAITS:
        look.later = _next_morning(look)
    return look


def _reason_stands(look: Look) -> str:
    """A promise that ended is not confirmed, a withdrawn objection is not acknowledged."""
    message = look.message
    if message.purpose == Purpose.NOTICE:
        return notice_stands(look)
    promise, dispute = message.promise, message.dispute
    if promise is not None and message.purpose in OF_A_PROMISE:
        over = promise.cancelled_on is not None or promise.outcome != ""
        cancelled = look.figures.get("use") == "promise_cancelled"
        if over and not cancelled:
            return "promise_ended"
        past = str(look.act.on) > str(look.figures.get("day", ""))
        return "day_past" if past and message.purpose == Purpose.REMINDER else ""
    withdrawn = dispute is not None and dispute.withdrawn_at is not None
    return "dispute_ended" if withdrawn and message.purpose == Purpose.ACKNOWLEDGE else ""


def _figures(look: Look) -> str:
    """Amounts follow the ledger; with nothing left to ask there is nothing to say."""
    purpose, figures = look.message.purpose, look.figures
    if purpose == Purpose.NOTICE:
        notice_days(look, look.act.on)
    if purpose in OF_A_NOTICE:
        return ""
    if purpose in AFTER_THE_MONEY:
        rows = case_rows.claims(look.case)
        invoices = [claim.id for claim in rows if claim.kind == ClaimKind.INVOICE]
        figures |= frozen_facts(look.case, invoices, look.act.on)
        bounced = purpose == Purpose.THANKS and figures["amount_cents"] > 0
        return "not_paid" if bounced else ""
    fresh = frozen_facts(look.case, [line["id"] for line in figures.get("claims", [])], look.act.on)
    if purpose in OUR_PLAN:
        return _our_plan(look, fresh)
    if purpose in OF_A_PROMISE and look.message.promise is not None:
        return _promise_figures(look, fresh, look.message.promise)
    figures |= {name: fresh[name] for name in ("claims", "amount_cents", "disputed_cents", "on")}
    if purpose == Purpose.ACKNOWLEDGE and not figures.get("answer_day"):
        figures["answer_day"] = str(_answer_day(look))
    rejected = figures.get("use") == "dispute_rejected"
    return "nothing_open" if rejected and figures["amount_cents"] <= 0 else ""


def _answer_day(look: Look) -> date:
    """By when the client owes an answer to what the debtor just asked."""
    days = country(look.case.calendar).days
    asked_on = local_of(look.message.made_at).date()
    return days.working_day_after(asked_on, house().desk.dispute_answer_working_days)


def _our_plan(look: Look, fresh: dict[str, Any]) -> str:
    """What we ask of our own accord: only what may be asked today, without what is disputed."""
    free = {claim.id: claim.askable_cents for claim in look.known.askable(look.act.on)}
    lines = [
        line | {"cents": min(line["cents"], free[line["id"]])}
        for line in fresh["claims"]
        if line["id"] in free
    ]
    fresh |= {"claims": lines, "amount_cents": sum(line["cents"] for line in lines)}
    fresh["disputed_cents"] = _disputed(look, {line["id"] for line in lines})
    calendar = country(look.case.calendar).days
    last_on = default_day(look.act.on, calendar, look.known.limits, look.known.notice_last_on)
    asked_on = max(look.figures.get("day") or str(last_on), str(look.known.notice_last_on or ""))
    look.figures |= fresh | {"day": asked_on, "paid_cents": _paid_since_promise(look)}
    return "" if lines else "nothing_open"


def _disputed(look: Look, claims: set[int]) -> int:
    """What the debtor disputes of the claims that a message asks for: it names that part."""
    return sum(claim.disputed_cents for claim in look.known.claims if claim.id in claims)


def _paid_since_promise(look: Look) -> int:
    made = [row for row in case_rows.promises(look.case) if row.cancelled_on is None]
    return _paid(look.case, made[-1]) if made else 0


def _promise_figures(look: Look, fresh: dict[str, Any], promise: Promise) -> str:
    """A confirmation says what was agreed; a reminder asks what is left of it."""
    figures, open_cents = look.figures, fresh["amount_cents"]
    figures |= {name: fresh[name] for name in ("claims", "disputed_cents", "on")}
    figures["open_cents"] = open_cents
    left = promise.cents
    if look.message.purpose == Purpose.REMINDER:
        asked = _asked_by(promise, figures.get("instalment"))
        left = min(asked - _paid(look.case, promise), open_cents - fresh["disputed_cents"])
        figures["amount_cents"] = left
    nothing = left <= 0 or open_cents <= 0
    return "nothing_open" if nothing and figures.get("use") != "promise_cancelled" else ""


def _asked_by(promise: Promise, number: int | None) -> int:
    """What is promised up to and including an instalment; without one the whole promise."""
    if number is None:
        return promise.cents
    parts = promise.instalments.filter(number__lte=number)
    return sum(parts.values_list("cents", flat=True))


def _paid(case: Case, promise: Promise) -> int:
    """What came in on the claims of a promise after it was made."""
    return settled_cents(promise_facts(promise), entries_of(case), date.max)


def _account(look: Look) -> str:
    """The account is always the approved one of today, whatever it was when the mail was made."""
    account = account_of(look.case.client, look.act.on)
    look.figures |= {
        "account": account.id if account else None,
        "iban": account.iban if account else "",
        "holder": account.holder if account else "",
    }
    version = look.message.template_version
    return "no_account" if account is None and version and "[bank]" in version.body else ""


def _sender(look: Look) -> str:
    """The client's own address; when the client changed it, the new one. Never anybody else's."""
    if look.message.channel == Channel.POST:
        return ""
    asked = look.message.sender
    look.sender = asked if asked is not None and asked.active else _active_sender(look)
    if look.sender is None:
        return "no_sender"
    if look.sender.failing_since is not None:
        look.later = look.act.at  # it leaves as soon as its address works again
        return FAILING
    return ""


def _active_sender(look: Look) -> Sender | None:
    rows = look.case.client.senders.filter(channel=look.message.channel, active=True)
    return rows.first()


def _address(look: Look) -> str:
    """The address that the message was made for; when it fell out of use, the one of now."""
    usable = usable_points(look.case, look.act.on)
    asked = look.message.contact_point_id
    kept = next((point for point in usable if point.id == asked), None)
    look.point = kept or point_of(look.case, Channel(look.message.channel), look.act.on)
    return "" if look.point else "no_point"


def _money(look: Look) -> str:
    """Money came in that may be for this case: what asks for it waits until somebody knows."""
    until = rests_until(look.known.holds)
    if until is None or look.message.purpose not in ASKS:
        return ""
    local = local_of(look.act.at)
    morning = max(until, local.date()) + timedelta(days=1)
    look.later = datetime.combine(morning, MORNING, tzinfo=local.tzinfo)
    look.args = {"hold": HoldKind.PAUSE.value, "until": str(until), "for": "money"}
    return GateWord.HELD.value


def _gate(look: Look) -> str:
    verdict = may(
        _seen_by_gate(look),
        Channel(look.message.channel),
        local_of(look.act.at),
        _basis(look),
    )
    look.args = verdict.args
    if verdict.allowed:
        return ""
    look.later = verdict.from_at or _tomorrow(look, verdict)
    return verdict.word.value


def _basis(look: Look) -> Basis:
    """An answer that comes late is no answer any more: it keeps the hours."""
    basis = Basis(look.message.basis)
    late = look.act.at - look.message.made_at > timedelta(hours=ANSWER_HOURS)
    return Basis.DUTY if basis is Basis.ANSWER and late else basis


def _seen_by_gate(look: Look) -> CaseFacts:
    """The rest that a promise gives does not stop the reminder of that very promise."""
    if look.message.purpose != Purpose.REMINDER:
        return look.known
    own = f"promise:{look.message.promise_id}"
    return replace(look.known, holds=tuple(h for h in look.known.holds if h.cause != own))


def _tomorrow(look: Look, verdict: Verdict) -> datetime | None:
    if verdict.word not in ASKED_AGAIN:
        return None
    return _next_morning(look)


def _next_morning(look: Look) -> datetime:
    local = local_of(look.act.at)
    return datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=local.tzinfo)
