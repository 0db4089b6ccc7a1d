"""What a confirmation owes: each thing that is taken out of a shipped text is named and refused."""

from pathlib import Path

import pytest

from minnelijk.flow.letters import SENTENCES, TEXTS, TextProblem
from minnelijk.flow.owed import OWED, OWES, missing, owed_problems
from minnelijk.flow.placeholders import examples

SHIPPED = [path for use in OWES for path in sorted(TEXTS.glob(f"*/{use}.*.liquid"))]
SAID = {
    "nl": {
        "thanks": "Dank u wel dat u dit met ons afspreekt.",
        "no_costs": "Er zijn geen extra kosten.",
    },
    "en": {
        "thanks": "Thank you for agreeing on this with us.",
        "no_costs": "There are no extra costs.",
    },
    "fr": {
        "thanks": "Merci d'avoir trouvé cet accord avec nous.",
        "no_costs": "Il n'y a pas de frais supplémentaires.",
    },
    "de": {
        "thanks": "vielen Dank für diese Vereinbarung.",
        "no_costs": "Es gibt keine zusätzlichen Kosten.",
    },
}
CARRIES = {
    "invoice": ["[invoices]"],
    "account": ["[bank]"],
    "amount": ["{{ amount }}", "{{ part.amount }}"],
    "day": ["{{ day }}", "{{ part.day }}"],
}
"""The sentence, field or mark of a shipped text that tells what is owed."""

TAKEN = [
    pytest.param(path, code, words, id=f"{path.parent.name}/{path.name}-{words}")
    for path in SHIPPED
    for code in OWES[path.name.split(".")[0]]
    if code != "bureau"
    for words in CARRIES.get(code) or [SAID[path.parent.name][code]]
]


def use_of(path: Path) -> str:
    return path.name.split(".")[0]


def words_of(use: str, body: str) -> list[str]:
    return [problem.word for problem in owed_problems(use, body)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_confirmation_owes_nothing(path: Path) -> None:
    body = path.read_text("utf-8")
    values = examples(path.parent.name)

    assert owed_problems(use_of(path), body) == ()
    assert missing(body, values, own_collection=False, owes=OWES[use_of(path)]) == ()
    assert missing(body, values | {"instalments": ""}, own_collection=False) == tuple(
        code for code in OWED if code not in OWES[use_of(path)]
    )


@pytest.mark.parametrize(("path", "code", "words"), TAKEN)
def test_each_thing_that_is_taken_out_is_refused_by_name(path: Path, code: str, words: str) -> None:
    body = path.read_text("utf-8")
    assert words in body

    assert words_of(use_of(path), body.replace(words, "")) == [f"owes_{code}"]


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_every_language_has_the_confirmation(language: str) -> None:
    assert {use_of(path) for path in SHIPPED if path.parent.name == language} == set(OWES)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_bureau_is_owed_unless_the_creditor_collects_for_itself(path: Path) -> None:
    body, values = path.read_text("utf-8"), examples(path.parent.name) | {"bureau": ""}
    owes = OWES[use_of(path)]

    assert missing(body, values, own_collection=False, owes=owes) == ("bureau",)
    assert missing(body, values, own_collection=True, owes=owes) == ()


@pytest.mark.parametrize("name", ["amount", "day"])
def test_a_figure_that_is_empty_when_it_leaves_leaves_nothing_told(name: str) -> None:
    body = (TEXTS / "nl" / "promise.email.liquid").read_text("utf-8")
    values = examples("nl") | {"instalments": "", name: ""}

    assert missing(body, values, own_collection=True) == OWED[:-1]


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        ("account", {"reference": ""}),
        ("invoice", {"invoices": ()}),
        ("invoice", {"invoices": ({"number": "", "amount": "€ 10,00"},)}),
    ],
)
def test_what_has_no_value_is_not_told(code: str, gone: dict[str, object]) -> None:
    body = (TEXTS / "nl" / "promise.email.liquid").read_text("utf-8")

    assert missing(body, examples("nl") | gone, own_collection=True) == (code,)


WHOLE = (
    "Subject: Onze afspraak\n\n{{ greeting }},\n\nDank u wel. U betaalt {{ amount }} "
    "uiterlijk {{ day }}.{% if instalments %}{% for part in instalments %} {{ part.amount }} "
    "uiterlijk {{ part.day }}.{% endfor %}{% endif %}\n\n[bank]\n\nEr zijn geen extra kosten.\n\n"
    "{% for invoice in invoices %}Rekening {{ invoice.number }}. {% endfor %}"
)
SPOILT = [
    ("owes_thanks", "Dank u wel.", "Betaalde u al? Dank u wel."),
    ("owes_thanks", "Dank u wel.", "{% if disputed_amount %}Dank u wel.{% endif %}"),
    ("owes_thanks", "Dank u wel.", "{% if sentence %}{{ sentence }}{% endif %}"),
    ("owes_no_costs", "Er zijn geen extra kosten.", "Er zijn nog geen extra kosten."),
    ("owes_no_costs", "Er zijn geen extra kosten.", "Er zijn tot vrijdag geen extra kosten."),
    ("owes_amount", "{{ amount }}", "het bedrag"),
    ("owes_amount", "{{ part.amount }}", "een deel"),
    ("owes_day", "{{ day }}", "op tijd"),
    ("owes_invoice", "{{ invoice.number }}", "{{ invoice.amount }}"),
    ("no_value", "[bank]", "[bank]\n\nVoor {{ goods }}."),
]


@pytest.mark.parametrize(("word", "words", "instead"), SPOILT)
def test_what_only_some_readers_are_told_is_not_told(word: str, words: str, instead: str) -> None:
    assert words_of("promise", WHOLE) == []

    assert words_of("promise", WHOLE.replace(words, instead)) == [word]


def test_an_amount_in_the_subject_alone_is_not_told() -> None:
    body = WHOLE.replace("{{ amount }}", "dat").replace("afspraak", "{{ amount }}", 1)

    assert words_of("promise", body) == ["owes_amount"]


def test_other_texts_owe_nothing_of_it() -> None:
    assert owed_problems("thanks", "Hallo.") == ()
    assert owed_problems("promise", "{{ geen") == ()


def test_everything_that_is_owed_has_a_sentence() -> None:
    for code in OWED:
        assert str(TextProblem(f"owes_{code}"))
    assert {word for word in SENTENCES if word.startswith("owes_")} == {
        f"owes_{code}" for code in OWED
    }
