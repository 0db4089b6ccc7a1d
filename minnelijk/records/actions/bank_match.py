"""New lines of an account: booked where they certainly belong, else they wait or are nobody's."""

from collections.abc import Sequence

from minnelijk.flow.matching import SAYS, Candidate, FitWord
from minnelijk.flow.words import BankLineState
from minnelijk.records.actions import bank_book
from minnelijk.records.actions.bank_book import share_of
from minnelijk.records.actions.bank_returned import give_back_sure
from minnelijk.records.actions.bank_wait import wait
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import Came, holders, lines_of
from minnelijk.records.bank_search import Search
from minnelijk.records.models import Account, BankLine


def match(
    account: Account,
    lines: Sequence[Came],
    act: Act,
    *,
    only: int | None = None,
    shown: bool = False,
) -> set[int]:
    """Book what is certain, let the rest wait; returns the cases to settle. `only`: lines that do
    not fit this case stay as they are. `shown`: what fits no case waits for a person too."""
    clients = holders(account)
    came = [line for line in lines if line.cents > 0]
    found = Search(clients).find(lines_of(came, clients))
    shares, nobodys, known = [], list[int](), list[int]()
    for line, one in zip(came, found, strict=True):
        if only is not None and all(fits.case != only for fits in one.candidates):
            continue
        if one.sure is not None:
            shares.append(share_of(line, one.sure))
        elif _known_already(one.candidates):
            known.append(line.id)
        elif one.candidates or shown or clients is None:
            wait(BankLine.objects.get(id=line.id), one.candidates, act)
        else:
            nobodys.append(line.id)
    BankLine.objects.filter(id__in=nobodys).update(state=BankLineState.NO_CASE)
    BankLine.objects.filter(id__in=known).update(state=BankLineState.KNOWN, decided_at=act.at)
    cases = bank_book.book(shares, act) if shares else set()
    for line in lines:
        if line.cents < 0:  # last: what goes back may have come in the same file
            give_back_sure(BankLine.objects.get(id=line.id), act)
    return cases


def _known_already(found: Sequence[Candidate]) -> bool:
    """Money of one case that is paid, and told before: the same money, and nothing is open."""
    named = [one for one in found if SAYS.intersection(one.reasons)]
    return len(named) == 1 and KNOWN_ALREADY.issubset(named[0].reasons)


KNOWN_ALREADY = frozenset({FitWord.TOLD_BEFORE, FitWord.PAID_ALREADY, FitWord.CLOSED})
