"""May this address send mail for that domain? The domain's own answer (SPF, RFC 7208)."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

import dns.resolver

from minnelijk.post.proving.asking import NoSuchName, addresses, mail_hosts, texts
from minnelijk.post.proving.spf_words import Term, expanded, terms_of

MOST_LOOKUPS = 10
MOST_VOID = 2
MOST_MAIL_HOSTS = 10

SAYS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


class SpfAnswer(NamedTuple):
    """pass, fail, softfail, neutral, none or permerror; `why` is what is broken (two_records,
    too_many, void, syntax, empty_include); `record` what the domain says itself."""

    result: str
    why: str
    record: str
    lookups: int


class Broken(Exception):
    """The record cannot be followed: `why`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def spf_of(
    address: str, domain: str, resolver: dns.resolver.Resolver, sender: str = ""
) -> SpfAnswer:
    """Return what `domain` says of mail from `address` (IPv4 or IPv6). Raises NotKnownNow.

    `sender` is the envelope's address, for records that ask for it.
    """
    walk = _Walk(ip_address(address), sender or f"postmaster@{domain}", resolver)
    records = walk.records(domain)
    if not records:
        return SpfAnswer("none", "", "", 0)
    try:
        result = walk.asked(domain, records)
    except (Broken, ValueError) as problem:
        why = problem.why if isinstance(problem, Broken) else "syntax"
        return SpfAnswer("permerror", why, records[0], walk.lookups)
    return SpfAnswer(result, "", records[0], walk.lookups)


@dataclass
class _Walk:
    """One answer being worked out: look-ups are counted over the whole of it."""

    ip: IPv4Address | IPv6Address
    sender: str
    resolver: dns.resolver.Resolver
    lookups: int = 0
    void: int = 0

    def records(self, domain: str) -> list[str]:
        try:
            found = texts(self.resolver, domain)
        except NoSuchName:
            return []
        return [text for text in found if re.match(r"v=spf1( |$)", text, re.IGNORECASE)]

    def asked(self, domain: str, records: list[str]) -> str:
        """Return what one domain's record says; raises Broken."""
        if len(records) > 1:
            raise Broken("two_records")
        terms = terms_of(records[0])
        for term in terms:
            if not term.modifier and self._matches(term, domain):
                return SAYS[term.sign]
        onward = [term for term in terms if term.name == "redirect"]
        if onward and not any(term.name == "all" for term in terms):
            self._count()
            return self._elsewhere(self._target(onward[0], domain))
        return "neutral"

    def _matches(self, term: Term, domain: str) -> bool:
        if term.name == "all":
            return True
        if term.name in {"ip4", "ip6"}:
            network = ip_network(term.value, strict=False)
            return network.version == self.ip.version and self.ip in network
        self._count()
        if term.name == "ptr":  # asks a look-up, and is not to be leaned on
            return False
        target = self._target(term, domain)
        if term.name == "include":
            return self._elsewhere(target) == "pass"
        version = 4 if term.name == "exists" else self.ip.version
        hosts = self._mail_hosts(target) if term.name == "mx" else [target]
        found = [one for host in hosts for one in self._addresses(host, version)]
        self._void(not found)
        if term.name == "exists":
            return bool(found)
        bits = term.bits4 if version == 4 else term.bits6
        return any(self.ip in ip_network(f"{one}/{bits}", strict=False) for one in found)

    def _elsewhere(self, domain: str) -> str:
        """What another domain says; one that says nothing breaks the record that leans on it."""
        records = self.records(domain)
        if not records:
            raise Broken("empty_include")
        return self.asked(domain, records)

    def _addresses(self, host: str, version: int) -> list[str]:
        try:
            return addresses(self.resolver, host, version)
        except NoSuchName:
            return []

    def _mail_hosts(self, domain: str) -> list[str]:
        try:
            found = mail_hosts(self.resolver, domain)
        except NoSuchName:
            found = []
        if len(found) > MOST_MAIL_HOSTS:
            raise Broken("too_many")
        return found

    def _void(self, nothing: bool) -> None:
        """A term that found nothing at all: two are forgiven, as they cost others their time."""
        self.void += nothing
        if self.void > MOST_VOID:
            raise Broken("void")

    def _count(self) -> None:
        self.lookups += 1
        if self.lookups > MOST_LOOKUPS:
            raise Broken("too_many")

    def _target(self, term: Term, domain: str) -> str:
        if not term.value:
            return domain
        return expanded(term.value, domain=domain, sender=self.sender, ip=self.ip)
