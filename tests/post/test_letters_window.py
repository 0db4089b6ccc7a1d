"""The window of the envelope: the whole address shows in it wherever the paper lies, and nothing
else ever does."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from minnelijk.flow.words import Purpose
from minnelijk.law.notices import NoticeKind
from minnelijk.post.paper import windows
from minnelijk.post.paper.paper_claims import derived
from minnelijk.post.paper.paper_letter import pages_of, render_letter
from minnelijk.post.paper.windows import Box, window_of
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.actions import messages
from minnelijk.records.models import Brand, Client, Message
from minnelijk.records.words import WindowSide
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home
from tests.post.positions import words_of

KINDS = [("nl", WindowSide.LEFT), ("nl", WindowSide.RIGHT), ("be", WindowSide.RIGHT)]
KINDS.append(("be", WindowSide.LEFT))
LONG = "Maria-Christina Annabella van Hohenzollern-Sigmaringen tot Voorschoten en Wassenaar"


def inside(one: Box, other: Box) -> bool:
    return one & other == one


def touch(one: Box, other: Box) -> bool:
    both = one & other
    return both.width > 0 and both.height > 0


def client_of(cast: world.Cast, country: str, side: WindowSide) -> Client:
    client = cast.delta if country == "nl" else cast.webshop
    colours = {"accent": "#1f4e5f", "letter": {"window": side.value}}
    Brand.objects.filter(client=client).update(colours=colours)
    return client


@pytest.mark.parametrize(("country", "side"), KINDS)
@pytest.mark.parametrize("name", ["Fatma Yildiz", LONG])
def test_the_address_shows_and_nothing_else_does(
    cast: world.Cast, country: str, side: WindowSide, name: str
) -> None:
    client = client_of(cast, country, side)
    case = at_home(client, 2)
    case.debtor.close(case.debtor.open() | {"name": name})
    case.debtor.save()
    kind = NoticeKind.DEFAULT if country == "nl" else NoticeKind.BELGIAN_NOTICE

    words = words_of(render_letter(lettering.notice(case, kind), world.DAY))

    window = window_of(country, side)
    seen = [(word, box) for word, box in words if touch(box, window.ever)]
    address = {*["Biltstraat", "48", "3512", "JK", "UTRECHT"], *name.split()}
    returned = ["Retour:", "Waterweg", "1,", "3500", "AA", "Utrecht"] if window.return_line else []
    assert address <= {word for word, _ in seen}
    assert {word for word, _ in seen} <= address | {*returned, "Mevrouw", "BELGIUM"}
    assert [one for one in seen if not inside(one[1], window.always)] == []


def test_a_window_fits_every_envelope_of_its_kind_however_the_paper_lies() -> None:
    for country, side in KINDS:
        window = window_of(country, side)
        assert window.always.width >= 65
        assert window.always.height >= 22
        assert inside(window.always, window.ever)
        for envelope in windows._data()["envelope"]:
            if country not in envelope["countries"] or envelope["side"] != side:
                continue
            seen = windows._window(envelope)
            wide, high = envelope["size"]
            for across in (0, wide - 210):
                for down in (0, high - 99):
                    on_paper = Box(
                        seen.left - across,
                        seen.top - down,
                        seen.right - across,
                        seen.bottom - down,
                    )
                    assert inside(window.always, on_paper)
                    assert inside(on_paper, window.ever)


def test_belgium_wants_the_window_free_of_anything_else() -> None:
    assert window_of("nl", None).side is WindowSide.RIGHT
    assert window_of("nl", None).return_line
    assert window_of("be", None).side is WindowSide.RIGHT
    assert not window_of("be", None).return_line


def test_an_address_that_fits_no_window_goes_to_a_person(cast: world.Cast) -> None:
    case = at_home(cast.delta)
    case.debtor.close(case.debtor.open() | {"name": " ".join([LONG] * 5)})
    case.debtor.save()

    with pytest.raises(CannotWrite):
        render_letter(lettering.notice(case, NoticeKind.DEFAULT), world.DAY)


# What the file says of itself ---------------------------------------------------------------------


def step(cast: world.Cast, language: str) -> Message:
    case = at_home(cast.delta, 2)
    facts = messages.step_facts(case, world.DAY) | {"day": "2026-03-12"}
    return lettering.message(case, "still_open", facts, purpose=Purpose.STEP, language=language)


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_a_letter_says_that_it_is_for_the_archive_and_for_everybody(
    cast: world.Cast, language: str
) -> None:
    message = step(cast, language)
    assert message.template_version is not None
    assert message.template_version.template.language == language

    with pikepdf.open(BytesIO(render_letter(message, world.DAY))) as pdf:
        told = pdf.open_metadata()

        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["pdfuaid:part"] == "1"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang)[:2] == language
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert told["dc:title"]
        assert len(pictures(pdf)) == 2  # the code of the bank, the code of the page
        assert all(pictures(pdf))


def pictures(pdf: pikepdf.Pdf) -> list[str]:
    """What the pictures of a letter are called for who cannot see them."""
    found = []

    def look(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                look(one)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            look(node.get("/K"))

    look(pdf.Root.StructTreeRoot.K)
    return found


def test_a_table_over_two_pages_has_its_heads_again(cast: world.Cast) -> None:
    case = at_home(cast.delta, 30)

    pdf = render_letter(lettering.notice(case, NoticeKind.DEFAULT), world.DAY)

    assert pages_of(pdf) == 2


# How an amount came about -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"cents": 6_000}, ""),
        (
            {"cents": 6_000, "whole_cents": 10_000, "paid_cents": 4_000, "less_cents": 0},
            "rekening van €\xa0100,00 \N{MINUS SIGN} betaald €\xa040,00",
        ),
        (
            {"cents": 5_000, "whole_cents": 10_000, "paid_cents": 2_000, "less_cents": 1_000},
            "rekening van €\xa0100,00 \N{MINUS SIGN} betaald €\xa020,00"
            " \N{MINUS SIGN} eraf €\xa010,00 \N{MINUS SIGN} niet gevraagd €\xa020,00",
        ),
        ({"cents": 9_000, "whole_cents": 10_000, "paid_cents": 4_000, "less_cents": 0}, ""),
    ],
)
def test_what_is_open_says_how_it_came_about(line: dict[str, int], words: str) -> None:
    assert derived(line, "nl") == words
