"""Blind keys: how sealed names, addresses and numbers are found and recognised without opening."""

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from minnelijk.law.references import enterprise_number
from minnelijk.records import keyring
from minnelijk.records.words import KeyKind, SearchKind

TOKEN_BYTES = 8
DIGEST_BYTES = 16
SHORTEST_PREFIX = 3
PHONE_DIGITS = 9


class KnownFacts(NamedTuple):
    """What a client told us of one debtor, as far as it helps to find or recognise him."""

    name: str
    country: str
    enterprise_no: str = ""
    birth_on: date | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    postcode: str = ""
    house_number: str = ""


class PersonMark(NamedTuple):
    """A keyed hash of facts; a strong one joins two debtors, a weak one only asks a person."""

    kind: KeyKind
    digest: bytes
    strong: bool


def token(kind: SearchKind, text: str) -> bytes:
    """Return the 8 bytes under which `text`, as somebody types it, is looked up."""
    return _keyed("search", kind, normal(kind, text))[:TOKEN_BYTES]


def tokens(kind: SearchKind, text: str) -> set[bytes]:
    """Return the tokens to store for `text`: of a name its words and their beginnings."""
    if kind == SearchKind.NAME:
        found = (_name_tokens(settings.INDEX_KEY, word) for word in fold(text).split())
        return set().union(*found)
    wanted = normal(kind, text)
    return {token(kind, wanted)} if wanted else set()


@lru_cache(maxsize=4_096)
def _name_tokens(index_key: bytes, word: str) -> frozenset[bytes]:
    """The tokens of a word of a name and of its beginnings; words come back in many names."""
    beginnings = [word[:length] for length in range(SHORTEST_PREFIX, len(word))]
    folded = {normal(SearchKind.NAME, one) for one in (word, *beginnings)} - {""}
    return frozenset(
        _keyed_with(index_key, "search", SearchKind.NAME, one)[:TOKEN_BYTES] for one in folded
    )


def digest(kind: KeyKind, text: str) -> bytes:
    """Return the 16 bytes that recognise a person by `text`, which is already in normal form."""
    return _keyed("person", kind, text)[:DIGEST_BYTES]


def search_keys(facts: KnownFacts) -> set[tuple[SearchKind, bytes]]:
    """Return all search keys of one debtor."""
    texts = [(SearchKind.NAME, facts.name)]
    texts += [(SearchKind.MAIL, mail) for mail in facts.emails]
    texts += [(SearchKind.PHONE, phone) for phone in facts.phones]
    if facts.postcode and facts.house_number:
        texts += [(SearchKind.POSTCODE, f"{facts.postcode} {facts.house_number}")]
    return {(kind, one) for kind, text in texts for one in tokens(kind, text)}


def person_marks(facts: KnownFacts) -> set[PersonMark]:
    """Return the marks of one debtor; without strong facts only weak ones, or none."""
    name = " ".join(sorted(fold(facts.name).split()))
    address = _address(facts)
    number = enterprise_number(facts.country, facts.enterprise_no)
    found = [(KeyKind(number[0]), number[1], True)] if number else []
    if name:
        found += [(KeyKind.MAIL_NAME, _joined(mail.lower(), name), True) for mail in facts.emails]
        found += [(KeyKind.PHONE_NAME, _joined(phone_tail(p), name), False) for p in facts.phones]
        born = facts.birth_on.isoformat() if facts.birth_on else ""
        found += [(KeyKind.BIRTH_ADDRESS_NAME, _joined(born, address, name), True)]
    found += [(KeyKind.PHONE, phone_tail(phone), False) for phone in facts.phones]
    found += [(KeyKind.ADDRESS, address, False)]
    return {PersonMark(kind, digest(kind, text), strong) for kind, text, strong in found if text}


def envelope_key() -> bytes:
    """Return the key of the envelope addresses of our own mail (`files/mails/verp.py`)."""
    return keyring.ring().envelope


def normal(kind: SearchKind, text: str) -> str:
    """Return `text` in the one form in which it is compared."""
    if kind == SearchKind.NAME:
        return fold(text)
    if kind == SearchKind.MAIL:
        return text.strip().lower()
    if kind == SearchKind.PHONE:
        return phone_tail(text)
    return _SIGNS.sub("", text.upper())


_SIGNS = re.compile(r"[^0-9A-Z]")


def fold(text: str) -> str:
    """Return a name without accents, capitals and punctuation: "Müller-Şen" -> "muller sen"."""
    if text.isascii():  # nothing to take apart: most names of a long list
        return " ".join(_WORD.findall(text.lower().replace("'", "")))
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain.replace("'", "").replace("\u2019", "")))


_WORD = re.compile(r"[^\W_]+")
UNDECOMPOSED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "\u0131": "i"})
"""Letters that Unicode does not take apart into a plain letter and a sign."""


def phone_tail(text: str) -> str:
    """Return the subscriber's digits, the same for "02 123 45 67" and "+32 2 123 45 67"."""
    digits = _NO_DIGITS.sub("", text).removeprefix("00")
    for country_code, lengths in _COUNTRY_CODES:
        if digits.startswith(country_code) and len(digits) in lengths:
            digits = digits[2:]
    return digits.lstrip("0")[-PHONE_DIGITS:]


_NO_DIGITS = re.compile(r"\D")
_COUNTRY_CODES = (("31", (11, 12)), ("32", (10, 11, 12)))


def _address(facts: KnownFacts) -> str:
    if not facts.postcode or not facts.house_number:
        return ""
    return normal(SearchKind.POSTCODE, f"{facts.postcode}{facts.house_number}")


def _joined(*parts: str) -> str:
    """Return the parts as one text, or '' when one is missing: half a key recognises too many."""
    return "|".join(parts) if all(parts) else ""


def _keyed(use: str, kind: str, text: str) -> bytes:
    return _keyed_with(settings.INDEX_KEY, use, kind, text)


def _keyed_with(index_key: bytes, use: str, kind: str, text: str) -> bytes:
    begun, end = _begun(index_key, use)
    inner, outer = begun.copy(), end.copy()
    inner.update(f"{kind}|{text}".encode())
    outer.update(inner.digest())
    return outer.digest()


@lru_cache(maxsize=8)
def _begun(index_key: bytes, use: str) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    """The two hashes of an HMAC-SHA256 (RFC 2104) at their beginning, to be copied: the key is
    made ready once, and a list asks so often that the objects of `hmac` took half of the time.

    A key per use, so that a search token can never be laid beside a person's mark.
    """
    key = hmac.digest(index_key, use.encode(), hashlib.sha256).ljust(_BLOCK, b"\0")
    pads = (bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C))
    inner, outer = map(hashlib.sha256, pads)
    return inner, outer


_BLOCK = 64
"""Bytes of a block of SHA-256."""
