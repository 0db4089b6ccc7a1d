"""Text messages (SMS): what others may read on a locked screen, and how long one may be."""

import re
from math import ceil

from minnelijk.flow.sentences import plain, subject_problem

MOST_PARTS = 3
"""A longer one costs more and arrives in pieces; what needs so many words is a mail."""

ASKS = frozenset(
    {
        *("amount", "open_amount", "paid_amount", "disputed_amount"),
        *("invoices", "instalments", "day", "promised_on"),
    }
)
"""Fields that tell what is open and by when: a text message never does."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€\f")
"""The alphabet of GSM 03.38; those of the second set take two places."""

FIELD = re.compile(r"{{-?\s*(\w+)\s*-?}}|\bfor\s+\w+\s+in\s+(\w+)")
MARK = re.compile(r"\[/?(?:frame|button|bank|invoices|claims)\]")


def parts_of(text: str) -> int:
    """Return in how many pieces a text message travels: 160 signs each, 70 with other letters."""
    if all(sign in BASIC or sign in DOUBLE for sign in text):
        length = sum(2 if sign in DOUBLE else 1 for sign in text)
        return 1 if length <= 160 else ceil(length / 153)
    length = len(text.encode("utf-16-be")) // 2
    return 1 if length <= 70 else ceil(length / 67)


def text_message_problems(body: str) -> list[tuple[int, str, str]]:
    """Return (line, word, what) of everything that a text message may not hold.

    sms_asks: a field that tells what is open; sms_word: a word of debt; sms_mark: a mark of a mail.
    """
    found = []
    for number, line in enumerate(body.splitlines(), start=1):
        fields = {name for pair in FIELD.findall(line) for name in pair if name}
        found += [(number, "sms_asks", name) for name in sorted(fields & ASKS)]
        found += [(number, "sms_mark", mark) for mark in MARK.findall(line)]
        word = subject_problem(FIELD.sub(" ", line)) or _figure(line)
        if word:
            found.append((number, "sms_word", word))
    return found


def _figure(line: str) -> str | None:
    """An amount written out, as somebody types it."""
    match = re.search(r"[€$£]\s?\d+|\d+[.,]\d{2}\b|\d+\s?(?:euro|eur)\b", plain(line))
    return match[0] if match else None
