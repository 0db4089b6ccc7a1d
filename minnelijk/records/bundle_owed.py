"""What a hand-over file says is owed, read from the records: claims, ledger, notices, figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minnelijk.files.bundle.owed import (
    Claim,
    Entry,
    Figure,
    Handed,
    HandOver,
    LawPack,
    Notice,
    Part,
    Void,
)
from minnelijk.files.bundle.told import Message
from minnelijk.flow.words import EntryKind
from minnelijk.law.why import Step
from minnelijk.records import models
from minnelijk.records.bundle_files import Folder
from minnelijk.records.bundle_parties import Say, text
from minnelijk.records.queries import open_disputes


@dataclass(frozen=True, slots=True)
class Owed:
    """The rows of one case that are about money, and the numbers its claims get."""

    case: models.Case
    claims: tuple[models.Claim, ...]
    entries: tuple[models.Entry, ...]
    numbers: Mapping[int, int]

    def sum_of(self, claim: int, *kinds: EntryKind) -> int:
        """Return what the ledger of a claim adds up to, of these kinds or of all."""
        rows = (row for row in self.entries if row.claim_id == claim)
        return sum(row.cents for row in rows if not kinds or row.kind in kinds)


def owed_of(case: models.Case) -> Owed:
    """Read the claims and the ledger of a case."""
    claims = tuple(models.Claim.objects.filter(case=case).order_by("invoice_on", "id"))
    entries = tuple(models.Entry.objects.filter(case=case).order_by("id"))
    return Owed(case, claims, entries, {row.id: n for n, row in enumerate(claims, 1)})


def claims_of(owed: Owed) -> tuple[Claim, ...]:
    """Return every claim with what is open and disputed of it."""
    disputed: dict[int, int] = {}
    for dispute in open_disputes(owed.case):
        for part in dispute.parts.all():
            disputed[part.claim_id] = disputed.get(part.claim_id, 0) + part.cents
    return tuple(
        Claim(
            number=owed.numbers[row.id],
            invoice_number=row.number,
            kind=row.kind,
            invoice_on=row.invoice_on,
            last_on=row.due_on,
            last_day_agreed=row.due_agreed == "agreed",
            description=row.description,
            contract=row.contract,
            vat_cents=row.vat_cents,
            principal_cents=owed.sum_of(row.id, EntryKind.PRINCIPAL),
            open_cents=owed.sum_of(row.id),
            disputed_cents=disputed.get(row.id, 0),
            withdrawn_on=row.withdrawn_on,
        )
        for row in owed.claims
    )


def ledger_of(owed: Owed) -> tuple[Entry, ...]:
    """Return the whole ledger, in the order of booking."""
    return tuple(
        Entry(
            claim=owed.numbers[row.claim_id],
            kind=row.kind,
            cents=row.cents,
            booked_on=row.booked_on,
            booked_at=row.booked_at,
            value_on=row.value_on,
            cause=row.cause,
        )
        for row in owed.entries
    )


def notices_of(
    owed: Owed, folder: Folder, messages: Mapping[int, Message], say: Say
) -> tuple[Notice, ...]:
    """Return every notice of the case, also those that are void: that is part of what happened."""
    rows = models.Notice.objects.filter(case=owed.case).select_related("document")
    return tuple(
        _notice(row, owed, folder, messages.get(row.message_id or 0), say)
        for row in rows.order_by("number")
    )


def _notice(
    row: models.Notice, owed: Owed, folder: Folder, message: Message | None, say: Say
) -> Notice:
    own = folder.keep(row.document, "documents", "notice") if row.document else ""
    return Notice(
        number=row.number,
        kind=row.kind,
        channel=row.channel,
        language=row.language,
        claims=tuple(
            Part(owed.numbers[part.claim_id], part.principal_cents)
            for part in row.covers.order_by("claim_id")
        ),
        principal_cents=row.principal_cents,
        on_top_cents=row.on_top_cents,
        issued_on=row.issued_on,
        sent_on=row.sent_on,
        received_on=row.received_on,
        proof=row.proof,
        first_on=row.first_on,
        last_on=row.last_on,
        charges_from=row.charges_from,
        charges_from_law=row.charges_from_law,
        extra_days=row.extra_days,
        told_by_creditor=row.told_by_client,
        message=message.number if message else None,
        files=tuple(name for name in (message.file if message else "", own) if name),
        figures=figures_of(row.figures, say),
        law_pack=pack_of(row.figures, owed.case.contract_law),
        void=Void(row.void_on, row.void_why) if row.void_on else None,
    )


def hand_over_of(row: models.HandOver, owed: Owed, notices: Iterable[Notice], say: Say) -> HandOver:
    """Return what is handed over; each claim with the notices that cover it and whose term is over.

    No notice at all: the file says so, as a plain yes and as a sentence.
    """
    over = [notice for notice in notices if _is_over(notice, row.handed_on)]
    claims = tuple(
        Handed(
            claim=owed.numbers[part.claim_id],
            principal_cents=part.principal_cents,
            notices=_covering(over, owed.numbers[part.claim_id]),
        )
        for part in row.covers.order_by("claim_id")
    )
    none = not any(one.notices for one in claims)
    word = "no_notice" if none else "on_top" if row.on_top_cents else "nothing_on_top"
    return HandOver(
        made_at=row.made_at,
        handed_on=row.handed_on,
        with_notice=row.with_notice,
        no_notice_nothing_on_top=none,
        sentence=say(Step(f"hand_over.{word}", "", cents=row.on_top_cents)),
        sentence_en=say(Step(f"hand_over_en.{word}", "", cents=row.on_top_cents)),
        claims=claims,
        principal_cents=row.principal_cents,
        on_top_cents=row.on_top_cents,
        total_cents=row.principal_cents + row.on_top_cents,
        figures=figures_of(row.figures, say),
        law_pack=pack_of(row.figures, row.case.contract_law),
    )


def _is_over(notice: Notice, on: date) -> bool:
    if notice.sent_on is None or notice.last_on is None or notice.void is not None:
        return False
    return notice.last_on < on and (notice.charges_from or on) <= on


def _covering(notices: Iterable[Notice], claim: int) -> tuple[int, ...]:
    return tuple(
        notice.number for notice in notices if any(part.claim == claim for part in notice.claims)
    )


def figures_of(figures: Mapping[str, Any], say: Say) -> tuple[Figure, ...]:
    """Return the steps of a stored calculation (`steps`), each with its sentence."""
    found = []
    for said in figures.get("steps", ()):
        args = {str(name): text(value) for name, value in (said.get("args") or {}).items()}
        step = Step(said["word"], text(said.get("source")), args, said.get("cents"))
        found.append(Figure(step.word, say(step), step.source, args, step.cents))
    return tuple(found)


def pack_of(figures: Mapping[str, Any], country: str) -> LawPack | None:
    """Return the law pack that a stored calculation was made with (`pack`)."""
    pack = figures.get("pack")
    if not pack:
        return None
    return LawPack(text(pack.get("country")) or country, text(pack["version"]), pack["sha256"])
