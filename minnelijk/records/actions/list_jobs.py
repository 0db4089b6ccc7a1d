"""Long lists are placed and taken back by the worker: asked once, done once, whole or not."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from minnelijk.files.invoices import Reading
from minnelijk.records import progress
from minnelijk.records.actions import drafts, intake
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.intake_undo import CannotTakeBack, take_back
from minnelijk.records.models import Client, Document, ListJob, Placement
from minnelijk.records.words import ListWork

LEASE = timedelta(minutes=5)
"""After this time a worker is thought to be gone. One that lives after all finds its work done."""


class JobGone(Exception):
    """Somebody else ended this job meanwhile: nothing of this turn stands."""


def ask_place(client: Client, document: Document, told: Mapping[str, Any], act: Act) -> ListJob:
    """Ask the worker to place a draft; asked twice it is one job."""
    job = ListJob(
        client=client,
        document=document,
        work=ListWork.PLACE,
        told=dict(told),
        made_at=act.at,
        made_by=act.by,
    )
    return _once(job, Q(document=document))


def ask_take_back(placement: Placement, act: Act) -> ListJob:
    """Ask the worker to take a placement back; asked twice it is one job."""
    job = ListJob(
        client_id=placement.client_id,
        placement=placement,
        work=ListWork.TAKE_BACK,
        made_at=act.at,
        made_by=act.by,
    )
    return _once(job, Q(placement=placement))


def _once(job: ListJob, same: Q) -> ListJob:
    running = ListJob.objects.filter(same, work=job.work, ended_at__isnull=True)
    try:
        with transaction.atomic():
            found = running.first()
            if found is None:
                job.save(force_insert=True)
            return found or job
    except IntegrityError:  # the other click was quicker
        return running.get()


def running_for(document: Document) -> ListJob | None:
    """Return the job that places this draft now."""
    return ListJob.objects.filter(document=document, ended_at__isnull=True).first()


def take(name: str, at: datetime) -> ListJob | None:
    """Give the oldest job that waits, or whose worker is gone, to one worker only."""
    free = Q(taken_until__isnull=True) | Q(taken_until__lt=at)
    for job in ListJob.objects.filter(free, ended_at__isnull=True).order_by("id")[:5]:
        mine = ListJob.objects.filter(free, id=job.id, ended_at__isnull=True)
        if mine.update(taken_by=name[:80], taken_until=at + LEASE) == 1:
            job.refresh_from_db()
            return job
    return None


def held() -> list[tuple[int, str]]:
    """Return the jobs that a worker has now: (job, worker)."""
    rows = ListJob.objects.filter(ended_at__isnull=True, taken_until__isnull=False)
    return list(rows.values_list("id", "taken_by"))


def let_go(job_id: int, name: str) -> None:
    """The worker of this name is gone: its job waits again."""
    mine = ListJob.objects.filter(id=job_id, taken_by=name, ended_at__isnull=True)
    mine.update(taken_until=None)


def do(job: ListJob, reading: Reading | None, at: datetime) -> Placement | None:
    """Do a taken job: its list is placed or taken back, and the job ends, in one transaction.

    What cannot be done ends it with the word of the refusal. Raises JobGone.
    """
    act = Act(at, by=job.made_by)
    telling = progress.Telling(job.id)
    try:
        with transaction.atomic():
            if job.work == ListWork.PLACE and reading is not None:
                placement = _place(job, reading, act, telling)
            else:
                placement = _take_back(job, act, telling)
            _end(job, at, placement)
    except intake.SameFile as same:
        placement = same.placement
        _end(job, at, placement)
    except (intake.IntakeProblem, CannotTakeBack) as refused:
        _end(job, at, job.placement, refused.word, refused.details.get("cases", 0))
        placement = None
    progress.forget(job.id)
    return placement


def _place(job: ListJob, reading: Reading, act: Act, telling: progress.Telling) -> Placement:
    assert job.document is not None  # noqa: S101 - the table says so
    told = job.told
    placement = intake.place(
        job.client,
        reading=reading,
        document=job.document,
        complete=bool(told.get("complete")),
        gone_confirmed=bool(told.get("gone_confirmed")),
        feed_on=date.fromisoformat(told["feed_on"]) if told.get("feed_on") else None,
        act=act,
        progress=telling,
    )
    drafts.placed(job.document)
    return placement


def _take_back(job: ListJob, act: Act, telling: progress.Telling) -> Placement:
    assert job.placement is not None  # noqa: S101 - the table says so
    take_back(job.placement, act, telling)
    return job.placement


def broke(job: ListJob, at: datetime) -> None:
    """A job that cannot be done for a reason nobody foresaw: said, and not tried for ever."""
    _end(job, at, job.placement, "broken")
    progress.forget(job.id)


def _end(
    job: ListJob, at: datetime, placement: Placement | None, refused: str = "", cases: int = 0
) -> None:
    """End a job once; who comes second finds it ended and undoes what he did."""
    mine = ListJob.objects.filter(id=job.id, ended_at__isnull=True)
    ended = mine.update(
        ended_at=at, taken_until=None, placement=placement, refused=refused, cases=cases
    )
    if ended != 1:
        raise JobGone(job.id)
