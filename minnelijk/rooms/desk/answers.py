"""Mail that came in, as somebody at the desk reads it: what is new in it, from whom, about what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.files.mails import Attachment, MailFacts
from minnelijk.files.mails import read as read_mail
from minnelijk.flow.words import PointChannel
from minnelijk.records.documents import DocumentGone, read
from minnelijk.records.inbound_match import cases_of_address
from minnelijk.records.models import Case, ContactPoint, Inbound, Mailbox, Message
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import InboundKind
from minnelijk.rooms.desk.finding import found
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.people import Request

PAGE = 20
SHOWN = 600
"""Signs of one mail in the list; the rest stands on its own page."""

SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case to which an unsorted mail may belong."""

    case_id: int
    number: str
    name: str
    client: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One mail. `stranger`: it came from an address that we do not know of this person; `gone`:
    the mail itself was erased."""

    id: int
    kind: str
    at: datetime
    facts: MailFacts
    gone: bool
    words: str
    more: bool
    case: Case | None
    name: str
    client: str
    message: Message | None
    stranger: bool
    code: str
    read_at: datetime | None
    read_by: str
    maybe: tuple[Suggestion, ...] = ()

    @property
    def to_read(self) -> bool:
        return self.read_at is None

    @property
    def bounced(self) -> bool:
        return self.kind == InboundKind.BOUNCE

    @property
    def automatic(self) -> bool:
        return self.kind == InboundKind.AUTO_REPLY

    @property
    def files(self) -> Sequence[tuple[str, str]]:
        return [
            (one.name or _("bestand zonder naam"), size_text(one)) for one in self.facts.attachments
        ]


def size_text(file: Attachment) -> str:
    """`240 kB`: about as large as it is."""
    if file.size < 1_000_000:
        return _("%(size)s kB") % {"size": max(1, round(file.size / 1_000))}
    return _("%(size)s MB") % {"size": round(file.size / 1_000_000)}


def waiting(request: Request) -> QuerySet[Inbound]:
    """Return the mails in sight that nobody has read or sorted."""
    return request.scope.inbound().filter(handled_at__isnull=True, document__isnull=False)


def done(request: Request) -> QuerySet[Inbound]:
    """Return what was read, sorted, or needed nobody, in sight."""
    return request.scope.inbound().filter(handled_at__isnull=False, document__isnull=False)


def answers(request: Request, rows: Iterable[Inbound], *, whole: bool = False) -> list[Answer]:
    return [answer(request, row, whole=whole) for row in rows]


def with_all(rows: QuerySet[Inbound]) -> QuerySet[Inbound]:
    return rows.select_related(
        "case__debtor", "case__client", "client", "document", "message", "handled_by__user"
    )


def answer(request: Request, row: Inbound, *, whole: bool = False) -> Answer:
    """Return one mail in words; `whole`: all that is new in it, however long."""
    facts = facts_of(row)
    told = facts or MailFacts()
    words = told.said if whole else begun(told.said)
    case = row.case
    owner = case.client if case else row.client
    return Answer(
        id=row.id,
        kind=row.kind,
        at=row.received_at,
        facts=told,
        gone=facts is None,
        words=words,
        more=len(told.said) > len(words),
        case=case,
        name=name_of(case.debtor) if case else "",
        client=owner.name if owner else "",
        message=row.message,
        stranger=case is not None and row.kind == InboundKind.REPLY and _stranger(case, told),
        code=row.code,
        read_at=row.handled_at,
        read_by=row.handled_by.user.name if row.handled_by else "",
        maybe=_maybe(request, row, told) if case is None and row.handled_at is None else (),
    )


def begun(words: str) -> str:
    """The beginning of a long text, to the end of a word."""
    if len(words) <= SHOWN:
        return words
    cut = words[:SHOWN]
    return cut[: max(cut.rfind(" "), cut.rfind("\n"), SHOWN // 2)].rstrip()


def facts_of(row: Inbound) -> MailFacts | None:
    """Read the sealed mail again; None when it was erased."""
    content = content_of(row)
    return read_mail(content) if content is not None else None


def content_of(row: Inbound) -> bytes | None:
    """Return the exact bytes of a mail, None when they are gone."""
    try:
        return read(row.document) if row.document is not None else None
    except (DocumentGone, CannotOpen):
        return None


def _stranger(case: Case, facts: MailFacts) -> bool:
    points = ContactPoint.objects.filter(debtor_id=case.debtor_id, channel=PointChannel.EMAIL)
    known = {str(point.open().get("value", "")).strip().lower() for point in points}
    return facts.sender not in known


def _maybe(request: Request, row: Inbound, facts: MailFacts) -> tuple[Suggestion, ...]:
    """The cases in sight of who sent it; of a mail that came back, of whom it was for."""
    people = facts.bounce.recipients if facts.bounce else (facts.sender,)
    cases = [case for one in people for case in cases_of_address(one, row.client_id)]
    sight = request.scope.cases().filter(id__in=[case.id for case in cases])
    rows = sight.select_related("debtor", "client").order_by("-id")[:SUGGESTED]
    return tuple(_suggestion(case) for case in rows)


def _suggestion(case: Case) -> Suggestion:
    return Suggestion(
        case.id, str(case), name_of(case.debtor), case.client.name, case.closed_on is not None
    )


def searched(request: Request, row: Inbound, text: str) -> list[Suggestion]:
    """Return the cases in sight that fit what was typed; of the client whose mailbox it was."""
    cases = request.scope.cases()
    if row.client_id is not None:
        cases = cases.filter(client_id=row.client_id)
    return [_suggestion(hit.case) for hit in found(request, text, cases)]


def of_case(request: Request, case: Case, most: int = 20) -> list[Inbound]:
    """Return the mails that were filed at a case, the newest first."""
    rows = request.scope.inbound().filter(case=case, document__isnull=False)
    return list(rows.select_related("handled_by__user").order_by("-id")[:most])


# Our mailboxes -------------------------------------------------------------------------------

FAILING = {
    "no_connection": __("de mailserver is niet bereikbaar"),
    "own_network": __("de mailserver staat in ons eigen netwerk, en dat is niet toegestaan"),
    "not_trusted": __("het certificaat van de mailserver klopt niet"),
    "login_refused": __("de mailserver weigert de naam of het wachtwoord"),
    "folder_missing": __("de map bestaat daar niet"),
    "no_secret": __("het wachtwoord is niet te openen"),
    "cannot_keep": __("er is hier geen plaats om mail te bewaren"),
}


@dataclass(frozen=True, slots=True)
class Shut:
    """A mailbox that cannot be read now: answers may lie there."""

    address: str
    since: datetime
    why: str


def mailboxes(request: Request) -> QuerySet[Mailbox]:
    """Return the mailboxes that are read for the clients in sight."""
    in_sight = Q(client__isnull=True) | Q(client__in=request.scope.clients())
    return Mailbox.objects.filter(in_sight, active=True)


def shut(request: Request) -> list[Shut]:
    """Return those that cannot be read now, with why in words."""
    rows = mailboxes(request).filter(failing_since__isnull=False).order_by("address")
    return [
        Shut(row.address, row.failing_since, str(FAILING.get(row.failing_why, _("onbekend"))))
        for row in rows
        if row.failing_since is not None
    ]
