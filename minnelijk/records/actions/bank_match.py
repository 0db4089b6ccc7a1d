"""New lines of an account: booked where they certainly belong, else they wait or are nobody's."""

from collections.abc import Sequence

from minnelijk.flow.matching import SAYS, Candidate, FitWord
from minnelijk.flow.words import BankLineState
from minnelijk.records.actions import bank_book
from minnelijk.records.actions.bank_book import share_of
from minnelijk.records.actions.bank_returned import give_back_sure
from minnelijk.records.actions.bank_wait import lock, wait
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import Came, holders, lines_of
from minnelijk.records.bank_search import Search
from minnelijk.records.models import Account, BankCandidate, BankLine


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
    shares, nobodys = [], list[int]()
    lock(fits.case for one in found for fits in one.candidates)  # in one order, before any rests
    for line, one in zip(came, found, strict=True):
        if only is not None and all(fits.case != only for fits in one.candidates):
            continue
        if one.sure is not None:
            shares.append(share_of(line, one.sure))
        elif (owner := _known_already(one.candidates)) and _first_known(owner, line):
            BankCandidate.objects.create(
                line_id=line.id,
                case_id=owner.case,
                certainty=owner.certainty,
                reasons=[word.value for word in owner.reasons],
            )
            BankLine.objects.filter(id=line.id).update(state=BankLineState.KNOWN, decided_at=act.at)
        elif one.candidates or shown or clients is None:
            wait(BankLine.objects.get(id=line.id), one.candidates, act)
        else:
            nobodys.append(line.id)
    BankLine.objects.filter(id__in=nobodys).update(state=BankLineState.NO_CASE)
    cases = bank_book.book(shares, act) if shares else set()
    for line in lines:
        if line.cents < 0:  # last: what goes back may have come in the same file
            give_back_sure(BankLine.objects.get(id=line.id), act)
    return cases


def _known_already(found: Sequence[Candidate]) -> Candidate | None:
    """Money of one case that is paid, and told before: the same money, and nothing is open."""
    named = [one for one in found if SAYS.intersection(one.reasons)]
    if len(named) == 1 and KNOWN_ALREADY.issubset(named[0].reasons):
        return named[0]
    return None


def _first_known(owner: Candidate, line: Came) -> bool:
    """What was told once accounts for one payment of the bank, not for two."""
    before = BankCandidate.objects.filter(case_id=owner.case, line__cents=line.cents)
    return not before.filter(line__state=BankLineState.KNOWN).exclude(line=line.id).exists()


KNOWN_ALREADY = frozenset({FitWord.TOLD_BEFORE, FitWord.PAID_ALREADY, FitWord.CLOSED})
