"""No amount on top and no threat reaches a consumer before the law allows it: over every message,
script, page and text, in every state of a case."""

import pytest

from tests import world
from tests.records.noticing import moment
from tests.rooms.debtor_cast import Clock
from tests.speech import states_be, states_letter, states_phases
from tests.speech.reaching import STATES, State
from tests.speech.seen import everything

TOLD_IN = (states_phases, states_letter, states_be)
"""Each of these adds its states to the list."""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_is_said_too_early(state: State, cast: world.Cast, now: Clock) -> None:
    case, on = state.reach(cast)
    now.at = moment(on, 10)

    read = everything(case, on, cast)

    assert [problem for one in read for problem in one.problems] == []
    kinds = {one.where.split()[0] for one in read}
    assert {"script", "page"} <= kinds


def test_the_states_are_many_and_of_both_countries() -> None:
    names = [state.name for state in STATES]

    assert len(names) == len(set(names)) >= 35
    assert {name.split("_")[0] for name in names} == {"nl", "be", "in"}
    assert {one.reach.__module__ for one in STATES} == {module.__name__ for module in TOLD_IN}
