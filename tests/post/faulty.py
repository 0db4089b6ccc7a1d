"""A mail server of a few lines that says what a test tells it to: bad answers, half ones, none."""

import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import sleep

from tests.post.server import free_port

USUAL = {
    "banner": "220 here",
    "EHLO": "250 hello",
    "MAIL": "250 yes",
    "RCPT": "250 yes",
    "DATA": "354 go on",
    "end": "250 taken",
    "RSET": "250 yes",
}
DROP, HALF_DATA = "<drop>", "<half>"
"""Hang up instead of answering; hang up while the mail is still on the wire."""


@dataclass
class Faulty:
    """`says` what is answered at which moment; a list is used up, one conversation after another.

    `watch` is told of each moment before it is answered.
    `<drop>` hangs up, `<slow>` answers too late, an answer without a line end is broken off.
    `got` counts what was taken with a whole "250" per Message-ID, `seen` what came in whole.
    """

    port: int
    says: dict[str, str] = field(default_factory=dict)
    once: bool = False
    slow_for: float = 1.5
    got: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    watch: Callable[[str], None] = lambda _moment: None

    def fault(self, moment: str) -> str:
        self.watch(moment)
        answer = self.says.get(moment, USUAL.get(moment, "500 what"))
        if self.once:
            self.says.pop(moment, None)
        return answer


class _Talk:
    """One conversation."""

    def __init__(self, server: Faulty, line: socket.socket) -> None:
        self.server, self.line, self.file = server, line, line.makefile("rb")
        self.sender = self.to = ""

    def run(self) -> None:
        with suppress(OSError), self.line:
            if self.say("banner"):
                while (words := self.file.readline()) and self.answer(words.decode().strip()):
                    pass
            self.file.close()

    def say(self, moment: str) -> bool:
        """Answer; False when the line is over."""
        answer = self.server.fault(moment)
        if answer.startswith("<slow>"):
            sleep(self.server.slow_for)
            answer = answer.removeprefix("<slow>")
        if answer == DROP:
            self.line.shutdown(socket.SHUT_RDWR)
            return False
        whole = not answer.endswith("<cut>")
        self.line.sendall(answer.removesuffix("<cut>").encode() + (b"\r\n" if whole else b""))
        if not whole:
            self.line.shutdown(socket.SHUT_RDWR)
        return whole

    def answer(self, words: str) -> bool:
        verb = words[:4].upper()
        if verb == "QUIT":
            return False
        if verb == "MAIL":
            self.sender = words.partition("<")[2].partition(">")[0]
        if verb == "RCPT":
            self.to = words.partition("<")[2].partition(">")[0]
        if verb != "DATA":
            return self.say(verb)
        go_on = self.server.says.get("DATA", USUAL["DATA"])
        return self.say("DATA") and (not go_on.startswith("354") or self.mail())

    def mail(self) -> bool:
        if self.server.says.get("body") == HALF_DATA:
            self.file.readline()
            self.server.fault("body")
            self.line.shutdown(socket.SHUT_RDWR)
            return False
        name = ""
        while (line := self.file.readline()) not in {b".\r\n", b""}:
            if line.lower().startswith(b"message-id:") and not name:
                name = line.partition(b":")[2].strip().decode()
        if not line:
            return False  # half a mail is thrown away
        self.server.seen[name] += 1
        self.server.envelopes.append((self.sender, self.to))
        taken = self.server.says.get("end", "250").removeprefix("<slow>").startswith("250")
        self.server.got[name] += taken
        return self.say("end")


@contextmanager
def faulty() -> Iterator[Faulty]:
    """Listen on this machine until the test is over."""
    server = Faulty(free_port())
    door = socket.create_server(("127.0.0.1", server.port))

    def listen() -> None:
        with suppress(OSError):
            while True:
                line, _ = door.accept()
                server.connections += 1
                threading.Thread(target=_Talk(server, line).run, daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield server
    finally:
        door.close()
