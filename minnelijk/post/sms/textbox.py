"""The demo's provider of text messages: takes them over HTTP and lays them in the mail box."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from minnelijk.post.mailbox import HOST, Keeper, folder

LARGEST = 20_000
TOKEN = "demo"  # noqa: S105 - opens nothing but this sink


class _Taker(BaseHTTPRequestHandler):
    """Takes one text message per request; anything else is refused with a number."""

    server: "TextBox"

    def do_POST(self) -> None:
        told = self._told()
        if told is None:
            self._answer(422, "no text message")
            return
        name = self.server.keeper.keep(bytes(_as_mail(told, self.server.keeper.now())))
        self._answer(201, name)

    def _told(self) -> dict[str, str] | None:
        try:
            length = int(self.headers.get("Content-Length", "0"))
            told = json.loads(self.rfile.read(min(length, LARGEST)))
            return {name: str(told[name]) for name in ("to", "from", "text", "key")}
        except (ValueError, KeyError, TypeError):
            return None

    def _answer(self, status: int, name: str) -> None:
        body = json.dumps({"id": name}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: an address line could name a number."""


def _as_mail(told: dict[str, str], at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"sms {told['from']}", told["to"]
    mail["Subject"], mail["Date"] = "sms", format_datetime(at)
    mail.set_content(told["text"])
    return mail


def sink_address(port: int) -> str:
    return f"http://{HOST}:{port}/"


class TextBox(ThreadingHTTPServer):
    """The sink itself; `.stop()` ends it."""

    daemon_threads = True

    def __init__(self, now: Callable[[], datetime], port: int) -> None:
        super().__init__((HOST, port), _Taker)
        self.keeper = Keeper(folder(), now)
        threading.Thread(target=self.serve_forever, name="textbox", daemon=True).start()

    @property
    def address(self) -> str:
        return sink_address(self.server_port)

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
