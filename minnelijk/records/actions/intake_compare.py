"""What placing a list would do, row by row, before anything is stored."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from minnelijk.files.invoices import Row
from minnelijk.files.quiet import quiet
from minnelijk.flow.words import CloseReason
from minnelijk.records.actions.intake_known import Known, KnownClaim, look_up
from minnelijk.records.actions.intake_lines import Comparison, Gone, Line, What
from minnelijk.records.actions.intake_rows import Item, is_reachable, items_of
from minnelijk.records.models import Client

TOO_MANY_GONE = 5
"""More than one open claim in five that vanishes is asked about first (PRODUCT.md, Intake)."""


@quiet()
def compare(
    client: Client,
    rows: Iterable[Row],
    *,
    complete: bool,
    on: date,
    feed_on: date | None = None,
) -> Comparison:
    """Return what placing these rows would do; stores nothing, in a fixed number of queries.

    `complete`: the client says that the list names everything that is open. `feed_on`: the day of
    the list; one that is older than what we know raises nothing and closes nothing.
    """
    items = items_of(client, rows)
    known = look_up(client, items)
    old = bool(feed_on and client.feed_on and feed_on < client.feed_on)
    lines = _Comparing(known, items, on, old=old).lines()
    unnamed = _unnamed(known, items)
    invoices = [gone for gone in unnamed if not gone.is_credit]
    gone = tuple(unnamed) if complete and not old else ()
    return Comparison(
        lines=lines,
        gone=gone,
        unnamed=tuple(unnamed),
        asks_first=bool(gone) and _too_many(known, invoices, items),
        covers=not old and (complete or not invoices),
    )


def _unnamed(known: Known, items: Sequence[Item]) -> list[Gone]:
    """A row that waits names its invoice all the same."""
    if not known.claims:
        return []  # the first list of a client
    named = {item.key for item in items}
    return [
        Gone(claim.id, claim.case_id, claim.number, cents, claim.is_credit)
        for claim in known.claims.values()
        if known.is_running(claim)
        and claim.withdrawn_on is None
        and (cents := known.open_cents.get(claim.id, 0)) != 0
        and (cents > 0) != claim.is_credit
        and "".join(claim.number.split()).casefold() not in named
    ]


def _too_many(known: Known, gone: Sequence[Gone], items: Sequence[Item]) -> bool:
    """More than one in five, or a row whose number cannot be read: it may be one of them."""
    open_claims = sum(
        1
        for claim in known.claims.values()
        if known.is_running(claim) and known.open_cents.get(claim.id, 0) > 0
    )
    unreadable = any(not item.key for item in items)
    return len(gone) * TOO_MANY_GONE > open_claims or (unreadable and bool(gone))


class _Comparing:
    """One pass over the rows; credits last, when their invoices are known."""

    def __init__(self, known: Known, items: Sequence[Item], on: date, *, old: bool) -> None:
        self.known, self.items, self.on, self.old = known, items, on, old
        self.places: dict[str, int] = {}
        self.invoices: dict[str, Line] = {}
        self.linked = {claim.credit_for for claim in known.claims.values() if claim.credit_for}
        self.credits = self._credits_per_invoice() if self.linked else {}

    def _credits_per_invoice(self) -> dict[int, int]:
        """What the linked credit notes in this list take off each stored invoice."""
        sums: Counter[int] = Counter()
        for item in self.items:
            stored = self._stored(item)
            if stored is not None and stored.credit_for and item.row.open_cents:
                sums[stored.credit_for] += item.row.open_cents
        return sums

    @cached_property
    def cases(self) -> set[tuple[str, ...]]:
        """Debtors for whom a claim starts in this list: a credit of theirs has a case to join."""
        return {
            item.who
            for item in self.items
            if not item.problems and (item.row.open_cents or 0) > 0 and self._stored(item) is None
        }

    def lines(self) -> tuple[Line, ...]:
        found = [self._line(item, self._stored(item)) for item in self.items]
        late = [nth for nth, line in enumerate(found) if line is None]
        if late:
            for line in filter(None, found):
                self.invoices.setdefault(line.item.key, line)
        for nth in late:
            found[nth] = self._credit(self.items[nth])
        return tuple(line for line in found if line is not None)

    def _stored(self, item: Item) -> KnownClaim | None:
        """The stored claim of this number and day; the number alone counts where no day is told."""
        if not self.known.claims:
            return None  # the first list of a client
        mark = item.fingerprint
        if mark is not None:
            number = self.known.by_mark.get(mark)
            return self.known.claims[number] if number is not None else None
        same = self.known.by_key.get(item.key, [])
        return self.known.claims[same[0]] if len(same) == 1 else None

    def _line(self, item: Item, stored: KnownClaim | None) -> Line | None:
        """Return what a row does; None for a credit note that we do not have yet."""
        if item.problems and not (stored and KNOWN_ANYWAY.issuperset(item.problems)):
            return _waits(item, *item.problems)
        cents = item.cents
        if cents < 0 and stored is None:
            return None
        double = self._double(item, stored)
        if double:
            return Line(item, What.DOUBLE, new_cents=cents, problems=(double,))
        if stored is not None:
            return self._changed(item, stored)
        return self._new(item, cents) if cents else Line(item, What.NOTHING_OPEN)

    def _new(self, item: Item, cents: int) -> Line:
        """An invoice that we do not have yet."""
        debtor = self.known.debtors.get(item.who)
        case = self.known.open_case_of.get(debtor) if debtor is not None else None
        return Line(
            item,
            What.START if case is None else What.JOIN,
            case=case,
            debtor=debtor,
            new_cents=cents,
            not_overdue=item.due_on is not None and item.due_on >= self.on,
            no_way_to_reach=debtor is None and not is_reachable(item.row),
        )

    def _double(self, item: Item, stored: KnownClaim | None) -> str:
        """Why this number cannot be this row's: it stands twice, or it is another debtor's."""
        key = item.key
        first = self.places.setdefault(key, item.row.place)
        if first != item.row.place:
            return "invoice_double"
        if stored is None:
            return "number_other_day" if self.known.by_key.get(key) else ""
        if stored.is_credit and item.cents > 0:
            return "number_of_credit"
        theirs = self.known.case_of(stored).debtor_number
        other = theirs and item.row.debtor_number and theirs != item.row.debtor_number
        return "number_other_debtor" if other else ""

    def _changed(self, item: Item, stored: KnownClaim) -> Line:
        """Compare what the list says of a stored claim with the ledger, credits included."""
        before = self.known.open_cents.get(stored.id, 0)
        said = self._said(item, stored, before)
        return Line(
            item,
            self._what(item, stored, before, said),
            claim=stored.id,
            case=stored.case_id,
            debtor=self.known.case_of(stored).debtor_id,
            old_cents=before,
            new_cents=said,
        )

    def _said(self, item: Item, stored: KnownClaim, before: int) -> int:
        """The open amount of an invoice, less its linked credits where they are still listed."""
        if stored.credit_for:
            return before  # it was booked on its invoice
        return item.cents + self.credits.get(stored.id, 0)

    def _what(self, item: Item, stored: KnownClaim, before: int, said: int) -> What:
        if stored.withdrawn_on is not None:
            return What.CLOSED
        if said > before:
            return self._risen(stored, before, said)
        if said < before:
            return What.TOO_MUCH if said < 0 and not stored.is_credit else What.LOWER
        case = self.known.case_of(stored)
        if case.closed_on is not None and said > 0:
            return What.CLOSED
        moved = item.due_on is not None and item.due_on != stored.due_on and not stored.is_credit
        return What.DUE_CHANGED if moved and case.closed_on is None else What.SAME

    def _risen(self, stored: KnownClaim, before: int, said: int) -> What:
        """More open than we know: an old list, money that the client has not seen, or a change."""
        unseen = stored.id in self.linked and stored.id not in self.credits
        ours = self.known.ours_cents.get(stored.id, 0)
        if self.old or said - before <= ours or unseen:
            return What.BEHIND
        case = self.known.case_of(stored)
        if case.closed_on is not None and case.close_reason not in PAID:
            return What.CLOSED
        if case.closed_on is not None and self.known.open_case_of.get(case.debtor_id):
            return What.CLOSED
        if stored.is_credit:
            return What.LOWER
        return What.REOPENED if before <= 0 else What.HIGHER

    def _credit(self, item: Item) -> Line:
        """A credit note that we do not have yet: linked to its invoice, or the client is asked."""
        double = self._double(item, None)
        if double:
            return Line(item, What.DOUBLE, new_cents=item.cents, problems=(double,))
        invoice = self._credited(item)
        if invoice is not None:
            return Line(
                item,
                What.CREDIT_LINKED,
                case=invoice.case,
                debtor=invoice.debtor,
                new_cents=item.cents,
                invoice=invoice,
            )
        debtor = self.known.debtors.get(item.who)
        case = self.known.open_case_of.get(debtor) if debtor is not None else None
        if case is None and item.who not in self.cases:
            return _waits(item, "credit_alone")
        return Line(item, What.CREDIT_UNLINKED, case=case, debtor=debtor, new_cents=item.cents)

    def _credited(self, item: Item) -> Line | None:
        """The invoice that a credit note names, in this list or stored and still running."""
        key = "".join(item.row.credit_for.split()).casefold()
        if not key:
            return None
        line = self.invoices.get(key)
        if line is not None and line.what in CREDITABLE and not line.item.row.is_credit:
            return line
        same = [self.known.claims[number] for number in self.known.by_key.get(key, [])]
        running = [claim for claim in same if self.known.is_running(claim) and not claim.is_credit]
        if line is not None or len(running) != 1:
            return None
        stored = running[0]
        debtor = self.known.case_of(stored).debtor_id
        return Line(item, What.SAME, claim=stored.id, case=stored.case_id, debtor=debtor)


KNOWN_ANYWAY = frozenset({"invoice_on_missing", "due_missing"})
"""Days that a claim we have keeps, when a list does not name them."""

PAID = (CloseReason.PAID, CloseReason.CREDITED)
CREDITABLE = (What.START, What.JOIN, What.SAME, What.LOWER, What.HIGHER, What.DUE_CHANGED)


def _waits(item: Item, *problems: str) -> Line:
    return Line(item, What.WAITS, new_cents=item.row.open_cents or 0, problems=problems)
