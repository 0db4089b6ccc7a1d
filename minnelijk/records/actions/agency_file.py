"""The file of a hand-over: made by the worker, fetched by the agency, with a seat or by a link."""

import hmac
import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from minnelijk.records.actions.agency import case_of
from minnelijk.records.actions.core import Act, changing, record
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import Document, HandOver

LINK_DAYS = 30
CODE_TRIES = 5


class LinkProblem(Refused):
    """Why a link to a file does not open."""

    sentences = {
        "link_over": "This link does not work any more. Ask the client for a new one.",
        "code_wrong": "That code is not right.",
    }


def to_make(limit: int = 20) -> list[HandOver]:
    """Return the hand-overs whose file has still to be made, the oldest first."""
    rows = HandOver.objects.filter(sent_at__isnull=True, recalled_at__isnull=True)
    return list(rows.select_related("partner", "case__client").order_by("made_at")[:limit])


def file_made(hand_over_id: int, document: Document, at: datetime) -> None:
    """The file is there: from now the agency can fetch it. Once."""
    act = Act(at)
    with changing(case_of(hand_over_id), closed_too=True) as case:
        changed = HandOver.objects.filter(id=hand_over_id, sent_at__isnull=True).update(
            bundle=document, sent_at=at
        )
        if changed:
            args = {"hand_over": hand_over_id, "sha256": document.sha256}
            record(case, "hand_over_file", act, args=args)


def fetched(made: HandOver, act: Act) -> None:
    """The agency took the file; every time is an event."""
    with changing(made.case_id, closed_too=True) as case:
        HandOver.objects.filter(id=made.id, fetched_at__isnull=True).update(fetched_at=act.at)
        record(case, "hand_over_fetched", act, args={"hand_over": made.id})


def new_link(hand_over_id: int, act: Act) -> tuple[str, str]:
    """Return (token, code) for an agency without a seat: an earlier link stops working.

    The link goes by mail, the code from the client's own mouth; only their hashes are kept.
    """
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**6):06d}"
    with changing(case_of(hand_over_id), closed_too=True) as case:
        HandOver.objects.filter(id=hand_over_id).update(
            link_hash=_hash(token),
            code_hash=_hash(f"{token}:{code}"),
            link_until=act.on + timedelta(days=LINK_DAYS),
            code_tries=0,
        )
        record(case, "hand_over_link", act, args={"hand_over": hand_over_id})
    return token, code


def of_link(token: str, on: date) -> HandOver:
    """Return the hand-over of a link. Raises LinkProblem: gone, too old, or tried too often."""
    made = HandOver.objects.filter(link_hash=_hash(token), link_until__gte=on).first()
    if made is None or not token or made.code_tries >= CODE_TRIES:
        raise LinkProblem("link_over")
    return made


def open_link(token: str, code: str, act: Act) -> HandOver:
    """Check the code of a link; five wrong ones end it. Raises LinkProblem."""
    made = of_link(token, act.on)
    if not hmac.compare_digest(made.code_hash, _hash(f"{token}:{code.strip()}")):
        HandOver.objects.filter(id=made.id).update(code_tries=made.code_tries + 1)
        raise LinkProblem("code_wrong")
    return made


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
