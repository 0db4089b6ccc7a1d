"""The script of the second call in the client's words: said only where it may be said."""

import re

import pytest

from minnelijk.flow.letters import shipped_text
from minnelijk.flow.words import ApprovalAnswer, Channel, DisputeReason, Phase, Question
from minnelijk.records.actions import disputes
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.texts import approve_template, save_template
from minnelijk.records.models import Approval, Case, Client
from tests import world
from tests.rooms.desk_cast import at_desk, called, checked, waits

WORDS = (
    "Lukt dat niet, dan krijgt u eerst nog een brief met 15 dagen zonder extra kosten. "
    "Pas daarna kan het naar een incassobureau. Dan komen er wel kosten bij."
)


@pytest.fixture
def own_words(cast) -> Client:
    """The client's own second call names the letter and what comes after it."""
    body = shipped_text("second_call", "script", "nl").replace(
        "## promise", f"{WORDS}\n\n## promise", 1
    )
    version, found = save_template(
        cast.delta,
        use="second_call",
        language="nl",
        channel=Channel.CALL,
        body=body,
        act=Act(world.AT, cast.manager),
    )
    assert found == ()
    approve_template(version, Act(world.AT, cast.manager))
    return cast.delta


def second_call(of: Client, *, answer: ApprovalAnswer) -> Case:
    """A case whose second call waits at the desk, after the client was asked about phase two."""
    case = world.case(of, invoices=[world.Invoice("F-1021", 21_450)])
    case.step, case.phase = "second_call", Phase.TWO
    waits(case)
    Approval.objects.create(
        client=of,
        case=case,
        question=Question.ENGAGE,
        occurrence=1,
        cents=21_450,
        asked_at=world.AT,
        asked_on=world.DAY,
        answer=answer,
        answered_at=world.AT,
    )
    return case


def script_of(cast, case: Case) -> str:
    sanne = at_desk(cast.sanne)
    url = called(sanne, case)
    checked(sanne, url)
    return sanne.get(f"{url}?stap=ask").content.decode()


def test_a_second_call_names_the_letter_first_and_then_what_the_client_can_do(cast, own_words):
    case = second_call(own_words, answer=ApprovalAnswer.YES)

    page = script_of(cast, case)

    assert "Welke dag lukt zeker" in page
    assert "Pas daarna kan het naar een incassobureau." in page


def test_before_the_client_engaged_phase_two_the_script_says_nothing_of_it(cast, own_words):
    case = second_call(own_words, answer=ApprovalAnswer.NOT_YET)

    page = script_of(cast, case)

    assert "Welke dag lukt zeker" in page
    assert "incassobureau" not in page


def test_a_script_of_phase_one_may_not_speak_of_it_at_all(cast):
    body = shipped_text("first_call", "script", "nl").replace(
        "## promise", f"{WORDS}\n\n## promise", 1
    )

    _, found = save_template(
        cast.delta,
        use="first_call",
        language="nl",
        channel=Channel.CALL,
        body=body,
        act=Act(world.AT, cast.manager),
    )

    assert {problem.word for problem in found} == {"costs_silent", "agency_silent"}
    assert {problem.line for problem in found} == {
        body[: body.index("Lukt dat niet, dan krijgt")].count("\n") + 1
    }


@pytest.mark.parametrize("step", ["first_call", "second_call"])
def test_who_disputes_a_part_hears_that_we_do_not_ask_for_it(cast, step):
    case = second_call(cast.delta, answer=ApprovalAnswer.YES)
    if step == "first_call":
        case.step, case.phase = "first_call", Phase.ONE
        case.save()
    claim = case.claims.get()
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "Te veel.", {claim.id: 4_000}, rest_agreed=True
    )
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(world.AT), via=Channel.CALL)
    sanne = at_desk(cast.sanne)
    url = called(sanne, case)
    checked(sanne, url)

    page = sanne.get(f"{url}?stap=reason").content.decode().replace("\xa0", " ")

    assert "174,50" in page
    assert "U bent het niet eens met € 40,00. Daar vragen wij nu niet om:" in page


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [
        ("fr", "Quel jour pouvez-vous payer sûrement, au plus tard le ", r"\w+di \d"),
        ("de", "Welcher Tag klappt sicher, bis spätestens ", r"\w+, \d+\. \w+"),
    ],
)
def test_a_script_has_its_words_and_its_days_in_one_language(cast, language, words, days):
    case = second_call(cast.delta, answer=ApprovalAnswer.YES)
    Case.objects.filter(id=case.id).update(language=language)
    cast.sanne.languages = ["nl", language]
    cast.sanne.save()

    page = script_of(cast, case).replace("\xa0", " ")

    assert re.search(rf'{words}(?:<span class="said">)?{days}', page)
