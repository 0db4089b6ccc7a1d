"""Connections to machines that somebody named: out into the world, never into our own network.

A client names its mail server, its mailbox, its provider of text messages. Whoever could name a
machine behind our walls could make us knock there and read from the answer what it is. So a name
is looked up first, and only an address that the whole world may reach is spoken to: the very
address that was looked at, so that a second answer of the name server changes nothing.
"""

import ipaddress
import socket

from django.conf import settings

TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Addresses of IPv6 that hold one of IPv4 (RFC 6052): the inner one counts."""


class OwnNetwork(OSError):
    """This name leads to a machine of our own network: nobody outside may send us there."""


def reached(host: str, port: int, seconds: float) -> socket.socket:
    """Connect to a machine that a user named. Raises OSError: OwnNetwork, or nobody answered."""
    problem: OSError = OSError("no address")
    for address in addresses(host, port):
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as one:
            problem = one
    raise problem


def addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a name, all of them outside our network or allowed by the operator.

    Raises OwnNetwork where one is inside: a name that leads to both is not to be trusted.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    unique = list(dict.fromkeys(str(where[0]) for *_, where in found))
    if host.lower() not in settings.NEAR_HOSTS and any(map(_inside, unique)):
        raise OwnNetwork(f"{host} is a machine of our own network")
    return unique


def _inside(address: str) -> bool:
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        if number in TRANSLATED:
            number = ipaddress.ip_address(int(number) & 0xFFFF_FFFF)
        else:
            number = number.ipv4_mapped or number.sixtofour or number
    return not number.is_global or number.is_multicast
