"""Reports of mail servers: what did not arrive, where, and which mail of ours it was."""

import pytest

from minnelijk.files.mails import Action, Kind, MailFacts, read
from tests.files.mails import ID, mail, report


def bounced(facts: MailFacts) -> tuple[Action, str, tuple[str, ...]]:
    assert facts.kind is Kind.BOUNCE
    assert facts.bounce is not None
    return facts.bounce.action, facts.bounce.code, facts.bounce.recipients


def test_a_report_in_the_standard_form() -> None:
    facts = read(report())

    assert bounced(facts) == (Action.FAILED, "5.1.1", ("jan@mail.example",))
    assert facts.bounce is not None and facts.bounce.final
    assert facts.bounce.mail_ids == (ID,)
    assert "answers+m12-abcdefghij@bureau.example" in facts.to


def test_a_server_that_goes_on_trying_is_not_final() -> None:
    facts = read(report(action="delayed", status="4.4.1"))

    assert bounced(facts) == (Action.DELAYED, "4.4.1", ("jan@mail.example",))
    assert facts.bounce is not None and not facts.bounce.final


def test_a_server_that_gave_up_is_final_whatever_its_code() -> None:
    facts = read(report(action="failed", status="4.4.7"))

    assert facts.bounce is not None and facts.bounce.final


def test_a_report_that_all_went_well_is_no_bounce() -> None:
    facts = read(report(action="delivered", status="2.0.0"))

    assert facts.kind is Kind.AUTO_REPLY


def test_what_did_not_arrive_counts_where_another_receiver_got_it() -> None:
    second = "\nFinal-Recipient: rfc822; piet@mail.example\nAction: failed\nStatus: 5.2.2\n"
    facts = read(report(action="delivered", status="2.0.0", extra=second))

    assert bounced(facts) == (Action.FAILED, "5.2.2", ("piet@mail.example",))


def test_the_receiver_whom_we_wrote_to_goes_before_where_it_was_sent_on() -> None:
    facts = read(report(extra="Original-Recipient: rfc822;Jan@Old.Example\n"))

    assert bounced(facts)[2] == ("jan@old.example",)


@pytest.mark.parametrize(
    ("status", "extra", "code"),
    [
        ("", "Diagnostic-Code: smtp; 550 5.1.1 <jan@mail.example>: unknown\n", "5.1.1"),
        ("", "Diagnostic-Code: smtp; 552 mailbox full\n", "5.0.0"),
        ("5.0.0 (unknown)", "", "5.0.0"),
        ("", "", ""),
    ],
)
def test_the_code_is_found_where_the_server_put_it(status: str, extra: str, code: str) -> None:
    assert bounced(read(report(status=status, extra=extra)))[1] == code


@pytest.mark.parametrize(
    "original",
    [
        f"Message-Id: {ID}\nSubject: x",
        f"Subject: x\nmessage-ID:   {ID}",
        f"From: a@b.nl\nMessage-ID:\n {ID}",
    ],
)
def test_our_mail_is_known_by_its_id(original: str) -> None:
    facts = read(report(original=original))

    assert facts.bounce is not None and facts.bounce.mail_ids == (ID,)


def test_our_whole_mail_inside_the_report_is_no_attachment_of_ours_and_gives_its_id() -> None:
    source = report().replace(b"text/rfc822-headers", b"message/rfc822")

    facts = read(source)

    assert facts.bounce is not None and facts.bounce.mail_ids == (ID,)


def test_qmail_tells_it_in_words() -> None:
    facts = read(
        mail(f"""
        Return-Path: <>
        From: MAILER-DAEMON@mail.example
        To: answers@bureau.example
        Subject: failure notice

        Hi. This is the qmail-send program at mail.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <jan@other.example>:
        192.0.2.7 does not like recipient.
        Remote host said: 550 5.1.1 User unknown
        Giving up on 192.0.2.7.

        --- Below this line is a copy of the message.

        Message-ID: {ID}
        Subject: Onze afspraak
        """)
    )

    assert bounced(facts) == (Action.FAILED, "5.1.1", ("jan@other.example",))
    assert facts.bounce is not None and facts.bounce.mail_ids == (ID,)


def test_exim_names_the_receiver_in_a_header() -> None:
    facts = read(
        mail(f"""
        Return-Path: <>
        X-Failed-Recipients: jan@other.example
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@mail.example>
        To: answers@bureau.example
        Subject: Mail delivery failed: returning message to sender
        References: {ID}

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          jan@other.example
            host mx.other.example [192.0.2.7]
            SMTP error from remote mail server after RCPT TO:<jan@other.example>:
            552 5.2.2 Mailbox full
        """)
    )

    assert bounced(facts) == (Action.FAILED, "5.2.2", ("jan@other.example",))
    assert facts.bounce is not None and ID in facts.bounce.mail_ids


def test_a_warning_in_words_is_not_final() -> None:
    facts = read(
        mail("""
        Return-Path: <>
        From: Mail Delivery Subsystem <MAILER-DAEMON@mail.example>
        To: answers@bureau.example
        Subject: Warning: could not send message for past 4 hours

            **********************************************
            **      THIS IS A WARNING MESSAGE ONLY      **
            **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
            **********************************************

        The original message was received at Mon, 2 Mar 2026 10:15:00 +0100

           ----- Transcript of session follows -----
        <jan@other.example>... Deferred: 451 4.4.1 Connection timed out
        Warning: message still undelivered after 4 hours
        Will keep trying until message is 5 days old
        """)
    )

    assert facts.bounce is None or not facts.bounce.final
    assert facts.kind in {Kind.BOUNCE, Kind.AUTO_REPLY}


def test_a_debtor_who_writes_about_a_failed_mail_is_no_bounce() -> None:
    facts = read(
        mail("""
        From: Jan <jan@mail.example>
        To: answers@bureau.example
        Subject: Re: Onze afspraak

        Uw mail kwam terug: 550 5.1.1 User unknown <jan@mail.example>
        This is a permanent error.
        """)
    )

    assert facts.kind is Kind.REPLY
    assert facts.bounce is None


def test_a_debtor_who_sends_a_whole_report_along_is_a_report_of_his_own_server() -> None:
    """Who forwards it as a file is a person: the report is a part of another kind of mail."""
    facts = read(
        report()
        .replace(b"multipart/report", b"multipart/mixed")
        .replace(b"Return-Path: <>", b"X: y")
    )

    assert facts.bounce is not None  # which mail it is about is what decides, and only we know ids
