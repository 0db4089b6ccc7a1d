"""After a restore nothing leaves by itself until a person says so.

A backup knows nothing of what was sent after it was made: the same mail would leave twice, also to
who paid meanwhile.
"""

from datetime import datetime

from minnelijk.records.actions.core import day_of
from minnelijk.records.models import Run

NAME = "restored"


def hold_back(at: datetime) -> None:
    """Let nothing leave from now on; safe to say twice."""
    moments = {"day_on": day_of(at), "started_at": at, "beat_at": at}
    Run.objects.get_or_create(name=NAME, ended_at=None, defaults=moments)


def held_back() -> bool:
    return Run.objects.filter(name=NAME, ended_at=None).exists()


def go_on(at: datetime) -> bool:
    """A person looked at what was sent and paid since the backup: the work goes on.

    False where nothing was held back.
    """
    return Run.objects.filter(name=NAME, ended_at=None).update(ended_at=at, beat_at=at) > 0
