"""Bytes of any mail become facts; whatever the bytes are, something is returned."""

import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from minnelijk.files.mails.automatic import is_automatic
from minnelijk.files.mails.bounces import bounce_of
from minnelijk.files.mails.cutting import said
from minnelijk.files.mails.decoding import (
    addresses,
    header,
    mail_ids,
    moment,
    raw,
    raws,
    sender_of,
    text_of,
)
from minnelijk.files.mails.facts import Action, Bounce, Kind, MailFacts
from minnelijk.files.mails.parts import LONGEST_WORDS, attachments_of, words_of

LARGEST = 30_000_000
"""Bytes that are looked at; of a larger mail its beginning."""

BOUNDARY = b"\n--"
MOST_BOUNDARIES = 5_000

DELIVERED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To")
NAMED = ("To", "Cc", "Resent-To")


def read(source: bytes) -> MailFacts:
    """Return what a mail says. Nothing is raised, and what cannot be read is shown as it stands."""
    content = _few_parts(source[:LARGEST])
    try:
        return _facts(message_from_bytes(content), cut_short=len(content) < len(source))
    except Exception:
        # The parser of the standard library has no list of what it raises on the mail of a
        # stranger; a mail in a thousand envelopes ends in RecursionError.
        return _bare(content)


def _few_parts(content: bytes) -> bytes:
    """The mail up to a number of parts that no mail of a person has: each one takes time."""
    if content.count(BOUNDARY) <= MOST_BOUNDARIES:
        return content
    return BOUNDARY.join(content.split(BOUNDARY, MOST_BOUNDARIES)[:MOST_BOUNDARIES])


def _facts(message: Message, *, cut_short: bool) -> MailFacts:
    words = words_of(message)
    subject = header(message, "Subject")
    name, address = sender_of(message)
    answers = _answers(message)
    bounce = bounce_of(message, words)
    return MailFacts(
        kind=_kind(message, bounce, subject, answers),
        mail_id=next(iter(mail_ids(raw(message, "Message-ID"))), ""),
        sender=address,
        sender_name=name,
        to=addresses(message, (*DELIVERED, *NAMED)),
        answers=answers,
        sent_at=moment(raw(message, "Date")),
        subject=subject,
        words=words,
        said=said(words),
        attachments=attachments_of(message),
        bounce=bounce,
        cut_short=cut_short or len(words) >= LONGEST_WORDS,
    )


def _kind(message: Message, bounce: Bounce | None, subject: str, answers: tuple[str, ...]) -> Kind:
    """A report that all went well is a machine's word, and no bounce."""
    if bounce is not None:
        return Kind.AUTO_REPLY if bounce.action is Action.DONE else Kind.BOUNCE
    if is_automatic(message, subject) or raw(message, "Return-Path") == "<>":
        return Kind.AUTO_REPLY
    return Kind.REPLY if answers or _ANSWER.match(subject) else Kind.OTHER


_ANSWER = re.compile(r"(?:re|antw|aw|sv|rép|rif|odp)\s?(?:\[[0-9]+\])?\s?:", re.IGNORECASE)


def _answers(message: Message) -> tuple[str, ...]:
    """What it says it answers; of a thread the last mail is the likeliest."""
    found = [one for value in raws(message, "In-Reply-To") for one in mail_ids(value)]
    for value in raws(message, "References"):
        found += reversed(mail_ids(value))
    return tuple(dict.fromkeys(found))


def _bare(content: bytes) -> MailFacts:
    """The head of a mail that cannot be taken apart, and its bytes as text."""
    text = text_of(content[:LONGEST_WORDS], "utf-8")
    try:
        message = BytesHeaderParser().parsebytes(content.partition(b"\r\n\r\n")[0][:LONGEST_WORDS])
        name, address = sender_of(message)
        to, answers = addresses(message, (*DELIVERED, *NAMED)), _answers(message)
        subject = header(message, "Subject")
    except Exception:  # not even a head: the bytes are all there is
        return MailFacts(words=text, said=said(text), cut_short=True)
    return MailFacts(
        kind=Kind.AUTO_REPLY if is_automatic(message, subject) else Kind.OTHER,
        sender=address,
        sender_name=name,
        to=to,
        answers=answers,
        subject=subject,
        words=text,
        said=said(text),
        cut_short=True,
    )
