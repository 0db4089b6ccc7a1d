"""Personal data opens with its own key in its own row only, and is found again without opening."""

import re

import pytest
from django.db import transaction
from pytest_django import Settings

from minnelijk.records.ids import NotInTransaction, reserve
from minnelijk.records.models import Case, Debtor, Document, EventNote, Person
from minnelijk.records.sealed import CannotOpen, seal, unseal
from tests import world
from tests.world import DAY, Cast

OTHER_KEY = bytes.fromhex("77" * 32)


@pytest.fixture
def cast(db: None) -> Cast:
    return world.cast()


def test_what_is_sealed_opens_again() -> None:
    content = {"name": "Fatma Yildïz", "birth_on": "1988-04-17", "lines": ["a", 2]}

    assert unseal("records.debtor", 7, seal("records.debtor", 7, content)) == content


def test_the_same_words_never_look_the_same() -> None:
    assert seal("records.debtor", 7, {"a": 1}) != seal("records.debtor", 7, {"a": 1})


def test_a_sealed_value_shows_nothing_of_its_words() -> None:
    assert b"Fatma" not in seal("records.debtor", 7, {"name": "Fatma"})


@pytest.mark.parametrize(("label", "row"), [("records.debtor", 8), ("records.wish", 7)])
def test_a_value_moved_to_another_row_or_table_does_not_open(label: str, row: int) -> None:
    blob = seal("records.debtor", 7, {"name": "Fatma"})

    with pytest.raises(CannotOpen):
        unseal(label, row, blob)


def test_another_key_opens_nothing(settings: Settings) -> None:
    blob = seal("records.debtor", 7, {"name": "Fatma"})

    settings.SEAL_KEY = OTHER_KEY.hex()

    with pytest.raises(CannotOpen, match="MINNELIJK_SEAL_KEY"):
        unseal("records.debtor", 7, blob)


@pytest.mark.parametrize("place", [0, 1, 20, -1])
def test_a_changed_byte_opens_nothing(place: int) -> None:
    blob = bytearray(seal("records.debtor", 7, {"name": "Fatma"}))

    blob[place] ^= 1

    with pytest.raises(CannotOpen):
        unseal("records.debtor", 7, bytes(blob))


def test_half_a_value_opens_nothing() -> None:
    with pytest.raises(CannotOpen, match="too short"):
        unseal("records.debtor", 7, b"\x01abc")


def test_a_debtor_opens_after_a_round_through_the_database(cast: Cast) -> None:
    case = world.case(cast.delta, name="Fatma Yildiz")

    stored = Debtor.objects.get(id=case.debtor_id)

    assert isinstance(stored.sealed, bytes)
    assert stored.open()["name"] == "Fatma Yildiz"


def test_a_value_copied_to_another_debtor_in_the_database_does_not_open(cast: Cast) -> None:
    mine, other = world.case(cast.delta), world.case(cast.delta, name="Piet Bakker")

    Debtor.objects.filter(id=other.debtor_id).update(sealed=mine.debtor.sealed)

    with pytest.raises(CannotOpen):
        Debtor.objects.get(id=other.debtor_id).open()


def test_an_erased_debtor_holds_nothing(cast: Cast) -> None:
    case = world.case(cast.delta)

    Debtor.objects.filter(id=case.debtor_id).update(sealed=None, erased_on=DAY)

    assert Debtor.objects.get(id=case.debtor_id).open() == {}


def test_a_row_without_id_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="needs its id"):
        Debtor().close({"name": "Fatma"})


def test_a_note_is_bound_to_its_case_and_number(cast: Cast) -> None:
    case = world.case(cast.delta)
    note = EventNote(case=case, seq=1, salt=b"s" * 16)
    note.close({"words": "belt liever na vijven"})
    note.save(force_insert=True)

    stored = EventNote.objects.get(case=case, seq=1)
    moved = EventNote(case=case, seq=2, salt=b"s" * 16, sealed=stored.sealed)

    assert stored.open() == {"words": "belt liever na vijven"}
    with pytest.raises(CannotOpen):
        moved.open()


@pytest.mark.django_db
def test_reserved_ids_are_free_and_stay_reserved() -> None:
    first = Person.objects.create(made_on=DAY)

    with transaction.atomic():
        reserved = reserve(Person, 3)
        again = reserve(Person, 2)
    Person.objects.create(id=reserved[1], made_on=DAY)
    last = Person.objects.create(made_on=DAY)

    assert len({first.id, *reserved, *again, last.id}) == 7
    assert reserve(Person, 0) == []


@pytest.mark.django_db
def test_ids_of_an_empty_table_begin_somewhere() -> None:
    reserved = reserve(Document, 2)

    assert reserved[1] == reserved[0] + 1
    assert reserved[0] >= 1


@pytest.mark.django_db(transaction=True)
def test_ids_are_not_reserved_outside_a_transaction() -> None:
    with pytest.raises(NotInTransaction):
        reserve(Person, 1)


def test_no_column_beside_the_sealed_ones_holds_a_name_or_address(cast: Cast) -> None:
    case = world.case(cast.delta, name="Fatma Yildiz")

    rows = [case, case.debtor, *case.debtor.points.all(), *case.claims.all(), *case.events.all()]

    written = " ".join(
        str(value) for row in rows for name, value in vars(row).items() if name != "sealed"
    )
    assert isinstance(case, Case)
    assert not re.search("fatma|yildiz|lindelaan|post.example|612345678", written, re.IGNORECASE)
