"""All that the rules may know about a case: frozen facts, made by records, read by flow."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from minnelijk.flow.words import (
    Basis,
    Channel,
    EntryKind,
    Happening,
    HoldKind,
    Phase,
    PointChannel,
    Question,
    Reach,
)
from minnelijk.law.dated import ONE_DAY
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind, Sent


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One invoice, or one credit note that is not linked to an invoice (`open_cents` < 0)."""

    id: int
    number: str
    due_on: date | None
    open_cents: int
    disputed_cents: int = 0
    due_agreed: bool = True
    """The last day to pay was agreed: its passing alone puts the debtor in default."""
    regime: str = ""
    """The trade whose own law the claim falls under; nothing comes on top of it by itself."""
    notices: tuple[Sent, ...] = ()
    """The notices that named this claim."""
    warn_from: date | None = None
    """From this day a person looks: the claim will be time-barred."""
    barred_from: date | None = None
    """From this day nothing of ours asks for it any more."""

    def is_barred(self, on: date) -> bool:
        """Time-barred, or close enough to it that we stop on the safe side."""
        return self.barred_from is not None and self.barred_from <= on

    def is_due(self, on: date) -> bool:
        """Overdue: the last day to pay has passed."""
        return self.due_on is not None and self.due_on < on

    @property
    def askable_cents(self) -> int:
        """What may still be asked: open, less the disputed part."""
        return max(0, self.open_cents - self.disputed_cents)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One line of the ledger; `id` rises with the order of booking."""

    id: int
    claim: int
    kind: EntryKind
    cents: int
    value_on: date


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """A reason to rest, for the whole case or one claim (`claim` is None: whole case)."""

    id: int
    kind: HoldKind
    from_on: date
    until_on: date | None
    review_on: date
    claim: int | None = None
    cause: str = ""
    partial: bool = False
    """Only the disputed part rests: the debtor said that the rest goes on."""
    paid_on: date | None = None
    """The day on which the debtor says that he paid."""


@dataclass(frozen=True, slots=True)
class InstalmentFacts:
    """One dated part of a promise; `deferred_from` was its day before it was moved."""

    number: int
    cents: int
    due_on: date
    deferred_from: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """An open promise; `after_entry` is the last ledger line that existed when it was made."""

    id: int
    made_on: date
    instalments: tuple[InstalmentFacts, ...]
    claims: frozenset[int]
    after_entry: int = 0
    repair_until: date | None = None
    """The last day to make up for an instalment that was missed; None: none is being repaired."""

    @property
    def cents(self) -> int:
        return sum(part.cents for part in self.instalments)

    @property
    def last_on(self) -> date:
        return max(part.due_on for part in self.instalments)


@dataclass(frozen=True, slots=True)
class AskFacts:
    """A question to the client that waits for its answer."""

    id: int
    question: Question
    asked_on: date
    reminders: int = 0


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice that is not void. `sent_on` is None until it left; the other days are None while no
    term runs: not sent yet, or by e-mail without proof of receipt where the law asks for it.

    `charges_from` reckons with a day that was agreed after it was sent.
    """

    id: int
    kind: NoticeKind
    claims: frozenset[int]
    channel: Channel
    issued_on: date
    sent_on: date | None = None
    last_on: date | None = None
    charges_from: date | None = None
    named_cents: tuple[tuple[int, int], ...] = ()
    """What it asked, per claim: nothing comes on top of more than that."""

    @property
    def over_on(self) -> date | None:
        """The first day after the term with all its margins; None while no term runs."""
        if self.last_on is None:
            return None
        return max(self.last_on + ONE_DAY, self.charges_from or date.min)


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """One contact of the past with this person, by whatever client; for the caps."""

    at: datetime
    on: date
    channel: Channel
    basis: Basis
    reach: Reach
    outgoing: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """What the client allows; never looser than the law or the house."""

    promise_days: int = 5
    promise_days_max: int = 10
    promises_max: int = 2
    small_rest_cents: int = 250
    plan_parts_max: int = 0
    """In how many parts a debtor may pay without asking the client; 0: every plan is asked."""
    plan_days_max: int = 92
    """Calendar days from the agreement to the last part."""
    plan_part_min_cents: int = 2_500
    plan_repair_days: int = 5
    """Working days to make up for an instalment that was missed; 0: none."""
    saturday_calls: bool = False
    holidays_for_companies: bool = False
    hours_from: time | None = None
    hours_to: time | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the rules see it on a day.

    `step` is the last row taken ("" at the start) and `step_on` the day it was taken;
    `go_to` names the row on which an interruption put the case ("" if none).
    `conduct`, `contract_law` and `calendar` are country codes.
    """

    id: int
    conduct: str
    contract_law: str
    calendar: str
    kind: DebtorKind
    phase: Phase
    step: str
    step_on: date
    go_to: str = ""
    tries: int = 0
    claims: tuple[ClaimFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    holds: tuple[HoldFacts, ...] = ()
    promise: PromiseFacts | None = None
    promises_made: int = 0
    asked: AskFacts | None = None
    agreed_beforehand: frozenset[Question] = frozenset()
    points: frozenset[PointChannel] = frozenset()
    contacts: tuple[ContactFacts, ...] = ()
    broken_on: date | None = None
    """The day on which the last broken promise was judged; it ends the quiet days."""
    at_desk: bool = False
    desk_from: date | None = None
    """The first day on which the call that waits at the desk may be made (a callback's day)."""
    feed_stale: bool = False
    feed_on: date | None = None
    """The day up to which the client's payments are known."""
    client_stopped: bool = False
    person_stopped: bool = False
    registered: bool = True
    notices: tuple[NoticeFacts, ...] = ()
    law_signed: bool = True
    """A lawyer signed off the law pack: before it no notice leaves."""
    on_top: bool = True
    """False: whose law decides on costs is a person's question; nothing comes on top."""
    post_only: bool = False
    """A notice by e-mail did not arrive for sure: the next one goes by post."""
    agency: str = ""
    """The name of the agency that has the case."""
    third_party: bool = True
    """A bureau collects for somebody else; False: the creditor collects its own invoices."""
    limits: Limits = field(default_factory=Limits)

    def askable(self, on: date) -> tuple[ClaimFacts, ...]:
        """Claims to speak of as overdue on this day: due, open, not at rest, not time-barred.

        Once a notice is out, only those that it names: a later invoice waits for its own turn.
        """
        resting = {hold.claim for hold in self.holds if not hold.partial}
        free = tuple(
            claim
            for claim in self.claims
            if claim.is_due(on)
            and claim.askable_cents > 0
            and claim.id not in resting
            and not claim.is_barred(on)
        )
        noticed = self.noticed if self.notices else frozenset()
        if noticed and any(claim.open_cents > 0 and claim.id in noticed for claim in self.claims):
            return tuple(claim for claim in free if claim.id in noticed)
        return free

    @property
    def noticed(self) -> frozenset[int]:
        """The claims that a notice names."""
        return frozenset(claim for notice in self.notices for claim in notice.claims)

    def is_barred(self, on: date) -> bool:
        """Something is open that is too old to be asked for."""
        return any(claim.is_barred(on) and claim.open_cents > 0 for claim in self.claims)

    @property
    def notice_last_on(self) -> date | None:
        """The last day of the notices that are out: no word of ours names a day before it."""
        ends = (notice.last_on for notice in self.notices)
        return max((day for day in ends if day is not None), default=None)

    @property
    def open_cents(self) -> int:
        """What is open in all; a credit never sets itself off (the client is told)."""
        return sum(max(0, claim.open_cents) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class Happened:
    """An interruption with the day it counts from."""

    word: Happening
    on: date
    claim: int | None = None
    promised_on: date | None = None
    cause: str = ""
    parts: int = 1
    """In how many instalments is promised."""
