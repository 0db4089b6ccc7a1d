"""Assert that the database refuses a row, and by which constraint."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model


def refuses(model: type[Model], constraint: str, **columns: Any) -> None:
    """Assert that such a row is refused, and by this constraint."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model._default_manager.create(**columns)
    assert names(refusal.value, constraint)


def refuses_change(row: Model, constraint: str, **columns: Any) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**columns)
    assert names(refusal.value, constraint)


def names(problem: Exception, constraint: str) -> bool:
    """Tell whether the refusal is this one; SQLite names columns where a key is double."""
    return constraint in str(problem) or "UNIQUE constraint failed" in str(problem)
