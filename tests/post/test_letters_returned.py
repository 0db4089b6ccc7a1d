"""A letter that comes back: its notice counts for nothing, and neither does what leaned on it."""

from datetime import date
from pathlib import Path

import pytest

from minnelijk.flow.words import (
    ApprovalAnswer,
    MessageState,
    Phase,
    PointQuality,
    Question,
    RecallWhy,
)
from minnelijk.law.notices import VoidWord
from minnelijk.post.hand_over.handing import make_due
from minnelijk.post.paper.printing import print_due
from minnelijk.records.actions import letters
from minnelijk.records.actions.core import Act
from minnelijk.records.chain import verify
from minnelijk.records.models import Approval, Case, HandOver, Message
from tests import world
from tests.post.lettering import lives, with_card
from tests.records.noticing import agency, law_is_signed, moment, run, says

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ASKED, OVER, BACK = date(2026, 3, 18), date(2026, 3, 25), date(2026, 3, 27)


@pytest.fixture
def case(cast: world.Cast, tmp_path: Path, settings: object) -> Case:
    """A letter on the post, its term over, the client's yes, and the case at an agency."""
    settings.PRINT_FOLDER = str(tmp_path)  # type: ignore[attr-defined]
    law_is_signed(cast)
    with_card(cast.delta)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY, invoices=[world.Invoice("F-1", 50_000)])
    lives(made)
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    says(made, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    print_due(moment(TUESDAY))
    letters.posted([letter(made).id], Act(moment(TUESDAY, 15), cast.sanne))
    run(ASKED)
    says(made, ApprovalAnswer.YES, ASKED, cast.delta_seat, partner=agency())
    run(OVER)
    make_due(moment(OVER, 10))
    made.refresh_from_db()
    assert made.phase == Phase.HANDED_OVER
    return made


def letter(case: Case) -> Message:
    return Message.objects.filter(case=case, channel="post").earliest("id")


def comes_back(case: Case, cast: world.Cast, day: date = BACK) -> None:
    letters.came_back(letter(case).id, Act(moment(day), cast.sanne))


def test_the_notice_is_void_and_the_hand_over_is_taken_back(case: Case, cast: world.Cast) -> None:
    made = HandOver.objects.get(case=case)
    assert made.with_notice

    comes_back(case, cast)

    made.refresh_from_db()
    case.refresh_from_db()
    notice = case.notices.get()
    assert (notice.void_on, notice.void_why) == (BACK, VoidWord.RETURNED)
    assert (made.recall_why, made.recalled_at) == (RecallWhy.NOTICE_VOID, moment(BACK))
    assert case.phase == Phase.NOTICE
    assert Approval.objects.get(case=case, question=Question.HAND_OVER).fell_why == "notice_void"


def test_agency_and_client_are_told(case: Case, cast: world.Cast) -> None:
    comes_back(case, cast)

    made = HandOver.objects.get(case=case)
    assert [note.word for note in made.notes.filter(from_agency=False)][-1] == "recall"
    assert case.client.notes.filter(kind="recalled", case=case).exists()


def test_the_address_is_marked_and_a_person_looks_for_a_better_one(
    case: Case, cast: world.Cast
) -> None:
    comes_back(case, cast)

    point = letter(case).contact_point
    assert point is not None
    newest = case.debtor.points.filter(channel="post").latest("version")
    assert newest.quality == PointQuality.BOUNCED
    assert case.work_items.filter(task="repair_address", state="open").count() == 1
    assert letter(case).evidence.bounce_code == "returned"


def test_the_timeline_tells_it_in_order_and_the_chain_holds(case: Case, cast: world.Cast) -> None:
    comes_back(case, cast)

    case.refresh_from_db()
    kinds = list(case.events.filter(at=moment(BACK)).order_by("seq").values_list("kind", flat=True))
    told = [kind for kind in kinds if kind in {"letter_returned", "notice_void", "recalled"}]
    assert told == ["letter_returned", "notice_void", "recalled"]
    assert verify(case) == []


def test_nothing_is_due_on_top_and_nothing_leaves_until_a_new_letter_did(
    case: Case, cast: world.Cast
) -> None:
    comes_back(case, cast)
    for day in (date(2026, 3, 30), date(2026, 4, 20)):
        run(day)
        print_due(moment(day))

    assert HandOver.objects.filter(case=case).count() == 1
    assert not case.notices.filter(void_on__isnull=True, sent_on__isnull=False).exists()
    assert not Message.objects.filter(case=case, state=MessageState.PRINTED).exists()


def test_the_same_letter_comes_back_once(case: Case, cast: world.Cast) -> None:
    comes_back(case, cast)
    comes_back(case, cast, date(2026, 3, 28))

    assert case.events.filter(kind="letter_returned").count() == 1
    assert HandOver.objects.get(case=case).recalled_at == moment(BACK)
    assert letter(case).state == MessageState.BOUNCED
