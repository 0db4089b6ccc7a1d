"""A row of every table of the house, for tests that know none of them by name."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.office import office_event
from minnelijk.records.fields import BytesField
from minnelijk.records.models import Case
from minnelijk.records.sealed import Sealed, seal
from tests import world
from tests.world import AT, DAY, Invoice


def one_of_each(of: Sequence[type[models.Model]]) -> dict[str, models.Model]:
    """Return a row of each of these tables, something in every column, and what explains it."""
    cast = world.cast()
    case = world.case(cast.delta, invoices=[Invoice("F-1", 12_000)])
    office_event(cast.delta, "client_changed", Act(AT, by=cast.manager))
    office_event(None, "seat_changed", Act(AT, by=cast.manager))
    with changing(case.id) as locked:
        record(locked, "note", Act(AT, by=cast.sanne), note="Belt morgen terug.")
    made: dict[str, models.Model] = {}
    waiting = list(of)
    while waiting:
        model = waiting.pop(0)
        found = model._base_manager.order_by("-pk").first()
        if found is None and not _ready(model):
            waiting.append(model)
            continue
        made[model.__name__] = found or _made(model)
    _left(case, made["Evidence"])
    return made


def _left(case: Case, proof: Any) -> None:
    """Tell in the chain what the made proof says."""
    with changing(case.id) as locked:
        args = {"message": proof.message_id, "sha256": proof.sha256}
        record(locked, "sent", Act(AT), args=args)


def _ready(model: type[models.Model]) -> bool:
    wanted = [f.related_model for f in model._meta.concrete_fields if f.is_relation]
    return all(one is model or one._base_manager.exists() for one in wanted)


def _made(model: type[models.Model]) -> models.Model:
    """A row with something in every column."""
    row = model(**{f.attname: some(f) for f in model._meta.concrete_fields if f.column and not
                   isinstance(f, models.AutoField)})  # fmt: skip
    if isinstance(row, Sealed):
        row.sealed = None
    row.save(force_insert=True)
    if isinstance(row, Sealed):
        row.sealed = seal(row._meta.label_lower, row.seal_id(), {"words": "iets"})
        row.save()
    return row


def some(field: "models.Field[Any, Any]") -> Any:
    """A value for a column, whatever it means; None for a row that names itself."""
    if field.is_relation:
        own = field.related_model is field.model
        return None if own else field.related_model._base_manager.order_by("pk")[0].pk
    if isinstance(field, BytesField):
        return b"x" * (field.max_length or 8)
    if isinstance(field, models.DateTimeField):
        return AT
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.TimeField):
        return AT.time()
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.IntegerField):
        return 1
    return {"a": 1} if isinstance(field, models.JSONField) else "x"


def take_down() -> None:
    """Take down triggers and checks, as somebody does who owns the database and not the keys."""
    world.guards(up=False)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            return
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
            " AND conrelid::regclass::text LIKE 'records_%'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
