"""Since when a sender's server does not answer: read from the log of each try."""

from datetime import datetime

from minnelijk.records.models import SendTry
from minnelijk.records.words import TryResult

SILENT = "no connection"
"""How the answer of a try begins in which there was nobody to talk to."""

LOOKED_AT = 500
"""So many of the newest tries are asked whether the sender's server answered somebody else."""


def silent_since(message_id: int, sender_id: int) -> datetime | None:
    """Return since when nobody answered at this sender's server, as far as this message tells.

    None when its last try was answered, or another message of this sender was meanwhile.
    """
    since: datetime | None = None
    for one in SendTry.objects.filter(message_id=message_id).order_by("-number"):
        if not _silent(one):
            break
        since = one.began_at
    if since is None:
        return None
    newest = SendTry.objects.order_by("-id")[:LOOKED_AT]
    heard = (one for one in newest if one.sender_id == sender_id and one.ended_at >= since)
    return None if any(not _silent(one) for one in heard) else since


def _silent(one: SendTry) -> bool:
    return one.result == TryResult.LATER and one.answer.startswith(SILENT)
