"""Mail to the agencies: a file or news waits for them. Nobody's name, no amount, nothing told."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from types import MappingProxyType

import structlog
from django.conf import settings
from django.db.models import Q

from minnelijk.flow.words import AgencyWord, Role
from minnelijk.post.sending.outbox import server
from minnelijk.post.sending.senders import NotNow, Refused, Unclear, send
from minnelijk.post.words.formats import phone
from minnelijk.records.actions import agency
from minnelijk.records.actions.core import day_of
from minnelijk.records.models import AgencyNote, Partner, Seat
from minnelijk.records.queries import bureau

log = structlog.get_logger()

ROOM = "/incasso/"
MOST_LINES = 30

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "subject": "Er staat iets voor u klaar",
            "stop": "Een dossier is teruggehaald",
            "dear": "Beste collega,",
            "intro": "Dit staat voor u klaar bij {bureau}:",
            "file": "{case}: een nieuw dossier",
            "news": "{case}: nieuws",
            "recall": "{case}: teruggehaald. Stop er meteen mee en bevestig dat.",
            "more": "En nog {count}.",
            "link": "Naar uw zaken: {link}",
            "by_client": "U opent het met de link en de code van uw opdrachtgever{client}. Werkt "
            "de link niet meer? Vraag daar een nieuwe.",
            "greeting": "Vriendelijke groet,\n{bureau}, {phone}",
        },
        "en": {
            "subject": "Something is waiting for you",
            "stop": "A file was taken back",
            "dear": "Dear colleague,",
            "intro": "This is waiting for you at {bureau}:",
            "file": "{case}: a new file",
            "news": "{case}: news",
            "recall": "{case}: taken back. Stop at once and confirm it.",
            "more": "And {count} more.",
            "link": "To your cases: {link}",
            "by_client": "You open it with the link and the code of your client{client}. Does the "
            "link no longer work? Ask there for a new one.",
            "greeting": "Kind regards,\n{bureau}, {phone}",
        },
    }
)


def mail_agencies(at: datetime) -> int:
    """Point every agency to what is new for it, in one mail; return how many mails left.

    A mail that fails is tried at the next round. What an agency could never open is not told.
    """
    left = 0
    for notes in _waiting(at).values():
        if _mail(notes, at):
            agency.told([note.id for note in notes], at)
            left += 1
    return left


def _waiting(at: datetime) -> dict[int, list[AgencyNote]]:
    per_agency: dict[int, list[AgencyNote]] = defaultdict(list)
    never: list[int] = []
    for note in agency.to_tell():
        made = note.hand_over
        if made.sent_at is not None:
            per_agency[made.partner_id].append(note)
        elif made.recalled_at is not None:
            never.append(note.id)  # it came back before anybody there could see it
    if never:
        agency.told(never, at)
    return per_agency


def _mail(notes: list[AgencyNote], at: datetime) -> bool:
    partner, office = notes[0].hand_over.partner, bureau()
    words = WORDS[_language(partner, at)]
    stops = any(note.word == AgencyWord.RECALL for note in notes)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((office.name, office.email))
    mail["To"] = partner.email
    mail["Subject"] = words["stop" if stops else "subject"]
    mail["Date"] = format_datetime(at)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(partner, notes, words), cte="quoted-printable")
    try:
        send(server(), sender=office.email, to=partner.email, content=bytes(mail))
    except (NotNow, Refused, Unclear) as problem:
        log.warning("agency mail failed", partner=partner.id, error=type(problem).__name__)
        return isinstance(problem, Unclear)  # perhaps it arrived: once is enough
    return True


def _text(partner: Partner, notes: list[AgencyNote], words: Mapping[str, str]) -> str:
    office, lines = bureau(), _lines(notes, words)
    parts = {"bureau": office.name, "phone": phone(office.phone, partner.country)}
    listed = [f"- {line}" for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        listed.append(words["more"].format(count=len(lines) - MOST_LINES))
    blocks = (
        words["dear"],
        words["intro"].format(**parts),
        "\n".join(listed),
        _way_in(partner, words),
        words["greeting"].format(**parts),
    )
    return "\n\n".join(blocks) + "\n"


def _lines(notes: list[AgencyNote], words: Mapping[str, str]) -> list[str]:
    """One line per case, by our number alone: to stop comes first, a new file before its news."""
    told: dict[int, tuple[int, str]] = {}
    for note in notes:
        made = note.hand_over
        kind = _kind(note)
        line = words[kind].format(case=made.case)
        told[made.id] = min(told.get(made.id, (9, "")), (ORDER.index(kind), line))
    return [line for _, line in sorted(told.values())]


ORDER = ("recall", "file", "news")


def _kind(note: AgencyNote) -> str:
    if note.word == AgencyWord.RECALL:
        return "recall"
    return "file" if note.word == AgencyWord.NEWS and not note.sealed else "news"


def _way_in(partner: Partner, words: Mapping[str, str]) -> str:
    """The bureau's partners sign in; an agency of a client's choice has a link of that client."""
    if partner.client is None:
        return words["link"].format(link=settings.PUBLIC_URL.rstrip("/") + ROOM)
    named = "" if partner.client.sensitive else f" ({partner.client.name})"
    return words["by_client"].format(client=named)


def _language(partner: Partner, at: datetime) -> str:
    """The language of the first person of the agency that works here; else Dutch."""
    on = day_of(at)
    now = Seat.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)
    here = now.filter(partner=partner, role=Role.PARTNER, active=True, user__is_active=True)
    first = here.select_related("user").order_by("id").first()
    spoken = first.user.language[:2] if first else "nl"
    return spoken if spoken in WORDS else "nl"
