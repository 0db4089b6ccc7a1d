"""How far a long piece of work is, told while its transaction is still open; outside the database.

A row would only be seen when everything is done: a small file per job is seen by every process of
this installation. It holds two numbers and nothing else.
"""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings

STEPS = 200
"""At most so many writes per job: a share that moves by half a per cent is fine enough."""


class Share(NamedTuple):
    """So many rows are done, of so many; `of` 0 where that is not known yet."""

    done: int
    of: int

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.of) if self.of else 0


class Telling:
    """Writes down how far a job is; what cannot be written stops no work."""

    def __init__(self, job_id: int) -> None:
        self.place = _place(job_id)
        self.told = -1

    def __call__(self, done: int, of: int) -> None:
        step = done * STEPS // of if of else 0
        if step == self.told and done != of:
            return
        self.told = step
        half = self.place.with_suffix(".new")
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(f"{done} {of}")
            half.replace(self.place)
        except OSError:
            return


def share_of(job_id: int) -> Share:
    """Return how far a job is, (0, 0) where nothing was told yet."""
    try:
        done, of = _place(job_id).read_text().split()
        return Share(int(done), int(of))
    except (OSError, ValueError):
        return Share(0, 0)


def forget(job_id: int) -> None:
    """The job ended: nobody asks any more."""
    _place(job_id).unlink(missing_ok=True)


def _place(job_id: int) -> Path:
    return Path(settings.HOME) / "progress" / f"{job_id}"
