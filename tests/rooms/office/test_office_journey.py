"""The office: a journey for an invented case, with its letters, terms, questions and the law."""

from datetime import date, timedelta
from itertools import product

import pytest

from minnelijk.flow.cells import SENTENCES
from minnelijk.flow.facts import Limits
from minnelijk.flow.policy import POLICIES, read, shipped, shipped_text
from minnelijk.flow.words import Do
from minnelijk.law.country import COUNTRIES
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.policies import install_shipped
from minnelijk.records.models import Policy
from minnelijk.rooms.office.forms.policy import SHOWN_KINDS, invented
from minnelijk.rooms.office.journey import Preview, preview_of
from minnelijk.rooms.office.notice_rows import with_choices
from minnelijk.rooms.office.wording.policy import PROBLEM, problem_words
from tests import world
from tests.rooms.office_tools import text_of

DAY = world.DAY
TABLES = sorted(path.stem for path in POLICIES.glob("*.toml") if path.stem != "base")
CASE = {"kind": "consumer", "country": "nl", "amount": "120,00", "answers": "on"}
CASE |= {"ways": ["phone", "email", "post"], "do": "look"}


def played(name: str, country: str = "nl", **facts: object) -> Preview:
    return preview_of(shipped(name), invented(country) | facts, Limits(), DAY)


def lines(preview: Preview) -> list[str]:
    return [line.text for line in preview.shown]


# Every table, for everybody -----------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_journey_of_a_shipped_table_can_be_shown_to_its_end(name) -> None:
    ways = (["phone", "email", "post"], ["email"], ["post"], [])
    for country, kind, way, *facts in product(
        COUNTRIES, SHOWN_KINDS, ways, ("agreed", "none"), ("bureau", "itself"), (True, False)
    ):
        agreed, collects, abroad = facts
        told = {"kind": kind.value, "ways": way, "due_agreed": agreed, "collects": collects}

        preview = played(name, country, **told, abroad=abroad, second=abroad, answers=not abroad)

        assert preview.end or preview.unknown, (country, kind, way, facts)
        assert preview.unknown or preview.shown
        assert [line.day for line in preview.shown] == sorted(line.day for line in preview.shown)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_any_of_its_rows_is_used_or_refused_in_words(name) -> None:
    text = shipped_text(name)
    rows = [line for line in text.splitlines() if line.strip().startswith("{")]
    for row in rows:
        table, problems = read(text.replace(row + "\n", ""))

        if table is None:
            assert all(problem_words(problem) for problem in problems)
            assert {problem.word for problem in problems} <= {
                "go_to_unknown", "hand_over_unasked", "no_steps",
            }  # fmt: skip
            continue
        for country in COUNTRIES:
            preview = preview_of(table, invented(country), Limits(), DAY)
            assert preview.end or preview.unknown


def test_every_problem_of_a_table_has_a_sentence_of_ours() -> None:
    assert set(PROBLEM) == set(SENTENCES)


# What a person reads ------------------------------------------------------------------------------


def test_the_letter_leaves_its_term_is_a_band_and_the_client_is_asked_before_its_end() -> None:
    preview = played("two_phase")

    (letter,) = (line for line in preview.shown if line.until)
    asked = next(line for line in preview.shown if line.text == "vraag klant: uit handen geven")
    given = next(line for line in preview.shown if line.text.startswith("de zaak gaat uit handen"))
    band = [cell.day for month in preview.months for cell in month.cells if cell.kind == "waits"]
    assert letter.text.startswith("brief met veertien dagen gaat per post weg; de termijn loopt")
    assert band[0] == letter.day + timedelta(days=1)
    assert letter.until in band
    assert letter.day < asked.day < given.day
    assert "De klant krijgt de vraag 5 werkdagen voordat het uit handen kan." in asked.law.words


def test_the_law_is_named_with_its_source_where_it_moves_a_belgian_call() -> None:
    preview = played("notice_first", "be")

    call = next(line for line in preview.shown if line.text.startswith("bel"))
    assert "de wet laat het toe op dag" in call.law.words
    assert "XIX.7" in call.law.source
    assert "XIX.7" in preview.overruled[call.row]


def test_the_term_of_a_demand_is_no_law() -> None:
    preview = played("notice_only", "nl", kind="legal_entity")

    assert "aanmaning aan een bedrijf gaat per post weg" in " ".join(lines(preview))
    assert not any(line.law.by_law for line in preview.shown)
    assert any("het wordt dag" in line.law.words for line in preview.shown)


def test_without_an_agreed_day_an_ordinary_notice_goes_first() -> None:
    agreed, not_agreed = (played("two_phase", due_agreed=word) for word in ("agreed", "none"))

    assert sum(1 for line in agreed.shown if line.until) == 1
    assert [line.text.split(" gaat")[0] for line in not_agreed.shown if line.until] == [
        "ingebrekestelling",
        "brief met veertien dagen",
    ]


def test_a_creditor_that_collects_itself_needs_no_notice_of_a_bureau() -> None:
    bureau, itself = (played("notice_only", "be", collects=who) for who in ("bureau", "itself"))

    assert any("ingebrekestelling van het bureau" in line for line in lines(bureau))
    assert not any("ingebrekestelling van het bureau" in line for line in lines(itself))
    assert itself.notes


def test_somebody_in_the_other_country_is_asked_nothing_on_top() -> None:
    preview = played("two_phase", abroad=True)

    (note,) = preview.notes
    assert "niets bovenop de rekening" in note
    assert "ingebrekestelling gaat per post weg" in " ".join(lines(preview))


def test_a_mailed_letter_without_a_sign_goes_by_post() -> None:
    text = shipped_text("notice_only").replace('do = "notice" }', 'do = "notice", by = "email" }')
    table, _problems = read(text)
    assert table is not None

    told = lines(preview_of(table, invented("nl"), Limits(), DAY))

    mailed = next(n for n, line in enumerate(told) if "gaat per mail" in line)
    returned = next(n for n, line in enumerate(told) if "Geen teken dat de mail aankwam" in line)
    posted = next(n for n, line in enumerate(told) if "gaat per post weg" in line)
    assert mailed < returned < posted


def test_a_client_that_never_answers_ends_in_rest() -> None:
    preview = played("two_phase", answers=False)

    assert "herinnering aan de klant" in lines(preview)
    assert not any(line.until for line in preview.shown)
    assert preview.end


def test_a_second_invoice_joins_the_journey() -> None:
    assert "Er kwam een rekening bij." in lines(played("two_phase", second=True))
    assert "Er kwam een rekening bij." not in lines(played("two_phase"))


# On the page --------------------------------------------------------------------------------------


@pytest.fixture
def flow(cast: world.Cast) -> Policy:
    install_shipped(Act(world.AT, by=cast.manager))
    return Policy.objects.get(client=cast.delta, name="two_phase")


@pytest.mark.django_db
def test_the_page_shows_the_law_under_the_row_and_that_a_lawyer_has_to_read_it(
    flow, manager
) -> None:
    text = shipped_text("notice_first")

    html = text_of(
        manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"country": "be", "text": text})
    )

    assert "De wet gaat voor." in html
    assert "article XIX.7" in html
    assert 'class="waits"' in html
    assert "Zo gaat het zodra een jurist de wet van dit land tekende." in html
    assert "eerste herinnering, eerst per mail, anders per post" in html


@pytest.mark.django_db
def test_a_notice_is_chosen_and_stands_in_the_table(flow, manager) -> None:
    text = shipped_text("two_phase")
    row = next(n for n, one in enumerate(shipped("two_phase").steps, 1) if one.do is Do.NOTICE)
    chosen = {f"kind_{row}": "default", f"by_{row}": "email", f"extra_{row}": "3"}

    html = text_of(
        manager.post(
            f"/kantoor/trajecten/{flow.id}/", CASE | chosen | {"do": f"row-{row}", "text": text}
        )
    )

    assert "ingebrekestelling, eerst per mail, anders per post, 3 dagen langer" in html
    assert "extra_days = 3 }," in html
    assert flow.versions.count() == 1


@pytest.mark.parametrize(
    ("row", "told", "after"),
    [
        ('{ do = "notice" },', {"with": '"default"'}, '{ do = "notice", with = "default" },'),
        ('{ do = "notice", with = "demand" }', {"with": ""}, '{ do = "notice" }'),
        ('{ by = "email", do = "notice" },', {"by": ""}, '{ do = "notice" },'),
        ('{ do = "notice", by = "email" }, # x', {"by": ""}, '{ do = "notice" }, # x'),
        ('{ by = "email", days = 0 }', {"by": '"post"'}, '{ by = "post", days = 0 }'),
        ('{ do = "notice",', {"by": '"post"'}, '{ do = "notice",'),
    ],
)  # fmt: skip
def test_one_cell_of_a_row_changes_and_the_rest_stays(row, told, after) -> None:
    assert with_choices(f"a\n  {row}\nb", 2, told) == f"a\n  {after}\nb"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('do = "notice"', 'do = "notice", with = "threat"', "is geen brief met een termijn"),
        ('do = "notice"', 'do = "notice", by = "sms"', "“by” is alleen voor “notice”"),
        ('do = "notice"', 'do = "notice", extra_days = 90', "hoogstens 60 dagen"),
        ('asks_for = "hand_over"', 'asks_for = "notice"', "gaat niets uit handen"),
    ],
)
def test_what_is_wrong_with_a_notice_is_said(old, new, words, flow, manager) -> None:
    text = shipped_text("two_phase").replace(old, new)

    html = text_of(manager.post(f"/kantoor/trajecten/{flow.id}/", CASE | {"text": text}))

    assert words in html


@pytest.mark.django_db
def test_each_shipped_table_says_what_it_does_and_for_whom_and_can_be_copied(flow, manager) -> None:
    html = text_of(manager.get("/kantoor/trajecten/"))

    assert html.count("Voor wie:") == len(TABLES)
    assert html.count("Maak er een eigen traject van") == len(TABLES)
    assert date(2026, 3, 5) == DAY
