"""Stretches of days: what runs between stops, and how years are cut from a first day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from minnelijk.law.dated import ONE_DAY

Stretch = tuple[date, date]
"""A first and a last day, both included."""


def running(first: date, last: date, stops: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches of `first` to `last` that lie outside the stops; they may overlap."""
    stretches = []
    for stop_first, stop_last in sorted(stops):
        if stop_last < first or stop_first > last:
            continue
        if first < stop_first:
            stretches.append((first, stop_first - ONE_DAY))
        if stop_last >= last:
            return stretches
        first = stop_last + ONE_DAY
    return [*stretches, (first, last)]


def within(stretches: Iterable[Stretch], first: date, last: date) -> list[Stretch]:
    """Return what of the stretches lies from `first` to `last`, both included."""
    cut = [(max(begin, first), min(end, last)) for begin, end in stretches]
    return [(begin, end) for begin, end in cut if begin <= end]


def years(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Return the stretches of each year, the years counted from their first day."""
    year = 0
    while stretches and (begin := anniversary(stretches[0][0], year)) <= stretches[-1][1]:
        year += 1
        yield within(stretches, begin, anniversary(stretches[0][0], year) - ONE_DAY)


def anniversary(start: date, years: int) -> date:
    """Return the same day so many years later; 1 March where 29 February is not in that year."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def require_stops(stops: Iterable[Stretch]) -> None:
    """Raise `ValueError` for a stop that ends before it begins."""
    for first, last in stops:
        if last < first:
            raise ValueError(f"A stop from {first} to {last} ends before it begins.")
