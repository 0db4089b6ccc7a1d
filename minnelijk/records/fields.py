"""Small pieces that every table is made of: words from a closed list, signs, pairs and bytes."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q


def word_field(
    words: type[StrEnum], *, empty: bool = False, usual: StrEnum | None = None
) -> "models.CharField[Any, str]":
    """Return a column for one word of `words`; `empty` allows '' for "none".

    `usual` is the word of a row of which nobody said it.
    The database refuses other words only with a `word_check` beside it.
    """
    longest = max(len(word) for word in words)
    if longest > WORD_LENGTH:
        raise ValueError(f"A word of {words.__name__} is longer than {WORD_LENGTH} letters.")
    if empty:
        return models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    if usual is not None:
        return models.CharField(max_length=WORD_LENGTH, default=usual.value)
    return models.CharField(max_length=WORD_LENGTH)


WORD_LENGTH = 24


def word_check(
    words: type[StrEnum], column: str, name: str, *, empty: bool = False
) -> models.CheckConstraint:
    """Return the constraint that `column` holds a word of `words`, or '' where `empty`."""
    allowed = [word.value for word in words] + ([""] if empty else [])
    return models.CheckConstraint(condition=Q(**{f"{column}__in": allowed}), name=name)


def sign_check(column: str, sign: str, name: str) -> models.CheckConstraint:
    """Return the constraint that an amount is above ('>'), below ('<') or not ('<>') zero."""
    conditions = {
        ">": Q(**{f"{column}__gt": 0}),
        "<": Q(**{f"{column}__lt": 0}),
        "<>": ~Q(**{column: 0}),
        ">=": Q(**{f"{column}__gte": 0}),
    }
    return models.CheckConstraint(condition=conditions[sign], name=name)


def span_check(name: str, start: str = "from_on", end: str = "until_on") -> models.CheckConstraint:
    """Return the constraint that a span does not end before it starts; an empty end is open."""
    ends_later = Q(**{f"{end}__gte": models.F(start)})
    return models.CheckConstraint(condition=Q(**{f"{end}__isnull": True}) | ends_later, name=name)


def same_check(one: Q, other: Q, name: str) -> models.CheckConstraint:
    """Return the constraint that two statements about a row are both true or both untrue.

    Both must be two-valued (no comparison with an empty column): NULL passes a CHECK.
    """
    return models.CheckConstraint(condition=(one & other) | (~one & ~other), name=name)


def sign_per_kind(
    column: str, kinds: Iterable[tuple[str, str]], name: str
) -> models.CheckConstraint:
    """Return the constraint that the sign of `column` is the one that its `kind` asks for."""
    condition = Q()
    for kind, sign in kinds:
        comparison = {">": Q(**{f"{column}__gt": 0}), "<": Q(**{f"{column}__lt": 0})}
        condition |= Q(kind=kind) & comparison.get(sign, ~Q(**{column: 0}))
    return models.CheckConstraint(condition=condition, name=name)


class BytesField(models.BinaryField):  # type: ignore[type-arg]
    """A binary column that always reads as `bytes`; PostgreSQL's driver hands out memoryviews."""

    _pyi_private_get_type: bytes

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        return None if value is None else bytes(value)
