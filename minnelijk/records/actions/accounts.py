"""The accounts that messages may show: changed by two people, told to everybody, after two days.

PRODUCT.md, complaint 11: money to a thief's account.
"""

import re

from django.db import transaction
from django.db.models import QuerySet

from minnelijk.flow.words import Role
from minnelijk.law.country import country
from minnelijk.law.references import clean_iban, iban_problem
from minnelijk.records.actions.core import Act
from minnelijk.records.actions.office import Refused, office_event
from minnelijk.records.actions.sender_proof import NOT_TESTED, begin_to_send
from minnelijk.records.models import Account, Bureau, Client, ClientNote, OfficeEvent, Seat, Sender

WAIT_WORKING_DAYS = 2
CONFIRMERS = frozenset({Role.SUPERVISOR, Role.MANAGER})


class BadIban(Refused):
    """The number is no IBAN; `word` is what is wrong with it."""

    sentences = {
        "letters": "An IBAN has only letters and digits, in their own places.",
        "country": "This IBAN is not of a country of the euro payment area.",
        "length": "This IBAN is too short or too long for its country.",
        "check": "The check number of this IBAN does not fit: is a digit wrong?",
    }


class AccountProblem(Refused):
    """Why an account cannot be proposed, confirmed or refused so."""

    sentences = {
        "holder_missing": "Give the name of the holder as the bank has it.",
        "same_account": "This account is proposed or in use already.",
        "settled": "This account was confirmed or refused already.",
        "same_person": "Another person than the proposer must confirm an account.",
        "not_allowed": "Only a supervisor or manager of the bureau may confirm an account.",
        "number_unknown": "Call a number that was known before; '{number}' is not one.",
        "number_new": "The number was changed after the account was proposed: use an older one.",
    }


def propose_account(client: Client | None, *, iban: str, holder: str, act: Act) -> Account:
    """Store a wished account; messages keep showing the old one. Raises BadIban, AccountProblem.

    No client means the trust account of the bureau.
    """
    number = clean_iban(iban)
    problem = iban_problem(number)
    if problem:
        raise BadIban(problem)
    if not holder.strip():
        raise AccountProblem("holder_missing")
    with transaction.atomic():
        office_event(client, "account_proposed", act, {"ends": number[-4:]})
        if _standing(client).filter(iban=number).exists():
            raise AccountProblem("same_account")
        return Account.objects.create(
            client=client,
            iban=number,
            holder=holder.strip(),
            proposed_by=act.by,
            proposed_at=act.at,
        )


def _standing(client: Client | None) -> QuerySet[Account]:
    """Accounts that wait or work: not refused and not ended."""
    return Account.objects.filter(client=client, ends_on__isnull=True)


def confirm_account(account: Account, *, number_called: str, act: Act) -> Account:
    """Confirm an account after calling a number known before; it works after two working days.

    The first account of a client works at once: nothing is replaced. The old one goes on matching
    money. All people of the client are told. Raises AccountProblem.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account.id)
        _check_settled(account)
        _check_confirmer(account, act.by)
        _check_number(account, number_called)
        first = not _standing(account.client).filter(confirmed_at__isnull=False).exists()
        account.number_called = number_called
        account.confirmed_by, account.confirmed_at = act.by, act.at
        days = country(account.client.country if account.client else _bureau_country()).days
        later = days.working_day_after(act.on, WAIT_WORKING_DAYS)
        account.works_from_on = act.on if first else later
        account.save()
        _tell(account, "account_confirmed", act)
    return account


def _bureau_country() -> str:
    return Bureau.objects.get(id=1).country


def refuse_account(account: Account, act: Act) -> Account:
    """Refuse an account that nobody confirmed yet; it never worked. Raises AccountProblem."""
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=account.id)
        _check_settled(account)
        account.ends_on = act.on
        account.save(update_fields=["ends_on"])
        _tell(account, "account_refused", act)
    return account


def bank_said(account: Account, name: str, act: Act) -> Account:
    """Store the name that the bank itself gives this account, as its own screen shows it."""
    with transaction.atomic():
        office_event(account.client, "bank_said", act, {"ends": account.iban[-4:]})
        account.bank_says, account.bank_said_on = name.strip(), act.on
        account.save(update_fields=["bank_says", "bank_said_on"])
        for sender in Sender.objects.filter(client=account.client, failing_why=NOT_TESTED):
            begin_to_send(sender, act)
    return account


def _check_settled(account: Account) -> None:
    if account.confirmed_at is not None or account.ends_on is not None:
        raise AccountProblem("settled")


def _check_confirmer(account: Account, seat: Seat | None) -> None:
    if seat is None or seat.client_id is not None or seat.role not in CONFIRMERS or not seat.active:
        raise AccountProblem("not_allowed")
    proposer = account.proposed_by
    if proposer is not None and proposer.user_id == seat.user_id:
        raise AccountProblem("same_person")


def _check_number(account: Account, number: str) -> None:
    """The number must be the one we had before somebody asked for another account."""
    client = account.client
    known = client.phone_shown if client else Bureau.objects.get(id=1).phone
    if not _digits(number) or _digits(number) != _digits(known):
        raise AccountProblem("number_unknown", number=number)
    changed = OfficeEvent.objects.filter(
        client=client,
        kind="card_changed",
        at__gte=account.proposed_at,
        args__field="phone_shown" if client else "phone",
    )
    if changed.exists():
        raise AccountProblem("number_new")


def _digits(number: str) -> str:
    """Return the last nine digits: the same with and without a country code."""
    return re.sub(r"[^0-9]", "", number)[-9:]


def _tell(account: Account, kind: str, act: Act) -> None:
    """All known people of the client hear of it: the post mails notes of this kind to every seat.

    Four digits tell people enough; an event is no place for a whole account number.
    """
    from_on = account.works_from_on.isoformat() if account.works_from_on else ""
    args = {"account": account.id, "ends": account.iban[-4:], "from_on": from_on}
    office_event(account.client, kind, act, args)
    if account.client is not None:
        note = "account_changed" if account.confirmed_at else "account_refused"
        ClientNote.objects.create(client=account.client, kind=note, args=args, made_at=act.at)
