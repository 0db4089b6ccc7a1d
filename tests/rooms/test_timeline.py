"""The timeline: every kind of event that the house writes has its sentence, in every language."""

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override

from minnelijk.flow.words import (
    AgencyEnd,
    AgencyWord,
    ApprovalAnswer,
    CloseReason,
    DisputeAnswer,
    Happening,
    Outcome,
    PointQuality,
    PromiseOutcome,
    Proof,
    Purpose,
    Question,
    RecallWhy,
)
from minnelijk.law.notices import NoticeKind
from minnelijk.law.voids import VoidWord
from minnelijk.records import debtor_page
from minnelijk.records.actions import notices
from minnelijk.records.models import Event
from minnelijk.records.words import NoReceipt
from minnelijk.rooms.parts.timeline import TOLD_ELSEWHERE, sentence_of, timeline
from minnelijk.rooms.parts.wording.events import CLIENT_READS, EVENT, OURS, OUTCOMES_KEPT

ACTIONS = Path(__file__).parents[2] / "minnelijk/records/actions"
AT = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)
TOLD = {
    **{"cents": 12_000, "day": "2026-11-30", "value_on": "2026-11-20", "until": "2026-12-01"},
    **{"claims": 2, "channel": "phone", "hold": "dispute", "paid_on": "2026-11-19"},
    **{"parameter": "termijn", "message": 7, "was": "2026-11-25", "last_on": "2026-12-07"},
    **{"kind": "fourteen_days", "missing": ["creditor", "bureau"], "left_out": ["F-2"]},
    **{"agency": "Incasso Zuid", "number": "Z-77", "principal_cents": 50_000},
    **{"on_top_cents": 7_500},
}
WHY = {
    **{"call": Outcome, "sent": Purpose, "message": Purpose, "answered": ApprovalAnswer},
    **{"promise_judged": PromiseOutcome, "promise_judged_again": PromiseOutcome},
    **{"asked": Question, "agreed_beforehand": Question, "dispute_answered": DisputeAnswer},
    **{"closed": CloseReason, "point_marked": PointQuality, "happened": Happening},
    **{"notice_received": Proof, "agency_ended": AgencyEnd, "recalled": RecallWhy},
    **{"agency_told": AgencyWord, "handed_over": ("with_notice", "no_notice")},
    **{"notice_void": (*VoidWord, *NoReceipt, "changed", "held", "no_point", "not_written", "?")},
    **{"posted": ("notice", "step"), "letter_printed": ("notice",)},
}
GATE = {"not_called": "cap_day"}


def event(kind: str, why: str = "", /, **more: object) -> Event:
    return Event(kind=kind, why=why, args={**TOLD, **more}, step="first_call", at=AT, day_on=DAY)


def recorded() -> set[str]:
    """Every kind of event that an action records, and the first one of a case."""
    kinds = {"opened"}
    for file in ACTIONS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                kinds |= set(words_of(node.args[1]))
    return kinds


def words_of(node: ast.expr) -> Iterator[str]:
    """The words that this part of the code may be: plain, one of two, or a name of the page."""
    if isinstance(node, ast.IfExp):
        yield from words_of(node.body)
        yield from words_of(node.orelse)
    elif isinstance(node, ast.Name):
        yield getattr(debtor_page, node.id, None) or getattr(notices, node.id)
    else:
        assert isinstance(node, ast.Constant)
        yield str(node.value)


def test_every_kind_that_is_recorded_has_its_own_sentence() -> None:
    kinds = recorded()

    assert len(kinds) > 30
    assert kinds - EVENT.keys() - {"happened"} == set()


def test_no_sentence_is_kept_for_what_nobody_records() -> None:
    told = {name.split(".")[0] for name in EVENT}

    assert told | CLIENT_READS <= recorded()


def whys(kind: str) -> list[str]:
    words = [GATE.get(kind, ""), *WHY.get(kind, ())]
    return [word for word in words if word or kind not in {"happened", *WHY}]


@pytest.mark.parametrize("kind", sorted({name.split(".")[0] for name in EVENT} | {"happened"}))
def test_every_sentence_is_whole_in_dutch_and_in_english(kind: str) -> None:
    for why in whys(kind):
        for for_client in (False, True):
            told = {}
            for language in ("nl", "en"):
                with override(language):
                    told[language] = sentence_of(event(kind, why), for_client=for_client)
            if told["nl"]:
                assert told["nl"] != told["en"], told
                assert not any("..." in text or "%(" in text for text in told.values()), told
            else:
                assert for_client or why in TOLD_ELSEWHERE


@pytest.mark.parametrize("outcome", sorted(OUTCOMES_KEPT))
def test_a_client_does_not_read_what_a_person_told_of_himself(outcome: str) -> None:
    with override("nl"):
        assert sentence_of(event("call", outcome), for_client=True) == "Er is gebeld."
        assert sentence_of(event("call", outcome)) != "Er is gebeld."


@pytest.mark.parametrize("kind", ["note", "task", "task_done", "not_called", "prefers", "unheard"])
def test_words_among_ourselves_are_not_for_the_client(kind: str) -> None:
    with override("nl"):
        assert timeline([event(kind, GATE.get(kind, ""))], DAY, for_client=True) == []
        assert len(timeline([event(kind, GATE.get(kind, ""))], DAY)) == 1


@pytest.mark.parametrize("why", sorted(OURS))
def test_a_complaint_about_us_is_told_to_the_client_by_a_person(why: str) -> None:
    with override("nl"):
        assert timeline([event("happened", why)], DAY, for_client=True) == []


def test_a_call_has_its_hour_and_a_mail_that_left_is_told_once() -> None:
    events = [
        event("sent", "confirmation"),
        event("message", "confirmation"),
        event("call", "no_answer"),
    ]

    with override("nl"):
        lines = timeline(events, DAY)

    assert [line.text for line in lines] == [
        "Verstuurd: mail met de afspraak, 10.12.",
        "Geen gehoor, 10.12.",
    ]


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_its_name(kind: NoticeKind) -> None:
    told = event("notice_sent", kind.value, kind=kind.value)

    with override("nl"):
        dutch = sentence_of(told)
    with override("en"):
        english = sentence_of(told)

    assert dutch != english
    assert dutch.endswith("De termijn loopt tot en met ma 7 dec.")


def test_a_mailed_notice_of_which_nobody_knows_names_no_day() -> None:
    with override("nl"):
        told = sentence_of(event("notice_sent", "demand", kind="demand", last_on=""))

    assert told == ("Weg: aanmaning aan een bedrijf. De termijn begint als zeker is dat hij er is.")


def test_what_is_missing_in_a_notice_is_named_in_words() -> None:
    with override("nl"):
        told = sentence_of(event("notice_incomplete", "fourteen_days", missing=["creditor"]))

    assert told == (
        "Deze brief gaat niet weg: veertiendagenbrief. "
        "Hierin ontbreekt: naam, adres, telefoon en e-mail van de schuldeiser."
    )


def test_a_hand_over_names_what_stays_behind_only_where_something_does() -> None:
    with override("nl"):
        whole = sentence_of(event("handed_over", "with_notice", left_out=[]))
        part = sentence_of(event("handed_over", "no_notice", left_out=["F-2", "F-3"]))

    assert whole.endswith("met €\xa075,00 erbovenop.")
    assert part.endswith("met niets erbovenop. Niet mee: F-2, F-3.")
