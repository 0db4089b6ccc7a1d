"""A domain name server of our own on loopback: it answers from a zone, fails, or says nothing."""

import socketserver
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.resolver
from dnslib import QTYPE, RCODE, RR, TXT, DNSRecord
from dnslib.dns import AAAA, CNAME, MX, A

Records = Mapping[str, Sequence[str]]
"""Per "name type" its values: {"post.example TXT": ["v=spf1 -all"]}."""


@dataclass
class Zone:
    """`records` by name and type; `servfail` and `silent`: names that get no proper answer."""

    records: dict[str, list[str]] = field(default_factory=dict)
    servfail: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    port: int = 0
    asked: list[str] = field(default_factory=list)

    def publish(self, name: str, kind: str, value: str) -> None:
        self.records.setdefault(f"{name.lower()} {kind}", []).append(value)

    def answer(self, packet: bytes) -> bytes | None:
        request = DNSRecord.parse(packet)
        name = str(request.q.qname).rstrip(".").lower()
        kind = QTYPE[request.q.qtype]
        self.asked.append(f"{name} {kind}")
        reply = request.reply()
        if name in self.silent:
            return None
        if name in self.servfail:
            reply.header.rcode = RCODE.SERVFAIL
        elif not self._fill(reply, name, kind) and not self._known(name):
            reply.header.rcode = RCODE.NXDOMAIN
        return bytes(reply.pack())

    def _fill(self, reply: DNSRecord, name: str, kind: str) -> bool:
        for target in self.records.get(f"{name} CNAME", []):
            reply.add_answer(RR(name, QTYPE.CNAME, rdata=CNAME(target)))
            return self._fill(reply, target, kind) or True
        values = self.records.get(f"{name} {kind}", [])
        for value in values:
            reply.add_answer(RR(name, getattr(QTYPE, kind), rdata=_rdata(kind, value)))
        return bool(values)

    def _known(self, name: str) -> bool:
        """A name above a known one exists too: an answer without records, not NXDOMAIN."""
        owners = {key.split(" ")[0] for key in self.records}
        return any(owner == name or owner.endswith(f".{name}") for owner in owners)

    def resolver(self, seconds: float = 1.0) -> dns.resolver.Resolver:
        asking = dns.resolver.Resolver(configure=False)
        asking.nameservers, asking.port = ["127.0.0.1"], self.port
        asking.timeout = asking.lifetime = seconds
        return asking

    def txt(self, name: bytes, timeout: float = 5) -> bytes | None:
        """Return a TXT record as an independent verifier asks for it: over UDP, from this zone."""
        asking = self.resolver(timeout)
        try:
            found = asking.resolve(name.decode().rstrip("."), "TXT")
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        return b"".join(found[0].strings)


def _rdata(kind: str, value: str) -> object:
    if kind == "TXT":
        data = value.encode()
        return TXT([data[start : start + 250] for start in range(0, len(data), 250)] or [b""])
    if kind == "MX":
        number, _, host = value.partition(" ")
        return MX(host, int(number))
    return {"A": A, "AAAA": AAAA, "CNAME": CNAME}[kind](value)


class _OneQuestion(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        packet, socket = self.request
        answer = self.server.zone.answer(packet)  # type: ignore[attr-defined]
        if answer is not None:
            socket.sendto(answer, self.client_address)


@contextmanager
def served(zone: Zone) -> Iterator[Zone]:
    """Serve a zone over UDP on loopback for as long as the block runs."""
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _OneQuestion) as server:
        server.zone = zone  # type: ignore[attr-defined]
        zone.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield zone
        server.shutdown()
