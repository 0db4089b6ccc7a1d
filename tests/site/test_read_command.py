"""`minnelijk read`: files of others, looked at where nothing of ours is installed but this."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

CALL = "from minnelijk.site.command import main; main()"

LIST = """Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand
12;Bakkerij De Halm;F1;13-09-2026;13-10-2026;50,00
;Café 't Hoekje;F2;14-09-2026;;-12,50
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-01</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-01</Dt></Dt></Bal>
<Ntry><Amt Ccy="EUR">25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-09-01</Dt></BookgDt><ValDt><Dt>2026-09-01</Dt></ValDt></Ntry>
<Ntry><Amt Ccy="EUR">5.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-09-01</Dt></BookgDt><ValDt><Dt>2026-09-01</Dt></ValDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""


def asked(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, without any setting of ours and without a database."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MINNELIJK")}
    plain.pop("DJANGO_SETTINGS_MODULE", None)
    plain["MINNELIJK_HOME"] = str(folder / "home")
    plain["DATABASE_URL"] = "no database at all"
    plain["PYTHONPATH"] = str(Path(__file__).parents[2])
    arguments = [sys.executable, "-c", CALL, "read", *map(str, words)]
    return subprocess.run(
        arguments, cwd=folder, env=plain, capture_output=True, text=True, check=False
    )


def answers(ran: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_list_and_a_statement_are_told_apart_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "bank.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "invoices.txt").write_text(CAMT.format(closing="120.00"), encoding="utf-8")

    ran = asked(tmp_path, "bank.csv", "invoices.txt", "--json")

    assert ran.returncode == 0, ran.stderr
    listed, statement = answers(ran)
    assert (listed["file"], listed["kind"], listed["format"]) == ("bank.csv", "invoices", "csv")
    assert statement == {
        "file": "invoices.txt",
        "kind": "statement",
        "format": "camt.053.001.02",
        "statements": [
            {
                "account": "NL91ABNA0417164300",
                "currency": "EUR",
                "opening_cents": 10_000,
                "closing_cents": 12_000,
                "entries": 2,
                "credits_cents": 2_500,
                "debits_cents": 500,
            }
        ],
        "problems": [],
    }
    assert ran.stderr == ""
    assert not (tmp_path / "home").exists()


def test_what_an_invoice_does_not_tell_is_null(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    first, second = answers(asked(tmp_path, "list.csv", "--json"))[0]["items"]

    assert first == {
        "invoice_number": "F1",
        "issued_on": "2026-09-13",
        "due_on": "2026-10-13",
        "open_cents": 5_000,
        "currency": "EUR",
        "debtor_name": "Bakkerij De Halm",
        "debtor_number": "12",
        "creditor_name": None,
        "iban": None,
        "reference": None,
    }
    assert (second["debtor_number"], second["due_on"], second["open_cents"]) == (None, None, -1_250)


def test_an_amount_that_cannot_be_read_is_null_and_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST.replace("50,00", "5o,00"), encoding="utf-8")

    ran = asked(tmp_path, "list.csv", "--json")

    (answer,) = answers(ran)
    assert ran.returncode == 0
    assert answer["items"][0]["open_cents"] is None
    problem = next(one for one in answer["problems"] if one["place"] == "row 2, Openstaand")
    assert problem["message"].startswith("'5o,00' is not an amount.")


def test_balances_that_do_not_add_up_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "bank.xml").write_text(CAMT.format(closing="999.00"), encoding="utf-8")

    ran = asked(tmp_path, "bank.xml", "--json")

    (answer,) = answers(ran)
    assert ran.returncode == 0
    assert answer["statements"][0]["closing_cents"] == 99_900
    assert "the file says 999.00" in answer["problems"][0]["message"]


def test_one_that_cannot_be_read_leaves_the_others_to_be_read(tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    ran = asked(tmp_path, "photo.csv", "nowhere.xml", ".", "list.csv", "--json")

    assert ran.returncode == 2
    photo, nowhere, folder, listed = answers(ran)
    assert photo["file"] == "photo.csv"
    assert photo.keys() == {"file", "error"}
    assert nowhere["error"] == "The file cannot be opened: No such file or directory."
    assert folder["error"] == "The file cannot be opened: Is a directory."
    assert len(listed["items"]) == 2
    assert ran.stderr.splitlines() == [
        f"photo.csv: {photo['error']}",
        f"nowhere.xml: {nowhere['error']}",
        f".: {folder['error']}",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\x00\xff" * 400, "neither a bank statement"),
        (b"only one column\nof words\n", "neither a bank statement"),
        (b"<Document><BkToCstmrStmt><Stmt>", "The XML breaks off"),
        (b"<!DOCTYPE x [<!ENTITY a 'a'>]><Document>&a;</Document>", "DOCTYPE"),
        (b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>", "an order"),
    ],
)
def test_bytes_that_are_nothing_of_ours_give_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "file").write_bytes(content)

    ran = asked(tmp_path, "file")

    assert ran.returncode == 2
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert ran.stdout == ""


def test_a_statement_in_a_zip_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("a.xml", CAMT.format(closing="120.00"))
    (tmp_path / "bank.zip").write_bytes(packed.getvalue())

    (answer,) = answers(asked(tmp_path, "bank.zip", "--json"))

    assert (answer["kind"], answer["statements"][0]["entries"]) == ("statement", 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("told.json", '{"Bedrag A": "original", "Bedrag B": "open"}'),
        ("told.toml", '"Bedrag A" = "original"\n"Bedrag B" = "open"\n'),
    ],
)
def test_a_mapping_says_what_headings_mean(tmp_path: Path, name: str, text: str) -> None:
    unclear = "Naam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag A;Bedrag B\n"
    row = "Bakkerij;F1;13-09-2026;13-10-2026;80,00;50,00\n"
    (tmp_path / "list.csv").write_text(unclear + row, encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")

    (answer,) = answers(asked(tmp_path, "list.csv", "--json", "--mapping", name))

    assert answer["items"][0]["open_cents"] == 5_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is neither JSON nor TOML"),
        ("[1, 2]", "is neither JSON nor TOML"),
        ('{"Saldo": "much"}', "gives 'Saldo' no meaning that we know; use one of debtor_number,"),
        ('{"Saldo": ["open"]}', "gives 'Saldo' no meaning that we know"),
        (None, "cannot be opened: No such file"),
    ],
)
def test_a_mapping_that_says_nothing_is_refused_before_anything_is_read(
    tmp_path: Path, text: str | None, said: str
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    if text is not None:
        (tmp_path / "told").write_text(text, encoding="utf-8")

    ran = asked(tmp_path, "list.csv", "--mapping", "told")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_person_reads_sums_and_every_problem_in_lines(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "bank.xml").write_text(CAMT.format(closing="120.00"), encoding="utf-8")

    ran = asked(tmp_path, "list.csv", "bank.xml")

    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    assert lines[:2] == ["list.csv: csv", "2 items, together 37.50 EUR"]
    assert "row 3, Debiteurnummer: The debtor number is missing" in ran.stdout
    assert lines[-2:] == [
        "bank.xml: camt.053.001.02",
        "NL91ABNA0417164300: 2 entries, 25.00 came in, 5.00 went out (EUR)",
    ]


def test_signs_in_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        LIST.replace("50,00", "\x1b[2J5o").replace("F1", "F\x9b1"), encoding="utf-8"
    )

    ran = asked(tmp_path, "list.csv")

    assert ran.returncode == 0
    assert all(line.isprintable() for line in ran.stdout.splitlines())


def test_a_reader_who_has_seen_enough_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    words = [sys.executable, "-c", CALL, "read", *(["list.csv"] * 2_000), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    with subprocess.Popen(
        words, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
