"""Long lists are placed and taken back on a thread of their own: no mail waits for them."""

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import close_old_connections, connections

from minnelijk.records.actions import list_jobs
from minnelijk.records.actions.list_jobs import JobGone
from minnelijk.records.models import ListJob
from minnelijk.records.words import ListWork
from minnelijk.rooms.portal.reading import read_now

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two looks: somebody sits before the page that waits."""


class ListWorker:
    """One list after another until it is told to stop; `now` gives the moment."""

    def __init__(self, now: Callable[[], datetime], name: str = "") -> None:
        self.now = now
        self.name = name or f"{socket.gethostname()}:{os.getpid()}:lists"
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> "ListWorker":
        """Run on a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="lists", daemon=True)
        self._thread.start()
        return self

    def stop(self, seconds: float = 2) -> None:
        """Take nothing more. A list that is half done is not waited for: it stands whole or not."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(seconds)

    def run(self) -> None:
        """Turn until stopped; no turn that fails ends the work."""
        first = True
        while not self._stop.is_set():
            close_old_connections()
            try:
                if first:
                    take_over()
                    first = False
                self.turn()
            except Exception as problem:
                # The database may be away for a moment; the job is found again.
                log.error("list turn failed", error=type(problem).__name__)
            self._stop.wait(EVERY)
        connections.close_all()  # those of this thread

    def turn(self) -> int:
        """Do every job that waits; return how many."""
        done = 0
        while not self._stop.is_set():
            job = list_jobs.take(self.name, self.now())
            if job is None:
                break
            self._do(job)
            done += 1
        return done

    def _do(self, job: ListJob) -> None:
        try:
            places = job.work == ListWork.PLACE and job.document is not None
            reading = read_now(job.document, job.client) if places and job.document else None
            list_jobs.do(job, reading, self.now())
        except JobGone:
            log.warning("list job was ended by another worker", job=job.id)
        except Exception as problem:
            log.error("list job failed", job=job.id, error=type(problem).__name__)
            list_jobs.broke(job, self.now())


def take_over() -> None:
    """Jobs of a process of this machine that is gone wait no longer than for this one to begin."""
    here = f"{socket.gethostname()}:"
    for job_id, name in list_jobs.held():
        number = name.removeprefix(here).partition(":")[0]
        if name.startswith(here) and number.isdecimal() and not _lives(int(number)):
            list_jobs.let_go(job_id, name)


def _lives(process: int) -> bool:
    """Tell whether another process has this number; ours has only just begun, and holds nothing."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
