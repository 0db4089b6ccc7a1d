"""Every MT940 file of the shared samples gives the facts that independent readers found in it."""

import hashlib
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from minnelijk.files.statements import mt940, read
from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import ProblemWord as W

SHARED = Path(
    os.environ.get("MINNELIJK_SAMPLES", str(Path(__file__).parents[3] / "shared" / "samples"))
)
OURS = "mt940/zilverline__mt940__two_accounts.txt"
"""Its fourth message begins behind an end-of-file mark. The manifest runs it into the third one
and so takes the opening balance of another account; read apart, both add up."""


def manifest() -> list[dict[str, Any]]:
    path = SHARED / "manifest.json"
    if not path.exists():
        return []
    files: list[dict[str, Any]] = json.loads(path.read_text())["files"]
    return [one for one in files if one["path"].startswith("mt940/")]


FILES = manifest()


def reading(path: str) -> Reading:
    return read((SHARED / path).read_bytes())


def cents(text: str | None) -> int | None:
    return None if text is None else int(Decimal(text) * 100)


def test_the_shared_samples_are_there() -> None:
    assert len(FILES) == 42, (
        f"The shared samples are not in {SHARED}; set MINNELIJK_SAMPLES. Without them no MT940 of a"
        " real bank is tested."
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_a_sample_is_the_file_that_its_facts_are_of(file: dict[str, Any]) -> None:
    data = (SHARED / file["path"]).read_bytes()

    assert hashlib.sha256(data).hexdigest() == file["sha256"]
    assert mt940.looks_like(data[:4096])


@pytest.mark.parametrize(
    "file", [one for one in FILES if one["path"] != OURS], ids=lambda file: file["path"]
)
def test_a_sample_gives_its_facts(file: dict[str, Any]) -> None:
    found = reading(file["path"])

    expected = file["facts"]["statements"]
    assert found.format == ("mt942" if "mt942" in file["path"] else "mt940")
    assert len(found.statements) == len(expected)
    for ours, facts in zip(found.statements, expected, strict=True):
        assert ours.account == (facts.get("iban") or "".join(facts["account_raw"].split()))
        assert ours.currency == (facts["currency"] or "EUR")  # MT942 has it in :34F: alone
        assert len(ours.entries) == facts["entries"]
        assert ours.credits_cents == cents(facts["sum_credits"])
        assert ours.debits_cents == cents(facts["sum_debits"])
        assert ours.opening_cents == cents(facts["opening_balance"])
        assert ours.closing_cents == cents(facts["closing_balance"])


@pytest.mark.parametrize(
    "file", [one for one in FILES if one["path"] != OURS], ids=lambda file: file["path"]
)
def test_a_sample_warns_of_balances_exactly_where_they_do_not_add_up(file: dict[str, Any]) -> None:
    warnings = [one for one in reading(file["path"]).problems if one.word is W.BALANCE_DIFFERS]

    wrong = [one for one in file["facts"]["statements"] if one["balances_reconcile"] is False]
    assert len(warnings) == len(wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["path"])
def test_every_entry_of_a_sample_is_read(file: dict[str, Any]) -> None:
    left_out = {
        W.AMOUNT_UNREADABLE, W.AMOUNT_DECIMALS, W.SIGN_UNREADABLE, W.LINE_UNREADABLE,
        W.DAY_UNREADABLE, W.BALANCE_UNREADABLE, W.NO_ACCOUNT, W.NO_BALANCE, W.ENDS_EARLY,
    }  # fmt: skip

    assert not left_out & {one.word for one in reading(file["path"]).problems}


@pytest.mark.skipif(not FILES, reason="the shared samples are not there: see the first test")
def test_accounts_on_both_sides_of_an_end_of_file_mark_are_kept_apart() -> None:
    found = reading(OURS)

    assert [
        (one.account, one.opening_cents, one.closing_cents, len(one.entries))
        for one in found.statements
    ] == [
        ("1567.50.961EUR", 926512, 266637, 2),
        ("9914.30.727EUR", 35284, 35284, 0),
        ("3462.483.153EUR", 500000, 500000, 0),
        ("1325.76.155EUR", -1200, 23800, 1),
    ]
    assert not found.problems


@pytest.mark.parametrize(
    ("path", "payment"),
    [
        (
            "fruitl00p__php-mt940__Rabo_sample3",
            (16990, "Bedrijf B.V.", "", "NR.201303-111/11.3.2013\nNR.201303-112/11.3.2013"),
        ),
        (
            "zilverline__mt940__abn_abn_structured_sepa_ideal.txt",
            (
                1050,
                "ABC POPPIE KLAMNAET",
                "NL30ABNA0122365478",
                "K00023345Mq235234 0045623157461347 FACTUUR 10530 000\n848KLAOCFTUIOMFND",
            ),
        ),
        (
            "zilverline__mt940__knab_knab.txt",
            (
                1000,
                "STICHTING DERDEN JAAP JANSSEN",
                "NL76INGB0444444444",
                "DIT IS EEN OMSCHRIJVING DIE BEST WEL LANG IS",
            ),
        ),
        (
            "wolph__mt940__ASNB_mt940.txt",
            (
                82872,
                "transfer solutions bv",
                "NL25INGB9999999999",
                "2020-01-28T14:32:46-000000000000089-NL25INGB9999999999-Transfer S\n"
                "olutions BV-DIVIDEND 28/01/2020",
            ),
        ),
        (
            "zilverline__mt940__ing_ing_references.txt",
            (-10000, "BELASTINGDIENST", "NL86INGB0002445588", ""),
        ),
    ],
)
@pytest.mark.skipif(not FILES, reason="the shared samples are not there: see the first test")
def test_names_accounts_and_words_of_real_files(
    path: str, payment: tuple[int, str, str, str]
) -> None:
    found = [
        (one.cents, one.name, one.iban, one.text)
        for statement in reading(f"mt940/{path}").statements
        for entry in statement.entries
        for one in entry.payments
    ]

    assert payment in found
