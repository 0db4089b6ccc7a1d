"""Looks at the domains that our clients mail from: when asked, and once a day."""

from dataclasses import replace
from datetime import datetime, timedelta

import dns.resolver
import structlog
from django.conf import settings
from django.db.models import Q

from minnelijk.flow.words import Channel
from minnelijk.post.proving.asking import NoSuchName, NotKnownNow, addresses, asker
from minnelijk.post.proving.domain_check import Asked, DomainCheck, check_domain
from minnelijk.post.sending.route import CannotRoute, route_of
from minnelijk.post.sending.senders import Away, Line, LoginRefused, NotNow, Refused
from minnelijk.post.sending.speaking import LOOPBACK
from minnelijk.records.actions import senders
from minnelijk.records.actions.core import Act, day_of
from minnelijk.records.actions.sender_proof import DOMAIN_LOST, OURS
from minnelijk.records.models import Sender
from minnelijk.records.sealed import CannotOpen
from minnelijk.records.words import Actor, CheckResult, SenderWay

log = structlog.get_logger()

A_TURN = 3
"""So many senders in one turn of the worker, which has confirmations to send meanwhile."""

AGAIN = timedelta(hours=1)
"""When a domain is asked again that nobody answered for, or that no longer vouches for its mail."""

PAUSE = timedelta(minutes=10)
"""When nobody answers for one domain, nobody is asked about the others for so long."""

KNOCK_AGAIN = timedelta(minutes=5)
ALL = 0
KNOCK_SECONDS = 8.0

_again_at: dict[int, datetime] = {}
"""Lost with the process, which then asks once more."""


def resolver() -> dns.resolver.Resolver:
    """Return whom we ask about domains. Raises NotKnownNow."""
    return asker(settings.DNS_SERVER)


def look_at(sender: Sender, act: Act, asking: dns.resolver.Resolver | None = None) -> DomainCheck:
    """Ask the sender's domain what it says now, and keep the answer."""
    found = look(sender, asking)
    senders.checked(sender, found.told(), act)
    return found


def look(sender: Sender, asking: dns.resolver.Resolver | None = None) -> DomainCheck:
    """Ask the sender's domain what it says now."""
    try:
        asking = asking or resolver()
    except NotKnownNow:
        return check_domain(Asked("", "", ()), None)
    return check_domain(asked_of(sender, asking), asking)


def asked_of(sender: Sender, asking: dns.resolver.Resolver) -> Asked:
    """Return what we would send for this sender, as its domain will be asked about it.

    From where a client's own server sends is not for us to know: a test mail shows it.
    """
    domain = sender.domain or sender.address.rpartition("@")[2]
    own = sender.way == SenderWay.OWN_SERVER
    return Asked(
        from_domain=domain,
        envelope_domain=envelope_domain(sender),
        addresses=() if own else _our_addresses(asking),
        selector=sender.dkim_selector,
        public=sender.dkim_public,
        include=settings.SPF_INCLUDE,
        own_server=own,
    )


def envelope_domain(sender: Sender) -> str:
    """Return the domain that bounces go to, which is the one that SPF is about."""
    try:
        route = route_of(sender)
    except (CannotRoute, CannotOpen):
        return sender.address.rpartition("@")[2]
    return (route.answers or route.from_address).rpartition("@")[2].lower()


def _our_addresses(asking: dns.resolver.Resolver) -> tuple[str, ...]:
    if settings.SMTP_ADDRESSES or settings.SMTP_HOST in LOOPBACK:
        return tuple(settings.SMTP_ADDRESSES)
    found: list[str] = []
    for version in (4, 6):
        try:
            found += addresses(asking, settings.SMTP_HOST, version)
        except (NoSuchName, NotKnownNow):
            continue
    return tuple(found)


def retest_due(at: datetime) -> int:
    """Look again, once a day, at the senders in use; return how many were looked at.

    What no longer proves its domain stops, with its reason, and nothing takes its place. What
    nobody answers changes nothing.
    """
    if senders.practising() or _again_at.get(ALL, at) > at:
        return 0
    due = Q(checked_on__lt=day_of(at)) | Q(checked_on__isnull=True) | Q(failing_why=DOMAIN_LOST)
    rows = Sender.objects.filter(due, channel=Channel.EMAIL, active=True).select_related("client")
    waiting = [one for one in rows.order_by("checked_on", "id") if _again_at.get(one.id, at) <= at]
    for count, sender in enumerate(waiting[:A_TURN], 1):
        if retest(sender, at) == "not_known":
            _again_at[ALL] = at + PAUSE
            return count
    return len(waiting[:A_TURN])


def retest(sender: Sender, at: datetime, asking: dns.resolver.Resolver | None = None) -> str:
    """Look at one sender again: good, lost, back, weak, not_known or login_refused."""
    if sender.way == SenderWay.OWN_SERVER and _login_refused(sender, at):
        return "login_refused"
    vouched = CheckResult.PASS in {sender.spf, sender.dkim}
    found = look(sender, asking)
    own = sender.way == SenderWay.OWN_SERVER
    if not found.known:
        _again_at[sender.id] = at + AGAIN
        log.info("sender's domain not known now", sender=sender.id)
        return "not_known"
    senders.checked(sender, found.told(), Act(at, actor=Actor.MACHINE))
    return "good" if own else _follow(sender, found, vouched, at)


def _follow(sender: Sender, found: DomainCheck, vouched: bool, at: datetime) -> str:
    if found.aligned != "none":
        _again_at.pop(sender.id, None)
        return "back" if senders.domain_back(sender.id, at) else "good"
    _again_at[sender.id] = at + AGAIN
    if vouched or sender.failing_why == DOMAIN_LOST:
        senders.domain_lost(sender.id, at)
        return "lost"
    return "weak"


def _login_refused(sender: Sender, at: datetime) -> bool:
    """Knock at the client's own server. One that is away is the outbox's to notice."""
    try:
        _knock(sender)
    except LoginRefused as problem:
        _again_at[sender.id] = at + AGAIN
        senders.failing(sender.id, problem.why, at)
        return True
    except (NotNow, Refused, CannotRoute, CannotOpen):
        return False
    return False


def knock_at_failing(at: datetime) -> int:
    """Try the servers from which nothing leaves, one in a turn; return how many work again.

    A server that was away is tried every few minutes, one that refuses us every hour: who knocks
    too often with a wrong password is locked out.
    """
    rows = Sender.objects.filter(active=True, failing_since__isnull=False)
    for sender in rows.exclude(failing_why__in=OURS).order_by("failing_since", "id"):
        if _again_at.get(sender.id, at) > at:
            continue
        away = sender.failing_why == Away.why
        _again_at[sender.id] = at + (KNOCK_AGAIN if away else AGAIN)
        try:
            _knock(sender)
        except (NotNow, Refused, CannotRoute, CannotOpen):
            return 0
        return int(senders.works_again(sender.id, at))
    return 0


def _knock(sender: Sender) -> None:
    """Connect and log in, and no more. Raises NotNow, Refused, CannotRoute and CannotOpen."""
    line = Line(replace(route_of(sender).server, seconds=KNOCK_SECONDS))
    try:
        line.knock()
    finally:
        line.close()
