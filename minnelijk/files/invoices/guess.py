"""What each column of a list means: by its heading, by its content, and by its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minnelijk.files.invoices import cells, sides, vocabulary
from minnelijk.files.invoices.grid import Cell
from minnelijk.files.invoices.problems import Problem
from minnelijk.files.invoices.reading import Column
from minnelijk.files.invoices.words import AMOUNTS, DAYS, MANY, REQUIRED, Meaning
from minnelijk.files.invoices.words import ProblemWord as W

ENOUGH = 60  # percent, as all certainties here
CLEARLY = 10  # how much better one column must be than another
_LIGHT = frozenset(
    {
        Meaning.DESCRIPTION,
        Meaning.REFERENCE,
        Meaning.KIND,
        Meaning.PHONE,
        Meaning.PHONE2,
        Meaning.CREDIT_FOR,
    }
)
_WEIGHTY = frozenset({*REQUIRED, Meaning.DUE_ON, Meaning.INVOICE_ON, Meaning.DEBTOR_NUMBER})
_TWO_MAKE_OPEN = ((Meaning.ORIGINAL, Meaning.PAID), (Meaning.DEBIT, Meaning.CREDIT))
Likely = list[tuple[Meaning, int]]


@dataclass
class _Table:
    """The columns while their meanings are dealt out."""

    headings: Sequence[str]
    values: Sequence[Sequence[Cell]]
    likely: list[Likely]
    given: dict[int, tuple[Meaning | None, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def taken(self, meaning: Meaning) -> bool:
        return meaning not in MANY and any(have is meaning for have, _ in self.given.values())

    def holder(self, meaning: Meaning) -> int | None:
        return next((at for at, (have, _) in self.given.items() if have is meaning), None)

    def sure(self, at: int, meaning: Meaning) -> int:
        return dict(self.likely[at]).get(meaning, 0)

    def first_choice(self, at: int) -> Meaning | None:
        """Return the best meaning that a column without one can still get."""
        free = [(sure, meaning) for meaning, sure in self.likely[at] if not self.taken(meaning)]
        return max(free, key=lambda pair: pair[0])[1] if free else None


def columns(
    headings: Sequence[str],
    values: Sequence[Sequence[Cell]],
    told: Mapping[str, Meaning],
) -> tuple[tuple[Column, ...], tuple[Problem, ...]]:
    """Return the columns with their meanings, and what must be asked.

    `values` are sample cells per column; `told` is what a person or a format says of a heading.
    """
    known = {vocabulary.key(heading) or heading: meaning for heading, meaning in told.items()}
    table = _Table(headings, values, [[] for _ in headings])
    for at, heading in enumerate(headings):
        meaning = known.get(vocabulary.key(heading) or heading)
        if meaning is not None:
            _tell(table, at, meaning)
        else:
            content = cells.content(values[at])
            near = _beside(heading, headings, content, values[at])
            table.likely[at] = near or _likely(heading, content)
    _deal(table)
    _fill_required(table)
    _ask_missing(table)
    _note(table)
    return tuple(_column(table, at) for at in range(len(headings))), tuple(table.problems)


def _tell(table: _Table, at: int, meaning: Meaning) -> None:
    """Take a person's word; two columns told to be the same are asked again."""
    other = table.holder(meaning)
    if other is not None and meaning not in MANY:
        table.problems.append(_ambiguous(table, meaning, [other, at]))
        table.given[other] = (None, 0)
        table.given[at] = (None, 0)
    else:
        table.given[at] = (meaning, 100)


def _beside(
    heading: str, headings: Sequence[str], content: cells.Content, values: Sequence[Cell]
) -> Likely:
    """Return what a heading means only because of those beside it, such as debit and credit."""
    meaning = vocabulary.beside(heading, headings)
    if meaning is None or (meaning in AMOUNTS and content.filled and content.amounts < 50):
        return []
    if meaning is Meaning.SIDE and "/" not in heading and not sides.are_sides(values):
        return []
    return [(meaning, 95)]


def _likely(heading: str, content: cells.Content) -> Likely:
    named = vocabulary.meanings(heading)
    if not named or content.ibans >= 50:
        return _by_content(content)
    weighed = [(meaning, sure * _fits(meaning, content) // 100) for meaning, sure in named]
    if len(weighed) > 1 and weighed[0][1] < ENOUGH:
        weighed = [weighed[0], *(_lifted(meaning, sure, content) for meaning, sure in weighed[1:])]
    return weighed


def _lifted(meaning: Meaning, sure: int, content: cells.Content) -> tuple[Meaning, int]:
    """Believe a second meaning when the content rules out the first and is of this kind."""
    of_kind = (meaning in DAYS and content.days >= 80) or (
        meaning in AMOUNTS and content.money >= 50
    )
    return meaning, max(sure, 75) if of_kind else sure


def _fits(meaning: Meaning, content: cells.Content) -> int:
    """Return how well the content suits a meaning; an empty column suits any a little less."""
    if not content.filled:
        return 85
    if meaning in DAYS:
        return 100 if content.days >= 50 else 20
    if meaning in AMOUNTS:
        return 100 if content.amounts >= 50 or content.filled < 3 else 20
    if meaning is Meaning.EMAIL:
        return 100 if content.emails >= 50 else 30
    if content.days >= 80 and content.digits < 80:
        return 10
    return _fits_text(meaning, content)


def _fits_text(meaning: Meaning, content: cells.Content) -> int:
    if meaning is Meaning.NAME:
        return 30 if content.digits >= 60 or content.emails >= 60 or content.money >= 60 else 100
    if meaning is Meaning.DEBTOR_NUMBER:
        return 30 if content.words >= 60 or content.money >= 80 else 100
    if meaning is Meaning.INVOICE:
        return 10 if content.money >= 60 or content.words >= 80 else 100
    return 100


def _by_content(content: cells.Content) -> Likely:
    """Return what a column without a known heading may be; never certain of days and amounts."""
    if content.ibans >= 50:
        return [(Meaning.IGNORE, 100)]
    if content.emails >= 80:
        return [(Meaning.EMAIL, 85)]
    if content.postcodes >= 80:
        return [(Meaning.POSTCODE, 80)]
    if content.days >= 80 and content.digits < 80:
        return [(Meaning.INVOICE_ON, 40), (Meaning.DUE_ON, 40)]
    if content.phones >= 80 and content.money < 20:
        return [(Meaning.PHONE, 70)]
    if content.money >= 80:
        return [(Meaning.ORIGINAL, 40), (Meaning.OPEN, 40)]
    return []


def _deal(table: _Table) -> None:
    """Give meanings out, the surest first; equal rivals get none and are asked."""
    pairs = [
        (sure, -at, meaning) for at, likely in enumerate(table.likely) for meaning, sure in likely
    ]
    for sure, minus, meaning in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        at = -minus
        unsure_open = meaning is Meaning.OPEN and sure < 85
        if at in table.given or sure < ENOUGH or unsure_open:
            continue
        if table.taken(meaning):
            if meaning is Meaning.PHONE and not table.taken(Meaning.PHONE2):
                table.given[at] = (Meaning.PHONE2, sure)
            continue
        rivals = _rivals(table, at, meaning, sure)
        if not rivals:
            table.given[at] = (meaning, sure)
            continue
        table.problems.append(_ambiguous(table, meaning, sorted([at, *rivals])))
        table.given |= dict.fromkeys([at, *rivals], (None, 0))


def _rivals(table: _Table, at: int, meaning: Meaning, sure: int) -> list[int]:
    if meaning in MANY or meaning in _LIGHT:
        return []
    return [
        other
        for other in range(len(table.headings))
        if other != at
        and other not in table.given
        and table.sure(other, meaning) > sure - CLEARLY
        and table.first_choice(other) is meaning
        and not _same(table.values[at], table.values[other])
    ]


def _same(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return [cells.text(cell) for cell in one] == [cells.text(cell) for cell in other]


def _fill_required(table: _Table) -> None:
    """Give a required meaning to the one column that could have it: "Bedrag" alone is open."""
    for meaning in (Meaning.OPEN, Meaning.INVOICE, Meaning.NAME):
        if table.taken(meaning) or _asked(table, meaning) or _computable(table, meaning):
            continue
        holder = table.holder(Meaning.ORIGINAL) if meaning is Meaning.OPEN else None
        fit = [
            at
            for at in range(len(table.headings))
            if table.sure(at, meaning) >= 50 and table.given.get(at, ("", 0))[0] is not None
        ]
        fit = [at for at in fit if at == holder] if holder is not None else fit
        if len(fit) == 1:
            table.given[fit[0]] = (meaning, table.sure(fit[0], meaning))


def _computable(table: _Table, meaning: Meaning) -> bool:
    return meaning is Meaning.OPEN and any(
        table.taken(one) and table.taken(other) for one, other in _TWO_MAKE_OPEN
    )


def _asked(table: _Table, meaning: Meaning) -> bool:
    return any(
        problem.word is W.AMBIGUOUS_COLUMN and problem.value == meaning
        for problem in table.problems
    )


def _ask_missing(table: _Table) -> None:
    for meaning in (*REQUIRED, Meaning.DUE_ON):
        if table.taken(meaning) or _asked(table, meaning):
            continue
        if _computable(table, meaning):
            if not table.taken(Meaning.PAID):
                continue  # debit and credit are told with the amounts
            table.problems.append(Problem(W.OPEN_COMPUTED, column=Meaning.OPEN))
            continue
        guess, blocking = _nearest(table, meaning), meaning in REQUIRED
        table.problems.append(
            Problem(W.MISSING_COLUMN, value=meaning, guess=guess, blocking=blocking)
        )


def _nearest(table: _Table, meaning: Meaning) -> str:
    """Return the heading of the one column without a meaning that could have this one, or ""."""
    free = [at for at in range(len(table.headings)) if at not in table.given]
    near = [table.headings[at] for at in free if table.sure(at, meaning) >= 30]
    return near[0] if len(near) == 1 else ""


def _note(table: _Table) -> None:
    """Note what stands in the file and is not used, or is missing and can be lived without."""
    for at, heading in enumerate(table.headings):
        told = table.given.get(at, (None, 0))[1] == 100 and not table.likely[at]
        if vocabulary.is_iban(heading) or cells.content(table.values[at]).ibans >= 50:
            table.problems.append(Problem(W.IBAN_PRESENT, column=heading))
        if vocabulary.is_side(heading) and not told:
            table.problems.append(Problem(W.DEBIT_CREDIT, column=heading, blocking=True))
    if not table.taken(Meaning.DEBTOR_NUMBER) and not _asked(table, Meaning.DEBTOR_NUMBER):
        table.problems.append(Problem(W.NO_DEBTOR_NUMBERS))


def _ambiguous(table: _Table, meaning: Meaning, rivals: Sequence[int]) -> Problem:
    return Problem(
        W.AMBIGUOUS_COLUMN,
        column=table.headings[rivals[0]],
        value=meaning,
        blocking=meaning in _WEIGHTY,
        detail="' and '".join(table.headings[at] for at in rivals),
    )


def _column(table: _Table, at: int) -> Column:
    meaning, sure = table.given.get(at, (None, 0))
    others = tuple(other for other, _ in table.likely[at] if other is not meaning)
    samples = dict.fromkeys(cells.text(value) for value in table.values[at])
    shown = tuple(sample for sample in samples if sample)[:3]
    return Column(at, table.headings[at], meaning, sure / 100, others, shown)
