"""What became of a file of a bank, in figures and words; and the files that were read before."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from minnelijk.files.statements.words import EntryState
from minnelijk.flow.words import BankLineState
from minnelijk.records.actions.statements import FileTaken, Outcome
from minnelijk.records.models import BankLine, BankStatement
from minnelijk.rooms.desk.bank_words import problem_text
from minnelijk.rooms.desk.money import account_text
from minnelijk.rooms.parts.formats import iban_text
from minnelijk.rooms.parts.people import Request

FILES_SHOWN = 20
PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Came:
    """What was new of a statement in one state: how many payments, and how much money."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One statement: of which account and days, and what became of its payments."""

    account: str
    iban: str
    from_on: date | None = None
    until_on: date | None = None
    entries: int = 0
    booked: Came = Came()
    back: Came = Came()
    waiting: Came = Came()
    no_case: Came = Came()
    known: int = 0
    left: list[tuple[str, int]] = field(default_factory=list)
    unknown: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """All of a file. `nothing_new`: everything in it was known before."""

    statements: list[Read]
    problems: list[str]
    more_problems: int
    booked: Came
    waiting: Came
    new: int
    nothing_new: bool
    unsettled: int


def newest_line() -> int:
    """Return the last line that is known, to tell what a file adds to it."""
    return BankLine.objects.aggregate(newest=Max("id"))["newest"] or 0


def result_of(taken: FileTaken, newest_before: int) -> Result:
    """Return what became of a file; what came after that line is new."""
    ids = [one.statement.id for one in taken.outcomes if one.statement is not None]
    came = _came(ids, newest_before)
    read = [_read(one, came) for one in taken.outcomes]
    problems = taken.problems
    new = sum(one.count for states in came.values() for one in states.values())
    known = sum(one.known for one in read)
    return Result(
        statements=read,
        problems=[problem_text(problem) for problem in problems[:PROBLEMS_SHOWN]],
        more_problems=max(0, len(problems) - PROBLEMS_SHOWN),
        booked=_together(one.booked for one in read),
        waiting=_together(one.waiting for one in read),
        new=new,
        nothing_new=new == 0 and known > 0,
        unsettled=taken.unsettled,
    )


def _together(parts: Iterable[Came]) -> Came:
    all_of = list(parts)
    return Came(sum(one.count for one in all_of), sum(one.cents for one in all_of))


def _came(ids: list[int], newest_before: int) -> dict[int, dict[str, Came]]:
    """What came now, per statement and state; money that went back by itself is a state of its own.

    A statement that was read before has older lines too: they are not counted again.
    """
    found: dict[int, dict[str, Came]] = defaultdict(dict)
    rows = BankLine.objects.filter(statement__in=ids, id__gt=newest_before).order_by()
    for name, sign in (("", Q(cents__gt=0)), ("back_", Q(cents__lt=0))):
        counted = rows.filter(sign).values_list("statement_id", "state")
        for statement, state, count, cents in counted.annotate(Count("id"), Sum("cents")):
            found[statement][f"{name}{state}"] = Came(count, cents)
    return found


def _read(outcome: Outcome, came: dict[int, dict[str, Came]]) -> Read:
    row, counts = outcome.statement, outcome.counts
    if row is None:
        entries = counts["unknown_account"]
        return Read("", iban_text(outcome.account), entries=entries, unknown=True)
    states = came.get(row.id, {})
    return Read(
        account=account_text(row.account),
        iban=iban_text(row.account.iban),
        from_on=row.from_on,
        until_on=row.until_on,
        entries=row.entries,
        booked=states.get(BankLineState.BOOKED, Came()),
        back=states.get(f"back_{BankLineState.BOOKED}", Came()),
        waiting=_waiting(states),
        no_case=states.get(BankLineState.NO_CASE, Came()),
        known=counts["known"],
        left=left_out(counts),
        number=row.id,
    )


def _waiting(states: dict[str, Came]) -> Came:
    """All lines that wait; of the money only what came in."""
    came = states.get(BankLineState.WAITING, Came())
    back = states.get(f"back_{BankLineState.WAITING}", Came())
    return Came(came.count + back.count, came.cents)


def left_out(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return why payments were not looked at, in words, with how many."""
    words = (
        ("out", _("ging van de rekening af")),
        (EntryState.PENDING.value, _("nog niet geboekt door de bank")),
        (EntryState.INFORMATION.value, _("alleen ter informatie")),
        ("foreign", _("in een andere munt")),
        ("no_day", _("zonder leesbare dag")),
        (BankLineState.TOTAL.value, _("totaal van een verzamelbetaling")),
    )
    return [(text, counts[word]) for word, text in words if counts[word]]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A statement that was read before, with how its payments stand."""

    row: BankStatement
    account: str
    iban: str
    counts: dict[str, int]


def earlier(request: Request) -> list[Earlier]:
    """Return the statements that were read last, on accounts in sight."""
    rows = BankStatement.objects.filter(account__in=request.scope.accounts())
    shown = list(
        rows.select_related("account__client", "read_by__user").order_by("-id")[:FILES_SHOWN]
    )
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    lines = BankLine.objects.filter(statement__in=shown).order_by()
    for statement, state, count in lines.values_list("statement_id", "state").annotate(Count("id")):
        if statement is not None:
            counted[statement][state] = count
    return [
        Earlier(row, account_text(row.account), iban_text(row.account.iban), counted[row.id])
        for row in shown
    ]
