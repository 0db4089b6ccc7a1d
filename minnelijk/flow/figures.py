"""What follows on a notice when nobody pays, and what an agency may ask: asked of the law pack.

Nothing here is ever asked by us: a notice announces it, a hand-over names it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from minnelijk.flow.facts import CaseFacts, ClaimFacts, EntryFacts, NoticeFacts
from minnelijk.flow.notices import may_ask_on_top
from minnelijk.flow.words import EntryKind
from minnelijk.law.costs import Costs
from minnelijk.law.country import country
from minnelijk.law.damages import Arrears, Clause, Damages, Reminder
from minnelijk.law.kinds import is_consumer
from minnelijk.law.notices import NoticeKind, Sent
from minnelijk.law.why import Step

NEEDS_CLAUSE = "costs.needs_clause"
LOWERS = frozenset({EntryKind.PAYMENT, EntryKind.REVERSAL})


@dataclass(frozen=True, slots=True)
class Card:
    """What the client's card says about what may come on top. An unknown fact is the kindest one.

    `add_vat`: the creditor cannot set off the VAT over the costs. `contracts` names the contract of
    each claim ("" for none): instalments of one contract count once.
    """

    add_vat: bool = False
    clause: Clause | None = None
    is_small: bool = False
    contracts: dict[int, str] | None = None


@dataclass(frozen=True, slots=True)
class OnTop:
    """What follows: a fixed sum in cents, of costs or of a clause, and interest as a percentage.

    `base_cents`, `costs_cents`, `vat_cents` and `vat_percent` are the parts of costs; `lump_cents`
    of a clause; `interest_cents` what has run already. All zero and empty: nothing follows.
    """

    base_cents: int = 0
    costs_cents: int = 0
    vat_cents: int = 0
    vat_percent: str = ""
    lump_cents: int = 0
    interest_cents: int = 0
    interest_percent: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def cents(self) -> int:
        return self.costs_cents + self.vat_cents + self.lump_cents + self.interest_cents


NOTHING = OnTop()


def announced(
    case: CaseFacts, kind: NoticeKind, claims: Sequence[ClaimFacts], card: Card, term: Sent
) -> OnTop:
    """Return what a notice over these claims announces; `term` holds its days as planned.

    Nothing where a person has still to decide, where a trade has its own law, and on notices that
    only open the way. Raises LawRefusal.
    """
    if not claims or not _on_top_at_all(case, claims, term):
        return NOTHING
    if kind is NoticeKind.FOURTEEN_DAYS:
        return _costs(_by_scale(case, claims, card, term.sent_on))
    if kind is NoticeKind.FIRST_REMINDER:
        return _clause(case, claims, card, term)
    if kind is NoticeKind.DEMAND:
        return _business(case, claims, term.sent_on)
    return NOTHING


def _on_top_at_all(case: CaseFacts, claims: Iterable[ClaimFacts], term: Sent) -> bool:
    """No trade with a law of its own is among the claims, and no person has to decide first."""
    if not case.on_top:
        return False
    regimes = country(case.contract_law).order.regimes
    return all(
        claim.regime not in regimes or not regimes[claim.regime].at(term.sent_on).value
        for claim in claims
    )


def _by_scale(case: CaseFacts, claims: Iterable[ClaimFacts], card: Card, on: date) -> Costs:
    cents = {claim.id: claim.askable_cents for claim in claims}
    return country(case.contract_law).costs.of(
        kind=case.kind,
        principal_cents=sum(cents.values()),
        on=on,
        vat=card.add_vat,
        instalments_cents=_of_one_contract(cents, card),
    )


def _of_one_contract(cents: dict[int, int], card: Card) -> tuple[int, ...]:
    """The claims that share a contract with another one; they count once, by the highest. Several
    contracts are taken together: too low an amount harms nobody, too high a letter is void."""
    contracts = card.contracts or {}
    named = [contracts.get(claim, "") for claim in cents]
    return tuple(
        amount
        for claim, amount in cents.items()
        if contracts.get(claim) and named.count(contracts[claim]) > 1
    )


def _costs(costs: Costs) -> OnTop:
    """Where only a clause of the contract can ask costs, the scale alone asks nothing: the letter
    of another country says nothing of clauses."""
    if any(step.word == NEEDS_CLAUSE for step in costs.steps):
        return OnTop(steps=costs.steps)
    percent = next((s.args["percent"] for s in costs.steps if s.word == "costs.vat"), "")
    return OnTop(
        base_cents=costs.base_cents,
        costs_cents=costs.costs_cents,
        vat_cents=costs.vat_cents,
        vat_percent=percent,
        steps=costs.steps,
    )


def _clause(case: CaseFacts, claims: Iterable[ClaimFacts], card: Card, term: Sent) -> OnTop:
    rules = country(case.contract_law).damages
    if rules is None or term.charges_from is None:
        return NOTHING
    balance = sum(claim.askable_cents for claim in claims)
    damages = rules.of(
        arrears=Arrears(balance),
        reminder=Reminder(term.sent_on, term.charges_from),
        clause=card.clause,
        creditor_is_small=card.is_small,
        until=term.charges_from,
    )
    return _of_clause(damages, card, with_interest=False)


def _of_clause(damages: Damages, card: Card, *, with_interest: bool) -> OnTop:
    """A clause that a person has to look at first asks nothing."""
    if damages.review:
        return OnTop(steps=damages.steps)
    percent = card.clause.percent if card.clause else None
    return OnTop(
        lump_cents=damages.lump_cents,
        interest_cents=damages.interest_cents if with_interest else 0,
        interest_percent=f"{percent:f}" if isinstance(percent, Decimal) and percent else "",
        steps=damages.steps,
    )


def _business(case: CaseFacts, claims: Sequence[ClaimFacts], on: date) -> OnTop:
    """The sum that a business owes by law, and the rate of its interest on the day."""
    law = country(case.contract_law)
    cents = sum(claim.askable_cents for claim in claims)
    costs = law.costs.of(kind=case.kind, principal_cents=cents, on=on, invoices=len(claims))
    rate = law.interest.table(case.kind).rates.at(on)
    return OnTop(
        base_cents=costs.base_cents,
        costs_cents=costs.costs_cents,
        interest_percent=f"{rate.value:f}",
        steps=costs.steps,
    )


# Hand-over ------------------------------------------------------------------------------------


def handed_over(case: CaseFacts, claims: Sequence[ClaimFacts], card: Card, on: date) -> OnTop:
    """Return what an agency may ask beside the principal of these claims on this day, and why.

    A consumer: what the lapsed notices announced, over what was not paid within their terms. A
    business: the sum and the interest of the law. Raises LawRefusal.
    """
    allowed = [claim for claim in claims if may_ask_on_top(case, claim, on)]
    if not allowed:
        return NOTHING
    if not is_consumer(case.kind):
        return _business_on(case, allowed, on)
    carrying = (NoticeKind.FOURTEEN_DAYS, NoticeKind.FIRST_REMINDER)
    parts = [
        _of_notice(case, notice, one, card, on)
        for notice in case.notices
        if notice.kind in carrying
        for one in [_named(allowed, notice.claims)]
        if one
    ]
    return _sum(parts)


def _named(claims: Iterable[ClaimFacts], named: frozenset[int]) -> list[ClaimFacts]:
    return [claim for claim in claims if claim.id in named]


def _of_notice(
    case: CaseFacts, notice: NoticeFacts, claims: Sequence[ClaimFacts], card: Card, on: date
) -> OnTop:
    """What came back or was found right after it left, it never asked: nothing comes on top."""
    sent = next(one for one in claims[0].notices if one.kind is notice.kind and not one.void)
    named = dict(notice.named_cents)
    if sent.charges_from is None:
        return NOTHING
    if notice.kind is NoticeKind.FIRST_REMINDER:
        asked = sum(named.get(claim.id, claim.askable_cents) for claim in claims)
        return _damages_until(case, claims, card, sent, on, asked)
    unpaid = {claim.id: _unpaid_in_term(case, claim, sent) for claim in claims}
    due = {claim: min(cents, named.get(claim, cents)) for claim, cents in unpaid.items()}
    costs = country(case.contract_law).costs.of(
        kind=case.kind,
        principal_cents=sum(due.values()),
        on=sent.sent_on,
        vat=card.add_vat,
        instalments_cents=_of_one_contract(due, card),
    )
    return _costs(costs)


def _unpaid_in_term(case: CaseFacts, claim: ClaimFacts, sent: Sent) -> int:
    """What of a claim was still open when the term was over: later money lowers no costs."""
    assert sent.charges_from is not None  # noqa: S101 - the caller looked
    later = [one for one in _money(case, [claim]) if one.value_on >= sent.charges_from]
    return max(0, claim.askable_cents - sum(one.cents for one in later))


def _damages_until(
    case: CaseFacts,
    claims: Sequence[ClaimFacts],
    card: Card,
    sent: Sent,
    on: date,
    asked_cents: int,
) -> OnTop:
    """Over what the reminder asked, less what came in since."""
    rules = country(case.contract_law).damages
    if rules is None or sent.charges_from is None:
        return NOTHING
    came = [one for one in _money(case, claims) if one.value_on >= sent.sent_on]
    balance = sum(claim.askable_cents for claim in claims) - sum(one.cents for one in came)
    balance = min(balance, asked_cents)
    damages = rules.of(
        arrears=Arrears(balance, [(one.value_on, -one.cents) for one in came if one.cents < 0]),
        reminder=Reminder(sent.sent_on, sent.charges_from),
        clause=card.clause,
        creditor_is_small=card.is_small,
        until=on,
    )
    return _of_clause(damages, card, with_interest=True)


def _money(case: CaseFacts, claims: Iterable[ClaimFacts]) -> list[EntryFacts]:
    ids = {claim.id for claim in claims}
    return [one for one in case.entries if one.claim in ids and one.kind in LOWERS]


def _business_on(case: CaseFacts, claims: Sequence[ClaimFacts], on: date) -> OnTop:
    law = country(case.contract_law)
    fixed = _business(case, claims, on)
    runs = [
        law.interest.of(
            kind=case.kind, principal_cents=claim.askable_cents, due_on=claim.due_on, paid_on=on
        )
        for claim in claims
        if claim.due_on is not None
    ]
    steps = tuple(step for run in runs for step in run.steps)
    return OnTop(
        base_cents=fixed.base_cents,
        costs_cents=fixed.costs_cents,
        interest_cents=sum(run.interest_cents for run in runs),
        interest_percent=fixed.interest_percent,
        steps=(*fixed.steps, *steps),
    )


def _sum(parts: Sequence[OnTop]) -> OnTop:
    if len(parts) <= 1:
        return parts[0] if parts else NOTHING
    return OnTop(
        base_cents=sum(part.base_cents for part in parts),
        costs_cents=sum(part.costs_cents for part in parts),
        vat_cents=sum(part.vat_cents for part in parts),
        vat_percent=parts[0].vat_percent,
        lump_cents=sum(part.lump_cents for part in parts),
        interest_cents=sum(part.interest_cents for part in parts),
        interest_percent=parts[0].interest_percent,
        steps=tuple(step for part in parts for step in part.steps),
    )
