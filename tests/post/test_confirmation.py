"""The mail that confirms a promise: what the debtor reads, and everything that stops it."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import pytest
from lxml import html as lxml_html
from PIL import Image

from minnelijk.flow.sentences import subject_problem
from minnelijk.flow.words import MessageState
from minnelijk.post.sending.outbox import send_due
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import case_of_token
from minnelijk.records.actions.undo import CannotUndo, undo_call
from minnelijk.records.documents import read
from minnelijk.records.models import Account, Attempt, Bureau, Event, Evidence
from tests import world
from tests.post.acting import LOGO, agreed, confirmation, later, with_logo
from tests.post.qr_reader import read as read_squares
from tests.post.server import MailServer

SCALE, MARGIN = 6, 4
INVOICES = (
    world.Invoice("F-1021", 12_000, description="water juli"),
    world.Invoice("F-1044", 9_450, description="water augustus"),
)
BANK_CODE = """BCD
002
1
SCT

Waterbedrijf Delta
NL91ABNA0417164300
EUR214.5


{reference}
"""


def test_the_debtor_reads_what_was_agreed(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta, invoices=INVOICES)
    agreed(case, cast.sanne, cents=21_450, sentence="Sterkte met de verhuizing.")

    summary = send_due("one", later(11))

    assert summary == {"sent": 1}
    [mail] = mail_server.mails
    assert mail.sender == "Waterbedrijf Delta <rekening@delta.example>"
    assert mail.to == "fatma@post.example"
    assert mail.subject == "Onze afspraak van 5 maart"
    assert subject_problem(mail.subject) is None
    seen = seen_text(mail.html)
    for words in (
        "Beste Fatma Yildiz",
        "Dank u wel dat u dit met ons afspreekt",
        "U betaalt € 214,50 uiterlijk donderdag 12 maart.",
        "Sterkte met de verhuizing.",
        "NL91 ABNA 0417 1643 00",
        "op naam van Waterbedrijf Delta",
        f"kenmerk {case}",
        "Er zijn geen extra kosten.",
        "F-1021",
        "water augustus",
        "€ 94,50",
        "Sanne, namens Waterbedrijf Delta",
        "Vriendt Incasso doet dit voor Waterbedrijf Delta. Wki-nummer WKI-000123",
        "Wij vragen nooit om uw pincode",
        "Is deze mail niet voor u?",
    ):
        assert words in " ".join(mail.text.split())
        assert words in seen


def seen_text(html: str) -> str:
    """What a reader of the HTML sees."""
    return " ".join(lxml_html.fromstring(html).text_content().split())


def test_text_and_html_have_the_same_order(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta, invoices=INVOICES)
    agreed(case, cast.sanne, cents=21_450)

    send_due("one", later(11))

    [mail] = mail_server.mails
    order = ("Dank u wel", "U betaalt", "Naar uw bladzijde", "NL91", "F-1021", "Sanne,", "pincode")
    for shown in (mail.text, seen_text(mail.html).partition("Beste")[2]):
        places = [shown.index(words) for words in order]
        assert places == sorted(places)


def test_every_link_opens_this_case(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne)

    send_due("one", later(11))

    [mail] = mail_server.mails
    links = [str(link) for link in lxml_html.fromstring(mail.html).xpath("//a/@href")]
    tokens = {link.removeprefix("https://incasso.example/r/").partition("/")[0] for link in links}
    assert [case_of_token(token, world.DAY) for token in tokens] == [case]
    assert {link.rpartition("/")[0].rpartition("/")[2] for link in links} == {
        *tokens,
        "niet-voor-mij",
        "klacht",
        "geldzorgen",
        "privacy",
    }
    assert all(link in mail.text for link in links)


def test_the_logo_and_the_bank_code_travel_inside(
    cast: world.Cast, mail_server: MailServer
) -> None:
    with_logo(cast.delta)
    case = world.case(cast.delta, invoices=INVOICES)
    agreed(case, cast.sanne, cents=21_450)

    send_due("one", later(11))

    [mail] = mail_server.mails
    pictures = {picture.cid: picture for picture in mail.attachments}
    assert set(pictures) == {"logo", "qr"}
    assert pictures["logo"].content == LOGO
    asked = BANK_CODE.format(reference=case).rstrip("\n")
    assert read_code(pictures["qr"].content) == ("M", asked)
    assert 'src="cid:logo"' in mail.html
    assert 'src="cid:qr"' in mail.html


def read_code(picture: bytes) -> tuple[str, str]:
    """What a bank's app reads from a picture of six points a square, four squares of margin."""
    seen = Image.open(BytesIO(picture)).convert("1")
    side = seen.width // SCALE - 2 * MARGIN
    places = [(MARGIN + number) * SCALE + SCALE // 2 for number in range(side)]
    return read_squares([[int(not seen.getpixel((x, y))) for x in places] for y in places])


def test_headers_say_that_a_machine_sends_and_whose_mail_it_is(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne)

    send_due("one", later(11))

    [arrived] = mail_server.arrived
    mail = message_from_bytes(arrived.content, policy=default)
    assert arrived.mail_from == "rekening@delta.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@delta.example>")
    assert mail["Reply-To"] is None
    assert mail["Content-Language"] == "nl"


def test_the_proof_is_the_exact_bytes(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)

    send_due("one", later(11))

    [arrived] = mail_server.arrived
    message = confirmation(logged)
    evidence = Evidence.objects.get(message=message)
    assert message.state == MessageState.SENT
    assert read(evidence.document) == arrived.content
    assert evidence.smtp_answer == "250 taken as 7F3A"
    assert evidence.mail_id == message_from_bytes(arrived.content)["Message-ID"]
    assert Attempt.objects.get(message=message).undone_at is None
    assert Event.objects.filter(case=case, kind="sent").count() == 1


def test_it_stays_ten_seconds(cast: world.Cast, mail_server: MailServer) -> None:
    agreed(world.case(cast.delta), cast.sanne)

    summary = send_due("one", later(9))

    assert summary == {}
    assert mail_server.arrived == []


def test_undo_keeps_it_from_leaving(cast: world.Cast, mail_server: MailServer) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    undo_call(logged.call_id, Act(later(5), by=cast.sanne))

    send_due("one", later(11))

    assert mail_server.arrived == []
    assert confirmation(logged).state == MessageState.STOPPED


def test_what_left_cannot_be_undone(cast: world.Cast, mail_server: MailServer) -> None:
    logged = agreed(world.case(cast.delta), cast.sanne)
    send_due("one", later(11))

    with pytest.raises(CannotUndo) as refused:
        undo_call(logged.call_id, Act(later(12), by=cast.sanne))

    assert refused.value.word == "mail_left"
    assert confirmation(logged).state == MessageState.SENT


def test_money_that_came_meanwhile_stops_it(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    world.entry(case.claims.get(), "payment", -12_000)

    summary = send_due("one", later(11))

    assert summary == {"stopped": 1}
    assert mail_server.arrived == []
    assert confirmation(logged).why == "nothing_open"


def test_money_in_part_lowers_what_the_bank_code_asks(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    world.entry(case.claims.get(), "payment", -5_000)

    send_due("one", later(11))

    facts = confirmation(logged).facts
    assert (facts["amount_cents"], facts["open_cents"]) == (12_000, 7_000)
    [mail] = mail_server.mails
    asked = BANK_CODE.format(reference=case).replace("EUR214.5", "EUR70").rstrip("\n")
    (picture,) = mail.attachments
    assert read_code(picture.content) == ("M", asked)


def test_the_account_is_the_one_of_today(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta)
    agreed(case, cast.sanne)
    Account.objects.filter(client=cast.delta).update(ends_on=world.DAY - timedelta(days=1))
    Account.objects.create(
        client=cast.delta,
        iban="NL02ABNA0123456789",
        holder="Delta Nieuw",
        proposed_at=world.AT,
        confirmed_at=world.AT,
        works_from_on=world.DAY,
    )

    send_due("one", later(11))

    [mail] = mail_server.mails
    assert "NL02 ABNA 0123 4567 89" in mail.text
    assert "NL91" not in mail.text + mail.html


def test_without_an_approved_account_nothing_leaves(
    cast: world.Cast, mail_server: MailServer
) -> None:
    case = world.case(cast.delta)
    logged = agreed(case, cast.sanne)
    Account.objects.filter(client=cast.delta).update(ends_on=world.DAY - timedelta(days=1))

    summary = send_due("one", later(11))

    assert summary == {"stopped": 1}
    assert mail_server.arrived == []
    assert confirmation(logged).why == "no_account"
    assert case.work_items.filter(task="no_account", state="open").count() == 1


def test_a_creditor_that_collects_itself_has_no_bureau_line(
    cast: world.Cast, mail_server: MailServer
) -> None:
    Bureau.objects.update(own_collection=True)
    agreed(world.case(cast.delta), cast.sanne)

    send_due("one", later(11))

    [mail] = mail_server.mails
    assert "Vriendt Incasso" not in mail.text + mail.html
    assert "Wki" not in mail.text + mail.html
    assert "Wij vragen nooit om uw pincode" in mail.text


def test_a_mail_loads_nothing_from_elsewhere(cast: world.Cast, mail_server: MailServer) -> None:
    case = world.case(cast.delta, invoices=INVOICES)
    agreed(case, cast.sanne, cents=21_450)

    send_due("one", later(11))

    [mail] = mail_server.mails
    page = lxml_html.document_fromstring(mail.html)
    loaded = [*page.xpath("//link/@href"), *page.xpath("//*[not(self::a)]/@src")]
    assert all(str(address).startswith("cid:") for address in loaded)
    assert "@import" not in mail.html
