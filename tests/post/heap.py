"""A heap of reminders that waits to leave: real messages, the many copied from a few."""

from collections.abc import Sequence
from typing import Any

from minnelijk.flow.words import Basis, Purpose
from minnelijk.records.actions.core import Act, changing
from minnelijk.records.actions.messages import queue, step_facts
from minnelijk.records.models import Case, Client, Message, Sender
from tests import world


def debtors(client: Client, count: int, begin: str = "anna") -> list[Case]:
    """Cases of as many debtors, each with a name and an address of its own."""
    return [
        world.case(
            client,
            name=f"{begin.capitalize()} Nummer{number}",
            email=f"{begin}{number}@post.example",
            phone=f"+316{client.id:02}{number:06}",
        )
        for number in range(count)
    ]


def reminder(case: Case) -> Message:
    """A step of our own plan, due two minutes after the cast's moment."""
    with changing(case.id) as locked:
        message = queue(
            locked,
            "not_reached",
            Purpose.STEP,
            Act(world.AT),
            basis=Basis.OURS,
            facts=step_facts(locked, world.DAY),
            step="not_reached",
        )
    assert message is not None
    return message


def heap(client: Client, people: int, all_in_all: int = 0, begin: str = "anna") -> Sequence[int]:
    """Reminders for so many debtors, and behind them copies up to `all_in_all`."""
    made = [reminder(case) for case in debtors(client, people, begin)]
    last = made[-1]
    fields = [field.attname for field in Message._meta.concrete_fields if field.attname != "id"]
    alike = {name: getattr(last, name) for name in fields}
    Message.objects.bulk_create(
        Message(**alike | {"occurrence": 10_000 + number})
        for number in range(all_in_all - len(made))
    )
    return [message.id for message in made]


def limits(client: Client, *, day: int = 5_000, minute: int = 5_000, reserve: int = 200) -> Sender:
    """The client's own address with these limits."""
    rows = Sender.objects.filter(client=client, channel="email", active=True)
    rows.update(day_limit=day, minute_limit=minute, reserve=reserve)
    return rows.get()


def sender_of(cast: world.Cast, secrets: dict[str, str] | None = None, **columns: Any) -> Sender:
    """The first client's address with these columns."""
    row = Sender.objects.get(client=cast.delta, channel="email", active=True)
    for name, value in columns.items():
        setattr(row, name, value)
    if secrets:
        row.close(secrets)
    row.save()
    return row
