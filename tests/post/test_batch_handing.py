"""A batch on its way to the printer: brought once, told when not, taken out when somebody paid."""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from minnelijk.post.paper.batch import batch_name
from minnelijk.post.paper.batch_handing import hand_batches
from minnelijk.records.models import PrintBatch
from minnelijk.records.words import BatchProblem, BatchWay
from tests.post.batch_cases import TUESDAY, WEDNESDAY, batch, cases, content, folder
from tests.post.sftp import PASSWORD, USER, running
from tests.records.noticing import moment

__all__ = ["batch", "cases", "folder"]
pytestmark = pytest.mark.django_db


def test_a_folder_gets_the_letters_and_the_list_once(batch: PrintBatch, folder: Path) -> None:
    done = hand_batches(moment(TUESDAY, 10))
    again = hand_batches(moment(TUESDAY, 11))

    name = batch_name(batch)
    there = folder / "partijen" / "2026-03-03"
    batch.refresh_from_db()
    assert (done, again) == (Counter(batches_handed=1), Counter())
    assert (batch.way, batch.handed_at) == (BatchWay.FOLDER, moment(TUESDAY, 10))
    assert sorted(file.name for file in there.iterdir()) == [
        f"{name}.csv",
        f"{name}.json",
        f"{name}.pdf",
    ]
    assert (there / f"{name}.pdf").read_bytes() == content(batch)
    told = json.loads((there / f"{name}.json").read_text())
    assert told["sha256"] == hashlib.sha256(content(batch)).hexdigest()


def test_a_folder_that_cannot_be_written_is_told_and_tried_again(
    batch: PrintBatch, folder: Path
) -> None:
    in_the_way = folder / "partijen"
    in_the_way.write_text("a file stands in the way")

    assert hand_batches(moment(TUESDAY, 10)) == Counter(batches_waiting=1)
    batch.refresh_from_db()
    assert (batch.handed_at, batch.problem) == (None, BatchProblem.FOLDER)

    in_the_way.unlink()
    assert hand_batches(moment(TUESDAY, 11)) == Counter(batches_handed=1)
    batch.refresh_from_db()
    assert batch.problem == ""


def test_a_list_that_was_damaged_is_told_and_stops_no_other_work(
    batch: PrintBatch, folder: Path, settings: Any
) -> None:
    assert batch.manifest is not None
    place = settings.HOME / "documents" / batch.manifest.store_path
    whole = place.read_bytes()
    place.write_bytes(whole[:-1] + b"x")

    assert hand_batches(moment(TUESDAY, 10)) == Counter(batches_waiting=1)
    batch.refresh_from_db()
    assert batch.problem == BatchProblem.LETTER_GONE

    place.write_bytes(whole)  # restored from a backup
    assert hand_batches(moment(TUESDAY, 11)) == Counter(batches_handed=1)


def test_a_batch_of_yesterday_is_not_handed_over(batch: PrintBatch) -> None:
    assert hand_batches(moment(WEDNESDAY)) == Counter()


def test_the_printers_machine_gets_it_and_nothing_twice(
    batch: PrintBatch, tmp_path: Path, settings: object
) -> None:
    (tmp_path / "in").mkdir()
    with running(tmp_path) as machine:
        settings.PRINT_SFTP_HOST = "127.0.0.1"  # type: ignore[attr-defined]
        settings.PRINT_SFTP_PORT = machine.port  # type: ignore[attr-defined]
        settings.PRINT_SFTP_USER = USER  # type: ignore[attr-defined]
        settings.PRINT_SFTP_PASSWORD = PASSWORD  # type: ignore[attr-defined]
        settings.PRINT_SFTP_FOLDER = "in"  # type: ignore[attr-defined]
        settings.PRINT_SFTP_FINGERPRINT = "SHA256:another"  # type: ignore[attr-defined]
        assert hand_batches(moment(TUESDAY, 10)) == Counter(batches_waiting=1)
        batch.refresh_from_db()
        assert batch.problem == BatchProblem.OTHER_SERVER
        settings.PRINT_SFTP_FINGERPRINT = machine.fingerprint  # type: ignore[attr-defined]

        assert hand_batches(moment(TUESDAY, 10)) == Counter(batches_handed=1)
        PrintBatch.objects.update(handed_at=None)  # we forgot that it was there
        machine.opened.clear()
        assert hand_batches(moment(TUESDAY, 11)) == Counter(batches_handed=1)

    batch.refresh_from_db()
    assert batch.way == BatchWay.SFTP
    assert not [name for name in machine.opened if name.endswith(".part")]
    assert (tmp_path / "in" / f"{batch_name(batch)}.pdf").read_bytes() == content(batch)
