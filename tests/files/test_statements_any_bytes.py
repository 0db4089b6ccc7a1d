"""Whatever the bytes, a reading comes out of the door for bank files, and nothing is made up."""

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from minnelijk.files.statements import read
from minnelijk.files.statements.facts import Entry, Reading
from tests.files import bank_csv, camt, coda, mt940
from tests.files.camt import IBAN, OWN, PAYER, balance, details, document, entry, party

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
SAID = (
    '<Refs><EndToEndId>E-1</EndToEndId></Refs><Amt Ccy="EUR">7.25</Amt>'
    f"<RltdPties>{party('Dbtr', 'Café Noé', PAYER)}{party('Cdtr', 'Wij', OWN)}</RltdPties>"
    "<RmtInf><Ustrd>Factuur F26-1</Ustrd></RmtInf>"
)
CAMT = document(
    IBAN
    + balance("OPBD", "10.00")
    + balance("CLBD", "17.25")
    + entry("7.25", inside=details(SAID))
    + entry("4.10", "DBIT", head="<Sts>PDNG</Sts>")
    + entry("14.50", inside=details(SAID, SAID), head="<RvslInd>true</RvslInd>")
)


def zipped(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a.xml", content)
    return stream.getvalue()


WHOLE = {
    "camt": CAMT.encode(),
    "camt-08": CAMT.replace("053.001.02", "053.001.08").replace(">PDNG", "><Cd>PDNG</Cd>").encode(),
    "camt-utf-16": CAMT.replace("UTF-8", "UTF-16").encode("utf-16"),
    "mt940": mt940.message(
        ":61:2601020102C10,00NTRFNONREF//B1",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/NAME/Maes/REMI/F26-1/EREF/E1",
        ":61:2601030103RC2,50NTRFNONREF",
        ":86:storno",
        closing="C260103EUR7,50",
    ).encode(),
    "coda": "\r\n".join(
        [
            coda.HEADER,
            coda.old(0),
            coda.moved(300, "101123456789002", code="10550000", structured=True),
            coda.second(),
            coda.moved(300, detail=1, code="50550000"),
            coda.new(300),
            coda.trailer(5, 0, 300),
        ]
    ).encode("cp1252"),
    "ing": "\r\n".join(
        [
            bank_csv.line(bank_csv.DUTCH),
            bank_csv.line(bank_csv.ing()),
            bank_csv.line(bank_csv.ing()),
        ]
    ).encode(),
    "rabobank": "\r\n".join(
        [
            bank_csv.line(bank_csv.RABOBANK, ","),
            bank_csv.line(bank_csv.rabobank("+12,50", "+112,50"), ","),
        ]
    ).encode("cp1252"),
    "zip": zipped(CAMT.encode()),
}
EVERY = pytest.mark.parametrize("kind", sorted(WHOLE))


def entries(reading: Reading) -> list[Entry]:
    return [entry for statement in reading.statements for entry in statement.entries]


def is_sound(data: bytes, reading: Reading) -> None:
    """What was read stands in the bytes; what was not read is told in a sentence."""
    assert isinstance(reading, Reading)
    assert all(str(problem).endswith(".") for problem in reading.problems)
    assert (reading.refusal is None) or reading.statements == ()
    assert reading.refusal or reading.statements or reading.problems
    digits = re.sub(rb"[^0-9 -~]", b"", data)
    for one in entries(reading):
        assert str(abs(one.cents) // 100).encode() in digits, one
        for day in (one.booked_on, one.value_on):
            assert day is None or f"{day:%d}".encode() in digits, one
        assert one.count >= 1
        assert one.payments or one.count > 1 or one.cents == 0 or reading.problems


@EVERY
def test_the_files_that_are_spoilt_here_are_whole_before(kind: str) -> None:
    reading = read(WHOLE[kind])

    assert reading.refusal is None
    assert entries(reading)


@EVERY
@QUIET
@given(st.data())
def test_a_spoilt_file_gives_a_reading_and_nothing_is_made_up(
    kind: str, data: st.DataObject
) -> None:
    whole = WHOLE[kind]
    at = data.draw(st.integers(0, len(whole)))
    gone = data.draw(st.integers(0, 60))
    put = data.draw(st.binary(max_size=30) | st.sampled_from([b"<", b"&", b"\x00", b"9", b"-"]))
    spoilt = whole[:at] + put + whole[at + gone :]

    is_sound(spoilt, read(spoilt))


@EVERY
@QUIET
@given(st.integers(0, 400), st.integers(1, 400))
def test_a_part_that_stands_twice_or_nowhere_gives_a_reading(
    kind: str, at: int, length: int
) -> None:
    whole = WHOLE[kind]
    start = at * len(whole) // 400
    part = whole[start : start + length]

    for spoilt in (whole[:start] + part + whole[start:], whole[:start] + whole[start + length :]):
        is_sound(spoilt, read(spoilt))


@EVERY
def test_a_file_that_breaks_off_anywhere_gives_a_reading(kind: str) -> None:
    whole = WHOLE[kind]

    for end in range(0, len(whole), 17):
        is_sound(whole[:end], read(whole[:end]))


@QUIET
@given(
    st.sampled_from(
        [b"", b"<", b"<?xml ", b"PK\x03\x04", b"\xff\xfe", b":20:1\n:25:1\n:61:", b"00000"]
    ),
    st.binary(max_size=400),
)
@example(b"PK\x05\x06", b"\xff" * 18)
@example(b"PK\x06\x07" + b"\xff" * 16 + b"PK\x05\x06", b"\x00" * 18)
def test_any_bytes_give_a_reading(start: bytes, rest: bytes) -> None:
    is_sound(start + rest, read(start + rest))


@QUIET
@given(st.text(max_size=60))
def test_any_text_in_the_place_of_an_amount_a_day_or_a_sign_gives_a_reading(text: str) -> None:
    shown = "".join(f"&#{ord(sign)};" for sign in text if sign.isprintable())

    for xml in (
        camt.entry(shown),
        camt.entry(sign=shown or "x"),
        camt.entry(head=f"<Sts>{shown}</Sts><ValDt><Dt>{shown}</Dt></ValDt>"),
    ):
        reading = read(document(IBAN + xml).encode())
        assert reading.refusal is None
        assert len(entries(reading)) == 1 or reading.problems
