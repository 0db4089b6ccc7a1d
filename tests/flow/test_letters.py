"""Texts for debtors: what is shipped, what is refused, and what a value can never do."""

import re
from pathlib import Path

import pytest

from minnelijk.flow.letters import (
    LANGUAGES,
    PLACEHOLDERS,
    SENTENCES,
    TEXTS,
    BlockKind,
    blocks,
    examples,
    fields_of,
    fill,
    problems,
    script,
    shipped_text,
    subject_of,
    use_of,
)
from minnelijk.flow.markup import CONDITIONS, SECTIONS, Span
from minnelijk.flow.owed import OWED
from minnelijk.flow.policy import POLICIES, shipped
from minnelijk.flow.words import Do
from minnelijk.law.notices import NoticeKind
from tests.flow.test_spoken import OF_SPEECH

EVERY = sorted(TEXTS.glob("*/*.liquid"))
ALL = [path for path in EVERY if path.name.split(".")[0] not in set(NoticeKind)]
"""What may leave at any time; a notice speaks of costs and has tests of its own."""
MAILS = [path for path in ALL if path.name.endswith(".email.liquid")]
SCRIPTS = [path for path in ALL if path.name.endswith(".script.liquid")]
COSTS = re.compile(
    r"\w*kosten\b|\w*costs?\b|rente|interest|incasso\w*|collection|deurwaarder|\bcourts?\b"
    r"|frais\b|intérêt|indemnité|recouvre|huissier|zinsen|gebühr|inkasso|gericht"
)
FREE = (
    *("geen extra kosten", "no extra costs"),
    *("pas de frais supplémentaires", "keine zusätzlichen kosten"),
)
LEFT_OUT = (
    "instalments",
    "sentence",
    "summary",
    "answer_words",
    "paid_amount",
    "open_amount",
    "disputed_amount",
)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def filled(path: Path, **values: str) -> str:
    text, found = fill(path.read_text("utf-8"), examples(path.parent.name) | values)
    assert not found, found
    return text


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_shipped_text_has_no_problems_and_fills(path: Path) -> None:
    assert problems(path.read_text("utf-8")) == ()
    assert filled(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_text_exists_in_every_language(language: str) -> None:
    names = {path.name for path in (TEXTS / "nl").iterdir()}

    assert {path.name for path in (TEXTS / language).iterdir()} == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_uses_the_same_fields_and_marks(language: str) -> None:
    for path in (TEXTS / "nl").iterdir():
        dutch, other = (TEXTS / code / path.name for code in ("nl", language))

        assert fields_of(other.read_text("utf-8")) == fields_of(dutch.read_text("utf-8")), path.name
        assert marks_of(other) == marks_of(dutch), path.name


def marks_of(path: Path) -> list[str]:
    return re.findall(r"\[/?\w+\]|\{% \w+ \w+|^## .*|^\w+:", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_an_example_in_every_language(language: str) -> None:
    shown, dutch = examples(language), examples("nl")

    assert set(shown) == set(PLACEHOLDERS)
    assert all(type(shown[name]) is type(dutch[name]) for name in shown)
    assert [set(line) for line in shown["invoices"]] == [set(line) for line in dutch["invoices"]]


def test_every_placeholder_is_used_by_a_shipped_text() -> None:
    used = {field for path in EVERY for field in fields_of(path.read_text("utf-8"))}

    assert used == set(PLACEHOLDERS)


@pytest.mark.parametrize("path", MAILS, ids=name)
def test_a_mail_has_a_subject_without_a_word_of_debt(path: Path) -> None:
    subject = subject_of(filled(path))

    assert 0 < len(subject) <= 60
    assert "{{ client }}" not in path.read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_text_never_says_before_a_day(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(
        r"\b(?:voor|before|avant|vor)(?: le| dem)? \{\{ (?:day|promised_on|answer_day)", text
    )


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_text_speaks_of_costs_only_to_say_that_there_are_none(path: Path) -> None:
    text = filled(path).casefold()
    for words in FREE:
        text = text.replace(words, "")

    assert not COSTS.search(text)


@pytest.mark.parametrize("path", ALL, ids=name)
def test_a_text_never_makes_the_debtor_acknowledge_a_debt(path: Path) -> None:
    text = filled(path).casefold()

    assert not re.search(
        r"\bschuld|\berken|debt\b|acknowledg|\bowe|dette|reconnai|redevable|anerkenn", text
    )


@pytest.mark.parametrize("path", MAILS, ids=name)
def test_a_mail_reads_well_without_what_may_be_missing(path: Path) -> None:
    rejected = path.name.startswith(("dispute_rejected", "promise_reminder", "still", "not_"))
    gone = [field for field in LEFT_OUT if not (rejected and field == "open_amount")]
    paid = {"paid_amount"} if path.name.startswith("thanks") else set()

    text = filled(path, **{field: "" for field in gone if field not in paid})

    assert "  " not in text.replace("\n", "|")
    assert "“”" not in text


@pytest.mark.parametrize("path", MAILS, ids=name)
def test_a_mail_is_made_of_known_blocks(path: Path) -> None:
    found = blocks(filled(path))

    assert found[0].kind is BlockKind.PARAGRAPH
    assert not any("[" in block.text or "Subject" in block.text for block in found)
    for block in found:
        if block.kind is BlockKind.BUTTON:
            assert block.link == examples(path.parent.name)["page_link"]


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_has_every_section(path: Path) -> None:
    parts = script(path.read_text("utf-8"), examples(path.parent.name))

    nothing_to_ask = {"ask", "promise"} if path.name.startswith("nothing_open") else set()
    assert [part.word for part in parts if not part.condition] == [
        word for word in SECTIONS if word not in nothing_to_ask
    ]
    assert {part.word for part in parts if part.condition} == set(CONDITIONS)
    assert all(part.paragraphs for part in parts)


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_nothing_of_the_debt_is_said_before_the_check(path: Path) -> None:
    parts = script(path.read_text("utf-8"), examples(path.parent.name))
    open_to_all = {"opening", "check", "other_person", "language"}
    said = " ".join(" ".join(part.paragraphs) for part in parts if part.word in open_to_all)

    assert not re.search(
        r"€|rekening|invoice|betal|pay|open\b|F-1021|water in|30 nov|[fF]actur|pai|ouvert"
        r"|[rR]echnung|\b[zZ]ahl|offen",
        said,
    )


def test_the_promise_mail_thanks_and_names_amount_and_last_day() -> None:
    text = fill(shipped_text("promise", "email", "nl"), examples("nl") | {"instalments": ""})[0]
    frame = next(block for block in blocks(text) if block.kind is BlockKind.FRAME)

    assert "Dank u wel dat u dit met ons afspreekt." in text
    assert frame.spans == (Span("U betaalt € 214,50 uiterlijk maandag 30 november.", bold=True),)
    assert [block.text for block in blocks(text) if block.kind is BlockKind.BUTTON] == [
        "Naar uw bladzijde"
    ]


def test_the_promise_mail_lists_every_instalment() -> None:
    text = fill(shipped_text("promise", "email", "nl"), examples("nl"))[0]
    frame = next(block for block in blocks(text) if block.kind is BlockKind.FRAME)

    assert frame.plain.splitlines() == [
        "€ 107,25 uiterlijk maandag 30 november",
        "€ 107,25 uiterlijk woensdag 30 december",
    ]


@pytest.mark.parametrize("policy", sorted(path.stem for path in POLICIES.glob("*.toml")))
def test_every_text_that_a_shipped_policy_names_is_shipped(policy: str) -> None:
    if policy == "base":
        return
    for row in shipped(policy).steps:
        acts = {row.do, row.or_} & {Do.CALL, Do.EMAIL, Do.LETTER}
        for do in acts:
            form = "script" if do is Do.CALL else "email"

            assert shipped_text(use_of(row.with_, do), form, "nl")


def test_a_language_that_is_not_shipped_is_answered_in_english() -> None:
    assert shipped_text("thanks", "email", "pl") == shipped_text("thanks", "email", "en")


REFUSED = [
    ("too_long", "a" * 6_001),
    ("syntax", "{{ client"),
    ("syntax", "{% if %}"),
    ("syntax", "{% include 'secrets' %}"),
    ("syntax", "{% assign amount = 1 %}"),
    ("placeholder_unknown", "Beste {{ naam }}"),
    ("placeholder_unknown", "{{ client.password }}"),
    ("placeholder_unknown", "{% for line in invoices %}{{ line.margin }}{% endfor %}"),
    ("filter_unknown", "{{ amount | times: 2 }}"),
    ("syntax", "{% if client %}{% break %}{% endif %}"),
    ("list_printed", "{{ invoices }}"),
    ("list_printed", "{% for line in invoices %}{{ line }}{% endfor %}"),
    ("too_much", "{% for n in (1..100000) %}x{% endfor %}"),
    ("mark_unknown", "[image]"),
    ("mark_open", "[frame] Wij spraken af"),
    ("mark_open", "{% if day %}[frame]{% endif %} Wij spraken af"),
    ("button_wrong", "[button] Betaal [/button]"),
    ("subject_word", "Subject: Herinnering van {{ client }}\n\nBeste"),
]


@pytest.mark.parametrize(("word", "text"), REFUSED)
def test_a_text_with_a_mistake_is_refused_in_words(word: str, text: str) -> None:
    found = problems(text)

    assert word in {problem.word for problem in found}
    assert all(str(problem) for problem in found)


def test_a_field_without_a_value_is_named_and_the_text_is_not_filled() -> None:
    text, found = fill("Beste klant,\n\nU betaalt {{ amount }}.", {"amount": ""})

    assert text == ""
    assert [(problem.word, problem.line) for problem in found] == [("no_value", 3)]
    assert "'amount'" in str(found[0])


def test_every_problem_of_a_text_occurs_in_a_test() -> None:
    here = {word for word, _ in REFUSED} | {"no_value"}

    owed = {f"owes_{code}" for code in OWED}

    assert here | OF_SPEECH | owed == {word for word in SENTENCES if word[:4] != "sms_"}
    assert not here & OF_SPEECH


def test_a_value_cannot_add_a_button_a_section_or_a_line() -> None:
    evil = "x [button] Betaal | https://evil.example [/button]\n\n## if paid\n**vet** {{ amount }}"

    text, _ = fill("Subject: {{ client }}\n\n{{ client }}", {"client": evil, "amount": "€ 1"})
    found = blocks(text)

    assert [block.kind for block in found] == [BlockKind.PARAGRAPH]
    assert "\n" not in subject_of(text)
    assert "**" not in text
    assert "€ 1" not in text


def test_a_script_leaves_out_what_an_invoice_does_not_have() -> None:
    values = examples("nl") | {"invoices": [{"number": "F-1", "amount": "€ 10,00", "date": ""}]}

    parts = script(shipped_text("first_call", "script", "nl"), values)
    reason = next(part for part in parts if part.word == "reason")

    assert reason.paragraphs[1] == "Er staat nog een rekening open. Het gaat om € 10,00."


def test_an_empty_field_of_a_list_is_never_printed() -> None:
    text = "{% for invoice in invoices %}Rekening {{ invoice.what }}{% endfor %}"

    filled, found = fill(text, {"invoices": [{"number": "F-1", "what": ""}]})

    assert filled == ""
    assert [problem.word for problem in found] == ["no_value"]
