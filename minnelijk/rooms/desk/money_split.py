"""Money for several cases: what each gets, typed in, and all of it together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minnelijk.records.models import BankLine
from minnelijk.rooms.desk.finding import found
from minnelijk.rooms.desk.money import Owner, Waiting, cases_for
from minnelijk.rooms.parts.fields import AmountField
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.parts.people import Request

PART = "deel-"
OTHER, OTHER_AMOUNT = "ander", "ander-bedrag"


@dataclass(slots=True)
class Split:
    """What was typed, with the sentence per field of what is wrong with it; `parts` when all is
    well."""

    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    parts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SplitRow:
    """The field of one case: what stands in it, and what is wrong with that."""

    name: str
    owner: Owner
    value: str
    wrong: str


@dataclass(frozen=True, slots=True)
class SplitShown:
    """The form as it is shown, filled with what each owes or with what was typed."""

    rows: list[SplitRow]
    other: str
    other_amount: str
    other_wrong: list[str]
    problem: str


def shown_split(wait: Waiting, typed: Split | None) -> SplitShown:
    """Return the form for the line in focus."""
    given = typed or Split()
    rows = []
    for owner in wait.owners:
        name = f"{PART}{owner.case.id}"
        filled = "" if typed or not owner.part else f"{owner.part // 100},{owner.part % 100:02}"
        rows.append(SplitRow(name, owner, given.typed.get(name, filled), given.wrong.get(name, "")))
    wrong = [given.wrong[name] for name in (OTHER, OTHER_AMOUNT) if name in given.wrong]
    other, amount = given.typed.get(OTHER, ""), given.typed.get(OTHER_AMOUNT, "")
    return SplitShown(rows, other, amount, wrong, given.problem)


def split_of(request: Request, line: BankLine, posted: Mapping[str, str]) -> Split:
    """Read the parts of a line out of what was typed."""
    names = [f"{PART}{case_id}" for case_id in line.candidates.values_list("case_id", flat=True)]
    made = Split({name: posted.get(name, "")[:40] for name in (*names, OTHER, OTHER_AMOUNT)})
    for name in names:
        cents = _cents(made, name)
        if cents:
            made.parts.append((int(name.removeprefix(PART)), cents))
    _other(request, line, made)
    together = sum(cents for _case, cents in made.parts)
    if not made.wrong and together != line.cents:
        made.problem = _does_not_add_up(line.cents, together)
    return made


def _cents(made: Split, name: str) -> int | None:
    try:
        amount: int | None = AmountField(required=False, or_nothing=True).clean(made.typed[name])
    except ValidationError as wrong:
        made.wrong[name] = wrong.messages[0]
        return None
    return amount


def _other(request: Request, line: BankLine, made: Split) -> None:
    """A case that nobody thought of, by its number."""
    cents = _cents(made, OTHER_AMOUNT)
    number = made.typed[OTHER].strip()
    if not number and not cents:
        return
    if not number:
        made.wrong[OTHER] = _("Typ welke zaak dit deel krijgt.")
        return
    hits = found(request, number, cases=cases_for(request, line))
    if len(hits) != 1:
        made.wrong[OTHER] = (
            _("Er zijn meer zaken die hierbij passen. Typ het nummer van de rekening.")
            if hits
            else _("Er is geen zaak met dit nummer.")
        )
    elif cents:
        made.parts.append((hits[0].case.id, cents))
    elif OTHER_AMOUNT not in made.wrong:
        made.wrong[OTHER_AMOUNT] = _("Vul een bedrag in.")


def _does_not_add_up(came: int, together: int) -> str:
    if together > came:
        words = _("Samen is dit %(much)s te veel. Er kwam %(came)s.")
    else:
        words = _("Er blijft nog %(much)s over. Er kwam %(came)s.")
    return words % {"much": money_text(abs(came - together)), "came": money_text(came)}
