"""What a piece of work takes: wall and cpu seconds, and the most memory this process ever had."""

import os
import resource
import time
from argparse import ArgumentTypeError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROC = Path("/proc")


def above_nothing(text: str) -> int:
    """Return a number of the command line. Raises ArgumentTypeError or ValueError, as argparse
    wants it."""
    if int(text) < 1:
        raise ArgumentTypeError(f"'{text}' is not a number above nothing")
    return int(text)


above_nothing.__name__ = "int"  # argparse shows the name: "invalid int value"


@dataclass
class Meter:
    """Measures what is done between `start` and `figures`; may be stopped and gone on with.

    `cpu` is user and system of this process, and of the database server's processes where that is
    PostgreSQL on this machine.
    """

    server: bool = True
    wall_s: float = 0.0
    cpu_s: float = 0.0
    _began: tuple[float, float] | None = field(default=None, repr=False)

    def __enter__(self) -> "Meter":
        self._began = (time.perf_counter(), self._cpu())
        return self

    def __exit__(self, *problem: object) -> None:
        if self._began is not None:
            self.wall_s += time.perf_counter() - self._began[0]
            self.cpu_s += self._cpu() - self._began[1]

    def figures(self, count: int) -> dict[str, Any]:
        """Return the figures for `count` things done."""
        return {
            "n": count,
            "wall_s": round(self.wall_s, 3),
            "cpu_s": round(self.cpu_s, 3),
            "per_cpu_s": round(count / self.cpu_s) if self.cpu_s else None,
            "rss_mb": peak_mb(),
        }

    def _cpu(self) -> float:
        server = server_cpu() if self.server else 0.0
        return time.process_time() + server


def peak_mb() -> int:
    """Return the most memory that this program had at once; not what its parent had before it."""
    return _memory_mb("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def resident_mb() -> int:
    """Return the memory that this program has now; the most it had where nobody tells that."""
    return _memory_mb("VmRSS") or peak_mb()


def _memory_mb(name: str) -> int:
    try:
        status = (PROC / "self" / "status").read_text(encoding="ascii")
    except OSError:
        return 0
    (line,) = (line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) // 1024


def server_cpu() -> float:
    """Return what all processes of a PostgreSQL server on this machine took so far; 0 elsewhere."""
    from django.db import connection  # a bench without a database has no settings

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    found = _ticks_and_parent(backend)
    if found is None:
        return 0.0
    postmaster = found[1]
    ticks = 0
    for folder in PROC.iterdir():
        seen = _ticks_and_parent(int(folder.name)) if folder.name.isdigit() else None
        if seen and postmaster in {seen[1], int(folder.name)}:
            ticks += seen[0]
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks_and_parent(process: int) -> tuple[int, int] | None:
    """Return the time of a process and of its children that ended, and whose child it is."""
    try:
        text = (PROC / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    words = text.rpartition(")")[2].split()
    if "postgres" not in text.partition(")")[0]:
        return None
    return sum(map(int, words[11:15])), int(words[1])
