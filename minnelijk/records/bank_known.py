"""What is open on the cases that money may be about, read once for many lines of an account."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from minnelijk.flow.matching import OpenClaim
from minnelijk.flow.words import EntryCause, EntryKind
from minnelijk.records.bank import Holders
from minnelijk.records.chunks import chunks
from minnelijk.records.fetch import day, fetch
from minnelijk.records.models import (
    Case,
    Claim,
    Debtor,
    Entry,
    Instalment,
    Promise,
    Reference,
)
from minnelijk.records.words import ClaimKind, ReferenceKind

CHECKED = (ReferenceKind.OGM, ReferenceKind.RF, ReferenceKind.BETALINGSKENMERK)

STANDING = f"AND kind = '{ClaimKind.INVOICE.value}' AND withdrawn_on IS NULL ORDER BY due_on, id"
"""Claims that money can be about, the oldest first."""


class Known:
    """The open claims of the cases that were looked at, each read once; with their references for
    the cases that a payer may have named by one."""

    def __init__(self, referred: set[int]) -> None:
        self.open_cents: dict[int, int] = {}
        self._claims: dict[int, list[OpenClaim]] = {}
        self._revs: dict[int, int] = {}
        self._referred = referred

    def claims(self, cases: Iterable[int]) -> list[OpenClaim]:
        return [claim for case in sorted(cases) for claim in self._claims.get(case, ())]

    def unchanged(self, case: int, rev: int) -> list[OpenClaim] | None:
        """Return the claims of a case that is locked now, unless it changed since it was read."""
        return self._claims[case] if self._revs.get(case) == rev else None

    def add(self, cases: Iterable[int], clients: Holders) -> None:
        """Read the claims of cases of these clients; others are left out."""
        new = set(cases) - self._claims.keys()
        columns = ("id", "client_id", "debtor_id", "number", "closed_on", "rev")
        rows = fetch(Case, columns, "id", new)
        heads = {row[0]: row for row in rows if clients is None or row[1] in clients}
        self._claims.update({case: [] for case in new})
        self._revs.update({case: row[-1] for case, row in heads.items()})  # read before the rest
        opened, told = _ledger(heads)
        self.open_cents.update(opened)
        for claim in self._read(heads, told):
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
                claim._replace(name=names.get(claim.debtor, claim.name)) for claim in own
            ]

    def _read(
        self, heads: dict[int, tuple[Any, ...]], told: Mapping[int, set[tuple[int, date]]]
    ) -> Iterator[OpenClaim]:
        """Give the claims of some cases, the oldest first; `heads`: (case, client, debtor, number,
        closed on, rev)."""
        quotable = _references(self._referred & heads.keys())
        promised = _promised(heads)
        columns = ("id", "case_id", "number", "invoice_on", "due_on")
        for claim, case, number, invoice_on, due_on in fetch(
            Claim, columns, "case_id", heads, STANDING
        ):
            _, client, debtor, case_number, closed_on, _ = heads[case]
            yield OpenClaim(
                case=case,
                client=client,
                debtor=debtor,
                case_number=f"D-{case_number}",
                number=number,
                invoice_on=day(invoice_on),
                open_cents=self.open_cents.get(claim, 0),
                references=frozenset(quotable.get(claim, ())),
                claim=claim,
                promised=frozenset(promised.get(case, ())),
                told=frozenset(told.get(case, ())),
                closed=closed_on is not None,
                due_on=day(due_on),
            )


def _references(cases: Iterable[int]) -> dict[int, set[str]]:
    """The references with a check per claim of these cases."""
    kinds = ", ".join(f"'{kind.value}'" for kind in CHECKED)
    found: dict[int, set[str]] = defaultdict(set)
    columns = ("claim_id", "value")
    for claim, value in fetch(Reference, columns, "case_id", cases, f"AND kind IN ({kinds})"):
        found[claim].add(value)
    return found


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
    for claim, cents in fetch(Entry, ("claim_id", "cents"), "case_id", cases):
        opened[claim] += cents
    elsewhere = f"AND kind = '{EntryKind.PAYMENT.value}' AND cause <> '{EntryCause.MATCH.value}'"
    paid = fetch(Entry, ("case_id", "cents", "value_on"), "case_id", cases, elsewhere)
    for case, cents, value_on in paid:
        told[case].add((-cents, day(value_on)))
        sums[case, day(value_on)] -= cents
    for (case, on), cents in sums.items():
        told[case].add((cents, on))
    return opened, told
