"""Whose text goes to whom: what a client may store, and what this debtor may hear of it."""

from datetime import timedelta

import pytest

from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import ApprovalAnswer, Channel, Question
from minnelijk.records.actions import policies, texts
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import template_for, text_problems
from minnelijk.records.models import Approval, Case, Client, TemplateVersion
from tests import world

pytestmark = pytest.mark.django_db

GENERAL = (
    "Lukt dat niet, dan krijgt u eerst een brief met nog 15 dagen zonder extra kosten. "
    "Pas daarna kan {{ client }} de rekening uit handen geven. Dan komen er wel kosten bij."
)
BODY = f"Subject: Nog een bericht\n\n{GENERAL}\n\n{{{{ agent }}}}, namens {{{{ client }}}}"


def words_of(text: str, client: Client | None, use: str = "still_open") -> list[str]:
    return [problem.word for problem in text_problems(client, use, text, world.DAY)]


def approved(client: Client, use: str = "still_open") -> TemplateVersion:
    act = Act(world.AT)
    version, found = policies.save_template(
        client, use=use, language="nl", channel=Channel.EMAIL, body=BODY, act=act
    )
    assert found == ()
    return policies.approve_template(version, act)


def chosen(case: Case, use: str = "still_open") -> TemplateVersion:
    return template_for(case.client, use, "nl", Channel.EMAIL, case=case, on=world.DAY)


def engage(case: Case, answer: ApprovalAnswer, occurrence: int = 1) -> Approval:
    return Approval.objects.create(
        client=case.client,
        case=case,
        question=Question.ENGAGE,
        occurrence=occurrence,
        cents=12_000,
        asked_at=world.AT,
        asked_on=world.DAY,
        answer=answer,
        answered_at=world.AT,
    )


def test_a_text_of_phase_two_may_name_the_letter_and_what_comes_after_it() -> None:
    cast = world.cast()

    assert words_of(BODY, cast.delta) == []
    assert set(words_of(BODY, cast.delta, "not_reached")) == {"costs_silent", "agency_silent"}
    assert words_of(f"Subject: Hallo\n\n{GENERAL}", None) == []


def test_a_text_that_says_too_much_is_kept_and_never_used() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)

    version, found = policies.save_template(
        cast.delta,
        use="not_reached",
        language="nl",
        channel=Channel.EMAIL,
        body="Subject: Een bericht\n\nDaarna komen er kosten bij.",
        act=act,
    )

    assert [problem.word for problem in found] == ["costs_silent"]
    with pytest.raises(policies.TextRefused):
        policies.approve_template(version, act)


def test_the_law_of_the_clients_own_country_counts() -> None:
    cast = world.cast()
    cast.delta.country = "be"

    assert set(words_of(BODY, cast.delta)) == {"costs_silent", "agency_silent"}


def calls_only(client: Client, name: str) -> None:
    """Replace one of the client's tables by one that only calls."""
    table = client.policies.get(name=name)
    act = Act(world.AT + timedelta(minutes=1))
    text = shipped_text("calls_only")
    version, _ = policies.save_policy(client, name, text, act, for_whom=table.for_whom)
    policies.activate(version, act)


def test_a_step_that_none_of_the_clients_own_tables_takes_is_not_announced() -> None:
    cast = world.cast()

    calls_only(cast.delta, "two_phase")
    one_table_takes_it = words_of(BODY, cast.delta)
    calls_only(cast.delta, "business")

    assert one_table_takes_it == []
    assert set(words_of(BODY, cast.delta)) == {"not_in_flow"}


def test_tables_of_its_own_for_a_part_of_the_debtors_say_nothing_of_the_others() -> None:
    cast = world.cast()
    calls_only(cast.delta, "two_phase")

    cast.delta.policies.get(name="business").versions.update(activated_at=None)

    assert words_of(BODY, cast.delta) == []


def test_a_case_whose_table_never_hands_over_gets_a_text_that_does_not_announce_it() -> None:
    cast = world.cast()
    policies.install_shipped(Act(world.AT))
    approved(cast.delta)
    calls_only(cast.delta, "two_phase")
    case = world.case(cast.delta)
    engage(case, ApprovalAnswer.YES)

    assert chosen(case).template.layer == "shipped"


def test_a_dutch_consumer_hears_it_once_the_client_engaged_phase_two() -> None:
    cast = world.cast()
    policies.install_shipped(Act(world.AT))
    case = world.case(cast.delta)
    own = approved(cast.delta)

    before = chosen(case)
    engage(case, ApprovalAnswer.YES)

    assert before.template.layer == "shipped"
    assert chosen(case) == own
    assert template_for(cast.delta, "still_open", "nl", Channel.EMAIL) == own


def test_a_later_no_to_phase_two_takes_the_words_away_again() -> None:
    cast = world.cast()
    policies.install_shipped(Act(world.AT))
    case = world.case(cast.delta)
    approved(cast.delta)

    engage(case, ApprovalAnswer.YES)
    engage(case, ApprovalAnswer.STOP, 2)

    assert chosen(case).template.layer == "shipped"


def test_a_belgian_consumer_of_the_same_client_gets_a_text_that_says_nothing_of_it() -> None:
    cast = world.cast()
    policies.install_shipped(Act(world.AT))
    case = world.case(cast.delta, country="be")
    approved(cast.delta)
    engage(case, ApprovalAnswer.YES)

    assert chosen(case).template.layer == "shipped"


def test_a_text_without_a_word_of_costs_goes_to_everybody() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)
    policies.install_shipped(act)
    case = world.case(cast.delta, country="be")
    version, _ = policies.save_template(
        cast.delta,
        use="still_open",
        language="nl",
        channel=Channel.EMAIL,
        body="Subject: Een bericht\n\nEr zijn geen extra kosten.",
        act=act,
    )
    policies.approve_template(version, act)

    assert chosen(case) == version


def test_shipped_texts_are_stored_once_and_again_only_where_one_changed(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.cast()
    many = texts.install_texts(Act(world.AT))
    assert many == len(texts.shipped_texts()) == TemplateVersion.objects.count()
    assert texts.install_texts(Act(world.AT)) == 0

    changed = dict(texts._bodies())
    place = next(iter(changed))
    changed[place] += "\nEen regel erbij."
    monkeypatch.setattr(texts, "_bodies", lambda: changed)

    assert texts.install_texts(Act(world.AT)) == 1
    use, language, channel = place
    stored = TemplateVersion.objects.filter(
        template__use=use, template__language=language, template__channel=channel
    )
    numbers = stored.order_by("number").values_list("number", "approved_at")
    assert list(numbers) == [(1, world.AT), (2, world.AT)]
