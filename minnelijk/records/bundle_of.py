"""Gathers one hand-over from the records, for the file that the agency gets. Reads and no more.

What stays here: notes among ourselves, other cases and clients, numbers of persons, days of birth,
full names and addresses of our people (an agent has a first name), keys and links of seats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from minnelijk.files.bundle.case import Chain, Dossier, Recorded, Schema
from minnelijk.files.bundle.told import (
    Contact,
    Dispute,
    DisputedPart,
    Instalment,
    Message,
    Promise,
    Situation,
)
from minnelijk.flow.words import STOPS, HoldKind
from minnelijk.records import models
from minnelijk.records.actions.core import day_of
from minnelijk.records.bundle_files import Folder, messages_of, put_proofs
from minnelijk.records.bundle_owed import (
    Owed,
    claims_of,
    hand_over_of,
    ledger_of,
    notices_of,
    owed_of,
)
from minnelijk.records.bundle_parties import (
    Say,
    account_now,
    agency_party,
    bureau_party,
    creditor_party,
    debtor_of,
    first_name,
    laws_of,
)
from minnelijk.records.models import Attempt, Case, ContactPoint, Event, HandOver

EVENTS_FILE = "events.json"
TELLS = STOPS - {HoldKind.CLIENT_STOPPED}
"""What an agency must know before it approaches somebody; our client's own affairs are not."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that goes into one file: what it says, the events, the files beside it."""

    dossier: Dossier
    events: tuple[Recorded, ...]
    files: dict[str, bytes]


def bundle_of(hand_over: HandOver, at: datetime, say: Say) -> Gathered:
    """Gather one hand-over as it stands at this moment; `say` makes a sentence of a step.

    Raises DocumentGone and CannotOpen where a message or document should be there and is not.
    """
    with transaction.atomic():  # one picture of the case, whatever happens meanwhile
        case = Case.objects.select_related("client", "debtor").get(id=hand_over.case_id)
        return _Gathering(case, hand_over, at, say).gathered()


class _Gathering:
    """One gathering: the rows that several parts of the file refer to by a number of their own."""

    def __init__(self, case: Case, hand_over: HandOver, at: datetime, say: Say) -> None:
        self.case, self.hand_over, self.at, self.say = case, hand_over, at, say
        self.on = day_of(at)
        self.owed: Owed = owed_of(case)
        rows = ContactPoint.objects.filter(debtor_id=case.debtor_id)
        self.points = list(rows.order_by("channel", "version"))
        self.point_numbers = {row.id: n for n, row in enumerate(self.points, 1)}
        self.folder = Folder()
        self.messages: Mapping[int, Message] = messages_of(case, self.folder, self.point_numbers)
        self.events = list(Event.objects.filter(case=case).order_by("seq"))

    def gathered(self) -> Gathered:
        case, say = self.case, self.say
        notices = notices_of(self.owed, self.folder, self.messages, say)
        disputes = self.disputes()
        put_proofs(case, self.folder, self.messages, self.events)
        dossier = Dossier(
            schema=Schema(),
            made_at=self.at,
            reference=str(case),
            currency="EUR",
            bureau=bureau_party(self.on),
            creditor=creditor_party(case.client),
            account=account_now(case.client, self.on),
            agency=agency_party(self.hand_over.partner),
            debtor=debtor_of(case, self.points),
            law=laws_of(case, say),
            claims=claims_of(self.owed),
            ledger=ledger_of(self.owed),
            notices=notices,
            hand_over=hand_over_of(self.hand_over, self.owed, notices, say),
            promises=self.promises(),
            disputes=disputes,
            situations=self.situations(),
            contacts=self.contacts(),
            messages=tuple(self.messages.values()),
            files=tuple(sorted(self.folder.attached, key=lambda file: file.name)),
            events=Chain(EVENTS_FILE, case.id, case.seq, bytes(case.head).hex()),
        )
        events = tuple(recorded(row) for row in self.events)
        return Gathered(dossier, events, self.folder.contents)

    def promises(self) -> tuple[Promise, ...]:
        return tuple(
            Promise(
                made_on=row.made_on,
                via=row.via,
                cents=row.cents,
                claims=tuple(sorted(self.owed.numbers[one.claim_id] for one in row.covers.all())),
                instalments=tuple(_instalment(one) for one in row.instalments.order_by("number")),
                outcome=row.outcome,
                judged_on=row.judged_on,
                cancelled_on=row.cancelled_on,
                repair_until=row.repair_until,
            )
            for row in self.case.promises_made.order_by("id")
        )

    def disputes(self) -> tuple[Dispute, ...]:
        found = []
        for row in self.case.disputes.order_by("id"):
            said, files = row.open(), row.files.select_related("document").order_by("document_id")
            names = [self.folder.keep(one.document, "documents", "document") for one in files]
            found.append(
                Dispute(
                    reason=row.reason,
                    words=str(said.get("words") or ""),
                    asked_at=row.asked_at,
                    via=row.via,
                    rest_agreed=row.rest_agreed,
                    parts=tuple(self._part(one) for one in row.parts.order_by("claim_id")),
                    answer=row.answer,
                    answer_words=str(said.get("answer_words") or ""),
                    answered_at=row.answered_at,
                    withdrawn_at=row.withdrawn_at,
                    files=tuple(name for name in names if name),
                )
            )
        return tuple(found)

    def _part(self, row: models.DisputePart) -> DisputedPart:
        return DisputedPart(self.owed.numbers[row.claim_id], row.cents, row.upheld_cents)

    def situations(self) -> tuple[Situation, ...]:
        rows = self.case.holds.filter(kind__in=TELLS).order_by("id")
        return tuple(Situation(row.kind, row.from_on, row.until_on, row.lifted_on) for row in rows)

    def contacts(self) -> tuple[Contact, ...]:
        """Every attempt for this case that was not undone."""
        rows = Attempt.objects.filter(case=self.case, undone_at__isnull=True)
        return tuple(
            Contact(
                at=row.at,
                on=row.day_on,
                channel=row.channel,
                direction=row.direction,
                reach=row.reach,
                outcome=row.outcome,
                agent=first_name(row.seat),
                seconds=row.seconds,
                point=self.point_numbers.get(row.contact_point_id or 0),
                message=self._number_of(row.message_id),
            )
            for row in rows.select_related("seat__user").order_by("at", "id")
        )

    def _number_of(self, message_id: int | None) -> int | None:
        message = self.messages.get(message_id or 0)
        return message.number if message else None


def _instalment(row: models.Instalment) -> Instalment:
    return Instalment(
        number=row.number,
        cents=row.cents,
        due_on=row.due_on,
        deferred_from=row.deferred_from,
        outcome=row.outcome,
        judged_on=row.judged_on,
    )


def recorded(row: Event) -> Recorded:
    """Return an event as its hash can be counted again."""
    return Recorded(
        seq=row.seq,
        day_on=row.day_on,
        at=row.at,
        kind=row.kind,
        actor=row.actor,
        seat_id=row.seat_id,
        step=row.step,
        occurrence=row.occurrence,
        policy_version_id=row.policy_version_id,
        row_no=row.row_no,
        law_pack=row.law_pack,
        why=row.why,
        note_commit=bytes(row.note_commit).hex() if row.note_commit else None,
        hash=bytes(row.hash).hex(),
        args=row.args,
    )
