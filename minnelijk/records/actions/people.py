"""The people who work here: invitations, seats, and the links by which they and debtors come in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.db import transaction

from minnelijk.flow.words import Role, WorkState
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import mail_address
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.models import (
    BUREAU_ROLES,
    Callback,
    Case,
    Client,
    Seat,
    SeatClient,
    User,
    WorkItem,
)

LINK_MINUTES = 30
LINK_DAYS_AFTER_CLOSING = 30  # RULES.md 29
SIGN_IN = "minnelijk.sign_in"
DEBTOR = "minnelijk.debtor"


class SeatProblem(Refused):
    """Why a seat cannot be given or closed so."""

    sentences = {
        "name_missing": "Give the name of the person.",
        "role_needs_client": "A seat of this kind belongs to one client: say which.",
        "role_is_bureaus": "A seat of this kind is the bureau's own and has no client.",
        "last_manager": "This is the last manager; give somebody else that seat first.",
        "inspector_until": "An inspector's seat needs its last day.",
    }


class LinkProblem(Refused):
    """Why a link opens nothing (any more)."""

    sentences = {
        "broken": "This link is not complete. Copy the whole link from the message.",
        "expired": "This link is no longer valid.",
        "used": "This link was used already.",
        "no_seat": "This person has no access any more.",
    }


def invite(  # noqa: PLR0913 - who, as what, where, until when, by whom
    email: str,
    name: str,
    role: Role,
    client: Client | None,
    act: Act,
    *,
    until_on: date | None = None,
    language: str = "nl",
) -> Seat:
    """Give somebody a seat, and an account to sign in with; the same invitation twice is one seat.

    Raises SeatProblem, FaceProblem.
    """
    email = mail_address(email)
    _check_seat(name, role, client, until_on)
    with transaction.atomic():
        user, new = User.objects.get_or_create(
            email=email, defaults={"name": name.strip(), "language": language}
        )
        if new:
            user.set_unusable_password()
        user.is_active = True
        user.save()
        seat, fresh = Seat.objects.get_or_create(
            user=user, client=client, role=role, defaults={"from_on": act.on, "until_on": until_on}
        )
        if not fresh:
            seat.active, seat.until_on = True, until_on
            seat.save(update_fields=["active", "until_on"])
        office_event(client, "seat_given", act, {"seat": seat.id, "role": str(role)})
    return seat


def _check_seat(name: str, role: Role, client: Client | None, until_on: date | None) -> None:
    if not name.strip():
        raise SeatProblem("name_missing")
    if role in BUREAU_ROLES and client is not None:
        raise SeatProblem("role_is_bureaus")
    if role in {Role.CLIENT, Role.MACHINE} and client is None:
        raise SeatProblem("role_needs_client")
    if role == Role.INSPECTOR and until_on is None:
        raise SeatProblem("inspector_until")


def choose_clients(seat: Seat, clients: Iterable[Client], act: Act) -> None:
    """Set for which clients a seat of the bureau works; none means all (not for an agent)."""
    ids = sorted(client.id for client in clients)
    with transaction.atomic():
        SeatClient.objects.filter(seat=seat).exclude(client_id__in=ids).delete()
        SeatClient.objects.bulk_create(
            [SeatClient(seat=seat, client_id=number) for number in ids], ignore_conflicts=True
        )
        office_event(None, "seat_clients", act, {"seat": seat.id, "clients": ids})


def close_seat(seat: Seat, act: Act) -> Seat:
    """End a seat: what it held goes back to the team, and without another seat he is signed out.

    Raises SeatProblem.
    """
    with transaction.atomic():
        seat = Seat.objects.select_for_update().get(id=seat.id)
        if seat.role == Role.MANAGER and not _other_managers(seat):
            raise SeatProblem("last_manager")
        seat.active = False
        seat.until_on = max(act.on, seat.from_on)
        seat.save(update_fields=["active", "until_on"])
        _give_back(seat)
        if not Seat.objects.filter(user=seat.user, active=True).exists():
            User.objects.filter(id=seat.user_id).update(is_active=False)
            _end_sessions(seat.user, act.at)
        office_event(seat.client, "seat_closed", act, {"seat": seat.id, "role": seat.role})
    return seat


def _other_managers(seat: Seat) -> bool:
    return Seat.objects.filter(role=Role.MANAGER, active=True).exclude(id=seat.id).exists()


def _give_back(seat: Seat) -> None:
    WorkItem.objects.filter(leased_by=seat).update(leased_by=None, leased_until=None)
    WorkItem.objects.filter(for_seat=seat, state=WorkState.OPEN).update(for_seat=None)
    Callback.objects.filter(seat=seat, kept_at__isnull=True, cancelled_at__isnull=True).update(
        seat=None
    )


def _end_sessions(user: User, at: datetime) -> None:
    for session in Session.objects.filter(expire_date__gte=at).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def sign_in_link(user: User, act: Act) -> str:
    """Return the token of a sign-in link: for half an hour, once, for this person."""
    content = {"user": user.pk, "at": int(act.at.timestamp()), "seen": _seen(user)}
    return _signer(SIGN_IN).sign_object(content)


def user_of_link(token: str, at: datetime) -> User:
    """Return whom a sign-in link belongs to, without using it up; raises LinkProblem."""
    try:
        content = _signer(SIGN_IN).unsign_object(token)
        user_id, made, seen = content["user"], content["at"], content["seen"]
    except (BadSignature, ValueError, KeyError, TypeError) as problem:
        raise LinkProblem("broken") from problem
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise LinkProblem("no_seat")
    if _seen(user) != seen:
        raise LinkProblem("used")
    if at.timestamp() > made + timedelta(minutes=LINK_MINUTES).total_seconds():
        raise LinkProblem("expired")
    return user


def use_link(token: str, at: datetime) -> User:
    """Use a sign-in link up and return who comes in; of two at once one wins. LinkProblem."""
    user = user_of_link(token, at)
    same = User.objects.filter(pk=user.pk, last_login=user.last_login)
    if same.update(last_login=at) != 1:
        raise LinkProblem("used")
    user.last_login = at
    return user


def _seen(user: User) -> str:
    """The last sign-in makes every older link worthless."""
    return user.last_login.isoformat() if user.last_login else ""


def debtor_token(case_id: int, seed: str) -> str:
    """Return the token of a debtor's link: the case, the message's own seed, no personal data."""
    return _signer(DEBTOR).sign(f"{case_id}-{seed}")


def case_of_token(token: str, on: date) -> Case:
    """Return the case of a debtor's link, until thirty days after it closed; raises LinkProblem."""
    try:
        case_id = int(_signer(DEBTOR).unsign(token).partition("-")[0])
    except (BadSignature, ValueError) as problem:
        raise LinkProblem("broken") from problem
    case = Case.objects.select_related("client", "debtor").filter(id=case_id).first()
    if case is None:
        raise LinkProblem("broken")
    last_on = case.closed_on and case.closed_on + timedelta(days=LINK_DAYS_AFTER_CLOSING)
    if last_on is not None and on > last_on:
        raise LinkProblem("expired")
    return case


def _signer(salt: str) -> Signer:
    return Signer(salt=salt)
