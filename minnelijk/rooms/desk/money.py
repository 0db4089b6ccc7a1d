"""Money on an account that waits for its case: in words, with who may own it and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from minnelijk.flow.matching import DOUBTS, MONEY, FitWord
from minnelijk.flow.words import BankLineState
from minnelijk.records.actions.bank import LOOK_BACK_DAYS
from minnelijk.records.bank import holders
from minnelijk.records.models import Account, BankCandidate, BankLine, BankMatch, Case, Hold
from minnelijk.records.queries import open_per_claim
from minnelijk.records.said_paid import said
from minnelijk.rooms.desk.bank_words import REASON
from minnelijk.rooms.desk.finding import found
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.formats import day_short_text, iban_text
from minnelijk.rooms.parts.people import Request

KEYS = 9
"""So many cases have a key of their own."""

AROUND = 8
"""So many lines of the row are shown around the one in focus."""

MOST_IN_ROW = 5_000
DECIDED_DAYS = 14
DECIDED_SHOWN = 8
DECIDED = (BankLineState.BOOKED, BankLineState.NOT_OURS, BankLineState.KNOWN)

SURE, LIKELY = 80, 60


@dataclass(frozen=True, slots=True)
class Owner:
    """A case that may own the money, with the reasons in words and the key that says so.

    `part` is what it would get of money for several: what the payer named, else what is open.
    """

    case: Case
    name: str
    sure: str = ""
    chip: str = ""
    reasons: list[str] = field(default_factory=list)
    rests_until: date | None = None
    town: str = ""
    key: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Money in focus: what the bank told, on whose account, and who may own it."""

    line: BankLine
    account: str
    name: str
    iban: str
    reference: str
    said: list[str]
    owners: list[Owner]
    more: int = 0
    told_before: bool = False

    @property
    def back(self) -> bool:
        """Money that was taken back from the account."""
        return self.line.cents < 0

    @property
    def no_case(self) -> bool:
        return self.line.state == BankLineState.NO_CASE


@dataclass(frozen=True, slots=True)
class InRow:
    """One line of the row, in short."""

    line: BankLine
    name: str
    account: str


@dataclass(frozen=True, slots=True)
class Row:
    """All that waits: how much, the lines around the one in focus, and the ways to both sides."""

    count: int = 0
    cents: int = 0
    place: int = 0
    lines: tuple[InRow, ...] = ()
    before: int | None = None
    after: int | None = None
    later: int = 0


def waiting_count(request: Request) -> int:
    return _waiting(request).count()


def _waiting(request: Request) -> QuerySet[BankLine]:
    return request.scope.bank_lines().filter(state=BankLineState.WAITING)


def no_case_lines(request: Request) -> QuerySet[BankLine]:
    """Return money that fits no case, as far back as it is looked at again."""
    since = request.on - timedelta(days=LOOK_BACK_DAYS)
    rows = request.scope.bank_lines().filter(state=BankLineState.NO_CASE, value_on__gte=since)
    return rows.select_related("account__client")


def row_of(request: Request, line_id: int | None, *, lead: bool) -> tuple[int | None, Row]:
    """Return the line to look at and the row it stands in: the one asked for, else the oldest."""
    rows = _waiting(request)
    total = rows.aggregate(count=Count("id"), cents=Sum("cents", filter=Q(cents__gt=0)))
    ids = list(rows.order_by("value_on", "id").values_list("id", flat=True)[:MOST_IN_ROW])
    outside = lead and line_id is not None and no_case_lines(request).filter(id=line_id).exists()
    at = ids.index(line_id) if line_id in ids else 0
    first = max(0, min(at - 2, len(ids) - AROUND))
    shown = ids[first : first + AROUND]
    row = Row(
        count=total["count"],
        cents=total["cents"] or 0,
        place=at + 1,
        lines=_in_row(rows, shown),
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
        later=total["count"] - first - len(shown),
    )
    if outside:
        return line_id, replace(row, place=0, before=None, after=ids[0] if ids else None)
    return (ids[at] if ids else None), row


def _in_row(rows: QuerySet[BankLine], ids: Sequence[int]) -> tuple[InRow, ...]:
    lines = rows.filter(id__in=ids).select_related("account__client").order_by("value_on", "id")
    return tuple(in_row(line) for line in lines)


def in_row(line: BankLine) -> InRow:
    """Return a line in short; who paid, else the first words."""
    told = line.open()
    words = str(told.get("name") or told.get("text") or "").split("\n")[0]
    return InRow(line, words, account_text(line.account))


def next_after(request: Request, line: BankLine) -> int | None:
    """Return the line that has the focus when this one is decided."""
    later = Q(value_on__gt=line.value_on) | Q(value_on=line.value_on, id__gt=line.id)
    rows = _waiting(request).order_by("value_on", "id").values_list("id", flat=True)
    return rows.filter(later).first() or rows.exclude(id=line.id).first()


def focus(line: BankLine) -> Waiting:
    """Return all there is to know about one line, with the cases that may own it."""
    told = line.open()
    found_rows = line.candidates.order_by("-certainty", "case_id")
    rows = list(found_rows.select_related("case__debtor", "case__client"))
    said_words = str(told.get("text", ""))
    reference = str(told.get("reference", ""))
    return Waiting(
        line=line,
        account=account_text(line.account),
        name=str(told.get("name", "")),
        iban=iban_text(str(told.get("iban", ""))),
        reference="" if reference and reference in said_words else reference,
        said=[part for part in said_words.split("\n") if part.strip()],
        owners=_owners(line, rows[:KEYS]),
        more=max(0, len(rows) - KEYS),
        told_before=any(FitWord.TOLD_BEFORE in row.reasons for row in rows),
    )


def _owners(line: BankLine, rows: Sequence[BankCandidate]) -> list[Owner]:
    running = Hold.objects.filter(cause=f"{MONEY}{line.id}", lifted_on__isnull=True)
    until = dict(running.values_list("case_id", "until_on"))
    opened = open_per_claim([row.case_id for row in rows])
    left = line.cents
    one_sure = [_named(row) for row in rows].count(True) == 1
    owners = []
    for number, row in enumerate(rows, start=1):
        named = sum(opened.get(claim, 0) for claim in row.claims)
        wanted = max(0, named or row.case.open_cents)
        part = max(0, min(left, wanted))
        left -= part
        owners.append(
            Owner(
                case=row.case,
                name=name_of(row.case.debtor),
                sure=_sure(row, one_sure=one_sure),
                chip="good" if one_sure and _named(row) else "",
                reasons=_reasons(row, back=line.cents < 0),
                rests_until=until.get(row.case_id),
                key=str(number),
                part=part,
            )
        )
    return owners


def _named(row: BankCandidate) -> bool:
    """Whether a candidate is as good as certain, with nothing that makes a person look."""
    return row.certainty >= SURE and not DOUBTS.intersection(row.reasons)


def _sure(row: BankCandidate, *, one_sure: bool) -> str:
    """How certain it is, in a word."""
    if one_sure and _named(row):
        return _("zeker")
    return _("waarschijnlijk") if row.certainty >= LIKELY else _("misschien")


def _reasons(row: BankCandidate, *, back: bool) -> list[str]:
    if back:
        return [_("kreeg dit bedrag eerder")]
    reasons = [FitWord(word) for word in row.reasons]
    if FitWord.AMOUNT_CASE in reasons:  # says the same of a case with one invoice
        reasons = [word for word in reasons if word is not FitWord.AMOUNT_CLAIM]
    return [*(str(REASON[word]) for word in reasons), *_said_paid(row.case)]


def _said_paid(case: Case) -> list[str]:
    """What the debtor himself says of a payment, beside what the bank tells."""
    days = [one.paid_on for one in said(case)]
    words = _("zegt zelf: betaald op %(day)s")
    return [words % {"day": day_short_text(day)} for day in days if day is not None]


def searched(request: Request, line: BankLine, text: str) -> list[Owner]:
    """Return cases in sight that may get this money and fit what was typed, each with its key."""
    hits = found(request, text, cases=cases_for(request, line))
    return [
        Owner(hit.case, hit.name, town=hit.town, key=str(number) if number <= KEYS else "")
        for number, hit in enumerate(hits, start=1)
    ]


def cases_for(request: Request, line: BankLine) -> QuerySet[Case]:
    """Return the cases in sight of the clients whose money the account may hold."""
    clients = holders(line.account)
    cases = request.scope.cases()
    return cases if clients is None else cases.filter(client_id__in=clients)


@dataclass(frozen=True, slots=True)
class Decided:
    """A line that was booked or turned away, with the cases where its money went."""

    line: BankLine
    matches: list[BankMatch]

    @property
    def may_go_back(self) -> bool:
        """Money that the bank took back stays back; all other decisions can be taken back."""
        return not self.matches or self.line.cents > 0


def decided(request: Request) -> tuple[list[Decided], list[Decided]]:
    """Return what people decided lately, and what booked by itself; the newest first."""
    since = request.at - timedelta(days=DECIDED_DAYS)
    rows = request.scope.bank_lines().filter(decided_at__gte=since, state__in=DECIDED)
    rows = rows.select_related("account__client", "decided_by__user").order_by("-decided_at", "-id")
    people = list(rows.filter(decided_by__isnull=False)[:DECIDED_SHOWN])
    alone = list(rows.filter(decided_by__isnull=True)[:DECIDED_SHOWN])
    by_line = matches_of([*people, *alone])
    return (
        [Decided(line, by_line.get(line.id, [])) for line in people],
        [Decided(line, by_line.get(line.id, [])) for line in alone],
    )


def matches_of(lines: Iterable[BankLine]) -> dict[int, list[BankMatch]]:
    """Return the bookings that stand, per line."""
    found_rows = BankMatch.objects.filter(line__in=list(lines), undone_at__isnull=True)
    by_line: dict[int, list[BankMatch]] = {}
    for match in found_rows.select_related("case__client").order_by("id"):
        by_line.setdefault(match.line_id, []).append(match)
    return by_line


def account_text(account: Account) -> str:
    """Return on whose account it is: the client's name, or that it is the trust account."""
    return account.client.name if account.client else _("derdenrekening")
