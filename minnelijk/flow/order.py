"""What the law puts before a step, for a case with its claims, and for a table of steps."""

from collections.abc import Iterator
from datetime import date

from minnelijk.flow.cells import PolicyProblem
from minnelijk.flow.facts import CaseFacts, ClaimFacts
from minnelijk.flow.policy import Policy, Row
from minnelijk.flow.words import Do, OnlyIf
from minnelijk.law.country import country
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.notices import NoticeKind
from minnelijk.law.order import Act, OrderAnswer, OrderWord, Standing

CONTACTS = frozenset({Do.CALL, Do.EMAIL, Do.SMS, Do.LETTER})
NONE_NEEDED = OrderAnswer(OrderWord.OK)


def may_contact(case: CaseFacts, on: date) -> OrderAnswer:
    """Return whether the law lets us approach this debtor at all on this day; raises LawRefusal.

    Every claim that would be spoken of has to be that far; the day is that of the last one.
    """
    rules = country(case.conduct).order
    answers = [rules.may(Act.CONTACT, standing(case, claim), on) for claim in case.askable(on)] or [
        NONE_NEEDED
    ]
    return max(answers, key=_weight)


def standing(case: CaseFacts, claim: ClaimFacts) -> Standing:
    """Return what the order of steps has to know of one claim."""
    in_default_on = default_of(claim, case.contract_law)
    return Standing(case.kind, case.third_party, in_default_on, claim.notices, claim.regime)


def default_of(claim: ClaimFacts, code: str) -> date | None:
    """Return the first day on which the debtor of a claim is in default, by its contract's law."""
    if claim.due_on is None:
        return None
    ends = [
        sent.last_on
        for sent in claim.notices
        if sent.kind is NoticeKind.DEFAULT and not sent.void and sent.last_on is not None
    ]
    return country(code).notices.in_default_on(
        due_on=claim.due_on, due_agreed=claim.due_agreed, ended_on=min(ends, default=None)
    )


def _weight(answer: OrderAnswer) -> tuple[bool, date]:
    """The heaviest answer: refused without a day, then the latest day, then yes."""
    never = date.max if not answer.allowed else date.min
    return not answer.allowed, answer.from_on or never


def order_problems(
    policy: Policy, code: str, kind: DebtorKind, on: date, *, third_party: bool
) -> Iterator[PolicyProblem]:
    """Yield every row that would approach a debtor before what the law puts first.

    The days do not matter here: a row waits for the term of what stands above it.
    """
    rules = country(code).order
    first = rules.before(Act.CONTACT, kind, third_party=third_party, on=on)
    sent: set[str] = set()
    for row in policy.steps:
        if not _meant(row, kind):
            continue
        if row.do is Do.NOTICE:  # without a name it sends what the law asks for
            sent |= {row.with_} if row.with_ else {notice.value for notice, _ in first}
        missing = [(notice, source) for notice, source in first if notice.value not in sent]
        if missing and (row.do in CONTACTS or row.or_ in CONTACTS):
            notice, source = missing[0]
            args = (("country", code), ("notice", notice.value), ("source", source))
            yield PolicyProblem("law_order", row=row.number, args=args)


def _meant(row: Row, kind: DebtorKind) -> bool:
    other = OnlyIf.BUSINESS if is_consumer(kind) else OnlyIf.CONSUMER
    return row.only_if is not other
