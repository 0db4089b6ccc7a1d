"""What a debtor does on his own page: promises, asks, objects."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from minnelijk.flow.facts import Happened
from minnelijk.flow.house import house
from minnelijk.flow.plans import asked_numbers, equal_parts
from minnelijk.flow.promises import day_problem
from minnelijk.flow.words import (
    STOPS,
    AgencyWord,
    Basis,
    Channel,
    Happening,
    Phase,
    Purpose,
)
from minnelijk.law.country import country
from minnelijk.records import documents
from minnelijk.records.actions import (
    agency,
    approvals,
    disputes,
    happenings,
    messages,
    plans,
    promises,
)
from minnelijk.records.actions.core import (
    Act,
    CaseClosed,
    changing,
    plan_again,
    record,
)
from minnelijk.records.debtor_page import wrong_person
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Dispute, Document, Promise
from minnelijk.records.queries import open_disputes

AT_ONCE = 0
"""Seconds that a confirmation waits: the debtor sees on the page what he chose (an answer)."""


class PageRefused(Exception):
    """This cannot be done on the page now; `word` says why, `cents` what is open now.

    Words: closed, rests, handed_over, changed, no_parts, no_words, past, future.
    """

    def __init__(self, word: str, *, cents: int = 0) -> None:
        super().__init__(word)
        self.word, self.cents = word, cents


@contextmanager
def by_debtor_of(case_id: int) -> Iterator[Case]:
    """Lock a case for what its debtor asks; PageRefused where nothing can be asked any more."""
    try:
        with changing(case_id) as case:
            if (
                wrong_person(case)
                or case.holds.filter(kind__in=STOPS, lifted_on__isnull=True).exists()
            ):
                raise PageRefused("rests")
            yield case
    except CaseClosed as closed:
        raise PageRefused("closed") from closed


def _may_agree(case: Case, seen_cents: int, act: Act) -> int:
    """Return what may be asked now; it must be what the debtor saw."""
    if case.phase == Phase.HANDED_OVER:
        raise PageRefused("handed_over")
    askable = facts_of(case, act.on).askable(act.on)
    cents = sum(claim.askable_cents for claim in askable)
    if cents != seen_cents:
        raise PageRefused("changed", cents=cents)
    return cents


def promise(case_id: int, day: date, seen_cents: int, act: Act) -> Promise:
    """Promise everything that is asked on one day; the same day twice is one promise.

    Raises PageRefused and PromiseRefused.
    """
    with by_debtor_of(case_id) as case:
        cents = _may_agree(case, seen_cents, act)
        standing = _standing(case, cents, day)
        if standing is not None:
            return standing
        made = promises.make(case, cents, day, act, via=Channel.PAGE, delay=AT_ONCE)
        plan_again(case, act.on)
        return made.promise


def _standing(case: Case, cents: int, day: date) -> Promise | None:
    """The promise that says exactly this already: a second click, or a page sent again."""
    running = Promise.objects.filter(case=case, outcome="", cancelled_on__isnull=True, cents=cents)
    last = running.first()
    if last is None:
        return None
    days = list(last.instalments.values_list("due_on", flat=True))
    return last if days == [day] else None


def pay_in_parts(
    case_id: int, number: int, first_on: date, seen_cents: int, act: Act
) -> Promise | Approval:
    """Agree on equal parts, a month apart, or ask the client where it did not allow them.

    Sent twice it is one plan. Raises PageRefused.
    """
    with by_debtor_of(case_id) as case:
        cents = _may_agree(case, seen_cents, act)
        facts = facts_of(case, act.on)
        offers = {len(plan): plan for plan in plans.offered(facts, act.on)}
        standing = _standing_plan(case, number, first_on)
        if standing is not None:
            return standing
        if not offers:
            return _ask_plan(case, number, first_on, cents, act)
        if number not in offers:
            raise PageRefused("no_parts", cents=cents)
        if offers[number][0][1] != first_on:
            raise PageRefused("past")
        made = plans.agree(case, offers[number], act, via=Channel.PAGE, delay=AT_ONCE)
        plan_again(case, act.on)
        return made.promise


def _standing_plan(case: Case, number: int, first_on: date) -> Promise | None:
    """The plan that says exactly this already."""
    running = Promise.objects.filter(case=case, outcome="", cancelled_on__isnull=True).first()
    if running is None or number < 2:
        return None
    days = list(running.instalments.order_by("number").values_list("due_on", flat=True))
    return running if len(days) == number and days[0] == first_on else None


def _ask_plan(case: Case, number: int, first_on: date, cents: int, act: Act) -> Approval:
    """Ask the client whether the debtor may pay so."""
    if number not in asked_numbers(cents):
        raise PageRefused("no_parts", cents=cents)
    facts, calendar = facts_of(case, act.on), country(case.calendar).days
    if day_problem(first_on, act.on, calendar, facts.limits, facts.notice_last_on):
        raise PageRefused("past")
    parts = list(equal_parts(cents, number, first_on, calendar))
    waiting = _asked(case, parts)
    if waiting is not None:
        return waiting
    approval = approvals.ask_plan(case, parts, act)
    happened = Happened(Happening.PLAN_ASKED, act.on, cause=f"plan:{approval.id}")
    happenings.happen(case, happened, act)
    answer_on = calendar.working_day_after(act.on, house().desk.dispute_answer_working_days)
    acknowledge(case, "plan_asked", act, {"answer_day": str(answer_on)})
    plan_again(case, act.on)
    return approval


def defer(case_id: int, number: int, day: date, act: Act) -> Promise:
    """Move one instalment of the running plan. Raises PageRefused and PlanRefused."""
    with by_debtor_of(case_id) as case:
        if case.phase == Phase.HANDED_OVER:
            raise PageRefused("handed_over")
        moved = plans.defer(case, number, day, act, delay=AT_ONCE)
        plan_again(case, act.on)
        return moved


def _asked(case: Case, parts: Sequence[tuple[int, date]]) -> Approval | None:
    waiting = case.approvals.filter(question="plan", answer="", fell_why="").first()
    terms = [{"cents": cents, "day": str(day)} for cents, day in parts]
    return waiting if waiting is not None and waiting.terms.get("parts") == terms else None


def ask_else(case_id: int, words: str, act: Act) -> None:
    """The debtor asks for something that the page does not offer: a person reads it."""
    if not words.strip():
        raise PageRefused("no_words")
    with by_debtor_of(case_id) as case:
        cause = f"page:{act.on.isoformat()}"
        if case.holds.filter(cause=cause, lifted_on__isnull=True).exists():
            record(case, "note", act, why="page", note=words.strip())
        else:
            happened = Happened(Happening.REPLY_RECEIVED, act.on, cause=cause)
            happenings.happen(case, happened, act, note=words.strip())
        plan_again(case, act.on)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a debtor sent, cleaned already."""

    name: str
    content: bytes
    media_type: str


def object_to(
    case_id: int,
    objection: disputes.Objection,
    uploads: Sequence[Upload],
    act: Act,
    *,
    prefers: str = "",
) -> Dispute:
    """Store an objection with its files; the same words twice are one dispute.

    Raises PageRefused and DisputeRefused.
    """
    with by_debtor_of(case_id) as case:
        standing = _same_words(case, objection)
        if standing is not None:
            return standing
        kept = replace(objection, files=stored(case, uploads, act))
        dispute = disputes.object_to(case, kept, act, via=Channel.PAGE, delay=AT_ONCE)
        agency.tell_locked(case, AgencyWord.DEBTOR, objection.words.strip(), act)
        if prefers:
            record(case, "prefers", act, why=prefers, args={"dispute": dispute.id})
        plan_again(case, act.on)
        return dispute


def _same_words(case: Case, objection: disputes.Objection) -> Dispute | None:
    wanted = (objection.reason, objection.words.strip()[: disputes.WORDS_MAX])
    for dispute in open_disputes(case).filter(via=Channel.PAGE):
        if (dispute.reason, str(dispute.open().get("words", ""))) == wanted:
            return dispute
    return None


def add_words(dispute_id: int, words: str, uploads: Sequence[Upload], act: Act) -> None:
    """Tell more about a dispute; what it holds already is not added again.

    Raises DisputeRefused, CaseChanged, PageRefused.
    """
    dispute = Dispute.objects.select_related("case__client").get(id=dispute_id)
    told = str(dispute.open().get("words", ""))
    had = set(dispute.files.values_list("document_id", flat=True))
    files = tuple(one for one in stored(dispute.case, uploads, act) if one.id not in had)
    again = bool(words.strip()) and told.endswith(words.strip())
    if again and not files:
        return
    try:
        disputes.add_words(dispute_id, "" if again else words, files, act)
    except CaseClosed as closed:
        raise PageRefused("closed") from closed


def stored(
    case: Case, uploads: Sequence[Upload], act: Act, *, kind: str = "dispute"
) -> tuple[Document, ...]:
    """Keep the files sealed; one that was sent twice is kept once."""
    found = {}
    for upload in uploads:
        document = documents.store(
            case.client, kind, upload.content, upload.media_type, upload.name, act.at
        )
        found[document.id] = document
    return tuple(found.values())


def acknowledge(case: Case, use: str, act: Act, more: Mapping[str, str]) -> None:
    """Answer what the debtor just did, at once, also at night."""
    messages.queue(
        case,
        use,
        Purpose.ACKNOWLEDGE,
        act,
        basis=Basis.ANSWER,
        facts=messages.askable_facts(case, act.on) | dict(more),
        not_before=act.at,
    )
