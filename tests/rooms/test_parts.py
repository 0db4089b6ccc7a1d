"""Words, amounts, days, colours and fonts read the same in every room."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from minnelijk.flow import words
from minnelijk.law.notices import NoticeKind
from minnelijk.records import words as rows
from minnelijk.rooms.parts import brand
from minnelijk.rooms.parts.fonts import make_all
from minnelijk.rooms.parts.sentences import SENTENCES, UnknownWord, effect_of, say, step_name
from minnelijk.site.translations import compile_one

PARTS = Path(brand.__file__).parent
NB = "\N{NO-BREAK SPACE}"
ON = date(2026, 11, 23)
MINUS = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True, scope="module")
def compiled() -> None:
    compile_one(PARTS / "locale/en/LC_MESSAGES/django.po")


@pytest.fixture(params=["nl", "en"])
def tongue(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def shown(source: str, language: str = "nl", **context: object) -> str:
    with translation.override(language):
        return Template("{% load minnelijk %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (120450, "€_1.204,50", "€_1,204.50"),
        (0, "€_0,00", "€_0.00"),
        (-99000, f"{MINUS}_€_990,00", f"{MINUS}_€_990.00"),
        (123456789, "€_1.234.567,89", "€_1,234,567.89"),
    ],
)
def test_an_amount_has_two_decimals_a_true_minus_and_never_breaks(cents, dutch, english):
    assert shown("{{ cents|money }}", cents=cents) == dutch.replace("_", NB)
    assert shown("{{ cents|money }}", "en", cents=cents) == english.replace("_", NB)


def test_an_unknown_amount_stays_empty_and_a_wrong_one_is_refused():
    assert shown("{{ cents|money }}", cents=None) == ""
    for wrong in ("12,50", 12.5, True):
        with pytest.raises(TypeError, match="whole number of cents"):
            shown("{{ cents|money }}", cents=wrong)


@pytest.mark.parametrize(
    ("source", "dutch", "english"),
    [
        ("{{ d|day }}", "maandag 30_november", "Monday 30_November"),
        ("{{ d|day_year }}", "maandag 30_november 2026", "Monday 30_November 2026"),
        ("{{ d|day_short }}", "ma 30_nov", "Mon 30_Nov"),
        ("{{ d|day_month }}", "30_nov", "30_Nov"),
        ("{{ d|date_only }}", "30_november 2026", "30_November 2026"),
    ],
)
def test_a_day_reads_as_people_say_it_and_carries_its_date(source, dutch, english):
    for language, text in (("nl", dutch), ("en", english)):
        html = shown(source, language, d=date(2026, 11, 30))

        assert html == f'<time datetime="2026-11-30">{text.replace("_", NB)}</time>'


def test_a_day_names_its_year_only_when_that_is_another_year():
    assert "2026" not in shown("{{ d|day_short_plain:on }}", d=date(2026, 12, 1), on=ON)
    assert shown("{{ d|day_short_plain:on }}", d=date(2027, 1, 4), on=ON) == "ma 4 jan 2027"
    assert shown("{{ d|day_plain:on }}", d=date(2027, 1, 4), on=ON) == "maandag 4 januari 2027"


def test_a_moment_is_shown_where_the_reader_is():
    at = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)

    assert shown("{{ at|moment_plain }}", at=at) == "ma 30 nov, 17.30"
    assert shown("{{ at|clock_plain }}", at=at) == "17.30 uur"
    assert shown("{{ at|moment_plain }}", "en", at=at) == "Mon 30 Nov, 17:30"
    assert shown("{{ at|clock }}", at=at).startswith('<time datetime="2026-11-30T16:30:00+00:00">')


def test_a_moment_is_no_day():
    with pytest.raises(TypeError, match="A day is asked for"):
        shown("{{ at|day }}", at=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("number", "home", "text"),
    [
        ("+31612345678", "NL", "06 1234 56 78"),
        ("+31301234567", "NL", "030 123 45 67"),
        ("+32470123456", "NL", "+32 470 12 34 56"),
        ("+32470123456", "BE", "0470 12 34 56"),
        ("geen nummer", "NL", "geen nummer"),
    ],
)
def test_a_phone_number_is_spaced_as_it_is_read_aloud(number, home, text):
    assert shown("{{ n|phone:home }}", n=number, home=home).replace(NB, " ") == text


def test_a_bank_account_stands_in_groups_that_stay_together():
    assert shown("{{ n|iban }}", n="nl12 bank0330880071") == f"NL12{NB}BANK{NB}0330{NB}8800{NB}71"


def test_an_icon_is_hidden_beside_a_word_and_named_where_it_stands_alone():
    assert 'aria-hidden="true"' in shown("{% icon 'phone' %}")
    assert 'aria-label="Bel &lt;3"' in shown("{% icon 'phone' label %}", label="Bel <3")


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_word_has_a_sentence(kind, tongue):
    for word in getattr(words, kind, None) or getattr(rows, kind, None) or NoticeKind:
        sentence = say(word)

        assert sentence
        assert "%(" not in sentence
        assert say(word.value, of=kind) == sentence


def test_no_vocabulary_is_without_sentences():
    asked = {"NextWhy", "Outcome", "HoldKind", "Happening", "Phase", "CloseReason", "Channel",
             "PromiseOutcome", "DisputeReason", "MessageState", "WorkKind", "Role", "PointQuality",
             "GateWord"}  # fmt: skip

    assert asked <= set(SENTENCES)


def test_every_outcome_says_what_it_does(tongue):
    assert all(effect_of(outcome) for outcome in words.Outcome)


def test_a_reason_names_day_hold_and_step():
    held = {"hold": "promise", "until": "2026-12-03"}
    capped = {"step": "first_call", "asked": "2026-11-30", "reason": "cap_week"}

    assert say(words.NextWhy.HOLD_ENDS, held) == "Dit rust tot do 3 dec: er is een afspraak."
    assert say("hold.ends", {**held, "until": ""}) == "Dit rust: er is een afspraak."
    assert "Deze week is er al genoeg geprobeerd." in say(words.NextWhy.CONTACT_CAP, capped)
    with translation.override("en"):
        assert (
            say(words.NextWhy.HOLD_ENDS, held) == "This rests until Thu 3 Dec: there is a promise."
        )


def test_a_word_of_several_lists_is_not_guessed():
    with pytest.raises(UnknownWord, match="say of which"):
        say("promise")
    with pytest.raises(UnknownWord, match="no word of HoldKind"):
        say("paused", of="HoldKind")


def test_a_step_that_a_client_named_is_shown_as_written():
    assert step_name("second_call") == "tweede gesprek"
    assert step_name("bel_de_buurman") == "bel de buurman"


@pytest.mark.parametrize(
    ("colour", "ink", "light", "dark"),
    [
        ("#FFD400", brand.BLACK, brand.EDGES["light"], "transparent"),
        ("#ffffff", brand.BLACK, brand.EDGES["light"], "transparent"),
        ("#000000", brand.WHITE, "transparent", brand.EDGES["dark"]),
        ("#0B5FA5", brand.WHITE, "transparent", brand.EDGES["dark"]),
    ],
)
def test_a_brand_gets_an_ink_and_an_edge_where_it_would_vanish(colour, ink, light, dark):
    css = brand.brand_css(colour)

    assert f"--brand: {colour.lower()};" in css
    assert f"--brand-ink: {ink};" in css
    assert f"light-dark({light}, {dark})" in css


@given(some.integers(0, 0xFFFFFF))
def test_any_colour_can_be_read_on(number):
    colour = f"#{number:06x}"

    assert brand.contrast(colour, brand.ink_on(colour)) >= brand.READABLE


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "#000000;}body{display:none"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(brand.NotAColour, match="no colour"):
        brand.brand_css(colour)


def test_a_logo_address_cannot_leave_its_style():
    assert 'url("/huisstijl/3.png")' in brand.brand_css("#000000", "/huisstijl/3.png")
    with pytest.raises(brand.NotAColour):
        brand.brand_css("#000000", '/a.png"); } body { color: red')


def test_text_and_states_can_be_read_in_light_and_dark():
    css = (PARTS / "static/parts/css/tokens.css").read_text()
    tokens = {m[1]: (full(m[2]), full(m[3])) for m in re.finditer(
        r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", css)}  # fmt: skip
    pairs = [("ink", on) for on in ("canvas", "panel", "sunk", "act-soft", "key-soft")]
    pairs += [("muted", on) for on in ("canvas", "panel", "sunk", "key-soft")]
    pairs += [(name, f"{name}-soft") for name in ("act", "key", "good", "wait", "stop", "info")]
    pairs += [("act-ink", "act"), ("act-ink", "act-h"), ("now-ink", "now")]

    for ink, paper in pairs:
        for side in (0, 1):
            assert brand.contrast(tokens[ink][side], tokens[paper][side]) >= 4.5, (ink, paper)
    for side in (0, 1):
        assert brand.contrast(tokens["edge"][side], tokens["panel"][side]) >= 3


def full(colour: str) -> str:
    return "#" + "".join(2 * c for c in colour[1:]) if len(colour) == 4 else colour


def test_raw_colours_stand_in_the_token_file_only():
    for file in (PARTS / "static/parts/css").glob("*.css"):
        raw = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", file.read_text())

        assert not raw or file.name == "tokens.css", file.name


def test_the_web_fonts_are_small_and_do_not_use_the_reserved_name(tmp_path):
    made = make_all(tmp_path)

    assert len(made) == 3
    for file in made:
        assert 10_000 < file.stat().st_size < 20_000
        assert family_of(file) == {"Minnelijk Sans"}


def family_of(file: Path) -> set[str]:
    from fontTools.ttLib import TTFont

    names = [str(row) for row in TTFont(file)["name"].names if row.nameID in {1, 3, 4, 6, 16}]
    assert not any("Source" in name for name in names)
    return {name.rsplit(" ", 1)[0] for name in names if name.startswith("Minnelijk Sans")}
