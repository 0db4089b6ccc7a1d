"""Does a piece of work in a child, and kills the child with -9 while it is at it."""

import os
import select
import signal
import sys
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from time import perf_counter

from django.db import connections

from tests.torture.script import KINDS, Piece

LATER = timedelta(seconds=100)
"""The clock between two beginnings of the same work."""

MOST = 110
"""Kills of one piece, so that its day does not come to an end."""

AT_ONCE = 1.5
"""Seconds: work that is done bit by bit is killed within them, so that it is killed often."""

SPARE = 1.15
"""More than is wanted, because some work ends before it is killed."""

TWO = 0.25
"""How often two do the same work at the same time, and both are killed."""


class Broke(Exception):
    """A piece of work ended with an error, and not because of a kill."""


@dataclass
class Killer:
    """Kills `wanted` times over the kinds; `takes` tells how long each piece took undisturbed."""

    wanted: int
    luck: Random
    takes: dict[str, float]
    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    took: dict[str, float] = field(default_factory=dict)
    missed: int = 0
    _left: dict[str, float] = field(default_factory=dict)
    _idle: dict[str, float] = field(default_factory=dict)

    def plan(self, pieces: list[Piece]) -> None:
        """Remember how much undisturbed work of each kind is still to come, and how long it takes
        to find that there is none."""
        for kind in KINDS:
            takes = [self.takes.get(piece.name, 0.0) for piece in pieces if piece.kind == kind]
            self._idle[kind] = 1.2 * min(takes, default=0.0)
        self._left = dict.fromkeys(KINDS, 0.0)
        for piece in pieces:
            if piece.kind:
                self._left[piece.kind] += self._work_in(piece)

    def do(self, piece: Piece) -> None:
        """Do a piece to its end, killed as often as is its share of what is left to kill."""
        at = piece.at
        for _ in range(self._share(piece)):
            killed = self._killed(piece, at)
            self.kills[piece.kind] += killed
            if not killed:
                self.missed += 1
                break
            at += LATER
        begun = perf_counter()
        if piece.apart:
            self._ended(self._born(piece, at), piece, None)
        else:
            piece.do(at)  # what is read here once, the next children know
        self.took[piece.name] = perf_counter() - begun

    def again(self, piece: Piece) -> None:
        """Do what is done once more, with the clock of that day, and kill it: nothing changes.

        It ends soon, so it is killed early.
        """
        soon = max(0.03, self._idle[piece.kind]) * self.luck.random()
        self.kills[piece.kind] += self._ended(self._born(piece, piece.at), piece, soon)

    def _work_in(self, piece: Piece) -> float:
        return max(0.0, self.takes.get(piece.name, 0.0) - self._idle[piece.kind])

    def _share(self, piece: Piece) -> int:
        if not piece.kind or not self.wanted:
            return 0
        work, left = self._work_in(piece), self._left[piece.kind]
        self._left[piece.kind] = left - work
        missing = self.wanted / len(KINDS) - self.kills[piece.kind]
        if left <= 0 or missing <= 0:
            return 0
        share = SPARE * missing * work / left
        return min(MOST, int(share) + (self.luck.random() < share % 1))

    def _delay(self, piece: Piece) -> float:
        takes = max(0.01, self.takes.get(piece.name, 0.05))
        return self.luck.random() * (takes if piece.whole else min(takes, AT_ONCE))

    def _killed(self, piece: Piece, at: datetime) -> int:
        """Let one or two begin and kill each at a moment of its own; how many were killed."""
        crew = 2 if piece.crew and self.luck.random() < TWO else 1
        children = [self._born(piece, at) for _ in range(crew)]
        delays = sorted(self._delay(piece) for _ in children)
        begun = perf_counter()
        return sum(
            self._ended(child, piece, max(0.0, delay - (perf_counter() - begun)))
            for child, delay in zip(children, delays, strict=True)
        )

    def _born(self, piece: Piece, at: datetime) -> int:
        connections.close_all()  # a child must not speak on our line
        child = os.fork()
        if child == 0:
            _work(piece, at)
        return child

    def _ended(self, child: int, piece: Piece, delay: float | None) -> bool:
        """Wait for a child's end, and for no longer than the delay; True when it was killed."""
        handle = os.pidfd_open(child)
        try:
            ready, _, _ = select.select([handle], [], [], delay)
            if not ready:
                os.kill(child, signal.SIGKILL)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        finally:
            os.close(handle)
        if status not in {0, -signal.SIGKILL}:
            raise Broke(f"{piece.name} ended with {status}")
        return status == -signal.SIGKILL


def _work(piece: Piece, at: datetime) -> None:
    code = 1
    try:
        piece.do(at)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
