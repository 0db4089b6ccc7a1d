"""What a client does to its own cases: money, credit, rest, withdrawal, words for the caller."""

from datetime import date, timedelta

from django.db import transaction

from minnelijk.flow.balance import balance
from minnelijk.flow.happenings import NewHold
from minnelijk.flow.words import CloseReason, EntryCause, Happening, HoldKind
from minnelijk.records.actions import happenings, payments, promises
from minnelijk.records.actions.core import (
    Act,
    changing,
    close,
    plan_again,
    record,
    stop_messages,
    task,
)
from minnelijk.records.actions.office import Refused
from minnelijk.records.models import (
    Case,
    Claim,
    ClientNote,
    Dispute,
    DisputeFile,
    Document,
    Entry,
)
from minnelijk.records.notice_facts import running
from minnelijk.records.queries import entries_of

REST_DAYS = 366
WORDS_MAX = 2_000
FILES_MAX = 20
NOTE = "client_note"
REST_CAUSE = "client_rest"


class PortalProblem(Refused):
    """Why a client's act cannot be stored so."""

    sentences = {
        "nothing_open": "Nothing is open on this case any more.",
        "too_much": "That is more than is open on this invoice.",
        "day_past": "Choose a day after today.",
        "day_far": "Choose a day within a year.",
        "no_words": "Write what the caller must know.",
        "answered": "This was answered already.",
        "done": "This was done already.",
        "files_full": "A dispute can have {most} files.",
        "at_agency": "An agency has this case: take it back from there first.",
    }


def report_payment(
    case_id: int, cents: int, value_on: date, act: Act, *, claim_id: int | None, key: str
) -> None:
    """Book what the client saw on its account; `key` names the form, so twice is once.

    Raises PaymentRefused.
    """
    with transaction.atomic():
        try:
            payments.book(
                case_id,
                cents,
                value_on,
                act,
                cause=EntryCause.REPORT,
                key=f"portal:{case_id}:{key}",
                claim_id=claim_id,
            )
        except payments.BookedBefore:
            return
        _paid_claims_answered(case_id, "client_paid", act, value_on=value_on, claim_id=claim_id)


def report_all_paid(case_id: int, value_on: date, act: Act, *, key: str) -> None:
    """Book everything that is open as paid. Raises PaymentRefused, PortalProblem."""
    with transaction.atomic():
        booked = Entry.objects.filter(
            cause=EntryCause.REPORT, cause_key__startswith=f"portal:{case_id}:{key}:"
        )
        if booked.exists():
            return
        with changing(case_id, closed_too=True) as case:
            open_cents = balance(entries_of(case)).open_cents
        if open_cents <= 0:
            raise PortalProblem("nothing_open")
        report_payment(case_id, open_cents, value_on, act, claim_id=None, key=key)


def report_found(case_id: int, value_on: date, act: Act, *, key: str) -> None:
    """The client found what somebody said to have paid: that is booked, the rest goes on.

    Raises PaymentRefused, PortalProblem.
    """
    with transaction.atomic():
        with changing(case_id, closed_too=True) as case:
            said = case.holds.filter(kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
            claims = [hold.claim_id for hold in said]
            left = balance(entries_of(case)).per_claim
        if not claims:
            raise PortalProblem("answered")
        if None in claims:
            report_all_paid(case_id, value_on, act, key=key)
            return
        for claim_id in claims:
            cents, mark = left.get(claim_id or 0, 0), f"{key}-{claim_id}"
            report_payment(case_id, cents, value_on, act, claim_id=claim_id, key=mark)


def _paid_claims_answered(
    case_id: int, why: str, act: Act, *, value_on: date, claim_id: int | None
) -> None:
    """The client's word ends "already paid"; what is said of another invoice waits on."""
    with changing(case_id, closed_too=True) as case:
        running = case.holds.filter(kind=HoldKind.PAID_CLAIMED, lifted_on=None)
        ends = [hold for hold in running if not claim_id or hold.claim_id in {None, claim_id}]
        for hold in ends:
            happenings.lift(case, hold, why, act)
        if not running.exists():
            _note_done(case_id, Happening.PAID_CLAIMED.value, act)
        if ends:
            payments.after_money(case, act, value_on=value_on)


def not_received(case_id: int, act: Act) -> None:
    """The client looked and found no payment: what rested goes on. Raises PortalProblem."""
    with changing(case_id) as case:
        holds = case.holds.filter(kind=HoldKind.PAID_CLAIMED, lifted_on__isnull=True)
        if not holds.exists():
            raise PortalProblem("answered")
        for hold in holds:
            happenings.lift(case, hold, "client_not_received", act)
        _note_done(case_id, Happening.PAID_CLAIMED.value, act)
        plan_again(case, act.on)


def _note_done(case_id: int, kind: str, act: Act) -> None:
    ClientNote.objects.filter(case_id=case_id, kind=kind, done_at__isnull=True).update(
        done_at=act.at, done_by=act.by
    )


def lower_claim(case_id: int, claim_id: int, new_cents: int, act: Act, *, seen_rev: int) -> None:
    """Lower what is open on one invoice to a new amount, as a credit.

    Raises PortalProblem, and CaseChanged when somebody was first.
    """
    with changing(case_id, seen_rev=seen_rev) as case:
        claim = Claim.objects.get(id=claim_id, case=case, kind="invoice")
        open_cents = balance(entries_of(case)).per_claim.get(claim.id, 0)
        if open_cents <= 0:
            raise PortalProblem("nothing_open")
        if not 0 <= new_cents < open_cents:
            raise PortalProblem("too_much")
        off = open_cents - new_cents
        Entry.objects.create(
            case=case,
            claim=claim,
            kind="credit",
            cents=-off,
            booked_on=act.on,
            booked_at=act.at,
            booked_by=act.by,
            value_on=act.on,
            cause=EntryCause.REPORT,
            cause_key=f"portal:credit:{claim.id}:{case.rev}",
        )
        args = {"claim": claim.id, "cents": off}
        record(case, "credited", act, why="client", args=args)
        payments.after_money(case, act)


def withdraw(case_id: int, act: Act) -> None:
    """The client takes a case back: nothing leaves any more, and it closes.

    Raises PortalProblem where an agency has it, which would go on.
    """
    with changing(case_id) as case:
        _check_here(case)
        promises.cancel_open(case, act, "recalled")
        Dispute.objects.filter(case=case, withdrawn_at__isnull=True, answer="").update(
            withdrawn_at=act.at
        )
        stop_messages(case, "recalled")
        ClientNote.objects.filter(case=case, done_at__isnull=True).update(
            done_at=act.at, done_by=act.by
        )
        close(case, CloseReason.RECALLED, act)


def _check_here(case: Case) -> None:
    """What an agency has is not ours to let rest or to close."""
    if running(case) is not None:
        raise PortalProblem("at_agency")


def rest_until(case_id: int, day: date, act: Act) -> None:
    """Let a case rest by the client's wish; on `day` it goes on. Raises PortalProblem."""
    if day <= act.on:
        raise PortalProblem("day_past")
    if day > act.on + timedelta(days=REST_DAYS):
        raise PortalProblem("day_far")
    with changing(case_id) as case:
        _check_here(case)
        hold = NewHold(
            kind=HoldKind.PAUSE,
            from_on=act.on,
            until_on=day - timedelta(days=1),
            review_on=day,
            claim=None,
            cause=REST_CAUSE,
            happening=Happening.CLIENT_STOPPED,
        )
        happenings.put_hold(case, hold, act)
        stop_messages(case, "client_rest")
        record(case, "rested", act, why="client", args={"until": str(day)})
        plan_again(case, act.on)


def end_rest(case_id: int, act: Act) -> None:
    """End the client's own rest; other rests stay."""
    with changing(case_id) as case:
        happenings.lift_cause(case, REST_CAUSE, "client", act)
        plan_again(case, act.on)


def tell_caller(case_id: int, words: str, act: Act) -> None:
    """Put the client's words before who calls, as a task. Raises PortalProblem."""
    if not words.strip():
        raise PortalProblem("no_words")
    with changing(case_id, closed_too=True) as case:
        record(case, "client_words", act, why=NOTE, note=words.strip()[:WORDS_MAX])
        task(case, NOTE, act)


def note_done(note_id: int, act: Act) -> None:
    """The client has read a note, or did what it asked."""
    ClientNote.objects.filter(id=note_id, done_at__isnull=True).update(
        done_at=act.at, done_by=act.by
    )


def add_file(dispute_id: int, document: Document, act: Act) -> None:
    """Add the client's file to a dispute, once. Raises PortalProblem."""
    case_id = Dispute.objects.values_list("case_id", flat=True).get(id=dispute_id)
    with changing(case_id, closed_too=True) as case:
        files = DisputeFile.objects.filter(dispute_id=dispute_id)
        if files.filter(document=document).exists():
            return
        if files.count() >= FILES_MAX:
            raise PortalProblem("files_full", most=FILES_MAX)
        DisputeFile.objects.create(
            dispute_id=dispute_id, document=document, added_at=act.at, added_by=act.by
        )
        args = {"dispute": dispute_id, "document": document.id}
        record(case, "file_added", act, why="client", args=args)
