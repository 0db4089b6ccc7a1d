"""Mails as they come over the wire, put together from a few lines."""

from textwrap import dedent

ID = "<m12.0123456789abcdef@delta.example>"


def mail(text: str) -> bytes:
    """The lines of a mail with the line ends of a mail; its first line may be empty."""
    return dedent(text).lstrip("\n").replace("\n", "\r\n").encode()


def report(
    *,
    action: str = "failed",
    status: str = "5.1.1",
    to: str = "rfc822; jan@mail.example",
    words: str = "Your mail could not be delivered.",
    original: str = f"Message-ID: {ID}\nSubject: Onze afspraak",
    extra: str = "",
) -> bytes:
    """A report of a mail server in the standard form."""
    return mail(f"""\
Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: answers+m12-abcdefghij@bureau.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report1@mx.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

{words}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: {to}
Action: {action}
Status: {status}
{extra}
--b1
Content-Type: text/rfc822-headers

{original}

--b1--
""")
