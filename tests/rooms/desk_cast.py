"""The desk's own scene: the cast, texts, cases that wait to be phoned, an agent in his seat."""

import re
from datetime import UTC, datetime

from django.http import HttpResponse
from django.test import Client

from minnelijk.flow.words import WorkKind, WorkState
from minnelijk.records.actions.core import by_tick
from minnelijk.records.actions.texts import install_texts
from minnelijk.records.models import Case, Seat, WorkItem
from tests import world

AT = world.AT


def scene() -> world.Cast:
    """The cast with the shipped texts: scripts and mails can be filled."""
    cast = world.cast()
    install_texts(by_tick(AT))
    return cast


def waits(case: Case, *, kind: WorkKind = WorkKind.CALL, rank: int = 1_000) -> WorkItem:
    """A call that waits at the desk for this case."""
    case.occurrence += 1
    case.step = case.step or "first_call"
    case.save()
    return WorkItem.objects.create(
        case=case,
        person_id=case.person_id,
        client_id=case.client_id,
        step=case.step,
        occurrence=case.occurrence,
        kind=kind,
        language="nl",
        rank=rank,
        ready_on=world.DAY,
        state=WorkState.OPEN,
        reason="policy.row" if kind == WorkKind.CALL else "callback",
        reason_args={} if kind == WorkKind.CALL else {"at": AT.isoformat()},
    )


def at_desk(seat: Seat) -> Client:
    """A browser in which this person is signed in."""
    visitor = Client(headers={"accept-language": "nl"})
    visitor.force_login(seat.user)
    return visitor


def called(visitor: Client, case: Case) -> str:
    """Begin with the next call, which must be this case; return its address."""
    answer = visitor.post("/bel/nu/")
    assert answer["Location"] == f"/bel/zaak/{case.id}/"
    return f"/bel/zaak/{case.id}/"


def checked(visitor: Client, url: str) -> str:
    """Tick the two facts; return the page that follows."""
    visitor.post(f"{url}controle/", {"fact": "address"})
    return visitor.post(f"{url}controle/", {"fact": "birth_on"}).content.decode()


def local(hour: int, minute: int = 0) -> datetime:
    """A moment of the day of the tests, on the clock in Amsterdam (winter time)."""
    return datetime(AT.year, AT.month, AT.day, hour - 1, minute, tzinfo=UTC)


def rev(page: str) -> str:
    """The state of the case that a page was made from."""
    return re.findall(r'name="rev" value="(\d+)"', page)[-1]


def promise(visitor: Client, url: str, **more: str) -> HttpResponse:
    """Save the promise that the form proposes."""
    page = visitor.get(f"{url}?uitkomst=promise").content.decode()
    day = re.search(r'name="day" value="([\d-]+)"[^>]* checked', page)
    assert day
    answer: HttpResponse = visitor.post(
        f"{url}uitkomst/", {"outcome": "promise", "rev": rev(page), "day": day[1]} | more
    )
    return answer
