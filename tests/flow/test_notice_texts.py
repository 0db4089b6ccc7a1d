"""The texts of the notices: whole, in the words of the law, and nothing that spoils them."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minnelijk.flow.letters import TEXTS, fill, heading_of, problems, subject_of
from minnelijk.flow.mentions_given import NEEDS, given
from minnelijk.flow.sentences import subject_problem
from minnelijk.flow.spoken import allowed
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.wording import WordingProblem
from minnelijk.post.words.notice_words import notice_values

ON = date(2026, 11, 23)
OF = {
    NoticeKind.DEFAULT: ["nl"],
    NoticeKind.FOURTEEN_DAYS: ["nl"],
    NoticeKind.FIRST_REMINDER: ["be"],
    NoticeKind.BELGIAN_NOTICE: ["be"],
    NoticeKind.DEMAND: ["nl", "be"],
}
COSTS = {"costs_cents": 4_000, "total_cents": 4_000}
WITH_VAT = COSTS | {"vat_percent": "21", "vat_cents": 840, "total_cents": 4_840}
DAMAGES = {"lump_cents": 2_000, "percent": "10.5"}
FIGURES: dict[NoticeKind, dict[str, Any]] = {
    NoticeKind.DEFAULT: {},
    NoticeKind.FOURTEEN_DAYS: {"costs": WITH_VAT, "after_cents": 26_290},
    NoticeKind.FIRST_REMINDER: {"damages": DAMAGES, "after_cents": 23_450},
    NoticeKind.BELGIAN_NOTICE: {},
    NoticeKind.DEMAND: {"costs": COSTS, "after_cents": 25_450, "interest_percent": "10.15"},
}
LETTERHEAD = frozenset(
    {
        *("debtor", "creditor", "bureau", "bureau_addresses"),
        *("wki_number", "complaints", "collector", "account"),
    }
)
LINES = [
    {
        "number": "F-1021",
        "date": "12 september",
        "due": "26 september",
        "what": "water juli",
        "amount": "€ 214,50",
    }
]
PATHS = [
    path
    for kind in NoticeKind
    for path in sorted(TEXTS.glob(f"*/{kind.value}.*.liquid"))
]  # fmt: skip
CASES = [(path, code) for path in PATHS for code in OF[NoticeKind(path.name.split(".")[0])]]


def named(value: Any) -> str:
    return f"{value.parent.name}/{value.name}" if isinstance(value, Path) else str(value)


def kind_of(path: Path) -> NoticeKind:
    return NoticeKind(path.name.split(".")[0])


def channel_of(path: Path) -> str:
    return "email" if ".email." in path.name else "post"


def values_of(path: Path, code: str, **more: Any) -> dict[str, Any]:
    """The fields of a notice of € 214,50 with all that can follow on it."""
    kind, language = kind_of(path), path.parent.name
    rules, way = country(code).notices, channel_of(path)
    term = "" if kind is NoticeKind.DEMAND else rules.wording(kind, way, language)
    notice = {"kind": kind, "term": term, "after_cents": 21_450, **FIGURES[kind], **more}
    days = {"first_on": "2026-11-26", "last_on": "2026-12-09"}
    facts = {"amount_cents": 21_450, "notice": notice | days}
    return {
        "greeting": "Beste mevrouw De Vries",
        "client": "Waterbedrijf Delta",
        "bureau": "Vriendt Incasso",
        "phone": "030 123 45 67",
        "amount": "€ 214,50",
        "reference": "D-20413",
        "page_link": "https://voorbeeld.nl/r/abc",
        "goods": "levering van water",
        "invoices": LINES,
        **notice_values(facts, language=language, on=ON, home=code, client="Waterbedrijf Delta"),
    }


def missing(path: Path, code: str, text: str, values: dict[str, Any]) -> set[str]:
    there = given(text, values, LETTERHEAD)
    vat = bool(values.get("costs_vat"))
    rules = country(code).notices
    return {m.code for m in rules.missing(kind_of(path), there, ON, vat=vat, bureau=True)}


def filled(path: Path, code: str, **more: Any) -> str:
    text, found = fill(path.read_text("utf-8"), values_of(path, code, **more))
    assert not found, found
    return text


@pytest.mark.parametrize(("path", "code"), CASES, ids=named)
def test_a_shipped_notice_with_a_whole_card_misses_nothing(path: Path, code: str) -> None:
    assert missing(path, code, path.read_text("utf-8"), values_of(path, code)) == set()


@pytest.mark.parametrize(("path", "code"), CASES, ids=named)
def test_a_shipped_notice_on_which_nothing_follows_says_so(path: Path, code: str) -> None:
    values = values_of(path, code, costs={}, damages={}, interest_percent="", after_cents=21_450)

    assert missing(path, code, path.read_text("utf-8"), values) == set()


@pytest.mark.parametrize(("path", "code"), CASES, ids=named)
def test_a_shipped_notice_says_no_more_than_the_law_lets_it(path: Path, code: str) -> None:
    kind = kind_of(path)
    debtor = DebtorKind.LEGAL_ENTITY if kind is NoticeKind.DEMAND else None
    most = allowed(kind, code=code, kind=debtor, on=ON)

    assert problems(path.read_text("utf-8"), most) == ()


@pytest.mark.parametrize(("path", "code"), CASES, ids=named)
def test_the_term_is_said_once_and_in_words_that_hold(path: Path, code: str) -> None:
    language, rules = path.parent.name, country(code).notices
    text = filled(path, code)
    if kind_of(path) is NoticeKind.DEMAND:
        return  # no law asks a term of it
    holds = language in {one.language for one in rules.wordings.wordings if one.holds}

    assert rules.wording_problem(text, language) == (None if holds else WordingProblem.LANGUAGE)


@pytest.mark.parametrize(
    "path", [p for p in PATHS if kind_of(p) in {NoticeKind.DEFAULT, NoticeKind.FOURTEEN_DAYS}],
    ids=named,
)  # fmt: skip
def test_a_dutch_notice_names_no_day_at_all(path: Path) -> None:
    text = filled(path, "nl").casefold()

    assert not re.search(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|uiterlijk|at the lat", text)
    assert not re.search(r"au plus tard|spätestens|\w(?:tag,|di) \d", text)
    assert not re.search(r"\d{1,2}\.? (?:nov|dec|dez|déc|jan)|\b20\d\d\b", text)


@pytest.mark.parametrize(("path", "code"), CASES, ids=named)
def test_one_amount_is_asked_and_it_is_the_same_everywhere(path: Path, code: str) -> None:
    text = filled(path, code)
    follows = [values_of(path, code).get(name, "") for name in FOLLOWS]

    amounts = set(re.findall(r"€ [\d.,]*\d|[\d.,]*\d €", text)) - set(follows)

    assert amounts == {"€ 214,50"}


FOLLOWS = ("costs", "costs_vat", "costs_total", "after_sum", "damages")
"""What comes only when nobody pays."""


@pytest.mark.parametrize("path", [p for p in PATHS if channel_of(p) == "email"], ids=named)
def test_a_notice_by_mail_has_a_quiet_subject_and_speaks_of_a_mail(path: Path) -> None:
    text = filled(path, OF[kind_of(path)][0])

    assert 0 < len(subject_of(text)) <= 60
    assert subject_problem(subject_of(text)) is None
    assert heading_of(text)
    assert not re.search(r"deze brief|this letter|cette lettre|diese[rmn]? brief", text.lower())


@pytest.mark.parametrize("path", [p for p in PATHS if channel_of(p) == "post"], ids=named)
def test_a_letter_has_a_heading_and_no_subject(path: Path) -> None:
    text = filled(path, OF[kind_of(path)][0])

    assert heading_of(text)
    assert subject_of(text) == ""
    assert "e-mail" not in text.lower()


@pytest.mark.parametrize("path", [p for p in PATHS if p.parent.name == "nl"], ids=named)
def test_the_sentences_of_a_notice_are_short(path: Path) -> None:
    code = OF[kind_of(path)][0]
    text = filled(path, code).replace(values_of(path, code)["term"] or "-", "")

    sentences = re.split(r"(?<=[.!?:])\s|\n+", text)

    assert [s for s in sentences if len(s.split()) > 23] == []


TELLS = {
    "amount": {"amount_now", "balance"},
    "term": {"term"},
    "first_day": {"term"},
    "last_day": {"term"},
    "costs": {"costs"},
    "costs_vat": {"vat"},
    "vat_percent": {"vat"},
    "costs_total": {"vat"},
    "vat_declaration": {"vat_declaration"},
    "after_sum": {"consequence"},
    "free_in_time": {"free_in_time"},
    "no_interest": {"interest"},
    "help": {"help"},
    "phone": {"dispute", "instalments"},
    "page_link": {"dispute", "instalments"},
    "damages": {"damages"},
    "interest_percent": {"damages", "interest"},
    "only_principal": {"breakdown"},
    "instalments_right": {"instalments"},
    "mediation": {"mediation"},
    "dispute_right": {"dispute"},
    "measures": {"measures"},
    "supervisor": {"supervisor"},
    "amicable": {"amicable_frame"},
    "[claims]": {"claims", "principals", "sum", "description", "due_day", "breakdown"},
    "[bank]": {"account"},
}
"""What a field or mark tells; of it every mention that the law asks of this notice is missing
when the field is taken out."""

TAKEN = [
    pytest.param(path, code, name, id=f"{named(path)}-{code}-{name}")
    for path, code in CASES
    for name in TELLS
    if (name if "[" in name else f"{{{{ {name} }}}}") in path.read_text("utf-8")
]


@pytest.mark.parametrize(("path", "code", "name"), TAKEN)
def test_a_field_taken_out_of_a_notice_leaves_its_mention_missing(
    path: Path, code: str, name: str
) -> None:
    values = values_of(path, code)
    asked = {mention.code for mention in country(code).notices.mentions(kind_of(path), ON)}
    field = name if "[" in name else f"{{{{ {name} }}}}"
    text = path.read_text("utf-8").replace(f"| {field}", "| https://x.example")

    found = missing(path, code, text.replace(field, ""), values)

    has_value = "[" in name or bool(values.get(name))
    expected = TELLS[name] & asked if has_value else set()
    assert found >= expected
    assert found <= TELLS[name] | {"reference"}


def test_every_mention_of_the_law_packs_is_given_by_a_text_or_by_the_frame() -> None:
    asked = {
        mention.code
        for kind, codes in OF.items()
        for code in codes
        for mention in country(code).notices.mentions(kind, ON)
    }

    assert asked == set(NEEDS) | (LETTERHEAD - {"account"})


def test_words_in_an_if_that_is_not_true_give_nothing() -> None:
    text = "{% if costs %}{{ help }}{% endif %}"

    assert "help" not in given(text, {"help": "Uw gemeente helpt.", "costs": ""})
    assert "help" in given(text, {"help": "Uw gemeente helpt.", "costs": "€ 40,00"})


def test_the_amicable_words_count_only_in_a_frame_and_in_bold() -> None:
    words = {"amicable": "Dit is minnelijk."}

    assert "amicable_frame" not in given("{{ amicable }}", words)
    assert "amicable_frame" not in given("[frame]\n{{ amicable }}\n[/frame]", words)
    assert "amicable_frame" in given("[frame]\n**{{ amicable }}**\n[/frame]", words)


def test_a_number_of_an_invoice_alone_is_no_description() -> None:
    lines = [LINES[0] | {"what": ""}]

    assert "description" not in given("[claims]", {"invoices": lines})
    assert "description" in given("[claims]", {"invoices": LINES})
    assert "description" in given("{{ goods }} [claims]\n\n[claims]", {
        "invoices": lines, "goods": "levering van water"})  # fmt: skip


def test_a_text_that_does_not_fill_gives_nothing_but_the_frame() -> None:
    assert given("{{ costs }} {{ help }}", {"help": "x"}, frozenset({"debtor"})) == {"debtor"}


def test_without_an_account_the_bank_lines_give_none() -> None:
    values = {"reference": "D-1"}

    assert {"account", "reference"} & given("[bank]", values) == set()
    assert {"account", "reference"} <= given("[bank]", values, frozenset({"account"}))
