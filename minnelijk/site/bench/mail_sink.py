"""A mail server in a process of its own for the bench of mail: it takes everything and counts."""

import asyncio
import json
import sys
from collections import Counter


class Sink:
    """Counts what came in whole, by Message-ID; keeps no mail."""

    def __init__(self) -> None:
        self.got: Counter[bytes] = Counter()
        self.signed = 0
        self.bytes = 0
        self.connections = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                self._take(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 taken\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    def _take(self, mail: bytes) -> None:
        head = mail.partition(b"\r\n\r\n")[0]
        self.got[head.partition(b"Message-ID: ")[2].partition(b"\r\n")[0]] += 1
        self.signed += head.startswith(b"DKIM-Signature: ")
        self.bytes += len(mail)

    def told(self) -> dict[str, int]:
        once = sum(1 for count in self.got.values() if count == 1)
        return {
            "mails": self.got.total(),
            "once": once,
            "signed": self.signed,
            "bytes": self.bytes,
            "connections": self.connections,
        }


async def listen() -> None:
    sink = Sink()
    server = await asyncio.start_server(sink.talk, "127.0.0.1", 0, limit=2**24)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)  # until somebody asks
    print(json.dumps(sink.told()), flush=True)


if __name__ == "__main__":
    asyncio.run(listen())
