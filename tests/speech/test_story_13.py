"""Story 13: what may be said in phase two, to a consumer in each country."""

import pytest

from minnelijk.flow.letters import TEXTS, shipped_text
from minnelijk.flow.sentences import sentence_problem
from minnelijk.flow.words import ApprovalAnswer, Channel
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import approve_template, save_template, template_for
from minnelijk.records.models import Case
from tests import world
from tests.records.noticing import says
from tests.speech import reaching, states_be
from tests.speech.most import most_of
from tests.speech.reader import too_early

PLANTED = "Daarna zijn de incassokosten voor u."
FIRST = "U krijgt eerst nog een brief met 15 dagen zonder extra kosten."
FORMS = {"email": Channel.EMAIL, "letter": Channel.POST, "script": Channel.CALL}
PHASE_TWO = [
    (use, form)
    for use in ("promise_reminder", "still_open", "second_call")
    for form in FORMS
    if (TEXTS / "nl" / f"{use}.{form}.liquid").exists()
]


def with_words(use: str, form: str, words: str) -> str:
    """The shipped text with words of a client after its first lines."""
    first, second, rest = shipped_text(use, form, "nl").split("\n\n", 2)
    return "\n\n".join([first, second, words, rest])


def refused(cast: world.Cast, client: object, use: str, form: str, words: str) -> set[str]:
    _, found = save_template(
        client,  # type: ignore[arg-type]
        use=use,
        language="nl",
        channel=FORMS[form],
        body=with_words(use, form, words),
        act=Act(world.AT, cast.manager),
    )
    return {problem.word for problem in found}


@pytest.mark.parametrize(("use", "form"), PHASE_TWO)
def test_it_is_always_refused_for_a_belgian_consumer(cast: world.Cast, use: str, form: str) -> None:
    assert "costs_silent" in refused(cast, cast.webshop, use, form, PLANTED)
    assert "costs_silent" in refused(cast, cast.webshop, use, form, f"{FIRST} {PLANTED}")


@pytest.mark.parametrize(("use", "form"), PHASE_TWO)
def test_a_dutch_one_hears_the_letter_and_its_fifteen_days_first(
    cast: world.Cast, use: str, form: str
) -> None:
    assert refused(cast, cast.delta, use, form, PLANTED) == {"letter_first"}
    assert "letter_first" in refused(cast, cast.delta, use, form, f"{PLANTED} {FIRST}")
    assert refused(cast, cast.delta, use, form, f"{FIRST} {PLANTED}") == set()


@pytest.mark.parametrize("words", [PLANTED, f"{FIRST} {PLANTED}"])
def test_somebodys_own_sentence_never_says_it(words: str) -> None:
    assert sentence_problem(words)


def test_a_dutch_consumer_hears_it_in_phase_two_only_and_a_belgian_one_of_that_client_never(
    cast: world.Cast,
) -> None:
    version, _ = save_template(
        cast.delta,
        use="still_open",
        language="nl",
        channel=Channel.EMAIL,
        body=with_words("still_open", "email", f"{FIRST} {PLANTED}"),
        act=Act(world.AT, cast.manager),
    )
    approve_template(version, Act(world.AT, cast.manager))
    case = reaching.dutch(cast)
    before = text_for(case)
    Case.objects.filter(id=case.id).update(go_to="engage", next_on=reaching.TUESDAY)
    reaching.days(case, reaching.TUESDAY, reaching.TUESDAY)
    says(case, ApprovalAnswer.YES, reaching.TUESDAY, cast.delta_seat)
    abroad, _ = states_be.in_ghent_of_a_dutch_shop(cast)

    after = text_for(case)

    assert PLANTED not in before
    assert PLANTED in after
    assert PLANTED not in text_for(abroad)
    assert too_early(f"{FIRST} {PLANTED}", most_of(case, reaching.TUESDAY)) == []
    assert too_early(f"{FIRST} {PLANTED}", most_of(abroad, reaching.TUESDAY))


def text_for(case: Case) -> str:
    chosen = template_for(
        case.client, "still_open", "nl", Channel.EMAIL, case=case, on=reaching.TUESDAY
    )
    return str(chosen.body)
