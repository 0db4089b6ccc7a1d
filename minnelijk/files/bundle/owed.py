"""What is owed in a hand-over file, and why: claims, ledger, notices, what is handed over."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """One invoice or credit note; `open_cents` is the sum of its ledger when this was made."""

    number: int
    invoice_number: str
    kind: str
    invoice_on: date
    last_on: date
    last_day_agreed: bool
    description: str
    contract: str
    vat_cents: int | None
    principal_cents: int
    open_cents: int
    disputed_cents: int
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger; the balance is the sum. `value_on` is when the money was there."""

    claim: int
    kind: str
    cents: int
    booked_on: date
    booked_at: datetime
    value_on: date
    cause: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One step of a calculation: its sentence in Dutch, where it comes from, what it gives."""

    word: str
    sentence: str
    source: str
    args: dict[str, str]
    cents: int | None


@dataclass(frozen=True, slots=True)
class LawPack:
    """The version of the law that was counted with, and the hash of its files."""

    country: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """So much of one claim."""

    claim: int
    cents: int


@dataclass(frozen=True, slots=True)
class Void:
    """From which day a notice counts for nothing, and why."""

    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the claims it names, its days, its proof. `received_on` is a proven receipt."""

    number: int
    kind: str
    channel: str
    language: str
    claims: tuple[Part, ...]
    principal_cents: int
    on_top_cents: int
    issued_on: date
    sent_on: date | None
    received_on: date | None
    proof: str
    first_on: date | None
    last_on: date | None
    charges_from: date | None
    charges_from_law: date | None
    extra_days: int
    told_by_creditor: bool
    message: int | None
    files: tuple[str, ...]
    figures: tuple[Figure, ...]
    law_pack: LawPack | None
    void: Void | None


@dataclass(frozen=True, slots=True)
class Handed:
    """One claim of the hand-over, and the notices that cover it and stand."""

    claim: int
    principal_cents: int
    notices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is handed over, for how much, and how that came about.

    `no_notice_nothing_on_top` is the creditor's explicit choice to go without a notice; `sentence`
    says in Dutch what may be asked beside the principal, `sentence_en` the same in English.
    """

    made_at: datetime
    handed_on: date
    with_notice: bool
    no_notice_nothing_on_top: bool
    sentence: str
    sentence_en: str
    claims: tuple[Handed, ...]
    principal_cents: int
    on_top_cents: int
    total_cents: int
    figures: tuple[Figure, ...]
    law_pack: LawPack | None
