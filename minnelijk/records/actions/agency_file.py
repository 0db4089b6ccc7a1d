"""The file of a hand-over: made by the worker, fetched by the agency, with a seat or by a link."""

import hmac
import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Exists, F, OuterRef

from minnelijk.flow.words import AgencyWord, WorkState
from minnelijk.records.actions.agency_notes import case_of, note
from minnelijk.records.actions.core import (
    Act,
    by_tick,
    changing,
    client_knows,
    record,
    task,
    tell_client,
)
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import Document, HandOver, WorkItem

MAKE_LINK = "make_link"
"""An agency of a client's own choice gets the file by a link that the client makes."""

LINK_DAYS = 30
CODE_TRIES = 5
FAILED = "hand_over_file"
"""The task of who looks why a file could not be made; while it is open nothing is tried again."""


class LinkProblem(Refused):
    """Why a link to a file does not open."""

    sentences = {
        "link_over": "This link does not work any more. Ask the client for a new one.",
        "code_wrong": "That code is not right.",
    }


def to_make(limit: int = 20) -> list[HandOver]:
    """Return the hand-overs whose file has still to be made, the oldest first."""
    looked_at = WorkItem.objects.filter(case=OuterRef("case"), task=FAILED, state=WorkState.OPEN)
    rows = HandOver.objects.filter(
        ~Exists(looked_at), sent_at__isnull=True, recalled_at__isnull=True, ended_at__isnull=True
    )
    return list(rows.select_related("partner", "case__client").order_by("made_at", "id")[:limit])


def file_made(hand_over_id: int, document: Document, at: datetime) -> bool:
    """The file is there: from now the agency can fetch it, and is pointed to it. Once.

    False where another worker was first, or the case was taken back meanwhile.
    """
    act = by_tick(at)
    with changing(case_of(hand_over_id), closed_too=True) as case:
        waits = HandOver.objects.filter(
            id=hand_over_id, sent_at__isnull=True, recalled_at__isnull=True
        )
        if not waits.update(bundle=document, sent_at=at):
            return False
        args = {"hand_over": hand_over_id, "sha256": document.sha256}
        record(case, "hand_over_file", act, args=args)
        made = HandOver.objects.select_related("partner").get(id=hand_over_id)
        note(made, AgencyWord.NEWS, act)
        if made.partner.client_id is not None:
            tell_client(case, MAKE_LINK, act, args={"agency": made.partner.name})
    return True


def file_failed(hand_over_id: int, at: datetime) -> None:
    """The file cannot be made as the records are: a person looks, then it is tried again."""
    with changing(case_of(hand_over_id), closed_too=True) as case:
        task(case, FAILED, by_tick(at), args={"hand_over": hand_over_id})


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
        client_knows(case, MAKE_LINK, act)
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
    row = HandOver.objects.filter(id=made.id, link_hash=made.link_hash)
    # A try is counted before it is looked at: many at the same time are no more than five.
    if not row.filter(code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1):
        raise LinkProblem("link_over")
    if not hmac.compare_digest(made.code_hash, _hash(f"{token}:{code.strip()}")):
        raise LinkProblem("code_wrong" if made.code_tries + 1 < CODE_TRIES else "link_over")
    row.update(code_tries=F("code_tries") - 1)
    return made


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
