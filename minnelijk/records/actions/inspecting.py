"""An inspector's seat: for a period, for chosen clients, and every page that he reads is kept."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from minnelijk.flow.words import Role
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import office_event
from minnelijk.records.actions.people import SeatProblem, choose_clients, invite
from minnelijk.records.models import Client, OfficeEvent, Seat

LOOKED = "inspector_looked"
SHOWN = 100


def invite_inspector(
    seat: tuple[str, str, str],
    period: tuple[date | None, date | None],
    clients: Iterable[Client],
    act: Act,
) -> Seat:
    """Give an inspector (e-mail, name, language) a seat from a first to a last day.

    No first day means today; no clients means all of them. Raises SeatProblem, FaceProblem.
    """
    email, name, language = seat
    first, last = period[0] or act.on, period[1]
    if last is not None and last < max(first, act.on):
        raise SeatProblem("period_wrong")
    with transaction.atomic():
        made = invite(email, name, Role.INSPECTOR, None, act, until_on=last, language=language)
        Seat.objects.filter(id=made.id).update(from_on=first)
        made.from_on = first
        choose_clients(made, clients, act)
    return made


def looked(page: str, named: Mapping[str, object], act: Act) -> OfficeEvent:
    """Keep that an inspector read a page: its name and the numbers in its address, no more."""
    which = {key: value for key, value in named.items() if isinstance(value, int | str)}
    seat = act.by.id if act.by is not None else 0
    return office_event(None, LOOKED, act, {**which, "seat": seat, "page": page})


def looked_at(seat: Seat) -> list[OfficeEvent]:
    """Return the last pages that an inspector read, newest first."""
    rows = OfficeEvent.objects.filter(client__isnull=True, seat=seat, kind=LOOKED)
    return list(rows.order_by("-seq")[:SHOWN])
