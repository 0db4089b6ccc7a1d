"""A provider of text messages on this machine, for tests: real HTTP, answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Provider:
    """A provider of text messages; `status` is its answer, `hang_up` gives none."""

    port: int = 0
    status: int = 201
    hang_up: bool = False
    taken: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/messages"


@contextmanager
def running() -> Iterator[Provider]:
    provider = Provider()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            provider.tokens.append(self.headers["Authorization"])
            provider.taken.append(json.loads(body) | {"again": self.headers["Idempotency-Key"]})
            if provider.hang_up:
                self.connection.close()
                return
            self.send_response(provider.status)
            self.end_headers()
            self.wfile.write(b'{"id": "T-17"}')

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as one:
        yield one
