"""A backup taken while money comes in and calls are made is of one moment, and whole."""

import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from pytest_django import Settings

from minnelijk.flow.words import Outcome
from minnelijk.records import documents
from minnelijk.records.actions import calls
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Case, Document, Entry, Event
from minnelijk.site.backup.snapshot import Snapshot
from minnelijk.site.backup.tables import Table
from tests import world
from tests.site.backups import a_home, empty_place, made, pay, restored
from tests.world import AT, Cast, Invoice

pytestmark = pytest.mark.django_db(transaction=True)


class Bureau(threading.Thread):
    """Somebody who never stops working; `wait_for` more to happen."""

    def __init__(self, cast: Cast, cases: list[Case]) -> None:
        super().__init__(daemon=True)
        self.cast, self.cases = cast, cases
        self.stop = threading.Event()
        self.did = threading.Condition()
        self.done = 0
        self.problem: Exception | None = None

    def run(self) -> None:
        try:
            for nth in count(1):
                if self.stop.is_set():
                    break
                self.one(nth)
                with self.did:
                    self.done += 1
                    self.did.notify_all()
        except Exception as problem:
            self.problem = problem
        finally:
            connection.close()

    def one(self, nth: int) -> None:
        case = self.cases[nth % len(self.cases)]
        pay(case, nth, cents=1)
        if nth % 3 == 0:
            mail = f"mail {nth}".encode()
            documents.store(self.cast.delta, "mail", mail, "message/rfc822", f"{nth}", AT)
        if nth % 4 == 0:
            calls.log_call(case.id, Report(Outcome.NO_ANSWER), Act(AT, self.cast.sanne))

    def wait_for(self, more: int) -> None:
        with self.did:
            wanted = self.done + more
            assert self.did.wait_for(lambda: self.done >= wanted, timeout=60), self.problem


def test_a_backup_under_load_restores_to_one_moment(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_home(settings, tmp_path / "hier")
    cast = world.cast()
    cases = [
        world.case(cast.delta, name=f"Debiteur {n}", invoices=[Invoice(f"F-{n}", 900_000)])
        for n in range(4)
    ]
    bureau = Bureau(cast, cases)
    lines = Snapshot.lines
    waited_at = ("records_case", "records_entry", "records_event", "records_document")

    def while_it_goes_on(self: Snapshot, table: Table) -> Iterator[bytes]:
        """Before each of these tables is read, more has happened."""
        if table.name in waited_at:
            bureau.wait_for(2)
        return lines(self, table)

    monkeypatch.setattr(Snapshot, "lines", while_it_goes_on)
    bureau.start()
    bureau.wait_for(3)
    said = made(tmp_path / "een.backup").manifest
    bureau.stop.set()
    bureau.join()
    monkeypatch.undo()
    assert bureau.problem is None
    booked = Entry.objects.count()

    with empty_place(settings, tmp_path / "daar"):
        restored(tmp_path / "een.backup")  # compares row by row with the manifest
        assert said["missing"] == said["erased"] == []
        assert Entry.objects.count() == said["rows"]["records_entry"][0] < booked
        for case in Case.objects.all():
            assert verify(case) == []
            assert (
                Entry.objects.filter(case=case).aggregate(of=Sum("cents"))["of"] == case.open_cents
            )
            paid = Entry.objects.filter(case=case, kind="payment").count()
            assert Event.objects.filter(case=case, kind="payment").count() == paid
        for document in Document.objects.all():
            documents.read(document)
