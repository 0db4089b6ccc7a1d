"""The structure of `case.json` as JSON Schema, and a check for the keywords that it uses.

A small check of our own: what `schema.json` says can be read by every tool, and verifying a file
needs nothing beside Python.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

SCHEMA_FILE = "schema.json"
MOST_PROBLEMS = 50


class UnknownKeyword(ValueError):
    """The schema uses a word that this check does not know, so it would pass over it in silence."""


def schema_text() -> str:
    """Return `schema.json` as it is written."""
    return files(__package__ or "").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")


@cache
def schema() -> dict[str, Any]:
    """Return the schema of `case.json`."""
    read: dict[str, Any] = json.loads(schema_text())
    return read


def faults(value: Any, rules: Mapping[str, Any] | None = None) -> list[str]:
    """Return what does not fit the schema, each fault a sentence with its place; at most fifty."""
    root = schema() if rules is None else rules
    found: list[str] = []
    for fault in _Check(root).of(value, root, ""):
        found.append(fault)
        if len(found) == MOST_PROBLEMS:
            break
    return found


class _Check:
    """One pass over a value; the root is kept for its `$defs`."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self._definitions: Mapping[str, Any] = root.get("$defs", {})

    def of(self, value: Any, rules: Mapping[str, Any], place: str) -> Iterator[str]:
        for keyword, rule in rules.items():
            if keyword in SAYS_NOTHING:
                continue
            check = CHECKS.get(keyword)
            if check is not None:
                yield from (f"{place or 'the whole'} {fault}" for fault in check(value, rule))
                if keyword == "type" and not _is_of(value, rule):
                    return
            else:
                yield from self._inside(keyword, value, rules, place)

    def _inside(
        self, keyword: str, value: Any, rules: Mapping[str, Any], place: str
    ) -> Iterator[str]:
        rule = rules[keyword]
        match keyword:
            case "$ref":
                yield from self.of(value, self._definitions[rule.rsplit("/", 1)[1]], place)
            case "oneOf":
                yield from self._one_of(value, rule, place)
            case "items":
                for number, one in enumerate(value if isinstance(value, list) else (), 1):
                    yield from self.of(one, rule, f"{place}[{number}]")
            case "properties":
                for name in rule.keys() & value.keys() if isinstance(value, dict) else ():
                    yield from self.of(value[name], rule[name], f"{place}.{name}".lstrip("."))
            case "additionalProperties":
                yield from self._other(value, rules, place)
            case _:
                raise UnknownKeyword(keyword)

    def _one_of(self, value: Any, rules: list[Mapping[str, Any]], place: str) -> Iterator[str]:
        """Only "this or nothing" is used: what is there must fit the first that is not null."""
        for rule in rules:
            if (rule.get("type") == "null") == (value is None):
                yield from self.of(value, rule, place)

    def _other(self, value: Any, rules: Mapping[str, Any], place: str) -> Iterator[str]:
        rule = rules["additionalProperties"]
        for name in value.keys() - rules.get("properties", {}).keys():
            if rule is False:
                yield f"{place or 'the whole'} has '{name}', which has no place there."
            else:
                yield from self.of(value[name], rule, f"{place}.{name}")


def _type(value: Any, rule: str | list[str]) -> Iterator[str]:
    if not _is_of(value, rule):
        names = " or ".join([rule] if isinstance(rule, str) else rule)
        yield f"must be {names}."


def _is_of(value: Any, rule: str | list[str]) -> bool:
    return any(TYPES[name](value) for name in ([rule] if isinstance(rule, str) else rule))


def _enum(value: Any, rule: list[Any]) -> Iterator[str]:
    if value not in rule:
        yield f"is '{value}', which is no word of the list."


def _const(value: Any, rule: Any) -> Iterator[str]:
    if value != rule or isinstance(value, bool) != isinstance(rule, bool):
        yield f"is '{value}' and must be '{rule}'."


def _pattern(value: Any, rule: str) -> Iterator[str]:
    if isinstance(value, str) and not re.fullmatch(rule, value, re.ASCII):
        yield f"is '{value}', which is not written as it should be."


def _format(value: Any, rule: str) -> Iterator[str]:
    if not isinstance(value, str):
        return
    try:
        READ[rule](value)
    except ValueError:
        yield f"is '{value}', which is no {'day' if rule == 'date' else 'moment'}."


def _minimum(value: Any, rule: int) -> Iterator[str]:
    if isinstance(value, int) and value < rule:
        yield f"is {value} and cannot be less than {rule}."


def _required(value: Any, rule: list[str]) -> Iterator[str]:
    for name in rule:
        if isinstance(value, dict) and name not in value:
            yield f"has no '{name}'."


READ: Mapping[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
}
SAYS_NOTHING = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description"})
CHECKS: Mapping[str, Callable[[Any, Any], Iterator[str]]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "format": _format,
    "minimum": _minimum,
    "required": _required,
}
TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
