"""Invitations: a link in the mail that ends after a week and is accepted once."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.links import LinkProblem
from minnelijk.records.actions.office import office_event
from minnelijk.records.models import Invitation, Seat, User

INVITATION = "minnelijk.invitation"
INVITATION_DAYS = 7


def invitation_link(seat: Seat, act: Act) -> str:
    """Return the token of a new invitation; an older one of this seat works no longer."""
    with transaction.atomic():
        Seat.objects.select_for_update().get(id=seat.id)
        open_invitations(seat.user).filter(seat=seat).update(withdrawn_at=act.at)
        made = Invitation.objects.create(
            seat=seat, made_at=act.at, until_at=act.at + timedelta(days=INVITATION_DAYS)
        )
    return Signer(salt=INVITATION).sign_object({"invitation": made.id})


def invitation_of(token: str, at: datetime) -> Invitation:
    """Return what a link invites to, without accepting it; raises LinkProblem."""
    try:
        number = Signer(salt=INVITATION).unsign_object(token)["invitation"]
    except (BadSignature, ValueError, KeyError, TypeError) as problem:
        raise LinkProblem("broken") from problem
    found = Invitation.objects.select_related("seat__user").filter(id=number).first()
    if found is None:
        raise LinkProblem("broken")
    if not (found.seat.active and found.seat.user.is_active):
        raise LinkProblem("no_seat")
    if found.accepted_at is not None or found.withdrawn_at is not None:
        raise LinkProblem("used")
    if at >= found.until_at:
        raise LinkProblem("expired")
    return found


def accept(token: str, act: Act) -> User:
    """Accept an invitation, once; of two at once one wins. Raises LinkProblem."""
    found = invitation_of(token, act.at)
    with transaction.atomic():
        still = Invitation.objects.filter(
            id=found.id, accepted_at__isnull=True, withdrawn_at__isnull=True
        )
        if still.update(accepted_at=act.at) != 1:
            raise LinkProblem("used")
        office_event(found.seat.client, "invitation_accepted", act, {"seat": found.seat_id})
    return found.seat.user


def came_in(user: User, at: datetime) -> None:
    """Who came in by another way needs his invitations no more."""
    open_invitations(user).update(accepted_at=at)


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Return the invitations of somebody that wait for him."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.filter(seat__user=user)


def last_invitation(seat: Seat) -> Invitation | None:
    """Return the newest invitation of a seat."""
    return Invitation.objects.filter(seat=seat).order_by("-id").first()
