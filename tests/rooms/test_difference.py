"""The difference between two texts: what went, what came, and what may be folded away."""

from hypothesis import given
from hypothesis import strategies as some

from minnelijk.rooms.parts.difference import difference

TEXTS = some.text(alphabet="ab \n", max_size=40)


def test_a_changed_word_is_told_inside_its_line() -> None:
    found = difference("Beste lezer,\nDank u wel.", "Beste lezer,\nDank je wel.")

    [same, changed] = found.lines
    assert (same.kind, changed.kind) == ("same", "changed")
    assert [(piece.kind, piece.text) for piece in changed.pieces] == [
        ("same", "Dank "),
        ("gone", "u"),
        ("new", "je"),
        ("same", " wel."),
    ]
    assert found.changes == 1


def test_a_line_that_has_little_in_common_went_and_another_came() -> None:
    found = difference("Er zijn geen kosten.", "Tot ziens!")

    assert [line.kind for line in found.lines] == ["gone", "new"]


def test_what_is_far_from_a_change_is_folded() -> None:
    lines = [f"regel {number} zegt iets" for number in range(20)]
    other = [*lines[:10], "nieuw", *lines[10:]]

    parts = difference("\n".join(lines), "\n".join(other)).parts

    assert [part.folded for part in parts] == [True, False, True]
    assert len(parts[1].lines) == 5


@given(TEXTS, TEXTS)
def test_nothing_is_lost_on_either_side(old: str, new: str) -> None:
    pieces = [(line, piece) for line in difference(old, new).lines for piece in line.pieces]

    def side(kind: str) -> list[str]:
        lines: dict[int, str] = {}
        for line, piece in pieces:
            if line.kind in {"same", kind, "changed"} and piece.kind in {"same", kind}:
                lines[id(line)] = lines.get(id(line), "") + piece.text
        return list(lines.values())

    assert side("gone") == old.splitlines()
    assert side("new") == new.splitlines()


def test_words_that_changed_one_after_the_other_are_told_together() -> None:
    [line] = difference(
        "Betaal ons snel het hele bedrag.", "Betaal mij rustig het hele bedrag."
    ).lines

    assert [(piece.kind, piece.text) for piece in line.pieces] == [
        ("same", "Betaal "),
        ("gone", "ons snel"),
        ("new", "mij rustig"),
        ("same", " het hele bedrag."),
    ]
