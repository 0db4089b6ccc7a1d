"""The first reminder that a Belgian client sent by itself: shown, counted, or refused in words."""

from datetime import date
from typing import Any

import pytest

from minnelijk.flow.words import Channel, Question
from minnelijk.law.notices import NoticeKind
from minnelijk.records import documents
from minnelijk.records.actions import approvals
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.own_notice import (
    OwnNoticeProblem,
    coming_notice,
    mentions_of,
    sent_by_client,
)
from minnelijk.records.actions.take_back import approval_may_be_taken_back
from minnelijk.records.chain import verify
from minnelijk.records.models import Approval, Case, Message, Notice
from tests import world
from tests.records.noticing import law_is_signed, moment, run

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 2)
ASKED = date(2026, 3, 3)
SENT = date(2026, 2, 20)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    """A Belgian consumer of Winkel Aan Zee, whose client is asked about the first reminder."""
    law_is_signed(cast)
    made = world.case(
        cast.webshop, on=MONDAY, country="be", invoices=[world.Invoice("F-1", 20_000)]
    )
    run(MONDAY)
    run(ASKED)
    return made


def asked(case: Case) -> Approval:
    return Approval.objects.get(case=case, question=Question.NOTICE)


def tell(case: Case, cast: world.Cast, **other: Any) -> Notice:
    act = Act(moment(ASKED, 11), cast.webshop_seat)
    codes = [one.code for one in mentions_of(case, ASKED)]
    told: dict[str, Any] = {"sent_on": SENT, "way": Channel.POST, "mentions": codes, **other}
    letter = documents.store(
        cast.webshop, "notice", b"%PDF-1.7 own", "application/pdf", "brief.pdf", act.at
    )
    return sent_by_client(asked(case).id, document=letter, act=act, **told)


def test_the_question_is_about_the_first_reminder(case: Case) -> None:
    coming = coming_notice(asked(case), ASKED)

    assert coming is not None
    assert coming.kind is NoticeKind.FIRST_REMINDER
    assert [claim.number for claim in coming.claims] == ["F-1"]


def test_a_reminder_that_the_client_sent_counts_from_its_own_day(
    case: Case, cast: world.Cast
) -> None:
    notice = tell(case, cast)

    case.refresh_from_db()
    assert (notice.kind, notice.told_by_client, notice.sent_on) == ("first_reminder", True, SENT)
    assert notice.last_on == date(2026, 3, 10)
    assert asked(case).answer == "yes"
    assert not approval_may_be_taken_back(asked(case))
    assert verify(case) == []


def test_no_reminder_of_ours_follows_on_that_of_the_client(case: Case, cast: world.Cast) -> None:
    tell(case, cast)

    run(ASKED)
    run(date(2026, 3, 4))

    assert not Message.objects.filter(case=case).exists()
    assert case.notices.count() == 1


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"sent_on": date(2026, 3, 4)}, "future"),
        ({"sent_on": date(2026, 1, 2)}, "too_early"),
        ({"way": Channel.SMS}, "way_wrong"),
        ({"mentions": ["balance"]}, "mentions"),
    ],
)
def test_what_does_not_count_is_refused_in_words(
    case: Case, cast: world.Cast, told: dict[str, Any], word: str
) -> None:
    with pytest.raises(OwnNoticeProblem) as refused:
        tell(case, cast, **told)

    assert refused.value.word == word
    assert asked(case).answer == ""
    assert not Notice.objects.exists()


def test_the_same_reminder_twice_is_one(case: Case, cast: world.Cast) -> None:
    tell(case, cast)

    with pytest.raises(approvals.AlreadyAnswered):
        tell(case, cast)

    assert Notice.objects.count() == 1


def test_a_dutch_letter_is_never_told_by_the_client(cast: world.Cast) -> None:
    law_is_signed(cast)
    version = world.policy(cast.delta, "notice_only")
    made = world.case(cast.delta, on=MONDAY)
    Case.objects.filter(id=made.id).update(policy_version=version)
    run(MONDAY)
    letter = documents.store(
        cast.delta, "notice", b"%PDF-1.7 own", "application/pdf", "brief.pdf", moment(MONDAY)
    )

    with pytest.raises(OwnNoticeProblem, match="first reminder"):
        sent_by_client(
            asked(made).id,
            sent_on=SENT,
            way=Channel.POST,
            document=letter,
            mentions=[],
            act=Act(moment(MONDAY, 11), cast.delta_seat),
        )
