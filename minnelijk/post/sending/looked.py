"""Which mails are looked at together: as many as are spoken within a moment, and never more."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import perf_counter

import structlog

from minnelijk.records.actions import outbox, sending
from minnelijk.records.actions.looking import still_stands
from minnelijk.records.actions.outbox import Checked

log = structlog.get_logger()

SECONDS = 0.5
"""What is looked at together leaves within this time: it is on its way in our books, and unclear
when the machine dies. So of a slow server elsewhere a mail or two."""

MOST, WEIGHT = 50, 4
FRESH_FOR = timedelta(seconds=1)
"""An older look is no last look."""


class Pace:
    """How many mails a worker's servers take in a moment; learned as they are spoken to."""

    def __init__(self) -> None:
        self._each = SECONDS

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Measure one conversation; the last few count most."""
        began = perf_counter()
        try:
            yield
        finally:
            self._each += (perf_counter() - began - self._each) / WEIGHT

    @property
    def at_once(self) -> int:
        return max(1, min(int(SECONDS / self._each), MOST))


class Looks:
    """The last looks of one batch: those that were made together wait here until they are used."""

    def __init__(self, worker: str, now: Callable[[], datetime], pace: Pace) -> None:
        self.worker, self.now, self.pace = worker, now, pace
        self._ready: dict[int, Checked] = {}
        self._made_at = now()

    def of(self, message_id: int, following: Sequence[int]) -> Checked:
        """Return the last look at a taken message; what follows it may be looked at too."""
        if message_id not in self._ready and not self._ready:
            self._together([message_id, *following])
        found = self._ready.pop(message_id, None)
        if found is None:
            return self._alone(message_id)
        if found.goes and self.now() - self._made_at > FRESH_FOR:
            return self.again(message_id)
        return found

    def again(self, message_id: int) -> Checked:
        """Look once more, alone, at what was not yet spoken of."""
        sending.back([message_id], self.worker, self.now())
        return self._alone(message_id)

    def stands(self, checked: Checked) -> bool:
        """Whether nobody changed anything since this look; one that was made alone always does."""
        assert checked.message is not None  # noqa: S101 - it goes
        stopped = checked.client_stopped
        return not checked.with_others or still_stands(checked.message, client_stopped=stopped)

    def drop(self, ids: Collection[int]) -> None:
        """Forget the looks at messages that will not be spoken of now."""
        looked = [number for number in ids if number in self._ready]
        going = [number for number in looked if self._ready.pop(number).goes]
        sending.back(going, self.worker, self.now())

    def _alone(self, message_id: int) -> Checked:
        return outbox.check(message_id, self.worker, self.now())

    def _together(self, ids: Sequence[int]) -> None:
        """Look at the next ones; where that fails, each is looked at for itself."""
        some = ids[: self.pace.at_once]
        self._made_at = self.now()
        try:
            if len(some) > 1:
                self._ready = outbox.check_together(some, self.worker, self._made_at)
        except Exception as problem:
            log.warning("looked at one by one", error=type(problem).__name__)
