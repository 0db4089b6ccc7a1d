"""What was said and sent before a hand-over: promises, disputes, contacts, messages, files."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Instalment:
    """One dated part of a promise, and what became of it."""

    number: int
    cents: int
    due_on: date
    deferred_from: date | None
    outcome: str
    judged_on: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What the debtor said he would pay; `outcome` is empty while nobody judged it."""

    made_on: date
    via: str
    cents: int
    claims: tuple[int, ...]
    instalments: tuple[Instalment, ...]
    outcome: str
    judged_on: date | None
    cancelled_on: date | None
    repair_until: date | None


@dataclass(frozen=True, slots=True)
class DisputedPart:
    """How much of a claim is disputed, and how much of that the creditor gave up."""

    claim: int
    cents: int
    upheld_cents: int | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the debtor says is wrong, and the creditor's answer."""

    reason: str
    words: str
    asked_at: datetime
    via: str
    rest_agreed: bool
    parts: tuple[DisputedPart, ...]
    answer: str
    answer_words: str
    answered_at: datetime | None
    withdrawn_at: datetime | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """Why a person must look before this debtor is approached: debt help, insolvent, deceased..."""

    kind: str
    from_on: date
    until_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt: by which way, whom it reached, what came of it, the first name of the agent."""

    at: datetime
    on: date
    channel: str
    direction: str
    reach: str
    outcome: str
    agent: str
    seconds: int | None
    point: int | None
    message: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """One message that left; `file` is empty only where its bytes were erased by law."""

    number: int
    purpose: str
    use: str
    channel: str
    language: str
    sent_at: datetime
    state: str
    delivered_at: datetime | None
    bounced_at: datetime | None
    point: int | None
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Attached:
    """One file beside this one: what it is, its hash and its size."""

    name: str
    what: str
    media_type: str
    sha256: str
    size: int
