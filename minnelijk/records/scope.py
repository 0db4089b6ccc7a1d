"""The only way from a user to rows: what a seat may see, and nothing beside it."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from minnelijk.flow.words import Role
from minnelijk.records.models import (
    Account,
    Approval,
    Attempt,
    BankCandidate,
    BankLine,
    BankMatch,
    Callback,
    Case,
    Claim,
    Client,
    ClientNote,
    Complaint,
    Debtor,
    Dispute,
    Document,
    Entry,
    Event,
    HandOver,
    Inbound,
    ListJob,
    Message,
    Placement,
    Policy,
    Promise,
    Seat,
    SeatClient,
    Template,
    User,
    WorkItem,
)

SEES_ALL_BY_DEFAULT = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.INSPECTOR})
DESK = frozenset({Role.AGENT, Role.SUPERVISOR, Role.MANAGER, Role.INSPECTOR})

Row = TypeVar("Row", bound=Model)


def seat_of(user: User, on: date) -> list[Seat]:
    """Return the seats on which `user` may sit on this day, oldest first."""
    if not user.is_active:
        return []
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    seats = Seat.objects.filter(running, user=user, active=True, from_on__lte=on)
    return list(seats.select_related("client", "user").order_by("id"))


def within(seat: Seat, on: date) -> "Scope":
    """Return what this seat may see on this day: nothing if it is stopped or has ended."""
    agency = seat.partner_id if works(seat, on) else None
    return Scope(Role(seat.role), _clients_of(seat, on), agency)


def _clients_of(seat: Seat, on: date) -> frozenset[int] | None:
    """Return the ids of the clients, None for all of them."""
    if not works(seat, on):
        return frozenset()
    if seat.client_id is not None:
        return frozenset({seat.client_id}) if seat.role in MAY_HAVE_CLIENT else frozenset()
    if seat.role not in DESK:
        return frozenset()
    chosen = frozenset(SeatClient.objects.filter(seat=seat).values_list("client_id", flat=True))
    return None if not chosen and seat.role in SEES_ALL_BY_DEFAULT else chosen


MAY_HAVE_CLIENT = frozenset({Role.CLIENT, Role.MACHINE})
"""A partner sees no client: only what was handed over to it (`Scope.hand_overs`)."""


def works(seat: Seat, on: date) -> bool:
    """Tell whether a seat and its user are active on this day."""
    ended = seat.until_on is not None and seat.until_on < on
    return seat.active and seat.user.is_active and seat.from_on <= on and not ended


@dataclass(frozen=True)
class Scope:
    """The rows of one seat, as querysets to be filtered further."""

    role: Role
    client_ids: frozenset[int] | None
    partner_id: int | None = None

    def clients(self) -> QuerySet[Client]:
        return self._inside(Client.objects.all(), "id")

    def cases(self) -> QuerySet[Case]:
        return self._inside(Case.objects.all())

    def debtors(self) -> QuerySet[Debtor]:
        return self._inside(Debtor.objects.all())

    def claims(self) -> QuerySet[Claim]:
        return self._inside(Claim.objects.all())

    def entries(self) -> QuerySet[Entry]:
        return self._inside(Entry.objects.all(), "case__client_id")

    def promises(self) -> QuerySet[Promise]:
        return self._inside(Promise.objects.all(), "case__client_id")

    def messages(self) -> QuerySet[Message]:
        return self._inside(Message.objects.all())

    def disputes(self) -> QuerySet[Dispute]:
        return self._inside(Dispute.objects.all(), "case__client_id")

    def approvals(self) -> QuerySet[Approval]:
        return self._inside(Approval.objects.all())

    def placements(self) -> QuerySet[Placement]:
        return self._inside(Placement.objects.all())

    def list_jobs(self) -> QuerySet[ListJob]:
        """Return long lists that the worker places or takes back."""
        return self._inside(ListJob.objects.all())

    def notes(self) -> QuerySet[ClientNote]:
        """Return what clients were told or asked to do (not the notes about people)."""
        return self._inside(ClientNote.objects.all())

    def documents(self) -> QuerySet[Document]:
        """Return the files; those of the bureau itself only where all clients are in sight."""
        return self._inside(Document.objects.all())

    def policies(self) -> QuerySet[Policy]:
        """Return the tables of these clients, and the bureau's and shipped ones to build on."""
        return self._inside_or_common(Policy.objects.all())

    def templates(self) -> QuerySet[Template]:
        """Return the texts of these clients, and the bureau's and shipped ones beneath them."""
        return self._inside_or_common(Template.objects.all())

    def events(self, case: Case) -> QuerySet[Event]:
        """Return the events of one case in their order; none if the case is out of sight."""
        return self._inside(Event.objects.filter(case=case)).order_by("seq")

    def hand_overs(self) -> QuerySet[HandOver]:
        """Return what went to agencies; an agency sees its own, once the file lies ready."""
        if self.role == Role.PARTNER:
            return HandOver.objects.filter(partner_id=self.partner_id or 0, sent_at__isnull=False)
        return self._inside(HandOver.objects.all())

    def work_items(self) -> QuerySet[WorkItem]:
        return self._at_desk(WorkItem.objects.all())

    def callbacks(self) -> QuerySet[Callback]:
        return self._at_desk(Callback.objects.all(), "case__client_id")

    def attempts(self) -> QuerySet[Attempt]:
        """Return contacts for one's own clients; only the gate counts across clients."""
        return self._at_desk(Attempt.objects.all())

    def complaints(self) -> QuerySet[Complaint]:
        return self._at_desk(Complaint.objects.all())

    def inbound(self) -> QuerySet[Inbound]:
        """Return what came in; mail that nobody sorted yet only where all clients are in sight."""
        return self._at_desk(Inbound.objects.all())

    def accounts(self) -> QuerySet[Account]:
        """Return the accounts on which money comes in; the trust account for who sees all."""
        return self._at_desk(Account.objects.filter(confirmed_at__isnull=False))

    def bank_lines(self) -> QuerySet[BankLine]:
        """Return money on accounts in sight, whose cases, possible or booked, are all in sight."""
        rows = self._at_desk(BankLine.objects.all(), "account__client_id")
        if self.client_ids is None:
            return rows
        hidden = BankCandidate.objects.exclude(case__client_id__in=self.client_ids)
        booked = BankMatch.objects.exclude(case__client_id__in=self.client_ids)
        rows = rows.exclude(id__in=hidden.values("line_id"))
        return rows.exclude(id__in=booked.values("line_id"))

    def sees(self, client_id: int) -> bool:
        """Tell whether a client is in sight."""
        return self.client_ids is None or client_id in self.client_ids

    def _inside(self, rows: QuerySet[Row], path: str = "client_id") -> QuerySet[Row]:
        return rows if self.client_ids is None else rows.filter(**{f"{path}__in": self.client_ids})

    def _inside_or_common(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.client_ids is None:
            return rows
        if not self.client_ids:
            return rows.none()
        return rows.filter(Q(client_id__in=self.client_ids) | Q(client_id__isnull=True))

    def _at_desk(self, rows: QuerySet[Row], path: str = "client_id") -> QuerySet[Row]:
        return self._inside(rows, path) if self.role in DESK else rows.none()
