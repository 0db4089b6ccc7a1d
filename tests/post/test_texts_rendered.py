"""Every shipped text as a mail or a letter in every language, with real figures."""

import re
from typing import Any

import pytest

from minnelijk.flow.letters import LANGUAGES, TEXTS
from minnelijk.flow.sentences import subject_problem
from minnelijk.flow.words import Channel, Purpose
from minnelijk.law.notices import NoticeKind
from minnelijk.post.mail.render import render
from minnelijk.post.paper.paper_page import page_of
from minnelijk.records.actions.messages import frozen_facts
from minnelijk.records.models import Case
from tests import world
from tests.post import lettering
from tests.post.lettering import at_home

USES = sorted(
    {path.name.split(".")[0] for path in (TEXTS / "nl").glob("*.email.liquid")} - set(NoticeKind)
)
PARTS = [{"day": "2026-03-12", "cents": 4_000}, {"day": "2026-04-01", "cents": 4_375}]
DAYS = {
    "nl": ("donderdag 12 maart", "woensdag 1 april"),
    "en": ("Thursday 12 March", "Wednesday 1 April"),
    "fr": ("jeudi 12 mars", "mercredi 1er avril"),
    "de": ("Donnerstag, 12. März", "Mittwoch, 1. April"),
}
AMOUNT = {"nl": "€ 83,75", "en": "€ 83.75", "fr": "83,75 €", "de": "83,75 €"}
FOREIGN = {
    "nl": r"\b(?:invoice|facture|Rechnung|vous|Ihnen)\b",
    "en": r"\b(?:rekening|facture|Rechnung|vous|Ihnen|uw)\b",
    "fr": r"\b(?:invoice|rekening|Rechnung|Ihnen|uw|your)\b",
    "de": r"\b(?:invoice|facture|rekening|vous|uw|your)\b",
}
"""Words of the other languages: a text that is not whole in its own."""


def figures(case: Case, **more: Any) -> dict[str, Any]:
    """Everything that any text may tell."""
    claims = [claim.id for claim in case.claims.all()]
    return frozen_facts(case, claims, world.DAY) | {
        "open_cents": 8_375,
        "paid_cents": 1_000,
        "disputed_cents": 500,
        "day": "2026-03-12",
        "promised_on": "2026-03-04",
        "answer_day": "2026-03-12",
        "made_on": "2026-02-25",
        "mailed_on": "2026-02-20",
        **more,
    }


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_becomes_a_whole_mail(cast: world.Cast, language: str) -> None:
    case = at_home(cast.delta, 2)
    for use in USES:
        for more in ({}, {"parts": PARTS}):
            message = lettering.message(
                case,
                use,
                figures(case, **more),
                language=language,
                way=Channel.EMAIL,
                purpose=Purpose.STEP,
            )
            mail = render(message, world.DAY)

            assert mail.headers["Content-Language"] == language
            assert subject_problem(mail.subject) is None
            assert not re.search(r"\{\{|\{%|\[/?[a-z]+\]|\*\*", mail.text), use
            assert not re.search(FOREIGN[language], mail.text, re.IGNORECASE), use
            assert len(mail.html.encode()) < 100_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_tells_every_part_in_the_words_of_its_language(
    cast: world.Cast, language: str
) -> None:
    case = at_home(cast.delta, 2)
    message = lettering.message(
        case,
        "promise",
        figures(case, parts=PARTS),
        language=language,
        way=Channel.EMAIL,
        purpose=Purpose.CONFIRMATION,
    )

    mail = render(message, world.DAY)

    for words in (*DAYS[language], AMOUNT[language]):
        assert words in plain(mail.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_a_letter_of_its_own_becomes_one(cast: world.Cast, language: str) -> None:
    case = at_home(cast.delta, 2)
    for use in ("not_reached", "still_open", "promise_reminder"):
        message = lettering.message(
            case, use, figures(case), language=language, purpose=Purpose.STEP
        )
        [part] = page_of(message, world.DAY)["parts"]

        assert part["language"] == language
        assert part["heading"]
