"""How an SPF record is written: its terms, and the words in it that stand for something else."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

NEEDS_VALUE = frozenset({"include", "exists", "ip4", "ip6", "redirect", "exp"})
KNOWN = frozenset({"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"})

TERM = re.compile(
    r"(?P<sign>[-+~?]?)(?P<name>[a-z][a-z0-9_.-]*)(?:(?P<mark>[:=])(?P<value>[^\s]*?))?"
    r"(?:/(?P<bits4>\d{1,2}))?(?://(?P<bits6>\d{1,3}))?",
    re.IGNORECASE,
)
PLAIN_NET = re.compile(r"[-+~?]?(ip[46]):(\S+)", re.IGNORECASE)
MACRO = re.compile(r"%(?:\{([slodiphcrtv])(\d{0,3})(r?)([-.+,/_=]*)\}|([%_-]))", re.IGNORECASE)
ESCAPED = {"%": "%", "_": " ", "-": "%20"}


class Term(NamedTuple):
    """One word of a record; `modifier` for what matches nothing itself (redirect=, exp=)."""

    sign: str
    name: str
    value: str
    bits4: int = 32
    bits6: int = 128
    modifier: bool = False


def terms_of(record: str) -> list[Term]:
    """Return the terms of a record; raises ValueError where one is not understood."""
    return [_term(word) for word in record.split()[1:]]


def _term(word: str) -> Term:
    net = PLAIN_NET.fullmatch(word)
    if net:
        return Term(word[0] if word[0] in "-+~?" else "+", net[1].lower(), net[2])
    found = TERM.fullmatch(word)
    if not found:
        raise ValueError(word)
    name, value = found["name"].lower(), found["value"] or ""
    modifier = found["mark"] == "="
    if modifier:
        value = word.partition("=")[2]
    if (not modifier and name not in KNOWN) or (name in NEEDS_VALUE and not value):
        raise ValueError(word)
    bits = (int(found["bits4"] or 32), int(found["bits6"] or 128))
    if bits[0] > 32 or bits[1] > 128:
        raise ValueError(word)
    return Term(found["sign"] or "+", name, value, *bits, modifier=modifier)


def expanded(text: str, *, domain: str, sender: str, ip: IPv4Address | IPv6Address) -> str:
    """Return a domain with its macros filled in: "%{i}._spf.%{d}"."""
    local, _, host = sender.rpartition("@")
    dotted = str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", ""))
    known = {
        "s": sender,
        "l": local,
        "o": host,
        "d": domain,
        "i": dotted,
        "h": host,
        "v": "in-addr" if ip.version == 4 else "ip6",
        "p": "unknown",
    }

    def one(found: re.Match[str]) -> str:
        if found[5]:
            return ESCAPED[found[5]]
        parts = re.split(f"[{re.escape(found[4] or '.')}]", known.get(found[1].lower(), ""))
        if found[3]:
            parts.reverse()
        return ".".join(parts[-int(found[2]) :] if found[2] and int(found[2]) else parts)

    return MACRO.sub(one, text)
