"""A request that is too large is refused before anything of it is kept, with the limit named."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

MOST_BYTES = 210_000_000
"""The largest request: the largest file that a room takes, and some room for its form."""
DRAINED = 2 * MOST_BYTES
"""So much is read and thrown away, for a browser shows an answer only after it was listened to."""

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Te groot</title>
<h1>Dit bestand is te groot.</h1>
<p>Het mag {limit} MB zijn. Lever het in delen aan. Er is niets bewaard.</p>
<p lang="en">This file is too large. It may be {limit} MB. Please send it in parts. Nothing was
kept.</p></html>""".replace("{limit}", str(MOST_BYTES // 1_000_000)).encode()


class TooLarge(Exception):
    """More came in than was said, or than is taken."""


def limited(application: Application) -> Application:
    """Return an application that answers 413 to a request above the limit.

    The server below spools a body to disk before any code of ours sees it, so it is stopped here:
    by the length that it tells, and by counting where it tells none.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
        elif _told(scope) > MOST_BYTES:
            await _refuse(receive, send)
        else:
            await _counted(application, scope, receive, send)

    return guarded


def _told(scope: Scope) -> int:
    """Return the length that a request tells of itself; 0 where it tells none."""
    for name, value in scope["headers"]:
        if bytes(name).lower() == b"content-length":
            text = bytes(value).strip()
            return int(text) if text.isdigit() and len(text) < 20 else MOST_BYTES + 1
    return 0


async def _counted(application: Application, scope: Scope, receive: Receive, send: Send) -> None:
    """Count what comes in where no length was told."""
    seen = 0
    begun = False

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BYTES:
            raise TooLarge
        return message

    async def noting(message: Message) -> None:
        nonlocal begun
        begun = True
        await send(message)

    try:
        await application(scope, counting, noting)
    except TooLarge:
        if not begun:
            await _refuse(receive, send)


async def _refuse(receive: Receive, send: Send) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(PAGE)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})
    await _drain(receive)


async def _drain(receive: Receive) -> None:
    """Throw away what still comes, so that the answer is not lost with the connection."""
    seen = 0
    while seen < DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return
