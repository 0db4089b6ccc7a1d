"""Printed letters of a day, and the batch that they become."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from minnelijk.flow.words import ApprovalAnswer
from minnelijk.post.paper.batch import make_batch
from minnelijk.post.paper.printing import print_due
from minnelijk.records import documents
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, Message, PrintBatch
from tests import world
from tests.post.lettering import lives, with_card
from tests.records.noticing import law_is_signed, moment, run, says

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    settings.PRINT_FOLDER = str(tmp_path / "print")  # type: ignore[attr-defined]
    settings.PRINT_SFTP_HOST = ""  # type: ignore[attr-defined]
    return tmp_path / "print"


def waiting(cast: world.Cast, sizes: dict[str, int]) -> list[Case]:
    """Cases with so many invoices each, whose letters wait for the printer."""
    law_is_signed(cast)
    with_card(cast.delta)
    version = world.policy(cast.delta, "notice_only")
    made = []
    for name, count in sizes.items():
        invoices = [world.Invoice(f"{name[:2]}-{n}", 5_000 + n) for n in range(count)]
        case = world.case(cast.delta, name=name, on=MONDAY, invoices=invoices)
        lives(case)
        Case.objects.filter(id=case.id).update(policy_version=version)
        made.append(case)
    run(MONDAY)
    for case in made:
        says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    return made


@pytest.fixture
def cases(cast: world.Cast) -> list[Case]:
    made = waiting(cast, {"Fatma Yildiz": 1, "Jan de Boer": 30, "Ans Kok": 2})
    assert print_due(moment(TUESDAY)) == Counter(printed=3)
    return made


@pytest.fixture
def batch(cases: list[Case], cast: world.Cast) -> PrintBatch:
    made = make_batch(Act(moment(TUESDAY, 10), cast.sanne))
    assert made is not None
    made.refresh_from_db()
    return made


def letter(case: Case) -> Message:
    return Message.objects.get(case=case, channel="post")


def content(batch: PrintBatch) -> bytes:
    assert batch.document is not None
    return documents.read(batch.document)
