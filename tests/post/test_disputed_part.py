"""Where the undisputed rest goes on, what we write names the dispute; after its answer no more."""

from datetime import UTC, datetime

import pytest

from minnelijk.flow.words import (
    Basis,
    Channel,
    DisputeAnswer,
    DisputeReason,
    Purpose,
)
from minnelijk.post.paper.paper_page import page_of
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions import disputes, messages
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.last_look import last_look
from minnelijk.records.models import Case, Message
from tests import world
from tests.post import lettering
from tests.post.acting import agreed, later
from tests.post.server import MailServer

NAMED = (
    "U bent het niet eens met € 40,00. Daar vragen wij nu niet om: "
    "Waterbedrijf Delta geeft u daar eerst antwoord op."
)
NAMED_ENGLISH = (
    "You do not agree with € 40.00. We do not ask for that now: "
    "Waterbedrijf Delta will answer you about it first."
)
DAY_BEFORE = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


@pytest.fixture
def case(cast: world.Cast) -> Case:
    return world.case(cast.delta, invoices=[world.Invoice("F-1", 50_000)])


def step(case: Case, use: str) -> Message:
    """A step of the plan that waits in the outbox."""
    with changing(case.id) as locked:
        act = Act(world.AT)
        facts = messages.step_facts(locked, act.on)
        made = messages.queue(locked, use, Purpose.STEP, act, basis=Basis.OURS, facts=facts)
    assert made is not None
    return made


def objects(case: Case) -> int:
    """The debtor disputes € 40,00 of € 500,00 and says that the rest goes on."""
    claim = case.claims.get()
    objection = disputes.Objection(
        DisputeReason.AMOUNT, "De meter klopt niet.", {claim.id: 4_000}, rest_agreed=True
    )
    with changing(case.id) as locked:
        return disputes.object_to(locked, objection, Act(later(1)), via=Channel.CALL).id


def texts(server: MailServer, subject: str) -> list[str]:
    found = [mail.text for mail in server.mails if mail.subject.startswith(subject)]
    return [" ".join(text.replace("\xa0", " ").split()) for text in found]


STEPS = pytest.mark.parametrize(
    ("use", "subject"),
    [("not_reached", "Een bericht van"), ("still_open", "Nog een bericht van")],
)


@STEPS
def test_what_asks_for_the_rest_names_the_part_that_is_disputed(
    case: Case, mail_server: MailServer, use: str, subject: str
) -> None:
    step(case, use)
    objects(case)

    send_due("one", later(200))

    [text] = texts(mail_server, subject)
    assert "€ 460,00" in text
    assert NAMED in text
    assert "500,00" not in text


@STEPS
def test_a_dispute_that_is_answered_is_not_named(
    case: Case, mail_server: MailServer, use: str, subject: str
) -> None:
    step(case, use)
    dispute = objects(case)
    said = disputes.Answer(DisputeAnswer.REJECTED, "De meter is nagekeken.")
    disputes.answer(dispute, said, Act(later(2)))

    send_due("one", later(200))

    [text] = texts(mail_server, subject)
    assert "€ 500,00" in text
    assert "niet eens met €" not in text


def test_an_agreement_about_the_rest_and_its_reminder_name_the_dispute(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    objects(case)
    agreed(case, cast.sanne, cents=46_000, at=later(20))
    send_due("one", later(60))
    send_due("one", DAY_BEFORE)

    confirmed, reminded = texts(mail_server, "Onze afspraak van 5 maart")
    assert "U betaalt € 460,00 uiterlijk donderdag 12 maart." in confirmed
    assert "U betaalt € 460,00 uiterlijk donderdag 12 maart." in reminded
    assert NAMED in confirmed
    assert NAMED in reminded


def test_a_reminder_never_asks_for_the_disputed_part(
    cast: world.Cast, case: Case, mail_server: MailServer
) -> None:
    """A credit note leaves € 100,00 open, of which € 40,00 is disputed."""
    objects(case)
    agreed(case, cast.sanne, cents=46_000, at=later(20))
    send_due("one", later(60))
    world.entry(case.claims.get(), "credit", -40_000)

    send_due("one", DAY_BEFORE)

    reminded = texts(mail_server, "Onze afspraak van 5 maart")[1]
    assert "U betaalt € 60,00 uiterlijk donderdag 12 maart." in reminded


@pytest.mark.parametrize(("language", "named"), [("nl", NAMED), ("en", NAMED_ENGLISH)])
def test_a_letter_on_paper_names_it_too(case: Case, language: str, named: str) -> None:
    lettering.with_card(case.client)
    objects(case)
    facts = messages.step_facts(case, world.DAY)
    letter = lettering.message(case, "not_reached", facts, language=language, purpose=Purpose.STEP)
    letter.facts = last_look(case, letter, Act(later(200))).figures

    [part] = page_of(letter, world.DAY)["parts"]

    said = [span["text"] for block in part["blocks"] for span in block.get("spans", [])]
    assert named in [text.replace("\xa0", " ") for text in said]
    assert any("460" in text for text in said)
