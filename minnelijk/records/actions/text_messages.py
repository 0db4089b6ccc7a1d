"""Text messages: by which provider a client's leave, and taking those whose moment has come."""

import re
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from minnelijk.flow.words import Channel
from minnelijk.records.actions import taking
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.taking import BATCH
from minnelijk.records.models import Client, Sender
from minnelijk.records.words import SenderLogin

LOOPBACK = re.compile(r"http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?/")
SHOWN = re.compile(r"\+\d{6,15}|[A-Za-z0-9 ]{3,11}")


class TextProviderProblem(Refused):
    """Why a provider cannot be used so."""

    sentences = {
        "address_wrong": "'{value}' is not an address of a provider: write it with https://.",
        "shown_wrong": "'{value}' cannot stand above a text message: write a number with +, or a "
        "name of 3 to 11 letters and digits.",
        "no_token": "Write the token that the provider gave you.",
    }


def set_text_provider(client: Client, *, address: str, shown: str, token: str, act: Act) -> Sender:
    """Make this the client's provider; an empty token keeps the one known. Raises
    TextProviderProblem."""
    address, shown, token = address.strip(), shown.strip(), token.strip()
    if not (address.startswith("https://") or LOOPBACK.match(address)):
        raise TextProviderProblem("address_wrong", value=address)
    if not SHOWN.fullmatch(shown):
        raise TextProviderProblem("shown_wrong", value=shown)
    with transaction.atomic():
        known = client.senders.select_for_update().filter(channel=Channel.SMS)
        same = next((one for one in known if one.host == address and one.open()), None)
        if not token and same is None:
            raise TextProviderProblem("no_token")
        secret = token or str(same.open()["token"] if same else "")
        known.update(active=False)
        sender, _ = Sender.objects.update_or_create(
            client=client,
            channel=Channel.SMS,
            address=shown,
            defaults={"host": address, "login": SenderLogin.TOKEN, "active": True},
        )
        sender.close({"token": secret})
        sender.save(update_fields=["sealed"])
        office_event(client, "text_provider_set", act)
    return sender


def stop_texting(client: Client, act: Act) -> None:
    """No text messages for this client any more; a person sends what its flow asks for."""
    with transaction.atomic():
        if client.senders.filter(channel=Channel.SMS, active=True).update(active=False):
            office_event(client, "text_provider_stopped", act)


def take(
    worker: str, at: datetime, limit: int = BATCH, *, without: Collection[int] = ()
) -> list[int]:
    """Take text messages whose moment has come: of every client a share, and no more than its
    provider has room for, so that one client's heap keeps nobody else's waiting."""
    return taking.take(worker, at, limit, without=without, channel=Channel.SMS)
