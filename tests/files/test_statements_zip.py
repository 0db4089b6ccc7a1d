"""A zip of bank files: all are read, what is no statement is told, and every trick is refused."""

import io
import struct
import zipfile

import pytest

from minnelijk.files.statements import packed, read
from minnelijk.files.statements.words import ProblemWord as W
from tests.files.camt import IBAN, document, entry

CAMT = document(IBAN + entry()).encode()
MT940 = (
    b":20:1\r\n:25:NL91ABNA0417164300\r\n:28C:1\r\n:60F:C260901EUR0,\r\n"
    b":61:2609010901C12,50NTRFNONREF\r\n:86:x\r\n:62F:C260901EUR12,50\r\n-\r\n"
)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def refused(data: bytes) -> W | None:
    found = read(data).refusal
    return found.word if found else None


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_all_statements_of_a_zip_are_read(method: int) -> None:
    members = [("a.xml", CAMT), ("map/b.sta", MT940), ("map/c.xml", CAMT)]

    found = read(zipped(*members, method=method))

    assert [one.credits_cents for one in found.statements] == [1250, 1250, 1250]
    assert (found.format, found.problems) == ("camt.053.001.02, mt940", ())


def test_what_is_no_statement_is_told_by_its_name_and_left_out() -> None:
    data = zipped(
        ("a.xml", CAMT),
        ("half.xml", CAMT[:300]),
        ("lees mij.pdf", b"%PDF-1.7"),
        ("factuur.xml", b"<Invoice/>"),
        ("leeg.txt", b""),
        ("lijst.xlsx", zipped(("[Content_Types].xml", b"<Types/>"))),
        ("__MACOSX/._a.xml", b"\x00\x05"),
    )

    found = read(data)

    assert len(found.statements) == 1
    assert found.refusal is None
    assert [(one.place, one.word) for one in found.problems] == [
        ("half.xml", W.XML_BROKEN),
        ("lees mij.pdf", W.FILE_UNKNOWN),
        ("factuur.xml", W.XML_OTHER),
        ("leeg.txt", W.FILE_EMPTY),
        ("lijst.xlsx", W.FILE_UNKNOWN),
    ]


def test_a_problem_inside_names_its_file() -> None:
    found = read(zipped(("a.xml", document(IBAN + entry() + entry("x")).encode())))

    assert [str(one) for one in found.problems] == [
        "A.xml, entry 2: 'x' is not an amount; this entry was left out."
    ]


def test_a_zip_without_statements_says_so_and_why() -> None:
    found = read(zipped(("a.pdf", b"%PDF-1.7")))

    assert [one.word for one in found.problems] == [W.ZIP_NOTHING, W.FILE_UNKNOWN]
    assert refused(zipped()) == W.ZIP_NOTHING


@pytest.mark.parametrize(
    "name",
    ["../a.xml", "x/../../a.xml", "..\\a.xml", "/etc/a.xml", "\\a.xml", "C:\\a.xml", "C:a.xml"],
)
def test_a_name_that_leads_out_of_its_folder_is_refused(name: str) -> None:
    found = read(zipped(("goed.xml", CAMT), (name, CAMT)))

    assert found.statements == ()
    assert found.refusal is not None
    assert (found.refusal.word, found.refusal.value) == (W.ZIP_PATH, name)


def test_a_name_with_a_hidden_end_is_refused() -> None:
    data = zipped(("a.xml?.exe", CAMT)).replace(b"a.xml?.exe", b"a.xml\x00.exe")

    assert refused(data) == W.ZIP_PATH


def test_a_zip_in_a_zip_is_refused_by_name() -> None:
    found = read(zipped(("a.xml", CAMT), ("nog een.zip", zipped(("b.xml", CAMT))))).refusal

    assert found is not None
    assert (found.word, found.value) == (W.ZIP_NESTED, "nog een.zip")


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(zipped(("a.xml", CAMT)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1

    assert refused(bytes(data)) == W.ZIP_LOCKED


def test_too_many_files_are_refused_with_the_limit() -> None:
    data = zipped(*((f"{number}.xml", b"") for number in range(packed.MOST_FILES + 1)))

    found = read(data).refusal

    assert found is not None
    assert (found.word, found.detail) == (W.ZIP_TOO_MANY, "1000")


def test_a_directory_that_is_too_long_is_refused_before_it_is_read() -> None:
    data = bytearray(zipped(("a.xml", CAMT)))
    at = data.rindex(b"PK\x05\x06")
    struct.pack_into("<L", data, at + 12, 2**31)

    assert refused(bytes(data)) == W.ZIP_TOO_MANY


def declared(data: bytes, size: int) -> bytes:
    """The same zip whose first file claims to unpack to this size, in both of its headers."""
    changed = bytearray(data)
    struct.pack_into("<L", changed, 22, size)
    struct.pack_into("<L", changed, changed.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def test_a_zip_that_unpacks_to_too_much_is_refused_with_the_limit() -> None:
    one = declared(zipped(("a.xml", CAMT)), packed.MOST_PER_FILE + 1)
    all_together = declared(zipped(("a.xml", CAMT)), packed.MOST_UNPACKED + 1)

    for data in (one, all_together):
        found = read(data).refusal
        assert found is not None
        assert found.word == W.ZIP_TOO_LARGE
        assert "1 GB" in found.detail


def test_a_size_that_lies_is_stopped_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(("a.xml", CAMT + b" " * 3_000_000))
    monkeypatch.setattr(packed, "MOST_PER_FILE", 1_000_000)

    honest = read(bomb)
    lying = read(declared(bomb, 1_000))

    assert honest.refusal is not None
    assert honest.refusal.word == W.ZIP_TOO_LARGE
    assert [one.word for one in lying.problems] == [W.ZIP_NOTHING, W.FILE_BROKEN]


def test_one_damaged_file_does_not_take_the_others_with_it() -> None:
    data = zipped(("a.xml", CAMT), ("b.xml", CAMT), method=zipfile.ZIP_STORED)
    damaged = data.replace(b"12.50", b"99.50", 1)

    found = read(damaged)

    assert [one.credits_cents for one in found.statements] == [1250]
    assert [(one.place, one.word) for one in found.problems] == [("a.xml", W.FILE_BROKEN)]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_half_a_zip_is_refused(part: float) -> None:
    data = zipped(("a.xml", CAMT))

    assert refused(data[: int(len(data) * part)]) == W.ZIP_BROKEN
