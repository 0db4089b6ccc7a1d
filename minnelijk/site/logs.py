"""What the console shows of an error: where it happened, never a token or what was stored."""

import logging
import re
import traceback
from types import TracebackType

LINE = "{asctime} {levelname} {name}: {message}"
SECRET_PATH = re.compile(r"/(in|r|overdracht)/[^\s?]+")
"""Addresses of which the rest lets somebody in."""

Crash = tuple[type[BaseException], BaseException, TracebackType | None]


class Plain(logging.Formatter):
    """One line, and the places of a traceback; an error is named by its kind alone, because its
    words may quote what was typed or stored."""

    def __init__(self) -> None:
        super().__init__(LINE, style="{")

    def format(self, record: logging.LogRecord) -> str:
        return SECRET_PATH.sub(r"/\1/...", super().format(record))

    def formatException(self, ei: Crash | tuple[None, None, None]) -> str:  # noqa: N802
        kind, problem, _ = ei
        if kind is None or problem is None:
            return ""
        names = " from ".join(type(one).__name__ for one in _causes(problem))
        return "".join(traceback.format_tb(problem.__traceback__)) + names


def _causes(problem: BaseException | None) -> list[BaseException]:
    """The error and what led to it, the last one first."""
    found: list[BaseException] = []
    while problem is not None and problem not in found:
        found.append(problem)
        problem = problem.__cause__ or problem.__context__
    return found
