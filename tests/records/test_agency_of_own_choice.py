"""An agency of a client's own choice is not forgotten: the client is told to make it a link."""

from datetime import date

import pytest

from minnelijk.flow.words import ApprovalAnswer
from minnelijk.records import documents
from minnelijk.records.actions import agency_file
from minnelijk.records.actions.core import Act
from minnelijk.records.models import Case, ClientNote, HandOver
from tests import world
from tests.records.noticing import agency, law_is_signed, letter, moment, posts, run, says

pytestmark = pytest.mark.django_db

MONDAY, READY = date(2026, 3, 2), date(2026, 3, 25)


def handed_over(cast: world.Cast, *, own: bool) -> HandOver:
    law_is_signed(cast)
    case = world.case(cast.delta, on=MONDAY)
    version = world.policy(cast.delta, "notice_only")
    Case.objects.filter(id=case.id).update(policy_version=version)
    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.delta_seat)
    run(MONDAY)
    posts(letter(case), date(2026, 3, 3), cast.sanne)
    run(date(2026, 3, 18))
    partner = agency(cast.delta if own else None)
    says(case, ApprovalAnswer.YES, date(2026, 3, 18), cast.delta_seat, partner=partner)
    run(READY)
    made = HandOver.objects.get(case=case)
    paper = documents.store(
        case.client, "hand_over", b"zip", "application/zip", "x.zip", moment(READY)
    )
    agency_file.file_made(made.id, paper, moment(READY))
    return made


def notes() -> int:
    return ClientNote.objects.filter(kind=agency_file.MAKE_LINK, done_at__isnull=True).count()


def test_the_client_is_told_to_make_the_link_until_it_did(cast: world.Cast) -> None:
    made = handed_over(cast, own=True)
    assert notes() == 1

    agency_file.new_link(made.id, Act(moment(READY), cast.delta_seat))

    assert notes() == 0


def test_the_bureaus_own_partner_needs_no_link(cast: world.Cast) -> None:
    handed_over(cast, own=False)

    assert notes() == 0
