"""Who owes, in bulk: new debtors with their person, contact points and keys; known ones renewed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minnelijk.flow.words import PointChannel, PointQuality
from minnelijk.records import bulk
from minnelijk.records.actions.contact import add_point
from minnelijk.records.actions.core import Act, record
from minnelijk.records.actions.intake_rows import Item, Point, points_of, reach_of, told_of
from minnelijk.records.blind import KnownFacts, PersonMark, person_marks, search_keys
from minnelijk.records.chunks import chunks
from minnelijk.records.ids import reserve
from minnelijk.records.models import (
    Case,
    Client,
    ContactPoint,
    Debtor,
    Person,
    PersonKey,
    SearchKey,
)
from minnelijk.records.sealed import seal

BATCH = 1_000
SOURCE = "import"
MarkRow = tuple[str, bytes, bool, int]


@dataclass(frozen=True, slots=True)
class NewDebtor:
    """A debtor that was just stored; `joined` says that another client may know this person."""

    id: int
    person_id: int
    item: Item
    points: tuple[Point, ...]
    joined: bool


def store_debtors(client: Client, groups: Sequence[Sequence[Item]], on: date) -> list[NewDebtor]:
    """Store one debtor per group of rows, which name the same one; the caller holds the client."""
    facts = [group[0].facts for group in groups]
    people = _people(facts, on)
    ids = reserve(Debtor, len(groups))
    found = [
        NewDebtor(
            id=number,
            person_id=person_id,
            item=group[0],
            points=_points(group),
            joined=joined,
        )
        for number, group, (person_id, joined) in zip(ids, groups, people, strict=True)
    ]
    bulk.insert_alike(Debtor, {"client_id": client.id}, DEBTOR, map(_debtor, found))
    _store_points(found, on)
    # In the order of the index, so that each page of it is fetched once for all its keys.
    keys = sorted(
        (kind.value, token, new.id)
        for new, own in zip(found, facts, strict=True)
        for kind, token in search_keys(own)
    )
    names = ("kind", "token", "debtor_id")
    bulk.insert_alike(SearchKey, {"client_id": client.id}, names, keys)
    return found


def _points(group: Sequence[Item]) -> tuple[Point, ...]:
    """The points of all rows of a debtor, each once; the first row's are tried first."""
    found: dict[tuple[str, str], Point] = {}
    for points in reversed(_told_apart(group)):
        for point in points:
            key = (point.channel, point.value)
            found.pop(key, None)
            found[key] = point
    return tuple(found.values())


def _told_apart(group: Sequence[Item]) -> list[list[Point]]:
    """The points of the rows that differ in them; most rows of a debtor say the same."""
    told: dict[tuple[str, ...], Item] = {}
    for item in group:
        told.setdefault((*told_of(item.row), item.country), item)
    return [points_of(item) for item in told.values()]


DEBTOR = ("id", "person_id", "number_at_client", "kind", "country", "language", "sealed")
_DEBTOR, _POINT = Debtor._meta.label_lower, ContactPoint._meta.label_lower


def _debtor(new: NewDebtor) -> tuple[Any, ...]:
    item = new.item
    return (
        new.id,
        new.person_id,
        item.row.debtor_number,
        item.kind,
        item.country,
        item.language,
        seal(_DEBTOR, new.id, sealed_of(item)),
    )


def sealed_of(item: Item) -> dict[str, Any]:
    """Return what is sealed of a debtor."""
    born = item.row.birth_on
    return {
        "name": item.row.name,
        "birth_on": born.isoformat() if born else None,
        "enterprise_no": item.row.enterprise_no,
    }


def _store_points(found: Sequence[NewDebtor], on: date) -> None:
    numbers = iter(reserve(ContactPoint, sum(len(new.points) for new in found)))
    rows = []
    for new in found:
        versions: dict[str, int] = {}
        for point in new.points:
            number, channel = next(numbers), point.channel
            versions[channel] = versions.get(channel, 0) + 1
            sealed = seal(_POINT, number, point.content)
            rows.append((number, new.id, channel.value, versions[channel], sealed))
    names = ("id", "debtor_id", "channel", "version", "sealed")
    same = {"quality": PointQuality.GOOD, "source": SOURCE, "from_on": on}
    bulk.insert_alike(ContactPoint, same, names, rows)


def _people(debtors: Sequence[KnownFacts], on: date) -> list[tuple[int, bool]]:
    """Return (person, was known before) for each debtor: strong facts join, a name never does."""
    marks = [sorted(person_marks(facts)) for facts in debtors]
    known = _known_people({mark for own in marks for mark in own if mark.strong})
    fresh = iter(reserve(Person, len(debtors)))
    found: list[tuple[int, bool]] = []
    keys: list[MarkRow] = []
    new: list[int] = []
    for own in marks:
        strong = [mark for mark in own if mark.strong]
        person = next((known[mark] for mark in strong if mark in known), None)
        found.append((person if person is not None else next(fresh), person is not None))
        if person is None:
            new.append(found[-1][0])
        keys += _keys(own, found[-1][0], known)
    bulk.insert_alike(Person, {"made_on": on}, ("id",), ((number,) for number in new))
    keys.sort()  # as above
    bulk.insert_rows(PersonKey, ("kind", "digest", "strong", "person_id"), keys)
    return found


def _keys(own: Iterable[PersonMark], person: int, known: dict[PersonMark, int]) -> list[MarkRow]:
    """A strong mark belongs to the person who had it first; weak ones may be many people's."""
    keys = []
    for mark in own:
        if mark in known:
            continue
        if mark.strong:
            known[mark] = person
        keys.append((mark.kind.value, mark.digest, mark.strong, person))
    return keys


def _known_people(marks: set[PersonMark]) -> dict[PersonMark, int]:
    by_key = {(mark.kind.value, mark.digest): mark for mark in marks}
    found: dict[PersonMark, int] = {}
    for chunk in chunks(by_key):
        rows = PersonKey.objects.filter(
            strong=True, digest__in=[digest for _, digest in chunk]
        ).values_list("kind", "digest", "person_id", "person__merged_into_id")
        for kind, digest, person, merged_into in rows:
            mark = by_key.get((kind, bytes(digest)))
            if mark is not None:
                found[mark] = merged_into or person
    return found


def renew(case: Case, items: Sequence[Item], act: Act) -> bool:
    """Take over what a list says anew of a known debtor; return whether something is new.

    A value that was seen before is left as it is: what is marked wrong, refused or bounced stays
    so, however often it is delivered. What the debtor told us himself is never put aside.
    """
    debtor: Debtor = case.debtor
    old = [
        (row, Point(PointChannel(row.channel), row.open()).value)
        for row in debtor.points.order_by("version")
    ]
    seen = {(row.channel, value) for row, value in old if counts(row)}
    fresh = [point for point in _points(items) if (point.channel, point.value) not in seen]
    for point in fresh:
        add_point(case, point.channel, point.content, act, source=SOURCE)
    _retire(old, {(point.channel, point.value) for point in _points(items)}, fresh, act.on)
    case.reach = _reach(debtor)
    renamed = _rename(case, debtor, items[0], act)
    if fresh or renamed:
        keys = [
            SearchKey(client_id=case.client_id, kind=kind, token=token, debtor=debtor)
            for item in items
            for kind, token in sorted(search_keys(item.facts))
        ]
        SearchKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)
    return bool(fresh)


def _reach(debtor: Debtor) -> int:
    usable = [PointQuality.GOOD, PointQuality.DOUBTFUL]
    points = debtor.points.filter(until_on__isnull=True, quality__in=usable)
    return reach_of(Point(PointChannel(point.channel), point.open()) for point in points)


def counts(point: ContactPoint) -> bool:
    """Tell whether a stored value is not new when it is delivered again; a mark always stays."""
    return point.until_on is None or point.quality != PointQuality.GOOD


def _retire(
    old: Sequence[tuple[ContactPoint, str]],
    named: set[tuple[str, str]],
    fresh: Sequence[Point],
    on: date,
) -> None:
    """End what an older list said of a channel for which this one names something else."""
    channels = {point.channel for point in fresh}
    ended = [
        row.id
        for row, value in old
        if row.until_on is None
        and row.source == SOURCE
        and row.channel in channels
        and (row.channel, value) not in named
    ]
    ContactPoint.objects.filter(id__in=ended).update(until_on=on)


def _rename(case: Case, debtor: Debtor, item: Item, act: Act) -> bool:
    content = debtor.open()
    told = {key: value for key, value in sealed_of(item).items() if value}
    if all(content.get(key) == value for key, value in told.items()):
        return False
    debtor.close(content | told)
    debtor.save(update_fields=["sealed"])
    record(case, "debtor_renewed", act, why="import")
    return True
