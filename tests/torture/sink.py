"""A mail server in a process of its own that outlives every kill: it notes each mail in a file."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, notes: IO[bytes]
) -> None:
    """Take everything; a mail is noted before its "250" is said, half a mail is thrown away."""
    try:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                name = mail.partition(b"Message-ID: ")[2].partition(b"\r\n")[0]
                notes.write(name + b"\n")
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 taken\r\n")
            if verb == b"QUIT":
                break
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _listen(path: str) -> None:
    with Path(path).open("ab", buffering=0) as notes:

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await _talk(reader, writer, notes)

        server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=2**24)
        sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
        sys.stdout.flush()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, sys.stdin.readline)  # until who started us is gone


@contextmanager
def sink(path: Path) -> Iterator[int]:
    """Give the port of a server that notes what comes in, until the block is left."""
    command = [sys.executable, "-m", "tests.torture.sink", str(path)]
    process = Popen(command, stdin=PIPE, stdout=PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def received(path: Path) -> Counter[str]:
    """How often each Message-ID came in whole."""
    return Counter(path.read_text().split()) if path.exists() else Counter()


def per_message(path: Path) -> Counter[int]:
    """How often each of our messages came in: their Message-IDs begin with their number."""
    counted: Counter[int] = Counter()
    for name, count in received(path).items():
        head = name.removeprefix("<m").partition(".")[0]
        if name.startswith("<m") and head.isdecimal():
            counted[int(head)] += count
    return counted


if __name__ == "__main__":
    asyncio.run(_listen(sys.argv[1]))
