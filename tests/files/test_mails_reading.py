"""Any mail becomes facts: who wrote it, to what it answers, its words and its files."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from minnelijk.files.mails import Attachment, Kind, read
from tests.files.mails import ID, mail, report

KEER = base64.b64encode(b"keer").decode()
REPLY = mail(f"""
    Return-Path: <fatma@mail.example>
    Delivered-To: answers+m12-abcdefghij@bureau.example
    From: =?utf-8?Q?Fatma_=C5=9Een?= <Fatma@Mail.example>
    To: "Delta, Energie" <Incasso@Delta.example>
    Cc: <jan@mail.example>, kapot, @niets
    Subject: =?iso-8859-1?Q?Re:_Vrijdag_=E9=E9n?= =?utf-8?B?{KEER}?=
    Message-ID: <abc@mail.example>
    In-Reply-To: {ID}
    References: <first@delta.example> {ID}
    Date: Mon, 2 Mar 2026 10:15:00 +0100
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    Ik betaal vrijdag € 20.

    Op 2 mrt 2026 om 10:15 schreef Delta <incasso@delta.example>:
    > Wanneer betaalt u?
    """)


def test_an_answer_with_all_that_it_says() -> None:
    facts = read(REPLY)

    assert facts.kind is Kind.REPLY
    assert (facts.sender, facts.sender_name) == ("fatma@mail.example", "Fatma Şen")
    assert facts.to == (
        "answers+m12-abcdefghij@bureau.example",
        "incasso@delta.example",
        "jan@mail.example",
    )
    assert facts.answers == (ID, "<first@delta.example>")
    assert facts.mail_id == "<abc@mail.example>"
    assert facts.subject == "Re: Vrijdag éénkeer"
    assert facts.sent_at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert facts.said == "Ik betaal vrijdag € 20."
    assert "> Wanneer betaalt u?" in facts.words
    assert not facts.cut_short


AUTOMATIC = (
    *("Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated (vacation)"),
    *(
        "Auto-Submitted: auto-notified",
        "X-Autoreply: yes",
        "X-Autorespond: Weg",
        "Precedence: bulk",
    ),
    *("Precedence: auto_reply", "List-Id: <news.example>", "Return-Path: <>"),
    *("Subject: Automatisch antwoord: Onze afspraak", "Subject: Afwezig", "Subject: Out of office"),
    *("Subject: Automatic reply: x", "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_x?="),
    *("Subject: Automatische Antwort: x", "Subject: Abwesenheitsnotiz", "Subject: Auto: x"),
    *("Subject: Absence du bureau", "Subject: Message d'absence: x"),
)


@pytest.mark.parametrize("line", AUTOMATIC)
def test_a_machine_that_answers_is_known(line: str) -> None:
    facts = read(f"{line}\r\nFrom: a@b.nl\r\nIn-Reply-To: {ID}\r\n\r\nIk ben er niet.\r\n".encode())

    assert facts.kind is Kind.AUTO_REPLY
    assert facts.said == "Ik ben er niet."


PEOPLE = (
    *("Auto-Submitted: no", "X-Auto-Response-Suppress: All", "Precedence: first-class"),
    *("Subject: Re: Automatisch antwoord", "Subject: Afwezigheid van mijn zoon op school"),
    *("Subject: Re: Out of office", "Subject: Antwoord", "X-Autoreply: no"),
)


@pytest.mark.parametrize("line", PEOPLE)
def test_a_person_is_not_taken_for_a_machine(line: str) -> None:
    facts = read(f"{line}\r\nFrom: a@b.nl\r\nIn-Reply-To: {ID}\r\n\r\nIk betaal.\r\n".encode())

    assert facts.kind is Kind.REPLY


def test_a_note_that_a_mail_was_opened_is_a_machine() -> None:
    source = report().replace(
        b"report-type=delivery-status", b"report-type=disposition-notification"
    )
    source = source.replace(b"message/delivery-status", b"message/disposition-notification")

    assert read(source).kind is Kind.AUTO_REPLY


def test_a_new_mail_is_no_answer() -> None:
    assert read(b"From: a@b.nl\r\nSubject: Rekening 12\r\n\r\nIk betaal.\r\n").kind is Kind.OTHER


HTML = """<html><head><title>weg</title><style>p { color: red }</style></head><body>
<p>Ik betaal <b>vrijdag</b>&nbsp;&euro; 20.</p><p>Groet,<br>Fatma</p>
<table><tr><td>een</td><td>twee</td></tr></table><img src="http://x.example/pixel.gif">
<div class="gmail_quote">
<div>Op 2 mrt 2026 om 10:15 schreef Delta &lt;incasso@delta.example&gt;:<br></div>
<blockquote><p>Wanneer betaalt u?</p><blockquote>Eerder</blockquote></blockquote></div>
<script>alert('x')</script></body></html>"""


def test_html_alone_is_read_as_text() -> None:
    source = EmailMessage()
    source.set_content(HTML, subtype="html")

    facts = read(bytes(source))

    assert facts.said == "Ik betaal vrijdag € 20.\n\nGroet,\nFatma\n\neen\ntwee"
    assert "> Wanneer betaalt u?" in facts.words
    assert "> > Eerder" in facts.words
    assert "alert" not in facts.words and "pixel" not in facts.words and "weg" not in facts.words


def test_the_plain_text_goes_before_the_html() -> None:
    source = EmailMessage()
    source.set_content("Gewoon.")
    source.add_alternative(HTML, subtype="html")

    assert read(bytes(source)).said == "Gewoon."


@pytest.mark.parametrize("stub", ["", " \n", "Uw mailprogramma kan geen HTML tonen."])
def test_html_is_read_where_the_plain_text_says_nothing(stub: str) -> None:
    source = EmailMessage()
    source.set_content(stub)
    source.add_alternative("<p>Echt.</p>", subtype="html")

    assert read(bytes(source)).said == "Echt."


def test_softly_broken_lines_are_joined() -> None:
    head = "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"

    facts = read(
        (head + "Dit is een \r\nlange zin.\r\nNieuw.\r\n> een \r\n> vraag\r\nJa.\r\n").encode()
    )

    assert facts.words.rstrip() == "Dit is een lange zin.\nNieuw.\n> een vraag\nJa."


def test_files_are_named_without_folders() -> None:
    source = EmailMessage()
    source.set_content("Zie de bijlage.")
    source.add_attachment(
        b"%PDF-1", maintype="application", subtype="pdf", filename="../Bewijs é.pdf"
    )
    source.add_attachment("a;b", subtype="csv", filename="C:\\weg\\lijst.csv")
    source.add_attachment(b"1", maintype="image", subtype="png", cid="<x>", disposition="inline")

    facts = read(bytes(source))

    assert facts.said == "Zie de bijlage."
    assert facts.attachments == (
        Attachment("Bewijs é.pdf", "application/pdf", 6),
        Attachment("lijst.csv", "text/csv", 4),
        Attachment("", "image/png", 1),
    )


def test_a_mail_that_is_only_a_file_has_no_words() -> None:
    source = EmailMessage()
    source.set_content(b"%PDF-1", maintype="application", subtype="pdf", filename="brief.pdf")

    facts = read(bytes(source))

    assert facts.said == ""
    assert facts.attachments == (Attachment("brief.pdf", "application/pdf", 6),)


def test_a_mail_in_a_thousand_envelopes_is_read_as_far_as_it_goes() -> None:
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3000)
    )

    facts = read(f"From: a@b.nl\r\nTo: x@y.nl\r\nSubject: diep\r\n{deep}\r\nIk betaal.".encode())

    assert facts.sender == "a@b.nl"


@pytest.mark.parametrize(
    "day",
    ["", "gisteren", "Mon, 99 Mar 2026 10:15:00 +0100", "Fri, 31 Dec 9999 23:59:59 -1200", "1 1 1"],
)
def test_an_impossible_day_is_no_day(day: str) -> None:
    assert read(f"Date: {day}\r\n\r\nx".encode()).sent_at is None
