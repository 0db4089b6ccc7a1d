"""An answer written down: as lines that a person reads, or as the JSON that a program reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from minnelijk.law.why import amount


def lines(answer: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Return the answer line by line; a list stands indented below its name."""
    for name, value in answer.items():
        label = name.removesuffix("_cents").replace("_", " ").replace("cents", "amount")
        if isinstance(value, list):
            yield f"{indent}{label}:" + ("" if value else " none")
            for one in value:
                yield f"{indent}  - {_inline(one)}"
        else:
            yield f"{indent}{label}: {_shown(name, value)}"


def _inline(one: Any) -> str:
    if isinstance(one, Mapping):
        return ", ".join(lines(one))
    return str(one)


def _shown(name: str, value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case int() if name.endswith("cents"):
            return amount(value)
    return str(value)


def as_json(answer: Any) -> str:
    """Return an answer, or a part of it, as JSON on one line."""
    return json.dumps(answer, default=_written, ensure_ascii=False)


def _written(value: Any) -> Any:
    """Return what JSON has no word for: days in ISO, a percent as a number without a tail."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in an answer.")
