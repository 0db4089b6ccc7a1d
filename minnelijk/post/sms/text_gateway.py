"""Handing a text message to a provider over HTTP, so that we always know what we know.

One request: POST to the provider's address, JSON `{"to", "from", "text", "key"}`, the token as
`Authorization: Bearer`, and the key once more as `Idempotency-Key`: a provider that knows it sends
one text for one key. Whoever speaks otherwise gets a small adapter of its own in front.
"""

from dataclasses import dataclass

import httpx

from minnelijk.post.reaching import addresses
from minnelijk.post.sending.senders import NotNow, Refused, Unclear

SECONDS = 15.0
PATIENCE = frozenset({408, 425, 429, 500, 503})
NOBODY_KNOWS = frozenset({502, 504})
"""Said by who stands in front of the provider: what this one did with the text is not known."""

OF_THE_NUMBER = frozenset({404, 410, 422})
LONGEST_ANSWER = 400
NOBODY = (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where text messages are handed in, and what stands above them (a number or a name)."""

    address: str
    token: str
    shown: str


def send_text(gateway: Gateway, *, to: str, text: str, key: str, seconds: float = SECONDS) -> str:
    """Hand in one text message and return what the provider answered.

    Raises NotNow (nothing left), Refused, or Unclear (the answer never came: perhaps it left).
    """
    _may_speak(gateway)
    try:
        url, host = _reached(httpx.URL(gateway.address))
        with httpx.Client(timeout=seconds, follow_redirects=False) as line:
            answer = line.post(
                url,
                json={"to": to, "from": gateway.shown, "text": text, "key": key},
                headers={
                    "Host": host,
                    "Authorization": f"Bearer {gateway.token}",
                    "Idempotency-Key": key,
                },
                extensions={"sni_hostname": host.partition(":")[0]},
            )
    except (*NOBODY, OSError, UnicodeError) as problem:
        # the last two: no such machine, or one of our own network; a name or a token that cannot
        # be written. Nothing was said.
        raise NotNow(f"no connection: {type(problem).__name__}") from problem
    except httpx.HTTPError as problem:
        raise Unclear(type(problem).__name__) from problem
    return _read(answer)


def _reached(url: httpx.URL) -> tuple[httpx.URL, str]:
    """Return where to knock, by the address that was looked at, and the name to ask for there."""
    port = url.port or (443 if url.scheme == "https" else 80)
    host = url.netloc.decode("ascii")
    return url.copy_with(host=addresses(url.host, port)[0]), host


def _may_speak(gateway: Gateway) -> None:
    """A token and a number never travel in the open."""
    url = httpx.URL(gateway.address)
    if url.scheme != "https" and url.host not in LOOPBACK:
        raise Refused("the provider's address is not https", address=False)


def _read(answer: httpx.Response) -> str:
    said = f"{answer.status_code} {' '.join(answer.text.split())}"[:LONGEST_ANSWER]
    if 200 <= answer.status_code < 300:
        return said
    if answer.status_code in PATIENCE:
        raise NotNow(said)
    if answer.status_code in NOBODY_KNOWS:
        raise Unclear(said)
    raise Refused(said, address=answer.status_code in OF_THE_NUMBER)
