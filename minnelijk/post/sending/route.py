"""How mail of one sender leaves: which server, signed with what, from whom and back to where."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from minnelijk.files.mails.verp import envelope_of
from minnelijk.post.sending.senders import Server, sandboxed
from minnelijk.post.sending.signing import CannotSign, Signer
from minnelijk.records.blind import envelope_key
from minnelijk.records.models import Mailbox, Sender
from minnelijk.records.queries import bureau
from minnelijk.records.words import SenderLogin, SenderWay

TLS_PORT = 465
"""Here TLS begins with the first byte; elsewhere it is asked for (STARTTLS)."""


class CannotRoute(Exception):
    """This sender cannot send as it stands: `word` says what is missing. Nothing leaves, and not
    from another sender either."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


@dataclass(frozen=True, slots=True)
class Route:
    """`via` is the bureau that stands behind the client's name where its own domain is used;
    `answers` the mailbox whose address every envelope is made from, "" where there is none."""

    server: Server
    signer: Signer | None
    from_address: str
    reply_to: str = ""
    via: str = ""
    answers: str = ""

    def from_name(self, face: str) -> str:
        """Return how the sender is called: the client, and the bureau where it is its domain."""
        return f"{face} via {self.via}" if self.via else face

    def envelope(self, message_id: int) -> str:
        """Return the address that what comes back goes to, one per message where we read it."""
        if not self.answers:
            return self.from_address
        return envelope_of(message_id, envelope_key(), self.answers)

    def finished(self, content: bytes) -> bytes:
        """Return the mail as it goes on the wire: marked in a sandbox, signed last."""
        content = sandboxed(content)
        return self.signer.sign(content) if self.signer else content


def route_of(sender: Sender) -> Route:
    """Return how this sender's mail leaves. Raises CannotRoute and CannotOpen."""
    if sender.way == SenderWay.OWN_SERVER:
        return _own_server(sender, sender.open())
    server = our_server()
    answers = _mailbox(sender)
    signer = _signer(sender)
    if sender.way == SenderWay.BUREAU:
        if sender.agreed_on is None:
            raise CannotRoute("not_agreed")
        reply_to, via = sender.reply_to or answers, bureau().name
        return Route(server, signer, sender.address, reply_to, via=via, answers=answers)
    return Route(server, signer, sender.address, _reply_to(sender, answers), answers=answers)


def our_server() -> Server:
    """Return the server of this installation, which knows this machine and asks no password."""
    port = int(settings.SMTP_PORT)
    return Server(settings.SMTP_HOST, port, implicit=port == TLS_PORT)


def _own_server(sender: Sender, secrets: dict[str, str]) -> Route:
    """The client's own server signs by itself, and takes no envelope of another domain."""
    if not sender.host or not sender.port:
        raise CannotRoute("no_server")
    login = SenderLogin(sender.login) if sender.login else None
    secret = secrets.get("token" if login is SenderLogin.TOKEN else "password", "")
    if login and not secret:
        raise CannotRoute("no_secret")
    server = Server(
        sender.host,
        sender.port,
        implicit=sender.port == TLS_PORT,
        login=login,
        user_name=sender.user_name or sender.address,
        secret=secret,
        named=True,
    )
    answers = _mailbox(sender)
    own = answers.rpartition("@")[2].lower() == sender.address.rpartition("@")[2].lower()
    reply_to = _reply_to(sender, answers)
    return Route(server, None, sender.address, reply_to, answers=answers if own else "")


def _reply_to(sender: Sender, answers: str) -> str:
    """Where answers go: as agreed with the client, else where we read them; "" is the sender."""
    asked = sender.reply_to or answers
    return "" if asked.lower() == sender.address.lower() else asked


def _mailbox(sender: Sender) -> str:
    """Return the address at which we read answers: the client's own mailbox here, else ours."""
    rows = Mailbox.objects.filter(Q(client_id=sender.client_id) | Q(client=None), active=True)
    found = sorted(rows.values_list("client_id", "id", "address"), key=lambda row: row[0] is None)
    return found[0][2] if found else ""


def _signer(sender: Sender) -> Signer | None:
    key = sender.open().get("dkim_key", "")
    if not key or not sender.dkim_selector:
        return None
    domain = sender.domain or sender.address.rpartition("@")[2]
    try:
        return _kept_signer(domain, sender.dkim_selector, str(key).encode())
    except CannotSign as problem:
        raise CannotRoute("no_key") from problem


@lru_cache(maxsize=256)
def _kept_signer(domain: str, selector: str, private_key_pem: bytes) -> Signer:
    """Reading a key takes longer than signing with it."""
    return Signer(domain, selector, private_key_pem)
