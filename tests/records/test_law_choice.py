"""Somebody who lives under another law than that of the contract: a person decides on costs."""

from datetime import date

import pytest

from minnelijk.flow.notices import needed
from minnelijk.flow.words import ApprovalAnswer
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notice_kinds import NoticeKind
from minnelijk.law.which import which_law
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law_choice import LawChoiceProblem, cross_border, decide_on_top
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Event, EventNote
from minnelijk.records.scope import within
from tests import world
from tests.records.noticing import law_is_signed, moment, run, says

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
WORDS = "De jurist keek naar de voorwaarden: Nederlands recht is gekozen."


@pytest.fixture
def abroad(cast: world.Cast) -> Case:
    """A Belgian consumer of a Dutch company, as the intake opens it."""
    case = world.case(cast.delta, country="be")
    law = which_law(kind=DebtorKind.CONSUMER, lives_in="be", client_country="nl", contract_law="nl")
    Case.objects.filter(id=case.id).update(law_why=law.why, country="be", contract_law="nl")
    case.refresh_from_db()
    return case


def test_nothing_comes_on_top_until_a_person_says_so(cast, abroad) -> None:
    before = facts_of(abroad, world.DAY).on_top

    decide_on_top(abroad.id, True, WORDS, Act(world.AT, cast.supervisor))

    abroad.refresh_from_db()
    after = facts_of(abroad, world.DAY)
    assert (before, after.on_top) == (False, True)
    assert "nothing_on_top" not in abroad.law_why
    assert needed(after, after.claims[0])[0] is NoticeKind.FIRST_REMINDER


def test_the_decision_is_an_event_and_its_words_stay_apart(cast, abroad) -> None:
    decide_on_top(abroad.id, False, f"  {WORDS}\n", Act(world.AT, cast.manager))

    event = Event.objects.get(case=abroad, kind="on_top_decided")
    assert (event.why, event.seat) == ("withheld", cast.manager)
    assert event.args == {"contract_law": "nl", "country": "be"}
    assert EventNote.objects.get(case=abroad, seq=event.seq).open() == {"words": WORDS}
    abroad.refresh_from_db()
    assert not facts_of(abroad, world.DAY).on_top


def test_a_decision_can_be_taken_anew(cast, abroad) -> None:
    act = Act(world.AT, cast.manager)

    decide_on_top(abroad.id, True, WORDS, act)
    decide_on_top(abroad.id, False, "De jurist kwam erop terug.", act)

    abroad.refresh_from_db()
    assert abroad.law_why["nothing_on_top"] == "cross_border"
    assert [row.id for row in cross_border(within(cast.manager, world.DAY))] == [abroad.id]


@pytest.mark.parametrize("seat", ["sanne", "delta_seat", "inspector"])
def test_only_a_supervisor_or_a_manager_decides(seat, cast, abroad) -> None:
    with pytest.raises(LawChoiceProblem) as refused:
        decide_on_top(abroad.id, True, WORDS, Act(world.AT, getattr(cast, seat)))

    assert refused.value.word == "not_allowed"
    assert not Event.objects.filter(kind="on_top_decided").exists()


@pytest.mark.parametrize(("words", "refusal"), [("   ", "words_missing"), ("x" * 501, "too_long")])
def test_a_decision_says_why(words, refusal, cast, abroad) -> None:
    with pytest.raises(LawChoiceProblem) as refused:
        decide_on_top(abroad.id, True, words, Act(world.AT, cast.manager))

    assert refused.value.word == refusal


def test_a_case_under_one_law_has_nothing_to_decide(cast) -> None:
    case = world.case(cast.delta)

    with pytest.raises(LawChoiceProblem) as refused:
        decide_on_top(case.id, True, WORDS, Act(world.AT, cast.manager))

    assert refused.value.word == "not_cross_border"
    assert not cross_border(within(cast.manager, world.DAY)).exists()


def test_without_both_law_packs_nothing_may_come_on_top(cast, abroad) -> None:
    Case.objects.filter(id=abroad.id).update(country="de")

    with pytest.raises(LawChoiceProblem) as refused:
        decide_on_top(abroad.id, True, WORDS, Act(world.AT, cast.manager))

    assert refused.value.word == "no_law_pack"


def test_what_was_allowed_asks_no_costs_that_only_a_clause_can_ask(cast) -> None:
    """A Dutchman who bought in a Belgian shop: its letter leaves by the rules of where he lives."""
    law_is_signed(cast)
    version = world.policy(cast.webshop, "notice_only")
    case = world.case(cast.webshop, country="nl", on=MONDAY)
    law = which_law(kind=DebtorKind.CONSUMER, lives_in="nl", client_country="be", contract_law="be")
    Case.objects.filter(id=case.id).update(
        law_why=law.why, country="nl", calendar="nl", contract_law="be", policy_version=version
    )
    decide_on_top(case.id, True, WORDS, Act(moment(MONDAY), cast.manager))

    run(MONDAY)
    says(case, ApprovalAnswer.YES, MONDAY, cast.webshop_seat)
    run(MONDAY)

    notice = case.notices.get()
    assert notice.kind == NoticeKind.FOURTEEN_DAYS
    assert notice.on_top_cents == 0
