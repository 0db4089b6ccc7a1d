"""Many tries at the same moment: each one counts, and a code works once whoever is first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.db import connection

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.doors import LIMITS, TooOften, knock
from minnelijk.records.actions.invitations import accept, invitation_link
from minnelijk.records.actions.links import LinkProblem
from minnelijk.records.actions.second_factor import (
    FactorProblem,
    add_app,
    recovery_codes,
    use_code,
)
from minnelijk.records.words import Door
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)
AT = world.AT
AT_ONCE = 8


def at_once(act: Callable[[], object], refused: type[Exception]) -> int:
    """Do the same in many threads at one moment; how often it was allowed."""
    ready = Barrier(AT_ONCE)

    def one() -> bool:
        ready.wait()
        try:
            act()
        except refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(done.result() for done in [pool.submit(one) for _ in range(AT_ONCE)])


def test_tries_at_once_are_all_counted() -> None:
    world.bureau()

    allowed = at_once(lambda: knock(Door.CODE, AT, account="7", address="198.51.100.7"), TooOften)

    assert allowed == LIMITS[Door.CODE].account


def test_of_the_same_code_at_once_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    user = world.cast().sanne.user
    moment = SimpleNamespace(time=lambda: 1_772_000_010.0)
    monkeypatch.setattr(totp, "time", moment)
    secret = totp.generate_totp_secret()
    before, now, after = totp.yield_hotp_counters_from_time()
    first, code = (totp.format_hotp_value(totp.hotp_value(secret, n)) for n in (before, after))
    assert now
    add_app(user, secret, first, Act(AT))

    assert at_once(lambda: use_code(user, code, Act(AT)), FactorProblem) == 1


def test_of_the_same_recovery_code_at_once_one_works(monkeypatch: pytest.MonkeyPatch) -> None:
    user = world.cast().sanne.user
    secret = totp.generate_totp_secret()
    counter = next(totp.yield_hotp_counters_from_time())
    add_app(user, secret, totp.format_hotp_value(totp.hotp_value(secret, counter)), Act(AT))
    code = recovery_codes(user)[0]

    assert at_once(lambda: use_code(user, code, Act(AT)), FactorProblem) == 1


def test_of_the_same_invitation_at_once_one_is_accepted() -> None:
    cast = world.cast()
    token = invitation_link(cast.sanne, Act(AT, cast.manager))

    assert at_once(lambda: accept(token, Act(AT)), LinkProblem) == 1
