"""Mail servers that report what became of a mail: in the standard form (RFC 3464), or in words."""

import logging
import re
from collections.abc import Iterator
from email.message import Message

from flufl.bounce import all_failures

from minnelijk.files.mails.decoding import clean_address, mail_ids, raw, text_of
from minnelijk.files.mails.facts import Action, Bounce
from minnelijk.files.mails.parts import content_of, inside, leaves

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it logs every look, with a trace

MOST_BLOCKS = 50
LONGEST_LOOK = 60_000
ACTIONS = {
    "failed": Action.FAILED,
    "failure": Action.FAILED,
    "error": Action.FAILED,
    "delayed": Action.DELAYED,
    "delivered": Action.DONE,
    "relayed": Action.DONE,
    "expanded": Action.DONE,
}
WORST_FIRST = (Action.FAILED, Action.DELAYED, Action.DONE)
ORIGINALS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


def bounce_of(message: Message, words: str) -> Bounce | None:
    """Return what a mail server reports in this mail, None when it is no report.

    `words` is the text of the mail: servers that do not know the standard tell it there.
    """
    reports = [report for block in _blocks(message) if (report := _report(block)) is not None]
    if reports:
        return _worst(reports, _originals(message, words))
    if not _from_a_server(message):
        return None
    return _in_words(message, words)


def _blocks(message: Message) -> Iterator[Message]:
    """Give the blocks of a report: first about the mail, then one per receiver."""
    for part in leaves(message):
        kind = part.get_content_type()
        if kind not in {"message/delivery-status", "message/global-delivery-status"}:
            continue
        yield from inside(part)[:MOST_BLOCKS]


def _report(block: Message) -> Bounce | None:
    """Read the block of one receiver; None for the block about the mail itself."""
    words = raw(block, "Action").lower().split()
    action = ACTIONS.get(words[0].strip(";,.()")) if words else None
    to = _address(block, "Original-Recipient") or _address(block, "Final-Recipient")
    code = _code(raw(block, "Status")) or _code(raw(block, "Diagnostic-Code"))
    if action is None and not (to and code):
        return None
    if action is None:
        action = Action.FAILED if code.startswith("5") else Action.DELAYED
    return Bounce(action, code, (to,) if to else ())


def _address(block: Message, name: str) -> str:
    """`rfc822; a@b.nl`, and what servers make of it."""
    value = raw(block, name)
    return clean_address(value.rpartition(";")[2]) or clean_address(value)


def _worst(reports: list[Bounce], originals: tuple[str, ...]) -> Bounce:
    """One of several receivers may have got it: what did not arrive counts."""
    action = min((one.action for one in reports), key=WORST_FIRST.index)
    same = [one for one in reports if one.action is action]
    code = next((one.code for one in same if one.code), "")
    people = tuple(dict.fromkeys(to for one in same for to in one.recipients))
    return Bounce(action, code, people, originals)


def _code(text: str) -> str:
    """The enhanced code (RFC 3463) in a text, else one made of the plain SMTP code."""
    if found := _ENHANCED.search(text):
        return found[0]
    plain = _PLAIN.search(text)
    return f"{plain[1]}.0.0" if plain else ""


_ENHANCED = re.compile(r"(?<![0-9.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")
_PLAIN = re.compile(r"(?<![0-9.-])([45])[0-9]{2}(?=[ -])(?![0-9.])")


def _from_a_server(message: Message) -> bool:
    """Whether a mail says that a mail server wrote it: words alone could be a debtor's."""
    if raw(message, "Return-Path").strip() == "<>" or _SERVER.search(raw(message, "From")):
        return True
    return (
        bool(raw(message, "X-Failed-Recipients"))
        or "multipart/report" in raw(message, "Content-Type").lower()
    )


_SERVER = re.compile(r"mailer-daemon|postmaster|mail delivery (?:sub)?system|mailerdaemon", re.I)


def _in_words(message: Message, words: str) -> Bounce | None:
    temporary, permanent = _failures(message)
    failed = [clean_address(one) for one in raw(message, "X-Failed-Recipients").split(",")]
    people = [text_of(one, "ascii").lower() for one in sorted(permanent or temporary)]
    named = tuple(dict.fromkeys(one for one in (*failed, *people) if one))
    if not named:
        return None
    final = bool(permanent) or any(failed)
    code = _code(_IN_BRACKETS.sub(" ", words[:LONGEST_LOOK]))
    if not final or (code.startswith("4") and _STILL_TRYING.search(words)):
        return Bounce(Action.DELAYED, code or "4.0.0", named, _originals(message, words))
    return Bounce(Action.FAILED, code or "5.0.0", named, _originals(message, words))


_IN_BRACKETS = re.compile(r"<[^<>]*>")
_STILL_TRYING = re.compile(
    r"still being retried|will (?:be|keep) (?:retried|trying)|delayed|warning", re.IGNORECASE
)


def _failures(message: Message) -> tuple[frozenset[bytes], frozenset[bytes]]:
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # a dozen readers of odd reports; one that stumbles found none
        return frozenset(), frozenset()
    return frozenset(temporary), frozenset(permanent)


def _originals(message: Message, words: str) -> tuple[str, ...]:
    """Return the Message-IDs of the mail that came back, as far as the report shows it."""
    found: list[str] = []
    for part in leaves(message):
        if part.get_content_type() in ORIGINALS:
            found += _ids_inside(part)
    for line in _ID_LINE.findall(words[:LONGEST_LOOK]):
        found += mail_ids(line)
    for name in ("X-Original-Message-ID", "In-Reply-To", "References"):
        found += reversed(mail_ids(raw(message, name)))
    return tuple(dict.fromkeys(found))


_ID_LINE = re.compile(
    r"^[ \t>]{0,40}message-id:\s{0,40}(<[^<>\n]{3,400}>)", re.IGNORECASE | re.MULTILINE
)


def _ids_inside(part: Message) -> list[str]:
    if part.is_multipart():
        return [one for mail in inside(part) for one in mail_ids(raw(mail, "Message-ID"))]
    text = text_of(content_of(part)[:LONGEST_LOOK], "utf-8")
    return [one for line in _ID_LINE.findall(text) for one in mail_ids(line)]
