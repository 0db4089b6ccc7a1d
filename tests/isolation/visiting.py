"""One visit: what was asked, what came back, how many questions it took and what it wrote."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from minnelijk.records.models import Seat

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b.*?\"(?P<table>\w+)\"", re.I | re.S)
OF_THE_VISITOR = {"django_session", "records_user", "records_visit"}
"""Being signed in writes these; they say nothing about anybody's case."""
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"|value="\w{64}"')
SEATS = ("desk", "portal", "office", "agency")
"""Rooms with seats."""


@dataclass(frozen=True)
class Address:
    """One line of a room's urls."""

    room: str
    name: str
    wanted: frozenset[str]
    pattern: URLPattern
    path: str

    @property
    def whole(self) -> str:
        return f"{self.room}:{self.name}"

    def filled(self, given: dict[str, object]) -> str:
        """The path with these arguments in it, whatever they are."""
        path = self.path
        for key, converter in self.pattern.pattern.converters.items():
            value = converter.to_url(given[key])
            path = re.sub(rf"<(\w+:)?{key}>", lambda _found, v=value: v, path)
        return "/" + path


def addresses(resolver: URLResolver | None = None) -> list[Address]:
    """Return every address of the house, with its room."""

    def walk(patterns: list[Any], room: str, before: str) -> Iterator[Address]:
        for pattern in patterns:
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, pattern.app_name or room, path)
            else:
                wanted = frozenset(pattern.pattern.converters)
                yield Address(room, pattern.name or path, wanted, pattern, path)

    return list(walk((resolver or get_resolver()).url_patterns, "", ""))


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str
    questions: int
    wrote: list[str]

    @property
    def refused(self) -> bool:
        """Nothing here, not allowed, not in this way, or: sign in first."""
        return self.status in {403, 404, 405} or (
            self.status == 302 and self.location.startswith("/in/")
        )

    @property
    def plain(self) -> bytes:
        """The page without the token that differs every time."""
        return TOKEN.sub(b"", self.body)


@dataclass
class Seen:
    """What the database was asked during a visit."""

    questions: int = 0
    wrote: list[str] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.questions += 1
        found = WRITES.match(sql)
        if found and found["table"] not in OF_THE_VISITOR:
            self.wrote.append(found["table"])
        return execute(sql, params, many, context)


def browser_of(seat: Seat | None) -> Browser:
    """A browser, signed in where there is a seat; what breaks comes back as a page.

    It looks once beforehand: that somebody comes in is remembered, and not every time again.
    """
    made = Browser(headers={"accept-language": "nl"}, raise_request_exception=False)
    if seat is not None:
        made.force_login(seat.user)
        made.get("/kantoor/")
    return made


def visit(
    browser: Browser, method: str, path: str, told: dict[str, Any] | None = None,
    watch: Callable[[set[str]], None] | None = None,
) -> Answer:  # fmt: skip
    """Ask for a page or send something; whatever it did is taken back afterwards.

    `watch` looks at what was written, before that.
    """
    seen = Seen()
    with taken_back(), connection.execute_wrapper(seen):
        ask = browser.get if method == "GET" else browser.post
        got = ask(path, told or {})
        body = b"".join(got.streaming_content) if got.streaming else got.content
        if seen.wrote and watch is not None:
            watch(set(seen.wrote))
    location = got.headers.get("Location", "")
    return Answer(got.status_code, body, location, seen.questions, seen.wrote)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
