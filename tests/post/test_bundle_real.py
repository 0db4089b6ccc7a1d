"""The file of a hand-over as it comes about: question, letter, post, its term, the client's yes."""

import json
from datetime import date

import pytest

from minnelijk.files.bundle import verify
from minnelijk.post.hand_over.bundle import make_bundle
from minnelijk.records.models import HandOver
from tests import world
from tests.post.test_bundle import told, unzipped
from tests.records.noticing import OVER, at_agency, letter_posted, moment, run


@pytest.fixture
def row(cast: world.Cast) -> HandOver:
    """Fatma owes 500.00 and does not answer the letter of fourteen days."""
    return at_agency(letter_posted(cast), cast)


def test_the_file_of_a_hand_over_as_the_house_makes_it_fits(row: HandOver) -> None:
    data = make_bundle(row, moment(OVER))

    case = told(data)
    assert verify(data) == []
    notice, handed = case["notices"][0], case["hand_over"]
    assert (notice["sent_on"], notice["last_on"]) == ("2026-03-03", "2026-03-20")
    assert handed["claims"] == [{"claim": 1, "principal_cents": 50_000, "notices": [1]}]
    assert (handed["principal_cents"], handed["on_top_cents"]) == (50_000, 7_500)
    assert handed["figures"] and all(one["sentence"] for one in handed["figures"])
    assert handed["law_pack"]["country"] == "nl"
    assert notice["files"] == [name for name in unzipped(data) if name.endswith(".pdf")][1:]


def test_the_day_after_it_fits_as_well(row: HandOver) -> None:
    run(date(2026, 3, 26))

    assert verify(make_bundle(row, moment(date(2026, 3, 26)))) == []


def test_who_posted_the_letter_and_when_is_proof_of_sending(row: HandOver) -> None:
    files = unzipped(make_bundle(row, moment(OVER)))

    (posted,) = json.loads(files["proofs/sending.json"])["messages"]
    assert (posted["sent_on"], posted["posted_by"]) == ("2026-03-03", "Sanne")
    kinds = {one["seq"]: one["kind"] for one in json.loads(files["events.json"])["events"]}
    assert kinds[posted["event"]] == "posted"
