"""What the debtor's own page may know: which fact it asks, and what it shows after that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from minnelijk.flow.facts import CaseFacts, PromiseFacts
from minnelijk.flow.identity import Fact, page_fact
from minnelijk.flow.promises import settled_cents
from minnelijk.flow.words import (
    STOPS,
    CloseReason,
    EntryKind,
    Happening,
    HoldKind,
    Phase,
    PointChannel,
    PointQuality,
    Question,
)
from minnelijk.records.blind import normal, token
from minnelijk.records.explain import Steps, why_agreed, why_asked
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Claim, Debtor, Dispute, SearchKey
from minnelijk.records.words import SearchKind

TRIES = 5
TRIES_WITHIN = timedelta(hours=1)
FAILED, PASSED = "page_check_failed", "page_checked"
BOXES = re.compile(r"BUS|BOX|BTE")


def asked_fact(case: Case) -> Fact | None:
    """Return the one fact that the page asks; None: only a person can help.

    A client whose name tells something asks the birth date: what a housemate cannot guess.
    """
    known = case.debtor.open()
    sensitive: bool = case.client.sensitive
    return page_fact(
        shared_address=sensitive or not _address(case.debtor) or _shares_address(case.debtor),
        has_birth=bool(known.get("birth_on")),
        has_number=bool(case.debtor.number_at_client) and not sensitive,
    )


def matches(case: Case, fact: Fact, told: Mapping[str, str]) -> bool:
    """Compare what a visitor typed, without minding spaces, capitals and signs."""
    if fact is Fact.ADDRESS:
        return _place(told.get("postcode", ""), told.get("house", "")) == _address(case.debtor)
    if fact is Fact.BIRTH_ON:
        return told.get("birth_on", "") == str(case.debtor.open().get("birth_on", ""))
    number = normal(SearchKind.POSTCODE, case.debtor.number_at_client)
    return normal(SearchKind.POSTCODE, told.get("number", "")) == number


def tries_left(case: Case, at: datetime) -> int:
    """Return how often the check may still be tried in this hour, from whatever browser."""
    passed = case.events.filter(kind=PASSED).order_by("-seq").values_list("seq", flat=True).first()
    failed = case.events.filter(kind=FAILED, at__gt=at - TRIES_WITHIN, seq__gt=passed or 0)
    return max(0, TRIES - failed.count())


def _address(debtor: Debtor) -> tuple[str, str] | None:
    """Return the newest post address in the form in which it is compared."""
    points = debtor.points.filter(channel=PointChannel.POST).exclude(quality=PointQuality.WRONG)
    point = points.order_by("-version").first()
    place = point.open() if point else {}
    if not place.get("postcode") or not place.get("number"):
        return None
    return _place(str(place["postcode"]), str(place["number"]))


def _place(postcode: str, house: str) -> tuple[str, str]:
    """`3512 jk`, `Kade 48-a bus 2` -> `3512JK`, `48A2`."""
    number = normal(SearchKind.POSTCODE, re.sub(r"^\D*", "", house))
    return normal(SearchKind.POSTCODE, postcode), BOXES.sub("", number)


def _shares_address(debtor: Debtor) -> bool:
    """Whether another debtor of this client lives there; opened, as a token may hit by chance."""
    mine = _address(debtor)
    own = debtor.search_keys.filter(kind=SearchKind.POSTCODE).values_list("token", flat=True)
    keys = SearchKey.objects.filter(
        client_id=debtor.client_id,
        kind=SearchKind.POSTCODE,
        token__in=[*own, token(SearchKind.POSTCODE, "".join(mine or ()))],
    ).exclude(debtor_id=debtor.id)
    return any(_address(key.debtor) == mine for key in keys.select_related("debtor"))


class State(StrEnum):
    """What a visitor finds after the check."""

    OPEN = "open"
    PAID = "paid"
    OVER = "over"
    RESTS = "rests"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Line:
    """One invoice with what happened to it; all amounts positive."""

    id: int
    number: str
    invoice_on: date
    due_on: date
    what: str
    original_cents: int
    paid_cents: int
    credited_cents: int
    added_cents: int
    disputed_cents: int
    open_cents: int
    askable_cents: int
    due: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """A running promise: what is still to come, and on which days."""

    cents: int
    day: date
    parts: tuple[tuple[int, date], ...]


@dataclass(frozen=True, slots=True)
class Objected:
    """A dispute as its debtor may see it."""

    id: int
    reason: str
    asked_at: datetime
    answer_due_on: date
    answer: str
    cents: int
    waits: bool
    withdrawn: bool
    words: str = ""
    answer_words: str = ""
    files: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of one case that its debtor sees after the check."""

    state: State
    lines: tuple[Line, ...]
    askable_cents: int
    agreed: Agreed | None
    plan: tuple[tuple[int, date], ...]
    disputes: tuple[Objected, ...]
    paid_claimed: bool
    costs: bool
    why_asked: Steps
    why_agreed: Steps
    repair_until: date | None = None
    """Until when an instalment that was missed may still be paid."""

    @property
    def askable(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.askable_cents and line.due)

    @property
    def to_pay_cents(self) -> int:
        """What the pay page names: the next part of a plan, else everything that is asked."""
        if self.agreed and len(self.agreed.parts) > 1:
            return min(self.agreed.parts[0][0], self.askable_cents)
        return self.askable_cents


def wrong_person(case: Case) -> bool:
    """Whether somebody said that this was not meant for him: the page is shut until a person
    looked."""
    return case.holds.filter(happening=Happening.WRONG_PERSON, lifted_on__isnull=True).exists()


def shown(case: Case, on: date) -> Shown:
    """Return what the debtor of this case sees on this day."""
    facts = facts_of(case, on)
    askable = facts.askable(on)
    return Shown(
        state=_state(case, facts),
        lines=_lines(case, facts, on),
        askable_cents=sum(claim.askable_cents for claim in askable),
        agreed=_agreed(facts.promise, facts) if facts.promise else None,
        plan=_plan(case),
        disputes=tuple(_objected(row) for row in case.disputes.order_by("-id")),
        paid_claimed=any(hold.kind is HoldKind.PAID_CLAIMED for hold in facts.holds),
        costs=any(entry.kind in ADDED for entry in facts.entries),
        why_asked=why_asked(case, facts, on),
        why_agreed=why_agreed(facts),
        repair_until=facts.promise.repair_until if facts.promise else None,
    )


ADDED = frozenset({EntryKind.COSTS, EntryKind.INTEREST, EntryKind.DAMAGES})
PAYS = frozenset({EntryKind.PAYMENT, EntryKind.REVERSAL})


def _state(case: Case, facts: CaseFacts) -> State:
    if case.phase == Phase.HANDED_OVER:
        return State.HANDED_OVER
    if case.closed_on is not None:
        paid = case.close_reason in {CloseReason.PAID, CloseReason.CREDITED}
        return State.PAID if paid else State.OVER
    if any(hold.kind in STOPS for hold in facts.holds):
        return State.RESTS
    return State.OPEN if facts.open_cents > 0 else State.PAID


def _lines(case: Case, facts: CaseFacts, on: date) -> tuple[Line, ...]:
    rows = {row.id: row for row in Claim.objects.filter(case=case)}
    asked = {claim.id for claim in facts.askable(on)}
    found = []
    for claim in facts.claims:
        per_kind = {
            kind: sum(e.cents for e in facts.entries if e.claim == claim.id and e.kind is kind)
            for kind in EntryKind
        }
        row = rows[claim.id]
        paid = -sum(per_kind[kind] for kind in PAYS)
        added = sum(per_kind[kind] for kind in ADDED)
        original = per_kind[EntryKind.PRINCIPAL]
        found.append(
            Line(
                id=claim.id,
                number=row.number,
                invoice_on=row.invoice_on,
                due_on=row.due_on,
                what=row.description,
                original_cents=original,
                paid_cents=paid,
                credited_cents=original + added - paid - claim.open_cents,
                added_cents=added,
                disputed_cents=claim.disputed_cents,
                open_cents=max(0, claim.open_cents),
                askable_cents=claim.askable_cents if claim.id in asked else 0,
                due=claim.is_due(on),
            )
        )
    return tuple(found)


def _agreed(promise: PromiseFacts, facts: CaseFacts) -> Agreed | None:
    """What of a promise is still to come, after the money that came in since it was made."""
    paid = settled_cents(promise, facts.entries, date.max)
    parts = []
    for part in sorted(promise.instalments, key=lambda part: part.due_on):
        covered = min(max(0, paid), part.cents)
        paid -= covered
        if part.cents > covered:
            parts.append((part.cents - covered, part.due_on))
    if not parts:
        return None
    return Agreed(sum(cents for cents, _ in parts), parts[-1][1], tuple(parts))


def _plan(case: Case) -> tuple[tuple[int, date], ...]:
    """The parts that wait for the client's word."""
    row = (
        Approval.objects.filter(case=case, question=Question.PLAN, answer="", fell_why="")
        .order_by("-id")
        .first()
    )
    if row is None:
        return ()
    return tuple(
        (int(part["cents"]), date.fromisoformat(part["day"])) for part in row.terms["parts"]
    )


def _objected(row: Dispute) -> Objected:
    told = row.open()
    withdrawn = row.withdrawn_at is not None
    return Objected(
        id=row.id,
        reason=row.reason,
        asked_at=row.asked_at,
        answer_due_on=row.answer_due_on,
        answer=row.answer,
        cents=sum(row.parts.values_list("cents", flat=True)),
        waits=row.answer in {"", "ask_more"} and not withdrawn,
        withdrawn=withdrawn,
        words=str(told.get("words", "")),
        answer_words=str(told.get("answer_words", "")),
        files=row.files.count(),
    )
