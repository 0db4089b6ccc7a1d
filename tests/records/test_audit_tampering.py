"""Rows of every kind, changed, removed and put in directly in the database: each one is found."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from minnelijk.records.actions.seals import seal_days
from minnelijk.records.audit.pictures import SIZE, Pictured
from minnelijk.records.audit.rows import Table, compare
from minnelijk.records.audit.rules import (
    NOT_PROTECTED,
    OWN_EVENTS,
    RULES,
    columns_of,
    protected,
    rule_of,
)
from minnelijk.records.audit.verify import Audit, closed_days, verify
from minnelijk.records.audit.witness import Witness
from minnelijk.records.models import Case, ChainEnd, Event, OfficeEvent, RowPicture, Seal
from minnelijk.records.sealed import Sealed
from tests.records.one_of_each import one_of_each, some, take_down

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 3, 6, 0, 30, tzinfo=UTC)
"""Half past one in Amsterdam: the day of the cast is over."""

ITSELF = {"Seal", "RowPicture"}
MODELS = [
    model
    for model in apps.get_app_config("records").get_models()
    if model.__name__ not in NOT_PROTECTED.keys() | ITSELF
]
EXPLAIN = (Case, Event, OfficeEvent, ChainEnd)
APART = [model for model in MODELS if model not in EXPLAIN]
AWAY = 1_001
"""Added to a number to make another one; fits into the smallest column."""


@pytest.fixture
def rows(settings: Any, tmp_path: Any) -> Iterator[dict[str, models.Model]]:
    """A row of every table, closed into a day; triggers and checks are down, as for a thief."""
    settings.ANCHOR_FOLDER = str(tmp_path)
    take_down()
    made = one_of_each(MODELS)
    seal_days(NIGHT)
    assert _found() == {}
    made["Seal"] = Seal.objects.filter(client__isnull=True).order_by("-id")[0]
    made["RowPicture"] = RowPicture.objects.all()[0]
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


def test_a_changed_row_of_every_table_is_found(rows: dict[str, models.Model]) -> None:
    for model in APART:
        _change(rows[model.__name__], _last_column(model))

    assert _missed(APART) == []


def test_a_removed_row_of_every_table_is_found(rows: dict[str, models.Model]) -> None:
    for model in APART:
        _remove(rows[model.__name__])

    assert _missed(APART) == []


def test_a_row_that_was_put_into_any_table_is_found(rows: dict[str, models.Model]) -> None:
    for model in APART:
        _copy(rows[model.__name__])

    assert _missed(APART) == []


def test_rows_that_explain_others_are_found_one_by_one(rows: dict[str, models.Model]) -> None:
    for model in EXPLAIN:
        row = rows[model.__name__]
        for way in (partial(_change, row, _last_column(model)), partial(_remove, row)):
            assert _finds(model, way), way
        assert _finds(model, partial(_copy, row)), model


def test_seals_and_pictures_watch_over_themselves(rows: dict[str, models.Model]) -> None:
    for model in (Seal, RowPicture):
        row = rows[model.__name__]
        columns = [f.column for f in model._meta.concrete_fields if f.column != "id"]
        ways = [partial(_change, row, column) for column in columns if column != "sealed_at"]
        for way in [*ways, partial(_remove, row), partial(_copy, row)]:
            assert _finds(model, way, closed_days), way


def test_every_protected_column_counts(rows: dict[str, models.Model]) -> None:
    missed, pictured, witness = [], Pictured(), Witness()
    for model in protected():
        table = Table(model)
        for column in _columns(model):
            _change(rows[model.__name__], column)
            number = getattr(rows[model.__name__], _attname(model, table.by))
            if not compare(table, number // SIZE, pictured, witness).findings:
                missed.append(f"{table.name}.{column}")
            _put_back(rows[model.__name__], column)

    assert missed == []


def test_every_table_has_a_rule_or_says_why_it_has_none() -> None:
    named = RULES.keys() | OWN_EVENTS.keys() | NOT_PROTECTED.keys()
    models_ = {model.__name__ for model in apps.get_app_config("records").get_models()}

    assert named == models_
    assert all(columns_of(model)[0] for model in protected())


def test_a_rule_names_columns_that_there_are() -> None:
    for model in protected():
        rule = rule_of(model)
        columns = {field.column for field in model._meta.concrete_fields}

        assert (set(rule.told.split()) - {"*"}) | set(rule.free) <= columns, model.__name__


# What it stands on


def _finds(
    model: type[models.Model], way: Callable[[], None], look: Callable[[Audit], Any] = verify
) -> bool:
    """Do something to a row, look, and undo it."""
    point = transaction.savepoint()
    way()
    found = {one.table for one in look(Audit())}
    transaction.savepoint_rollback(point)
    # The last event that is gone shows at the row which says where the chain ends.
    return bool(found & {model._meta.db_table, "records_chainend" if model is OfficeEvent else ""})


def _missed(models_: list[type[models.Model]]) -> list[str]:
    found = _found()
    return [model.__name__ for model in models_ if model._meta.db_table not in found]


def _found() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in verify(Audit()):
        found.setdefault(finding.table, []).append(str(finding))
    return found


def _columns(model: type[models.Model]) -> list[str]:
    """Every column that is protected, but for those by which a row is found again."""
    key = {field.column for field in model._meta.pk_fields}
    sealed = ["sealed"] if issubclass(model, Sealed) else []
    return [c for part in columns_of(model) for c in part if c not in key] + sealed


def _last_column(model: type[models.Model]) -> str:
    if model.__name__ in OWN_EVENTS:
        return "head" if model is ChainEnd else "args"
    columns = _columns(model)
    return columns[-1] if columns else Table(model).key[-1]


def _attname(model: type[models.Model], column: str) -> str:
    return next(f.attname for f in model._meta.concrete_fields if f.column == column)


def _change(row: models.Model, column: str) -> None:
    model = type(row)
    field = next(f for f in model._meta.concrete_fields if f.column == column)
    value = _other(field, getattr(row, field.attname))
    model._base_manager.filter(pk=row.pk).update(**{field.attname: value})


def _remove(row: models.Model) -> None:
    type(row)._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)


def _put_back(row: models.Model, column: str) -> None:
    name = _attname(type(row), column)
    type(row)._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name)})


def _copy(row: models.Model) -> None:
    """The same row once more, with everything different by which the database knows rows apart."""
    model = type(row)
    keys = [[field.attname for field in model._meta.pk_fields]]
    keys += [[f.attname] for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    keys += [[model._meta.get_field(name).attname for name in one.fields] for one in unique]
    vary: set[str] = set()
    for names in keys:
        if not vary & set(names):
            vary.add(([n for n in names if n not in {"case_id", "client_id"}] or names)[-1])
    fields = [field for field in model._meta.concrete_fields if field.column]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    values |= {f.attname: _other(f, values[f.attname]) for f in fields if f.attname in vary}
    model(**values).save(force_insert=True)


def _other(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Another value of the same type."""
    made = some(field) or 1 if value is None else value
    if isinstance(made, bool):
        return not made
    if isinstance(made, int):
        return made + AWAY
    if isinstance(made, bytes):
        return bytes([made[0] ^ 1]) + made[1:] if made else b"x"
    if isinstance(made, date):
        return made + timedelta(days=1)
    if isinstance(made, dict | list):
        return {"another": 1}
    if isinstance(made, str):
        return "y" + made[1:] if made[:1] != "y" else "z" + made[1:]
    return made.replace(minute=(made.minute + 1) % 60)


@pytest.fixture(autouse=True)
def checks_back() -> Iterator[None]:
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_what_is_not_protected_is_told_openly() -> None:
    page = Path("docs/audit.md").read_text(encoding="utf-8")
    told = [f"| `{name}` | {why} |" for name, why in NOT_PROTECTED.items()]
    told += [f"`{column}`" for rule in RULES.values() for column in rule.free]

    assert [line for line in told if line not in page] == []
