"""Signing a mail for the domain it comes from (DKIM, RFC 6376), fast enough for every mail."""

import base64
import hashlib
import re

from cryptography.exceptions import InvalidKey, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY_BITS = 2048
EXPONENT = 65_537
SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"mime-version",
    b"content-type",
    b"content-language",
    b"auto-submitted",
)
"""What a signature vouches for, as far as the mail has it."""

OVERSIGNED = (b"from",)
"""Named once more than they occur: whoever adds a second one breaks the signature."""

_LINE = 72
_PADDING, _HASH = padding.PKCS1v15(), hashes.SHA256()


class CannotSign(ValueError):
    """The mail or the key is not what a signature can be put on."""


class Signer:
    """Signs mail for one domain and selector; the key is read once, so keep a signer."""

    def __init__(self, domain: str, selector: str, private_key_pem: bytes) -> None:
        self.domain, self.selector = domain, selector
        self._key = _private(private_key_pem)
        self._begin = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain};\r\n\ts={selector}; h="
        ).encode("ascii")

    def sign(self, content: bytes) -> bytes:
        """Return the mail with a DKIM-Signature in front of it; raises CannotSign.

        `content` is a whole mail whose lines end in CRLF, as it will be on the wire.
        """
        if content.count(b"\n") != content.count(b"\r\n"):
            raise CannotSign("A mail is signed as it goes on the wire: every line ends in CRLF.")
        head, body = _halves(content)
        names, signed = _chosen(_fields(head))
        value = self._begin + names + b";\r\n\tbh=" + _body_hash(body) + b";\r\n\tb="
        signed.append(b"dkim-signature:" + _value(value))
        mark = base64.b64encode(self._key.sign(b"\r\n".join(signed), _PADDING, _HASH))
        return b"DKIM-Signature: " + value + _folded(mark) + b"\r\n" + content


def new_key() -> tuple[bytes, str]:
    """Return a new private key (PEM) and the text that its domain publishes for it."""
    key = rsa.generate_private_key(EXPONENT, KEY_BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem, public_record(pem)


def public_record(private_key_pem: bytes) -> str:
    """Return the text that a domain publishes so that others can check this key's signatures."""
    public = _private(private_key_pem).public_key()
    der = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"


def _private(pem: bytes) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(pem, None)
    except (ValueError, TypeError, InvalidKey, UnsupportedAlgorithm) as problem:
        raise CannotSign("This is not a private key in PEM.") from problem
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CannotSign("Signing asks for an RSA key.")
    return key


def _halves(content: bytes) -> tuple[bytes, bytes]:
    """The headers, each ending in CRLF, and the body after the empty line."""
    head, _, body = content.partition(b"\r\n\r\n")
    return head, body


def _fields(head: bytes) -> dict[bytes, list[bytes]]:
    """Per wanted name its values in the order of the mail, in relaxed form."""
    found: dict[bytes, list[bytes]] = {}
    for line in _NEXT_FIELD.split(head):
        name, colon, value = line.partition(b":")
        name = name.rstrip(b" \t").lower()
        if colon and name in SIGNED:
            found.setdefault(name, []).append(name + b":" + _value(value))
    if b"from" not in found:
        raise CannotSign("A mail without From cannot be signed.")
    return found


_NEXT_FIELD = re.compile(rb"\r\n(?![ \t])")


def _chosen(found: dict[bytes, list[bytes]]) -> tuple[bytes, list[bytes]]:
    """The names for h=, and the fields in that order: of a repeated one the last comes first."""
    present = [name for name in SIGNED for _ in found.get(name, ())]
    fields = [field for name in SIGNED for field in reversed(found.get(name, ()))]
    names = [*present, *OVERSIGNED]
    half = len(names) // 2
    return b":".join(names[:half]) + b":\r\n\t" + b":".join(names[half:]), fields


def _value(value: bytes) -> bytes:
    """Relaxed: unfolded, every run of blanks one space, none at the ends."""
    return _one_space(value.replace(b"\r\n", b"")).strip(b" ")


def _body_hash(body: bytes) -> bytes:
    return base64.b64encode(hashlib.sha256(_body(body)).digest())


def _body(body: bytes) -> bytes:
    """Relaxed: runs of blanks are one space, none at a line's end, no empty lines at the end."""
    whole = body if body.endswith(b"\r\n") else body + b"\r\n"  # SMTP ends every line
    text = _one_space(whole).replace(b" \r\n", b"\r\n")
    end = len(text)
    while text.endswith(b"\r\n", 0, end):
        end -= 2
    return text[: end + 2] if end else b""


def _one_space(text: bytes) -> bytes:
    """Every run of spaces and tabs as one space; replacing halves a run, which beats a pattern."""
    if b"\t" in text:
        text = text.replace(b"\t", b" ")
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text


def _folded(mark: bytes) -> bytes:
    lines = (mark[start : start + _LINE] for start in range(0, len(mark), _LINE))
    return b"\r\n\t".join(lines)
