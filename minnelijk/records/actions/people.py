"""The people who work here: invitations and seats."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from minnelijk.flow.words import Role, WorkState
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.face import mail_address
from minnelijk.records.actions.links import (
    LinkProblem,
    case_of_token,
    debtor_token,
    sign_in_link,
    use_link,
    user_of_link,
)
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.visits import end_all
from minnelijk.records.models import (
    BUREAU_ROLES,
    Callback,
    Client,
    Invitation,
    Partner,
    Seat,
    SeatClient,
    User,
    WorkItem,
)

__all__ = [
    "LinkProblem",
    "SeatProblem",
    "case_of_token",
    "choose_clients",
    "close_seat",
    "debtor_token",
    "invite",
    "sign_in_link",
    "use_link",
    "user_of_link",
]


class SeatProblem(Refused):
    """Why a seat cannot be given or closed so."""

    sentences = {
        "name_missing": "Give the name of the person.",
        "role_needs_client": "A seat of this kind belongs to one client: say which.",
        "role_is_bureaus": "A seat of this kind is the bureau's own and has no client.",
        "role_needs_partner": "A seat of this kind belongs to one agency: say which.",
        "role_is_no_partners": "Only a partner's seat belongs to an agency.",
        "last_manager": "This is the last manager; give somebody else that seat first.",
        "inspector_until": "An inspector's seat needs its last day.",
        "period_wrong": "The last day of a seat is not before its first, and not over.",
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
    partner: Partner | None = None,
) -> Seat:
    """Give somebody a seat, and an account to sign in with; the same invitation twice is one seat.

    Raises SeatProblem, FaceProblem.
    """
    email = mail_address(email)
    _check_seat(name, role, client, until_on)
    _check_partner(role, partner)
    with transaction.atomic():
        user, new = User.objects.get_or_create(
            email=email, defaults={"name": name.strip(), "language": language}
        )
        if new:
            user.set_unusable_password()
        user.is_active = True
        user.save()
        seat, fresh = Seat.objects.get_or_create(
            user=user,
            client=client,
            partner=partner,
            role=role,
            defaults={"from_on": act.on, "until_on": until_on},
        )
        if not fresh:
            seat.active, seat.until_on = True, until_on
            if until_on is not None and until_on < seat.from_on:
                seat.from_on = min(act.on, until_on)
            seat.save(update_fields=["active", "until_on", "from_on"])
        office_event(client, "seat_given", act, {"seat": seat.id, "role": str(role)})
    return seat


def _check_seat(name: str, role: Role, client: Client | None, until_on: date | None) -> None:
    if not name.strip():
        raise SeatProblem("name_missing")
    if role in {*BUREAU_ROLES, Role.PARTNER} and client is not None:
        raise SeatProblem("role_is_bureaus")
    if role in {Role.CLIENT, Role.MACHINE} and client is None:
        raise SeatProblem("role_needs_client")
    if role == Role.INSPECTOR and until_on is None:
        raise SeatProblem("inspector_until")


def _check_partner(role: Role, partner: Partner | None) -> None:
    if role == Role.PARTNER and partner is None:
        raise SeatProblem("role_needs_partner")
    if role != Role.PARTNER and partner is not None:
        raise SeatProblem("role_is_no_partners")


def choose_clients(seat: Seat, clients: Iterable[Client], act: Act) -> None:
    """Set for which clients a seat of the bureau works; none means all (not for an agent)."""
    ids = sorted(client.id for client in clients)
    with transaction.atomic():
        SeatClient.objects.filter(seat=seat).exclude(client_id__in=ids).delete()
        SeatClient.objects.bulk_create(
            [SeatClient(seat=seat, client_id=number) for number in ids], ignore_conflicts=True
        )
        office_event(None, "seat_clients", act, {"seat": seat.id, "clients": ids})


def choose_languages(seat: Seat, languages: Iterable[str], act: Act) -> None:
    """Set in which languages somebody speaks with people."""
    spoken = sorted(set(languages))
    with transaction.atomic():
        Seat.objects.filter(id=seat.id).update(languages=spoken)
        office_event(None, "seat_languages", act, {"seat": seat.id, "languages": spoken})


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
            end_all(seat.user, act.at)
        Invitation.objects.filter(
            seat=seat, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).update(withdrawn_at=act.at)
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
