"""The door for bank files: what the bytes are, and what is refused, by name and in a sentence."""

import io
import zipfile
from typing import BinaryIO

import pytest

from minnelijk.files.statements import camt, opening, read
from minnelijk.files.statements.facts import Reading
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.camt import IBAN, details, document, entry, party

CAMT = document(IBAN + entry(inside=details(f"<RltdPties>{party('Dbtr', 'Café Noé')}</RltdPties>")))
MT940 = (
    b":20:1\r\n:25:NL91ABNA0417164300\r\n:28C:1\r\n:60F:C260901EUR0,\r\n"
    b":61:2609010901C12,50NTRFNONREF\r\n:86:x\r\n:62F:C260901EUR12,50\r\n-\r\n"
)


def refused(source: bytes | BinaryIO) -> W | None:
    found = read(source)
    assert found.statements == () or found.refusal is None
    return found.refusal.word if found.refusal else None


def payer(found: Reading) -> str:
    return found.statements[0].entries[0].payments[0].name


@pytest.mark.parametrize(
    "data",
    [
        CAMT.encode(),
        b"\xef\xbb\xbf" + CAMT.encode(),
        b"\r\n \t" + CAMT.encode(),
        CAMT.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        CAMT.replace("UTF-8", "windows-1252").encode("cp1252"),
        CAMT.replace("UTF-8", "UTF-16").encode("utf-16"),
        CAMT.replace("UTF-8", "UTF-16").encode("utf-16-be", errors="strict"),
        CAMT.split("\n")[1].encode("utf-16-le"),
        CAMT.replace("UTF-8", "UTF-16").encode(),
        CAMT.split("\n")[1].encode(),
    ],
)
def test_camt_is_read_in_every_encoding(data: bytes) -> None:
    found = read(data)

    assert (found.refusal, found.problems) == (None, ())
    assert payer(found) == "Café Noé"


def test_a_file_that_lies_about_its_encoding_is_read_with_a_warning() -> None:
    found = read(CAMT.encode("cp1252"))

    assert payer(found) == "Café Noé"
    assert [one.word for one in found.problems] == [W.ENCODING_GUESSED]


def test_the_bytes_decide_and_not_the_name() -> None:
    assert read(MT940, name="afschrift.xml").format == "mt940"
    assert read(CAMT.encode(), name="afschrift.940").format == "camt.053.001.02"


def test_a_stream_is_read_from_its_start_and_stays_open() -> None:
    stream = io.BytesIO(CAMT.encode())
    stream.read(50)

    assert read(stream) == read(CAMT.encode())
    assert not stream.closed


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", W.FILE_EMPTY),
        (b"\xef\xbb\xbf\r\n \t\r\n", W.FILE_EMPTY),
        (b"\x00" * 200_000, W.FILE_UNKNOWN),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), W.FILE_UNKNOWN),
        (b"%PDF-1.7\n1 0 obj", W.FILE_UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, W.FILE_UNKNOWN),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", W.FILE_UNKNOWN),
        (b"<html><body>Log in</body></html>", W.FILE_UNKNOWN),
        (b"Factuur;Klant;Bedrag\r\n1;A;2,00\r\n", W.FILE_UNKNOWN),
        (b"PK\x03\x04 this is no zip", W.ZIP_BROKEN),
        (b"<", W.XML_BROKEN),
        (b"<Document>", W.XML_BROKEN),
        (b"<Document/>", W.XML_OTHER),
    ],
)
def test_what_is_no_bank_file_is_refused_in_a_sentence(data: bytes, word: W) -> None:
    assert refused(data) == word
    assert str(read(data).refusal).endswith(".")


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>', "Invoice"),
        ('<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header/></auditfile>', "auditfile"),
        ("<Document><CstmrCdtTrfInitn/></Document>", "Document/CstmrCdtTrfInitn"),
    ],
)
def test_another_xml_is_refused_by_the_name_of_its_root(xml: str, named: str) -> None:
    found = read(xml.encode()).refusal

    assert found is not None
    assert (found.word, found.value) == (W.XML_OTHER, named)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE Document>",
        '<!DOCTYPE Document SYSTEM "http://127.0.0.1:9/evil.dtd">',
        '<!DOCTYPE Document [<!ENTITY xxe SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;">]>',
        "<!--" + "x" * 200_000 + "--><!DOCTYPE Document>",
    ],
)
def test_a_doctype_is_refused_by_name_wherever_it_hides(doctype: str, encoding: str) -> None:
    declaration, body = CAMT.replace("Café", "&xxe;").split("\n")
    xml = f"{declaration.replace('UTF-8', encoding)}\n{doctype}{body}"

    assert refused(xml.encode(encoding)) == W.XML_DOCTYPE


def test_an_entity_that_nobody_declared_is_refused() -> None:
    assert refused(CAMT.replace("Café", "&evil;").encode()) == W.XML_BROKEN


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x08", "\x1b", "&#1;", "\ufffe"])
def test_a_control_character_breaks_xml_and_is_told_with_its_line(sign: str) -> None:
    found = read(CAMT.replace("Café", f"Ca{sign}").encode()).refusal

    assert found is not None
    assert (found.word, found.detail) == (W.XML_BROKEN, "line 2")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_half_a_camt_file_is_refused_whole(part: float) -> None:
    data = document(IBAN + entry() * 20).encode()

    assert refused(data[: int(len(data) * part)]) == W.XML_BROKEN


def test_depth_is_bounded() -> None:
    deep = "<a>" * 5_000 + "</a>" * 5_000

    assert refused(document(IBAN + entry(inside=deep)).encode()) == W.XML_BROKEN


class Endless(io.RawIOBase):
    """A stream of a size that no test wants to make."""

    def __init__(self, size: int, head: bytes, filler: bytes) -> None:
        self.size, self.at, self.head, self.filler = size, 0, head, filler

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = self.size + offset if whence == io.SEEK_END else offset
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "a file of this size may not be read as a whole"
        piece = self.head[self.at : self.at + size]
        piece += self.filler * ((size - len(piece)) // len(self.filler))
        self.at += len(piece)
        return piece


@pytest.mark.parametrize(
    ("size", "head", "filler", "limit"),
    [
        (2**31 + 1, CAMT.encode(), b" ", "2 GB"),
        (opening.MOST_TEXT + 1, MT940, b":86:x\r\n", "200 MB"),
        (2**30, CAMT.partition("<Ntry>")[0].encode(), b"<Junk>x</Junk>", "16 MB in one entry"),
    ],
)
def test_a_file_that_is_too_large_is_refused_with_the_limit(
    size: int, head: bytes, filler: bytes, limit: str
) -> None:
    found = read(Endless(size, head, filler)).refusal  # type: ignore[arg-type]

    assert found is not None
    assert (found.word, found.detail) == (W.FILE_TOO_LARGE, limit)


def test_an_office_file_is_no_zip_of_statements() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")

    assert refused(stream.getvalue()) == W.FILE_UNKNOWN


def test_more_entries_than_memory_holds_are_refused_with_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(camt, "MOST_LINES", 30)
    many = document(IBAN + entry(inside=details(*["<Refs/>"] * 9)) * 3).encode()

    found = read(many + b" " * 10).refusal
    more = read(many.replace(b"</Stmt>", entry().encode() + b"</Stmt>")).refusal

    assert found is None
    assert more is not None
    assert (more.word, more.detail) == (W.FILE_TOO_LARGE, "30 entries and payments")
