"""Closes the days, and hears what stays silent, on a thread of its own: no mail waits for it."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import close_old_connections, connections

from minnelijk.post.news.silence_mail import tell_silence
from minnelijk.records.actions.seals import seal_days

log = structlog.get_logger()

EVERY = 60.0
"""Seconds between two looks; a day that is closed costs one question."""


class NightWatch:
    """One look after another until it is told to stop; `now` gives the moment."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> "NightWatch":
        """Run on a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="night", daemon=True)
        self._thread.start()
        return self

    def stop(self, seconds: float = 2) -> None:
        """Look no more. A day that is half closed is closed by the next who looks."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def run(self) -> None:
        """Look until stopped; no look that fails ends the watch."""
        while not self._stop.is_set():
            close_old_connections()
            for look in (seal_days, tell_silence):
                try:
                    look(self.now())
                except Exception as problem:
                    # The database may be away for a moment; the next look finds the day again.
                    log.error("look failed", look=look.__name__, error=type(problem).__name__)
            self._stop.wait(EVERY)
        connections.close_all()  # those of this thread
