"""Filters and tags of every room: amounts, days, moments, numbers and icons.

Filters on days give `<time datetime>`; those ending in `_plain` give text, for use in attributes.
"""

import re
from datetime import date, datetime
from functools import lru_cache

import lucide
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from minnelijk.records.models import Seat
from minnelijk.rooms.parts import formats, roles
from minnelijk.rooms.parts.sentences import effect_of, notice_name, say, step_name

register = template.Library()
AFTER_NUMBER = re.compile(r"(?<=[\d.]) (?=[^\W\d])")


@register.filter
def money(cents: int | None) -> str:
    """`€ 1.204,50` out of cents; an unknown amount stays empty."""
    return "" if cents is None else formats.money_text(cents)


@register.filter
def day(value: date | None, on: date | None = None) -> str:
    """`maandag 30 november`; with the year when that is not the year of `on`."""
    return "" if value is None else marked(value, formats.day_text(only_day(value), on))


@register.filter
def day_year(value: date | None) -> str:
    """`maandag 30 november 2026`."""
    return "" if value is None else marked(value, formats.day_year_text(only_day(value)))


@register.filter
def day_short(value: date | None, on: date | None = None) -> str:
    """`ma 30 nov`, for columns; with the year when that is not the year of `on`."""
    return "" if value is None else marked(value, formats.day_short_text(only_day(value), on))


@register.filter
def day_month(value: date | None, on: date | None = None) -> str:
    """`30 nov`, for a timeline; with the year when that is not the year of `on`."""
    return "" if value is None else marked(value, formats.day_month_text(value, on))


@register.filter
def date_only(value: date | None) -> str:
    """`30 november 2026`, for invoices."""
    return "" if value is None else marked(value, formats.date_text(only_day(value)))


@register.filter
def moment(value: datetime | None, on: date | None = None) -> str:
    """`ma 30 nov, 17.30`, out of an aware moment."""
    return "" if value is None else marked(value, formats.moment_text(value, on))


@register.filter
def clock(value: datetime | None) -> str:
    """`17.30 uur`, out of an aware moment."""
    return "" if value is None else marked(value, formats.clock_text(value))


@register.filter
def day_plain(value: date, on: date | None = None) -> str:
    return formats.day_text(only_day(value), on)


@register.filter
def day_short_plain(value: date, on: date | None = None) -> str:
    return formats.day_short_text(only_day(value), on)


@register.filter
def moment_plain(value: datetime, on: date | None = None) -> str:
    return formats.moment_text(value, on)


@register.filter
def clock_plain(value: datetime) -> str:
    return formats.clock_text(value)


@register.filter
def weekday(value: date) -> str:
    """`ma`: the first line of a cell of the day ribbon."""
    return formats.weekday_text(value)


@register.filter
def iban(value: str) -> str:
    """`NL12 BANK 0330 8800 71`."""
    return formats.iban_text(value)


@register.filter
def phone(value: str, home: str = formats.HOME) -> str:
    """`06 1234 56 78` at home, `+32 470 12 34 56` from abroad."""
    return formats.phone_text(value, home)


@register.simple_tag(name="say")
def say_tag(word: str, of: str = "", args: dict[str, object] | None = None) -> str:
    """The sentence of a closed word: `{% say case.next_why "NextWhy" case.next_args %}`."""
    return say(word, args, of)


@register.filter
def said(word: str, of: str = "") -> str:
    """The sentence of a closed word without more: `{{ hold.kind|said:"HoldKind" }}`."""
    return say(word, of=of)


@register.filter
def notice(kind: str) -> str:
    """The short name of a notice."""
    return notice_name(kind)


@register.filter
def step(name: str) -> str:
    """The name of a step of a flow."""
    return step_name(name)


@register.filter
def effect(outcome: str) -> str:
    """What an outcome of a call does, in one line."""
    return effect_of(outcome)


@register.filter
def may(seat: Seat, name: str) -> bool:
    """Whether a seat may act at an address: `{% if seat|may:"desk:lift" %}`."""
    return roles.may_act(seat.role, name)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Lucide icon; hidden from screen readers unless it stands alone and has a `label`."""
    return drawn(name, str(label))


@lru_cache(maxsize=512)
def drawn(name: str, label: str) -> SafeString:
    known = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    svg = lucide._render_icon(name, None, **{"class": "icon"}, **known)
    return mark_safe(re.sub(r">\s+<", "><", svg))  # noqa: S308 - our own icon set; the attributes are escaped by the renderer


def only_day(value: date) -> date:
    """Refuse a moment where a day is meant: which day it is depends on where one is."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"A day is asked for, not {value!r}.")
    return value


def marked(value: date, text: str) -> SafeString:
    """Wrap `text` in a time element; the number and its month stay on one line."""
    kept = AFTER_NUMBER.sub(formats.NO_BREAK, text)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), kept)
