"""From whom a client's mail leaves: chosen in one of three ways, and used once it is proven."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from minnelijk.flow.words import Channel
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import mail_address
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.sender_proof import (
    CHECKS,
    NOT_TESTED,
    OURS,
    OUTDATED,
    complete,
)
from minnelijk.records.actions.sender_state import (
    checked,
    domain_back,
    domain_lost,
    failing,
    works_again,
)
from minnelijk.records.models import Bureau, Client, Seat, Sender
from minnelijk.records.words import SenderLogin, SenderWay

__all__ = [
    "How",
    "OurServer",
    "OwnServer",
    "SenderProblem",
    "ViaBureau",
    "checked",
    "complete",
    "domain_back",
    "domain_lost",
    "failing",
    "practising",
    "set_limits",
    "set_sender",
    "use_sender",
    "works_again",
]


class SenderProblem(Refused):
    """Why a sender cannot be chosen, limited or used so."""

    sentences = {
        "host_wrong": "'{value}' is not the name of a mail server.",
        "port_wrong": "A port is a number from 1 to 65535.",
        "user_missing": "Fill in the name that the mail server knows us by.",
        "secret_missing": "Fill in the password or the token for this mail server.",
        "yes_missing": "The bureau's domain needs the client's written yes: its day, and who gave "
        "it.",
        "yes_not_theirs": "Who said yes must be somebody of this client.",
        "yes_later": "The day of the written yes lies in the future.",
        "not_bureaus": "'{value}' is not an address of the bureau's own domain.",
        "limits_wrong": "A limit is one or more; the reserve stays below the limit of a day.",
        "not_complete": "This sender is not complete yet: {count} things are missing.",
    }


@dataclass(frozen=True, slots=True)
class OwnServer:
    """The client's own mail server; an empty secret keeps the one that is stored for this server:
    no other one ever hears it."""

    host: str
    port: int
    login: SenderLogin
    user_name: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class OurServer:
    """Our mail server, signed for the client's domain. `key`: a new private key (PEM) and what
    the domain publishes for it; a key that the sender has already is kept."""

    key: tuple[bytes, str] | None = None


@dataclass(frozen=True, slots=True)
class ViaBureau:
    """The bureau's own domain, answers to the client: only with the client's written yes."""

    reply_to: str
    agreed_on: date | None
    agreed_by: Seat | None
    key: tuple[bytes, str] | None = None


How = OwnServer | OurServer | ViaBureau


def set_sender(client: Client, *, address: str, act: Act, how: How | None = None) -> Sender:
    """Choose an address and a way for a client's mail. Raises FaceProblem and SenderProblem.

    A client's first sender is in use at once, but its mail waits until the round trip is made;
    beside a sender that works, the new one waits for `use_sender`. In a demo or sandbox nothing
    reaches a debtor, so nothing waits there.
    """
    address, how = mail_address(address), how or OurServer()
    wanted = _columns(client, address, how, act)
    with transaction.atomic():
        told = {"domain": wanted["domain"], "way": str(wanted["way"])}
        office_event(client, "sender_changed", act, told)
        sender, new = Sender.objects.get_or_create(
            client=client, channel=Channel.EMAIL, address=address, defaults=wanted
        )
        changed = new or any(getattr(sender, name) != value for name, value in wanted.items())
        same_server = sender.host == wanted["host"]
        for name, value in wanted.items():
            setattr(sender, name, value)
        _keep_secrets(sender, how, act, same_server=same_server)
        if changed:
            _untested(sender, act)
        _put_to_use(sender)
        sender.save()
    return sender


def _columns(client: Client, address: str, how: How, act: Act) -> dict[str, Any]:
    """What the way asks for, looked at; whatever another way asked for is emptied."""
    found: dict[str, Any] = {
        "domain": address.rpartition("@")[2],
        "way": SenderWay.OUR_SERVER,
        **{"host": "", "port": None, "login": "", "user_name": "", "reply_to": ""},
        **{"agreed_on": None, "agreed_by": None},
    }
    if isinstance(how, OwnServer):
        return found | _own_server(how)
    if isinstance(how, ViaBureau):
        return found | _via_bureau(client, address, how, act)
    return found


def _own_server(how: OwnServer) -> dict[str, Any]:
    host = how.host.strip().lower()
    if not host or not all(sign.isalnum() or sign in ".-:" for sign in host):
        raise SenderProblem("host_wrong", value=how.host)
    if not 1 <= how.port <= 65_535:
        raise SenderProblem("port_wrong")
    if not how.user_name.strip():
        raise SenderProblem("user_missing")
    names = {"way": SenderWay.OWN_SERVER, "host": host, "port": how.port}
    return names | {"login": SenderLogin(how.login), "user_name": how.user_name.strip()}


def _via_bureau(client: Client, address: str, how: ViaBureau, act: Act) -> dict[str, Any]:
    if how.agreed_on is None or how.agreed_by is None:
        raise SenderProblem("yes_missing")
    if how.agreed_by.client_id != client.id:
        raise SenderProblem("yes_not_theirs")
    if how.agreed_on > act.on:
        raise SenderProblem("yes_later")
    bureau = Bureau.objects.filter(id=1).first()
    own = bureau.email.rpartition("@")[2].lower() if bureau else ""
    if address.rpartition("@")[2] != own:
        raise SenderProblem("not_bureaus", value=address)
    return {
        "way": SenderWay.BUREAU,
        "reply_to": mail_address(how.reply_to),
        "agreed_on": how.agreed_on,
        "agreed_by": how.agreed_by,
    }


def _keep_secrets(sender: Sender, how: How, act: Act, *, same_server: bool) -> None:
    """Seal what this way needs; what another way needed is forgotten."""
    known = sender.open()
    if isinstance(how, OwnServer):
        secret = how.secret or (known.get(str(how.login), "") if same_server else "")
        if not secret:
            raise SenderProblem("secret_missing")
        if how.secret and sender.failing_why not in OURS:
            sender.failing_since, sender.failing_why = None, ""
        sender.close({str(how.login): secret})
        sender.dkim_selector = sender.dkim_public = ""
        return
    if "dkim_key" not in known:
        _give_key(sender, how.key, act)


def _give_key(sender: Sender, key: tuple[bytes, str] | None, act: Act) -> None:
    """The clients that mail from the bureau's domain share its key: one record for all."""
    shared = _bureaus_key(sender)
    if shared is not None:
        sender.close({"dkim_key": shared.open()["dkim_key"]})
        sender.dkim_selector, sender.dkim_public = shared.dkim_selector, shared.dkim_public
    elif key is not None:
        sender.close({"dkim_key": key[0].decode()})
        sender.dkim_selector, sender.dkim_public = _selector(sender.domain, act.on), key[1]
    else:
        sender.sealed = None


def _bureaus_key(sender: Sender) -> Sender | None:
    if sender.way != SenderWay.BUREAU:
        return None
    others = Sender.objects.filter(way=SenderWay.BUREAU, domain=sender.domain, sealed__isnull=False)
    return others.exclude(id=sender.id).exclude(dkim_selector="").order_by("-id").first()


def _selector(domain: str, on: date) -> str:
    """Return a name for the key that its domain does not have yet: mnl2611, mnl2611b, ..."""
    taken = set(Sender.objects.filter(domain=domain).values_list("dkim_selector", flat=True))
    name = f"mnl{on:%y%m}"
    letters = "bcdefghijklmnopqrstuvwxyz"
    free = [name, *(name + letter for letter in letters), *(f"{name}-{n}" for n in range(2, 999))]
    return next(one for one in free if one not in taken)


def _untested(sender: Sender, act: Act) -> None:
    """What was proven with other settings proves nothing about these."""
    sender.trials.exclude(problem=OUTDATED).update(problem=OUTDATED)
    sender.tested_at, sender.checked_on = None, None
    for check in CHECKS:
        setattr(sender, check, "")
    if practising():
        sender.failing_since, sender.failing_why = None, ""
    else:
        sender.failing_since, sender.failing_why = act.at, NOT_TESTED


def _put_to_use(sender: Sender) -> None:
    others = sender.client.senders.filter(channel=Channel.EMAIL).exclude(id=sender.id)
    if practising():
        others.update(active=False)
        sender.active = True
    elif not others.filter(active=True).exists():
        sender.active = True


def practising() -> bool:
    """Tell whether everything that leaves here goes to ourselves: a demo, or a sandbox."""
    return bool(settings.DEMO or settings.SANDBOX_TO)


def use_sender(sender: Sender, act: Act) -> Sender:
    """From now on the client's mail leaves from here. Raises SenderProblem while it is not
    complete."""
    with transaction.atomic():
        told = {"domain": sender.domain, "way": str(sender.way)}
        office_event(sender.client, "sender_used", act, told)
        sender = Sender.objects.select_for_update().select_related("client").get(id=sender.id)
        lacking = complete(sender, act.on)
        if lacking and not practising():
            raise SenderProblem("not_complete", count=len(lacking))
        sender.client.senders.filter(channel=Channel.EMAIL).update(active=False)
        sender.active, sender.failing_since, sender.failing_why = True, None, ""
        sender.save(update_fields=["active", "failing_since", "failing_why"])
    return sender


def set_limits(sender: Sender, *, day: int, minute: int, reserve: int, act: Act) -> Sender:
    """Store how many mails may leave in a day and a minute, and how many of a day are kept for
    confirmations. Raises SenderProblem."""
    if day < 1 or minute < 1 or not 0 <= reserve < day:
        raise SenderProblem("limits_wrong")
    with transaction.atomic():
        told = {"day": day, "minute": minute, "reserve": reserve}
        office_event(sender.client, "sender_limits", act, told)
        sender.day_limit, sender.minute_limit, sender.reserve = day, minute, reserve
        sender.save(update_fields=["day_limit", "minute_limit", "reserve"])
    return sender
