"""Finds the open cases that money may be about: by what was written, IBAN, amount and name.

Every look-up goes from the money to an index, so that it costs what came in and not what is open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from minnelijk.flow.matching import (
    TOO_COMMON,
    USUAL_THRESHOLD,
    Candidate,
    Line,
    OpenClaim,
    Said,
    candidates,
    certain,
)
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.bank import Holders
from minnelijk.records.blind import fold, token
from minnelijk.records.chunks import chunks
from minnelijk.records.fetch import day, fetch
from minnelijk.records.models import (
    Case,
    Claim,
    Client,
    Debtor,
    Entry,
    Instalment,
    Promise,
    Reference,
    SearchKey,
)
from minnelijk.records.words import ClaimKind, ReferenceKind, SearchKind

CHECKED = (ReferenceKind.OGM, ReferenceKind.RF, ReferenceKind.BETALINGSKENMERK)
MOST_BY_AMOUNT = 4 * TOO_COMMON
"""More than enough to know that an amount is common."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the money of one line may belong, and the case on which it books by itself, if any."""

    candidates: tuple[Candidate, ...] = ()
    sure: Candidate | None = None


@dataclass
class Search:
    """One search for many lines on one account."""

    clients: Holders
    thresholds: dict[int, int] = field(default_factory=dict)

    def find(self, lines: Sequence[Line]) -> list[Found]:
        """Return what fits each line. What the payer wrote is enough where it names one case."""
        said = [Said(line.reference, line.text) for line in lines]
        named = self._named(said)
        known = _Known()
        known.add({case for cases in named for case in cases}, self.clients)
        found = [
            self._found(line, words, known.claims(cases))
            for line, words, cases in zip(lines, said, named, strict=True)
        ]
        unsure = [at for at, one in enumerate(found) if one.sure is None or self.clients is None]
        more = self._seen([lines[at] for at in unsure])
        known.add({case for cases in more for case in cases}, self.clients)
        known.add_names({case for cases in more for case in cases} | _cases(found, unsure))
        for at, cases in zip(unsure, more, strict=True):
            wanted = named[at] | cases
            found[at] = self._found(lines[at], said[at], known.claims(wanted))
        return found

    def _found(self, line: Line, said: Said, claims: Iterable[OpenClaim]) -> Found:
        fitting = candidates(line, claims, said)
        if not fitting:
            return Found()
        threshold = self._threshold(fitting[0].client)
        return Found(fitting, certain(fitting, trust=self.clients is None, threshold=threshold))

    def _threshold(self, client: int) -> int:
        if client not in self.thresholds:
            row = Client.objects.filter(id=client).values_list("match_certainty", flat=True).first()
            self.thresholds[client] = USUAL_THRESHOLD if row is None else row
        return self.thresholds[client]

    def _named(self, said: Sequence[Said]) -> list[set[int]]:
        """The cases per line of which a number or reference stands in its words."""
        wanted = {key for one in said for key in one.keys}
        cases: dict[str, set[int]] = defaultdict(set)
        not_customer = f"AND kind <> '{ReferenceKind.CUSTOMER.value}'"
        columns = ("value", "case_id", "client_id")
        for value, case, client in fetch(Reference, columns, "value", wanted, not_customer):
            if self.clients is None or client in self.clients:
                cases[value].add(case)
        return [{case for key in one.keys for case in cases.get(key, ())} for one in said]

    def _seen(self, lines: Sequence[Line]) -> list[set[int]]:
        """The open cases per line that its IBAN, its amount or its name points at."""
        debtors = self._of_debtors({one for line in lines for one in line.debtors})
        amounts = self._by_amount({line.cents for line in lines})
        names = self._by_name({_family(line.name) for line in lines} - {""})
        found = []
        for line in lines:
            own = {case for one in line.debtors for case in debtors.get(one, ())}
            found.append(
                own | amounts.get(line.cents, set()) | names.get(_family(line.name), set())
            )
        return found

    def _by_amount(self, amounts: set[int]) -> dict[int, set[int]]:
        """Cases that owe exactly this in all, or as one whole invoice, or have promised it now."""
        found: dict[int, set[int]] = defaultdict(set)
        for chunk in chunks(amount for amount in amounts if amount > 0):
            whole = self._open().filter(open_cents__in=chunk).values_list("open_cents", "id")
            one = Entry.objects.filter(kind=EntryKind.PRINCIPAL, cents__in=chunk)
            one = one.filter(case__in=self._open()) if self.clients is not None else one
            parts = Instalment.objects.filter(cents__in=chunk, outcome="")
            parts = parts.filter(promise__case__in=self._open())
            for rows in (
                whole,
                one.values_list("cents", "case_id"),
                parts.values_list("cents", "promise__case_id"),
            ):
                for cents, case in islice(rows, MOST_BY_AMOUNT * len(chunk)):
                    if len(found[cents]) < MOST_BY_AMOUNT:
                        found[cents].add(case)
        return found

    def _of_debtors(self, debtors: set[int]) -> dict[int, set[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for chunk in chunks(debtors):
            rows = self._open().filter(debtor_id__in=chunk).values_list("debtor_id", "id")
            for debtor, case in rows:
                found[debtor].add(case)
        return found

    def _by_name(self, families: set[str]) -> dict[str, set[int]]:
        """Cases of debtors with this word in their name; a common word points at nobody."""
        marks = {token(SearchKind.NAME, family): family for family in families}
        debtors: dict[str, set[int]] = defaultdict(set)
        for chunk in chunks(marks):
            keys = SearchKey.objects.filter(kind=SearchKind.NAME, token__in=chunk)
            clients = self.clients or Client.objects.values_list("id", flat=True)
            keys = keys.filter(client_id__in=list(clients))
            for mark, debtor in keys.values_list("token", "debtor_id"):
                debtors[marks[bytes(mark)]].add(debtor)
        few = {family: own for family, own in debtors.items() if len(own) <= TOO_COMMON}
        cases = self._of_debtors({one for own in few.values() for one in own})
        return {
            family: {case for one in own for case in cases.get(one, ())}
            for family, own in few.items()
        }

    def _open(self) -> QuerySet[Case]:
        cases = Case.objects.filter(closed_on__isnull=True)
        return cases if self.clients is None else cases.filter(client_id__in=self.clients)


class _Known:
    """The open claims of the cases that were looked at, each read once."""

    def __init__(self) -> None:
        self._claims: dict[int, list[OpenClaim]] = {}

    def claims(self, cases: Iterable[int]) -> list[OpenClaim]:
        return [claim for case in sorted(cases) for claim in self._claims.get(case, ())]

    def add(self, cases: Iterable[int], clients: Holders) -> None:
        """Read the claims of cases of these clients; others are left out."""
        new = set(cases) - self._claims.keys()
        columns = ("id", "client_id", "debtor_id", "number", "closed_on")
        rows = fetch(Case, columns, "id", new)
        heads = {row[0]: row for row in rows if clients is None or row[1] in clients}
        self._claims.update({case: [] for case in new})
        for claim in _open_claims(heads):
            self._claims[claim.case].append(claim)

    def add_names(self, cases: Iterable[int]) -> None:
        """Open the names of the debtors, for the few lines where a person may have to look."""
        debtors = {
            claim.debtor for case in cases for claim in self._claims.get(case, ()) if not claim.name
        }
        names: dict[int, str] = {}
        for chunk in chunks(debtors):
            for row in Debtor.objects.filter(id__in=chunk):
                names[row.id] = str(row.open().get("name", ""))
        for case in cases:
            own = self._claims.get(case, [])
            self._claims[case] = [
                replace(claim, name=names.get(claim.debtor, claim.name)) for claim in own
            ]


def _open_claims(heads: dict[int, tuple[Any, ...]]) -> Iterator[OpenClaim]:
    """Give the claims of some cases, the oldest first; `heads`: (case, client, debtor, number,
    closed on)."""
    opened, told = _ledger(heads)
    kinds = ", ".join(f"'{kind.value}'" for kind in CHECKED)
    quotable: dict[int, set[str]] = defaultdict(set)
    for claim, value in fetch(
        Reference, ("claim_id", "value"), "case_id", heads, f"AND kind IN ({kinds})"
    ):
        quotable[claim].add(value)
    promised = _promised(heads)
    columns = ("id", "case_id", "number", "invoice_on")
    standing = (
        f"AND kind = '{ClaimKind.INVOICE.value}' AND withdrawn_on IS NULL ORDER BY due_on, id"
    )
    for claim, case, number, invoice_on in fetch(Claim, columns, "case_id", heads, standing):
        _, client, debtor, case_number, closed_on = heads[case]
        yield OpenClaim(
            case=case,
            client=client,
            debtor=debtor,
            case_number=f"D-{case_number}",
            number=number,
            invoice_on=day(invoice_on),
            open_cents=opened.get(claim, 0),
            references=frozenset(quotable.get(claim, ())),
            claim=claim,
            promised=frozenset(promised.get(case, ())),
            told=frozenset(told.get(case, ())),
            closed=closed_on is not None,
        )


def _promised(cases: Iterable[int]) -> dict[int, set[int]]:
    """What is to be paid now by a promise or a plan."""
    promises = fetch(
        Promise, ("id", "case_id"), "case_id", cases, "AND outcome = '' AND cancelled_on IS NULL"
    )
    case_of = dict(promises)
    found: dict[int, set[int]] = defaultdict(set)
    for promise, cents in fetch(
        Instalment, ("promise_id", "cents"), "promise_id", case_of, "AND outcome = ''"
    ):
        found[case_of[promise]].add(cents)
    return found


def _ledger(cases: Iterable[int]) -> tuple[dict[int, int], dict[int, set[tuple[int, date]]]]:
    """Return what is open per claim, and per case the payments that a list or a person told: each,
    and all of one day together."""
    opened: dict[int, int] = defaultdict(int)
    told: dict[int, set[tuple[int, date]]] = defaultdict(set)
    sums: dict[tuple[int, date], int] = defaultdict(int)
    columns = ("case_id", "claim_id", "cents", "kind", "cause", "value_on")
    for case, claim, cents, kind, cause, value_on in fetch(Entry, columns, "case_id", cases):
        opened[claim] += cents
        if kind == EntryKind.PAYMENT and cause != EntryCause.MATCH:
            told[case].add((-cents, day(value_on)))
            sums[case, day(value_on)] -= cents
    for (case, on), cents in sums.items():
        told[case].add((cents, on))
    return opened, told


def _cases(found: Sequence[Found], at: Iterable[int]) -> set[int]:
    return {one.case for number in at for one in found[number].candidates}


def _family(name: str) -> str:
    """The longest word of a name: most often the one of the family."""
    return max(fold(name).split(), key=len, default="")
