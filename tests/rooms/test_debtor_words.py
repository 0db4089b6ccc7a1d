"""The debtor's page keeps to the same table as mails and scripts: costs, agency, court."""

import re
from pathlib import Path

import pytest

from minnelijk.flow.spoken import SILENT, said_problems

PO = Path(__file__).parents[2] / "minnelijk/rooms/debtor/locale/en/LC_MESSAGES/django.po"
ENTRY = re.compile(r'^msg(?:id|str)(?:\[\d\])? ((?:".*"\n?)+)', re.MULTILINE)

AS_IT_IS = {
    "Kosten en rente": "costs_silent",
    "Costs and interest": "costs_silent",
    "Een ander bureau helpt u nu verder": "agency_silent",
    "Another agency helps you from here": "agency_silent",
}
"""What is said only when it is so: the heading above costs in the ledger, and after a hand-over."""


def sentences() -> list[str]:
    """Return every sentence of the room, in Dutch and in English."""
    found = ENTRY.findall(PO.read_text("utf-8"))
    return ["".join(re.findall(r'"(.*)"', one)) for one in found]


@pytest.mark.parametrize("sentence", sorted({one for one in sentences() if one.strip()}))
def test_the_debtors_page_says_nothing_of_costs_an_agency_or_a_court(sentence: str) -> None:
    words = re.sub(r"%\((\w+)\)s", r"{{ \1 }}", sentence)

    found = {word for word, _, _ in said_problems(words, SILENT)}

    assert found == ({AS_IT_IS[sentence]} if sentence in AS_IT_IS else set())


def test_every_exception_still_stands_on_the_page() -> None:
    assert set(AS_IT_IS) <= set(sentences())
