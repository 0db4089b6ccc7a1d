"""A sender is proven by a round trip over real wires: test mail, answer and bounce come back."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minnelijk.post.proving import trial
from minnelijk.post.proving.arrival import handed_over_by, proof_of, signed_by
from minnelijk.post.proving.asking import NotKnownNow
from minnelijk.post.proving.sender_check import look_at
from minnelijk.post.proving.trial import TrialProblem, arrived, begin
from minnelijk.post.sending.signing import Signer
from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.senders import OwnServer
from minnelijk.records.models import Mailbox, Sender, SenderTrial
from minnelijk.records.words import SenderLogin
from tests import world
from tests.post.sender_tools import ADDRESS, KEY, LATER, act, mailbox, sender, zone
from tests.post.server import MailServer
from tests.post.zones import Zone

__all__ = ["act", "mailbox", "sender", "zone"]
pytestmark = pytest.mark.django_db


def delivered(content: bytes, envelope: str, by: str = "[192.0.2.25]") -> bytes:
    """A mail as it lies in a mailbox: the receiving server wrote its lines on top."""
    top = f"Return-Path: <{envelope}>\r\nReceived: from mx.example ({by}) by imap.example\r\n"
    return top.encode() + content


def bounced(content: bytes) -> bytes:
    """What a mail server says of a mail that it could not deliver."""
    to = message_from_bytes(content)["To"]
    return (
        (
            "From: MAILER-DAEMON@mx.example\r\nTo: antwoord@vriendt.example\r\n"
            "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b1\r\n\r\n"
            "--b1\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
            "--b1\r\nContent-Type: message/delivery-status\r\n\r\n"
            "Reporting-MTA: dns; mx.example\r\n\r\n"
            f"Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.2\r\n\r\n"
            "--b1\r\nContent-Type: message/rfc822\r\n\r\n"
        ).encode()
        + content.replace(b"\r\n.", b"\r\n..")
        + b"\r\n--b1--\r\n"
    )


def test_a_round_trip_over_the_wire_proves_a_sender(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    assert look_at(sender, act).aligned == "dkim", "bounces come to the bureau, so SPF cannot"

    made = begin(Sender.objects.get(id=sender.id), act)
    test_mail, to_nobody = mail_server.arrived
    assert (made.problem, made.sent_at) == ("", world.AT)
    assert test_mail.rcpt_to == ["antwoord@vriendt.example"]
    assert to_nobody.rcpt_to[0].endswith("@nobody.invalid")

    assert arrived(delivered(test_mail.content, test_mail.mail_from), LATER)
    answer = mail_server.arrived[2]
    assert answer.rcpt_to == ["antwoord@vriendt.example"], "where the test mail asks for answers"
    assert arrived(delivered(answer.content, answer.mail_from), LATER)
    assert arrived(bounced(to_nobody.content), LATER)

    made.refresh_from_db()
    sender.refresh_from_db()
    assert (made.dkim_aligned, made.spf_aligned) == (True, False)
    assert (made.arrived_at, made.replied_at, made.bounced_at) == (LATER, LATER, LATER)
    assert sender.tested_at == LATER
    assert senders.complete(sender, world.DAY) == ("bank_name",)


def test_bounces_carry_the_mark_of_the_round_trip_in_their_address(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)

    assert mail_server.arrived[0].mail_from == f"antwoord+mnl-{made.token}@vriendt.example"


def test_a_bounce_without_our_mail_in_it_is_known_by_its_address(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)
    bare = bounced(b"").replace(
        b"To: antwoord@vriendt.example", f"To: {mail_server.arrived[1].mail_from}".encode()
    )

    assert arrived(bare, LATER)

    made.refresh_from_db()
    assert made.bounced_at == LATER


def test_a_server_that_tries_longer_did_not_bounce_yet(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)
    report = bounced(mail_server.arrived[1].content)

    assert arrived(report.replace(b"failed", b"delayed").replace(b"5.1.2", b"4.4.1"), LATER)

    made.refresh_from_db()
    assert made.bounced_at is None


def test_a_test_mail_that_was_changed_proves_nothing(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    look_at(sender, act)
    made = begin(Sender.objects.get(id=sender.id), act)
    changed = mail_server.arrived[0].content.replace(b"Proefbericht", b"proefbericht")

    assert arrived(delivered(changed, "antwoord@vriendt.example"), LATER)

    made.refresh_from_db()
    sender.refresh_from_db()
    assert (made.arrived_at, made.dkim_aligned, made.spf_aligned) == (LATER, False, False)
    assert "test_mail" in senders.complete(sender, world.DAY)


def test_an_automatic_answer_is_no_answer(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "somebody@delta.example", "antwoord@vriendt.example"
    mail["Subject"], mail["Auto-Submitted"] = f"Re: Proefbericht mnl-{made.token}", "auto-replied"
    mail.set_content("I am away.")

    assert arrived(bytes(mail), LATER)

    made.refresh_from_db()
    assert made.replied_at is None


def test_a_person_may_answer_by_hand(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "daan@delta.example", "antwoord@vriendt.example"
    mail["Subject"] = f"RE: Proefbericht mnl-{made.token}"
    mail.set_content("Gezien.")

    assert arrived(bytes(mail), LATER)

    made.refresh_from_db()
    assert made.replied_at == LATER


@pytest.mark.parametrize(
    "content",
    [b"", b"Subject: hello\r\n\r\nmnl-", b"Subject: mnl-00000000000000000000\r\n\r\nno trip\r\n"],
)
def test_other_mail_is_left_to_others(cast: world.Cast, content: bytes) -> None:
    assert not arrived(content, LATER)


def test_a_client_s_own_server_is_proven_by_the_address_that_handed_the_mail_over(
    cast: world.Cast, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    cast.delta.senders.update(active=False)
    Mailbox.objects.create(
        client=cast.delta, address="antwoord@delta.example", host="imap.example", user_name="a"
    )
    how = OwnServer("127.0.0.1", mail_server.port, SenderLogin.PASSWORD, "post", "blue-teapot")
    sender = senders.set_sender(cast.delta, address=ADDRESS, act=act, how=how)
    made = SenderTrial.objects.create(sender=sender, token="0" * 20, made_at=world.AT)
    mail = f"From: {ADDRESS}\r\nSubject: Proefbericht mnl-{made.token}\r\n\r\nx\r\n".encode()

    arrived(delivered(mail, ADDRESS, "[8.8.4.4]"), LATER)

    made.refresh_from_db()
    assert (made.spf_aligned, made.dkim_aligned) == (True, False)


def test_the_first_public_address_from_above_is_the_one_that_our_server_saw() -> None:
    head = message_from_bytes(
        b"Received: from inner ([10.0.0.4]) by imap\r\n"
        b"Received: from mx (mx.delta.nl [IPv6:2a02:a450::25]) by edge\r\n"
        b"Received: from forged ([8.8.8.8]) by mx\r\n\r\n"
    )

    assert handed_over_by(head) == "2a02:a450::25"
    assert handed_over_by(message_from_bytes(b"Received: from x ([999.1.1.1])\r\n\r\n")) == ""


def test_a_public_server_that_the_domain_names_proves_it(
    sender: Sender, zone: Zone, cast: world.Cast
) -> None:
    zone.publish("terug.delta.example", "TXT", "v=spf1 ip4:8.8.4.4 -all")
    content = f"From: {ADDRESS}\r\nSubject: x\r\n\r\nx\r\n".encode()
    asking = zone.resolver()

    right = proof_of(delivered(content, "b@terug.delta.example", "[8.8.4.4]"), sender, asking)
    wrong = proof_of(delivered(content, "b@terug.delta.example", "[8.8.8.8]"), sender, asking)
    other = proof_of(delivered(content, "b@vriendt.example", "[8.8.4.4]"), sender, asking)

    assert (right.spf, wrong.spf, other.spf) == (True, False, False)


def test_a_broken_signature_of_a_stranger_is_no_signature(zone: Zone) -> None:
    for mark in (b"v=1", b"v=1; a=rsa-sha256; d=x; s=y; h=from; bh=!!; b=!!", b"\xff\xfe", b""):
        content = b"DKIM-Signature: " + mark + b"\r\nFrom: a@b.example\r\n\r\nx\r\n"

        assert signed_by(content, zone.resolver()) == []
    for head in (b"no header at all", b"From\xff: a@b.example", b">From a@b.example"):
        assert signed_by(head + b"\r\n\r\nx\r\n", zone.resolver()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 500), cut=st.integers(0, 20), put=st.binary(max_size=6))
def test_a_signature_in_pieces_proves_nothing_and_stops_nobody(
    zone: Zone, place: int, cut: int, put: bytes
) -> None:
    mail = b"From: post@delta.example\r\nSubject: x\r\n\r\nhello\r\n"
    signed = Signer("delta.example", "mnl2603", KEY[0]).sign(mail)
    head = signed[: -len(mail)]
    place %= len(head)

    try:
        found = signed_by(head[:place] + put + head[place + cut :] + mail, zone.resolver())
    except NotKnownNow:
        found = []

    assert found in ([], ["delta.example"])


def test_who_cannot_be_asked_now_proves_nothing_and_says_so(
    sender: Sender, mailbox: Mailbox, act: Act, zone: Zone, mail_server: MailServer
) -> None:
    made = begin(sender, act)
    zone.servfail |= {"_dmarc.delta.example", "mnl2603._domainkey.delta.example"}
    with pytest.raises(NotKnownNow):
        proof_of(mail_server.arrived[0].content, sender, zone.resolver())

    assert arrived(mail_server.arrived[0].content, LATER)

    made.refresh_from_db()
    assert (made.arrived_at, made.problem) == (None, "not_known")


# What goes wrong at the beginning.


def test_without_a_mailbox_nothing_is_begun(sender: Sender, act: Act) -> None:
    with pytest.raises(TrialProblem) as refused:
        begin(sender, act)

    assert refused.value.word == "no_mailbox"


def test_a_demo_proves_nothing(sender: Sender, mailbox: Mailbox, act: Act, settings: Any) -> None:
    settings.DEMO = True

    with pytest.raises(TrialProblem) as refused:
        begin(sender, act)

    assert refused.value.word == "practising"


def test_a_server_that_is_away_is_said(
    sender: Sender, mailbox: Mailbox, act: Act, settings: Any
) -> None:
    settings.SMTP_PORT = 1

    assert begin(sender, act).problem == "server_away"


def test_a_server_that_refuses_nobody_at_once_asks_for_another_address(
    sender: Sender, mailbox: Mailbox, act: Act, mail_server: MailServer, monkeypatch: Any
) -> None:
    async def only_ours(_self: Any, _s: Any, _p: Any, envelope: Any, to: str, _o: Any) -> str:
        if "nobody" in to:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    monkeypatch.setattr(MailServer, "handle_RCPT", only_ours)

    assert begin(sender, act).problem == "bounce_at_once"
    assert begin(sender, act, nobody="gone@elsewhere.example").problem == ""


def test_the_mark_is_looked_for_where_it_stands() -> None:
    assert trial.TOKEN.findall(b"References: <mnl-" + b"a" * 20 + b"@x>") == [b"a" * 20]
