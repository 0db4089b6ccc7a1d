"""What asks for this client's attention, the most urgent first, as rows for a screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from minnelijk.flow.house import house
from minnelijk.flow.words import Question
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.records.actions.feed import NOTE as FEED
from minnelijk.records.models import ClientNote, Dispute, Hold
from minnelijk.rooms.parts.formats import money_text
from minnelijk.rooms.parts.people import Request
from minnelijk.rooms.parts.sentences import say
from minnelijk.rooms.portal import waiting
from minnelijk.rooms.portal.asking import SLUG
from minnelijk.rooms.portal.clock import Clock, clock
from minnelijk.rooms.portal.people import name_of
from minnelijk.rooms.portal.wording.notes import note_words

MOST = 20
SHORT = 120


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to do: what, about whom, by when, and the button that leads there.

    `note` is the id of a note that is only read; its button says that it was.
    """

    kind: str
    icon: str
    title: str
    text: str
    meta: str
    clock: Clock | None
    url: str
    action: str
    note: int | None = None


def attention(request: Request) -> list[Ask]:
    """Return everything that waits for this client."""
    return [
        *_disputes(request),
        *_paid_claims(request),
        *_approvals(request),
        *_notes(request),
        *_rows(request),
    ]


def _disputes(request: Request) -> Iterator[Ask]:
    for one in waiting.disputes(request.scope)[:MOST]:
        yield Ask(
            kind="dispute",
            icon="message-square-warning",
            title=_("Klopt deze rekening?"),
            text=_("%(name)s zegt: “%(words)s”") % _said(one),
            meta=_parts(one),
            clock=clock(one.answer_due_on, request.act.on, one.case.calendar),
            url=reverse("portal:dispute", args=[one.id]),
            action=_("Antwoord geven"),
        )


def _said(one: Dispute) -> dict[str, str]:
    words = " ".join(str(one.open().get("words", "")).split())
    short = f"{words[:SHORT].rstrip()}…" if len(words) > SHORT else words
    return {
        "name": name_of(one.case.debtor),
        "words": short or say(one.reason, of="DisputeReason"),
    }


def _parts(one: Dispute) -> str:
    parts = list(one.parts.select_related("claim"))
    numbers = ", ".join(part.claim.number for part in parts)
    cents = money_text(sum(part.cents for part in parts))
    rests = _("dit deel rust tot u antwoordt")
    return f"{numbers} · {cents} · {rests}"


def _paid_claims(request: Request) -> Iterator[Ask]:
    seen: set[int] = set()
    for hold in waiting.paid_claims(request.scope)[:MOST]:
        if hold.case_id in seen:
            continue
        seen.add(hold.case_id)
        yield Ask(
            kind="paid",
            icon="search-check",
            title=_("Al betaald?"),
            text=_("%(name)s zegt dat er al betaald is. Ziet u het geld op uw rekening?")
            % {"name": name_of(hold.case.debtor)},
            meta=f"{hold.case} · {money_text(hold.case.open_cents)}",
            clock=_clock_of_hold(hold, request),
            url=reverse("portal:case", args=[hold.case.number]) + "#al-betaald",
            action=_("Kijk het na"),
        )


def _clock_of_hold(hold: Hold, request: Request) -> Clock:
    return clock(hold.review_on, request.act.on, hold.case.calendar)


def _approvals(request: Request) -> Iterator[Ask]:
    """Questions of one kind together: twelve people are one row."""
    rows = waiting.approvals(request.scope).order_by()
    groups = rows.values("question").annotate(
        count=Count("id"), cents=Sum("cents"), first=Min("asked_on"), one=Min("id")
    )
    for group in sorted(groups, key=lambda one: str(one["first"])):
        yield _approval(request, group)


def _approval(request: Request, group: dict[str, Any]) -> Ask:
    question = say(group["question"], of="Question")
    count = group["count"]
    people = ngettext("%(count)s persoon", "%(count)s mensen", count) % {"count": count}
    where = reverse("portal:questions_together", args=[SLUG[group["question"]]])
    if count == 1:
        where = reverse("portal:question", args=[group["one"]])
    return Ask(
        kind="approval",
        icon="circle-play",
        title=_("%(question)s voor %(people)s?")
        % {"question": question[:1].upper() + question[1:], "people": people},
        text=_("U kiest het incassobureau. Zonder uw ja gebeurt er niets.")
        if group["question"] == Question.HAND_OVER
        else _("U ziet eerst wat zij krijgen. Zonder uw ja gebeurt er niets."),
        meta=_("samen %(cents)s") % {"cents": money_text(group["cents"] or 0)},
        clock=_clock_of_question(request, group),
        url=where,
        action=_("Bekijk en beslis"),
    )


def _clock_of_question(request: Request, group: dict[str, Any]) -> Clock | None:
    """The day on which the bureau looks at a question that nobody answered."""
    try:
        days = country(request.seat.client.country if request.seat.client else "nl").days
        due = days.working_day_after(group["first"], house().desk.dispute_answer_working_days)
    except LawRefusal:
        return None
    return clock(due, request.act.on, request.seat.client.country if request.seat.client else "nl")


LEADS: Mapping[str, tuple[str, Any]] = {
    "credit_unlinked": ("portal:note", __("Kies de rekening")),
    FEED: ("portal:payments", __("Betalingen melden")),
}
"""Notes that ask for something: their button leads there, and reading is not enough."""


def _notes(request: Request) -> Iterator[Ask]:
    for note in waiting.notes(request.scope)[:MOST]:
        words = note_words(note.kind, note.args)
        who = name_of(note.case.debtor) if note.case else ""
        leads = note.kind in LEADS
        yield Ask(
            kind="note",
            icon=words.icon,
            title=words.title,
            text=words.text,
            meta=f"{note.case} · {who}" if note.case else "",
            clock=None,
            url=_where(note),
            action=str(LEADS[note.kind][1]) if leads else _("Bekijk"),
            note=None if leads else note.id,
        )


def _where(note: ClientNote) -> str:
    if note.kind == FEED:
        return reverse(LEADS[FEED][0])
    if note.kind in LEADS:
        return reverse(LEADS[note.kind][0], args=[note.id])
    return reverse("portal:case", args=[note.case.number]) if note.case else reverse("portal:card")


def _rows(request: Request) -> Iterator[Ask]:
    rows = waiting.rows(request.scope).order_by()
    for group in rows.values("placement").annotate(count=Count("id")).order_by("-placement")[:MOST]:
        count = group["count"]
        yield Ask(
            kind="rows",
            icon="pencil",
            title=ngettext("%(count)s regel wacht op u", "%(count)s regels wachten op u", count)
            % {"count": count},
            text=_("Er klopt iets niet in de lijst. Vul het aan, dan starten zij."),
            meta="",
            clock=Clock("", _("geen haast"), _("geen haast")),
            url=reverse("portal:delivery", args=[group["placement"]]),
            action=_("Aanvullen"),
        )
