"""What the law lets a creditor ask a consumer for a reminder. This product never asks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minnelijk.law.dated import Dated, Header, Source, read_dated, rows_of
from minnelijk.law.scale import euros, number, yes


@dataclass(frozen=True)
class Fee:
    """The most that one reminder may cost, in cents, and whether postage may come with it."""

    most_cents: int
    plus_postage: bool
    source: Source


@dataclass(frozen=True)
class FeeRow:
    """How many due days or reminders are free, and what a further reminder may cost."""

    free_due_dates: int
    free_reminders: int
    cents: int
    plus_postage: bool


@dataclass(frozen=True, eq=False)
class ReminderFees:
    """The reminder fees of one country; every question raises `LawRefusal` where it is open."""

    header: Header
    dated: Dated[FeeRow]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def of(
        self, *, unpaid_due_dates_this_year: int, regular: bool, reminder_number: int, on: date
    ) -> Fee:
        """Return what this reminder may cost, if the contract says so.

        `unpaid_due_dates_this_year` counts the due days reminded of in the calendar year, this one
        included; it decides where delivery is `regular`. Else `reminder_number` does, counted from
        1 for each due day. Raises `ValueError` below 1.
        """
        if min(unpaid_due_dates_this_year, reminder_number) < 1:
            raise ValueError("Due days and reminders are counted from 1.")
        row = self.dated.at(on)
        count, free = reminder_number, row.value.free_reminders
        if regular:
            count, free = unpaid_due_dates_this_year, row.value.free_due_dates
        if count <= free:
            return Fee(0, False, row.source)
        return Fee(row.value.cents, row.value.plus_postage, row.source)


def read_reminder_fees(header: Header, table: Mapping[str, Any]) -> ReminderFees:
    """Return the reminder fees of a law file; raises `BadLaw`."""
    name = header.parameter
    return ReminderFees(
        header,
        read_dated(
            header,
            rows_of(name, table),
            lambda row: FeeRow(
                int(number(name, row, "free_due_dates")),
                int(number(name, row, "free_reminders")),
                euros(name, row, "fee"),
                yes(name, row, "plus_postage"),
            ),
        ),
    )
