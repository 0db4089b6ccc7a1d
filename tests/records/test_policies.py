"""Tables and texts: what is stored, what is in use, and whose goes first."""

from datetime import timedelta

import pytest

from minnelijk.flow.policy import shipped_text
from minnelijk.flow.words import Channel
from minnelijk.law.kinds import DebtorKind
from minnelijk.records.actions import policies
from minnelijk.records.actions.core import Act
from minnelijk.records.models import OfficeEvent, Policy, PolicyVersion, TemplateVersion
from tests import world

pytestmark = pytest.mark.django_db


def test_installing_twice_stores_every_table_and_text_once() -> None:
    assert policies.install_shipped(Act(world.AT)) > 0
    count = PolicyVersion.objects.count(), TemplateVersion.objects.count()

    assert policies.install_shipped(Act(world.AT + timedelta(days=1))) == 0

    assert (PolicyVersion.objects.count(), TemplateVersion.objects.count()) == count


@pytest.mark.parametrize(
    ("country", "kind", "name"),
    [
        ("nl", DebtorKind.CONSUMER, "two_phase"),
        ("nl", DebtorKind.UNKNOWN, "two_phase"),
        ("nl", DebtorKind.SOLE_TRADER, "two_phase"),
        ("nl", DebtorKind.LEGAL_ENTITY, "business"),
        ("be", DebtorKind.CONSUMER, "notice_first"),
        ("be", DebtorKind.UNKNOWN, "notice_first"),
        ("be", DebtorKind.LEGAL_ENTITY, "business"),
        ("de", DebtorKind.CONSUMER, "two_phase"),
    ],
)
def test_who_has_no_table_of_its_own_gets_the_shipped_one(
    country: str, kind: DebtorKind, name: str
) -> None:
    cast = world.cast()
    Policy.objects.filter(client=cast.delta).update(for_country="zz")
    policies.install_shipped(Act(world.AT))

    assert policies.policy_for(cast.delta, country, kind).policy.name == name


def test_a_clients_table_for_a_country_goes_before_its_general_one() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)
    text = shipped_text("notice_first")
    version, _ = policies.save_policy(
        cast.delta, "Onze Belgen", text, act, for_country="be", for_whom="consumer"
    )
    policies.activate(version, act)

    chosen = policies.policy_for(cast.delta, "be", DebtorKind.CONSUMER)

    assert chosen == version
    assert policies.policy_for(cast.delta, "nl", DebtorKind.CONSUMER) != version


def test_a_table_with_problems_is_kept_and_never_used() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)

    version, problems = policies.save_policy(cast.delta, "Haast", "name = 'Haast'", act)

    assert [problem.word for problem in problems] == ["no_steps"] or problems
    assert version.problems == len(problems) > 0
    with pytest.raises(policies.PolicyRefused) as refused:
        policies.activate(version, act)
    assert refused.value.word == "problems"
    assert PolicyVersion.objects.get(id=version.id).activated_at is None


def test_a_saved_table_is_used_only_after_it_is_activated() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)
    running = policies.policy_for(cast.delta, "nl", DebtorKind.CONSUMER)
    text = shipped_text("calls_only")

    version, problems = policies.save_policy(
        cast.delta, running.policy.name, text, act, for_whom="consumer"
    )

    assert problems == ()
    assert policies.policy_for(cast.delta, "nl", DebtorKind.CONSUMER) == running
    policies.activate(version, Act(world.AT + timedelta(minutes=1), cast.manager))
    assert policies.policy_for(cast.delta, "nl", DebtorKind.CONSUMER) == version
    kinds = OfficeEvent.objects.filter(client=cast.delta).order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == ["policy_saved", "policy_activated"]


def test_a_shipped_table_cannot_be_overwritten() -> None:
    policies.install_shipped(Act(world.AT))

    with pytest.raises(policies.PolicyRefused) as refused:
        policies.save_policy(None, "two_phase", shipped_text("calls_only"), Act(world.AT))

    assert refused.value.word == "shipped"


def test_the_clients_words_go_before_the_shipped_ones_and_dutch_stands_in() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)
    policies.install_shipped(act)
    shipped = policies.template_for(cast.delta, "promise", "nl", Channel.EMAIL)
    body = shipped.body + "\n\nTot ziens."

    version, problems = policies.save_template(
        cast.delta, use="promise", language="nl", channel=Channel.EMAIL, body=body, act=act
    )

    assert problems == ()
    assert policies.template_for(cast.delta, "promise", "nl", Channel.EMAIL) == shipped
    policies.approve_template(version, act)
    assert policies.template_for(cast.delta, "promise", "nl", Channel.EMAIL) == version
    assert policies.template_for(cast.delta, "promise", "pl", Channel.POST) == version
    assert policies.template_for(cast.noord, "promise", "nl", Channel.EMAIL) == shipped


def test_a_text_with_an_unknown_field_is_kept_and_never_used() -> None:
    cast = world.cast()
    act = Act(world.AT, cast.manager)

    version, problems = policies.save_template(
        cast.delta,
        use="promise",
        language="nl",
        channel=Channel.EMAIL,
        body="Subject: Onze afspraak\n\n{{ iban_of_mine }}",
        act=act,
    )

    assert [problem.word for problem in problems] == ["placeholder_unknown"]
    with pytest.raises(policies.TextRefused):
        policies.approve_template(version, act)
