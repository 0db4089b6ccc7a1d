"""The house rules of house.toml, read once."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Caps:
    conversations_a_day: int
    attempts_a_day: int
    attempts_in_seven_days: int
    quiet_working_days: int


@dataclass(frozen=True, slots=True)
class Calls:
    usual_minutes: int
    office_from: time
    office_to: time
    morning_to: time
    afternoon_to: time


@dataclass(frozen=True, slots=True)
class AskClient:
    reminders: tuple[int, ...]
    supervisor: int
    silent: int


@dataclass(frozen=True, slots=True)
class Desk:
    waiting_working_days: int
    end_review_working_days: int
    unknown_review_days: int
    dispute_answer_working_days: int
    promise_reminder_in: tuple[str, ...]
    promise_reminder_from: int
    payment_slack_bank_days: int
    paid_claim_bank_days: int
    vulnerable_pause_working_days: int
    letter_working_days: int
    receipt_working_days: int
    hand_over_asked_before: int
    agency_review_working_days: int


@dataclass(frozen=True, slots=True)
class Undo:
    promise: int
    other: int


@dataclass(frozen=True, slots=True)
class House:
    caps: Caps
    calls: Calls
    ask_client: AskClient
    desk: Desk
    undo: Undo


@cache
def house() -> House:
    """Return the house rules; a missing or unknown line is a crash at start."""
    path = Path(__file__).parent / "house.toml"
    tables: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    ask, desk = tables["ask_client"], tables["desk"]
    where = tuple(desk["promise_reminder_in"])
    return House(
        caps=Caps(**tables["caps"]),
        calls=Calls(**tables["calls"]),
        ask_client=AskClient(**{**ask, "reminders": tuple(ask["reminders"])}),
        desk=Desk(**{**desk, "promise_reminder_in": where}),
        undo=Undo(**tables["undo"]),
    )
