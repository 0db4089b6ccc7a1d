"""The team's figures: five tiles for the wall, and what stalls; never one person's numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from minnelijk.flow.words import (
    Channel,
    Direction,
    MessageState,
    PromiseOutcome,
    Reach,
    WorkState,
)
from minnelijk.post.news.silence_mail import sentence_of
from minnelijk.records.actions.silence import Silent, silences
from minnelijk.records.actions.worklist import CALLS
from minnelijk.records.models import Run
from minnelijk.records.queries import bureau
from minnelijk.rooms.desk.tasks import task_rows
from minnelijk.rooms.desk.today import stale_clients
from minnelijk.rooms.parts.people import Request

WEEKS = 4
SHOWN = 20
FULL = 100
WEEK = timedelta(weeks=1)
KEPT = PromiseOutcome.KEPT


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure with the band of the last four weeks; `share` and the band are out of 100."""

    title: str
    value: str
    unit: str
    share: int | None
    band: tuple[int, int] | None
    band_words: str
    chip: dict[str, str]

    @property
    def band_width(self) -> int:
        return self.band[1] - self.band[0] if self.band else 0


def team_name() -> str:
    return bureau().name


def tiles(request: Request) -> list[Tile]:
    """Return the five tiles, in the order in which they hang."""
    return [
        _promises(request),
        _kept(request),
        _reached(request),
        _first_on_time(request),
        _complaints(request),
    ]


def _promises(request: Request) -> Tile:
    """Promises so far today, beside the same weekday and hour of the last four weeks."""
    made = request.scope.promises().filter(cancelled_on__isnull=True)
    today = made.filter(made_on=request.on).count()
    before = []
    for week in range(1, WEEKS + 1):
        back = timedelta(weeks=week)
        moment = request.at - back
        before.append(made.filter(made_on=request.on - back, made_at__lte=moment).count())
    top = max([today, *before, 1])
    return _tile(_("Afspraken vandaag"), today, before, top=top)


def _kept(request: Request) -> Tile:
    """Of what was judged this week, how much was kept in full and in time."""
    monday = request.on - timedelta(days=request.on.weekday())
    judged = request.scope.promises().exclude(outcome="")
    now = _share_kept(judged.filter(judged_on__gte=monday))
    weeks = [timedelta(weeks=week) for week in range(1, WEEKS + 1)]
    before = [
        _share_kept(judged.filter(judged_on__gte=monday - w, judged_on__lt=monday - w + WEEK))
        for w in weeks
    ]
    return _tile(_("Nagekomen deze week"), now, before, unit="%")


def _share_kept(rows: Any) -> int | None:
    counted = rows.aggregate(all=Count("id"), kept=Count("id", filter=Q(outcome=KEPT)))
    return _percent(counted["kept"], counted["all"])


def _reached(request: Request) -> Tile:
    """Of our calls in the last hour, how many reached the right person."""
    now = _share_reached(request, request.at)
    before = [_share_reached(request, request.at - timedelta(weeks=w)) for w in range(1, WEEKS + 1)]
    return _tile(_("Bereikt dit uur"), now, before, unit="%")


def _share_reached(request: Request, at: datetime) -> int | None:
    calls = request.scope.attempts().filter(
        channel=Channel.CALL,
        direction=Direction.OUT,
        undone_at__isnull=True,
        at__gt=at - timedelta(hours=1),
        at__lte=at,
    )
    counted = calls.aggregate(all=Count("id"), right=Count("id", filter=Q(reach=Reach.RIGHT)))
    return _percent(counted["right"], counted["all"])


def _first_on_time(request: Request) -> Tile:
    """Of the first calls that were ready this week, how many were made within a day."""
    since = request.on - timedelta(days=7)
    rows = request.scope.work_items().filter(
        kind="call", ready_on__gte=since, ready_on__lt=request.on
    )
    done = rows.filter(state=WorkState.DONE).count()
    late = rows.filter(state=WorkState.OPEN).count()
    return _tile(_("Gesprekken op tijd"), _percent(done, done + late), [], unit="%")


def _complaints(request: Request) -> Tile:
    count = request.scope.complaints().filter(received_on=request.on).count()
    none = {"kind": "good", "icon": "check", "label": _("geen")}
    some = {"kind": "wait", "icon": "circle-alert", "label": _("kijk mee")}
    chip = some if count else none
    return Tile(_("Klachten vandaag"), str(count), "", None, None, "", chip)


def _tile(
    title: str, now: int | None, before: Sequence[int | None], *, unit: str = "", top: int = FULL
) -> Tile:
    known = [value for value in before if value is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    words = _("vorige 4 weken: %(low)s tot %(high)s") % {"low": low, "high": high}
    return Tile(
        title=title,
        value="" if now is None else str(now),
        unit=unit if now is not None else "",
        share=None if now is None else now * FULL // top,
        band=(low * FULL // top, high * FULL // top) if known else None,
        band_words=words if known else "",
        chip=_chip(now, low, known=bool(known)),
    )


def _chip(now: int | None, low: int, *, known: bool) -> dict[str, str]:
    if now is None:
        return {"kind": "", "icon": "clock", "label": _("nog geen cijfers")}
    if not known:
        return {"kind": "info", "icon": "info", "label": _("eerste weken")}
    if now >= low:
        return {"kind": "good", "icon": "check", "label": _("zoals anders")}
    return {"kind": "wait", "icon": "trending-down", "label": _("iets lager")}


def _percent(part: int, whole: int) -> int | None:
    return part * FULL // whole if whole else None


def settled_today(request: Request) -> int:
    """People whose case was paid or promised today: the good news."""
    paid = set(
        request.scope.cases()
        .filter(closed_on=request.on, close_reason="paid")
        .values_list("id", flat=True)
    )
    promised = request.scope.promises().filter(made_on=request.on, cancelled_on__isnull=True)
    return len(paid | set(promised.values_list("case_id", flat=True)))


def stalls(request: Request) -> dict[str, Any]:
    """What does not move by itself, for the lead of the team."""
    scope = request.scope
    tasks = scope.work_items().filter(state=WorkState.OPEN).exclude(kind__in=CALLS)
    disputes = scope.disputes().filter(
        answer="", withdrawn_at__isnull=True, answer_due_on__lt=request.on
    )
    unclear = scope.messages().filter(state=MessageState.UNCLEAR)
    waiting = scope.messages().filter(
        state=MessageState.WAITING, not_before_at__lt=request.at - timedelta(hours=1)
    )
    return {
        "silent": _silent(request),
        "stale": stale_clients(request),
        "unclear": unclear.select_related("case__client").order_by("-id")[:SHOWN],
        "stuck": waiting.count(),
        "overdue": disputes.select_related("case__client").order_by("answer_due_on")[:SHOWN],
        "complaints": scope.complaints()
        .filter(closed_on__isnull=True)
        .select_related("case", "client")
        .order_by("ack_due_on")[:SHOWN],
        "team_tasks": task_rows(
            tasks.select_related("case__debtor", "case__client").order_by("ready_on")[:SHOWN]
        ),
        "task_count": tasks.count(),
        "runs": Run.objects.filter(name="tick").order_by("-id")[:5],
        "queue": _queue(request),
        "agents": _agents(request),
    }


def _silent(request: Request) -> list[str]:
    """What did not happen by now, for who sees all clients; feeds have a list of their own."""
    if request.scope.client_ids is not None:
        return []
    found = silences(request.at)
    return [sentence_of(one) for one in found if one.word != Silent.FEEDS]


def _queue(request: Request) -> dict[str, int]:
    calls = request.scope.work_items().filter(
        kind__in=CALLS, state=WorkState.OPEN, ready_on__lte=request.on
    )
    soon = calls.filter(kind="callback", from_at__lte=request.at + timedelta(minutes=30))
    return {
        "all": calls.count(),
        "soon": soon.count(),
        "old": calls.filter(ready_on__lt=request.on - timedelta(days=7)).count(),
    }


def _agents(request: Request) -> list[dict[str, Any]]:
    """Who is in a call now; nothing about who does more."""
    busy = request.scope.work_items().filter(leased_by__isnull=False, state=WorkState.OPEN)
    return [
        {"name": item.leased_by.user.name, "client": item.client.name}
        for item in busy.select_related("leased_by__user", "client").order_by(
            "leased_by__user__name"
        )
        if item.leased_by is not None
    ]
