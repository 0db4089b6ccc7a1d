"""A confirmation that leaves tells all that it owes, in its language, in HTML and as text."""

from collections.abc import Callable

import pytest

from minnelijk.flow.letters import LANGUAGES, shipped_text
from minnelijk.flow.words import Channel, MessageState
from minnelijk.post.mail.render import render
from minnelijk.post.sending.outbox import send_due
from minnelijk.post.words.letter import CannotWrite
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import (
    TextRefused,
    approve_template,
    save_template,
    text_problems,
)
from minnelijk.records.models import Case, Event, Message, TemplateVersion
from tests import world
from tests.post.acting import agreed, confirmation, later
from tests.post.server import MailServer

TOLD = {
    "nl": (
        *("Dank u wel dat u dit met ons afspreekt", "Rekening F-1001", "€ 120,00"),
        *("NL91 ABNA 0417 1643 00", "donderdag 12 maart", "Er zijn geen extra kosten."),
    ),
    "en": (
        *("Thank you for agreeing on this with us", "Invoice F-1001", "€ 120.00"),
        *("NL91 ABNA 0417 1643 00", "Thursday 12 March", "There are no extra costs."),
    ),
    "fr": (
        *("Merci d'avoir trouvé cet accord avec nous", "Facture F-1001", "120,00 €"),
        *("NL91 ABNA 0417 1643 00", "jeudi 12 mars", "Il n'y a pas de frais supplémentaires."),
    ),
    "de": (
        *("vielen Dank für diese Vereinbarung", "Rechnung F-1001", "120,00 €"),
        *("NL91 ABNA 0417 1643 00", "Donnerstag, 12. März", "Es gibt keine zusätzlichen Kosten."),
    ),
}
BUREAU = {
    "nl": "Vriendt Incasso doet dit voor Waterbedrijf Delta.",
    "en": "Vriendt Incasso does this for Waterbedrijf Delta.",
    "fr": "Vriendt Incasso s'en occupe pour Waterbedrijf Delta.",
    "de": "Vriendt Incasso übernimmt das für Waterbedrijf Delta.",
}


def promised(cast: world.Cast, language: str) -> Message:
    case = world.case(cast.delta)
    Case.objects.filter(id=case.id).update(language=language)
    return confirmation(agreed(case, cast.sanne))


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("&#x27;", "'").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_tells_everything_in_its_language(cast: world.Cast, language: str) -> None:
    mail = render(promised(cast, language), world.DAY)

    for words in (*TOLD[language], BUREAU[language]):
        assert words in plain(mail.text)
        assert words in plain(mail.html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_collects_for_itself_names_no_bureau(cast: world.Cast, language: str) -> None:
    cast.bureau.own_collection = True
    cast.bureau.save()

    mail = render(promised(cast, language), world.DAY)

    assert "Vriendt" not in mail.text + mail.html
    assert "Wki" not in mail.text + mail.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_can_leave_the_bureau_line_out(cast: world.Cast, language: str) -> None:
    """The line stands under the text, whatever the text says."""
    body = shipped_text("promise", "email", language) + "\n[frame]\nVriendt?\n[/frame]\n"
    act = Act(world.AT, cast.manager)
    version, found = save_template(
        cast.delta, use="promise", language=language, channel=Channel.EMAIL, body=body, act=act
    )
    assert found == ()
    approve_template(version, act)

    mail = render(promised(cast, language), world.DAY)

    assert plain(mail.text).index("Vriendt?") < plain(mail.text).index(BUREAU[language])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Dank u wel dat u dit met ons afspreekt."),
        ("fr", "[bank]"),
        ("en", "[invoices]"),
        ("de", "Es gibt keine zusätzlichen Kosten."),
    ],
)
def test_a_text_that_leaves_it_out_is_kept_and_never_used(
    cast: world.Cast, language: str, words: str
) -> None:
    body = shipped_text("promise", "email", language).replace(words, "")
    act = Act(world.AT, cast.manager)

    version, found = save_template(
        cast.delta, use="promise", language=language, channel=Channel.EMAIL, body=body, act=act
    )

    assert [problem.word[:5] for problem in found] == ["owes_"]
    assert text_problems(cast.delta, "promise", body, world.DAY) == found
    with pytest.raises(TextRefused):
        approve_template(version, act)


def no_amount(message: Message) -> None:
    message.facts = message.facts | {"amount_cents": 0}


def no_day(message: Message) -> None:
    message.facts = message.facts | {"day": ""}


def no_account(message: Message) -> None:
    message.facts = message.facts | {"iban": "", "holder": ""}


def no_invoices(message: Message) -> None:
    message.facts = message.facts | {"claims": []}


def no_thanks(message: Message) -> None:
    version = message.template_version
    assert version is not None
    version.body = version.body.replace("Dank u wel dat u dit met ons afspreekt.", "Hallo.")


GONE = [
    (no_amount, "thanks, invoice, amount, account, day, no_costs"),
    (no_day, "thanks, invoice, amount, account, day, no_costs"),
    (no_account, "account"),
    (no_invoices, "invoice"),
    (no_thanks, "thanks"),
]


@pytest.mark.parametrize(("take", "codes"), GONE)
def test_a_confirmation_that_tells_too_little_is_not_written(
    cast: world.Cast, take: Callable[[Message], None], codes: str
) -> None:
    message = promised(cast, "nl")
    take(message)

    with pytest.raises(CannotWrite, match=f"does not tell: {codes}"):
        render(message, world.DAY)


def test_it_does_not_leave_and_somebody_sees_to_it(
    cast: world.Cast, mail_server: MailServer
) -> None:
    message = promised(cast, "nl")
    version = message.template_version
    assert version is not None
    less = version.body.replace("Er zijn geen extra kosten.", "")
    TemplateVersion.objects.filter(id=version.id).update(body=less)

    summary = send_due("one", later(11))

    message.refresh_from_db()
    assert summary == {"not_written": 1}
    assert mail_server.mails == []
    assert message.state == MessageState.STOPPED
    assert message.why == "not_written"
    assert Event.objects.filter(case=message.case, why="text_broken").exists()
