"""Runs the tests of the law against each mutant, in forked children of one pytest session."""

import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from typing import IO, Any, NoReturn

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings

from minnelijk.law import country as packs
from tests.tools.mutants_of_code import CannotBeMade, Mutant

LAW = packs.HERE
MEMORY = 2 * 2**30
SECONDS = 3
"""So much processor time a test may use beside what it needs: a mutant may go round."""

Group = list[pytest.Item]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: killed by a test (its name), by time, by the load; or alive."""

    mutant: Mutant
    killer: str


@dataclass
class Seen:
    """What the unchanged tests do: the lines that each runs, and how long it takes."""

    lines: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    loading: dict[str, set[int]] = field(default_factory=dict)


class Runner:
    """A pytest plugin: instead of running the tests once it runs them for every mutant."""

    def __init__(
        self, mutants: list[Mutant], jobs: int, tell: Callable[[str], None], *, anyway: bool
    ) -> None:
        self.mutants = mutants
        self.jobs = jobs
        self.tell = tell
        self.anyway = anyway
        self.verdicts: list[Verdict] = []
        self.broken: list[str] = []
        self.groups: dict[str, Group] = {}
        self.seen = Seen()
        self.killers: dict[str, list[str]] = defaultdict(list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's own loop."""
        for item in session.items:
            self.groups.setdefault(item.nodeid.split("[")[0], []).append(item)
        self._watch()
        if self.broken and not self.anyway:
            return True
        for name in self.broken:
            self.groups.pop(name, None)
        works = ((mutant, self._work(mutant)) for mutant in self.mutants)
        for mutant, answer in in_children(works, self.jobs):
            killer = str(answer)
            if killer in self.groups:
                known = self.killers[mutant.file]
                known[:] = [killer, *(one for one in known if one != killer)]
            self.verdicts.append(Verdict(mutant, killer))
            if not killer:
                self.tell(f"alive: {mutant.file}: {mutant.place}: {mutant.change}")
            if len(self.verdicts) % 100 == 0:
                alive = sum(not verdict.killer for verdict in self.verdicts)
                self.tell(f"{len(self.verdicts)} of {len(self.mutants)}, {alive} alive")
        return True

    def _watch(self) -> None:
        """Run the unchanged tests once, and see which lines of the law each of them runs."""
        works = [(name, lambda group=group: watched(group)) for name, group in self.groups.items()]
        for name, answer in in_children(works, self.jobs):
            if not isinstance(answer, dict) or answer["failed"]:
                self.broken.append(name)
                continue
            self.seen.lines[name] = {file: set(rows) for file, rows in answer["lines"].items()}
            self.seen.seconds[name] = answer["seconds"]
        for _, answer in in_children([("load", lambda: watched([]))], 1):
            self.seen.loading = {file: set(rows) for file, rows in answer["lines"].items()}
        if not self.broken:
            self._try_without_a_change()

    def _try_without_a_change(self) -> None:
        """Run a mutant that changes nothing: a test that kills it would kill every other too."""
        nothing = Mutant("", "", "", frozenset(), lambda: None)
        groups = [
            (group, SECONDS + 3 * self.seen.seconds[name]) for name, group in self.groups.items()
        ]
        for _, killer in in_children(
            [("control", lambda: killed_by(nothing, groups, again=True))], 1
        ):
            self.broken += [str(killer)] if killer else []

    def _work(self, mutant: Mutant) -> Callable[[], str]:
        names = self._candidates(mutant)
        again = self._read_at_start(mutant)
        groups = [(self.groups[name], SECONDS + 3 * self.seen.seconds[name]) for name in names]
        return lambda: killed_by(mutant, groups, again=again)

    def _read_at_start(self, mutant: Mutant) -> bool:
        """Tell whether the change is in what loads a law pack, which every test may notice."""
        return not mutant.lines or bool(mutant.lines & self.seen.loading.get(mutant.file, set()))

    def _sees_data(self, name: str) -> bool:
        """Tell whether a test may vote on data: no property, true of any data, no spoilt copy."""
        item = self.groups[name][0]
        copies = "tmp_path" in getattr(item, "fixturenames", ())
        return not copies and not hasattr(getattr(item, "obj", None), "hypothesis")

    def _candidates(self, mutant: Mutant) -> list[str]:
        """Return the tests that may notice this mutant, the likeliest and the fastest first."""
        data = Path(mutant.file).suffix == ".toml"
        everywhere = self._read_at_start(mutant)
        runs = {
            name: bool(mutant.lines & lines.get(mutant.file, set()))
            or (not mutant.lines and mutant.file in lines)
            for name, lines in self.seen.lines.items()
        }
        known = {name: place for place, name in enumerate(self.killers[mutant.file])}
        named = Path(mutant.file).stem
        names = [name for name in self.groups if not data or self._sees_data(name)]
        return sorted(
            (name for name in names if everywhere or runs[name]),
            key=lambda name: (
                known.get(name, len(known)),
                not runs[name],
                named not in name,
                self.seen.seconds[name],
            ),
        )


def in_children(
    works: Iterable[tuple[Any, Callable[[], Any]]], jobs: int
) -> Iterator[tuple[Any, Any]]:
    """Run each work in a forked child, some at a time; return what it was for and its answer."""
    running: dict[int, tuple[Any, IO[str]]] = {}
    for name, work in works:
        if len(running) >= jobs:
            yield _one_ended(running)
        # A file and no pipe: a long answer would wait for a reader, who waits for the end.
        answer = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        child = os.fork()
        if not child:
            _be_child(work, answer)
        running[child] = name, answer
    while running:
        yield _one_ended(running)


def _be_child(work: Callable[[], Any], answer: IO[str]) -> NoReturn:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    code = 1
    try:
        json.dump(work(), answer)
        answer.flush()
        code = 0
    finally:
        os._exit(code)


def _one_ended(running: dict[int, tuple[Any, IO[str]]]) -> tuple[Any, Any]:
    """Wait for a child of ours. One that was stopped for its time, or broke, gives that word."""
    child, status = os.wait()
    name, answer = running.pop(child)
    with answer:
        answer.seek(0)
        text = answer.read()
    if os.WIFSIGNALED(status):
        return name, "(time)" if os.WTERMSIG(status) == signal.SIGVTALRM else "(crash)"
    return name, json.loads(text) if text else BROKE


BROKE = "(broke)"
"""The tool could not make this mutant: that is a fault of ours, no kill."""


def watched(group: Group) -> dict[str, Any]:
    """Run these tests, fresh law and all; return the lines of the law that they run."""
    lines: dict[str, set[int]] = defaultdict(set)
    inside = f"{LAW}{os.sep}"

    def trace(frame: FrameType, event: str, _: object) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(inside):
            return None
        found = lines[name.removeprefix(inside)]
        found.add(frame.f_lineno)

        def local(frame: FrameType, event: str, _: object) -> Any:
            found.add(frame.f_lineno)
            return local

        return local

    begun = time.process_time()
    if group:
        _few_examples(group)
        sys.settrace(trace)
        failed = any(fails(item, after) for item, after in in_order(group))
    else:
        sys.settrace(trace)
        read_again()
        failed = False
    sys.settrace(None)
    shown = {file: sorted(rows) for file, rows in lines.items()}
    return {"failed": failed, "lines": shown, "seconds": time.process_time() - begun}


def _few_examples(group: Group) -> None:
    """Let hypothesis try a few examples only: enough to see the lines, and a trace is slow."""
    for item in group:
        test = getattr(item, "obj", None)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None:
            vars(test)["_hypothesis_internal_use_settings"] = settings(own, max_examples=10)


def killed_by(mutant: Mutant, groups: list[tuple[Group, float]], *, again: bool) -> str:
    """Make the mutant and return the first test that fails, or nothing when it lives.

    With each group of tests come the seconds that it may use before the child is stopped.
    """
    with suppress(ValueError, OSError):  # macOS knows the limit and does not take it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        mutant.apply()
        if again:
            read_again()
    except CannotBeMade:
        raise
    except Exception:
        return "(refused)"
    seconds = {id(item): seconds for group, seconds in groups for item in group[:1]}
    for item, after in in_order([item for group, _ in groups for item in group]):
        if id(item) in seconds:
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds[id(item)])
        if fails(item, after):
            return item.nodeid.split("[")[0]
    return ""


def in_order(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=bool(items))


def fails(item: pytest.Item, after: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def read_again() -> None:
    """Load the packs again, and give what they hold to the packs that the tests keep already."""
    before = {code: packs.country(code) for code in packs.COUNTRIES}
    packs.country.cache_clear()
    for code, old in before.items():
        new = packs.country(code)
        for part in fields(old):
            _renew(getattr(old, part.name), getattr(new, part.name))
        _renew(old, new)


def _renew(old: object, new: object) -> None:
    """Let an object hold what another of its kind holds, and forget what it has computed."""
    if is_dataclass(old) and is_dataclass(new):
        vars(old).clear()
        vars(old).update(vars(new))
