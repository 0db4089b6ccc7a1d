"""Notices, the agency and the client's card as the rules see them, read from the records."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import prefetch_related_objects

from minnelijk.flow.facts import ClaimFacts, NoticeFacts
from minnelijk.flow.figures import Card
from minnelijk.flow.words import Channel, MessageState
from minnelijk.law.country import country
from minnelijk.law.damages import Clause, Limit
from minnelijk.law.dated import LawRefusal
from minnelijk.law.notices import NoticeKind, Term, TermWord, charges_from_after_agreement
from minnelijk.records import case_rows
from minnelijk.records.models import Case, Claim, Client, HandOver, LawSignOff, Notice
from minnelijk.records.remember import remembered
from minnelijk.records.words import NoReceipt


def notices_of(case: Case) -> tuple[tuple[NoticeFacts, ...], bool]:
    """Return the notices of a case that count, the first first; and whether one by e-mail failed:
    nobody answered it, or it came back. Then the next one goes by post."""
    rows = case_rows.notices(case)
    if not rows:
        return (), False
    count = [row for row in rows if row.void_on is None and not _stopped(row)]
    prefetch_related_objects(count, "covers")
    agreed = _agreed_days(case) if count else []
    failed = any(row.void_on and row.channel == Channel.EMAIL and _failed(row) for row in rows)
    return tuple(_facts(row, agreed) for row in count), failed


def _stopped(row: Notice) -> bool:
    """It never left: its message was stopped with the case."""
    message = row.message
    return row.sent_on is None and message is not None and message.state == MessageState.STOPPED


def _failed(row: Notice) -> bool:
    return row.void_why != NoReceipt.WITHDRAWN


def _facts(row: Notice, agreed: Iterable[tuple[date, date]]) -> NoticeFacts:
    return NoticeFacts(
        id=row.id,
        kind=NoticeKind(row.kind),
        claims=frozenset(cover.claim_id for cover in row.covers.all()),
        named_cents=tuple((cover.claim_id, cover.principal_cents) for cover in row.covers.all()),
        channel=Channel(row.channel),
        issued_on=row.issued_on,
        sent_on=row.sent_on,
        last_on=row.last_on,
        charges_from=_charges_from(row, agreed),
    )


def _charges_from(row: Notice, agreed: Iterable[tuple[date, date]]) -> date | None:
    """A day that was agreed after the notice left comes before anything on top."""
    if row.charges_from is None or row.sent_on is None:
        return None
    days = [until for made_on, until in agreed if made_on >= row.sent_on]
    term = Term(TermWord.RUNS, charges_from=row.charges_from)
    return charges_from_after_agreement(term, max(days)) if days else row.charges_from


def _agreed_days(case: Case) -> list[tuple[date, date]]:
    """When each promise that was not taken back was made, and its last day."""
    return [
        (promise.made_on, max(part.due_on for part in promise.instalments.all()))
        for promise in case_rows.promises(case)
        if promise.cancelled_on is None
    ]


@remembered
def is_signed(code: str) -> bool:
    """Whether a lawyer signed off the law pack that runs now; nobody where there is none."""
    try:
        pack = country(code)
    except LawRefusal:
        return False
    return LawSignOff.objects.filter(country=code, pack_sha256=pack.pack_sha256).exists()


def running(case: Case) -> HandOver | None:
    """Return the hand-over that runs: neither recalled nor ended."""
    rows = HandOver.objects.filter(case=case, recalled_at__isnull=True, ended_at__isnull=True)
    return rows.select_related("partner").first()


def agency_of(case: Case) -> str:
    """Return the name of the agency that has the case, or ""."""
    found = running(case)
    return found.partner.name if found else ""


# The client's card -----------------------------------------------------------------------------


def card_of(case: Case, claims: Iterable[ClaimFacts]) -> Card:
    """Return what the client's card says about what may come on top of these claims."""
    client: Client = case.client
    rows = list(Claim.objects.filter(id__in=[claim.id for claim in claims]))
    return Card(
        add_vat=client.vat_liable is False or client.vat_deductible is False,
        clause=_clause_of(client, rows),
        is_small=client.is_sme is True,
        contracts={row.id: row.contract for row in rows},
    )


def _clause_of(client: Client, rows: Iterable[Claim]) -> Clause | None:
    """The clause on file, where it is known to be older than every invoice and fair to both sides.

    A claim's own clause goes before the client's; where they differ nothing is asked.
    """
    clauses = [(row, row.damages_clause or client.damages_clause) for row in rows]
    told = [one for _, one in clauses]
    if not told or any(one != told[0] for one in told) or not told[0]:
        return None
    since = _day(told[0].get("since"))
    if since is None or any(row.invoice_on < since for row, _ in clauses):
        return None
    return Clause(
        percent=_percent(told[0].get("percent")),
        lump_cents=_lump(told[0].get("lump")),
        reciprocal=told[0].get("reciprocal") is True,
        interest_from_reminder=told[0].get("interest_from_reminder") is True,
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _percent(value: Any) -> Decimal | Limit | None:
    if value == Limit.CAP:
        return Limit.CAP
    try:
        return Decimal(str(value)) if value else None
    except InvalidOperation:
        return None


def _lump(value: Any) -> int | Limit | None:
    if value == Limit.CAP:
        return Limit.CAP
    return value if type(value) is int and value > 0 else None
