"""Finds the open cases that money may be about: by what was written, IBAN, amount and name.

Every look-up goes from the money to an index, so that it costs what came in and not what is open.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

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
from minnelijk.flow.words import EntryKind
from minnelijk.records.bank import Holders
from minnelijk.records.bank_known import CHECKED, Known
from minnelijk.records.blind import fold, token
from minnelijk.records.chunks import chunks
from minnelijk.records.fetch import fetch
from minnelijk.records.models import (
    Case,
    Client,
    Entry,
    Instalment,
    Reference,
    SearchKey,
)
from minnelijk.records.words import ReferenceKind, SearchKind

NAMING = (ReferenceKind.CASE, ReferenceKind.INVOICE, *CHECKED)
"""What names a case when a payer writes it; the number of a customer does not."""

MOST_BY_AMOUNT = 4 * TOO_COMMON
"""More than enough to know that an amount is common."""


class Found(NamedTuple):
    """Where the money of one line may belong, and the case on which it books by itself, if any."""

    candidates: tuple[Candidate, ...] = ()
    sure: Candidate | None = None


@dataclass
class Search:
    """One search for many lines on one account; `known` is what it read of their cases."""

    clients: Holders
    thresholds: dict[int, int] = field(default_factory=dict)
    known: Known | None = None

    def find(self, lines: Sequence[Line]) -> list[Found]:
        """Return what fits each line. What the payer wrote is enough where it names one case."""
        said = [Said(line.reference, line.text) for line in lines]
        named = self._named(said)
        known = self.known = Known(
            {case for one, own in zip(said, named, strict=True) if one.references for case in own}
        )
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
        naming = ", ".join(f"'{kind.value}'" for kind in NAMING)
        columns = ("value", "case_id", "client_id")
        for value, case, client in fetch(
            Reference, columns, "value", wanted, f"AND kind IN ({naming})"
        ):
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


def _cases(found: Sequence[Found], at: Iterable[int]) -> set[int]:
    return {one.case for number in at for one in found[number].candidates}


def _family(name: str) -> str:
    """The longest word of a name: most often the one of the family."""
    return max(fold(name).split(), key=len, default="")
