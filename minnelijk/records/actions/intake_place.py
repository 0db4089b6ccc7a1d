"""Stores a compared list: new cases in bulk, running ones each in its turn."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from minnelijk.files.invoices import ProblemWord, Row
from minnelijk.flow.words import Happening, PointChannel
from minnelijk.records.actions.core import Act, changing, plan_again
from minnelijk.records.actions.intake_before import remember, remember_debtors
from minnelijk.records.actions.intake_change import Change, Changing, interrupt
from minnelijk.records.actions.intake_debtors import BATCH, counts, renew, sealed_of
from minnelijk.records.actions.intake_lines import Comparison, Line, Progress, What
from minnelijk.records.actions.intake_made import Made
from minnelijk.records.actions.intake_open import Opening
from minnelijk.records.actions.intake_rows import Item, Point, points_of
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import Client, ContactPoint, Debtor, Placement, PlacementRow
from minnelijk.records.words import RowState

NAMES_AMOUNT = (ProblemWord.G_ACCOUNT, ProblemWord.XAF_PURCHASE)
"""Questions of a format that a waiting row could not ask again by its cells alone."""
CHANGES = (
    What.JOIN,
    What.LOWER,
    What.TOO_MUCH,
    What.HIGHER,
    What.REOPENED,
    What.DUE_CHANGED,
    What.CREDIT_LINKED,
    What.CREDIT_UNLINKED,
)


def store(
    placement: Placement,
    comparison: Comparison,
    paid_on: date,
    act: Act,
    progress: Progress | None = None,
) -> Made:
    """Store all that a comparison says, in the caller's transaction with the client locked."""
    client: Client = placement.client
    made = Made(wanted=_wanted(comparison))
    far = Far(len(comparison.lines), progress)
    Opening(client, placement, act).open(comparison.of(What.START), made, far.more)
    Client.objects.filter(id=client.id).update(last_case_number=client.last_case_number)
    changing_cases = Changing(placement, made, paid_on, act)
    changes = _changes(comparison, made)
    remember(placement, changes.keys(), {one for one in changes if changes[one].named})
    for case_id, change in changes.items():
        changing_cases.change(case_id, change)
        far.more(len(change.lines))
    remember_debtors(placement, _known_before(comparison, made))
    _look_again(made, comparison, act)
    far.end()
    return made


class Far:
    """How far a placement is; told at most once in a hundredth of it."""

    def __init__(self, whole: int, progress: Progress | None) -> None:
        self.whole, self.progress = whole, progress
        self.done = self.told = 0

    def more(self, rows: int) -> None:
        self.done += rows
        if self.progress and (self.done - self.told) * 100 >= self.whole:
            self.told = self.done
            self.progress(self.done, self.whole)

    def end(self) -> None:
        """Rows that changed nothing are done too."""
        if self.progress:
            self.progress(self.whole, self.whole)


def _wanted(comparison: Comparison) -> frozenset[str]:
    """The invoices to which a credit note of the same list belongs."""
    credits = comparison.of(What.CREDIT_LINKED)
    return frozenset(line.invoice.item.key for line in credits if line.invoice is not None)


def _known_before(comparison: Comparison, made: Made) -> dict[int, int]:
    """New cases of debtors who had one before: {case: debtor}."""
    return {
        made.case_of_who[line.item.who]: line.debtor
        for line in comparison.of(What.START)
        if line.debtor is not None
    }


def _changes(comparison: Comparison, made: Made) -> dict[int, Change]:
    """Gather what the list says per stored case, in the order of the cases."""
    changes: dict[int, Change] = defaultdict(Change)
    for line in comparison.of(*CHANGES):
        changes[_case_of(line, made)].lines.append(line)
    for gone in comparison.gone:
        changes[gone.case].gone.append(gone)
    for case_id, items in _renewed(comparison).items():
        changes[case_id].named = items
    return dict(sorted(changes.items()))


def _case_of(line: Line, made: Made) -> int:
    if line.case is not None:
        return line.case
    if line.invoice is not None:
        return made.case_of_claim[made.claims[line.invoice.item.key]]
    return made.case_of_who[line.item.who]


def _renewed(comparison: Comparison) -> dict[int, list[Item]]:
    """Known debtors about whom the list says something new; most lists say the same again."""
    named: dict[int, list[Item]] = defaultdict(list)
    cases: dict[int, int] = {}
    for line in comparison.lines:
        if line.case is not None and line.debtor is not None and line.what != What.CREDIT_LINKED:
            named[line.debtor].append(line.item)
            cases[line.debtor] = line.case
    found: dict[int, list[Item]] = {}
    for chunk in chunks(named):
        stored = _stored(chunk)
        for debtor in chunk:
            if not _told(named[debtor]) <= stored[debtor]:
                found[cases[debtor]] = named[debtor]
    return found


def _stored(debtors: list[int]) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {number: set() for number in debtors}
    for row in Debtor.objects.filter(id__in=debtors):
        found[row.id] |= {(key, str(value)) for key, value in row.open().items() if value}
    for point in ContactPoint.objects.filter(debtor_id__in=debtors):
        if counts(point):
            known = Point(PointChannel(point.channel), point.open())
            found[point.debtor_id].add((known.channel, known.value))
    return found


def _told(items: Iterable[Item]) -> set[tuple[str, str]]:
    """What a list says of one debtor; the first row counts where they differ."""
    first, *_ = rows = list(items)
    told = {(key, str(value)) for key, value in sealed_of(first).items() if value}
    return told | {(point.channel, point.value) for item in rows for point in points_of(item)}


def _look_again(made: Made, comparison: Comparison, act: Act) -> None:
    """New cases of people whom we knew, of minors, and of who cannot be reached, one by one."""
    again = made.look_again | made.minors | made.unreachable
    items: dict[int, list[Item]] = defaultdict(list)
    for line in comparison.of(What.START) if again else ():
        items[made.case_of_who[line.item.who]].append(line.item)
    for case_id in sorted(again):
        with changing(case_id, closed_too=True) as case:
            if case.closed_on is not None:
                continue
            if case_id in made.look_again:
                renew(case, items[case_id], act)
            if case_id in made.minors:
                interrupt(case, Happening.MINOR, "birth_on", act)
            if case_id in made.unreachable or not case.reach:
                interrupt(case, Happening.NO_CHANNEL_LEFT, "no_channel", act)
            plan_again(case, act.on)


def keep_waiting(placement: Placement, comparison: Comparison) -> int:
    """Keep the rows that must be repaired, sealed; return how many."""
    lines = comparison.of(What.WAITS, What.DOUBLE)
    rows = []
    for number, line in zip(reserve(PlacementRow, len(lines)), lines, strict=True):
        row = PlacementRow(
            id=number,
            placement=placement,
            place=str(line.item.row.place),
            state=RowState.WAITING,
        )
        write_waiting(row, line.item.row, line.problems)
        rows.append(row)
    PlacementRow.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def write_waiting(row: PlacementRow, said: Row, words: Iterable[str]) -> None:
    """Put a row and its problems into a waiting row; only words and headings stay readable."""
    of_reader = {problem.word.value: problem for problem in said.problems}
    row.problems = [
        {"word": word, "column": of_reader[word].column if word in of_reader else ""}
        for word in words
    ]
    told = [
        {
            "word": problem.word.value,
            "column": problem.column,
            "value": problem.value,
            "guess": problem.guess,
            "detail": problem.detail,
            "blocking": problem.blocking,
        }
        for problem in said.problems
    ]
    cells = cells_of(said)
    if any(problem.blocking and problem.word in NAMES_AMOUNT for problem in said.problems):
        cells["open"] = ""  # what the file says is not what may be asked: a person names it
    row.close({"row": cells, "problems": told})


def cells_of(row: Row) -> dict[str, str]:
    """Return a row as texts by the word of each column's meaning, to be shown and read again."""
    cents = {"original": row.original_cents, "open": row.open_cents}
    days = {
        "invoice_on": row.invoice_on,
        "due_on": row.due_on,
        "birth_on": row.birth_on,
        "contract_on": row.contract_on,
    }
    texts = {word: getattr(row, word) for word in TEXTS}
    return {
        **texts,
        "invoice": row.number,
        **{word: _amount(value) for word, value in cents.items()},
        **{word: day.isoformat() if day else "" for word, day in days.items()},
    }


TEXTS = [
    "debtor_number",
    "name",
    "description",
    "phone",
    "phone2",
    "email",
    "street",
    "house_number",
    "postcode",
    "city",
    "country",
    "language",
    "enterprise_no",
    "kind",
    "currency",
    "reference",
    "credit_for",
]


def _amount(cents: int | None) -> str:
    """Return an amount as it is read again: -1234,05."""
    if cents is None:
        return ""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{part:02}"
