"""Asking the domain name system, so that "nobody answered" is never read as "nothing there"."""

from collections.abc import Callable
from typing import Any, TypeVar

import dns.exception
import dns.name
import dns.resolver

SECONDS = 3.0
"""So long one question may take; a silent server makes the whole answer *not known now*."""

NOBODY = "off"
"""Instead of a name server: nobody is asked, and nothing is known."""

T = TypeVar("T")


class NotKnownNow(Exception):
    """No server answered, or it said that it cannot: ask again later, and conclude nothing."""


class NoSuchName(Exception):
    """The name does not exist at all."""


def asker(server: str = "") -> dns.resolver.Resolver:
    """Return who is asked: the machine's own name servers, `host:port`, or nobody ("off").

    Raises NotKnownNow.
    """
    if server == NOBODY:
        raise NotKnownNow("this installation asks no name server")
    try:
        asking = dns.resolver.Resolver(configure=not server)
    except dns.resolver.NoResolverConfiguration as problem:
        raise NotKnownNow("this machine knows no name server") from problem
    if server:
        host, _, port = server.rpartition(":")
        asking.nameservers, asking.port = [host or port], int(port) if host else 53
    asking.timeout = asking.lifetime = SECONDS
    return asking


def texts(asking: dns.resolver.Resolver, name: str) -> list[str]:
    """Return the TXT records of a name, their parts joined. Raises NotKnownNow, NoSuchName."""
    return _asked(asking, name, "TXT", _text)


def addresses(asking: dns.resolver.Resolver, name: str, version: int) -> list[str]:
    """Return the IPv4 or IPv6 addresses of a name. Raises NotKnownNow, NoSuchName."""
    return _asked(asking, name, "A" if version == 4 else "AAAA", lambda row: str(row.address))


def mail_hosts(asking: dns.resolver.Resolver, name: str) -> list[str]:
    """Return who takes mail for a name. Raises NotKnownNow, NoSuchName."""
    return _asked(asking, name, "MX", lambda row: row.exchange.to_text(omit_final_dot=True))


NO_NAME = (
    *(dns.name.LabelTooLong, dns.name.NameTooLong, dns.name.EmptyLabel),
    *(dns.name.IDNAException, UnicodeError),
)
"""What cannot be a name is not there."""


def _text(row: Any) -> str:
    return b"".join(row.strings).decode("utf-8", "replace")


def _asked(
    asking: dns.resolver.Resolver, name: str, kind: str, read: Callable[[Any], T]
) -> list[T]:
    try:
        answer = asking.resolve(dns.name.from_text(name), kind, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN as problem:
        raise NoSuchName(name) from problem
    except NO_NAME:
        raise NoSuchName(name) from None
    except (dns.exception.DNSException, OSError) as problem:
        raise NotKnownNow(f"{kind} {name}: {type(problem).__name__}") from problem
    return [read(row) for row in answer.rrset or ()]
