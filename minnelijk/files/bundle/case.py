"""What `case.json` says: one hand-over, as plain values that any program can read.

Amounts are whole cents, days ISO, moments ISO in UTC. Words from closed lists are written as they
are (`schema.json` lists them). A claim, a contact point, a message and a file have a number or a
name of their own inside the bundle; no number of our database stands here, but for what the chain
of events needs to be counted again.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from minnelijk.files.bundle.owed import (
    Claim,
    Entry,
    HandOver,
    Notice,
)
from minnelijk.files.bundle.parties import (
    Account,
    Debtor,
    Laws,
    Party,
)
from minnelijk.files.bundle.told import (
    Attached,
    Contact,
    Dispute,
    Message,
    Promise,
    Situation,
)

SCHEMA_NAME = "minnelijk/hand-over"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Schema:
    """Which structure this is."""

    name: str = SCHEMA_NAME
    version: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of the chain of events in `events.json`; `case_id` goes into every hash."""

    file: str
    case_id: int
    count: int
    head: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of one hand-over."""

    schema: Schema
    made_at: datetime
    reference: str
    currency: str
    bureau: Party
    creditor: Party
    account: Account | None
    agency: Party
    debtor: Debtor
    law: Laws
    claims: tuple[Claim, ...]
    ledger: tuple[Entry, ...]
    notices: tuple[Notice, ...]
    hand_over: HandOver
    promises: tuple[Promise, ...]
    disputes: tuple[Dispute, ...]
    situations: tuple[Situation, ...]
    contacts: tuple[Contact, ...]
    messages: tuple[Message, ...]
    files: tuple[Attached, ...]
    events: Chain


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event of the chain: what goes into its hash, and the hash."""

    seq: int
    day_on: date
    at: datetime
    kind: str
    actor: str
    seat_id: int | None
    step: str
    occurrence: int
    policy_version_id: int | None
    row_no: int | None
    law_pack: str
    why: str
    note_commit: str | None
    hash: str
    args: dict[str, Any] = field(default_factory=dict)
