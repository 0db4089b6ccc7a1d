"""Text as mail programs really write it: wrong character sets, folded and half coded headers."""

import codecs
import re
from datetime import UTC, datetime
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

LONGEST_HEADER = 20_000
MOST_ADDRESSES = 200
LONGEST_LIST = 8_000
MOST_LISTS = 20
MOST_IDS = 100

NOT_FOR_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})
"""Codecs of Python that no mail means, and that would change or endlessly chew what it says."""

READ_AS = {"ascii": "utf-8", "iso8859-1": "cp1252", "latin-1": "cp1252", "gb2312": "gb18030"}
"""What is named far too narrowly: the wider set reads the same letters, and the others too."""


def text_of(content: bytes, charset: str) -> str:
    """Return `content` as text, whatever `charset` claims; a sign that is nowhere becomes U+FFFD.

    UTF-8 is tried where the claim is wrong: hardly any other text happens to be valid UTF-8.
    """
    for name in (_codec(charset), "utf-8", "cp1252"):
        try:
            return tidy(content.decode(name))
        except (UnicodeError, LookupError, ValueError):
            continue
    return tidy(content.decode("cp1252", "replace"))


def _codec(charset: str) -> str:
    """Return the codec to try first for the name in a mail; utf-8 for a name of no text."""
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError, UnicodeError):
        return "utf-8"
    if name.replace("_", "-") in NOT_FOR_TEXT:
        return "utf-8"
    return READ_AS.get(name, name)


def tidy(text: str) -> str:
    """Return `text` with plain line ends, without signs that no eye sees or that turn it round."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _UNSEEN.sub("", plain.translate(_SPACES))


_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff]"
)
_SPACES = {0xA0: " ", 0x202F: " ", 0x2029: "\n", 0x85: "\n"}


def header(message: Message, name: str) -> str:
    """Return one header as a line of text, "" where it is missing."""
    return decoded(raw(message, name))


def raw(message: Message, name: str) -> str:
    """Return one header as it stands, on one line; bytes outside ASCII are read as UTF-8."""
    found = message.get(name)
    return _one_line(str(found)) if found is not None else ""


def raws(message: Message, name: str) -> list[str]:
    """Return every header of this name, as it stands."""
    return [_one_line(str(found)) for found in message.get_all(name) or []][:MOST_ADDRESSES]


def _one_line(value: str) -> str:
    """What the parser could not read as ASCII are bytes in disguise."""
    begun = value[:LONGEST_HEADER]
    if not begun.isascii():
        begun = text_of(begun.encode("utf-8", "surrogateescape"), "utf-8")
    return " ".join(tidy(begun).split())


def decoded(value: str) -> str:
    """Return a header with its coded words (RFC 2047) read."""
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
    except Exception:  # of the coded words of a stranger; as it stands it is still a line
        return value
    texts = [
        part if isinstance(part, str) else text_of(part, charset or "ascii")
        for part, charset in parts
    ]
    return " ".join(tidy("".join(texts)).split())


def sender_of(message: Message) -> tuple[str, str]:
    """Return (name, address) of who says to have written it."""
    value = raw(message, "From") or raw(message, "Sender")
    name, address = parseaddr(value)
    return decoded(name), clean_address(address)


def addresses(message: Message, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses in these headers, in their order, each once."""
    values = [value[:LONGEST_LIST] for name in names for value in raws(message, name)][:MOST_LISTS]
    found = (clean_address(address) for _, address in getaddresses(values))
    return tuple(dict.fromkeys(address for address in found if address))[:MOST_ADDRESSES]


def clean_address(text: str) -> str:
    """Return an address in small letters, "" for what is none."""
    address = text.strip().strip("<>").lower()
    return address if _ADDRESS.fullmatch(address) else ""


_ADDRESS = re.compile(r"[^\s@<>\"(),;:]{1,100}@[^\s@<>\"(),;:]{1,200}")


def mail_ids(text: str) -> tuple[str, ...]:
    """Return the Message-IDs in a header, with their brackets, each once."""
    return tuple(dict.fromkeys(_MAIL_ID.findall(text)))[:MOST_IDS]


_MAIL_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")


def moment(text: str) -> datetime | None:
    """Return when a mail says it was sent, in UTC; None for no day or an impossible one."""
    try:
        at = parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
