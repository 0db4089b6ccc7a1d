"""The short ways of reading a long list say the same as the careful ones."""

from hypothesis import given
from hypothesis import strategies as st

from minnelijk.files.invoices import cells, read, separated
from minnelijk.files.invoices.grid import Grid, Refused

SIGNS = (
    *("Naam", "Factuur", "F1", "1,00", "12-03-2026", "é", "€", "ş", "'", "=", "|", "\u2028"),
    *(";", ",", "\t", "\n", "\r\n", "\r", '"', '""', " ", "  ", "\x85", "\x0b", "\x1a", "\x00"),
)
ENCODINGS = ("utf-8", "cp1252", "latin-1", "cp850", "utf-16", "utf-8-sig")
texts = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


def careful(data: bytes) -> Grid | None:
    """Read a text as `separated` does where it may not be streamed: behind an end-of-file sign."""
    try:
        return separated.read(data + b"\x1a")
    except Refused:
        return None


@given(texts, st.sampled_from(ENCODINGS))
def test_a_streamed_file_has_the_cells_of_one_read_whole(text: str, encoding: str) -> None:
    data = ("Naam;Factuur;Datum\r\n" + text).encode(encoding, "replace")
    try:
        streamed = separated._streamed(data)
    except Refused:
        streamed = None
    whole = careful(data)
    assert streamed is None or (
        whole is not None
        and streamed.lines == whole.lines
        and streamed.delimiter == whole.delimiter
        and streamed.encoding == whole.encoding
    )


def test_an_ordinary_file_is_streamed() -> None:
    found = separated._streamed("Naam;Factuur\r\nÖmer;F1\r\n".encode())
    assert found is not None
    assert [line.cells for line in found.lines] == [("Naam", "Factuur"), ("Ömer", "F1")]


@given(st.lists(texts, max_size=6))
def test_a_column_of_texts_is_what_its_cells_are(column: list[str]) -> None:
    assert cells.texts(column) == [cells.text(cell) for cell in column]


AMOUNTS = (
    "1,00",
    "1.234",
    "1.234,50",
    "1,234.50",
    "-12,50",
    "12,5o",
    "12,345",
    "0,00",
    "",
    "€ 7,-",
)


@given(st.lists(st.sampled_from(AMOUNTS), min_size=1, max_size=6))
def test_equal_columns_of_amounts_say_the_same_and_are_asked_about_alike(said: list[str]) -> None:
    lines = [f"Naam;F{nth};01-02-2026;{one};{one}" for nth, one in enumerate(said)]
    text = "\n".join(["Naam;Factuurnummer;Vervaldatum;Factuurbedrag;Openstaand", *lines])

    rows = read(text.encode(), name="lijst.csv").rows

    assert [row.open_cents for row in rows] == [row.original_cents for row in rows]
    for row in rows:
        unread = {
            column: [one.word for one in row.problems if one.column == column and one.value]
            for column in ("Factuurbedrag", "Openstaand")
        }
        assert unread["Factuurbedrag"] == unread["Openstaand"]
