"""What the records know of money on an account: the open claims where it may belong."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet, Sum

from minnelijk.flow.matching import TOO_COMMON, Line, OpenClaim, bare, quoted
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok
from minnelijk.records.blind import token
from minnelijk.records.models import Account, BankLine, Case, Claim, Entry, Reference, SearchKey
from minnelijk.records.queries import open_per_claim
from minnelijk.records.words import ClaimKind, ReferenceKind, SearchKind

CHECKED = (ReferenceKind.OGM, ReferenceKind.RF, ReferenceKind.BETALINGSKENMERK)
MOST_BY_AMOUNT = 4 * TOO_COMMON
"""More than enough to know that an amount is common."""

CASE_NUMBER = re.compile(r"D[- ]?(\d{1,12})", re.ASCII)


def line_of(row: BankLine) -> Line:
    """Return a stored line as the rules read it, with who paid from its IBAN before."""
    told = row.open()
    return Line(
        cents=row.cents,
        value_on=row.value_on,
        reference=str(told.get("reference", "")),
        text=str(told.get("text", "")),
        debtors=payers(row.account, str(told.get("iban", ""))),
    )


def checked(reference: str) -> str:
    """Return a reference that carries its own check, as it is compared; '' for free words, which
    may say something of a person."""
    found = ogm_ok(reference) or rf_ok(reference) or betalingskenmerk_ok(reference)
    return bare(reference) if found else ""


def booked_by(line: BankLine, *, gone_too: bool = False) -> QuerySet[Entry]:
    """Return the payments that this line made in the ledger, as far as they stand."""
    own = Q(cause_key__startswith=f"bank:{line.pk}:") | Q(cause_key__startswith=f"bank:{line.pk}.")
    rows = Entry.objects.filter(own, cause=EntryCause.MATCH, kind=EntryKind.PAYMENT)
    if gone_too:
        return rows
    keys = {f"reversal:{number}": number for number in rows.values_list("id", flat=True)}
    back = Entry.objects.filter(cause=EntryCause.MATCH, cause_key__in=keys)
    return rows.exclude(id__in=[keys[key] for key in back.values_list("cause_key", flat=True)])


def payers(account: Account, iban: str) -> frozenset[int]:
    """Return the debtors whom a person saw paying from this IBAN."""
    if not iban:
        return frozenset()
    keys = SearchKey.objects.filter(kind=SearchKind.IBAN, token=token(SearchKind.IBAN, iban))
    if account.client_id is not None:
        keys = keys.filter(client_id=account.client_id)
    return frozenset(keys.values_list("debtor_id", flat=True))


def open_claims(account: Account, line: Line) -> list[OpenClaim]:
    """Return the open claims of every case that this money may be about.

    On a client's own account these are its own cases; a trust account may hold money of any client.
    """
    cases = Case.objects.filter(closed_on__isnull=True)
    if account.client_id is not None:
        cases = cases.filter(client_id=account.client_id)
    wanted = _named(cases, line) | _by_amount(cases, line.cents)
    wanted |= set(cases.filter(debtor_id__in=line.debtors).values_list("id", flat=True))
    return _claims(wanted)


def _named(cases: QuerySet[Case], line: Line) -> set[int]:
    """Cases of which a number may stand in the words; the rules look closer."""
    words = f"{line.reference} {line.text}".upper()
    numbers = {int(number) for number in CASE_NUMBER.findall(words)}
    found = set(cases.filter(number__in=numbers).values_list("id", flat=True))
    checked = Reference.objects.filter(kind__in=CHECKED, value__in=quoted(line), case__in=cases)
    found |= set(checked.values_list("case_id", flat=True))
    signs = bare(words)
    own = Claim.objects.filter(case__in=cases, kind=ClaimKind.INVOICE, withdrawn_on=None)
    for case_id, number in own.values_list("case_id", "number").iterator():
        if (bare(number).lstrip("0") or "-") in signs:
            found.add(case_id)
    return found


def _by_amount(cases: QuerySet[Case], cents: int) -> set[int]:
    """Cases that owe exactly this, in all or on one claim."""
    in_all = cases.filter(open_cents=cents).order_by("id").values_list("id", flat=True)
    sums = (
        Entry.objects.filter(case__in=cases.filter(open_cents__gte=cents))
        .values("claim_id")
        .annotate(open=Sum("cents"))
        .filter(open=cents)
    )
    one = Claim.objects.filter(id__in=sums.values("claim_id")).order_by("case_id")
    by_claim = one.values_list("case_id", flat=True).distinct()
    return {*in_all[:MOST_BY_AMOUNT], *by_claim[:MOST_BY_AMOUNT]}


def _claims(case_ids: Iterable[int]) -> list[OpenClaim]:
    ids = list(case_ids)
    opened = open_per_claim(ids)
    rows = Claim.objects.filter(case_id__in=ids, kind=ClaimKind.INVOICE, withdrawn_on=None)
    quotable: dict[int | None, set[str]] = {}
    kept = Reference.objects.filter(case_id__in=ids, kind__in=CHECKED)
    for claim_id, value in kept.values_list("claim_id", "value"):
        quotable.setdefault(claim_id, set()).add(value)
    return [
        OpenClaim(
            case=claim.case_id,
            client=claim.client_id,
            debtor=claim.case.debtor_id,
            case_number=str(claim.case),
            number=claim.number,
            invoice_on=claim.invoice_on,
            open_cents=opened.get(claim.id, 0),
            references=frozenset(quotable.get(claim.id, ())),
        )
        for claim in rows.select_related("case").order_by("case_id", "due_on", "id")
    ]
