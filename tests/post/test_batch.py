"""The letters of a day go to the printer together: one file, one list, each letter in it once."""

import csv
import hashlib
import io
import threading

import pikepdf
import pytest
from django.db import connections, transaction

from minnelijk.flow.words import MessageState
from minnelijk.post.paper.batch import as_csv, finish_unmade, make_batch, manifest_of
from minnelijk.post.paper.batch_handing import hand_batches
from minnelijk.post.paper.paper_letter import pages_of
from minnelijk.post.paper.printing import print_due
from minnelijk.records import documents
from minnelijk.records.actions import batches, letters
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, OfficeEvent, PrintBatch
from minnelijk.records.words import BatchProblem
from tests import world
from tests.post.batch_cases import (
    TUESDAY,
    WEDNESDAY,
    batch,
    cases,
    content,
    folder,
    letter,
    waiting,
)
from tests.records.noticing import moment, pays, run

__all__ = ["batch", "cases", "folder"]
pytestmark = pytest.mark.django_db


def test_each_letter_begins_on_the_front_of_a_sheet_and_the_list_says_where(
    batch: PrintBatch, cases: list[Case]
) -> None:
    manifest = manifest_of(batch)
    assert manifest is not None

    lies = manifest.letters
    assert [one.number for one in lies] == [f"m{letter(case).id}" for case in cases]
    assert [(one.first_page, one.pages, one.blank_after) for one in lies] == [
        (1, 1, True),
        (3, 2, False),
        (5, 1, True),
    ]
    assert (batch.count, batch.pages, manifest.pages) == (3, 6, 6)
    assert manifest.sha256 == hashlib.sha256(content(batch)).hexdigest()
    for one, case in zip(lies, cases, strict=True):
        document = letter(case).document
        assert document is not None
        assert one.sha256 == document.sha256
        assert (one.country, one.language, one.window) == ("nl", "nl", "right")
        assert one.address[1:] == ["Biltstraat 48", "3512 JK\xa0 UTRECHT"]
    assert lies[0].address[0] == "Mevrouw Fatma Yildiz"


def test_the_pages_are_those_of_the_letters(batch: PrintBatch, cases: list[Case]) -> None:
    with pikepdf.open(io.BytesIO(content(batch))) as whole:
        for page, case in ((0, cases[0]), (2, cases[1]), (4, cases[2])):
            document = letter(case).document
            assert document is not None
            with pikepdf.open(io.BytesIO(documents.read(document))) as own:
                ours = whole.pages[page].Contents.read_bytes()
                assert ours == own.pages[0].Contents.read_bytes()
        assert whole.pages[1].get("/Contents") is None or not whole.pages[1].Contents.read_bytes()
        assert "/StructTreeRoot" not in whole.Root
        assert not any("/StructParents" in page.obj for page in whole.pages)
    assert pages_of(content(batch)) in {0, 6}


def test_the_list_opens_in_a_spreadsheet_and_is_never_a_formula(batch: PrintBatch) -> None:
    manifest = manifest_of(batch)
    assert manifest is not None
    manifest.letters[0].address[0] = "=2+5"

    told = as_csv(manifest).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert rows[0][0] == "number" and len(rows) == 4
    assert rows[1][-1].startswith("'=2+5 | Biltstraat 48 | 3512 JK")
    assert rows[2][1:3] == ["3", "2"]


def test_a_letter_is_in_one_batch(batch: PrintBatch, cast: world.Cast) -> None:
    again = make_batch(Act(moment(TUESDAY, 11), cast.sanne))

    assert again is None
    assert PrintBatch.objects.count() == 1
    assert OfficeEvent.objects.filter(kind="batch_made").count() == 1


def test_only_what_somebody_may_see_comes_into_a_batch(cases: list[Case], cast: world.Cast) -> None:
    act = Act(moment(TUESDAY, 10), cast.sanne)

    assert make_batch(act, frozenset({cast.noord.id})) is None
    made = make_batch(act, frozenset({cast.delta.id}))

    assert made is not None and made.count == 3


def test_a_batch_that_was_broken_off_is_finished(cases: list[Case], cast: world.Cast) -> None:
    taken = batches.gather(Act(moment(TUESDAY, 10), cast.sanne), None)
    assert taken is not None

    assert finish_unmade(moment(TUESDAY, 11)) == 1
    assert finish_unmade(moment(TUESDAY, 11)) == 0

    taken.refresh_from_db()
    assert taken.pages == 6
    assert not batches.made(taken, taken.document, taken.manifest, 99)  # type: ignore[arg-type]


def test_a_letter_whose_file_is_gone_stops_the_batch_and_is_told(
    cases: list[Case], cast: world.Cast
) -> None:
    document = letter(cases[0]).document
    assert document is not None
    documents.erase(document, TUESDAY)

    made = make_batch(Act(moment(TUESDAY, 10), cast.sanne))

    assert made is not None
    made.refresh_from_db()
    assert (made.document, made.problem) == (None, BatchProblem.LETTER_GONE)
    assert finish_unmade(moment(TUESDAY, 11)) == 0


# Before and after the post ------------------------------------------------------------------------


def test_who_paid_after_printing_comes_out_of_the_batch_before_anybody_posts_it(
    batch: PrintBatch, cases: list[Case], cast: world.Cast
) -> None:
    pays(cases[0], 5_000, TUESDAY, TUESDAY, cast)
    PrintBatch.objects.update(made_at=moment(TUESDAY, 8))

    done = hand_batches(moment(TUESDAY, 12))

    paid = letter(cases[0])
    assert done["letters_pulled"] == 1
    assert (paid.state, paid.batch_id) == (MessageState.STOPPED, batch.id)
    posted = letters.posted([letter(one).id for one in cases], Act(moment(TUESDAY, 15), cast.sanne))
    assert len(posted.sent) == 2


def test_a_whole_batch_is_posted_in_one_act_and_who_changed_stays_out(
    batch: PrintBatch, cases: list[Case], cast: world.Cast
) -> None:
    pays(cases[1], 5_000, TUESDAY, TUESDAY, cast)
    ids = [one.id for one in batches.letters_in(batch)]

    done = letters.posted(ids, Act(moment(TUESDAY, 15), cast.sanne))

    assert done.sent == [letter(cases[0]).id, letter(cases[2]).id]
    assert [message for message, _ in done.pulled] == [letter(cases[1]).id]


def test_what_nobody_posted_is_in_a_batch_of_the_next_day(
    batch: PrintBatch, cases: list[Case], cast: world.Cast
) -> None:
    run(WEDNESDAY)
    print_due(moment(WEDNESDAY))

    made = make_batch(Act(moment(WEDNESDAY, 10), cast.sanne))

    assert made is not None
    assert (made.day_on, made.number, made.count) == (WEDNESDAY, 1, 3)
    manifest = manifest_of(batch)
    assert manifest is not None and len(manifest.letters) == 3


def test_the_same_letters_make_the_same_bytes(batch: PrintBatch) -> None:
    from minnelijk.post.paper.batch import put_together

    once, _ = put_together(batch, batches.letters_in(batch))

    assert once == content(batch)


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_make_one_batch(cast: world.Cast) -> None:
    with transaction.atomic():
        waiting(cast, {"Fatma Yildiz": 1, "Ans Kok": 1})
    print_due(moment(TUESDAY))
    start, made = threading.Barrier(2), []

    def press() -> None:
        start.wait()
        made.append(make_batch(Act(moment(TUESDAY, 10))))
        connections.close_all()

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(batch is not None for batch in made) == [False, True]
    assert PrintBatch.objects.get().count == 2
