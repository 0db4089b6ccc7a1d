"""The lines of a case on paper, on this day this and why, and its first ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from minnelijk.flow.balance import Balance, balance
from minnelijk.flow.facts import CaseFacts, ClaimFacts, EntryFacts
from minnelijk.flow.waiting import Next
from minnelijk.flow.words import Do, EntryKind, HoldKind, NextWhy
from minnelijk.law.country import country


class What(StrEnum):
    """What stands on one line of the paper."""

    STEP = "step"
    CALLED = "called"
    HAPPENED = "happened"
    JUDGED = "judged"
    LIFTED = "lifted"
    REMINDED = "reminded"
    ANSWERED = "answered"
    PAID = "paid"
    TASK = "task"
    SENT = "sent"
    VOID = "void"
    TOLD_CLIENT = "told_client"
    CLOSED = "closed"
    RESTS = "rests"
    ENDS = "ends"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stop:
    """One line: on `day`, this; `word` is the step, outcome, happening, task or answer."""

    day: date
    what: What
    word: str
    row: int = 0
    do: Do | None = None
    why: NextWhy | None = None
    args: Mapping[str, str] = field(default_factory=dict)


class Written:
    """The lines of one case on paper, in the order in which things happened."""

    case: CaseFacts

    def __init__(self) -> None:
        self.lines: list[Stop] = []

    @property
    def balance(self) -> Balance:
        return balance(self.case.entries)

    @property
    def zone(self) -> ZoneInfo:
        return country(self.case.calendar).zone

    def on_day(self, day: date, what: What) -> list[str]:
        """Return the words of one sort that stand on one day."""
        return [line.word for line in self.lines if line.day == day and line.what is what]

    def _write_step(self, on: date, row: int, step: str, do: Do, why: Next) -> None:
        own = why.row is not None and why.row.step == step
        reason = why.why if own else NextWhy.POLICY_ROW
        self.lines.append(Stop(on, What.STEP, step, row, do, reason, why.args if own else {}))

    def _write(self, on: date, what: What, word: str, **args: str) -> None:
        self.lines.append(Stop(on, what, str(word), args=args))


def opened(case: CaseFacts) -> CaseFacts:
    """Return the facts with a ledger: each claim's amount is booked as its principal."""
    entries = tuple(
        EntryFacts(
            n,
            claim.id,
            EntryKind.PRINCIPAL if claim.open_cents >= 0 else EntryKind.CREDIT,
            claim.open_cents,
            case.step_on,
        )
        for n, claim in enumerate(case.claims, start=1)
    )
    return replace(case, entries=entries)


def booked(case: CaseFacts, claim: int, kind: EntryKind, cents: int, value_on: date) -> CaseFacts:
    """Return the facts with one more line in the ledger, and what each claim has open after it."""
    number = max((entry.id for entry in case.entries), default=0) + 1
    entries = (*case.entries, EntryFacts(number, claim, kind, cents, value_on))
    left = balance(entries).per_claim
    claims = tuple(replace(one, open_cents=left.get(one.id, 0)) for one in case.claims)
    return replace(case, entries=entries, claims=claims)


def with_claim(case: CaseFacts, claim: ClaimFacts) -> CaseFacts:
    """Return the facts with one claim as it is now."""
    claims = tuple(claim if one.id == claim.id else one for one in case.claims)
    return replace(case, claims=claims)


def without_hold(case: CaseFacts, kind: HoldKind, claim: int | None) -> CaseFacts:
    """Return the facts without the rests of one kind."""
    holds = (hold for hold in case.holds if not (hold.kind is kind and hold.claim == claim))
    return replace(case, holds=tuple(holds))
