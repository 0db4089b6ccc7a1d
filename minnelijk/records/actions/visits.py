"""Being signed in somewhere: a visit begins, is seen, proves itself again, and is ended."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from minnelijk.records.models import BUREAU_ROLES, Seat, User, Visit

HOURS_AND_IDLE = {"bureau": (12, 60), "outside": (24, 240)}
"""How many hours a visit lasts at most, and after how many idle minutes it ends."""
FRESH = timedelta(minutes=15)
"""For so long after showing who he is, somebody may change how he signs in."""
SEEN_EVERY = timedelta(minutes=1)
KEPT = timedelta(days=90)


def begin_visit(
    user: User, session: str, device: str, at: datetime, *, strong: bool, proved: bool = True
) -> Visit:
    """Write down that somebody is signed in with this session; `strong` with a second factor."""
    hours, idle = HOURS_AND_IDLE["bureau" if is_bureaus(user) else "outside"]
    with transaction.atomic():
        Visit.objects.filter(user=user, ended_at__lt=at - KEPT).delete()
        end_visits(open_visits(user).filter(until_at__lt=at), at)
        visit, _ = Visit.objects.get_or_create(
            session=session,
            defaults={
                "user": user,
                "device": device,
                "strong": strong,
                "began_at": at,
                "seen_at": at,
                "proved_at": at if proved else None,
                "until_at": at + timedelta(hours=hours),
                "idle_minutes": idle,
            },
        )
    return visit


def is_bureaus(user: User) -> bool:
    """Tell whether somebody has a seat of the bureau."""
    return Seat.objects.filter(user=user, active=True, role__in=BUREAU_ROLES).exists()


def needs_second_factor(user: User) -> bool:
    """Tell whether a page of a room may open only after a second factor (docs/sign-in.md)."""
    return bool(settings.SECOND_FACTOR) and is_bureaus(user)


def is_over(visit: Visit, at: datetime) -> bool:
    """Tell whether a visit was ended, lasted too long or was left alone too long.

    A demo's clock is put days ahead while people look around: there only an ending counts.
    """
    if visit.ended_at is not None or settings.DEMO:
        return visit.ended_at is not None
    return at >= visit.until_at or at >= visit.seen_at + timedelta(minutes=visit.idle_minutes)


def is_fresh(visit: Visit, at: datetime) -> bool:
    """Tell whether somebody showed who he is a short while ago."""
    return visit.proved_at is not None and abs(at - visit.proved_at) <= FRESH


def see(visit: Visit, at: datetime) -> None:
    """Move the moment at which a visit was last seen, once a minute."""
    if abs(at - visit.seen_at) >= SEEN_EVERY:
        Visit.objects.filter(id=visit.id, ended_at__isnull=True).update(seen_at=at)


def prove(visit: Visit, at: datetime) -> None:
    """Write down that somebody showed his second factor in this visit."""
    Visit.objects.filter(id=visit.id).update(proved_at=at, strong=True)
    visit.proved_at, visit.strong = at, True


def running_visits(user: User, at: datetime) -> list[Visit]:
    """Return where somebody is signed in now, the latest first."""
    return [visit for visit in open_visits(user) if not is_over(visit, at)]


def open_visits(user: User) -> QuerySet[Visit]:
    """Return the visits of somebody that nothing ended yet, the latest first."""
    return Visit.objects.filter(user=user, ended_at__isnull=True).order_by("-seen_at", "-id")


def end_visits(visits: QuerySet[Visit], at: datetime) -> int:
    """End visits and throw their sessions away: the next request of those devices is nobody's."""
    with transaction.atomic():
        sessions = list(visits.filter(ended_at__isnull=True).values_list("session", flat=True))
        Session.objects.filter(session_key__in=sessions).delete()
        return Visit.objects.filter(session__in=sessions, ended_at__isnull=True).update(ended_at=at)


def end_all(user: User, at: datetime) -> int:
    """End every visit of somebody."""
    return end_visits(Visit.objects.filter(user=user), at)
