"""What each role may do: the one table (`roles.toml`) that the doors of every room ask."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from minnelijk.flow.words import Role

TABLE = Path(__file__).with_name("roles.toml")
LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing; all others are acts."""


class NotInTheTable(LookupError):
    """An address that no row of the table names: whoever made it forgot to say whose it is."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One row: what it is, at which addresses, and who reads or acts there."""

    what: Mapping[str, str]
    names: tuple[str, ...]
    acts: frozenset[Role]
    reads: frozenset[Role]
    every_client: bool


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """Addresses without a seat, and why; `room:*` stands for all of a room."""

    why: Mapping[str, str]
    names: tuple[str, ...]

    def holds(self, name: str) -> bool:
        return name in self.names or f"{name.partition(':')[0]}:*" in self.names


@cache
def duties() -> tuple[Duty, ...]:
    """Return the rows in the order of the file."""
    return tuple(_duty(row) for row in _written()["duty"])


@cache
def open_doors() -> tuple[OpenDoor, ...]:
    return tuple(OpenDoor(row["why"], tuple(row["names"].split())) for row in _written()["open"])


def duty_of(name: str) -> Duty:
    """Return the row of an address (`desk:case`); raises NotInTheTable."""
    found = _by_name().get(name)
    if found is None:
        raise NotInTheTable(
            f"No row of {TABLE.name} names the address {name!r}: say there who may come in."
        )
    return found


def may_read(role: str, name: str) -> bool:
    """Tell whether a role may look at an address."""
    duty = duty_of(name)
    return role in duty.acts | duty.reads


def may_act(role: str, name: str) -> bool:
    """Tell whether a role may send something to an address."""
    return role in duty_of(name).acts


def may(role: str, name: str, method: str) -> bool:
    """Tell whether a request of a role with this method is let in."""
    return may_read(role, name) if method in LOOKING else may_act(role, name)


def word_of(duty: Duty, role: Role) -> str:
    """Return `acts`, `reads` or nothing: the cell of one role in one row."""
    return "acts" if role in duty.acts else "reads" if role in duty.reads else ""


@cache
def _by_name() -> dict[str, Duty]:
    found: dict[str, Duty] = {}
    for duty in duties():
        for name in duty.names:
            if name in found:
                raise ValueError(f"{TABLE.name}: {name} stands in two rows.")
            found[name] = duty
    return found


def _duty(row: Mapping[str, Any]) -> Duty:
    acts, reads = frozenset(_roles(row, "acts")), frozenset(_roles(row, "reads"))
    if Role.INSPECTOR in acts:
        raise ValueError(f"{TABLE.name}: an inspector only reads ({row['names'].split()[0]}).")
    if acts & reads:
        raise ValueError(f"{TABLE.name}: who acts also reads ({row['names'].split()[0]}).")
    return Duty(
        row["what"], tuple(row["names"].split()), acts, reads, row.get("every_client", False)
    )


def _roles(row: Mapping[str, Any], column: str) -> Iterator[Role]:
    return (Role(word) for word in row.get(column, ()))


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))
