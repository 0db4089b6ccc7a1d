"""The outbox, one message after another: look, write, send, keep the proof. Safe to run twice."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from minnelijk.law.dated import LawRefusal
from minnelijk.post.mail.mime import Envelope, wire_bytes
from minnelijk.post.mail.render import CannotWrite, render
from minnelijk.post.sending.keeping import Keeping
from minnelijk.post.sending.looked import Looks
from minnelijk.post.sending.route import CannotRoute, Route, our_server, route_of
from minnelijk.post.sending.senders import (
    Away,
    LoginRefused,
    NotNow,
    NotSafe,
    Refused,
    Server,
    Unclear,
)
from minnelijk.post.sending.ways import Ways
from minnelijk.post.words.mentions import missing_from
from minnelijk.records.actions import outbox, sending
from minnelijk.records.actions.core import day_of
from minnelijk.records.actions.proofs import Left
from minnelijk.records.documents import DocumentGone
from minnelijk.records.models import Message
from minnelijk.records.reachable import silent_since
from minnelijk.records.remember import remembering
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import SenderWay

log = structlog.get_logger()

BATCH = 100
"""So many are taken at once; they are looked at in smaller heaps."""

BATCH_FOR = timedelta(seconds=5)
"""A batch that takes longer is broken off: who waits on the line is looked for again."""

SILENT_FOR = timedelta(minutes=15)
"""A client's own server that answers nobody for so long fails."""


def server() -> Server:
    return our_server()


def send_due(
    worker: str,
    at: datetime,
    limit: int = BATCH,
    *,
    now: Callable[[], datetime] | None = None,
    ways: Ways | None = None,
) -> Counter[str]:
    """Send what is due at this moment, and say what became of each; a bad message stops nobody.

    `now` tells the moment while the batch goes on (without it time stands still); `ways` is kept
    from batch to batch by a worker.
    """
    ways = ways or Ways()
    ids = outbox.take(worker, at, limit, without=ways.resting(at))
    batch = _Batch(worker, at, now or (lambda: at), ways, ids)
    try:
        return batch.send()
    finally:
        ways.close()


class _Batch:
    """The messages that a worker took, one after another."""

    def __init__(
        self,
        worker: str,
        at: datetime,
        now: Callable[[], datetime],
        ways: Ways,
        ids: list[int],
    ) -> None:
        self.worker, self.at, self.now, self.ways = worker, at, now, ways
        self.left = ids
        self.looks = Looks(worker, now, ways.pace)
        self.kept = Keeping()

    def send(self) -> Counter[str]:
        summary: Counter[str] = Counter()
        try:
            while self.left:
                if self.now() - self.at > BATCH_FOR:
                    self._give_back(self.left)
                    break
                summary[self._tried(self.left.pop(0))] += 1
        finally:
            self.kept.flush()
            self.looks.drop(self.left)  # where it was broken off: nobody spoke of them
        lost = self.kept.lost
        found = {"sent": summary["sent"] - lost, "problem": summary["problem"] + lost}
        return Counter({word: count for word, count in (summary | found).items() if count})

    def _tried(self, message_id: int) -> str:
        try:
            return self._one(message_id)
        except Exception as problem:
            # Whatever it is, the sweep finds this message: taken goes back, sending is unclear.
            log.error("message set aside", message=message_id, error=type(problem).__name__)
            return "problem"

    def _one(self, message_id: int) -> str:
        """Send one message that this worker has taken; return what became of it.

        sent, waiting, stopped, retry, refused, unclear, incomplete, not_written or not_ours.
        """
        checked = self.looks.of(message_id, self.left)
        became = self._leaves(checked)
        return became or self._leaves(self.looks.again(message_id))

    def _leaves(self, checked: outbox.Checked) -> str:
        """Send what may leave; "" when something changed since it was looked at."""
        if not checked.goes:
            if checked.word == "not_ours":
                return "not_ours"
            return "waiting" if checked.later else "stopped"
        assert checked.message is not None  # noqa: S101 - it goes
        at, message = self.now(), checked.message
        message_id = message.id
        self.ways.share(message)
        try:
            if lacking := missing_from(message, day_of(at)):
                sending.incomplete(message_id, lacking, at)
                return "incomplete"
            route = self._route(message)
            with remembering(self.ways.answers):
                letter = write(message, at, route)
        except CannotRoute as problem:
            return self._fails(message, problem.word, sending.Talk(at))
        except CannotWrite as problem:
            return _not_written(message_id, str(problem), at)
        except (CannotOpen, DocumentGone, LawRefusal, ValueError) as problem:
            return _not_written(message_id, type(problem).__name__, at)
        if not self.looks.stands(checked):
            return ""
        return self._hand_in(message, route, letter)

    def _route(self, message: Message) -> Route:
        if message.sender is None:
            raise CannotWrite("There is no sender.")
        try:
            return self.ways.route(message.sender)
        except CannotOpen as problem:
            raise CannotRoute("no_secret") from problem

    def _hand_in(self, message: Message, route: Route, letter: "Written") -> str:
        """Speak to the mail server, and write down what we then know."""
        talk = sending.Talk(self.now(), letter.values)
        line = self.ways.line(route)
        try:
            with self.ways.pace.speaking():
                answer = line.send(sender=letter.sender, to=letter.to, content=letter.content)
        except (LoginRefused, NotSafe) as problem:
            return self._fails(message, problem.why, talk, str(problem))
        except NotNow as problem:
            return self._not_now(message, problem, talk)
        except Refused as problem:
            told = problem.answer, self.now()
            sending.refused(message.id, *told, address=problem.address, talk=talk)
            return "refused"
        except Unclear as problem:
            self._unclear(message.id, letter, str(problem), talk)
            return "unclear"
        left = Left(message, letter.content, letter.mail_id, answer, self.now(), talk)
        self.kept.add(left)
        return "sent"

    def _unclear(self, message_id: int, letter: "Written", why: str, talk: sending.Talk) -> None:
        sending.unclear(
            message_id,
            self.now(),
            content=letter.content,
            mail_id=letter.mail_id,
            answer=why,
            talk=talk,
        )

    def _not_now(self, message: Message, problem: NotNow, talk: sending.Talk) -> str:
        at = self.now()
        sending.failed_for_now(message.id, problem.why, str(problem), at, talk=talk)
        sender = message.sender
        if isinstance(problem, Away) and sender is not None:
            self._let_rest(message, sender.id)
            since = silent_since(message.id, sender.id)
            own = sender.way == SenderWay.OWN_SERVER
            if own and since is not None and at - since >= SILENT_FOR:
                sending.sender_fails(message.id, problem.why, at)
        return "retry"

    def _fails(self, message: Message, why: str, talk: sending.Talk, answer: str = "") -> str:
        """The address itself does not work: its mail waits, and leaves from nowhere else."""
        at = self.now()
        sending.failed_for_now(message.id, outbox.FAILING, answer or why, at, talk=talk)
        sending.sender_fails(message.id, why, at)
        if message.sender_id is not None:
            self._let_rest(message, message.sender_id)
        return "retry"

    def _let_rest(self, message: Message, sender_id: int) -> None:
        """What else this client has in the batch would wait for the same server: it goes back."""
        self.ways.rest(sender_id, self.now())
        alike = Message.objects.filter(id__in=self.left, client_id=message.client_id)
        back = set(alike.values_list("id", flat=True))
        self._give_back(back)
        self.left = [number for number in self.left if number not in back]

    def _give_back(self, ids: Collection[int]) -> None:
        self.looks.drop(ids)
        outbox.give_back(ids, self.worker)


def _not_written(message_id: int, why: str, at: datetime) -> str:
    sending.not_written(message_id, why, at)
    return "not_written"


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it goes on the wire: the exact bytes, their Message-ID, from whom and to whom.

    `sender` is the envelope's, to which a bounce comes; `values` the words that filled the text.
    """

    content: bytes
    mail_id: str
    sender: str
    to: str
    values: Mapping[str, str] = field(default_factory=dict)


def write(message: Message, at: datetime, route: Route | None = None) -> Written:
    """Return the mail of a message, by the route of its sender where none is given.

    Raises CannotWrite, CannotRoute, CannotOpen and DocumentGone.
    """
    point = message.contact_point
    if message.sender is None or point is None:
        raise CannotWrite("There is no sender or no address.")
    route = route or route_of(message.sender)
    rendered = render(message, day_of(at))
    face = message.brand.name if message.brand else message.case.client.name
    envelope = Envelope(
        name=route.from_name(face),
        address=route.from_address,
        to=settings.SANDBOX_TO or str(point.open()["value"]),
        at=at,
        reply_to=route.reply_to,
    )
    content = route.finished(wire_bytes(envelope, rendered))
    sender, name = route.envelope(message.id), rendered.headers["Message-ID"]
    return Written(content, name, sender, envelope.to, rendered.values)
