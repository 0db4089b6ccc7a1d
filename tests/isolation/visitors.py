"""Who knocks: everybody who must find nothing of Delta, and the people whose data it is."""

from dataclasses import dataclass
from datetime import timedelta

from minnelijk.flow.words import Role
from minnelijk.records.models import Client, Partner, Seat
from tests import world
from tests.isolation.homes import NOW, Home
from tests.world import Cast

TODAY = NOW.date()


@dataclass(frozen=True)
class Visitor:
    """Somebody at a door; without a seat he is not signed in."""

    name: str
    seat: Seat | None
    works: bool = True

    @property
    def role(self) -> str:
        return self.seat.role if self.seat is not None else ""


def _seat(
    name: str, role: Role, works_for: Client | None = None, *, client: Client | None = None,
    partner: Partner | None = None, **more: object,
) -> Seat:  # fmt: skip
    chosen = [works_for] if works_for else []
    made = world.seat(name, role, client=client, partner=partner, works_for=chosen)
    Seat.objects.filter(id=made.id).update(**more)
    return Seat.objects.select_related("user").get(id=made.id)


def outsiders(cast: Cast, ours: Home, theirs: Home) -> list[Visitor]:
    """Nobody of these may learn anything of `ours`: another client's people, and the past."""
    other, delta = theirs.client, ours.client
    past, future = {"until_on": TODAY - timedelta(days=1)}, {"from_on": TODAY + timedelta(days=1)}
    return [
        Visitor("another client", cast.charlie),
        Visitor("an agent of another client", _seat("ab", Role.AGENT, other)),
        Visitor("an agent without clients", _seat("a0", Role.AGENT)),
        Visitor("a supervisor of another client", _seat("sb", Role.SUPERVISOR, other)),
        Visitor("a manager of another client", _seat("mb", Role.MANAGER, other)),
        Visitor("an inspector of another client", _seat("ib", Role.INSPECTOR, other)),
        Visitor("an agency of another case", theirs.partner_seat),
        Visitor("nobody who is signed in", None, works=False),
        Visitor("a closed seat", _seat("ac", Role.AGENT, delta, active=False), works=False),
        Visitor(
            "an inspector of the past", _seat("ip", Role.INSPECTOR, delta, **past), works=False
        ),
        Visitor("an inspector to come", _seat("if", Role.INSPECTOR, delta, **future), works=False),
        Visitor("a manager who left", _seat("mp", Role.MANAGER, **past), works=False),
        Visitor(
            "a client's person who left",
            _seat("cp", Role.CLIENT, client=delta, **past),
            works=False,
        ),
        Visitor(
            "an agency's person who left",
            _seat("pp", Role.PARTNER, partner=ours.partner, **past),
            works=False,
        ),
    ]


def insiders(cast: Cast, ours: Home) -> list[Visitor]:
    """One of every role who has to do with `ours`, each at his own doors only."""
    return [
        Visitor("its agent", cast.sanne),
        Visitor("the supervisor", cast.supervisor),
        Visitor("the manager", cast.manager),
        Visitor("the inspector", cast.inspector),
        Visitor("its own person", ours.people),
        Visitor("its agency", ours.partner_seat),
    ]
