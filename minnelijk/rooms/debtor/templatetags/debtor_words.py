"""Filters that only the debtor's page needs."""

from datetime import date

from django import template

from minnelijk.files.amounts import written
from minnelijk.rooms.parts.formats import money_text

register = template.Library()


@register.filter
def less(cents: int) -> str:
    """An amount that is taken off, with a minus in front; what was added again has none."""
    return money_text(-cents)


@register.filter
def typed(cents: int) -> str:
    """An amount as a bank's app takes it: `214,50`."""
    return written(cents)


@register.filter
def iso(day: date | None) -> str:
    """A day as a form sends it."""
    return day.isoformat() if day else ""
