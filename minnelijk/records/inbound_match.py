"""To which message and case does a mail belong? By what only we know, else number and address."""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from minnelijk.files.mails import MailFacts
from minnelijk.files.mails.verp import read_envelope
from minnelijk.flow.said import bare
from minnelijk.flow.words import Channel, PointChannel
from minnelijk.records.blind import envelope_key, token
from minnelijk.records.models import (
    Case,
    Client,
    ContactPoint,
    Evidence,
    Message,
    Reference,
    SearchKey,
)
from minnelijk.records.words import SearchKind

MOST_CASES = 50
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Match:
    """`messages` are ours that the mail names by something nobody can guess, the likeliest first;
    `case_id` without them was found by number and address alone."""

    case_id: int | None = None
    messages: tuple[Message, ...] = ()

    @property
    def message(self) -> Message | None:
        return self.messages[0] if self.messages else None


def match(facts: MailFacts, client_id: int | None) -> Match:
    """Return what this mail is about; `client_id`: whose mailbox it came in, None for the bureau's.

    A mail server's report counts only for the mail it names: anybody can write one.
    """
    found = _messages(facts, client_id)
    if found:
        return Match(found[0].case_id, tuple(found))
    if facts.bounce is not None:
        return Match()
    return Match(_case_of_address(facts, client_id))


# By the message ------------------------------------------------------------------------------


def _messages(facts: MailFacts, client_id: int | None) -> list[Message]:
    """The messages that the mail names, all of one case: that of the likeliest."""
    named = facts.answers if facts.bounce is None else (*facts.bounce.mail_ids, *facts.answers)
    ids = [*_by_envelope(facts.to), *_by_mail_id(named)]
    rows = Message.objects.filter(id__in=ids, channel=Channel.EMAIL)
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    known = {row.id: row for row in rows}
    found = [known[one] for one in dict.fromkeys(ids) if one in known]
    return [row for row in found if row.case_id == found[0].case_id]


def _by_envelope(addresses: Iterable[str]) -> list[int]:
    key = envelope_key()
    found = (read_envelope(address, key) for address in addresses)
    return [one for one in found if one is not None]


def _by_mail_id(mail_ids: Iterable[str]) -> list[int]:
    """By the proof of sending; where there is none (yet), by the seed that stands in the id."""
    wanted = list(mail_ids)
    rows = Evidence.objects.filter(mail_id__in=wanted).values_list("mail_id", "message_id")
    proven = {str(mail_id): message_id for mail_id, message_id in rows}
    found = [proven.get(one) or _by_seed(one) for one in wanted]
    return [one for one in found if one is not None]


def _by_seed(mail_id: str) -> int | None:
    named = _OWN_ID.match(mail_id)
    if named is None:
        return None
    message = Message.objects.filter(id=int(named[1])).only("id", "token_seed").first()
    return message.id if message and hmac.compare_digest(named[2], seed_of(message)) else None


_OWN_ID = re.compile(r"<m([0-9]{1,18})\.([0-9a-f]{16})@")


def seed_of(message: Message) -> str:
    """Return what stands in the Message-ID of our own mail, so that nobody can make one."""
    return sha256(f"{message.id}:{message.token_seed}".encode()).hexdigest()[:16]


# By number and address -----------------------------------------------------------------------


def _case_of_address(facts: MailFacts, client_id: int | None) -> int | None:
    """The one open case of a known address, unless the mail names another; else the one that it
    names by number. Two cases without a number: nobody knows which one, and a person sorts it.
    """
    cases = cases_of_address(facts.sender, client_id)
    text = f"{facts.subject}\n{facts.words}"[:LONGEST_TEXT]
    named = _named(text, cases)
    if len(named) == 1:
        return named[0].id
    running = [case for case in cases if case.closed_on is None] or cases
    if len(running) == 1 and not named and not numbers_in(text):
        return running[0].id
    return None


def cases_of_address(address: str, client_id: int | None) -> list[Case]:
    """Return the cases of the debtors whom we know by this mail address, the newest first."""
    if not address:
        return []
    clients = Client.objects.values_list("id", flat=True)
    ids = list(clients) if client_id is None else [client_id]
    keys = SearchKey.objects.filter(  # by client: that is how the keys are ordered
        client_id__in=ids, kind=SearchKind.MAIL, token=token(SearchKind.MAIL, address)
    )
    debtors = set(keys.values_list("debtor_id", flat=True)[:MOST_CASES])
    rows = Case.objects.filter(debtor_id__in=debtors).order_by("-id")
    return [case for case in rows[:MOST_CASES] if _has_address(case, address)]


def _has_address(case: Case, address: str) -> bool:
    """A blind key is short: the address itself decides."""
    points = ContactPoint.objects.filter(debtor_id=case.debtor_id, channel=PointChannel.EMAIL)
    return any(str(point.open().get("value", "")).strip().lower() == address for point in points)


def numbers_in(text: str) -> frozenset[int]:
    """Return the numbers of cases that a text names as our own messages do: D-20413."""
    return frozenset(int(one) for one in _CASE_NUMBER.findall(text))


_CASE_NUMBER = re.compile(r"(?<![0-9A-Za-z])[dD][- ]?([0-9]{1,12})(?![0-9A-Za-z])")
_APART = re.compile(r"[\s,;:()<>\"']+")


def _named(text: str, cases: list[Case]) -> list[Case]:
    """The cases that a text names: by their own number, else by an invoice or a reference."""
    numbers = numbers_in(text)
    if by_number := [case for case in cases if case.number in numbers]:
        return by_number
    said = {bare(word) for word in _APART.split(text)} - {""}
    rows = Reference.objects.filter(case__in=[case.id for case in cases], value__in=said)
    ids = set(rows.values_list("case_id", flat=True))
    return [case for case in cases if case.id in ids]
