"""A long list: the page answers at once, tells how far it is, and nothing is done twice or half."""

import socket
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from minnelijk.records import progress
from minnelijk.records.actions import intake, list_jobs
from minnelijk.records.models import Case, Document, ListJob, Placement
from minnelijk.rooms.portal import reading
from minnelijk.rooms.portal.views import draft as draft_views
from minnelijk.site.list_worker import ListWorker, take_over
from tests.rooms.portal_world import ALSO, AT, BAD, GOOD, csv, start, upload, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONG_BYTES", 10)
    monkeypatch.setattr(reading, "LONG_ROWS", 1)
    monkeypatch.setattr(draft_views, "LONG_ROWS", 1)


def when_read(daan: Browser, where: str) -> Any:
    """Wait on the page of a draft until it is read, as a browser does."""
    for _ in range(200):
        answer = daan.get(where)
        if answer.status_code == 200:
            return answer
        assert "/lezen/" in answer["Location"]
        time.sleep(0.05)
    raise AssertionError("never read")


def worker(minutes: int = 1) -> ListWorker:
    return ListWorker(lambda: AT + timedelta(minutes=minutes))


def test_the_rows_follow_as_soon_as_they_are_read(daan: Browser) -> None:
    where = upload(daan, GOOD, BAD)

    page = words(when_read(daan, where))

    assert "F. el Amrani" in page
    assert "“12,5o” is geen bedrag" in page
    assert daan.get(where + "lezen/")["Location"] == where


def test_what_cannot_be_read_is_said_at_once(daan: Browser) -> None:
    answer = daan.post("/klant/aanleveren/", {"file": csv("x" * 200, name="x.pdf")})
    pdf = csv(name="x.csv")
    pdf.file.seek(0)
    pdf.file.write(b"%PDF-1.7 " + b"x" * 100)
    pdf.file.seek(0)
    refused = daan.post("/klant/aanleveren/", {"file": pdf})

    assert answer.status_code == 302
    assert refused.status_code == 422
    assert "Dit is een pdf." in words(refused)


def test_a_yes_asks_the_worker_and_the_page_waits_for_it(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)

    answer = start(daan, where)
    waiting = words(daan.get(answer["Location"]))
    assert not Placement.objects.exists()
    worker().turn()
    after = daan.get(answer["Location"])

    placement = Placement.objects.get()
    assert "Wij zetten uw lijst klaar" in waiting
    assert after["Location"] == f"/klant/aanleveren/{placement.id}/"
    assert Case.objects.count() == 2
    assert "Uw lijst is aangeleverd." in words(daan.get(after["Location"]))


def test_two_presses_are_one_job_and_one_placement(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)

    first, second = start(daan, where), start(daan, where)
    worker().turn()
    worker().turn()

    assert first["Location"] == second["Location"]
    assert (ListJob.objects.count(), Placement.objects.count()) == (1, 1)


def test_while_it_is_placed_nothing_can_be_changed_or_dropped(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    job = start(daan, where)["Location"]

    assert daan.post(where + "afbreken/")["Location"] == job
    assert daan.post(where + "weglaten/", {"place": "2"})["Location"] == job
    worker().turn()

    assert Case.objects.count() == 2
    assert not Document.objects.filter(erased_on__isnull=False).exists()


def test_a_worker_that_died_leaves_nothing_half_and_another_does_it(
    daan: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    start(daan, where)
    gone = list_jobs.take("gone", AT)
    assert gone is not None

    class Killed(BaseException):
        """The process is gone."""

    def killed(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(intake, "keep_waiting", killed)
        list_jobs.do(gone, reading.read_now(gone.document, gone.client), AT)  # type: ignore[arg-type]

    assert not Case.objects.exists()
    assert worker(1).turn() == 0
    assert worker(6).turn() == 1
    assert Placement.objects.count() == 1


def test_a_worker_that_begins_takes_over_what_a_dead_one_of_its_machine_had(
    daan: Browser,
) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    start(daan, where)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    list_jobs.take(f"{socket.gethostname()}:{dead.pid}:lists", AT)
    assert worker().turn() == 0

    take_over()

    assert worker().turn() == 1
    assert Placement.objects.count() == 1


def test_what_a_worker_of_another_machine_has_is_left_to_it(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    start(daan, where)
    list_jobs.take("elsewhere:1:lists", AT)

    take_over()

    assert worker().turn() == 0


def test_a_job_that_was_done_by_another_is_not_done_again(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    start(daan, where)
    slow = list_jobs.take("slow", AT)
    assert slow is not None
    worker(6).turn()

    with pytest.raises(list_jobs.JobGone):
        list_jobs.do(slow, reading.read_now(slow.document, slow.client), AT)  # type: ignore[arg-type]

    assert Placement.objects.count() == 1
    assert Case.objects.count() == 2


def test_a_refusal_of_the_worker_is_said_and_leads_back_to_the_list(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    job = start(daan, where)["Location"]
    client = ListJob.objects.get().client
    client.stopped_at = AT
    client.save()

    worker().turn()
    page = words(daan.get(job))

    assert "Uw lijst is niet aangeleverd" in page
    assert "Alles staat stil." in page
    assert not Placement.objects.exists()


def test_how_far_it_is_stands_on_the_page(daan: Browser) -> None:
    where = upload(daan, GOOD, ALSO)
    when_read(daan, where)
    start(daan, where)
    job = ListJob.objects.get()
    list_jobs.take("w", AT)

    progress.Telling(job.id)(50, 200)
    page = words(daan.get(f"/klant/aanleveren/bezig/{job.id}/"))

    assert "25 procent" in page
    assert 'value="50" max="200"' in page
    assert 'http-equiv="refresh"' in page
