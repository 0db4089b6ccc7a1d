"""Making a notice: its claims, its figures and its words, frozen as they will be sent."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from minnelijk.flow.figures import OnTop, announced
from minnelijk.flow.notices import NextNotice
from minnelijk.flow.policy import Row
from minnelijk.flow.taking import Taken
from minnelijk.flow.words import ApprovalAnswer, Basis, Channel, Do, Phase, Purpose, Question, Unit
from minnelijk.law.country import country
from minnelijk.law.dated import LawRefusal
from minnelijk.law.notices import NoticeKind, NoticeRules, Sent
from minnelijk.law.why import Step
from minnelijk.records.actions import messages
from minnelijk.records.actions.core import Act, record
from minnelijk.records.actions.notices import cover, withdraw_stopped
from minnelijk.records.facts import facts_of
from minnelijk.records.models import Approval, Case, Message, Notice, Seat
from minnelijk.records.notice_facts import card_of


@dataclass(frozen=True, slots=True)
class Making:
    """One notice before it is stored: over `coming`, by `way`, in a language, with what follows."""

    case: Case
    coming: NextNotice
    way: Channel
    language: str
    on_top: OnTop
    row: Row
    on: date

    @property
    def cents(self) -> int:
        """What it asks to pay: the undisputed part of its claims."""
        return sum(claim.askable_cents for claim in self.coming.claims)

    @property
    def per_claim(self) -> dict[int, int]:
        return {claim.id: claim.askable_cents for claim in self.coming.claims}


def issue(case: Case, taken: Taken, on: date, act: Act, occurrence: int) -> None:
    """Make the notice of a step, frozen with its figures, and put it in the outbox."""
    withdraw_stopped(case, act)
    making = _making(case, taken, on)
    message = messages.queue(
        case,
        making.coming.kind.value,
        Purpose.NOTICE,
        act,
        basis=Basis.DUTY,
        facts=_frozen(making),
        step=taken.row.step,
        occurrence=occurrence,
        channel=making.way,
        language=making.language,
    )
    notice = _store(making, message, act)
    args = {"notice": notice.id, "kind": notice.kind, "way": notice.channel, "cents": making.cents}
    record(case, "notice", act, why=notice.kind, args=args)


def foreseen(case: Case, kind: NoticeKind, way: Channel, language: str, on: date) -> dict[str, Any]:
    """Return the figures that a notice of this kind would have if it left today; stores nothing.

    Raises LawRefusal where the law of this case knows no such notice.
    """
    coming = NextNotice(kind, tuple(facts_of(case, on).askable(on)), on)
    row = Row(1, Phase.NOTICE, "", 0, Unit.CALENDAR, Do.NOTICE, by=way)
    return _frozen(replace(_made(case, coming, way, row, on), language=language))


def _making(case: Case, taken: Taken, on: date) -> Making:
    coming, way = taken.notice, taken.way
    if coming is None or way is None:
        raise ValueError(f"the step of case {case.id} has no notice")
    return _made(case, coming, way, taken.row, on)


def _made(case: Case, coming: NextNotice, way: Channel, row: Row, on: date) -> Making:
    term = country(case.country).notices.term(
        notice=coming.kind, sent_on=on, channel=way.value, extra_days=row.extra_days
    )
    planned = Sent(coming.kind, on, term.last_on, term.charges_from)
    card = card_of(case, coming.claims)
    on_top = announced(facts_of(case, on), coming.kind, coming.claims, card, planned)
    language = language_of(case, coming.kind, way)
    return Making(case, coming, way, language, on_top, row, on)


def _store(making: Making, message: Message | None, act: Act) -> Notice:
    case, coming, pack = making.case, making.coming, country(making.case.contract_law)
    notice: Notice = Notice.objects.create(
        case=case,
        number=case.notices.count() + 1,
        kind=coming.kind,
        channel=making.way,
        language=making.language,
        issued_on=act.on,
        issued_at=act.at,
        issued_by=_asked_for_by(case, coming.kind),
        message=message,
        extra_days=making.row.extra_days,
        principal_cents=making.cents,
        on_top_cents=making.on_top.cents,
        figures={
            "steps": [plain_step(step) for step in making.on_top.steps],
            "pack": pack.stamp,
        },
    )
    cover(notice, making.per_claim)
    return notice


def _asked_for_by(case: Case, kind: NoticeKind) -> Seat | None:
    """The client's own act: who of the client said yes to the first reminder."""
    if kind is not NoticeKind.FIRST_REMINDER:
        return None
    rows = Approval.objects.filter(
        case=case, question=Question.NOTICE, answer=ApprovalAnswer.YES, fell_why=""
    )
    asked = rows.select_related("answered_by").order_by("-id").first()
    return asked.answered_by if asked else None


def plain_step(step: Step) -> dict[str, Any]:
    """Return a step of a calculation as it is stored."""
    return {
        "word": step.word,
        "source": step.source,
        "args": dict(step.args),
        "cents": step.cents,
    }


def language_of(case: Case, kind: NoticeKind, way: Channel) -> str:
    """Return the language of a notice: one that the client works in and in which the law pack has
    a wording that holds; the debtor's own if it can be, else the client's first."""
    wordings = country(case.country).notices.wordings
    known = [
        one.language
        for one in wordings.wordings
        if one.holds and kind in one.notices and one.channel == way.value
    ]
    spoken = list(case.client.languages) or ["nl"]
    wanted = [case.language] if case.language in spoken else []
    options = [*wanted, *spoken, *known]
    return str(next((code for code in options if code in known), options[0]))


def _frozen(making: Making) -> dict[str, Any]:
    """The figures of the message: what is asked, and what would follow."""
    kind, on_top, cents = making.coming.kind, making.on_top, making.per_claim
    facts = messages.frozen_facts(making.case, cents, making.on)
    lines = [line | {"cents": cents[line["id"]]} for line in facts["claims"]]
    costs = {
        "base_cents": on_top.base_cents,
        "costs_cents": on_top.costs_cents,
        "vat_percent": on_top.vat_percent,
        "vat_cents": on_top.vat_cents,
        "total_cents": on_top.costs_cents + on_top.vat_cents,
    }
    damages = {"lump_cents": on_top.lump_cents, "percent": on_top.interest_percent}
    clause = kind is NoticeKind.FIRST_REMINDER
    notice = {
        "kind": kind.value,
        "channel": making.way.value,
        "extra_days": making.row.extra_days,
        "translation": _translation(making),
        "costs": costs if on_top.costs_cents else {},
        "damages": damages if clause and (on_top.lump_cents or on_top.interest_percent) else {},
        "interest_percent": "" if clause else on_top.interest_percent,
        "after_cents": making.cents + on_top.cents,
        "term": _wording(making, making.language),
        **days_of(making.case, kind, making.way, making.on, making.row.extra_days),
    }
    return facts | {"claims": lines, "amount_cents": making.cents, "notice": notice}


def days_of(
    case: Case, kind: NoticeKind, way: Channel, on: date, extra_days: int
) -> dict[str, str]:
    """Return the days of a notice that leaves on this day, as its text may name them."""
    term = country(case.country).notices.term(
        notice=kind, sent_on=on, channel=way.value, extra_days=extra_days
    )
    days = {"sent_on": on, "first_on": term.first_on, "last_on": term.last_on}
    return {name: str(day or "") for name, day in days.items()}


def _wording(making: Making, language: str) -> str:
    """The law pack's own words; none for a letter of courtesy, which names its day."""
    kind, days = making.coming.kind, making.row.extra_days
    rules: NoticeRules = country(making.case.country).notices
    try:
        return rules.wording(kind, making.way.value, language, extra_days=days)
    except LawRefusal:
        if kind is NoticeKind.DEMAND:
            return ""
        raise


def _translation(making: Making) -> str:
    """The term in the debtor's language, where that is another one and there are words for it."""
    if making.case.language == making.language:
        return ""
    try:
        return _wording(making, making.case.language)
    except LawRefusal:
        return ""
