"""Every public bank file goes through the door and gives the facts that others found in it."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minnelijk.files.statements import read
from minnelijk.files.statements.facts import Reading, Statement
from minnelijk.files.statements.words import ProblemWord as W

SHARED = Path(
    os.environ.get("MINNELIJK_SAMPLES", str(Path(__file__).parents[3] / "shared" / "samples"))
)
Facts = dict[str, Any]
STATES = {"BOOK": "booked", "-": "booked", "PDNG": "pending", "INFO": "information"}

COUNTS = {"camt/": 17, "mt940/": 42, "coda/": 6, "bank_csv/": 2}
RUN_TOGETHER = "mt940/zilverline__mt940__two_accounts.txt"
"""The manifest takes two messages in it for one; what we find has a test of its own."""

OF_BALANCES = {W.BALANCE_DIFFERS, W.TOTALS_DIFFER, W.NO_BALANCE}


def listed(prefix: str = "") -> list[Facts]:
    manifest = SHARED / "manifest.json"
    if not manifest.exists():
        return []
    files: list[Facts] = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    starts = prefix or tuple(COUNTS)
    return [file for file in files if file["path"].startswith(starts)]


pytestmark = pytest.mark.skipif(
    not listed(),
    reason="THE PUBLIC SAMPLES ARE NOT HERE: set MINNELIJK_SAMPLES to their folder",
)
EVERY = pytest.mark.parametrize("file", listed(), ids=lambda file: file["path"])


def reading(file: Facts) -> Reading:
    with (SHARED / file["path"]).open("rb") as source:
        return read(source, name=file["path"])


def cents(told: str | None) -> int | None:
    return None if told is None else int(Decimal(told) * 100)


def told(facts: Facts) -> list[Facts]:
    """The statements of the facts; a bank CSV is one without balances."""
    return list(facts["statements"]) if "statements" in facts else [facts]


def of_camt(facts: Facts) -> Facts:
    return {"account": facts["iban"], "currency": facts["currency"]}


def of_mt940(facts: Facts) -> Facts:
    account = facts.get("iban") or "".join(facts["account_raw"].split())
    return {"account": account, "currency": facts["currency"] or "EUR"}  # MT942: in :34F: alone


def of_coda(facts: Facts) -> Facts:
    return {"account": facts["account"], "currency": facts["currency"]}


def of_bank_csv(facts: Facts) -> Facts:
    return {"currency": "EUR"}


EXPECTED: dict[str, Callable[[Facts], Facts]] = {
    "camt/": of_camt,
    "mt940/": of_mt940,
    "coda/": of_coda,
    "bank_csv/": of_bank_csv,
}


def expected(path: str, facts: Facts) -> Facts:
    (of,) = [of for prefix, of in EXPECTED.items() if path.startswith(prefix)]
    return {
        **of(facts),
        "entries": facts["entries"],
        "credits": cents(facts["sum_credits"]),
        "debits": cents(facts["sum_debits"]),
        "opening": cents(facts.get("opening_balance")),
        "closing": cents(facts.get("closing_balance")),
    }


def found(statement: Statement) -> Facts:
    return {
        "account": statement.account,
        "currency": statement.currency or None,
        "entries": len(statement.entries),
        "credits": statement.credits_cents,
        "debits": statement.debits_cents,
        "opening": statement.opening_cents,
        "closing": statement.closing_cents,
    }


@pytest.mark.parametrize("prefix", sorted(COUNTS))
def test_all_public_files_of_this_kind_are_there(prefix: str) -> None:
    files = listed(prefix)

    assert len(files) == COUNTS[prefix]
    for file in files:
        data = (SHARED / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]


@EVERY
def test_a_public_file_gives_its_facts(file: Facts) -> None:
    statements = reading(file).statements

    if file["path"] != RUN_TOGETHER:
        assert len(statements) == len(told(file["facts"]))
        for ours, facts in zip(statements, told(file["facts"]), strict=True):
            want = expected(file["path"], facts)
            assert {word: found(ours)[word] for word in want} == want


@EVERY
def test_a_public_file_is_warned_about_exactly_where_it_does_not_add_up(file: Facts) -> None:
    if file["path"] != RUN_TOGETHER:
        warned = {problem.word for problem in reading(file).problems} & OF_BALANCES
        wrong = [one for one in told(file["facts"]) if one.get("balances_reconcile") is False]

        assert (W.BALANCE_DIFFERS in warned) == bool(wrong)
        if file["expect"] != "fragment":
            assert bool(warned) == (file["expect"] == "parse_and_warn_balance")


@pytest.mark.parametrize("file", listed("camt/"), ids=lambda file: file["path"])
def test_a_public_camt_file_gives_its_message_its_details_and_its_references(file: Facts) -> None:
    ours = reading(file)

    assert file["facts"]["namespace"].endswith(f":{ours.format}")
    for statement, facts in zip(ours.statements, told(file["facts"]), strict=True):
        batches = [entry for entry in statement.entries if len(entry.payments) > 1]
        of_payments = [
            payment.reference
            for entry in statement.entries
            for payment in entry.payments
            if payment.reference
        ]
        if facts["currency"]:  # else its money is foreign: kept apart, its details unread
            states = Counter(str(entry.state) for entry in statement.entries)
            assert states == Counter(
                {STATES[word]: count for word, count in facts["entry_status"].items()}
            )
            assert len(batches) == facts["batch_entries"]
            assert of_payments == (facts["structured_refs"] or [])
        assert not any(p.returned for e in statement.entries for p in e.payments)


UBL_AND_XAF = [
    *(SHARED / "ubl").glob("*.xml"),
    *(SHARED / "xaf").glob("*.x?f"),
    *(SHARED / "xaf").glob("*.xml"),
]


@pytest.mark.parametrize("path", sorted(UBL_AND_XAF), ids=lambda path: path.name)
def test_another_public_xml_is_refused_by_the_name_of_its_root(path: Path) -> None:
    refusal = read(path.read_bytes(), name=path.name).refusal

    assert refusal is not None
    assert refusal.word is W.XML_OTHER
    assert f"<{refusal.value}" in path.read_text(encoding="utf-8-sig").replace(":", "<")
