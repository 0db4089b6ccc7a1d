"""Mutated e-invoices, audit files, zips and lists: whatever the bytes, only a reading comes out."""

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minnelijk.files.invoices import Reading, read
from tests.files.test_invoices_xaf import audit, ledger, paid, sold
from tests.files.ubl import PDF, attachment, billing, invoice, terms

QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
TEXTS = (
    invoice(more=attachment(PDF) + billing("F1"), means=terms("14 dagen")),
    invoice(kind="CreditNote", code="381"),
    audit(ledger("CU", sold("D1", "F1", "121.00"), paid("D1", "0", "21.00"))),
    "Naam;Factuurnr;Vervaldatum;Debet;Credit;D/C\nA;F1;31-10-2026;50,00;;D\nA;F2;;;1,00 CR;C\n",
    "Factuurnr;Datum;Vervaldatum;Saldo\n10001 De Halm\nF1;13-09-2026;13-10-2026;5\nTotaal;;;5\n",
)
JUNK = st.sampled_from(
    [
        b"",
        b"\x00",
        b"<",
        b"]]>",
        b"&#0;",
        b"&x;",
        b"<!DOCTYPE a>",
        b"-",
        b"9" * 400,
        b"1e999",
        b"NaN",
        b"\xff\xfe",
        "\u202e".encode(),
        b"0000-00-00",
        b"99999-99-99",
        b'"',
        b"\n;;;\n",
    ]
)


def zipped(*texts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, text in enumerate(texts):
            archive.writestr(f"{at}.xml", text)
    return stream.getvalue()


FILES = (*(text.encode() for text in TEXTS), zipped(*TEXTS[:3]))


def whole(reading: Reading) -> None:
    """A reading has rows, or says why not; each problem is a sentence, each credit a number."""
    assert reading.rows or reading.problems
    assert all(str(problem) for problem in reading.all_problems)
    assert all(type(row.open_cents) in {int, type(None)} for row in reading.rows)
    assert all(one.content.startswith(b"%PDF") for one in reading.attachments)


@QUIET
@given(st.sampled_from(FILES), st.integers(0, 10**6), JUNK | st.binary(max_size=6))
def test_a_changed_file_gives_a_reading(data: bytes, at: int, junk: bytes) -> None:
    at %= len(data)

    whole(read(data[:at] + junk + data[at:], name="x"))
    whole(read(data[:at] + junk + data[at + len(junk) :], name="x"))


@QUIET
@given(st.sampled_from(FILES), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_file_with_a_piece_missing_or_twice_gives_a_reading(
    data: bytes, one: int, other: int
) -> None:
    start, end = sorted((one % len(data), other % len(data)))

    whole(read(data[:start] + data[end:], name="x"))
    whole(read(data[:end] + data[start:], name="x"))


@QUIET
@given(st.sampled_from(TEXTS[:3]), st.integers(0, 60), st.text(max_size=12))
def test_another_text_between_two_tags_gives_a_reading(text: str, nth: int, said: str) -> None:
    parts = text.split("</")
    nth %= len(parts)
    before = parts[nth].rpartition(">")[0]
    parts[nth] = f"{before}>{said}"

    whole(read("</".join(parts).encode("utf-8", errors="surrogatepass"), name="x"))
