"""The scene of the walk: two homes, who knocks, and the words that may not be seen."""

from dataclasses import dataclass

from minnelijk.records.actions.core import Act
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Account, Brand, Client
from tests import world
from tests.isolation.homes import OURS, Home, homes
from tests.isolation.visitors import Visitor, insiders, outsiders
from tests.records.noticing import law_is_signed

NAME = "Zilverstroom Energie"


@dataclass
class Scene:
    cast: world.Cast
    ours: Home
    theirs: Home
    outsiders: list[Visitor]
    insiders: list[Visitor]

    @property
    def marks(self) -> list[str]:
        """What tells of our home: names, numbers, amounts, accounts, addresses of mail."""
        home = self.ours
        return [
            *OURS.name.split(),
            *("0655501234", "06 5550 12 34", "655501234", OURS.email, OURS.invoice),
            *("1.234,57", "1234.57", "1234,57", "123457", "1.224,57", "1.114,57"),
            *("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "RABO0300065264"[4:]),
            *(home.client.name, home.people.user.email, home.people.user.name),
            *(f"D-{home.case.number}", f"D-{home.made.case.number}"),
            f"Eigen bureau van {home.client.code}",
        ]


def build() -> Scene:
    cast = world.cast()
    _renamed(cast)
    install_texts(Act(world.AT))
    law_is_signed(cast)
    ours, theirs = homes(cast)
    return Scene(cast, ours, theirs, outsiders(cast, ours, theirs), insiders(cast, ours))


def _renamed(cast: world.Cast) -> None:
    """A name that no example on a page has."""
    Client.objects.filter(id=cast.delta.id).update(name=NAME)
    Brand.objects.filter(client=cast.delta).update(name=NAME)
    Account.objects.filter(client=cast.delta).update(holder=NAME)
    cast.delta.refresh_from_db()
