"""What may be said to the debtor of one case on one day, by the law pack and the ledger."""

from datetime import date
from itertools import chain

from minnelijk.flow.facts import CaseFacts
from minnelijk.flow.order import default_of
from minnelijk.flow.words import EntryKind, Phase, Purpose
from minnelijk.law.country import country
from minnelijk.law.notices import NoticeKind
from minnelijk.law.speech import Level, Speech, Stage, Topic, stage_of
from minnelijk.records.debtor_choices import choices
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Case, Entry, HandOver, Message, Notice, Partner
from minnelijk.records.queries import bureau
from tests.speech.reader import Most


def most_of(case: Case, on: date, *, as_letter: NoticeKind | None = None) -> Most:
    """The levels of the law pack at the stage of this case; `as_letter`: for the letter itself,
    which speaks as one that is out."""
    facts = facts_of(case, on)
    far = _letter_stage(as_letter) if as_letter else stage(facts, on)
    rules = country(case.country).speech
    said = {t: rules.may_say(topic=t, kind=facts.kind, stage=far, on=on) for t in Topic}
    costs = said[Topic.COSTS].level if facts.on_top else Level.NOTHING
    return Most(
        on=on,
        costs=costs,
        agency=said[Topic.AGENCY].level,
        court=said[Topic.COURT].level,
        first=_first(said.values()),
        clause_only=any(speech.clause_only for speech in said.values()),
        last_on=None if as_letter or facts.phase is Phase.HANDED_OVER else _last_on(facts, on),
        principal_cents=sum(_principal(case).values()),
        on_top=_on_top(case, facts, on),
        asked=_asked(case, facts, on),
        names=_names(case),
    )


def most_of_message(message: Message, on: date) -> Most:
    """A letter, and the mail that tells of it, speak as the letter; every other message as the
    case stood on the day it was made."""
    kind = (message.facts.get("notice") or {}).get("kind")
    if message.purpose == Purpose.NOTICE:
        return most_of(message.case, on, as_letter=NoticeKind(kind))
    return most_of(message.case, min(on, message.made_at.date()))


def stage(facts: CaseFacts, on: date) -> Stage:
    """The stage of the claim that is least far: a text speaks of them all at once."""
    handed = facts.phase is Phase.HANDED_OVER
    order = list(Stage)
    stages = [
        stage_of(
            in_default_on=default_of(claim, facts.contract_law),
            notices=claim.notices,
            handed_over=handed,
            on=on,
        )
        for claim in (facts.askable(on) or facts.claims)
    ]
    return min(stages, key=order.index)


def _letter_stage(kind: NoticeKind) -> Stage:
    return Stage.BEFORE_DEFAULT if kind is NoticeKind.DEFAULT else Stage.NOTICE_OUT


def _first(speeches: object) -> frozenset[str]:
    found: list[Speech] = list(speeches)  # type: ignore[call-overload]
    return frozenset(word for speech in found for word in speech.first)


def _last_on(facts: CaseFacts, on: date) -> date | None:
    """The last day of a letter whose days still run."""
    days = [n.last_on for n in facts.notices if n.sent_on and n.last_on and n.last_on >= on]
    return max(days, default=None)


def _principal(case: Case) -> dict[int, int]:
    found: dict[int, int] = {}
    for entry in Entry.objects.filter(case=case, kind=EntryKind.PRINCIPAL):
        found[entry.claim_id] = found.get(entry.claim_id, 0) + entry.cents
    return found


def _on_top(case: Case, facts: CaseFacts, on: date) -> frozenset[int]:
    """What the law would let come on top of this principal, with and without it."""
    base = {facts.open_cents, sum(claim.askable_cents for claim in facts.askable(on))}
    found: set[int] = set()
    for cents in base - {0}:
        rules = country(case.contract_law).costs
        for vat in (False, True):
            costs = rules.of(kind=facts.kind, principal_cents=cents, on=on, vat=vat)
            found |= {costs.costs_cents, cents + costs.costs_cents}
            found |= {costs.total_cents, cents + costs.total_cents}
    for notice in Notice.objects.filter(case=case):
        found |= {notice.on_top_cents, notice.principal_cents + notice.on_top_cents}
    return frozenset(found - base - set(_principal(case).values()) - {0})


def _asked(case: Case, facts: CaseFacts, on: date) -> frozenset[int]:
    askable = facts.askable(on)
    found = {sum(claim.askable_cents for claim in askable), facts.open_cents}
    found |= {claim.askable_cents for claim in askable} | {claim.open_cents for claim in askable}
    found |= set(_principal(case).values()) | {sum(_principal(case).values())}
    for promise in case.promises_made.all():
        parts = list(promise.instalments.values_list("cents", flat=True))
        found |= {promise.cents, *parts}
    return frozenset(found | set(_proposed(case, on)))


def _proposed(case: Case, on: date) -> list[int]:
    """The parts that the page proposes."""
    return [cents for cents, _ in chain.from_iterable(choices(case, on).plans)]


def _names(case: Case) -> tuple[str, ...]:
    partners = [*Partner.objects.values_list("name", flat=True)]
    partners += list(HandOver.objects.values_list("partner__name", flat=True))
    office = bureau()
    addresses = (
        office.email,
        office.complaints_to,
        *Partner.objects.values_list("email", flat=True),
    )
    return (*addresses, office.name, case.client.name, *partners)
