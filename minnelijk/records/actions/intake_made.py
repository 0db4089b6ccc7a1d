"""Who owns a new case, and what a placement made so far, to be found by what follows in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions.intake_debtors import NewDebtor
from minnelijk.records.actions.intake_rows import Item, Point
from minnelijk.records.models import Debtor


@dataclass
class Made:
    """What a placement stored, to be found again by what follows in it: of claims only those
    whose number is `wanted`."""

    wanted: frozenset[str] = frozenset()
    claims: dict[str, int] = field(default_factory=dict)
    case_of_claim: dict[int, int] = field(default_factory=dict)
    case_of_who: dict[tuple[str, ...], int] = field(default_factory=dict)
    look_again: set[int] = field(default_factory=set)
    minors: set[int] = field(default_factory=set)
    unreachable: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a new case is about, known before or just stored."""

    debtor: int
    person: int
    country: str
    kind: DebtorKind
    language: str
    points: tuple[Point, ...]
    known_before: bool


def known_owner(debtor: Debtor) -> Owner:
    """A debtor whose earlier case is closed; where he can be reached is read again afterwards."""
    return Owner(
        debtor=debtor.id,
        person=debtor.person_id,
        country=debtor.country,
        kind=DebtorKind(debtor.kind),
        language=debtor.language,
        points=(),
        known_before=True,
    )


def new_owner(new: NewDebtor) -> Owner:
    item = new.item
    return Owner(
        debtor=new.id,
        person=new.person_id,
        country=item.country,
        kind=item.kind,
        language=item.language,
        points=new.points,
        known_before=new.joined,
    )


def remember(made: Made, case_id: int, claims: Sequence[tuple[int, Item]], owner: Owner) -> None:
    for claim, item in claims:
        if made.wanted and item.key in made.wanted:
            made.claims[item.key] = claim
            made.case_of_claim[claim] = case_id
        made.case_of_who[item.who] = case_id
    if owner.known_before:
        made.look_again.add(case_id)
    elif not owner.points:
        made.unreachable.add(case_id)
    if any(item.is_minor for _, item in claims):
        made.minors.add(case_id)
