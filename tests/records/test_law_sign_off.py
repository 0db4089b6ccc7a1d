"""A lawyer's word for a law pack holds for exactly that pack, to the letter."""

from pathlib import Path
from shutil import copytree

import pytest
from django.db import IntegrityError, transaction

from minnelijk.law.country import COUNTRIES, HERE, NoLawPack, country, load
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law import (
    LawProblem,
    UnsignedLaw,
    law_signed,
    refuse_unsigned,
    sign_law,
    sign_off_of,
    unsigned,
)
from minnelijk.records.models import LawSignOff, OfficeEvent, Seat
from tests import world

pytestmark = pytest.mark.django_db

FILES = [(code, path.name) for code in COUNTRIES for path in sorted((HERE / code).glob("*.toml"))]


def signed(seat: Seat, code: str = "nl", name: str = "mr. J. Jansen") -> LawSignOff:
    return sign_law(
        code,
        lawyer_name=name,
        lawyer_role="advocaat",
        read_sha256=country(code).pack_sha256,
        act=Act(world.AT, seat),
    )


def test_nothing_is_signed_at_first() -> None:
    assert unsigned() == ["nl", "be"]
    assert not law_signed("nl")


def test_a_signed_country_no_longer_waits() -> None:
    cast = world.cast()

    signed(cast.manager, "nl")

    assert law_signed("nl")
    assert not law_signed("be")
    assert unsigned() == ["be"]


def test_the_sign_off_says_who_read_what_and_who_recorded_it() -> None:
    cast = world.cast()

    row = signed(cast.manager, name="  mr.  J. Jansen ")

    pack = country("nl")
    assert (row.lawyer_name, row.lawyer_role) == ("mr. J. Jansen", "advocaat")
    assert (row.pack_version, row.pack_sha256) == (pack.pack_version, pack.pack_sha256)
    assert (row.signed_by, row.signed_at) == (cast.manager, world.AT)
    event = OfficeEvent.objects.get(kind="law_signed")
    assert event.client is None
    assert event.seat == cast.manager
    assert event.args == {
        "country": "nl",
        "version": pack.pack_version,
        "sha256": pack.pack_sha256,
    }


def test_signing_twice_is_signing_once() -> None:
    cast = world.cast()

    first = signed(cast.manager)
    second = signed(cast.manager, name="mr. A. Ander")

    assert second == first
    assert second.lawyer_name == "mr. J. Jansen"
    assert OfficeEvent.objects.filter(kind="law_signed").count() == 1


@pytest.mark.parametrize(("code", "name"), FILES)
def test_any_change_of_any_file_ends_the_sign_off(code: str, name: str, tmp_path: Path) -> None:
    signed(world.cast().manager, code)
    folder = Path(copytree(HERE / code, tmp_path / code))
    same = load(code, folder)
    changed = folder / name
    changed.write_text(changed.read_text("utf-8") + "# a word more\n", "utf-8")

    other = load(code, folder)

    assert sign_off_of(same) is not None
    assert sign_off_of(other) is None
    assert other.pack_version == same.pack_version


def test_the_label_alone_signs_nothing() -> None:
    cast = world.cast()
    pack = country("nl")
    LawSignOff.objects.create(
        country="nl",
        pack_version=pack.pack_version,
        pack_sha256="0" * 64,
        lawyer_name="mr. J. Jansen",
        lawyer_role="advocaat",
        signed_by=cast.manager,
        signed_at=world.AT,
    )

    assert not law_signed("nl")


def test_a_pack_that_changed_after_it_was_read_is_not_signed() -> None:
    act = Act(world.AT, world.cast().manager)

    with pytest.raises(LawProblem) as refused:
        sign_law("nl", lawyer_name="J", lawyer_role="advocaat", read_sha256="0" * 64, act=act)

    assert refused.value.word == "pack_changed"
    assert unsigned() == ["nl", "be"]


@pytest.mark.parametrize("who", ["sanne", "supervisor", "inspector", "delta_seat", "charlie"])
def test_only_a_manager_signs(who: str) -> None:
    cast = world.cast()

    with pytest.raises(LawProblem) as refused:
        signed(getattr(cast, who))

    assert refused.value.word == "not_allowed"
    assert not LawSignOff.objects.exists()


def test_nobody_signs_without_a_seat() -> None:
    world.cast()

    with pytest.raises(LawProblem) as refused:
        sign_law(
            "nl",
            lawyer_name="J",
            lawyer_role="advocaat",
            read_sha256=country("nl").pack_sha256,
            act=Act(world.AT),
        )

    assert refused.value.word == "not_allowed"


@pytest.mark.parametrize(
    ("name", "role", "word"),
    [
        (" ", "advocaat", "name_missing"),
        ("J", "", "role_missing"),
        ("J" * 121, "advocaat", "too_long"),
        ("J", "a" * 121, "too_long"),
    ],
)
def test_a_sign_off_has_a_name_and_a_role(name: str, role: str, word: str) -> None:
    act = Act(world.AT, world.cast().manager)
    pack = country("nl")

    with pytest.raises(LawProblem) as refused:
        sign_law("nl", lawyer_name=name, lawyer_role=role, read_sha256=pack.pack_sha256, act=act)

    assert refused.value.word == word
    assert not LawSignOff.objects.exists()


def test_a_notice_is_refused_until_its_country_is_signed() -> None:
    cast = world.cast()
    signed(cast.manager, "nl")

    refuse_unsigned("nl")
    with pytest.raises(UnsignedLaw, match="'be'") as refused:
        refuse_unsigned("be")

    assert refused.value.word == "unsigned"
    assert refused.value.details == {"country": "be"}


def test_a_country_without_a_pack_is_never_signed() -> None:
    with pytest.raises(NoLawPack):
        law_signed("de")
    with pytest.raises(NoLawPack):
        refuse_unsigned("de")


def test_the_database_keeps_one_sign_off_per_pack() -> None:
    cast = world.cast()
    row = signed(cast.manager)
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
