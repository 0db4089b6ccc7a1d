"""The check on the page: one fact beside the link; a pass proves that a message arrived."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from minnelijk.flow.words import Basis, Channel, Direction, Phase, Reach
from minnelijk.records.actions.core import Act, plan_again, record
from minnelijk.records.actions.notices import arrived
from minnelijk.records.debtor_page import (
    FAILED,
    PASSED,
    asked_fact,
    matches,
    tries_left,
    wrong_person,
)
from minnelijk.records.models import Attempt, Case, Message


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether the visitor showed who he is, and how many tries he has left this hour."""

    passed: bool
    tries_left: int


def check(case_id: int, told: Mapping[str, str], act: Act, *, seed: str = "") -> Checked:
    """Compare the one fact; a pass is proof that the message of `seed` was received.

    Tries are counted on the case, so a fresh browser or another link gives no new ones. A wrong
    try changes nothing that a decision reads: who has the case on screen goes on working.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(id=case_id)
        fact, left = asked_fact(case), tries_left(case, act.at)
        if fact is None or left == 0 or wrong_person(case):
            return Checked(False, 0)
        if not matches(case, fact, told):
            record(case, FAILED, act, why=fact.value, args={"left": left - 1})
            case.save(update_fields=["seq", "head"])
            return Checked(False, left - 1)
        message = message_of(case, seed)
        _passed(case, fact.value, act, message)
        if message is not None and arrived(case, message, act) and case.phase != Phase.CLOSED:
            plan_again(case, act.on)
        case.rev += 1
        case.save()
    return Checked(True, left)


def message_of(case: Case, seed: str) -> Message | None:
    """Return the message whose link carries this seed."""
    return Message.objects.filter(case=case, token_seed=seed).first() if seed else None


def _passed(case: Case, fact: str, act: Act, message: Message | None) -> None:
    Attempt.objects.create(
        person_id=case.person_id,
        case=case,
        client_id=case.client_id,
        channel=Channel.PAGE,
        basis=Basis.ANSWER,
        at=act.at,
        day_on=act.on,
        direction=Direction.IN,
        reach=Reach.RIGHT,
    )
    record(case, PASSED, act, why=fact, args={"message": message.id if message else None})
