"""What happens in which order: the same pieces of work, killed or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import Outcome
from minnelijk.records.actions import calls, promises
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Seat
from tests.torture import pieces
from tests.torture.town import FIRST, Debtor, Town, moment

ALL = tuple(range(36))
"""Until the last of those who paid nothing is with the agency."""

SHORT = (0, 1, 3, 7, 22, 29)
"""Days on which something of each kind happens; on the others nobody switched the machine on."""

KINDS = ("tick", "sending", "import", "payment", "hand-over")
KNOWN = frozenset({Fact.ADDRESS, Fact.CUSTOMER_NUMBER, Fact.ROLE})


@dataclass(frozen=True)
class Piece:
    """One piece of work. `kind` is empty for what is never killed; `whole` is done in one
    transaction, so that a kill throws all of it away; `crew` is done by any number at once;
    `apart` needs threads of its own, which no child inherits, so even its end has a process."""

    kind: str
    name: str
    at: datetime
    do: Callable[[datetime], object]
    whole: bool = False
    crew: bool = False
    apart: bool = False


def script(town: Town, notes: Path, days: tuple[int, ...] = ALL) -> Iterator[Piece]:
    """Give the pieces of these days, in their order."""
    for day in days:
        on = FIRST + timedelta(days=day)
        yield from _morning(town, day, on)
        yield from _office(town, day, on, notes)


def _morning(town: Town, day: int, on: date) -> Iterator[Piece]:
    for one in (one for one in town.deliveries if one.day == day):
        at = moment(on, 5)
        if one.long:
            yield Piece("", f"{on} ask for {one.name}", at, partial(pieces.ask_long, one))
            at += timedelta(minutes=1)
            yield Piece("import", f"{on} place {one.name}", at, pieces.work_lists, whole=True)
        else:
            do = partial(pieces.deliver, one)
            yield Piece("import", f"{on} deliver {one.name}", at, do, whole=True)
    for code in ("delta", "noord", "winkel"):
        content = town.bank_file(code, day)
        if content is not None:
            do = partial(pieces.bank_file, code, content)
            yield Piece("payment", f"{on} bank file of {code}", moment(on, 5, 40), do)
    if who := town.who("hand", day):
        do = partial(pieces.by_hand, who)
        yield Piece("payment", f"{on} payments by hand", moment(on, 5, 50), do)
    yield Piece("", f"{on} payments known", moment(on, 6), pieces.known)
    yield Piece("tick", f"{on} tick", moment(on, 6, 10), partial(pieces.tick, on), crew=True)


def _office(town: Town, day: int, on: date, notes: Path) -> Iterator[Piece]:
    if who := town.who("promise", day):
        yield Piece("", f"{on} calls", moment(on, 9), partial(_calls, who, on))
    both = {"crew": True, "apart": True}
    yield Piece("hand-over", f"{on} files", moment(on, 9, 20), pieces.make_files, **both)
    yield Piece("sending", f"{on} sending", moment(on, 9, 40), pieces.work, **both)
    yield Piece("", f"{on} unclear", moment(on, 14, 50), partial(pieces.answer_unclear, notes))
    if on.weekday() < 5:
        yield Piece("sending", f"{on} post", moment(on, 15), pieces.to_the_post)
        yield Piece("hand-over", f"{on} agency", moment(on, 15, 30), pieces.fetch)
    # In the evening: an answer in the morning would race with mails that a dead worker still holds.
    yield Piece("hand-over", f"{on} yes", moment(on, 18), pieces.say_yes)


def _calls(who: list[Debtor], on: date, at: datetime) -> None:
    """Somebody promises on the phone to pay, and half of them will."""
    agent = Seat.objects.filter(role="agent").order_by("id")[0]
    for one in who:
        case: Case | None = pieces.case_of(one)
        if case is None or case.country != "nl" or case.open_cents <= 0:
            continue
        point = case.debtor.points.filter(channel="phone").first()
        possible = promises.offer(facts_of(case, on), on)
        report = Report(
            Outcome.PROMISE,
            identity=KNOWN,
            point_id=point.id if point else None,
            cents=possible.cents,
            day=possible.day,
        )
        calls.log_call(case.id, report, Act(at, agent))
