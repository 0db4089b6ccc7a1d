"""Which key sealed what, and whether the keys of this installation are those of its database."""

from collections import Counter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import BinaryField, Count, F, Func, QuerySet, Value

from minnelijk.records import documents, keyring
from minnelijk.records.keyring import check_value
from minnelijk.records.models import Document, KeyCheck
from minnelijk.records.sealed import CannotOpen, Sealed, key_number
from minnelijk.records.words import KeyUse

INDEX_NUMBER = 1
"""There is one index key: everything that it made is made with it alone."""


def sealed_models() -> list[type[Sealed]]:
    """Return every table with a sealed column."""
    return [model for model in apps.get_models() if issubclass(model, Sealed)]


def with_number(model: type[Sealed]) -> "QuerySet[Any]":
    """Return the sealed rows of a table, each with its key's number as one byte (`key_byte`)."""
    first = Func(F("sealed"), Value(1), Value(1), function="SUBSTR", output_field=BinaryField())
    rows: QuerySet[Any] = model._default_manager.exclude(sealed=None).annotate(key_byte=first)
    return rows


def rows_by_key() -> Counter[int]:
    """Return how many rows each key seals."""
    found: Counter[int] = Counter()
    for model in sealed_models():
        counted = with_number(model).order_by().values_list("key_byte").annotate(n=Count("*"))
        for first, count in counted:
            found[key_number(bytes(first))] += count
    return found


def files_by_key() -> Counter[int]:
    """Return how many files of documents each key seals, as their rows say."""
    kept = Document.objects.filter(erased_on=None).order_by()
    return Counter(dict(kept.values_list("key_id").annotate(n=Count("*"))))


def files_of(number: int) -> int:
    """Return how many files this key really seals: every file is looked at."""
    kept = Document.objects.filter(erased_on=None).only("store_path")
    return sum(_first_byte(document) == number for document in kept.iterator(2_000))


def _first_byte(document: Document) -> int:
    try:
        with documents.place(document).open("rb") as file:
            return key_number(file.read(1))
    except FileNotFoundError:
        return 0


def wrong_key() -> str:
    """Return what is wrong with the keys of this installation, '' where nothing is.

    Raises BadRing where they cannot even be read.
    """
    ring = keyring.ring()
    for noted in KeyCheck.objects.filter(retired_at=None).order_by("use", "number"):
        if noted.use == KeyUse.INDEX:
            if check_value(settings.INDEX_KEY) != noted.value:
                return WRONG_INDEX
            continue
        key = ring.keys.get(noted.number)
        if key is None:
            return GONE.format(number=noted.number, where=_where())
        if check_value(key.secret) != noted.value:
            return WRONG.format(number=noted.number, where=_where())
    return _never_noted(ring)


WRONG = (
    "Key {number} in {where} is not the one that sealed the names and addresses of this database. "
    "Put the right keys back (from a backup); nothing was started."
)
GONE = (
    "Key {number} is missing from {where}, and this database was sealed with it. "
    "Put it back (from a backup); nothing was started."
)
WRONG_INDEX = (
    "The index key (MINNELIJK_INDEX_KEY, or index_key in the home) is not the one of this "
    "database: nobody would be found by name. Put the right key back; nothing was started."
)


def _never_noted(ring: keyring.Ring) -> str:
    """A database from before the check values: something that is sealed must open."""
    if KeyCheck.objects.filter(use=KeyUse.SEAL).exists():
        return ""
    for model in sealed_models():
        row: Any = model._default_manager.exclude(sealed=None).first()
        if row is not None:
            try:
                row.open()
            except CannotOpen:
                return WRONG.format(number=key_number(row.sealed), where=_where())
    return ""


def _where() -> str:
    return "MINNELIJK_SEAL_KEY" if keyring.is_given() else str(keyring.place())


def highest_number() -> int:
    """Return the highest number that any seal key ever had here."""
    known = KeyCheck.objects.filter(use=KeyUse.SEAL).aggregate(most=models.Max("number"))["most"]
    return int(known or 0)
