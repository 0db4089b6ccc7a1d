"""A request above the limit is refused with the limit named, before anything of it is kept."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from minnelijk.site.limits import DRAINED, MOST_BYTES, limited

PIECE = 1_000_000


class Line:
    """A connection that offers a body piece by piece, and keeps what is answered."""

    def __init__(self, offered: int) -> None:
        self.left = offered
        self.read = 0
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        size = min(PIECE, self.left)
        self.left -= size
        self.read += size
        return {"type": "http.request", "body": b"x" * size, "more_body": self.left > 0}

    async def send(self, message: Any) -> None:
        self.sent.append(dict(message))


class Below:
    """What lies below: it reads the whole body, as Django does, and says how much there was."""

    def __init__(self) -> None:
        self.kept = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        more = True
        while more:
            message = await receive()
            self.kept += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})


def ask(offered: int, *, told: bytes | None) -> tuple[Line, Below]:
    headers = [(b"Content-Length", told)] if told is not None else []
    line, below = Line(offered), Below()
    scope = {"type": "http", "headers": headers}
    guarded = limited(below)(scope, line.receive, line.send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as pool:  # a browser test before this one may have left its loop
        pool.submit(asyncio.run, guarded).result()
    return line, below


def test_two_gigabytes_are_refused_unread_and_the_limit_is_named() -> None:
    line, below = ask(2_000_000_000, told=b"2000000000")

    assert line.sent[0]["status"] == 413
    assert f"Het mag {MOST_BYTES // 1_000_000} MB zijn".encode() in line.sent[1]["body"]
    assert below.kept == 0
    assert line.read <= DRAINED + PIECE


def test_a_stream_that_tells_no_length_is_counted() -> None:
    line, below = ask(MOST_BYTES + 5 * PIECE, told=None)

    assert line.sent[0]["status"] == 413
    assert below.kept <= MOST_BYTES


def test_a_length_that_is_no_number_is_refused() -> None:
    line, below = ask(10, told=b"many")

    assert line.sent[0]["status"] == 413
    assert below.kept == 0


def test_what_fits_passes_whole() -> None:
    line, below = ask(3 * PIECE, told=str(3 * PIECE).encode())

    assert line.sent[0]["status"] == 200
    assert below.kept == 3 * PIECE
