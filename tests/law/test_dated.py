"""The law refuses what it cannot vouch for, and will not load a file that may not be trusted."""

import shutil
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from minnelijk.law import country as packs
from minnelijk.law.contact import ContactCaps, NoSuchChannel, NotLocal
from minnelijk.law.country import COUNTRIES, HERE, NoLawPack, country, load
from minnelijk.law.dated import (
    BadLaw,
    Dated,
    Header,
    LawRefusal,
    NotChecked,
    NotInForce,
    NotKnownYet,
    Value,
)
from minnelijk.law.kinds import DebtorKind, is_business, is_consumer, is_natural

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=AMSTERDAM)


def header(checked="2026-11-22"):
    return Header("nl.example", "Example", "A law", "days", "each_day", date(2026, 12, 31), checked)


def two_values(checked="2026-11-22"):
    return Dated(
        header(checked),
        [Value(7, date(2024, 1, 1), "Stb. 1"), Value(6, date(2025, 1, 1), "Stb. 2")],
    )


@pytest.mark.parametrize(
    ("day", "value", "source"),
    [
        (date(2024, 1, 1), 7, "Stb. 1"),
        (date(2024, 12, 31), 7, "Stb. 1"),
        (date(2025, 1, 1), 6, "Stb. 2"),
        (date(2026, 12, 31), 6, "Stb. 2"),
    ],
)
def test_a_value_counts_until_the_next_one_starts(day, value, source):
    found = two_values().at(day)

    assert (found.value, found.source) == (value, source)


@pytest.mark.parametrize(
    ("checked", "day", "refusal", "word"),
    [
        ("2026-11-22", date(2023, 12, 31), NotInForce, "not_in_force"),
        ("2026-11-22", date(2027, 1, 1), NotKnownYet, "not_known_yet"),
        ("", date(2026, 1, 1), NotChecked, "not_checked"),
    ],
)
def test_a_refusal_names_the_parameter_and_the_day(checked, day, refusal, word):
    with pytest.raises(refusal) as refused:
        two_values(checked).at(day)

    assert (refused.value.parameter, refused.value.on) == ("nl.example", day)
    assert refused.value.word == word
    assert "nl.example" in str(refused.value)
    assert day.isoformat() in str(refused.value)


@pytest.mark.parametrize("days", [[2, 1], [1, 1], []])
def test_days_that_are_not_in_order_are_refused(days):
    with pytest.raises(BadLaw, match=r"nl\.example"):
        Dated(header(), [Value(0, date(2026, 1, day), "Stb.") for day in days])


def test_every_country_has_a_pack_with_a_version_and_a_hash():
    packs = [country(code) for code in COUNTRIES]

    assert [pack.code for pack in packs] == ["nl", "be"]
    assert all(pack.pack_version and len(pack.pack_sha256) == 64 for pack in packs)
    assert packs[0].pack_sha256 != packs[1].pack_sha256
    assert country("nl") is packs[0]


def test_the_stamp_beside_a_figure_names_the_version_and_the_hash_of_its_pack():
    pack = country("be")

    assert pack.stamp == {"version": pack.pack_version, "sha256": pack.pack_sha256}


def test_a_country_without_a_pack_is_refused_by_its_code():
    with pytest.raises(LawRefusal) as refused:
        country("de")

    assert isinstance(refused.value, NoLawPack)
    assert (refused.value.parameter, refused.value.on, refused.value.word) == (
        "de",
        None,
        "no_law_pack",
    )


def test_a_file_that_nobody_checked_refuses_every_question(tmp_path):
    folder = tmp_path / "be"
    shutil.copytree(HERE / "be", folder)
    path = folder / "contact.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('checked = "2026-11-22"', 'checked = ""'), "utf-8")
    contact = load("be", folder).contact

    with pytest.raises(NotChecked) as refused:
        contact.may(kind=DebtorKind.CONSUMER, channel="call", local=MONDAY_NOON)
    with pytest.raises(NotChecked):
        contact.window(MONDAY_NOON.date(), DebtorKind.LEGAL_ENTITY, "post")
    with pytest.raises(NotChecked):
        contact.most(DebtorKind.CONSUMER, MONDAY_NOON.date())
    assert (refused.value.parameter, refused.value.on) == ("be.contact", date(2026, 11, 23))


def test_how_often_is_capped_for_people_and_not_for_companies():
    monday = MONDAY_NOON.date()

    assert country("nl").contact.most(DebtorKind.CONSUMER, monday) == ContactCaps(3, None, None)
    assert country("be").contact.most(DebtorKind.SOLE_TRADER, monday) == ContactCaps(None, 1, 1)
    assert country("be").contact.most(DebtorKind.LEGAL_ENTITY, monday) == ContactCaps()


@pytest.mark.parametrize(
    "caps", ["", "attempts_a_day = 0", "attempts_a_day = true", "attempts_a_week = 3"]
)
def test_a_cap_that_cannot_be_read_is_refused(tmp_path, caps):
    folder = tmp_path / "nl"
    shutil.copytree(HERE / "nl", folder)
    path = folder / "contact.toml"
    text = path.read_text("utf-8")
    assert "attempts_a_day = 3" in text
    path.write_text(text.replace("attempts_a_day = 3", caps), "utf-8")

    with pytest.raises(BadLaw, match=r"nl\.contact"):
        load("nl", folder)


@pytest.mark.parametrize(
    "local",
    [
        datetime(2026, 11, 23, 12),  # noqa: DTZ001
        datetime.fromisoformat("2026-11-23T12:00+00:00"),
    ],
)
def test_a_moment_without_a_place_is_no_local_time(local):
    with pytest.raises(NotLocal):
        country("nl").contact.may(kind=DebtorKind.CONSUMER, channel="call", local=local)


def test_a_channel_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchChannel):
        country("nl").contact.may(kind=DebtorKind.CONSUMER, channel="fax", local=MONDAY_NOON)


def test_the_answer_completes_its_sentence():
    contact, kind = country("nl").contact, DebtorKind.CONSUMER
    kings_day = datetime(2026, 4, 27, 10, tzinfo=AMSTERDAM)
    evening = datetime(2026, 11, 23, 21, tzinfo=AMSTERDAM)

    assert contact.may(kind=kind, channel="call", local=kings_day).args == {"holiday": "kings_day"}
    assert contact.may(kind=kind, channel="call", local=evening).args == {
        "opens": "07:00",
        "closes": "20:00",
    }


def test_kinds_are_flags_of_their_own():
    consumers = {kind for kind in DebtorKind if is_consumer(kind)}
    people = {kind for kind in DebtorKind if is_natural(kind)}

    assert consumers == {DebtorKind.CONSUMER, DebtorKind.UNKNOWN}
    assert people == consumers | {DebtorKind.SOLE_TRADER, DebtorKind.PARTNERSHIP}
    assert {kind for kind in DebtorKind if is_business(kind)} == set(DebtorKind) - consumers


@pytest.fixture
def pack(tmp_path):
    """Return a copy of the Dutch pack that a test may spoil."""
    return shutil.copytree(HERE / "nl", tmp_path / "nl")


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("contact.toml", "known_until = 2028-12-31", ""),
        ("contact.toml", 'checked = "2026-11-22"', ""),
        ("contact.toml", 'checked = "2026-11-22"', 'checked = "yes"'),
        ("contact.toml", 'source = "Bki', 'sauce = "Bki'),
        ("contact.toml", "[[values]]", "[[value]]"),
        ("contact.toml", '"sole_trader"', '"baker"'),
        ("contact.toml", '"sms"', '"fax"'),
        ("contact.toml", "friday = [07:00:00, 20:00:00]", ""),
        ("contact.toml", "friday = [07:00:00, 20:00:00]", "friday = [20:00:00, 07:00:00]"),
        ("contact.toml", "friday = [07:00:00, 20:00:00]", "friday = ["),
        ("holidays.toml", "month = 5, day = 5", "month = 5, day = 32"),
        ("holidays.toml", "month = 5, day = 5", "month = 5"),
        ("holidays.toml", "month = 5, day = 5", 'month = "may", day = 5'),
        ("holidays.toml", 'code = "kings_day"', 'code = "liberation_day"'),
        ("holidays.toml", 'code = "kings_day"', 'code = "King\'s Day"'),
        ("holidays.toml", "working_week = [1, 2, 3, 4, 5]", ""),
        ("holidays.toml", "working_week = [1, 2, 3, 4, 5]", "working_week = [0, 8]"),
        ("pack.toml", "version", "vision"),
        ("pack.toml", "Europe/Amsterdam", "Europe/Mokum"),
    ],
)
def test_a_law_file_that_may_not_be_trusted_is_not_loaded(pack, name, right, wrong):
    text = (pack / name).read_text("utf-8")
    assert right in text
    (pack / name).write_text(text.replace(right, wrong), "utf-8")

    with pytest.raises(BadLaw):
        load("nl", pack)


def test_a_missing_law_file_is_named(pack):
    (pack / "contact.toml").unlink()

    with pytest.raises(BadLaw, match=r"nl/contact\.toml"):
        load("nl", pack)


def test_the_hash_follows_the_text_and_not_the_line_ends(pack):
    text = (pack / "contact.toml").read_bytes()

    (pack / "contact.toml").write_bytes(text.replace(b"\n", b"\r\n"))
    same = load("nl", pack).pack_sha256
    (pack / "contact.toml").write_bytes(text.replace(b"20:00:00", b"19:00:00"))
    other = load("nl", pack).pack_sha256

    assert same == country("nl").pack_sha256
    assert other != same


def test_the_hash_covers_the_names_of_the_files_and_the_days_of_the_banks(
    pack, tmp_path, monkeypatch
):
    before = load("nl", pack).pack_sha256

    (pack / "empty.toml").write_text("", "utf-8")
    named = load("nl", pack).pack_sha256
    banks = tmp_path / "target.toml"
    banks.write_text(packs.TARGET.read_text("utf-8") + "# read again\n", "utf-8")
    monkeypatch.setattr(packs, "TARGET", banks)
    told = load("nl", pack).pack_sha256

    assert len({before, named, told}) == 3


def test_a_changed_holiday_is_a_second_row_with_its_own_first_day(pack):
    text = (pack / "holidays.toml").read_text("utf-8")
    rows = """
  { code = "liberation_day", abolished = true, from = 2027-01-01, source = "Stb. 1" },
  { code = "remembrance_day", month = 3, day = 1, from = 2026-06-01, source = "Stb. 2" },
  { code = "kings_day", month = 12, day = 7, from = 2027-06-01, source = "Stb. 3" },
]
"""
    (pack / "holidays.toml").write_text(text.rstrip().removesuffix("]") + rows, "utf-8")

    days = load("nl", pack).days

    assert days.is_holiday(date(2026, 5, 5)) == "liberation_day"
    assert days.is_holiday(date(2027, 5, 5)) is None
    assert days.is_holiday(date(2026, 3, 1)) is None
    assert days.is_holiday(date(2027, 3, 1)) == "remembrance_day"
    assert days.is_holiday(date(2027, 4, 27)) == "kings_day"
    assert days.is_holiday(date(2027, 12, 7)) == "kings_day"
    assert days.is_holiday(date(2028, 4, 27)) is None


def test_a_day_off_tells_its_source():
    holiday = country("be").days.holiday(date(2026, 7, 21))

    assert holiday is not None
    assert holiday.code == "national_day"
    assert "21 July" in holiday.source


@pytest.mark.parametrize("count", ["working_day_after", "bank_day_after", "calendar_day_after"])
def test_days_are_not_counted_backwards_by_accident(count):
    days = country("nl").days

    with pytest.raises(ValueError, match="0 or more"):
        getattr(days, count)(date(2026, 11, 20), -1)
