"""The page of the law: what it says, and a lawyer's word for it."""

import re
import tomllib
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.utils import translation

from minnelijk.law.country import COUNTRIES, HERE, country
from minnelijk.law.dated import read_header
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.law import sign_law, unsigned
from minnelijk.records.models import LawSignOff
from minnelijk.rooms.office import lawbook, waiting
from minnelijk.rooms.office.lawvalues import APART, Group, Row, groups_of
from minnelijk.rooms.office.lawvalues import HEAD as HEAD_FIELDS
from minnelijk.rooms.office.wording.law import KIND
from minnelijk.rooms.office.wording.law_words import COLUMN, WORD
from tests import world
from tests.rooms.office_tools import text_of, visitor

pytestmark = pytest.mark.django_db

LAWYER = "mr. J. Jansen"
UNSIGNED = "Nog niet getekend: er gaan geen aanmaningen uit."


def told(code: str = "nl", **changes: Any) -> dict[str, Any]:
    """The form as a manager fills it in."""
    form = {
        "country": code,
        "lawyer_name": LAWYER,
        "lawyer_role": "advocaat bij De Boer",
        "has_read": "on",
        "sha256": country(code).pack_sha256,
    }
    return form | changes


def signed(cast: world.Cast, code: str = "nl") -> LawSignOff:
    return sign_law(
        code,
        lawyer_name=LAWYER,
        lawyer_role="advocaat",
        read_sha256=country(code).pack_sha256,
        act=Act(world.AT, cast.manager),
    )


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_pack_that_nobody_signed_says_so_and_asks_for_it(manager, code) -> None:
    html = text_of(manager.get(f"/kantoor/wet/?land={code}"))

    assert UNSIGNED in html
    assert 'name="lawyer_name"' in html
    assert country(code).pack_sha256[:12] in html
    assert country(code).pack_version in html


def test_a_manager_signs_what_the_lawyer_read(manager) -> None:
    answer = manager.post("/kantoor/wet/tekenen/", told("be"))
    html = text_of(manager.get(answer.url))

    assert answer.url == "/kantoor/wet/?land=be"
    assert "De wet van België is getekend." in html
    assert "mr. J. Jansen, advocaat bij De Boer, las dit pakket." in html
    assert "Vastgelegd door Maarten, <time" in html
    assert UNSIGNED not in html
    assert 'name="lawyer_name"' not in html
    assert unsigned() == ["nl"]


def test_the_log_of_the_bureau_tells_it(cast, manager) -> None:
    signed(cast, "be")

    html = text_of(manager.get("/kantoor/bureau/"))

    version = country("be").pack_version
    assert f"Een jurist las de wet van België, versie {version}, en is akkoord." in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lawyer_name": " "}, "Vul dit in."),
        ({"lawyer_role": ""}, "Vul dit in."),
        ({"lawyer_name": "x" * 121}, "Dit is te lang."),
        ({"has_read": ""}, "Zet een vinkje als de jurist dit heeft gelezen."),
        ({"sha256": "0" * 64}, "Het pakket is veranderd nadat het was gelezen."),
    ],
)
def test_a_sign_off_that_is_not_right_is_said_and_what_was_typed_stays(
    manager, changes, sentence
) -> None:
    answer = manager.post("/kantoor/wet/tekenen/", told("be", **changes))

    html = text_of(answer)
    assert answer.status_code == 422
    assert sentence in html
    assert "Tekenen voor België" in html
    assert "advocaat bij De Boer" in html or "lawyer_role" in changes
    assert not LawSignOff.objects.exists()


def test_the_form_always_goes_with_the_pack_on_the_screen(manager) -> None:
    html = text_of(manager.post("/kantoor/wet/tekenen/", told("nl", sha256="0" * 64)))

    assert f'name="sha256" value="{country("nl").pack_sha256}"' in html
    assert "0" * 64 not in html


def test_a_changed_pack_says_who_read_the_one_before(cast, manager) -> None:
    LawSignOff.objects.filter(pk=signed(cast).pk).update(pack_sha256="0" * 64, pack_version="7")

    html = text_of(manager.get("/kantoor/wet/"))

    assert UNSIGNED in html
    assert "mr. J. Jansen las versie 7" in html
    assert "Laat het pakket opnieuw lezen." in html


@pytest.mark.parametrize("who", ["inspector", "supervisor", "sanne", "delta_seat", "charlie"])
def test_nobody_else_signs(cast, who) -> None:
    answer = visitor(getattr(cast, who)).post("/kantoor/wet/tekenen/", told())

    assert answer.status_code == 404
    assert not LawSignOff.objects.exists()


def test_an_inspector_reads_that_nobody_signed_and_finds_no_form(cast) -> None:
    html = text_of(visitor(cast.inspector).get("/kantoor/wet/"))

    assert UNSIGNED in html
    assert 'name="lawyer_name"' not in html


def test_the_start_page_asks_for_a_lawyer_where_the_bureau_works(cast, manager) -> None:
    signed(cast, "nl")

    html = text_of(manager.get("/kantoor/"))

    assert "De wet van Nederland is nog niet getekend" not in html
    assert "De wet van België is nog niet getekend" in html


def test_a_law_that_is_known_too_short_is_said_in_time() -> None:
    last = min(header.known_until for header in country("nl").headers)

    late = {header.parameter for _code, header in waiting.expiring(last)}
    early = {header.parameter for _code, header in waiting.expiring(world.DAY)}

    short = {header.parameter for header in country("nl").headers if header.known_until == last}
    assert short <= late
    assert not short <= early


HEAD = """
name = "Costs"
law = "Article 1"
unit = "cents"
applies_by = "each_day"
known_until = 2027-12-31
checked = ""
grade = "B"
"""


def groups(rows: str) -> list[Group]:
    table = tomllib.loads(HEAD + rows, parse_float=Decimal)
    with translation.override("nl"):
        return groups_of(read_header("nl.costs", table), table)


def test_short_rows_of_a_law_file_make_a_table() -> None:
    (group,) = groups(
        """
        values = [
          { from = 2026-01-01, percent = 2.50, days = 14, source = "Staatsblad 1" },
          { from = 2027-01-01, percent = 3, maximum_cents = 677500, source = "", grade = "C" },
        ]
        """
    )

    assert group.columns == ("percentage", "dagen", "hoogstens")
    assert [row.from_on for row in group.rows] == ["1 januari 2026", "1 januari 2027"]
    assert [f.text for f in group.rows[0].facts] == ["2,5%", "14", ""]
    assert [f.text for f in group.rows[1].facts] == ["3%", "", "€\xa06.775,00"]
    assert (group.rows[0].grade, group.rows[0].source) == ("meer bronnen eens", "Staatsblad 1")
    assert (group.rows[1].grade, group.rows[1].source) == ("niet nagekeken", "")


def test_nested_rows_of_a_law_file_stay_readable() -> None:
    (group,) = groups(
        """
        [[values]]
        from = 2012-07-01
        source = "Bik"
        grade = "ours"
        mentions = ["the day", "the amount"]
        notices = []
        hours = [08:00:00, 20:00:00]
        tiers = [{ up_to_cents = 250000, percent = 15 }, { percent = 10 }]
        least = { consumer = true, cents = 4000 }
        """
    )

    (row,) = group.rows
    mentions, notices, hours, tiers, least = row.facts
    assert group.columns == ()
    assert row.grade == "onze veilige keuze"
    assert mentions.lines == ("the day", "the amount")
    assert notices.text == "geen"
    assert hours.text == "8.00 tot 20.00 uur"
    assert tiers.columns == ("tot en met", "percentage")
    assert tiers.table == (("€\xa02.500,00", "15%"), ("", "10%"))
    assert least.lines == ("consument: ja", "bedrag: €\xa040,00")


def test_parts_of_a_law_file_each_have_their_heading() -> None:
    found = groups(
        """
        margin = 2
        [[values]]
        from = 2026-01-01
        days = 14
        source = "A"
        [[warning]]
        from = 2026-01-01
        days = 90
        source = "B"
        [post]
        note = "by letter"
        [[post.values]]
        from = 2026-01-01
        days = 3
        source = "C"
        """
    )

    assert [group.name for group in found][:3] == ["", "", "waarschuwing"]
    assert [group.rows[0].source for group in found] == ["Article 1", "A", "B", "Article 1", "C"]
    assert [group.name for group in found][3:] == ["post", "post"]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_file_of_the_law_is_on_the_page_with_every_source(manager, code) -> None:
    html = unescape(text_of(manager.get(f"/kantoor/wet/?land={code}")))

    shown = [row for file in lawbook.files_of(country(code), world.DAY) for row in _rows(file)]
    assert all(row.source in html for row in shown)
    assert all(header.law in html for header in country(code).headers)


def _rows(file: lawbook.File) -> list[Row]:
    return [row for group in file.groups for row in group.rows]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_field_and_word_of_the_law_files_has_a_name_for_people(code: str) -> None:
    """A law file with a new field or word needs its Dutch and English name too."""
    fields: set[str] = set()
    closed: set[str] = set()
    for path in sorted((HERE / code).glob("*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        if path.stem in lawbook.SHOWN_APART:
            del table["values"]
        if path.stem != "pack":
            collect(table, fields, closed)

    assert fields - set(COLUMN) == set()
    assert closed - set(WORD) - set(KIND) == set()


def collect(table: dict[str, Any], fields: set[str], closed: set[str]) -> None:
    """Gather the fields of a law file and its closed words: small letters without a blank."""
    for key, value in table.items():
        if key in UNNAMED:
            continue
        fields.add(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                collect(one, fields, closed)
            elif isinstance(one, str) and key != "phrases" and re.fullmatch(r"[a-z_]+", one):
                closed.add(one)


UNNAMED = HEAD_FIELDS | APART | {"values", "code", "numbers"}
