"""What the owner of a domain asks of mail that says it comes from there (DMARC, RFC 7489)."""

from dataclasses import dataclass, field
from functools import lru_cache

import dns.resolver
from publicsuffixlist import PublicSuffixList

from minnelijk.post.proving.asking import NoSuchName, NotKnownNow, texts

NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a domain asks of its mail: `word` is dmarc_ok, or why there is no policy to read."""

    word: str
    asks: str = ""
    strict: frozenset[str] = field(default_factory=frozenset)
    found: str = ""

    @property
    def known(self) -> bool:
        return self.word != NOT_KNOWN


def policy_of(domain: str, asking: dns.resolver.Resolver) -> Policy:
    """Return the domain's own policy, else that of the organisation above it."""
    for owner in dict.fromkeys((domain, organisation(domain))):
        try:
            found = texts(asking, f"_dmarc.{owner}")
        except NoSuchName:
            continue
        except NotKnownNow:
            return Policy(NOT_KNOWN)
        records = [text for text in found if tags_of(text).get("v") == "DMARC1"]
        if records:
            return _policy_of(records, own=owner == domain)
    return Policy("dmarc_none")


ASKS = frozenset({"none", "quarantine", "reject"})


def _policy_of(records: list[str], *, own: bool) -> Policy:
    if len(records) > 1:
        return Policy("dmarc_two", found=records[0])
    tags = tags_of(records[0])
    asks = (tags.get("p", "") if own else tags.get("sp", tags.get("p", ""))).lower()
    if asks not in ASKS:
        return Policy("dmarc_broken", found=records[0])
    modes = {"dkim": tags.get("adkim", "r"), "spf": tags.get("aspf", "r")}
    strict = frozenset(name for name, mode in modes.items() if mode.lower() == "s")
    return Policy("dmarc_ok", asks, strict, records[0])


def aligned(domain: str, from_domain: str, check: str, policy: Policy) -> bool | None:
    """Tell whether a proven domain counts for the From domain; None while nobody knows how strict
    the owner is."""
    domain, from_domain = domain.lower().rstrip("."), from_domain.lower().rstrip(".")
    if domain == from_domain:
        return True
    related = organisation(domain) == organisation(from_domain)
    if related and not policy.known:
        return None
    return related and check not in policy.strict


def organisation(domain: str) -> str:
    """Return the part of a domain that somebody registered: mail.delta.co.uk -> delta.co.uk."""
    return _suffixes().privatesuffix(domain.lower()) or domain.lower()


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def tags_of(record: str) -> dict[str, str]:
    """Return what a record says, tag by tag: `tag=value; tag=value`, where blanks mean nothing."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip(): "".join(value.split()) for name, _, value in pairs}
