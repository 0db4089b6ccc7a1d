"""New lines of an account: booked where they certainly belong, else they wait or are nobody's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minnelijk.flow.matching import SAYS, Candidate, FitWord
from minnelijk.flow.words import BankLineState
from minnelijk.records.actions import bank_book
from minnelijk.records.actions.bank_book import share_of
from minnelijk.records.actions.bank_returned import give_back_sure
from minnelijk.records.actions.bank_wait import lock, wait
from minnelijk.records.actions.core import Act
from minnelijk.records.bank import Came, holders, lines_of
from minnelijk.records.bank_known import Known
from minnelijk.records.bank_search import Found, Search
from minnelijk.records.models import Account, BankCandidate, BankLine


@dataclass(frozen=True, slots=True)
class Verdict:
    """What fits each of these lines; `states` of those of which that says all; `known` is what was
    read for it."""

    found: list[tuple[Came, Found]]
    states: dict[int, BankLineState]
    known: Known | None


def look(
    account: Account,
    lines: Sequence[Came],
    *,
    only: int | None = None,
    shown: bool = False,
) -> Verdict:
    """Find what fits, and lock those cases. `only`: lines that do not fit this case are left out.
    `shown`: what fits no case waits for a person too."""
    clients = holders(account)
    came = [line for line in lines if line.cents > 0]
    search = Search(clients)
    found = search.find(lines_of(came, clients))
    lock(fits.case for one in found for fits in one.candidates)  # in one order, before any rests
    fitting, states = list[tuple[Came, Found]](), dict[int, BankLineState]()
    for line, one in zip(came, found, strict=True):
        if only is not None and all(fits.case != only for fits in one.candidates):
            continue
        fitting.append((line, one))
        if one.sure is not None:
            states[line.id] = BankLineState.BOOKED
        elif not one.candidates and not shown and clients is not None:
            states[line.id] = BankLineState.NO_CASE
    return Verdict(fitting, states, search.known)


def carry_out(verdict: Verdict, lines: Iterable[Came], act: Act) -> set[int]:
    """Book what is certain of lines that are stored in their states, and let the rest wait;
    returns the cases to settle."""
    for line, one in verdict.found:
        if line.id not in verdict.states:
            _let_wait(line, one.candidates, act)
    shares = [share_of(line, one.sure) for line, one in verdict.found if one.sure is not None]
    cases = bank_book.book(shares, act, verdict.known) if shares else set()
    for line in lines:
        if line.cents < 0:  # last: what goes back may have come in the same file
            give_back_sure(BankLine.objects.get(id=line.id), act)
    return cases


def match_again(
    account: Account, lines: Sequence[Came], act: Act, *, only: int | None = None
) -> set[int]:
    """Book what is certain of lines that no case fitted before, and let wait what may fit now;
    returns the cases to settle."""
    verdict = look(account, lines, only=only)
    booked = [line for line, state in verdict.states.items() if state == BankLineState.BOOKED]
    bank_book.decide_lines(booked, act)
    return carry_out(verdict, (), act)


def _let_wait(line: Came, found: Sequence[Candidate], act: Act) -> None:
    owner = _known_already(found)
    if owner is None or not _first_known(owner, line):
        wait(BankLine.objects.get(id=line.id), found, act)
        return
    BankCandidate.objects.create(
        line_id=line.id,
        case_id=owner.case,
        certainty=owner.certainty,
        reasons=[word.value for word in owner.reasons],
    )
    BankLine.objects.filter(id=line.id).update(state=BankLineState.KNOWN, decided_at=act.at)


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
