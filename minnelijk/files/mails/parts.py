"""The parts of a mail: its words, and the files that came with it."""

import re
from collections.abc import Iterator
from email.message import Message

from minnelijk.files.mails.decoding import decoded, text_of, tidy
from minnelijk.files.mails.facts import Attachment
from minnelijk.files.mails.html import text_of_html

MOST_PARTS = 300
DEEPEST = 30
LONGEST_WORDS = 100_000
LONGEST_BYTES = 4_000_000
LONGEST_NAME = 120
WORDS = ("text/plain", "text/html")


def leaves(message: Message) -> Iterator[Message]:
    """Give the parts that hold something, in their order; a mail inside a mail is one part."""
    waiting = [(message, 0)]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part, depth = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            if depth < DEEPEST:
                waiting += [(one, depth + 1) for one in reversed(inside(part))]
        else:
            yield part


def inside(part: Message) -> list[Message]:
    """Return the parts of a part, or the mail inside it; none of what is no more than text."""
    if not part.is_multipart():
        return []
    return [one for one in part.get_payload() if isinstance(one, Message)]


def words_of(message: Message) -> str:
    """Return the text of a mail: its plain part, else text made of its HTML."""
    parts = [part for part in leaves(message) if _is_words(part)]
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    told = "\n\n".join(text.strip("\n") for text in plain if text.strip())
    if not told or _STUB.fullmatch(told.strip()):
        html = [_text(part) for part in parts if part.get_content_type() == "text/html"]
        told = "\n\n".join(text_of_html(text) for text in html).strip("\n") or told
    return told[:LONGEST_WORDS]


_STUB = re.compile(r"[^\n]{0,200}\bHTML\b[^\n]{0,200}", re.IGNORECASE)
"""A plain part of one line that only says that the mail is in HTML."""


def _is_words(part: Message) -> bool:
    return part.get_content_type() in WORDS and not _is_file(part)


def _is_file(part: Message) -> bool:
    """A text with a name is a file, also where the mail shows it in its place."""
    shown = str(part.get("Content-Disposition", "")).strip().lower()
    return shown.startswith("attachment") or bool(name_of(part))


def _text(part: Message) -> str:
    content = content_of(part)[:LONGEST_BYTES]
    text = text_of(content, _parameter(part, "charset") or "ascii")
    if part.get_content_type() != "text/plain":
        return text
    if _parameter(part, "format").lower() == "flowed":
        return unflowed(text, glue=_parameter(part, "delsp").lower() == "yes")
    return text


def content_of(part: Message) -> bytes:
    """Return the bytes of a part, without its transfer encoding; nothing is raised."""
    try:
        found = part.get_payload(decode=True)
    except Exception:  # what the standard library makes of a stranger's encoding
        return b""
    return found if isinstance(found, bytes) else b""


def unflowed(text: str, *, glue: bool = False) -> str:
    """Join the lines that a mail program broke softly (RFC 3676); quotes and signatures stay."""
    lines: list[str] = []
    soft = ""
    for line in text.split("\n"):
        mark = _QUOTES.match(line)
        depth = mark[0] if mark else ""
        words = line[len(depth) :].removeprefix(" ")
        ends_soft = words.endswith(" ") and words != "-- "
        if lines and soft == depth + "|" and words != "-- ":
            lines[-1] += words
        else:
            lines.append(f"{depth} {words}" if depth else words)
        soft = depth + "|" if ends_soft else ""
        if ends_soft and glue:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


_QUOTES = re.compile(r">+")


def attachments_of(message: Message) -> tuple[Attachment, ...]:
    """Return the files in a mail, pictures inside its text too; the parts of a report are none."""
    found = []
    for part in leaves(message):
        if _is_words(part):
            continue
        kind = part.get_content_type()
        if kind in {"message/delivery-status", "text/rfc822-headers"}:
            continue
        found.append(Attachment(name_of(part), kind[:100], _size(part)))
    return tuple(found)


def _size(part: Message) -> int:
    """The bytes of a file; of a mail inside a mail about as many as it takes there."""
    if not part.is_multipart():
        return len(content_of(part))
    return sum(len(content_of(leaf)) for mail in inside(part) for leaf in leaves(mail))


def name_of(part: Message) -> str:
    """Return the name of a file without folders, "" where it has none."""
    try:
        name = part.get_filename() or ""
    except Exception:  # a name in three encodings at once; the file is there without it
        return ""
    plain = decoded(" ".join(tidy(str(name)).split()))
    return re.split(r"[/\\]", plain)[-1].strip(". ")[-LONGEST_NAME:]


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name)
    except Exception:  # a header of a stranger; without the parameter it is read all the same
        return ""
    if isinstance(value, tuple):
        value = value[2]
    return str(value or "")
