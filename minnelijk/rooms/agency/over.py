"""The page of one hand-over: parties, claims, amounts, what was told; and its file."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.crypto import get_random_string

from minnelijk.flow.balance import balance
from minnelijk.law.kinds import DebtorKind
from minnelijk.law.why import Step
from minnelijk.post.hand_over.bundle import file_name
from minnelijk.records import documents
from minnelijk.records.actions import agency, agency_file
from minnelijk.records.bundle_parties import creditor_party, debtor_of
from minnelijk.records.models import ContactPoint, HandOver, HandOverClaim
from minnelijk.records.queries import entries_of
from minnelijk.rooms.agency.door import Look
from minnelijk.rooms.agency.forms import all_forms
from minnelijk.rooms.agency.states import name_of, state_of
from minnelijk.rooms.agency.talk import talk_of
from minnelijk.rooms.agency.wording import KIND, ON_TOP, POINT
from minnelijk.rooms.parts.why import Line, why


def over(look: Look, *, bound: forms.Form | None = None, verb: str = "") -> HttpResponse:
    """Show the page; of a case that came back or ended no more than that."""
    if look.over:
        words = _recall_words(look.made) if look.made.recall_ack_at is None else ""
        page = {"state": state_of(look.made), "words": words}
        return look.show("taken_back", page)
    talk = talk_of(look.made)
    made_before = look.made.acknowledged_at is not None  # a new case is read from its beginning
    agency.read_by(look.made, look.act, from_agency=False)
    page = {
        "state": state_of(look.made),
        **_parties(look.made),
        **_amounts(look),
        "talk": talk,
        "fresh": made_before and any(one.fresh for one in talk),
        "forms": all_forms(look.on, bound, verb),
        "refused": bound,
        "verb": verb or ("" if look.made.acknowledged_at else "bevestigen"),
        "key": get_random_string(12),
    }
    return look.show("over", page, status=422 if bound is not None else 200)


def _recall_words(made: HandOver) -> str:
    """What was said with the recall, until the agency says that it stopped."""
    note = made.notes.filter(word="recall").order_by("-id").first()
    return str(note.open().get("words", "")) if note else ""


def _parties(made: HandOver) -> dict[str, Any]:
    points = ContactPoint.objects.filter(debtor_id=made.case.debtor_id, until_on__isnull=True)
    debtor = debtor_of(made.case, list(points.order_by("channel", "version")))
    return {
        "debtor": debtor,
        "name": name_of(made),
        "kind": KIND[DebtorKind(made.case.kind)],
        "points": [(POINT.get(point.channel, ""), point) for point in debtor.points],
        "creditor": creditor_party(made.client),
    }


def _amounts(look: Look) -> dict[str, Any]:
    made, figures = look.made, look.made.figures
    covers = list(made.covers.select_related("claim").order_by("claim__due_on", "claim_id"))
    per_claim = balance(entries_of(made.case)).per_claim
    return {
        "total_cents": made.principal_cents + made.on_top_cents,
        "on_top": [
            {"label": label, "cents": figures[name]} for name, label in ON_TOP if figures.get(name)
        ],
        "why_on_top": _why(look),
        "claims": [_claim(cover, per_claim) for cover in covers],
        "open_cents": sum(max(0, per_claim.get(cover.claim_id, 0)) for cover in covers),
    }


def _claim(cover: HandOverClaim, per_claim: dict[int, int]) -> dict[str, Any]:
    open_cents = max(0, per_claim.get(cover.claim_id, 0))
    return {"claim": cover.claim, "cents": cover.principal_cents, "open_cents": open_cents}


def _why(look: Look) -> list[Line]:
    steps = (
        Step(step["word"], step["source"], step["args"], step["cents"])
        for step in look.made.figures.get("steps", ())
    )
    return why(steps, on=look.on, client=look.made.client.name)


def file(look: Look) -> HttpResponse:
    """Give the file; every time is remembered. After a recall or the end there is none."""
    made = look.made
    if look.over or made.bundle is None:
        raise Http404
    try:
        content = documents.read(made.bundle)
    except documents.DocumentGone as gone:
        raise Http404 from gone
    agency_file.fetched(made, look.act)
    response = HttpResponse(content, content_type=made.bundle.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(made)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
