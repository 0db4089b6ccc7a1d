"""The reader is no test that cannot fail: what is said too early is found in every place."""

import re
from datetime import date
from pathlib import Path

import pytest

from minnelijk.flow.letters import TEXTS
from minnelijk.flow.words import EntryKind
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.speech import Level, Stage, Topic
from minnelijk.records.models import Case, Claim, Message
from tests import world
from tests.records.noticing import moment
from tests.rooms.debtor_cast import Clock
from tests.speech import reaching, states_phases
from tests.speech.reader import Most, amounts, too_early, words_of
from tests.speech.seen import everything, messages, pages, shipped

ON = date(2026, 3, 9)
PLANTED = "daarna zijn de incassokosten voor u"
TEXT = sorted(TEXTS.glob("*/*.liquid"))
NOTICES = frozenset(kind.value for kind in NoticeKind)


def most(code: str, stage: Stage, **more: object) -> Most:
    rules = country(code).speech
    said = [
        rules.may_say(topic=topic, kind=DebtorKind.CONSUMER, stage=stage, on=ON) for topic in Topic
    ]
    return Most(
        ON,
        *(one.level for one in said),
        first=frozenset(word for one in said for word in one.first),
        clause_only=any(one.clause_only for one in said),
        principal_cents=49_730,
        on_top=frozenset({7_459, 57_189}),
        asked=frozenset({49_730, 31_000, 18_730}),
        **more,  # type: ignore[arg-type]
    )


def final(path: Path) -> str:
    """A shipped text with a harmless word for each field."""
    text = re.sub(r"\{%.*?%\}|\[/?[a-z_]+\]", " ", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "Anna", text)


STRICT = [
    ("nl", Stage.BEFORE_DEFAULT),
    ("nl", Stage.IN_DEFAULT),
    ("be", Stage.BEFORE_DEFAULT),
    ("be", Stage.IN_DEFAULT),
    ("be", Stage.NOTICE_OUT),
    ("be", Stage.TERM_OVER),
]


@pytest.mark.parametrize("path", TEXT, ids=lambda path: f"{path.parent.name}/{path.name}")
@pytest.mark.parametrize(("code", "stage"), STRICT)
def test_a_sentence_planted_in_any_text_is_found(path: Path, code: str, stage: Stage) -> None:
    lines = final(path).split("\n\n")

    planted = "\n\n".join([lines[0], f"Hallo, {PLANTED}.", *lines[1:]])

    assert [one for one in too_early(planted, most(code, stage)) if PLANTED in one]


@pytest.mark.parametrize(
    "path", [path for path in TEXT if path.name.split(".")[0] not in NOTICES],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)  # fmt: skip
@pytest.mark.parametrize("code", ["nl", "be"])
def test_no_shipped_text_needs_more_than_silence(path: Path, code: str) -> None:
    assert too_early(final(path), most(code, Stage.BEFORE_DEFAULT)) == []


SAID = [
    "Uw bedrag wordt anders hoger: er komt € 74,59 bij.",
    "Betaal nu € 571,89.",
    "Dit betaalt u nu: € 74,59",
    "U betaalt € 497,31 aan Waterbedrijf Delta.",
    "Wij geven de rekening aan een incassobureau.",
    "Anders gaan wij naar de rechter.",
    "De deurwaarder komt langs.",
    "Dan komt er 15% bij.",
    "Betaal voor maandag 30 maart.",
    "Pay before 30 March.",
    "Tot 20 maart zijn er geen kosten, daarna wel: incassokosten.",
    "You then pay collection costs.",
    "Vous payerez alors des frais de recouvrement.",
]


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("code", ["nl", "be"])
def test_what_may_not_be_said_before_a_letter_is_found(words: str, code: str) -> None:
    assert too_early(words, most(code, Stage.IN_DEFAULT))


def test_a_dutch_letter_is_named_first_and_then_what_comes_after_it() -> None:
    first = "Er komt eerst een brief, met 15 dagen zonder extra kosten. "

    assert too_early(f"{first}Pas {PLANTED}.", most("nl", Stage.IN_DEFAULT)) == []
    assert too_early(f"Pas {PLANTED}.", most("nl", Stage.IN_DEFAULT))
    assert too_early(f"{first}Pas {PLANTED}.", most("be", Stage.IN_DEFAULT))


@pytest.mark.parametrize("day", ["maandag 16 maart", "19 maart", "19 maart 2026"])
def test_no_day_to_pay_lies_before_the_last_day_of_the_letter(day: str) -> None:
    runs = most("nl", Stage.NOTICE_OUT, last_on=date(2026, 3, 20))

    assert too_early(f"Betaal uiterlijk {day}.", runs)
    assert too_early("Betaal uiterlijk vrijdag 20 maart.", runs) == []
    assert too_early(f"Wij geven uiterlijk {day} antwoord.", runs) == []
    assert too_early("Pay by 19 March at the latest.", runs)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("€ 497,30", [49_730]),
        ("€\N{NO-BREAK SPACE}1.497,30 en € 40,00", [149_730, 4_000]),
        ("€ 1,497.30", [149_730]),
        ("497,30 €", [49_730]),
        ("497", []),
    ],
)
def test_every_way_of_writing_a_sum_is_read(text: str, cents: list[int]) -> None:
    assert sorted(amounts(text)) == sorted(cents)


def test_a_page_is_read_without_its_markup_and_block_by_block() -> None:
    page = "<head><title>x</title></head><p>Een <b>dag</b></p><p>Twee</p><script>y</script>"

    assert words_of(page) == "Een dag\nTwee"


def test_a_letter_speaks_as_noticed_and_never_as_due() -> None:
    letter = most("nl", Stage.NOTICE_OUT)

    assert letter.costs is Level.AS_NOTICED
    assert too_early("Betaalt u niet op tijd? Dan komen er kosten bij: € 74,59.", letter) == []
    assert too_early("De incassokosten zijn € 74,59.", letter)


# In every place -------------------------------------------------------------------------------


def test_words_planted_in_an_invoice_are_found_wherever_it_is_named(
    cast: world.Cast, now: Clock
) -> None:
    case, on = states_phases.nl_promised(cast)
    now.at = moment(on, 10)
    Claim.objects.filter(case=case).update(description=f"Water, {PLANTED}")
    for message in Message.objects.filter(case=case):
        for line in message.facts["claims"]:
            line["what"] = f"Water, {PLANTED}"
        message.save()

    places = {one.where for one in everything(case, on, cast) if one.problems}

    assert {"promise by email text", "promise by email HTML", "preview of the promise"} <= places
    assert {"script whole", "script of first_call, whole"} <= places
    assert {"page /rekeningen/ (nl, inside)", "page /rekeningen/ (en, inside)"} <= places


def test_words_planted_in_a_name_are_found_in_every_text_that_says_it(cast: world.Cast) -> None:
    case = reaching.dutch(cast, name=f"Fatma {PLANTED}")

    read = list(shipped(case, reaching.TUESDAY))

    quiet = {one.where for one in read if not one.problems}
    assert len(read) >= 20
    assert quiet == set()


def test_words_planted_in_a_letter_on_paper_are_found(cast: world.Cast, now: Clock) -> None:
    case, on = states_phases.nl_nobody_answered_and_there_is_only_an_address(cast)
    [message] = Message.objects.filter(case=case, channel="post")
    version = message.template_version
    assert version is not None
    version.body = version.body.replace("\n\n", f"\n\nAlles goed, {PLANTED}.\n\n", 2)
    version.save()

    found = [problem for one in messages(case, on) for problem in one.problems]

    assert [one for one in found if "PDF" in one and PLANTED in one]


def test_an_amount_on_top_is_found_on_the_page(cast: world.Cast, now: Clock) -> None:
    case, on = states_phases.nl_before_the_first_call(cast)
    now.at = moment(on, 10)
    claim = case.claims.get(number="F-1")
    world.entry(claim, EntryKind.COSTS, 7_459, on=on)

    places = {one.where for one in pages(Case.objects.get(id=case.id), on) if one.problems}

    assert {"page / (nl, inside)", "page /betalen/ (nl, inside)"} <= places


def test_a_confirmation_that_asks_more_than_the_principal_is_found(
    cast: world.Cast, now: Clock
) -> None:
    case, on = states_phases.nl_promised(cast)
    message = Message.objects.get(case=case, purpose="confirmation")
    message.facts = message.facts | {"amount_cents": 57_189, "open_cents": 57_189}
    message.save()

    assert [one for one in messages(case, on) if one.problems]
