"""Every public sample of invoices gives the facts of the manifest, or says why it is refused."""

import csv
import hashlib
import io
import json
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minnelijk.files.invoices import Meaning, ProblemWord, Reading, read
from minnelijk.law.references import clean_iban
from tests.files.lists import words

W = ProblemWord
SHARED = Path(
    os.environ.get("MINNELIJK_SAMPLES", str(Path(__file__).parents[3] / "shared" / "samples"))
)
LOUD = "THE PUBLIC SAMPLES ARE NOT HERE: set MINNELIJK_SAMPLES to their folder"
REFUSED = {"reject_not_an_invoice": W.XML_ORDER, "reject_or_parse_cii": W.XML_CII}


def entries(*formats: str) -> list[Any]:
    if not (SHARED / "manifest.json").exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=LOUD))]
    files = json.loads((SHARED / "manifest.json").read_text(encoding="utf-8"))["files"]
    return [pytest.param(one, id=one["path"]) for one in files if one["format"] in formats]


def content(entry: dict[str, Any]) -> bytes:
    data: bytes = (SHARED / str(entry["path"])).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    return data


def sample(entry: dict[str, Any], **told: Any) -> Reading:
    return read(content(entry), name=entry["path"], **told)


def cents(text: str) -> int:
    return int(Decimal(text) * 100)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("entry", entries("ubl"))
def test_an_e_invoice_gives_its_facts_or_its_refusal(entry: dict[str, Any]) -> None:
    reading, facts = sample(entry), entry["facts"]

    if entry["expect"] in REFUSED:
        assert words(reading.problems) == [REFUSED[entry["expect"]]]
        return
    (row,) = reading.rows
    customer, supplier = facts["customer"], facts["supplier"]
    sign = -1 if facts["document"] == "CreditNote" else 1
    assert (reading.format, row.number, row.currency) == ("ubl", facts["id"], facts["currency"])
    assert row.invoice_on == day(facts["issue_date"])
    assert row.due_on == (day(facts["due_date"]) or day(facts["payment_means_due_date"]))
    assert row.open_cents == sign * cents(facts["PayableAmount"])
    assert row.original_cents == sign * cents(facts["TaxInclusiveAmount"])
    assert row.name == (customer["name"] or customer["registration_name"])
    assert row.country == customer["country"]
    assert row.creditor_name == (supplier["name"] or supplier["registration_name"])
    told = {supplier["company_id"], supplier["vat"]} - {None, ""}
    assert told == set(row.creditor_numbers)
    _payment(reading, facts["payment_means"] or [])


def _payment(reading: Reading, means: list[dict[str, Any]]) -> None:
    (row,) = reading.rows
    ibans = [clean_iban(one["iban"]) for one in means if one["iban"]]
    references = [text for one in means for text in one["payment_ids"] or []]
    if any(problem.word is W.G_ACCOUNT for problem in row.problems):
        assert (row.iban, row.reference, row.blocked) == ("", "", True)
        return
    assert row.iban == (ibans[0] if ibans else "")
    assert row.reference == (references[0] if references else "")


@pytest.mark.parametrize("entry", entries("xaf"))
def test_an_audit_file_gives_its_open_items(entry: dict[str, Any]) -> None:
    reading, facts = sample(entry), entry["facts"]

    ledgers = facts["subledger_open_items"]
    told = [ledgers[kind] for kind in ("CU", "CS") if kind in ledgers]
    credits = sum(one["open_credit_items"] for one in told)
    dues = sum(one["with_due_date"] for one in told)
    assert (reading.format, reading.count) == ("xaf", sum(one["open_items"] for one in told))
    assert reading.open_cents == sum(cents(one["net"]) for one in told)
    assert reading.credit_count == credits
    assert sum(row.due_on is not None for row in reading.rows) == dues
    assert all(row.creditor_name == facts["company"] for row in reading.rows)
    assert {row.currency for row in reading.rows} <= {facts["currency"]}
    if not told:
        assert words(reading.problems) == [W.XAF_NO_SUBLEDGER]
    else:
        (year,) = [problem for problem in reading.problems if problem.word is W.XAF_ONE_YEAR]
        assert year.value == facts["fiscal_year"]


@pytest.mark.parametrize("entry", entries("openitems"))
def test_a_list_of_open_items_gives_its_count_and_sum(entry: dict[str, Any]) -> None:
    reading, facts = sample(entry), entry["facts"]

    assert (reading.count, reading.credit_count) == (facts["open_items"], facts["credit_items"])
    assert reading.open_cents == cents(facts["total_open"])
    assert reading.delimiter == facts.get("delimiter", reading.delimiter)
    told = facts.get("encoding", reading.encoding).replace("utf-8 with BOM", "utf-8-sig")
    assert reading.encoding == told
    assert not reading.blocked
    assert not any(row.blocked for row in reading.rows)


@pytest.mark.parametrize("entry", entries("latepay"))
def test_a_list_with_days_of_one_order_never_swaps_day_and_month(entry: dict[str, Any]) -> None:
    facts, data = entry["facts"], content(entry)
    meanings = {
        "customerID": Meaning.DEBTOR_NUMBER,
        "invoiceNumber": Meaning.INVOICE,
        "InvoiceAmount": Meaning.OPEN,
        "PaperlessBill": Meaning.NAME,
        "countrycode": Meaning.IGNORE,
    }

    reading = read(data, name=entry["path"], mapping=meanings)

    told = list(csv.DictReader(io.StringIO(data.decode())))
    written = facts["date_format"]
    assert [column.heading for column in reading.columns] == facts["columns"]
    assert (reading.count, len(told)) == (facts["rows"], facts["rows"])
    assert len({row.debtor_number for row in reading.rows}) == facts["customers"]
    assert reading.open_cents == cents(facts["sum_invoice_amount"])
    for row, line in zip(reading.rows, told, strict=True):
        assert row.due_on == datetime.strptime(line["DueDate"], written).date()  # noqa: DTZ007
        assert row.invoice_on == datetime.strptime(line["InvoiceDate"], written).date()  # noqa: DTZ007


@pytest.mark.parametrize("entry", entries("latepay"))
def test_a_list_of_settled_invoices_is_asked_what_is_open(entry: dict[str, Any]) -> None:
    reading = sample(entry)

    asked = {problem.value for problem in reading.problems if problem.blocking}
    assert reading.count == entry["facts"]["rows"]
    assert asked == {"name", "open"}
