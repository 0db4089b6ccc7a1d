"""Lists as packages export them, in every shape that we promise to read."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minnelijk.files.invoices import LeftOutWhy, ProblemWord, Reading, read
from tests.files.lists import SAMPLES, words

SHARED = Path(
    os.environ.get("MINNELIJK_SAMPLES", str(Path(__file__).parents[3] / "shared" / "samples"))
)


def sample(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name=name)


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "count", "credits", "open_cents"),
    [
        ("dutch_cp1252.csv", "cp1252", ";", 4, 1, 227490),
        ("tabs_utf16.csv", "utf-16", "\t", 2, 0, 133100),
        ("preamble_totals.csv", "utf-8", ";", 3, 0, 112500),
        ("french_utf8.csv", "utf-8", ";", 2, 1, 139150),
        ("english_month_first.csv", "utf-8", ",", 3, 0, 280700),
        ("debtor_list.csv", "utf-8", ";", 2, 0, 9770),
        ("workbook.xlsx", "", "", 3, 1, 4490),
        ("yuki.xml", "utf-8", "", 2, 1, 8050),
    ],
)
def test_every_shape_gives_its_items_and_their_sum(
    name: str, encoding: str, delimiter: str, count: int, credits: int, open_cents: int
) -> None:
    reading = sample(name)

    assert (reading.encoding, reading.delimiter) == (encoding, delimiter)
    assert (reading.count, reading.credit_count, reading.open_cents) == (count, credits, open_cents)
    assert not reading.blocked
    assert not any(row.blocked for row in reading.rows)


def test_a_dutch_list_gives_names_days_and_amounts() -> None:
    rows = sample("dutch_cp1252.csv").rows

    assert [row.name for row in rows][:2] == ["Café 't Hoekje", "Coöperatie De Vlasakker U.A."]
    assert rows[3].name == "Brouwer & Zonen; timmerwerk"
    assert rows[0].place == 2
    assert (rows[0].invoice_on, rows[0].due_on) == (date(2026, 8, 31), date(2026, 9, 30))
    assert (rows[1].original_cents, rows[1].open_cents) == (60500, 10500)
    assert rows[2].is_credit


def test_contacts_of_a_list_become_numbers_that_can_be_dialled() -> None:
    dutch, belgian = sample("tabs_utf16.csv").rows

    assert (dutch.phone, dutch.phone2) == ("+31206241111", "+31612345678")
    assert (belgian.phone, belgian.phone2) == ("+3232345678", "+32478123456")
    assert (dutch.postcode, dutch.country, belgian.country) == ("1012 JS", "NL", "BE")
    assert dutch.invoice_on == date(2026, 9, 1)


def test_totals_headings_and_remarks_are_left_out_and_listed() -> None:
    reading = sample("preamble_totals.csv")

    assert [row.name for row in reading.rows][2] == "Totaal Wonen B.V."
    assert [(one.place, one.why) for one in reading.left_out] == [
        (7, LeftOutWhy.TOTAL),
        (8, LeftOutWhy.HEADINGS),
        (10, LeftOutWhy.TOTAL),
        (11, LeftOutWhy.TOTAL),
        (12, LeftOutWhy.REMARK),
    ]
    assert reading.preamble == (1, 2)
    assert ProblemWord.TOTAL_DIFFERS not in words(reading.problems)


def test_a_french_list_is_read_with_its_months_and_spaces() -> None:
    person, firm = sample("french_utf8.csv").rows

    assert person.name == "Odile Lemaire"
    assert (person.invoice_on, person.due_on) == (date(2026, 8, 3), date(2026, 9, 2))
    assert (person.street, person.house_number) == ("rue du Moulin", "16")
    assert (firm.street, firm.house_number) == ("Chaussée de Mons", "210 bte 3")
    assert (firm.original_cents, firm.open_cents) == (1210050, -6050)
    assert {person.language, firm.language} == {"fr"}


def test_month_first_is_proven_by_one_row_of_the_column() -> None:
    rows = sample("english_month_first.csv").rows

    assert rows[1].invoice_on == date(2026, 9, 4)
    assert rows[2].open_cents == 125000


def test_a_column_of_invoice_dates_under_another_name_is_found_by_its_content() -> None:
    reading = sample("debtor_list.csv")

    assert reading.rows[0].number == "F26-10"
    assert reading.rows[0].invoice_on == date(2026, 9, 14)
    assert (reading.rows[1].original_cents, reading.rows[1].open_cents) == (4000, 1250)
    assert ProblemWord.IBAN_PRESENT in words(reading.problems)


def test_a_workbook_keeps_numbers_exact_and_days_real() -> None:
    reading = sample("workbook.xlsx")
    first, second, credit = reading.rows

    assert (first.debtor_number, first.number) == ("10001", "20260412")
    assert (first.place, first.open_cents) == (4, 30)
    assert (second.invoice_on, second.due_on) == (date(2026, 9, 4), date(2026, 10, 4))
    assert credit.open_cents == -6050
    assert [one.place for one in reading.left_out] == [7]


def test_the_web_service_answer_is_read_by_its_own_names() -> None:
    first, credit = sample("yuki.xml").rows

    assert (first.name, first.number) == ("Kaashandel Wouters & Co", "81")
    assert (first.original_cents, first.open_cents) == (20050, 10050)
    assert credit.is_credit


def shared_lists() -> list[dict[str, Any]]:
    if not (SHARED / "manifest.json").exists():
        return []
    files = json.loads((SHARED / "manifest.json").read_text(encoding="utf-8"))["files"]
    return [entry for entry in files if entry["format"] == "openitems"]


@pytest.mark.skipif(
    not shared_lists(),
    reason="THE PUBLIC SAMPLES ARE NOT HERE: set MINNELIJK_SAMPLES to their folder",
)
def test_the_public_samples_give_the_counts_and_sums_of_their_manifest() -> None:
    for entry in shared_lists():
        data = (SHARED / entry["path"]).read_bytes()
        reading = read(data, name=entry["path"])

        facts = entry["facts"]
        assert hashlib.sha256(data).hexdigest() == entry["sha256"], entry["path"]
        assert reading.count == facts["open_items"], entry["path"]
        assert reading.credit_count == facts["credit_items"], entry["path"]
        assert reading.open_cents == int(facts["total_open"].replace(".", "")), entry["path"]
        assert not reading.blocked, entry["path"]
        assert not any(row.blocked for row in reading.rows), entry["path"]
