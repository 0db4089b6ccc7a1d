"""Mail to the people of a client: something waits for them in the portal. No debtor is named."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from types import MappingProxyType

import structlog
from django.conf import settings
from django.db.models import Q

from minnelijk.flow.house import house
from minnelijk.flow.words import Role
from minnelijk.post.sending.outbox import server
from minnelijk.post.sending.senders import NotNow, Refused, Unclear, send
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.sending import notes_mailed
from minnelijk.records.models import Client, ClientNote, Seat
from minnelijk.records.queries import bureau

log = structlog.get_logger()

PORTAL = "/klant/"
MOST_LINES = 20

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "subject": "Er staat iets voor u klaar",
            "dear": "Beste {name},",
            "intro": "Dit wacht op u bij {bureau}:",
            "more": "En nog {count}.",
            "link": "Naar uw overzicht: {link}",
            "asked": "{case}: een vraag wacht op uw antwoord",
            "reminded": "{case}: wij wachten nog op uw antwoord",
            "disputed": "{case}: iemand zegt dat er iets niet klopt; wilt u antwoorden?",
            "paid_claimed": "{case}: iemand zegt dat er al betaald is; klopt dat?",
            "plan_asked": "{case}: iemand wil in delen betalen; mag dat?",
            "copy_asked": "{case}: iemand vraagt een kopie van de rekening",
            "asked_hand_over": "{case}: mag deze zaak naar een incassobureau?",
            "asked_notice": "{case}: mag de brief of herinnering weg?",
            "asked_plan": "{case}: mag deze persoon in delen betalen?",
            "handed_over": "{case}: ligt nu bij het incassobureau",
            "make_link": "{case}: het dossier staat klaar; maak een link voor het incassobureau",
            "paid_at_agency": "{case}: er is betaald; wij gaven het door aan het incassobureau",
            "agency_told": "{case}: wij gaven iets door aan het incassobureau",
            "agency_ended": "{case}: het incassobureau is klaar",
            "recalled": "{case}: is terug van het incassobureau",
            "notice_incomplete": "{case}: er mist iets; de brief kan niet weg",
            "rest_written_off": "{case}: de kleine rest is kwijtgescholden",
            "feed_stale": "{case}: wij kennen uw nieuwste betalingen niet en nemen met niemand "
            "contact op; {feed}",
            "bank_file": "lever een nieuw bankbestand aan",
            "list": "lever een nieuwe lijst met betalingen aan",
            "api": "kijk of uw koppeling loopt, of lever een lijst aan",
            "by_hand": "meld wie betaald heeft, en tot en met welke dag u alles gemeld heeft",
            "account_changed": "Uw rekeningnummer is gewijzigd (eindigt op {ends}). Was u dit "
            "niet? Bel ons dan meteen: {phone}",
            "account_refused": "Een nieuw rekeningnummer (eindigt op {ends}) is niet overgenomen. "
            "Was u dit niet? Bel ons dan meteen: {phone}",
            "other": "{case}: er is nieuws dat u moet weten",
            "greeting": "Vriendelijke groet,\n{bureau}, {phone}",
        },
        "en": {
            "subject": "Something is waiting for you",
            "dear": "Dear {name},",
            "intro": "This is waiting for you at {bureau}:",
            "more": "And {count} more.",
            "link": "To your overview: {link}",
            "asked": "{case}: a question is waiting for your answer",
            "reminded": "{case}: we are still waiting for your answer",
            "disputed": "{case}: somebody says that something is wrong; will you answer?",
            "paid_claimed": "{case}: somebody says it was paid already; is that so?",
            "plan_asked": "{case}: somebody would like to pay in parts; is that all right?",
            "copy_asked": "{case}: somebody asks for a copy of the invoice",
            "asked_hand_over": "{case}: may this case go to a collection agency?",
            "asked_notice": "{case}: may the letter or reminder leave?",
            "asked_plan": "{case}: may this person pay in parts?",
            "handed_over": "{case}: is now with the collection agency",
            "make_link": "{case}: the file is ready; make a link for the collection agency",
            "paid_at_agency": "{case}: money came in; we told the collection agency",
            "agency_told": "{case}: we passed something on to the collection agency",
            "agency_ended": "{case}: the collection agency is done",
            "recalled": "{case}: is back from the collection agency",
            "notice_incomplete": "{case}: something is missing; the letter cannot leave",
            "rest_written_off": "{case}: the small rest was written off",
            "feed_stale": "{case}: we do not know your newest payments and contact nobody; {feed}",
            "bank_file": "please deliver a new bank file",
            "list": "please deliver a new list with payments",
            "api": "please see whether your connection works, or deliver a list",
            "by_hand": "please report who paid, and up to which day you have reported everything",
            "account_changed": "Your bank account was changed (ends with {ends}). Was this not "
            "you? Then call us at once: {phone}",
            "account_refused": "A new bank account (ends with {ends}) was not taken over. Was "
            "this not you? Then call us at once: {phone}",
            "other": "{case}: there is news for you",
            "greeting": "Kind regards,\n{bureau}, {phone}",
        },
    }
)


def mail_clients(at: datetime) -> int:
    """Tell every client's people what is new for them; return how many mails left.

    What can still be undone is not told yet. A mail that fails is tried at the next round.
    """
    left = 0
    for client_notes in _waiting(at).values():
        people = _people(client_notes[0].client, at)
        reached = sum(_mail(seat, client_notes, at) for seat in people)
        if reached or not people:
            notes_mailed([note.id for note in client_notes], at)
        left += reached
    return left


def _waiting(at: datetime) -> dict[int, list[ClientNote]]:
    settled = at - timedelta(seconds=house().undo.other)
    rows = ClientNote.objects.filter(
        mailed_at__isnull=True, done_at__isnull=True, made_at__lte=settled
    )
    per_client: dict[int, list[ClientNote]] = defaultdict(list)
    for note in rows.select_related("client", "case").order_by("id"):
        per_client[note.client_id].append(note)
    return per_client


def _people(client: Client, at: datetime) -> list[Seat]:
    on = day_of(at)
    now = Seat.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)
    here = now.filter(client=client, role=Role.CLIENT, active=True, user__is_active=True)
    return list(here.select_related("user").order_by("id"))


def _mail(seat: Seat, notes: list[ClientNote], at: datetime) -> bool:
    office = bureau()
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((office.name, office.email))
    mail["To"] = seat.user.email
    mail["Subject"] = _words(seat)["subject"]
    mail["Date"] = format_datetime(at)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(seat, notes), cte="quoted-printable")
    try:
        send(server(), sender=office.email, to=seat.user.email, content=bytes(mail))
    except (NotNow, Refused, Unclear) as problem:
        log.warning("client mail failed", seat=seat.id, error=type(problem).__name__)
        return isinstance(problem, Unclear)  # perhaps it arrived: once is enough
    return True


def _text(seat: Seat, notes: list[ClientNote]) -> str:
    words, office = _words(seat), bureau()
    parts = {"bureau": office.name, "phone": office.phone, "name": seat.user.name}
    lines = [f"- {_line(note, words, office.phone)}" for note in notes[:MOST_LINES]]
    if len(notes) > MOST_LINES:
        lines.append(words["more"].format(count=len(notes) - MOST_LINES))
    link = words["link"].format(link=settings.PUBLIC_URL.rstrip("/") + PORTAL)
    blocks: Iterable[str] = (
        words["dear"].format(**parts),
        words["intro"].format(**parts),
        "\n".join(lines),
        link,
        words["greeting"].format(**parts),
    )
    return "\n\n".join(blocks) + "\n"


def _line(note: ClientNote, words: Mapping[str, str], phone: str) -> str:
    """One thing in one line: the case by its number, never by a name."""
    kind = note.kind if note.kind in words else "other"
    if kind == "asked":
        kind = _asked(note, words)
    case = str(note.case) if note.case else note.client.name
    feed = words.get(str(note.args.get("how", "")), "")
    return words[kind].format(case=case, ends=note.args.get("ends", ""), phone=phone, feed=feed)


def _asked(note: ClientNote, words: Mapping[str, str]) -> str:
    """A question in its own words; reminded of once is all that a second mail says."""
    if note.case and note.case.approvals.filter(answer="", fell_why="", reminders__gt=0):
        return "reminded"
    own = f"asked_{note.args.get('question', '')}"
    return own if own in words else "asked"


def _words(seat: Seat) -> Mapping[str, str]:
    return WORDS.get(seat.user.language[:2], WORDS["nl"])
