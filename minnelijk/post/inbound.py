"""Our own mailboxes, read over IMAP: nothing there is deleted, moved or even marked as seen."""

import imaplib
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, connections
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError, MailboxLoginError

from minnelijk.files.mails import read
from minnelijk.post.proving import trial
from minnelijk.post.reaching import OwnNetwork, reached
from minnelijk.records.actions import inbound, mailboxes
from minnelijk.records.models import Mailbox
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import SenderLogin

log = structlog.get_logger()

SECONDS = 8
"""We wait no longer for a mail server: the same worker sends confirmations meanwhile."""

AT_MOST_SECONDS = 10
"""So long one mailbox may be read in a turn; the next turn goes on."""

AT_A_TIME = 200
LARGEST = 60_000_000
"""Bytes; a larger mail no server lets through, and its beginning is read."""

TLS_PORT = 993
PAUSES = (1, 2, 5, 15, 30)
"""Minutes until a mailbox that failed is tried again; the last one repeats."""

_waits: dict[int, tuple[int, datetime]] = {}
"""Of a mailbox that failed: how often, and when again. Lost with the process, which harms nobody.

A login that is refused every half minute locks an account.
"""


class CannotRead(Exception):
    """This mailbox cannot be read now: `word` says why."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


@dataclass(frozen=True, slots=True)
class Found:
    """A folder as it was opened: its numbering, and the numbers that are new to us."""

    uid_validity: int
    uids: tuple[int, ...]


def read_mailboxes(at: datetime) -> Counter[str]:
    """Read what is new in every mailbox of ours, and say what came of it."""
    summary: Counter[str] = Counter()
    for mailbox in Mailbox.objects.filter(active=True).select_related("client").order_by("id"):
        failed, again_at = _waits.get(mailbox.id, (0, at))
        if failed and at < again_at:
            continue
        try:
            summary += read_mailbox(mailbox, at)
            _waits.pop(mailbox.id, None)
        except CannotRead as problem:
            _let_rest(mailbox, failed, at)
            mailboxes.unreadable(mailbox.id, problem.word, at)
            log.warning("mailbox not read", mailbox=mailbox.id, why=problem.word)
            summary["mailbox_failed"] += 1
        except DatabaseError:
            raise  # of all of them; the next turn finds everything again
        except Exception as problem:
            # Whatever one mailbox makes go wrong, the next ones are read.
            _let_rest(mailbox, failed, at)
            log.error("mailbox set aside", mailbox=mailbox.id, error=type(problem).__name__)
            summary["problem"] += 1
    return summary


def _let_rest(mailbox: Mailbox, failed: int, at: datetime) -> None:
    pause = PAUSES[min(failed, len(PAUSES) - 1)]
    _waits[mailbox.id] = (failed + 1, at + timedelta(minutes=pause))


class Aside:
    """Reads the mailboxes on a thread of its own, one turn at a time: a mail server that does not
    answer keeps no confirmation from leaving."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._done: Counter[str] = Counter()

    def turn(self, at: datetime) -> Counter[str]:
        """Begin to read, unless the turn before is still going on; return what that one did."""
        if self._thread is not None and self._thread.is_alive():
            return Counter()
        done, self._done = self._done, Counter()
        if Mailbox.objects.filter(active=True).exists():
            name = "mailboxes"
            self._thread = threading.Thread(target=self._read, args=(at,), name=name, daemon=True)
            self._thread.start()
        return done

    def wait(self, seconds: float) -> None:
        """Wait until the turn that is going on is over."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _read(self, at: datetime) -> None:
        try:
            self._done = read_mailboxes(at)
        except Exception as problem:
            # The database may be away for a moment; the next turn finds everything again.
            log.error("mailboxes not read", error=type(problem).__name__)
            self._done = Counter(problem=1)
        finally:
            connections.close_all()  # those of this thread


read_aside = Aside().turn


def read_mailbox(mailbox: Mailbox, at: datetime) -> Counter[str]:
    """Read what is new in one mailbox. Raises CannotRead; what was read before that stays read."""
    summary: Counter[str] = Counter()
    begun = time.monotonic()
    with opened(mailbox) as box:
        found = _new(box, mailbox)
        mailboxes.read_to(mailbox.id, found.uid_validity, _last_before(mailbox, found), at)
        for uid in found.uids[:AT_A_TIME]:
            content = _content(box, uid)
            word = _take_in(content, mailbox, at) if content else "gone"
            if word == "later":
                break  # our own message is leaving just now; the next turn begins here
            summary[word] += 1
            mailboxes.read_to(mailbox.id, found.uid_validity, uid, at)
            if time.monotonic() - begun > AT_MOST_SECONDS:
                break
    return summary


def _take_in(content: bytes, mailbox: Mailbox, at: datetime) -> str:
    try:
        if trial.arrived(content, at):
            return "trial"
        return inbound.take_in(inbound.Mail(content, read(content)), mailbox, at)
    except OSError as problem:  # no room to keep it in; it stays where it is
        raise CannotRead("cannot_keep") from problem


def _last_before(mailbox: Mailbox, found: Found) -> int:
    """A folder that was made anew is numbered anew: nothing in it was read under these numbers."""
    return mailbox.last_uid if mailbox.uid_validity == found.uid_validity else 0


# Speaking IMAP -------------------------------------------------------------------------------


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    """Log in and open the one folder, to read only. Raises CannotRead, also for what is done
    inside."""
    try:
        box = _connected(mailbox)
        try:
            _log_in(box, mailbox)
            _open_folder(box, mailbox.folder)
            yield box
        finally:
            _leave(box)
    except ssl.SSLError as problem:
        raise CannotRead("not_trusted") from problem
    except OwnNetwork as problem:
        raise CannotRead("own_network") from problem
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as problem:
        raise CannotRead("no_connection") from problem


class _Guarded(imaplib.IMAP4):
    """A user named this machine: it is reached as such."""

    def _create_socket(self, timeout: float) -> socket.socket:
        return reached(self.host, self.port, timeout)


class _GuardedTls(imaplib.IMAP4_SSL):
    def _create_socket(self, timeout: float) -> ssl.SSLSocket:
        bare = reached(self.host, self.port, timeout)
        safe: ssl.SSLSocket = self.ssl_context.wrap_socket(bare, server_hostname=self.host)
        return safe


class _Box(MailBox):
    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _GuardedTls(
            self._host, self._port, ssl_context=self._ssl_context, timeout=self._timeout
        )


class _StartTlsBox(MailBoxStartTls):
    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Guarded(self._host, self._port, timeout=self._timeout)
        client.starttls(self._ssl_context)
        return client


def _connected(mailbox: Mailbox) -> BaseMailBox:
    """TLS from the first byte, or asked for at once: a password never goes in the clear."""
    trust = ssl.create_default_context()
    implicit = mailbox.port == TLS_PORT or mailbox.port > 1_024
    kind = _Box if implicit else _StartTlsBox
    try:
        return kind(mailbox.host, mailbox.port, timeout=SECONDS, ssl_context=trust)
    except UnicodeError as problem:  # a name that no machine can have
        raise CannotRead("no_connection") from problem


def _log_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    try:
        secrets = mailbox.open()
    except CannotOpen as problem:
        raise CannotRead("no_secret") from problem
    try:
        if mailbox.login == SenderLogin.TOKEN:
            box.xoauth2(mailbox.user_name, str(secrets.get("token", "")), initial_folder=None)
        else:
            box.login(mailbox.user_name, str(secrets.get("password", "")), initial_folder=None)
    except imaplib.IMAP4.abort as problem:
        raise CannotRead("no_connection") from problem
    except (imaplib.IMAP4.error, MailboxLoginError, UnicodeError) as problem:
        raise CannotRead("login_refused") from problem


def _open_folder(box: BaseMailBox, folder: str) -> None:
    try:
        box.folder.set(folder, readonly=True)
    except imaplib.IMAP4.abort as problem:
        raise CannotRead("no_connection") from problem
    except (imaplib.IMAP4.error, ImapToolsError) as problem:
        raise CannotRead("folder_missing") from problem


def _leave(box: BaseMailBox) -> None:
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        return  # it hung up first


def _new(box: BaseMailBox, mailbox: Mailbox) -> Found:
    """The numbers after the last one that we read; `n:*` always names the last mail, also an old
    one."""
    _, told = box.client.response("UIDVALIDITY")
    if not told or not told[0]:
        raise CannotRead("no_connection")
    validity = int(told[0])
    last = mailbox.last_uid if mailbox.uid_validity == validity else 0
    answer, lines = box.client.uid("SEARCH", f"UID {last + 1}:*")
    if answer != "OK":
        raise CannotRead("no_connection")
    uids = sorted(int(one) for line in lines if line for one in line.split())
    return Found(validity, tuple(uid for uid in uids if uid > last))


def _content(box: BaseMailBox, uid: int) -> bytes | None:
    """The bytes of one mail; None when somebody deleted it meanwhile."""
    answer, lines = box.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{LARGEST}>)")
    if answer != "OK":
        raise CannotRead("no_connection")
    found = [part[1] for part in lines if isinstance(part, tuple)]
    return bytes(found[0]) if found else None
