"""Lists as they are being read: long ones beside the request, so that the page answers at once.

Nothing is stored by reading. What was read is kept for the next page of the same process; another
process, or one that began anew, reads again.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections

from minnelijk.files.invoices import Meaning, Reading, read
from minnelijk.records import documents
from minnelijk.records.actions.drafts import answers_of
from minnelijk.records.actions.intake import Comparison, compare
from minnelijk.records.models import Client, Document, OfficeEvent, Placement

LONG_BYTES = 500_000
"""About five thousand rows: what is smaller is read while the person waits, in less than a second.
"""
LONG_ROWS = 5_000
HEAD = 200_000
"""Bytes that tell the columns of a long text, and what kind of file it is."""
KEPT = 2
FRESH = timedelta(minutes=10)
READS = {"mapping", "day_first", "decimal", "repairs", "skip", "debtor_ledger"}
EMPTY: tuple[object, ...] = ({}, [], None, "")


class StillReading(Exception):
    """This long list is being read beside the request; ask again in a moment."""


def is_long(document: Document) -> bool:
    """Tell whether a file is read beside the request."""
    return document.size > LONG_BYTES


@dataclass(frozen=True)
class Wanted:
    """A file with the answers about it, as it has to be read."""

    document_id: int
    sha256: str
    answers: str
    country: str

    def read(self) -> Reading:
        """Read it now. Raises DocumentGone."""
        content = documents.read(Document.objects.get(id=self.document_id))
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise documents.DocumentGone(f"Document {self.document_id} changed while it was read.")
        told = json.loads(self.answers)
        return read(
            content,
            name="",
            mapping={heading: Meaning(word) for heading, word in told.get("mapping", {}).items()},
            day_first=told.get("day_first"),
            decimal=told.get("decimal"),
            repairs={(place, column): text for place, column, text in told.get("repairs", [])},
            skip=frozenset(told.get("skip", [])),
            country=self.country,
            debtor_ledger=told.get("debtor_ledger", ""),
        )


def wanted(document: Document, answers: dict[str, Any], client: Client) -> Wanted:
    """Return what has to be read for these answers."""
    told = {word: answers[word] for word in READS & answers.keys() if answers[word] not in EMPTY}
    key = json.dumps(told, sort_keys=True, default=str)
    return Wanted(document.id, document.sha256, key, client.country.upper())


class Shelf:
    """What was read last, and who is reading now; shared by the threads of this process."""

    def __init__(self) -> None:
        self.read: OrderedDict[Wanted, Reading] = OrderedDict()
        self.running: dict[Wanted, threading.Thread] = {}
        self.failed: set[Wanted] = set()
        self.lock = threading.Lock()

    def at_hand(self, what: Wanted) -> Reading | None:
        with self.lock:
            found = self.read.get(what)
            if found is not None:
                self.read.move_to_end(what)
            return found

    def now(self, what: Wanted) -> Reading:
        """Return what is at hand, or read it here."""
        found = self.at_hand(what)
        return found if found is not None else self._put(what, what.read())

    def _put(self, what: Wanted, reading: Reading) -> Reading:
        with self.lock:
            self.read[what] = reading
            while len(self.read) > KEPT:
                self.read.popitem(last=False)
        return reading

    def begin(self, what: Wanted, then: Callable[[Reading], object]) -> bool:
        """Read on a thread of its own, unless that is going on; say whether it goes on.

        What failed there is not begun again: who asks next reads it himself, and sees why.
        """
        with self.lock:
            if what in self.read or what in self.failed:
                self.failed.discard(what)
                return False
            if what not in self.running:
                thread = threading.Thread(target=self._read, args=(what, then), daemon=True)
                self.running[what] = thread
                thread.start()
            return True

    def _read(self, what: Wanted, then: Callable[[Reading], object]) -> None:
        try:
            reading = what.read()
            then(reading)
            self._put(what, reading)
        finally:
            with self.lock:
                if what not in self.read:
                    self.failed.add(what)
                self.running.pop(what, None)
            connections.close_all()  # those of this thread


shelf = Shelf()


def read_draft(document: Document, answers: dict[str, Any], client: Client) -> Reading:
    """Read a file with the answers about it; what was read last is kept for the next page."""
    return shelf.now(wanted(document, answers, client))


def read_now(document: Document, client: Client) -> Reading:
    """Read a draft here with all answers so far, however long it is: the worker has the time."""
    return read_draft(document, answers_of(document), client)


def first_lines(content: bytes) -> bytes:
    """Return enough of a long text, or of what is no list at all; b"" for what is read whole."""
    head = content[:HEAD]
    if head.startswith(NO_LIST):
        return head
    if head.startswith(WHOLE) or head.lstrip()[:1] == b"<" or b"\0" in head:
        return b""
    return head.rpartition(b"\n")[0] or head


NO_LIST = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff")
WHOLE = (b"PK", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")


def reading_of(document: Document, client: Client, on: date, at: datetime) -> Reading:
    """Return what a draft says with all answers so far. Raises StillReading for a long one."""
    answers = answers_of(document)
    what = wanted(document, answers, client)
    found = shelf.at_hand(what)
    if found is not None:
        return found
    if not is_long(document):
        return shelf.now(what)

    def compare_too(reading: Reading) -> None:
        comparison_of(client, what, reading, _about(answers), on=on, at=at)

    if shelf.begin(what, compare_too):
        raise StillReading
    return shelf.now(what)


def _about(answers: dict[str, Any]) -> tuple[bool, date | None]:
    told = answers.get("feed_on")
    return bool(answers.get("complete")), date.fromisoformat(told) if told else None


@dataclass(frozen=True)
class _Compared:
    key: tuple[object, ...]
    at: datetime
    comparison: Comparison


_compared: list[_Compared] = []
_comparing = threading.Lock()


def comparison_of(
    client: Client,
    what: Wanted,
    reading: Reading,
    about: tuple[bool, date | None],
    *,
    on: date,
    at: datetime,
) -> Comparison:
    """Return what placing would do; for a long list the last answer is kept for some minutes.

    It is thrown away as soon as a list, a setting or the day of the payments changed. Placing
    compares anew under its lock, whatever was shown.
    """
    complete, feed_on = about

    def fresh() -> Comparison:
        return compare(client, reading.rows, complete=complete, on=on, feed_on=feed_on)

    if len(reading.rows) <= LONG_ROWS:
        return fresh()
    key = (what, about, on, *_stamp(client))
    with _comparing:
        for kept in _compared:
            if kept.key == key and timedelta() <= at - kept.at < FRESH:
                return kept.comparison
        found = fresh()
        _compared[:] = [_Compared(key, at, found)]
    return found


def _stamp(client: Client) -> tuple[object, ...]:
    """What changes when something of a client changes that a comparison looks at."""
    placed = Placement.objects.filter(client=client).order_by("-id").values_list("id").first()
    told = OfficeEvent.objects.filter(client=client).order_by("-seq").values_list("seq").first()
    return (client.id, client.feed_on, client.payment_term_days, client.country, placed, told)
