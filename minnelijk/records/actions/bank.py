"""Money on an account: booked where it certainly belongs, else it waits for a person's word."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction

from minnelijk.flow.happenings import NewHold
from minnelijk.flow.matching import MONEY, Candidate, candidates, certain
from minnelijk.flow.words import BankLineState, EntryCause, GateWord, HoldKind, MessageState, Phase
from minnelijk.law.references import clean_iban, iban_problem
from minnelijk.records.actions import happenings, payments
from minnelijk.records.actions.core import (
    Act,
    calendar_of,
    changing,
    fingerprint,
    plan_again,
    record,
)
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.bank import booked_by, checked, line_of, open_claims
from minnelijk.records.blind import token
from minnelijk.records.ids import reserve
from minnelijk.records.models import Account, BankCandidate, BankLine, Case, Message, SearchKey
from minnelijk.records.words import SearchKind

HERE, ELSEWHERE = "money_here", "money_elsewhere"
"""Why the rest of a case ended: the money was its own, or somebody else's."""

REST_WORKING_DAYS = 1


class BankRefused(Refused):
    """Why money cannot be stored, given a case or taken away from it again."""

    sentences = {
        "nothing": "Money that came in is more than nothing.",
        "future": "This day has not been yet.",
        "not_an_account": "This account was not confirmed: no money is expected on it.",
        "decided": "Somebody decided about this money already.",
        "other_client": "This money is on the account of another client.",
        "not_booked": "This money is on no case.",
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
) -> BankLine:
    """Store money on an account once per `key`; book it where it certainly belongs.

    Else it waits, and every case that may own it rests one working day. The same key again changes
    nothing and returns what was stored. Raises BankRefused.
    """
    _check(account, cents, value_on, act)
    with transaction.atomic():
        Account.objects.select_for_update().get(id=account.id)  # the same line twice waits here
        known = known_line(account, key)
        if known is not None:
            return known
        line = BankLine(
            id=reserve(BankLine, 1)[0],
            account=account,
            fingerprint=_mark(key),
            booked_on=act.on,
            value_on=value_on,
            cents=cents,
            reference=checked(reference),
            state=BankLineState.WAITING,
            read_at=act.at,
        )
        told = {"name": name, "text": text, "iban": clean_iban(iban), "reference": reference}
        line.close({word: words.strip() for word, words in told.items()})
        line.save(force_insert=True)
        office_event(account.client, "bank_line", act, {"line": line.id, "came_cents": cents})
        _match(line, act)
    return line


def known_line(account: Account, key: str) -> BankLine | None:
    """Return the line that was stored under this key, if there is one."""
    return BankLine.objects.filter(account=account, fingerprint=_mark(key)).first()


def decide(line_id: int, case_id: int | None, act: Act) -> BankLine:
    """A person says on which case the money belongs; None: it is not ours. The others go on.

    Whoever paid is known by this IBAN from now on. Raises BankRefused.
    """
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        if line.state != BankLineState.WAITING:
            raise BankRefused("decided")
        case = Case.objects.get(id=case_id) if case_id is not None else None
        if case is not None and line.account.client_id not in {None, case.client_id}:
            raise BankRefused("other_client")
        _lock({*line.candidates.values_list("case_id", flat=True), case_id})
        _go_on(line, case_id, act)
        if case is None:
            _settle(line, BankLineState.NOT_OURS, None, act)
            office_event(line.account.client, "bank_line_not_ours", act, {"line": line.id})
        else:
            _book(line, case.id, act, why="person")
            _learn(line, case)
    return line


def unmatch(line_id: int, act: Act) -> BankLine:
    """Take money away from the case where it was booked by mistake; it waits for its case again.

    The ledger gets the opposite, and the case goes on kindly. Raises BankRefused, PaymentRefused.
    """
    with transaction.atomic():
        line = BankLine.objects.select_for_update().get(id=line_id)
        if line.state != BankLineState.BOOKED or line.case_id is None:
            raise BankRefused("not_booked")
        wrong = line.case_id
        payments.take_away(wrong, booked_by(line).values_list("id", flat=True), act)
        _settle(line, BankLineState.WAITING, None, act)
        told = line_of(line)
        found = candidates(told, open_claims(line.account, told))
        _wait(line, [one for one in found if one.case != wrong], act)
    return line


def _check(account: Account, cents: int, value_on: date, act: Act) -> None:
    if cents <= 0:
        raise BankRefused("nothing")
    if value_on > act.on:
        raise BankRefused("future")
    if account.confirmed_at is None:
        raise BankRefused("not_an_account")


def _mark(key: str) -> bytes:
    return fingerprint("bank_line", key)


def _match(line: BankLine, act: Act) -> None:
    told = line_of(line)
    found = candidates(told, open_claims(line.account, told))
    sure = certain(found, trust=line.account.client_id is None)
    if sure is None:
        _wait(line, found, act)
    else:
        _book(line, sure.case, act, why="sure")


def _wait(line: BankLine, found: Sequence[Candidate], act: Act) -> None:
    """Keep who may own the money, with the reasons; each of them rests."""
    _lock(one.case for one in found)
    line.candidates.all().delete()
    for one in found:
        reasons = [word.value for word in one.reasons]
        BankCandidate.objects.create(
            line=line, case_id=one.case, certainty=one.certainty, reasons=reasons
        )
        _rest(line, one.case, act)


def _rest(line: BankLine, case_id: int, act: Act) -> None:
    """Nothing of ours asks for money that may be on the account already."""
    with changing(case_id, closed_too=True) as case:
        if case.phase == Phase.CLOSED:
            return
        until = calendar_of(case).working_day_after(act.on, REST_WORKING_DAYS)
        rest = NewHold(
            kind=HoldKind.PAUSE,
            from_on=act.on,
            until_on=until,
            review_on=until + timedelta(days=1),
            claim=None,
            cause=f"{MONEY}{line.id}",
            happening=None,
        )
        happenings.put_hold(case, rest, act)
        args = {"line": line.id, "cents": line.cents, "until": str(until)}
        record(case, "money_waits", act, args=args)
        plan_again(case, act.on)


def _go_on(line: BankLine, owner: int | None, act: Act) -> None:
    """End the rest of every case that waited for this money."""
    held = line.candidates.order_by("case_id").values_list("case_id", flat=True)
    for case_id in held:
        with changing(case_id, closed_too=True) as case:
            if case.phase == Phase.CLOSED:
                continue
            why = HERE if case_id == owner else ELSEWHERE
            happenings.lift_cause(case, f"{MONEY}{line.id}", why, act)
            _let_go(case, act)
            plan_again(case, act.on)


def _let_go(case: Case, act: Act) -> None:
    """Messages that waited for the money may leave; the outbox looks at them once more."""
    if case.holds.filter(cause__startswith=MONEY, lifted_on__isnull=True).exists():
        return
    Message.objects.filter(
        case=case,
        state=MessageState.WAITING,
        why=GateWord.HELD,
        gate__for="money",
        not_before_at__gt=act.at,
    ).update(not_before_at=act.at)


def _book(line: BankLine, case_id: int, act: Act, *, why: str) -> None:
    key = _key(line)
    with changing(case_id, closed_too=True) as case:
        record(case, "money_matched", act, why=why, args={"line": line.id, "cents": line.cents})
    payments.book(case_id, line.cents, line.value_on, act, cause=EntryCause.MATCH, key=key)
    _settle(line, BankLineState.BOOKED, case_id, act, by_person=why == "person")


def _settle(
    line: BankLine, state: BankLineState, case_id: int | None, act: Act, *, by_person: bool = True
) -> None:
    line.state, line.case_id = state, case_id
    waits = state is BankLineState.WAITING
    line.decided_at = None if waits else act.at
    line.decided_by = act.by if by_person and not waits else None
    line.save(update_fields=["state", "case", "decided_at", "decided_by"])


def _key(line: BankLine) -> str:
    """The mark of a booking in the ledger; a line that is booked anew has a new one."""
    before = booked_by(line, gone_too=True).count()
    return f"bank:{line.id}.{before}" if before else f"bank:{line.id}"


def _learn(line: BankLine, case: Case) -> None:
    """Know who pays from this IBAN; the accounts of clients and of ourselves are nobody's."""
    iban = str(line.open().get("iban", ""))
    if not iban or iban_problem(iban) or Account.objects.filter(iban=iban).exists():
        return
    SearchKey.objects.get_or_create(
        client_id=case.client_id,
        kind=SearchKind.IBAN,
        token=token(SearchKind.IBAN, iban),
        debtor_id=case.debtor_id,
    )


def _lock(case_ids: Iterable[int | None]) -> None:
    """Lock cases in one order, so that two decisions never wait for each other."""
    wanted = {case_id for case_id in case_ids if case_id is not None}
    list(Case.objects.select_for_update().filter(id__in=wanted).order_by("id"))
