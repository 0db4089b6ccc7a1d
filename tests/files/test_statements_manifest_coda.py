"""The public CODA and bank CSV samples give every fact that independent readers found in them."""

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minnelijk.files.statements import bank_csv, coda
from minnelijk.files.statements.facts import Reading, Statement
from minnelijk.files.statements.words import ProblemWord as W

SHARED = Path(
    os.environ.get("MINNELIJK_SAMPLES", str(Path(__file__).parents[3] / "shared" / "samples"))
)
READERS = {"coda": coda, "bank_csv": bank_csv}
COUNTS = {"coda": 6, "bank_csv": 2}
OF_BALANCES = {W.BALANCE_DIFFERS, W.TOTALS_DIFFER}


def files(kind: str) -> list[dict[str, Any]]:
    manifest = SHARED / "manifest.json"
    if not manifest.exists():
        return []
    listed = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return [one for one in listed if one["format"] == kind]


pytestmark = pytest.mark.skipif(
    not files("coda"),
    reason="THE PUBLIC SAMPLES ARE NOT HERE: set MINNELIJK_SAMPLES to their folder",
)


def reading_of(file: dict[str, Any]) -> Reading:
    path = SHARED / file["path"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"], file["path"]
    reader = READERS[file["format"]]
    with path.open("rb") as source:
        assert reader.looks_like(source.read(2000))
        source.seek(0)
        return reader.read(source)


def cents(told: str | None) -> int | None:
    if told is None:
        return None
    whole, _, part = told.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def day(ddmmyy: str | None) -> date | None:
    if ddmmyy is None:
        return None
    return date(2000 + int(ddmmyy[4:]), int(ddmmyy[2:4]), int(ddmmyy[:2]))


def references(statement: Statement) -> list[str]:
    payments = (payment for entry in statement.entries for payment in entry.payments)
    return [payment.reference for payment in payments if payment.reference]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_all_samples_of_this_kind_are_in_the_manifest(kind: str) -> None:
    assert len(files(kind)) == COUNTS[kind]


@pytest.mark.parametrize("file", files("coda"), ids=lambda file: Path(file["path"]).name)
def test_a_coda_sample_gives_its_facts(file: dict[str, Any]) -> None:
    reading = reading_of(file)

    assert reading.format == "coda"
    assert len(reading.statements) == len(file["facts"]["statements"])
    for statement, facts in zip(reading.statements, file["facts"]["statements"], strict=True):
        assert statement.account == facts["account"]
        assert statement.currency == facts["currency"]
        assert len(statement.entries) == facts["entries"]
        assert statement.credits_cents == cents(facts["sum_credits"])
        assert statement.debits_cents == cents(facts["sum_debits"])
        assert statement.opening_cents == cents(facts["opening_balance"])
        assert statement.closing_cents == cents(facts["closing_balance"])
        assert statement.from_on == day(facts["opening_date_ddmmyy"])
        assert statement.until_on == day(facts["closing_date_ddmmyy"])
        told = [one.partition(":")[2] for one in facts["structured_101_102"] or []]
        assert references(statement) == told


@pytest.mark.parametrize("file", files("coda"), ids=lambda file: Path(file["path"]).name)
def test_a_coda_sample_is_warned_about_only_if_it_does_not_add_up(file: dict[str, Any]) -> None:
    warned = {problem.word for problem in reading_of(file).problems}

    (facts,) = file["facts"]["statements"]
    assert (W.BALANCE_DIFFERS in warned) == (facts["balances_reconcile"] is False)
    assert (W.TOTALS_DIFFER in warned) == (file["expect"] == "parse_and_warn_balance")
    assert (W.ACCOUNT_CHECK in warned) == (facts.get("iban_checksum_ok") is False)
    assert warned <= OF_BALANCES | {W.ACCOUNT_CHECK, W.NOTHING_IN_IT}


@pytest.mark.parametrize("file", files("coda"), ids=lambda file: Path(file["path"]).name)
def test_the_payments_inside_a_coda_total_make_its_amount(file: dict[str, Any]) -> None:
    for statement in reading_of(file).statements:
        for entry in statement.entries:
            assert sum(payment.cents for payment in entry.payments) == entry.cents, entry.place


@pytest.mark.parametrize("file", files("bank_csv"), ids=lambda file: Path(file["path"]).name)
def test_a_bank_csv_sample_gives_its_facts(file: dict[str, Any]) -> None:
    reading = reading_of(file)
    facts = file["facts"]

    (statement,) = reading.statements
    assert (reading.format, reading.problems) == ("csv-ing", ())
    assert len(statement.entries) == facts["entries"]
    assert statement.credits_cents == cents(facts["sum_credits"])
    assert statement.debits_cents == cents(facts["sum_debits"])
    ends = [statement.entries[0].booked_on, statement.entries[-1].booked_on]
    for told, found in zip([facts["first_date"], facts["last_date"]], ends, strict=True):
        assert found is not None
        assert told in {f"{found:%Y%m%d}", f"{found:%d-%m-%Y}"}


def test_the_sample_with_many_totals_names_payers_as_the_bank_does() -> None:
    (sample,) = (file for file in files("coda") if file["path"].endswith("__CODA.txt"))
    (statement,) = reading_of(sample).statements
    named = {payment.name: payment for entry in statement.entries for payment in entry.payments}

    assert named["HOLLANDSE INVESTERINGSMAATSCHAPPIJ AFDELING NOORD-BRABANT"].text == "C.0609/717,"
    assert named["TITANIA A/S"].text == "INVOICE NO.. 2006/66992"
    assert named["CARGILL NV"].text == "86047442,86047472,86047438,86047447,86047452,86047461"
    assert named["CARGILL NV"].iban == "685576703767"
    assert named["T.P.F. S.A."].cents == -2700000
    assert named["LA CROIX D OR SPRL"].reference == "269021157996"
