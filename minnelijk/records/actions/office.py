"""What is changed outside cases (settings, seats, texts) leaves a chained event, as cases do."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction

from minnelijk.records.actions.core import Act
from minnelijk.records.chain import end_mark, event_hash, event_mark, office_link
from minnelijk.records.models import CHAIN_START, Bureau, ChainEnd, Client, OfficeEvent


class Refused(Exception):
    """Something that can happen in the trade: a `word` and `args` for the screen to translate."""

    sentences: ClassVar[Mapping[str, str]] = {}

    def __init__(self, word: str, **args: Any) -> None:
        super().__init__(self.sentences[word].format(**args))
        self.word = word
        self.details = args


def office_event(
    client: Client | None, kind: str, act: Act, args: Mapping[str, Any] | None = None
) -> OfficeEvent:
    """Add one event to the chain of a client, or of the bureau (no client).

    `args` hold whole numbers, text, yes or no and nothing else; no personal data of debtors.
    """
    with transaction.atomic():
        _lock(client)
        last = OfficeEvent.objects.filter(client=client).order_by("-seq").first()
        event = OfficeEvent(
            client=client,
            seq=last.seq + 1 if last else 1,
            day_on=act.on,
            at=act.at,
            seat=act.by,
            kind=kind,
            args=dict(args or {}),
        )
        event.hash = event_hash(last.hash if last else CHAIN_START, office_link(event))
        event.mark = event_mark(event.hash)
        event.save(force_insert=True)
        _ends_with(event)
    return event


def _ends_with(event: OfficeEvent) -> None:
    """Note where the chain ends now, so that its last event is missed when it is gone."""
    told = {"seq": event.seq, "head": event.hash, "mark": end_mark(event)}
    if not ChainEnd.objects.filter(client=event.client_id).update(**told):
        ChainEnd.objects.create(client_id=event.client_id, **told)


def _lock(client: Client | None) -> None:
    """Let two events of one chain wait for each other; the unique key decides where nothing is."""
    if client is not None:
        Client.objects.select_for_update().get(id=client.id)
    else:
        Bureau.objects.select_for_update().filter(id=1).first()
