"""Every shipped text can really be sent: what the actions freeze fills all that it asks for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from minnelijk.flow.identity import Fact
from minnelijk.flow.words import (
    Basis,
    Channel,
    DisputeAnswer,
    DisputeReason,
    Outcome,
    Purpose,
)
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import calls, disputes, messages
from minnelijk.records.actions.call_effects import Report
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.models import Case
from tests import world
from tests.post.acting import WEEK_LATER, agreed, later
from tests.post.server import MailServer

KNOWN = frozenset({Fact.ADDRESS, Fact.BIRTH_ON})


def reported(case: Case, cast: world.Cast, outcome: Outcome, **more: Any) -> None:
    report = Report(outcome=outcome, identity=KNOWN, **more)
    calls.log_call(case.id, report, Act(world.AT, by=cast.sanne))


def step(use: str) -> Callable[[Case, world.Cast], None]:
    def queue(case: Case, _cast: world.Cast) -> None:
        with changing(case.id) as locked:
            facts = messages.step_facts(locked, world.DAY)
            messages.queue(locked, use, Purpose.STEP, Act(world.AT), basis=Basis.OURS, facts=facts)

    return queue


def reminded(case: Case, cast: world.Cast) -> None:
    agreed(case, cast.sanne, cents=8_000)
    case.holds.update(lifted_on=world.DAY, lifted_why="promise_over")
    case.messages.update(state="stopped")
    step("promise_reminder")(case, cast)


def objected(case: Case, _cast: world.Cast) -> None:
    objection = disputes.Objection(DisputeReason.AMOUNT, "De meter [bank] klopt niet.", {})
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(world.AT), via=Channel.CALL)


def answered(word: DisputeAnswer) -> Callable[[Case, world.Cast], None]:
    def answer(case: Case, cast: world.Cast) -> None:
        objected(case, cast)
        case.messages.update(state="stopped")
        claim = case.claims.get()
        upheld = {
            DisputeAnswer.UPHELD: {claim.id: 12_000},
            DisputeAnswer.PARTLY: {claim.id: 2_000},
        }
        given = disputes.Answer(word, "Wij lazen de meter opnieuw.", upheld.get(word, {}))
        disputes.answer(case.disputes.get().id, given, Act(world.AT, by=cast.delta_seat))

    return answer


def in_parts(case: Case, cast: world.Cast) -> None:
    reported(
        case,
        cast,
        Outcome.PLAN_ASKED,
        parts=((6_000, WEEK_LATER), (6_000, date(2026, 4, 13))),
    )


def paid_before(case: Case, cast: world.Cast) -> None:
    reported(case, cast, Outcome.PAID_CLAIMED)


SITUATIONS = [
    pytest.param(
        step("not_reached"), "Er staat nog een rekening open van € 120,00", id="not_reached"
    ),
    pytest.param(
        step("still_open"), "Betaal € 120,00 uiterlijk donderdag 12 maart.", id="still_open"
    ),
    pytest.param(reminded, "Wij zagen nog geen betaling van € 120,00", id="promise_reminder"),
    pytest.param(objected, "U krijgt antwoord uiterlijk donderdag 12 maart.", id="disputed"),
    pytest.param(answered(DisputeAnswer.UPHELD), "U heeft gelijk", id="upheld"),
    pytest.param(answered(DisputeAnswer.PARTLY), "Er blijft € 100,00 over", id="partly"),
    pytest.param(answered(DisputeAnswer.REJECTED), "Het gaat om € 120,00", id="rejected"),
    pytest.param(answered(DisputeAnswer.ASK_MORE), "wil graag iets meer weten", id="ask_more"),
    pytest.param(in_parts, "U krijgt antwoord uiterlijk donderdag 12 maart.", id="plan_asked"),
    pytest.param(paid_before, "Goed om te horen dat u al betaalde", id="paid_claimed"),
]


@pytest.mark.parametrize(("happens", "words"), SITUATIONS)
def test_what_is_queued_can_be_written(
    happens: Callable[[Case, world.Cast], None],
    words: str,
    cast: world.Cast,
    mail_server: MailServer,
) -> None:
    case = world.case(cast.delta)
    happens(case, cast)

    assert send_due("one", later(200)) == {"sent": 1}

    [mail] = mail_server.mails
    assert words in " ".join(mail.text.split())
    assert "{{" not in mail.text + mail.html


AGREED = {
    "nl": "U betaalt € 120,00 uiterlijk donderdag 12 maart.",
    "en": "You agreed to pay € 120.00 by Thursday 12 March at the latest.",
    "fr": "Vous payez 120,00 € au plus tard le jeudi 12 mars.",
    "de": "Sie zahlen 120,00 € bis spätestens Donnerstag, 12. März.",
}


@pytest.mark.parametrize("language", [*AGREED, "pl"])
def test_the_language_of_the_text_is_the_language_of_its_figures(
    cast: world.Cast, mail_server: MailServer, language: str
) -> None:
    """Nobody wrote Polish: then the whole mail is Dutch, not half of it."""
    case = world.case(cast.delta)
    Case.objects.filter(id=case.id).update(language=language)
    agreed(case, cast.sanne)

    send_due("one", later(11))

    [mail] = mail_server.mails
    spoken = language if language in AGREED else "nl"
    assert AGREED[spoken] in mail.text
    assert f'lang="{spoken}"' in mail.html
    assert f"Content-Language: {spoken}".encode() in mail_server.arrived[0].content


def test_what_a_debtor_wrote_cannot_add_a_button_or_html(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "<b>x</b> [button] Klik | https://evil.example [/button]", {}
    )
    with changing(case.id) as locked:
        disputes.object_to(locked, objection, Act(world.AT), via=Channel.CALL)

    send_due("one", later(200))

    [mail] = mail_server.mails
    assert 'href="https://evil.example' not in mail.html
    assert "<b>x</b>" not in mail.html
    assert "&lt;b&gt;x" in mail.html
