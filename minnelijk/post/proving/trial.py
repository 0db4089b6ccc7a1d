"""The round trip that proves a sender: a test mail, its answer and a bounce, all back to us."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime, formataddr, parseaddr

from minnelijk.files.mails import Kind, MailFacts, read
from minnelijk.post.proving.arrival import proof_of
from minnelijk.post.proving.asking import NotKnownNow
from minnelijk.post.proving.sender_check import resolver
from minnelijk.post.sending.route import CannotRoute, Route, our_server, route_of
from minnelijk.post.sending.senders import Line, NotNow, Refused, Server, Unclear
from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused as Refusal
from minnelijk.records.actions.sender_proof import (
    begin_trial,
    mailbox_of,
    trial_arrived,
    trial_bounced,
    trial_problem,
    trial_replied,
    trial_sent,
)
from minnelijk.records.models import Sender, SenderTrial
from minnelijk.records.queries import bureau
from minnelijk.records.sealed import CannotOpen

MARK = "mnl-"
TOKEN = re.compile(rb"mnl-([0-9a-f]{20})")
HEADER = "X-Minnelijk-Trial"
TO_NOBODY = "nobody."
SECONDS = 10.0
"""Somebody waits for the answer on a page."""

LOOKED_AT = 400_000
"""Bytes of a mail in which our mark is looked for: it stands in the head."""

WORDS = (
    "Dit is een proefbericht van {bureau} voor {client}. U hoeft niets te doen.\n"
    "This is a test message from {bureau} for {client}. You need not do anything.\n\n{mark}\n"
)


class TrialProblem(Refusal):
    """Why no round trip can be begun."""

    sentences = {
        "no_mailbox": "First choose a mailbox that we read: answers and bounces come there.",
        "practising": "In a demo or sandbox all mail goes to one address: nothing can be proven.",
    }


def begin(sender: Sender, act: Act, *, nobody: str = "") -> SenderTrial:
    """Send the test mail and a mail that must come back, and return the round trip.

    `nobody` is an address that does not exist; without one we use some that cannot. What goes
    wrong stands in its `problem`. Raises TrialProblem when there is nothing to begin with.
    """
    mailbox = mailbox_of(sender)
    if senders.practising():
        raise TrialProblem("practising")
    if mailbox is None:
        raise TrialProblem("no_mailbox")
    trial = begin_trial(sender, act)
    problem = _sent(trial, sender, (mailbox.address, nobody), act.at)
    if problem:
        trial_problem(trial.id, problem)
    else:
        trial_sent(trial.id, act.at)
    trial.refresh_from_db()
    return trial


def _sent(trial: SenderTrial, sender: Sender, whom: tuple[str, str], at: datetime) -> str:
    """Hand in both mails; return in a word what went wrong, "" for nothing."""
    try:
        route = route_of(sender)
    except (CannotRoute, CannotOpen) as problem:
        return getattr(problem, "word", "no_secret")
    line, trip = Line(_hurried(route.server)), _Trip(trial, sender, route, at)
    try:
        trip.test_mail(line, whom[0])
        return "" if trip.to_nobody(line, whom[1]) else "bounce_at_once"
    except NotNow as problem:
        return problem.why
    except Refused:
        return "refused"
    except Unclear:
        return "unclear"
    finally:
        line.close()


@dataclass(frozen=True, slots=True)
class _Trip:
    """What the two mails of a round trip are made of."""

    trial: SenderTrial
    sender: Sender
    route: Route
    at: datetime

    @property
    def mark(self) -> str:
        return MARK + self.trial.token

    def test_mail(self, line: Line, to: str) -> None:
        """Send to our own mailbox. Raises NotNow, Refused and Unclear."""
        line.send(sender=self.envelope(), to=to, content=self._mail(to, self.mark))

    def to_nobody(self, line: Line, nobody: str) -> bool:
        """Send to who does not exist, where the server takes that: one that refuses at once sends
        nothing back. False when all are refused. Raises NotNow and Unclear."""
        name = f"nobody-{self.mark}"
        usual = (f"{name}@nobody.invalid", f"{name}@{self.route.from_address.rpartition('@')[2]}")
        for to in (nobody,) if nobody else usual:
            content = self._mail(to, TO_NOBODY + self.mark)
            try:
                line.send(sender=self.envelope(), to=to, content=content)
            except Refused:
                continue
            return True
        return False

    def envelope(self) -> str:
        """Where a bounce goes: like that of a message, with the mark of this round trip."""
        if not self.route.answers:
            return self.route.from_address
        local, _, domain = self.route.answers.rpartition("@")
        return f"{local}+{self.mark}@{domain}"

    def _mail(self, to: str, name: str) -> bytes:
        words = {"bureau": bureau().name, "client": self.sender.client.name, "mark": self.mark}
        route, mail = self.route, EmailMessage(policy=SMTP)
        mail["From"] = formataddr((route.from_name(self.sender.client.name), route.from_address))
        mail["To"], mail["Subject"] = to, f"Proefbericht {self.mark}"
        mail["Date"] = format_datetime(self.at)
        mail["Message-ID"] = f"<{name}@{route.from_address.rpartition('@')[2]}>"
        if route.reply_to:
            mail["Reply-To"] = route.reply_to
        mail[HEADER] = self.mark
        mail.set_content(WORDS.format(**words), cte="quoted-printable")
        return route.finished(bytes(mail))


def _hurried(server: Server) -> Server:
    return replace(server, seconds=SECONDS)


def arrived(content: bytes, at: datetime) -> bool:
    """Take a mail that came into one of our mailboxes, if it belongs to a round trip.

    True: it was the test mail, its answer or a bounce, and is nobody else's.
    """
    tokens = {found.decode() for found in TOKEN.findall(content[:LOOKED_AT])}
    if not tokens:
        return False
    trial = SenderTrial.objects.filter(token__in=tokens).select_related("sender__client").first()
    if trial is None:
        return False
    _step(trial, content, read(content), at)
    return True


def _step(trial: SenderTrial, content: bytes, facts: MailFacts, at: datetime) -> None:
    mark = MARK + trial.token
    if facts.bounce is not None:
        if facts.bounce.final:
            trial_bounced(trial.id, at)
    elif facts.sender == trial.sender.address.lower() and not facts.answers:
        if not facts.mail_id.startswith(f"<{TO_NOBODY}"):  # somebody gets the mail of nobody
            _test_mail(trial, content, at)
    elif facts.kind is not Kind.AUTO_REPLY and _answers(facts, mark):
        trial_replied(trial.id, at)


def _answers(facts: MailFacts, mark: str) -> bool:
    return mark in facts.subject or any(mark in one for one in facts.answers)


def _test_mail(trial: SenderTrial, content: bytes, at: datetime) -> None:
    """The test mail itself: who proves it? Then answer it, as a debtor would."""
    try:
        proof = proof_of(content, trial.sender, resolver())
    except NotKnownNow:
        trial_problem(trial.id, "not_known")
        return
    if trial_arrived(trial.id, spf=proof.spf, dkim=proof.dkim, at=at) and not answer(
        trial, content, at
    ):
        trial_problem(trial.id, "not_answered")


def answer(trial: SenderTrial, content: bytes, at: datetime) -> bool:
    """Answer the test mail where it asks for answers, from the bureau; False when that fails."""
    given = message_from_bytes(content.partition(b"\r\n\r\n")[0], policy=default)
    office, mark = bureau(), MARK + trial.token
    to = parseaddr(str(given["Reply-To"] or given["From"]))[1]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = formataddr((office.name, office.email)), to
    mail["Subject"], mail["Date"] = f"Re: Proefbericht {mark}", format_datetime(at)
    mail["Message-ID"] = f"<answer.{mark}@{office.email.rpartition('@')[2]}>"
    mail["In-Reply-To"] = mail["References"] = str(given["Message-ID"] or "")
    mail.set_content(f"Antwoord. / Answer.\n\n{mark}\n", cte="quoted-printable")
    line = Line(_hurried(our_server()))
    try:
        line.send(sender=office.email, to=to, content=bytes(mail))
    except (NotNow, Refused, Unclear):
        return False
    finally:
        line.close()
    return True
