"""Our own mailboxes for answers: chosen by the office, read by the worker, failing in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.ids import reserve
from minnelijk.records.models import Client, Mailbox
from minnelijk.records.words import SenderLogin


class MailboxProblem(Refused):
    """Why a mailbox cannot be read by us."""

    sentences = {
        "address_wrong": "'{value}' is not an e-mail address.",
        "host_missing": "Fill in the name of the mail server.",
        "port_wrong": "A port is a number from 1 to 65535; 993 is usual.",
        "user_missing": "Fill in the name that the mail server knows us by.",
        "secret_missing": "Fill in the password or the token for this mailbox.",
        "folder_missing": "Fill in the folder that we read.",
        "taken": "This folder is read already.",
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is. An empty `secret` keeps the one that is stored."""

    address: str
    host: str
    user_name: str
    secret: str = ""
    port: int = 993
    folder: str = "INBOX"
    login: SenderLogin = SenderLogin.PASSWORD


def set_mailbox(client: Client | None, place: Place, act: Act) -> Mailbox:
    """Read this mailbox from now on: a client's own, or the bureau's for all others (no client).

    It takes the place of the one that was read for them. Raises MailboxProblem.
    """
    _look_at(place)
    where = {"host": place.host.strip(), "user_name": place.user_name.strip()}
    with transaction.atomic():
        known = Mailbox.objects.filter(**where, folder=place.folder.strip()).first()
        if known is not None and known.client_id != (client.id if client else None):
            raise MailboxProblem("taken")
        box = known or Mailbox(id=reserve(Mailbox, 1)[0], **where, folder=place.folder.strip())
        if not place.secret and not box.sealed:
            raise MailboxProblem("secret_missing")
        box.client, box.address = client, place.address.strip().lower()
        box.port, box.login, box.active = place.port, place.login, True
        box.failing_since, box.failing_why = None, ""
        if place.secret:
            name = "token" if place.login is SenderLogin.TOKEN else "password"
            box.close({name: place.secret})
        box.save(force_insert=known is None)
        Mailbox.objects.filter(client=client, active=True).exclude(id=box.id).update(active=False)
        office_event(client, "mailbox_chosen", act, {"mailbox": box.id})
    return box


def _look_at(place: Place) -> None:
    name, at, domain = place.address.strip().rpartition("@")
    if not name or not at or "." not in domain:
        raise MailboxProblem("address_wrong", value=place.address)
    if not place.host.strip():
        raise MailboxProblem("host_missing")
    if not 1 <= place.port <= 65_535:
        raise MailboxProblem("port_wrong")
    if not place.user_name.strip():
        raise MailboxProblem("user_missing")
    if not place.folder.strip():
        raise MailboxProblem("folder_missing")


def stop_reading(mailbox_id: int, act: Act) -> None:
    """Read this mailbox no longer; what came in stays."""
    with transaction.atomic():
        box = Mailbox.objects.select_related("client").get(id=mailbox_id)
        if Mailbox.objects.filter(id=mailbox_id, active=True).update(active=False):
            office_event(box.client, "mailbox_stopped", act, {"mailbox": mailbox_id})


def read_to(mailbox_id: int, uid_validity: int, last_uid: int, at: datetime) -> None:
    """It was read up to here; never back within one numbering, whoever else reads it too."""
    again = {"read_at": at, "failing_since": None, "failing_why": ""}
    rows = Mailbox.objects.filter(id=mailbox_id)
    same = rows.filter(uid_validity=uid_validity)
    if not same.filter(last_uid__gte=last_uid).update(**again) and not same.update(
        last_uid=last_uid, **again
    ):
        rows.filter(Q(uid_validity=None) | ~Q(uid_validity=uid_validity)).update(
            uid_validity=uid_validity, last_uid=last_uid, **again
        )


def unreadable(mailbox_id: int, why: str, at: datetime) -> None:
    """It could not be read: since when, and why in a word. It is tried again."""
    rows = Mailbox.objects.filter(id=mailbox_id)
    if not rows.filter(failing_since__isnull=False).update(failing_why=why):
        rows.update(failing_since=at, failing_why=why)
