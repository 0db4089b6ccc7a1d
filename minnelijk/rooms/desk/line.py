"""The call that is going on: which case, who phones whom, and which facts were ticked so far.

It lives in the session of the agent and nowhere else; the call that is stored keeps the words.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from minnelijk.flow.identity import Fact, gate_passed
from minnelijk.flow.words import Direction
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.models import Case
from minnelijk.rooms.parts.people import Request

KEY = "calls"
AT_ONCE = 4
LASTS = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Line:
    """One call of one agent. `passed_at` is the moment at which the second fact was ticked."""

    case_id: int
    began_at: datetime
    item_id: int | None = None
    direction: Direction = Direction.OUT
    facts: frozenset[Fact] = frozenset()
    passed_at: datetime | None = None
    point_id: int | None = None

    @property
    def passed(self) -> bool:
        return self.passed_at is not None


def begin(request: Request, case: Case, item_id: int | None, direction: Direction) -> Line:
    """Start a call afresh: nothing is ticked."""
    line = Line(case.id, request.at, item_id, direction)
    _keep(request, line)
    return line


def line_of(request: Request, case: Case) -> Line | None:
    """Return the call that is going on about this case, or None."""
    kept: dict[str, Any] | None = request.session.get(KEY, {}).get(str(case.id))
    if kept is None or kept["seat"] != request.seat.id:
        return None
    line = Line(
        case_id=case.id,
        began_at=datetime.fromisoformat(kept["began_at"]),
        item_id=kept["item"],
        direction=Direction(kept["direction"]),
        facts=frozenset(Fact(word) for word in kept["facts"]),
        passed_at=datetime.fromisoformat(kept["passed_at"]) if kept["passed_at"] else None,
        point_id=kept.get("point"),
    )
    return line if request.at - line.began_at < LASTS else None


def tick(request: Request, case: Case, line: Line, fact: Fact) -> Line:
    """Tick one fact, or take the tick back while the check is not passed."""
    facts = line.facts - {fact} if fact in line.facts and not line.passed else line.facts | {fact}
    passed = gate_passed(DebtorKind(case.kind), facts)
    moment = (line.passed_at or request.at) if passed else None
    ticked = replace(line, facts=facts, passed_at=moment)
    _keep(request, ticked)
    return ticked


def end(request: Request, case_id: int) -> None:
    """Forget the call: who comes back to this case starts at the check again."""
    calls = request.session.get(KEY, {})
    calls.pop(str(case_id), None)
    request.session[KEY] = calls


def _keep(request: Request, line: Line) -> None:
    calls: dict[str, Any] = request.session.get(KEY, {})
    calls.pop(str(line.case_id), None)
    calls[str(line.case_id)] = {
        "seat": request.seat.id,
        "began_at": line.began_at.isoformat(),
        "item": line.item_id,
        "direction": line.direction.value,
        "facts": sorted(fact.value for fact in line.facts),
        "passed_at": line.passed_at.isoformat() if line.passed_at else None,
        "point": line.point_id,
    }
    request.session[KEY] = dict(list(calls.items())[-AT_ONCE:])
