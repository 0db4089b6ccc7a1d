"""Benchmarks: what a machine does in a second, and how much memory it takes; never a test."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

MODULES = {
    "import": "importing",
    "letters": "letters",
    "mail": "mail",
    "match": "matching",
    "portfolio": "portfolio",
    "read": "reading",
}
"""Each bench is a module with `HELP`, `add_arguments(parser)` and `run(options) -> dict`."""


def names() -> list[str]:
    return sorted(MODULES)


def module(name: str) -> Any:
    return import_module(f"minnelijk.site.bench.{MODULES[name]}")


def run(name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one bench, by its name."""
    work: Callable[[dict[str, Any]], dict[str, Any]] = module(name).run
    return {"bench": name, **work(options)}
