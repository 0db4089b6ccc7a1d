"""An envelope address for each message: whatever comes back to it names what it answers."""

import hashlib
import hmac
import re
from base64 import b32encode

MAC_LENGTH = 10
LONGEST_LOCAL = 64
"""Of what stands before the @; longer is refused by mail servers (RFC 5321, 4.5.3.1.1)."""


class BaseTooLong(ValueError):
    """The mailbox's own name leaves no room for a number behind it."""


def envelope_of(message_id: int, key: bytes, base: str) -> str:
    """Return `base` with the message in it: "answers@x.nl" gives "answers+m12-k3f…@x.nl".

    Nobody without `key` can make one that we believe. Raises BaseTooLong, and ValueError when
    `base` is no address.
    """
    local, at, domain = base.strip().rpartition("@")
    if not local or not at or not domain or message_id < 0:
        raise ValueError("An envelope needs an address and the number of a message.")
    named = f"{local}+m{message_id}-{_mac(message_id, key)}"
    if len(named) > LONGEST_LOCAL:
        raise BaseTooLong(f"The name of a mailbox for answers has at most {_room()} characters.")
    return f"{named}@{domain}"


def read_envelope(address: str, key: bytes) -> int | None:
    """Return the message that an envelope address names, or None: not ours, or tampered with.

    Servers on the way may change capitals and put signs of their own in front (BATV, SRS).
    """
    for number, mac in _ENVELOPE.findall(address.lower()):
        message_id = int(number)
        if hmac.compare_digest(mac, _mac(message_id, key)):
            return message_id
    return None


_ENVELOPE = re.compile(rf"\+m([0-9]{{1,18}})-([a-z2-7]{{{MAC_LENGTH}}})@")


def _mac(message_id: int, key: bytes) -> str:
    digest = hmac.digest(key, f"envelope|{message_id}".encode(), hashlib.sha256)
    return b32encode(digest).decode().lower()[:MAC_LENGTH]


def _room() -> int:
    """What is left for a name beside the sign, the longest number and the mark."""
    return LONGEST_LOCAL - len("+m-") - 18 - MAC_LENGTH
