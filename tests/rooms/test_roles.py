"""The table of roles: one row per duty, and nothing that it does not say."""

import pytest

from minnelijk.flow.words import Role
from minnelijk.rooms.parts import roles


def test_an_inspector_acts_nowhere() -> None:
    assert not [duty.what["en"] for duty in roles.duties() if Role.INSPECTOR in duty.acts]


def test_a_machine_has_no_door_on_screen() -> None:
    assert not [duty for duty in roles.duties() if Role.MACHINE in duty.acts | duty.reads]


def test_every_duty_has_somebody_and_words_in_two_languages() -> None:
    for duty in roles.duties():
        assert duty.acts | duty.reads
        assert set(duty.what) == {"nl", "en"}


def test_who_acts_may_also_look_and_who_looks_may_not_act() -> None:
    assert roles.may(Role.AGENT, "desk:save", "POST")
    assert roles.may(Role.AGENT, "desk:now", "GET")
    assert roles.may(Role.INSPECTOR, "desk:case", "GET")
    assert not roles.may(Role.INSPECTOR, "desk:case", "POST")
    assert not roles.may(Role.CLIENT, "desk:case", "GET")


def test_an_address_that_no_row_names_says_what_to_do() -> None:
    with pytest.raises(roles.NotInTheTable, match="say there who may come in"):
        roles.may(Role.MANAGER, "office:nieuw", "GET")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"acts": ["inspector"]}, "an inspector only reads"),
        ({"acts": ["agent"], "reads": ["agent"]}, "who acts also reads"),
        ({"acts": ["boss"]}, "boss"),
    ],
)
def test_a_row_that_cannot_be_is_refused(row: dict[str, list[str]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        roles._duty({"what": {}, "names": "desk:case", **row})
