"""Text messages: their length in pieces, and what others may not read on a locked screen."""

import pytest

from minnelijk.flow.letters import TEXTS
from minnelijk.flow.text_message import MOST_PARTS, parts_of, text_message_problems

SHIPPED = sorted(TEXTS.glob("*/*.sms.liquid"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two places each
        ("€" * 81, 2),
        ("ê" * 70, 1),  # not in the alphabet: another one for the whole message
        ("ê" * 71, 2),
        ("😀" * 35, 1),  # two places each in that one
        ("😀" * 36, 2),
    ],
)
def test_a_text_message_is_counted_in_the_pieces_it_travels_in(text: str, parts: int) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_text_message_tells_nothing(path) -> None:
    assert text_message_problems(path.read_text("utf-8")) == []


def test_every_text_message_is_shipped_in_four_languages() -> None:
    uses = {path.name for path in SHIPPED}

    assert uses == {"call_announced.sms.liquid", "message_waiting.sms.liquid"}
    assert len(SHIPPED) == 4 * len(uses)


@pytest.mark.parametrize(
    ("body", "word", "what"),
    [
        ("{{ greeting }}, het gaat om {{ amount }}.", "sms_asks", "amount"),
        ("{% for one in invoices %}{{ one.number }}{% endfor %}", "sms_asks", "invoices"),
        ("{{greeting}} graag uiterlijk {{day}}", "sms_asks", "day"),
        ("Beste meneer, uw rekening staat open.", "sms_word", "rekening"),
        ("Cher monsieur, votre facture vous attend.", "sms_word", "facture"),
        ("Ihre Rechnung ist offen.", "sms_word", "rechnung"),
        ("Dag, er staat nog 214,50 open.", "sms_word", "214,50"),
        ("Dag, nog 20 euro.", "sms_word", "euro"),
        ("[button] Betaal | {{ page_link }} [/button]", "sms_mark", "[button]"),
    ],
)
def test_what_asks_or_tells_of_money_is_refused(body: str, word: str, what: str) -> None:
    assert (1, word, what) in text_message_problems(body)


def test_the_line_is_told() -> None:
    assert text_message_problems("Dag,\n{{ amount }}")[0][0] == 2


def test_most_parts_leave_room_for_a_name_and_a_link() -> None:
    longest = max(len(path.read_text("utf-8")) for path in SHIPPED)

    assert parts_of("a" * longest) <= MOST_PARTS
