"""Money on an account: booked where it certainly belongs, else it waits for a person's word."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from minnelijk.flow.words import BankLineState
from minnelijk.law.references import iban_problem
from minnelijk.records.actions import bank_book, payments
from minnelijk.records.actions.bank_book import Share
from minnelijk.records.actions.bank_lines import TYPED, Told, fresh, known_line, store, totals_of
from minnelijk.records.actions.bank_match import carry_out, look, match_again
from minnelijk.records.actions.bank_returned import give_back
from minnelijk.records.actions.bank_wait import UNDECIDED, go_on, lock, settle_line, wait
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.bank import Came, Holders, booked_by, holders, lines_of, rows_of
from minnelijk.records.bank_search import Search
from minnelijk.records.blind import token
from minnelijk.records.chunks import chunks
from minnelijk.records.models import (
    Account,
    BankLine,
    BankMatch,
    BankStatement,
    Case,
    SearchKey,
)
from minnelijk.records.words import SearchKind

__all__ = [
    "BankRefused",
    "Told",
    "come",
    "decide",
    "known_line",
    "look_again",
    "money_came",
    "search_for",
    "told_before",
    "unmatch",
]

LOOK_BACK_DAYS = 92
"""So far back money that no case fitted is looked at again when invoices or words come."""

MOST_AGAIN, AGAIN_AT_ONCE = 20_000, 500
"""So many of those lines at most, and so many in one transaction."""


class BankRefused(Refused):
    """Why money cannot be stored, given a case or taken away from it again."""

    sentences = {
        "nothing": "Money that came in is more than nothing.",
        "future": "This day has not been yet.",
        "not_an_account": "This account was not confirmed: no money is expected on it.",
        "decided": "Somebody decided about this money already.",
        "other_client": "This money is on the account of another client.",
        "not_booked": "This money is on no case.",
        "told_by_bank": "A file of the bank told this payment already.",
        "not_all": "The parts are not together what came in.",
        "no_such_payment": "On this case stands no payment of this amount that can go back.",
    }


def money_came(  # noqa: PLR0913 - a line of a bank in full
    account: Account,
    cents: int,
    value_on: date,
    act: Act,
    *,
    key: str,
    text: str = "",
    reference: str = "",
    name: str = "",
    iban: str = "",
    again: bool = False,
) -> BankLine:
    """Store money on an account once per `key`; book it where it certainly belongs.

    Else it waits, and every case that may own it rests one working day. The same key again changes
    nothing and returns what was stored. `again`: it is a second payment, whatever a file of the
    bank told. Raises BankRefused.
    """
    _check(account, cents, value_on, act)
    told = Told(cents, value_on, value_on, key, TYPED, name, iban, text, reference)
    with transaction.atomic():
        rows_of(account, locked=True)  # the same line twice waits here
        return known_line(account, key) or _typed_in(account, told, act, again=again)


def _typed_in(account: Account, told: Told, act: Act, *, again: bool) -> BankLine:
    new = fresh(account, [told], sure=again)
    if not new:
        raise BankRefused("told_by_bank")
    number = new[0].came.id
    office_event(account.client, "bank_line", act, {"line": number, "came_cents": told.cents})
    came = [new[0].came]
    verdict = look(account, came, shown=True)
    store(account, new, verdict.states, act)
    for case_id in carry_out(verdict, came, act):
        bank_book.settle(case_id, act)
    return BankLine.objects.get(id=number)


def come(
    account: Account,
    told: Sequence[Told],
    act: Act,
    statement: BankStatement | None = None,
    used: set[int] | None = None,
) -> tuple[list[Came], set[int]]:
    """Store lines of a file in one transaction; returns the new ones and the cases to settle.

    Each is looked up before it is stored, so that it is written once, as what became of it. On a
    client's own account money that fits no case stays out of sight: it is the client's own.
    """
    with transaction.atomic():
        rows_of(account, locked=True)
        new = fresh(account, told, used=used)
        lines = [one.came for one in new]
        for total in totals_of(account, lines):
            go_on(total, frozenset(), act)
            settle_line(total, BankLineState.SPLIT, act, by_person=False)
        came = [line for line in lines if not line.is_total]
        verdict = look(account, came)
        store(account, new, verdict.states, act, statement)
        cases = carry_out(verdict, came, act)
    return lines, cases


def decide(
    line_id: int,
    case_id: int | None,
    act: Act,
    *,
    parts: Sequence[tuple[int, int]] = (),
) -> BankLine:
    """A person says on which case the money belongs; None: it is not ours. The others go on.

    `parts`: (case, cents) where it belongs to several, all of it together. Whoever paid is known
    by this IBAN from now on. Raises BankRefused, PaymentRefused.
    """
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        if line.state not in UNDECIDED:
            raise BankRefused("decided")
        shares = _shares(line, case_id, parts)
        lock({*line.candidates.values_list("case_id", flat=True), *(s.case for s in shares)})
        go_on(line, frozenset(share.case for share in shares), act)
        if not shares:
            settle_line(line, BankLineState.NOT_OURS, act)
            office_event(line.account.client, "bank_line_not_ours", act, {"line": line.id})
        elif line.cents < 0:
            if not give_back(line, shares[0].case, act):
                raise BankRefused("no_such_payment")
        else:
            cases = bank_book.book(shares, act)
            bank_book.decide_lines([line.id], act, by_person=True)
            for one in cases:
                bank_book.settle(one, act)
            _learn(line, {share.case for share in shares})
    return BankLine.objects.get(id=line_id)


def told_before(line_id: int, act: Act) -> BankLine:
    """A person says that the ledger knew this money already, from a list or by hand: nothing is
    booked. Raises BankRefused."""
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        if line.state not in UNDECIDED:
            raise BankRefused("decided")
        lock(line.candidates.values_list("case_id", flat=True))
        go_on(line, frozenset(), act)
        settle_line(line, BankLineState.KNOWN, act)
        office_event(line.account.client, "bank_line_known", act, {"line": line.id})
    return line


def _shares(line: BankLine, case_id: int | None, parts: Sequence[tuple[int, int]]) -> list[Share]:
    """What each case gets; all of the line, on cases of whose client the account is."""
    told = list(parts) or ([(case_id, line.cents)] if case_id is not None else [])
    if told and (sum(cents for _, cents in told) != line.cents or _not_apart(line, told)):
        raise BankRefused("not_all")
    clients = holders(line.account)
    cases = Case.objects.in_bulk([case for case, _ in told])
    if len(cases) < len(told) or any(_hidden(case, clients) for case in cases.values()):
        raise BankRefused("other_client")
    named = dict(line.candidates.values_list("case_id", "claims"))
    came = Came.of(line)
    return [Share(came, case, cents, claims=frozenset(named.get(case, ()))) for case, cents in told]


def _not_apart(line: BankLine, told: Sequence[tuple[int, int]]) -> bool:
    """Whether a part is nothing, or of the other sign, or two parts are for one case."""
    same_sign = all(cents * line.cents > 0 for _, cents in told)
    return not same_sign or len({case for case, _ in told}) < len(told)


def _hidden(case: Case, clients: Holders) -> bool:
    return clients is not None and case.client_id not in clients


def unmatch(line_id: int, act: Act) -> BankLine:
    """Take money away from where it was booked by mistake; it waits for its case again.

    The ledger gets the opposite, and each case goes on kindly. Raises BankRefused, PaymentRefused.
    """
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        standing = list(line.matches.filter(undone_at__isnull=True).order_by("case_id"))
        if line.state != BankLineState.BOOKED or not standing or line.cents < 0:
            raise BankRefused("not_booked")
        for one in standing:
            bank_book.settle(one.case_id, act)
            payments.take_away(one.case_id, booked_by(one).values_list("id", flat=True), act)
        BankMatch.objects.filter(id__in=[one.id for one in standing]).update(
            undone_at=act.at, undone_by=act.by
        )
        settle_line(line, BankLineState.WAITING, act)
        wrong = {one.case_id for one in standing}
        found = Search(holders(line.account)).find(
            lines_of([Came.of(line)], holders(line.account))
        )[0]
        wait(line, [one for one in found.candidates if one.case not in wrong], act)
    return BankLine.objects.get(id=line_id)


def search_for(case: Case, act: Act) -> int:
    """Look through money without a case for what this case may have paid; returns how many lines
    belong to it or may. What is certain books, the rest waits for a person."""
    return _again(BankLine.objects.filter(account__client=case.client_id), act, only=case.id)


def look_again(client_id: int, act: Act) -> int:
    """Look once more at money without a case after new invoices came: it may be for one of them."""
    return _again(BankLine.objects.filter(account__client=client_id), act)


def _again(lines: QuerySet[BankLine], act: Act, *, only: int | None = None) -> int:
    """The newest lines only, piece by piece: nobody waits long, and nothing is locked for long."""
    since = act.on - timedelta(days=LOOK_BACK_DAYS)
    rows = lines.filter(state=BankLineState.NO_CASE, value_on__gte=since, cents__gt=0)
    by_account: dict[Account, list[Came]] = {}
    for line in rows.select_related("account").order_by("-id")[:MOST_AGAIN]:
        by_account.setdefault(line.account, []).append(Came.of(line))
    done = 0
    for account, newest in by_account.items():
        for read in chunks(reversed(newest), AGAIN_AT_ONCE):
            done += _once_more(account, read, act, only)
    return done


def _once_more(account: Account, read: Sequence[Came], act: Act, only: int | None) -> int:
    with transaction.atomic():
        own = _undecided(read)
        for case_id in match_again(account, own, act, only=only):
            bank_book.settle(case_id, act)
    rows = BankLine.objects.filter(id__in=[line.id for line in own])
    return rows.exclude(state=BankLineState.NO_CASE).count()


def _undecided(lines: Sequence[Came]) -> list[Came]:
    """Lock lines and leave out those about which somebody decided since they were read."""
    left = set[int]()
    for chunk in chunks(line.id for line in lines):
        rows = BankLine.objects.select_for_update().filter(id__in=chunk).order_by("id")
        left |= {row.id for row in rows.only("id", "state") if row.state == BankLineState.NO_CASE}
    return [line for line in lines if line.id in left]


def _check(account: Account, cents: int, value_on: date, act: Act) -> None:
    if cents <= 0:
        raise BankRefused("nothing")
    if value_on > act.on:
        raise BankRefused("future")
    if account.confirmed_at is None:
        raise BankRefused("not_an_account")


def _learn(line: BankLine, case_ids: Iterable[int]) -> None:
    """Know who pays from this IBAN; the accounts of clients and of ourselves are nobody's."""
    iban = str(line.open().get("iban", ""))
    if not iban or iban_problem(iban) or Account.objects.filter(iban=iban).exists():
        return
    for case in Case.objects.filter(id__in=list(case_ids)):
        SearchKey.objects.get_or_create(
            client_id=case.client_id,
            kind=SearchKind.IBAN,
            token=token(SearchKind.IBAN, iban),
            debtor_id=case.debtor_id,
        )
