"""What a text may say of costs, an agency and a court, by its use and its reader's country."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from minnelijk.flow.letters import SENTENCES, TEXTS, problems
from minnelijk.flow.sentences import found, plain
from minnelijk.flow.spoken import NOTICES, SILENT, Allowed, allowed, said_problems
from minnelijk.flow.words import Do
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.notices import NoticeKind
from minnelijk.law.speech import Level, Topic

TODAY = date(2026, 11, 22)
EVERY = sorted(TEXTS.glob("*/*.liquid"))
ALL = [path for path in EVERY if path.name.split(".")[0] not in set(NoticeKind)]
CASES = tomllib.loads((Path(__file__).parent / "spoken.toml").read_text("utf-8"))


def filled(words: str) -> str:
    """Return a sentence of the file with the sentence about the letter put in."""
    return words.replace("<letter>", CASES["letter"]).replace("<letter_en>", CASES["letter_en"])


IN_PHASE_ONE = [(reason, words) for reason, words in CASES["in_phase_one"]]
IN_PHASE_TWO = [(reason, filled(words)) for reason, words in CASES["in_phase_two"]]
IN_A_LETTER = [(reason, words, code) for reason, words, code in CASES["in_a_letter"]]
KIND_IN_PHASE_TWO = [filled(words) for words in CASES["kind_in_phase_two"]]
SECOND_CALL = KIND_IN_PHASE_TWO[0]


def most(use: str, code: str = "nl", **known) -> Allowed:
    return allowed(use, code=code, on=TODAY, **known)


def reasons(text: str, use: str, code: str = "nl", **known) -> set[str]:
    return {word for word, _, _ in said_problems(text, most(use, code, **known))}


@pytest.mark.parametrize("code", ["nl", "be"])
@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_shipped_text_says_no_more_than_the_law_of_both_countries_lets_it(path, code) -> None:
    use = path.name.split(".")[0]

    assert problems(path.read_text("utf-8"), most(use, code)) == ()
    assert problems(path.read_text("utf-8"), SILENT) == ()


@pytest.mark.parametrize(("reason", "words"), IN_PHASE_ONE)
@pytest.mark.parametrize("use", ["first_call", "not_reached", "promise", "thanks"])
def test_a_text_of_phase_one_speaks_of_none_of_them(reason, words, use) -> None:
    for code in ("nl", "be"):
        assert reason in reasons(f"Beste klant,\n\n{words}", use, code)


@pytest.mark.parametrize(("reason", "words"), IN_PHASE_TWO)
@pytest.mark.parametrize("use", ["second_call", "promise_reminder", "still_open"])
def test_a_text_of_phase_two_speaks_in_general_and_of_the_letter_first(reason, words, use) -> None:
    assert reason in reasons(words, use)


@pytest.mark.parametrize("words", KIND_IN_PHASE_TWO)
def test_a_second_call_may_name_the_hand_over_after_the_letter(words) -> None:
    assert reasons(words, "second_call") == set()
    assert reasons(words, "second_call", kind=DebtorKind.CONSUMER) == set()


@pytest.mark.parametrize("words", KIND_IN_PHASE_TWO)
def test_it_is_not_named_before_the_client_engaged_phase_two(words) -> None:
    found = reasons(words, "second_call", kind=DebtorKind.CONSUMER, engaged=False)

    assert found
    assert found <= {"agency_silent", "costs_silent"}


@pytest.mark.parametrize("words", KIND_IN_PHASE_TWO)
def test_a_belgian_consumer_hears_no_word_of_costs_or_an_agency(words) -> None:
    for kind in (None, DebtorKind.CONSUMER, DebtorKind.UNKNOWN):
        found = reasons(words, "second_call", "be", kind=kind)
        assert found
        assert found <= {"agency_silent", "costs_silent"}


def test_a_company_needs_no_letter_first_and_hears_no_amount_either() -> None:
    company = {"kind": DebtorKind.LEGAL_ENTITY}

    assert reasons("Daarna komen er kosten bij.", "second_call", **company) == set()
    assert reasons("Daarna komt er € 40 kosten bij.", "second_call", **company) == {"costs_limited"}
    assert reasons("Daarna komen er kosten bij.", "first_call", **company) == {"costs_silent"}


def test_a_step_that_the_table_never_takes_is_not_announced() -> None:
    no_hand_over = {Do.CALL, Do.NOTICE}
    no_letter = {Do.CALL, Do.HAND_OVER}

    assert reasons(SECOND_CALL, "second_call", does=no_hand_over) == {"not_in_flow"}
    assert reasons(SECOND_CALL, "second_call", does=no_letter) == {"not_in_flow"}
    assert reasons(SECOND_CALL, "second_call", does={Do.NOTICE, Do.HAND_OVER}) == set()
    assert most("second_call", does=no_hand_over).missing == {Topic.AGENCY}
    assert most("second_call", does=no_letter).missing == {Topic.COSTS}


@pytest.mark.parametrize("words", CASES["kind"])
def test_a_kind_sentence_may_stand_in_every_text(words) -> None:
    for use in ("first_call", "promise", "second_call", "still_open"):
        for code in ("nl", "be"):
            assert reasons(words, use, code) == set()


@pytest.mark.parametrize(
    "words",
    [
        "Betaalt u niet binnen deze termijn, dan komt er {{ amount }} aan incassokosten bij.",
        "Na {{ day }} kan {{ client }} de rekening uit handen geven.",
        "Dan kan het gevolg zijn dat er kosten bij komen: een ingebrekestelling dus.",
    ],
)
def test_a_dutch_letter_says_what_follows_with_amount_and_day(words) -> None:
    assert reasons(words, "fourteen_days") == set()


@pytest.mark.parametrize(("reason", "words", "code"), IN_A_LETTER)
def test_a_letter_says_nothing_as_due_and_nothing_of_a_court(reason, words, code) -> None:
    assert reason in reasons(words, "first_reminder" if code == "be" else "fourteen_days", code)


@pytest.mark.parametrize(
    "words",
    [
        "Betaalt u dan niet, dan kunnen wij {{ amount }} schadevergoeding en rente vragen.",
        "Dit is een minnelijke invordering en geen gerechtelijke invordering "
        "(dagvaarding of beslag).",
        "{{ client }} is de schuldeiser. Ons bureau is schuldinvorderaar.",
    ],
)
def test_a_belgian_letter_names_the_terms_of_the_contract_and_that_it_is_amicable(words) -> None:
    assert reasons(words, "first_reminder", "be") == set()
    assert reasons(words, "belgian_notice", "be") == set()


def test_a_country_or_a_day_that_the_law_does_not_answer_for_gets_no_word_of_them() -> None:
    late = date(2029, 1, 1)

    assert allowed("second_call", code="de", on=TODAY) == SILENT
    assert allowed("second_call", code="nl", on=late) == SILENT
    assert allowed("fourteen_days", code="nl", on=late) == Allowed(notice=True)
    assert reasons(SECOND_CALL, "second_call", "de") == {"costs_silent", "agency_silent"}


def test_the_strictest_kind_of_debtor_counts_where_nobody_knows_who_reads_it() -> None:
    anybody = most("second_call")
    company = most("second_call", kind=DebtorKind.LEGAL_ENTITY)

    assert anybody.costs is anybody.agency is Level.IN_GENERAL
    assert anybody.first == {"letter", "term"}
    assert (company.costs, company.agency, company.first) == (
        Level.IN_GENERAL,
        Level.IN_GENERAL,
        frozenset(),
    )
    assert most("second_call", "be") == SILENT
    assert most("fourteen_days").costs is Level.AS_NOTICED
    assert not most("fourteen_days").clause_only
    assert most("first_reminder", "be").clause_only
    assert anybody.court is company.court is most("fourteen_days").court is Level.NOTHING


def test_a_problem_names_its_line_and_its_word_once() -> None:
    text = "Subject: Een bericht\n\n{% if day %}Hallo.\n{% endif %}\n\nDan komen er kosten. Kosten!"

    assert said_problems(text, SILENT) == (("costs_silent", 6, (("name", "kosten"),)),)
    assert str(problems(text)[0]) == (
        "Line 6: 'kosten' speaks of costs. Leave it out; only 'there are no extra costs' may."
    )


def test_every_letter_of_the_law_is_read_as_a_letter() -> None:
    for kind in NoticeKind:
        assert most(kind.value).notice
    assert set(NOTICES) == set(NoticeKind)


def test_the_ordinary_notice_says_nothing_of_costs_and_may_say_what_it_is() -> None:
    assert most("default") == Allowed(notice=True)
    assert reasons("Dit is een ingebrekestelling.", "default") == set()
    assert reasons("Daarna komen er kosten bij.", "default") == {"costs_silent"}


def test_the_days_of_the_letter_are_those_of_the_law() -> None:
    words = country("nl").notices.wording(NoticeKind.FOURTEEN_DAYS, "post", "nl")

    assert found("term", plain(words))
    assert reasons(f"Betaal {words}.", "fourteen_days") == set()


OF_SPEECH = {
    *(reason for reason, _ in IN_PHASE_ONE + IN_PHASE_TWO),
    *(reason for reason, _, _ in IN_A_LETTER),
    "not_in_flow",
}
"""The problems that are tested here."""


def test_every_problem_of_speech_has_a_sentence() -> None:
    assert set(SENTENCES) >= OF_SPEECH
