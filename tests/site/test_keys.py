"""A key is replaced while everybody works; a wrong one is told before anything is served."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from pytest_django import Settings

from minnelijk.records import documents, keyring
from minnelijk.records.actions import keys
from minnelijk.records.actions.keys import KeyInUse
from minnelijk.records.factors import Adapter
from minnelijk.records.key_use import files_by_key, rows_by_key
from minnelijk.records.models import Debtor, Document, EventNote, KeyCheck, Sender
from minnelijk.records.sealed import CannotOpen
from tests import world
from tests.world import AT, Cast

LATER = AT + timedelta(hours=2)


@pytest.fixture
def cast(db: None, settings: Settings, tmp_path: Path) -> Iterator[Cast]:
    """A bureau with its keys in files; nothing looks for another process's second."""
    settings.HOME, settings.SEAL_KEY = tmp_path, ""
    (tmp_path / "seal_key").write_text("5a" * 32)
    keyring.look_again()
    cast = world.cast()
    case = world.case(cast.delta)
    note = EventNote(case=case, seq=1, salt=b"s" * 16)
    note.close({"words": "belt na zes uur"})
    note.save(force_insert=True)
    sender = Sender.objects.earliest("id")
    sender.close({"secret": "theepot"})
    sender.save()
    documents.store(cast.delta, "letter", b"Geachte", "text/plain", "brief.txt", AT)
    Authenticator.objects.create(
        user=cast.sanne.user,
        type="totp",
        data={"secret": Adapter().encrypt("JBSWY3DP"), "more": ["vrij", 7]},
    )
    keys.note(AT)
    return cast


def test_everything_is_sealed_anew_and_opens(cast: Cast) -> None:
    rows = rows_by_key()[1]

    key = keys.make_key(AT)
    done = keys.reseal_all()

    assert (done["rows"], done["files"], done["factors"], done["damaged"]) == (rows, 1, 1, 0)
    assert (rows_by_key(), files_by_key()) == ({key.number: rows}, {key.number: 1})
    keys.retire(1, LATER)
    assert list(keyring.ring().keys) == [2]
    assert Debtor.objects.get().open()["name"] == "Fatma Yildiz"
    assert EventNote.objects.get().open() == {"words": "belt na zes uur"}
    assert Sender.objects.earliest("id").open() == {"secret": "theepot"}
    assert documents.read(Document.objects.get()) == b"Geachte"
    factor = Authenticator.objects.get().data
    assert Adapter().decrypt(factor["secret"]) == "JBSWY3DP"
    assert factor["more"] == ["vrij", 7]


def test_a_second_time_finds_nothing_to_do(cast: Cast) -> None:
    keys.make_key(AT)
    keys.reseal_all()

    assert not +keys.reseal_all()


def test_it_goes_on_where_it_was_broken_off(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "CHUNK", 1)
    keys.make_key(AT)

    def power_cut(done: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keys.reseal_all(power_cut)
    begun = rows_by_key()
    keys.reseal_all()

    assert begun[1] and begun[2] == 1
    assert rows_by_key()[1] == 0


def test_what_somebody_changed_meanwhile_stays_his(cast: Cast) -> None:
    """He read and wrote between our reading and our writing."""
    keys.make_key(AT)
    rows = list(Debtor.objects.all())
    theirs = Debtor.objects.get()
    theirs.close({"name": "Fatma de Vries"})
    theirs.save(update_fields=["sealed"])

    done = keys._replace(Debtor, rows)

    assert done["rows"] == 0
    assert Debtor.objects.get().open() == {"name": "Fatma de Vries"}


def test_a_document_that_is_erased_meanwhile_does_not_come_back(cast: Cast) -> None:
    keys.make_key(AT)
    before = Document.objects.get()
    Document.objects.update(erased_on=AT.date())

    assert documents.reseal(before) is False
    assert documents.place(before).read_bytes()[0] == 1
    assert [path.name for path in documents.place(before).parent.iterdir()] == [
        documents.place(before).name
    ]


def test_a_value_that_does_not_open_is_left_and_told(cast: Cast) -> None:
    keys.make_key(AT)
    Debtor.objects.update(sealed=b"\x01" + b"x" * 60)

    assert keys.reseal_all()["damaged"] == 1
    with pytest.raises(KeyInUse, match="still seals 1 rows and 0 files"):
        keys.retire(1, LATER)


def test_a_key_stays_while_something_may_still_need_it(cast: Cast) -> None:
    with pytest.raises(KeyInUse, match="seals now"):
        keys.retire(1, LATER)
    keys.make_key(AT)
    with pytest.raises(KeyInUse, match="less than an hour ago"):
        keys.retire(1, AT + timedelta(minutes=59))
    with pytest.raises(KeyInUse, match="rows and 1 files"):
        keys.retire(1, LATER)
    with pytest.raises(KeyInUse, match="no key 7"):
        keys.retire(7, LATER)
    keys.reseal_all()
    Document.objects.update(key_id=1)  # the row may say what it likes: the file counts
    keys.retire(1, LATER)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("77" * 32, "is not the one that sealed"),
        ("2:" + "77" * 32, "Key 1 is missing"),
        ("geen sleutel", "is not a ring of keys"),
    ],
)
def test_a_wrong_key_starts_nothing(cast: Cast, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "seal_key").write_text(text)

    for command in (("tick",), ("work", "--once"), ("keys", "list")):
        keyring._seen = None
        with pytest.raises(CommandError, match=why) as refused:
            call_command(*command)
        assert "5a5a" not in str(refused.value) and "7777" not in str(refused.value)


def test_a_wrong_index_key_starts_nothing(cast: Cast, settings: Settings) -> None:
    settings.INDEX_KEY = b"7" * 32

    with pytest.raises(CommandError, match="nobody would be found"):
        call_command("tick")


def test_a_database_from_before_the_check_values_is_opened_to_know(
    cast: Cast, tmp_path: Path
) -> None:
    KeyCheck.objects.all().delete()
    (tmp_path / "seal_key").write_text("77" * 32)
    keyring.look_again()

    with pytest.raises(CannotOpen, match="Key 1 in"):
        keys.note(AT)

    assert not KeyCheck.objects.exists()


def test_the_commands_tell_numbers_and_never_a_key(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("minnelijk.site.management.commands.keys.LOOK_AGAIN", 0)
    said = StringIO()

    call_command("keys", "rotate", stdout=said)
    call_command("keys", "list", stdout=said)
    for verb in (("retire", "1"), ("rotate", "--index")):
        with pytest.raises(CommandError):
            call_command("keys", *verb, stdout=said)

    text = said.getvalue()
    assert "Key 2 is made" in text and "Everything is sealed with it." in text
    assert "key 1: the first key; 0 rows, 0 files" in text
    assert "key 2: made 20" in text and "seals now" in text
    assert not any(key.secret.hex()[:8] in text for key in keyring.ring().keys.values())


def test_keys_in_the_setting_are_followed_not_made(cast: Cast, settings: Settings) -> None:
    settings.SEAL_KEY = f"1:{'5a' * 32},2:{'22' * 32}"
    said = StringIO()

    call_command("keys", "rotate", stdout=said)

    assert "Going on with key 2." in said.getvalue()
    assert rows_by_key()[1] == 0
    keys.retire(1, LATER + timedelta(days=36_500))
    settings.SEAL_KEY = f"2:{'22' * 32}"
    keys.note(LATER)
