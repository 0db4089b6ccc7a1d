"""The same question asked twice in one look at a message is answered once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[tuple[Any, ...], Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering(answers: dict[tuple[Any, ...], Any] | None = None) -> Iterator[None]:
    """Remember answers inside this block, in which nothing of what is asked changes.

    `answers` is kept by who wants them longer than one block.
    """
    token = _answers.set({} if answers is None else answers)
    try:
        yield
    finally:
        _answers.reset(token)


def answers_now() -> dict[tuple[Any, ...], Any] | None:
    """Return what is remembered in this block; None outside one."""
    return _answers.get()


def remembered(question: Callable[P, R]) -> Callable[P, R]:
    """Let a question about rows and days be remembered; nobody may change an answer."""

    @wraps(question)
    def asked(*about: P.args, **more: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None or more:
            return question(*about, **more)
        key = (question.__qualname__, *about)
        if key not in answers:
            answers[key] = question(*about, **more)
        found: R = answers[key]
        return found

    return asked
