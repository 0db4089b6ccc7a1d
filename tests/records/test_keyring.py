"""Several keys at once: the newest seals, older ones open, and no process needs a restart."""

from pathlib import Path

import pytest
from pytest_django import Settings

from minnelijk.records import keyring
from minnelijk.records.blind import envelope_key
from minnelijk.records.keyring import BadRing, RingGiven
from minnelijk.records.sealed import CannotOpen, seal, unseal
from tests.world import AT

ONE, TWO = "11" * 32, "22" * 32


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """A home with today's file of one key."""
    settings.HOME, settings.SEAL_KEY = tmp_path, ""
    (tmp_path / "seal_key").write_text(ONE)
    return tmp_path


def test_a_file_of_one_key_is_a_ring_of_one(home: Path) -> None:
    assert [(key.number, key.secret.hex()) for key in keyring.ring().keys.values()] == [(1, ONE)]


def test_a_new_key_seals_and_the_old_one_still_opens(home: Path) -> None:
    old = seal("records.debtor", 7, {"name": "Fatma"})

    key = keyring.add(AT)

    new = seal("records.debtor", 7, {"name": "Fatma"})
    assert (old[0], new[0], key.number, key.made_at[:10]) == (1, 2, 2, "2026-03-05")
    assert unseal("records.debtor", 7, old) == unseal("records.debtor", 7, new)


def test_a_key_that_another_process_made_is_met_without_a_restart(home: Path) -> None:
    assert keyring.ring().newest.number == 1  # looked at just now, so it is not read again
    (home / "new").write_text(f"1:{ONE}\n2:{TWO}\n")
    (home / "new").replace(home / "seal_key")

    assert keyring.find(2) == (2, bytes.fromhex(TWO), "")
    assert keyring.ring().newest.number == 2


def test_the_number_of_a_key_that_is_gone_is_not_given_again(home: Path) -> None:
    keyring.add(AT)
    keyring.remove(2)

    assert keyring.add(AT, above=2).number == 3


def test_a_value_of_a_key_that_is_gone_is_refused(home: Path) -> None:
    old = seal("records.debtor", 7, {"name": "Fatma"})
    keyring.add(AT)

    keyring.remove(1)

    with pytest.raises(CannotOpen, match="key 1, which this installation has not"):
        unseal("records.debtor", 7, old)


def test_answers_to_older_mails_are_still_known_after_the_first_key_is_gone(home: Path) -> None:
    before = envelope_key()

    keyring.add(AT)
    keyring.remove(1)

    assert envelope_key() == before


def test_the_file_is_for_its_owner_only(home: Path) -> None:
    keyring.add(AT)

    assert (home / "seal_key").stat().st_mode & 0o077 == 0


def test_a_ring_in_the_setting_is_changed_by_nobody(settings: Settings) -> None:
    settings.SEAL_KEY = f"1:{ONE}, 2:{TWO}"

    assert keyring.ring().newest.number == 2
    with pytest.raises(RingGiven, match="MINNELIJK_SEAL_KEY"):
        keyring.add(AT)


@pytest.mark.parametrize(
    "text", ["", "geen sleutel", ONE[:-1], f"0:{ONE}", f"256:{ONE}", f"1:{ONE} 1:{TWO}"]
)
def test_what_is_no_ring_is_said_without_showing_it(settings: Settings, text: str) -> None:
    settings.SEAL_KEY = text or " "

    with pytest.raises(BadRing, match="MINNELIJK_SEAL_KEY") as refused:
        keyring.ring()

    assert ONE[:8] not in str(refused.value)


def test_a_file_that_is_gone_is_said(home: Path) -> None:
    (home / "seal_key").write_bytes(b"\xff" * 64)

    with pytest.raises(BadRing, match="Restore"):
        keyring.find(9)
