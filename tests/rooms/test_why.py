"""Every figure opens to how it came about, in words that people read, in two languages."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils import translation

from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.law import why as law_why
from minnelijk.law.why import Step
from minnelijk.records.models import Seat
from minnelijk.rooms import parts
from minnelijk.rooms.parts.why import Line, days_text, why
from minnelijk.rooms.parts.wording.why import LEDGER, SAID_BY, SENTENCES
from minnelijk.site.translations import compile_one
from tests import world
from tests.rooms.debtor_cast import Clock, Visitor, cast, fatma, now, text_of
from tests.rooms.office_tools import visitor

__all__ = ["cast", "fatma", "now"]

ON = date(2026, 3, 5)
ASKED = "Hoe komen wij hieraan?"
PO = Path(str(parts.__file__)).parent / "locale/en/LC_MESSAGES/django.po"


def lines(*steps: Step, language: str = "nl") -> list[Line]:
    with translation.override(language):
        return why(steps, on=ON, client="Waterbedrijf Delta")


def plain(line: Line) -> str:
    return line.text.replace("\xa0", " ")


def test_every_word_of_the_law_has_its_sentence_with_the_same_numbers_in_it() -> None:
    places = {
        word: set(re.findall(r"%\((\w+)\)s", sentence)) for word, sentence in SENTENCES.items()
    }

    lacking = {
        word: sentence
        for word, sentence in law_why.SENTENCES.items()
        if places.get(word) != set(re.findall(r"{(\w+)}", sentence))
    }

    assert lacking == {}


def test_every_sentence_has_an_english_one_with_the_same_numbers_in_it() -> None:
    with PO.open("rb") as file:
        english = {message.id: str(message.string) for message in read_po(file)}

    for sentence in [*SENTENCES.values(), *SAID_BY.values()]:
        assert english[sentence]
        assert sorted(re.findall(r"%\(\w+\)s|%%", english[sentence])) == sorted(
            re.findall(r"%\(\w+\)s|%%", sentence)
        )


def test_every_line_that_a_ledger_may_have_has_its_sentence() -> None:
    assert {f"ledger.{kind}" for kind in EntryKind} <= set(LEDGER)
    assert set(EntryCause) == set(SAID_BY)


def test_a_line_of_the_ledger_says_who_said_so_and_its_amount_stands_apart() -> None:
    (line,) = lines(Step("ledger.payment", "report", {"number": "F-1", "on": "2026-03-02"}, -2_000))

    assert line == Line(
        "Betaald op 2 maart 2026", -2_000, "gemeld door Waterbedrijf Delta", False, False
    )


def test_the_total_is_told_as_the_total() -> None:
    assert lines(Step("ledger.total", "", {}, 500)) == [Line("Samen open", 500, "", False, True)]


def test_a_step_of_the_law_has_its_amount_in_its_sentence_and_its_source() -> None:
    args = {"percent": "12.50", "part_cents": "250000"}
    (line,) = lines(Step("costs.first_tier", "BIK, article 2", args, 37_500))

    assert plain(line) == "12,5% van de eerste € 2.500,00: € 375,00."
    assert line.cents is None
    assert (line.source, line.is_law) == ("BIK, article 2", True)


def test_counted_days_read_as_days() -> None:
    counted = "2026-03-30,2026-03-31,2026-04-01"
    args = {"n": "3", "after": "2026-03-27", "last": "2026-04-01", "counted": counted}

    (line,) = lines(Step("days.working", "", args))

    assert plain(line) == "3 werkdagen na vrijdag 27 maart: 30 en 31 maart en 1 april."


def test_a_holiday_goes_by_its_name() -> None:
    args = {"on": "2026-04-27", "holiday": "kings_day"}

    (line,) = lines(Step("days.holiday", "Algemene termijnenwet", args))

    assert line.text == "Maandag 27 april telt niet mee: Koningsdag."


def test_the_same_lines_read_in_english() -> None:
    compile_one(PO)
    counted = "2026-04-28,2026-04-29"
    args = {"n": "2", "after": "2026-04-26", "last": "2026-04-29", "counted": counted}

    told = lines(
        Step("days.working", "", args),
        Step("days.holiday", "", {"on": "2026-04-27", "holiday": "kings_day"}),
        Step("ledger.payment", "import", {"number": "F-1", "on": "2026-03-02"}, -2_000),
        Step("limitation.term", "", {"nature": "other", "due_on": "2026-03-02", "years": "5"}),
        language="en",
    )

    assert [line.text for line in told] == [
        "2 working days after Sunday 26 April: 28 and 29 April.",
        "Monday 27 April does not count: King's Day.",
        "Paid on 2 March 2026",
        "A claim for other claim that was due on 2 March 2026 ends after 5 years.",
    ]
    assert told[2].source == "according to Waterbedrijf Delta"


def test_one_day_is_told_as_one_day() -> None:
    with translation.override("nl"):
        assert days_text([date(2026, 3, 9)]) == "9 maart"


def promised(visitor: Visitor) -> None:
    """Everything by Thursday in a week."""
    visitor.inside().post("dag/", day="2026-03-12", cents="21450")


def test_a_debtor_sees_how_his_amount_came_about(fatma: Visitor, now: Clock) -> None:
    world.entry(fatma.case.claims.get(number="F-1021"), EntryKind.PAYMENT, -2_000)

    text = text_of(fatma.inside().get()).replace("\xa0", " ")

    assert ASKED in text
    assert "Rekening F-1021 van" in text
    assert "Betaald op 5 maart 2026" in text
    assert "Samen open € 194,50" in text


def test_a_debtor_sees_how_the_last_day_was_counted(fatma: Visitor, now: Clock) -> None:
    text = text_of(fatma.inside().get("dag/"))

    assert "Waarom tot en met deze dag?" in text
    assert (
        "10 werkdagen na donderdag 5 maart: 6, 9, 10, 11, 12, 13, 16, 17, 18 en 19 maart." in text
    )
    assert "Zaterdag en zondag tellen niet mee." in text


def test_a_debtor_sees_what_was_agreed_and_never_the_slack_of_the_bank(
    fatma: Visitor, now: Clock
) -> None:
    promised(fatma)

    text = text_of(fatma.inside().get()).replace("\xa0", " ")

    assert "Afgesproken op donderdag 5 maart: uiterlijk donderdag 12 maart" in text
    assert "5 werkdagen na donderdag 5 maart: 6, 9, 10, 11 en 12 maart." in text
    assert "bankdagen" not in text


@pytest.mark.parametrize("path", ["", "dag/", "betalen/", "delen/", "klacht/", "echt/"])
def test_nothing_is_explained_before_the_check(fatma: Visitor, now: Clock, path: str) -> None:
    promised(fatma)

    stranger = fatma.fresh()
    answer = stranger.browser.get(stranger.url(path), follow=True)

    assert ASKED not in text_of(answer)
    assert "F-1021" not in text_of(answer)


def test_the_client_sees_how_open_and_agreed_came_about(fatma: Visitor, now: Clock) -> None:
    promised(fatma)
    browser = visitor(Seat.objects.get(user__name="Daan"))

    text = text_of(browser.get(f"/klant/zaken/{fatma.case.number}/")).replace("\xa0", " ")

    assert "Samen open € 214,50" in text
    assert "volgens Waterbedrijf Delta" in text
    assert "Nog te betalen van de afspraak € 214,50" in text
    assert "op tijd als het geld er maandag 16 maart is" in text


def test_the_bureau_sees_the_same_in_the_file_of_the_case(fatma: Visitor, now: Clock) -> None:
    promised(fatma)
    browser = visitor(Seat.objects.get(user__name="Soraya"))

    text = text_of(browser.get(reverse("desk:case", args=[fatma.case.id]))).replace("\xa0", " ")

    assert "Samen open € 214,50" in text
    assert "5 werkdagen na donderdag 5 maart: 6, 9, 10, 11 en 12 maart." in text
