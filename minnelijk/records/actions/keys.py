"""Notes keys, seals everything with the newest one while others go on working, retires old ones."""

import base64
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction

from minnelijk.records import documents, keyring
from minnelijk.records.factors import LABEL
from minnelijk.records.key_use import (
    INDEX_NUMBER,
    files_of,
    highest_number,
    rows_by_key,
    sealed_models,
    with_number,
    wrong_key,
)
from minnelijk.records.keyring import Key, check_value
from minnelijk.records.models import Document, KeyCheck
from minnelijk.records.sealed import (
    CannotOpen,
    Sealed,
    key_number,
    seal_bytes,
    seals_now,
    unseal_bytes,
)
from minnelijk.records.words import KeyUse

CHUNK = 500
"""Rows in one transaction: some milliseconds, so nobody waits."""

SETTLED = timedelta(hours=1)
"""After so long no process seals with the key before any more, and nothing it began is open."""


class KeyInUse(Exception):
    """A key cannot be retired; says why."""


def note(at: datetime) -> None:
    """Note the check values of keys that are new here; raises CannotOpen where one is wrong."""
    if problem := wrong_key():
        raise CannotOpen(problem)
    known = set(KeyCheck.objects.values_list("use", "number"))
    made = [(KeyUse.SEAL, key.number, key.secret) for key in keyring.ring().keys.values()]
    for use, number, secret in [*made, (KeyUse.INDEX, INDEX_NUMBER, settings.INDEX_KEY)]:
        if (use, number) not in known:
            KeyCheck.objects.get_or_create(
                use=use,
                number=number,
                defaults={"value": check_value(secret), "noted_at": at},
            )


def make_key(at: datetime) -> Key:
    """Make a new key; from now on it seals, here and in every process of this installation.

    Raises RingGiven where the keys stand in the setting.
    """
    key = keyring.add(at, above=highest_number())
    note(at)
    return key


def reseal_all(told: Callable[[Counter[str]], None] = lambda _: None) -> Counter[str]:
    """Seal every row and file anew that another key than the newest seals; safe at any time.

    Interrupted, it goes on where it was; what somebody changes meanwhile stays his. Returns how
    many `rows`, `files` and `factors`, and how many do not open (`damaged`, left as they are).
    """
    done: Counter[str] = Counter()
    for model in sealed_models():
        for counted in _reseal_rows(model):
            done += counted
            told(done)
    for counted in _reseal_files():
        done += counted
        told(done)
    done += _reseal_factors()
    return done


def _reseal_rows(model: type[Sealed]) -> Iterator[Counter[str]]:
    """One pass in the order of the key; what is sealed anew is not met again."""
    newest = bytes([seals_now()])
    old = with_number(model).exclude(key_byte=newest).order_by("pk")
    last: Any = None
    while rows := list((old if last is None else old.filter(pk__gt=last)).only("sealed")[:CHUNK]):
        last = rows[-1].pk
        yield _replace(model, rows)


def _replace(model: type[Sealed], rows: list[Any]) -> Counter[str]:
    """Write what is sealed anew where the row still is as it was read."""
    done: Counter[str] = Counter()
    changes = []
    for row in rows:
        try:
            plain = unseal_bytes(model._meta.label_lower, row.seal_id(), row.sealed)
        except CannotOpen:
            done["damaged"] += 1
            continue
        sealed = seal_bytes(model._meta.label_lower, row.seal_id(), plain)
        key = row.pk if isinstance(row.pk, tuple) else (row.pk,)
        changes.append([sealed, *key, row.sealed])
    columns = [field.column for field in model._meta.pk_fields]
    same = " AND ".join(f'"{column}" = %s' for column in [*columns, "sealed"])
    statement = f'UPDATE "{model._meta.db_table}" SET "sealed" = %s WHERE {same}'  # noqa: S608
    if changes:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, changes)
            done["rows"] += cursor.rowcount
    return done


def _reseal_files() -> Iterator[Counter[str]]:
    old = Document.objects.filter(erased_on=None).exclude(key_id=seals_now()).order_by("id")
    last = 0
    while found := list(old.filter(id__gt=last)[:CHUNK]):
        last = found[-1].id
        yield sum((_reseal_file(document) for document in found), Counter())


def _reseal_file(document: Document) -> Counter[str]:
    try:
        return Counter(files=int(documents.reseal(document)))
    except CannotOpen:
        return Counter(damaged=1)


def _reseal_factors() -> Counter[str]:
    """The secrets of second factors stand in a table of the library, in its own JSON."""
    done: Counter[str] = Counter()
    for number in Authenticator.objects.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            factor = Authenticator.objects.select_for_update().get(id=number)
            data = _anew(factor.data, done)
            if data != factor.data:
                Authenticator.objects.filter(id=number).update(data=data)
                done["factors"] += 1
    return done


def _anew(value: Any, done: Counter[str]) -> Any:
    """Return JSON with every sealed text in it sealed anew; other texts stay as they are."""
    if isinstance(value, dict):
        return {name: _anew(one, done) for name, one in value.items()}
    if isinstance(value, list):
        return [_anew(one, done) for one in value]
    blob = _blob(value)
    if blob is None or key_number(blob) == seals_now():
        return value
    try:
        plain = unseal_bytes(LABEL, 0, blob)
    except CannotOpen:
        return value  # a text that only looks like one: a passkey's own
    return base64.b64encode(seal_bytes(LABEL, 0, plain)).decode()


def _blob(value: Any) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        return None


def retire(number: int, at: datetime) -> None:
    """Take a key away for ever; raises KeyInUse while anything may still need it."""
    ring = keyring.ring()
    if number == ring.newest.number:
        raise KeyInUse(f"Key {number} seals now. Make a newer one first: minnelijk keys rotate.")
    if number not in ring.keys and not keyring.is_given():
        raise KeyInUse(f"There is no key {number}. See minnelijk keys list.")
    newer = KeyCheck.objects.filter(use=KeyUse.SEAL, number__gt=number).order_by("noted_at").first()
    if newer is None or at - newer.noted_at < SETTLED:
        raise KeyInUse(
            f"Key {number} was replaced less than an hour ago: something that began before may "
            "still be sealed with it. Try again later."
        )
    rows, files = rows_by_key()[number], files_of(number)
    if rows or files or _factors_of(number):
        raise KeyInUse(
            f"Key {number} still seals {rows} rows and {files} files. "
            "Run minnelijk keys rotate --finish, and try again."
        )
    KeyCheck.objects.filter(use=KeyUse.SEAL, number=number).update(retired_at=at)
    if not keyring.is_given():
        keyring.remove(number)


def _factors_of(number: int) -> bool:
    """Tell whether a second factor is still sealed with this key."""
    texts = [text for factor in Authenticator.objects.all() for text in _texts(factor.data)]
    blobs = [blob for text in texts if (blob := _blob(text)) and key_number(blob) == number]
    return any(_opens(blob) for blob in blobs)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _opens(blob: bytes) -> bool:
    try:
        unseal_bytes(LABEL, 0, blob)
    except CannotOpen:
        return False
    return True
