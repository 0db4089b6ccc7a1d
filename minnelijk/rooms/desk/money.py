"""Money on an account that waits for its case: in words, with who may own it and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from minnelijk.flow.matching import FitWord
from minnelijk.flow.said import number_key
from minnelijk.flow.words import BankLineState
from minnelijk.records.bank import holders
from minnelijk.records.models import (
    Account,
    BankCandidate,
    BankLine,
    BankMatch,
    Case,
    Hold,
    Reference,
)
from minnelijk.records.said_paid import said
from minnelijk.records.words import ReferenceKind
from minnelijk.rooms.desk.person import name_of
from minnelijk.rooms.parts.formats import day_short_text, iban_text
from minnelijk.rooms.parts.people import Request

SHOWN = 50
DECIDED_DAYS = 14
DECIDED_SHOWN = 12
CASE_NUMBER = re.compile(r"[dD][- ]?(\d{1,12})")

REASON = {
    FitWord.REFERENCE: __("het betalingskenmerk klopt"),
    FitWord.INVOICE_NUMBER: __("noemt het nummer van een rekening"),
    FitWord.CASE_NUMBER: __("noemt het zaaknummer"),
    FitWord.NUMBER_BROKEN: __("noemt het nummer van een rekening, over twee regels"),
    FitWord.IBAN_SEEN: __("betaalde eerder vanaf dit IBAN"),
    FitWord.AMOUNT_NAMED: __("precies het bedrag van de rekeningen die genoemd zijn"),
    FitWord.AMOUNT_PROMISED: __("precies het bedrag dat beloofd is"),
    FitWord.AMOUNT_CASE: __("precies het bedrag van de zaak"),
    FitWord.AMOUNT_CLAIM: __("precies het bedrag van een rekening"),
    FitWord.AMOUNT_SOME: __("precies het bedrag van enkele rekeningen samen"),
    FitWord.NAME: __("dezelfde naam"),
    FitWord.TOLD_BEFORE: __("dit bedrag werd al gemeld, misschien is het hetzelfde geld"),
}


class NoSuchCase(Exception):
    """The number that was typed leads to no case, or to several; `word`: none or several."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Owner:
    """A case that may own the money, with the reasons in words."""

    case: Case
    name: str
    reasons: list[str]
    rests_until: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Money that waits: what the bank told, on whose account, and who may own it."""

    line: BankLine
    account: str
    name: str
    iban: str
    words: str
    owners: list[Owner]


def waiting_count(request: Request) -> int:
    return request.scope.bank_lines().filter(state=BankLineState.WAITING).count()


def waiting(request: Request) -> list[Waiting]:
    """Return the money that waits, the oldest first."""
    rows = request.scope.bank_lines().filter(state=BankLineState.WAITING)
    lines = list(rows.select_related("account__client").order_by("value_on", "id")[:SHOWN])
    found = BankCandidate.objects.filter(line__in=lines).order_by("-certainty", "case_id")
    by_line: dict[int, list[BankCandidate]] = {}
    for row in found.select_related("case__debtor", "case__client"):
        by_line.setdefault(row.line_id, []).append(row)
    return [_waiting(line, by_line.get(line.id, [])) for line in lines]


def _waiting(line: BankLine, found: Iterable[BankCandidate]) -> Waiting:
    told = line.open()
    running = Hold.objects.filter(cause=f"money:{line.id}", lifted_on__isnull=True)
    until = dict(running.values_list("case_id", "until_on"))
    words = dict.fromkeys(str(told.get(word, "")) for word in ("reference", "text"))
    return Waiting(
        line=line,
        account=account_text(line.account),
        name=str(told.get("name", "")),
        iban=iban_text(str(told.get("iban", ""))),
        words=" · ".join(word for word in words if word),
        owners=[_owner(row, until.get(row.case_id)) for row in found],
    )


def _said_paid(case: Case) -> list[str]:
    """What the debtor himself says of a payment, beside what the bank tells."""
    days = [one.paid_on for one in said(case)]
    words = _("zegt zelf: betaald op %(day)s")
    return [words % {"day": day_short_text(day)} for day in days if day is not None]


def _owner(row: BankCandidate, until: date | None) -> Owner:
    reasons = [FitWord(word) for word in row.reasons]
    if FitWord.AMOUNT_CASE in reasons:  # says the same of a case with one invoice
        reasons = [word for word in reasons if word is not FitWord.AMOUNT_CLAIM]
    words = [*(str(REASON[word]) for word in reasons), *_said_paid(row.case)]
    return Owner(row.case, name_of(row.case.debtor), words, until)


@dataclass(frozen=True, slots=True)
class Decided:
    """A line that was booked or turned away, with the cases where its money went."""

    line: BankLine
    matches: list[BankMatch]


def decided(request: Request) -> list[Decided]:
    """Return what was booked or turned away lately, the newest first."""
    since = request.at - timedelta(days=DECIDED_DAYS)
    rows = request.scope.bank_lines().filter(decided_at__gte=since)
    rows = rows.select_related("account__client", "decided_by__user")
    lines = list(rows.order_by("-decided_at", "-id")[:DECIDED_SHOWN])
    matches = BankMatch.objects.filter(line__in=lines, undone_at__isnull=True)
    by_line: dict[int, list[BankMatch]] = {}
    for match in matches.select_related("case__client").order_by("id"):
        by_line.setdefault(match.line_id, []).append(match)
    return [Decided(line, by_line.get(line.id, [])) for line in lines]


def account_text(account: Account) -> str:
    """Return on whose account it is: the client's name, or that it is the trust account."""
    return account.client.name if account.client else _("derdenrekening")


def case_by_number(request: Request, line: BankLine, text: str) -> Case:
    """Return the one case in sight with this number of a case or an invoice. Raises NoSuchCase."""
    cases = request.scope.cases()
    clients = holders(line.account)
    if clients is not None:
        cases = cases.filter(client_id__in=clients)
    text = text.strip()
    number = CASE_NUMBER.fullmatch(text)
    invoices = Reference.objects.filter(
        kind=ReferenceKind.INVOICE, value=number_key(text), case__in=cases
    )
    wanted = set(invoices.values_list("case_id", flat=True)[:9])
    if number:
        wanted |= set(cases.filter(number=int(number[1])).values_list("id", flat=True)[:9])
    if len(wanted) != 1:
        raise NoSuchCase("several" if wanted else "none")
    return cases.get(id=wanted.pop())
