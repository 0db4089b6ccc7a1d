"""Who proves a mail that came in: its signature, and the server that handed it over."""

import re
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr
from ipaddress import ip_address
from typing import NamedTuple

import dkim
import dns.resolver

from minnelijk.post.proving.asking import NoSuchName, NotKnownNow, texts
from minnelijk.post.proving.dmarc import Policy, aligned, policy_of
from minnelijk.post.proving.spf import spf_of
from minnelijk.records.models import Sender
from minnelijk.records.words import CheckResult, SenderWay

MOST_SIGNATURES = 5


class Proof(NamedTuple):
    """Whether the From domain was proven, by a signature and by the server's address."""

    dkim: bool
    spf: bool


def proof_of(content: bytes, sender: Sender, asking: dns.resolver.Resolver) -> Proof:
    """Return what proves that this mail is of the sender's domain. Raises NotKnownNow."""
    domain = sender.address.rpartition("@")[2]
    policy = policy_of(domain, asking)
    if not policy.known:
        raise NotKnownNow(domain)
    signed = any(
        aligned(one, domain, "dkim", policy) or False for one in signed_by(content, asking)
    )
    return Proof(signed, _by_server(content, sender, policy, asking))


def signed_by(content: bytes, asking: dns.resolver.Resolver) -> list[str]:
    """Return the domains whose signatures on a mail are right. Raises NotKnownNow."""

    def published(name: bytes, timeout: float = 0) -> bytes | None:
        try:
            found = texts(asking, name.decode("ascii", "replace"))
        except NoSuchName:
            return None
        return found[0].encode() if found else None

    found = []
    for number in range(MOST_SIGNATURES):
        try:
            reader = dkim.DKIM(content)
            if reader.verify(idx=number, dnsfunc=published):
                found.append(reader.domain.decode("ascii", "replace").lower())
        except dkim.DKIMException:
            continue
        except (KeyError, ValueError, IndexError):
            continue  # a signature that is none: the library trips over it
    return found


def _by_server(
    content: bytes, sender: Sender, policy: Policy, asking: dns.resolver.Resolver
) -> bool:
    """Ask SPF about the server that handed the mail to ours; of our own server we know it."""
    head = message_from_bytes(content.partition(b"\r\n\r\n")[0])
    domain = sender.address.rpartition("@")[2]
    envelope = parseaddr(str(head["Return-Path"] or ""))[1]
    address = handed_over_by(head)
    if address and envelope:
        back = envelope.rpartition("@")[2]
        right = spf_of(address, back, asking, envelope).result == "pass"
        return right and bool(aligned(back, domain, "spf", policy))
    return sender.way != SenderWay.OWN_SERVER and sender.spf == CheckResult.PASS


def handed_over_by(head: Message) -> str:
    """Return the address from which a mail came to the servers of our mailbox, "" if none is told.

    Each server puts its line on top, so the first public address is the one that ours saw; what
    stands lower was written by others.
    """
    for line in head.get_all("Received", []):
        for text in IN_BRACKETS.findall(str(line)):
            try:
                address = ip_address(text)
            except ValueError:
                continue
            if address.is_global:
                return str(address)
    return ""


IN_BRACKETS = re.compile(r"\[(?:IPv6:)?([0-9a-fA-F:.]{3,45})\]")
