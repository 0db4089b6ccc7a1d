"""A mail of which nobody knows whether it left: which it is, and what an answer does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from minnelijk.flow.words import MessageState, Purpose
from minnelijk.records.actions.unclear import TASK
from minnelijk.records.models import Message, WorkItem
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import notice_name


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail of one task; `known`: somebody or its own link said already what became of it."""

    id: int
    purpose: str
    letter: str
    offered_at: datetime
    mail_id: str
    known: bool
    if_left: str
    if_not: str


def mails(request: Request, items: Iterable[WorkItem]) -> Mapping[int, Mail]:
    """Return the mails of these tasks, by the id of the task."""
    about = {item.id: message_of(item) for item in items if item.task == TASK}
    if not about:
        return {}
    rows = request.scope.messages().filter(id__in=set(about.values()))
    found = {row.id: _mail(row) for row in rows.select_related("evidence")}
    return {item: found[message] for item, message in about.items() if message in found}


def message_of(item: WorkItem) -> int:
    """Return the id of the message of this task; 0 is no message."""
    told = item.reason_args.get("message")
    return told if isinstance(told, int) else 0


def _mail(row: Message) -> Mail:
    notice = row.purpose == Purpose.NOTICE
    use = str(row.facts.get("use", ""))
    proof = getattr(row, "evidence", None)
    return Mail(
        id=row.id,
        purpose=row.purpose,
        letter=notice_name(use) if notice and use else "",
        offered_at=proof.sent_at if proof else _looked_at(row),
        mail_id=(proof.mail_id or "") if proof else "",
        known=row.state != MessageState.UNCLEAR,
        if_left=_if_left(notice=notice),
        if_not=_if_not(notice=notice),
    )


def _looked_at(row: Message) -> datetime:
    """Without a copy of what was offered: the last look before the server was spoken to."""
    at = row.gate.get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else row.not_before_at


def _if_left(*, notice: bool) -> str:
    if notice:
        return _("De brief geldt als weg vanaf vandaag. Wij wachten op een teken dat hij aankwam.")
    return _("De mail staat in het dossier als verstuurd. Hij gaat niet nog eens.")


def _if_not(*, notice: bool) -> str:
    if notice:
        return _("Deze brief vervalt. Er wordt een nieuwe gemaakt, met een nieuwe termijn.")
    return _("De mail gaat niet vanzelf opnieuw. Kijk bij de zaak wat deze persoon nog moet weten.")
