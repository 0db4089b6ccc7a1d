"""The term of a notice to the day: its first and last day, and from when charges may be asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minnelijk.law.contact import NoSuchChannel
from minnelijk.law.dated import ONE_DAY, Dated, Header, Source, Value
from minnelijk.law.days import Calendar
from minnelijk.law.notice_kinds import NoSuchNotice, NoticeKind, ShorterTerm
from minnelijk.law.why import Step

CHANNELS = ("post", "email")
"""A notice goes on paper or by e-mail; what is only said is no notice."""


class TermWord(StrEnum):
    """Whether a term runs; `no_receipt`: an e-mail of which nobody knows that it arrived."""

    RUNS = "runs"
    NO_RECEIPT = "no_receipt"


class ReceivedBeforeSent(ValueError):
    """A notice cannot have arrived before the day on which it was sent."""


@dataclass(frozen=True)
class Term:
    """The days of one notice; all are None while no term runs.

    `receipt_on`: the proven or deemed receipt (None where the law counts from sending). `first_on`,
    `last_on`: the term that we tell and act on. `charges_from`: the first day on which anything may
    come on top (None where the notice brings nothing). `charges_from_law`: the same by law alone,
    without our margins. `standstill_until`: the last day on which no measure of ours may be taken.
    """

    word: TermWord
    receipt_on: date | None = None
    first_on: date | None = None
    last_on: date | None = None
    charges_from: date | None = None
    charges_from_law: date | None = None
    standstill_until: date | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Posted:
    """A notice that is or would be sent, and what is known of its receipt."""

    notice: NoticeKind
    sent_on: date
    channel: str
    received_on: date | None
    extra_days: int

    def check(self) -> None:
        """Refuse what cannot be: another channel, a receipt before sending, a shorter term."""
        if self.channel not in CHANNELS:
            raise NoSuchChannel(f"A notice goes by post or email, not by {self.channel!r}.")
        if self.received_on is not None and self.received_on < self.sent_on:
            raise ReceivedBeforeSent(
                f"What is sent on {self.sent_on} cannot be received on {self.received_on}: "
                "check both days."
            )
        if self.extra_days < 0:
            raise ShorterTerm(f"A term is never shortened: {self.extra_days} extra days.")


@dataclass(frozen=True, eq=False)
class NoticeTerms:
    """How one country counts the terms of its notices; all numbers come from its law file.

    `counts` names the way of counting per notice, `delivery` the ISO weekdays of the post, and
    `sources` where the rules without a number were read.
    """

    header: Header
    days: Calendar
    counts: Mapping[NoticeKind, str]
    delivery: frozenset[int]
    sources: Mapping[str, Source]
    numbers: Mapping[str, Dated[int]]

    def term(self, posted: Posted) -> Term:
        """Return the term of a notice; raises `LawRefusal` where the law file has no answer."""
        posted.check()
        if posted.notice not in self.counts:
            raise NoSuchNotice(f"{self.header.parameter}, {posted.notice}", posted.sent_on)
        return WAYS[self.counts[posted.notice]](self, posted)

    def number(self, posted: Posted, name: str) -> Value[int]:
        """Return a number of this notice on the day it is sent."""
        return self.numbers[f"{posted.notice}.{name}"].at(posted.sent_on)

    def postal_day_after(self, day: date, n: int) -> date:
        """Return the n-th day after `day` on which letters are delivered."""
        while n:
            day += ONE_DAY
            if day.isoweekday() in self.delivery and not self.days.is_holiday(day):
                n -= 1
        return day

    def last_day(self, posted: Posted, until: date) -> tuple[date, tuple[Step, ...]]:
        """Return the last day of a term that ends on `until`: never before, always a working day.

        A client's extra days come first, the move to a working day after them.
        """
        steps = []
        if posted.extra_days:
            until += posted.extra_days * ONE_DAY
            args = {"extra_days": str(posted.extra_days), "until": until.isoformat()}
            steps.append(Step("notice.extra", "the client's choice", args))
        last_on = self.days.working_day_after(until, 0)
        if last_on != until:
            args = {"until": until.isoformat(), "last_on": last_on.isoformat()}
            steps.append(Step("notice.rolled", self.sources["roll"], args))
        return last_on, tuple(steps)


def charges_from_after_agreement(term: Term, agreed_on: date) -> date | None:
    """Return from when charges may be asked if a day was agreed after the notice was sent.

    Not before the day after the agreed one, and never earlier than the notice itself gives.
    """
    return term.charges_from and max(term.charges_from, agreed_on + ONE_DAY)


def _from_receipt(law: NoticeTerms, posted: Posted) -> Term:
    if posted.received_on is None and posted.channel != "post":
        step = Step("notice.no_receipt", law.sources["no_receipt"])
        return Term(TermWord.NO_RECEIPT, steps=(step,))
    receipt_on, counted_on, received = _receipt(law, posted)
    told = law.number(posted, "told")
    until = counted_on + told.value * ONE_DAY
    args = {"told": str(told.value), "until": until.isoformat()}
    last_on, moved = law.last_day(posted, until)
    charges_from, charges_from_law, charged = _charges(law, posted, receipt_on, last_on)
    return Term(
        TermWord.RUNS,
        receipt_on=receipt_on,
        first_on=counted_on + ONE_DAY,
        last_on=last_on,
        charges_from=charges_from,
        charges_from_law=charges_from_law,
        steps=(*received, Step("notice.told", told.source, args), *moved, *charged),
    )


def _receipt(law: NoticeTerms, posted: Posted) -> tuple[date, date, tuple[Step, ...]]:
    """Return the receipt of the court or of the proof, the one we count with, and why."""
    if posted.received_on is not None:
        args = {"received_on": posted.received_on.isoformat()}
        proven = Step("notice.proven", law.sources["no_receipt"], args)
        return posted.received_on, posted.received_on, (proven,)
    found: list[tuple[date, Step]] = []
    for name in ("deemed", "counted"):
        number = law.numbers[f"post.{name}"].at(posted.sent_on)
        day = law.postal_day_after(posted.sent_on, number.value)
        args = {
            "sent_on": posted.sent_on.isoformat(),
            "n": str(number.value),
            f"{name}_on": day.isoformat(),
        }
        found.append((day, Step(f"notice.{name}", number.source, args)))
    (receipt_on, deemed), (counted_on, counted) = found
    return receipt_on, counted_on, (deemed, counted)


def _charges(
    law: NoticeTerms, posted: Posted, receipt_on: date, last_on: date
) -> tuple[date | None, date | None, tuple[Step, ...]]:
    """Return from when charges may be asked, by us and by law alone; nothing without a floor."""
    if f"{posted.notice}.floor" not in law.numbers:
        return None, None, ()
    floor, days = law.number(posted, "floor"), law.number(posted, "days")
    by_law = receipt_on + (days.value + 1) * ONE_DAY
    floored = posted.sent_on + (floor.value + 1) * ONE_DAY
    args = {"days": str(days.value), "charges_from_law": by_law.isoformat()}
    steps = [Step("notice.by_law", days.source, args)]
    charges_from = max(last_on + ONE_DAY, floored)
    if floored > last_on + ONE_DAY:
        args = {"floor": str(floor.value), "charges_from": floored.isoformat()}
        steps.append(Step("notice.floor", floor.source, args))
    return charges_from, by_law, tuple(steps)


def _from_sending(law: NoticeTerms, posted: Posted) -> Term:
    first_on, started = _first_day(law, posted)
    days = law.number(posted, "days")
    until = first_on + (days.value - 1) * ONE_DAY
    args = {"days": str(days.value), "until": until.isoformat()}
    last_on, moved = law.last_day(posted, until)
    return Term(
        TermWord.RUNS,
        first_on=first_on,
        last_on=last_on,
        charges_from=last_on + ONE_DAY,
        charges_from_law=until + ONE_DAY,
        standstill_until=last_on,
        steps=(started, Step("notice.days", days.source, args), *moved),
    )


def _first_day(law: NoticeTerms, posted: Posted) -> tuple[date, Step]:
    """Return day 1: so many working days after sending by post, calendar days by e-mail."""
    if posted.channel == "post":
        number = law.number(posted, "post_working_days")
        day = law.days.working_day_after(posted.sent_on, number.value)
        word = "notice.first_working_day"
    else:
        number = law.number(posted, "email_days")
        day = law.days.calendar_day_after(posted.sent_on, number.value)
        word = "notice.first_day"
    args = {
        "sent_on": posted.sent_on.isoformat(),
        "n": str(number.value),
        "first_on": day.isoformat(),
    }
    return day, Step(word, number.source, args)


def _from_sending_day(law: NoticeTerms, posted: Posted) -> Term:
    """Return a term of courtesy: plain days after sending, and nothing comes on top by it."""
    told = law.number(posted, "told")
    until = posted.sent_on + told.value * ONE_DAY
    args = {"told": str(told.value), "until": until.isoformat()}
    last_on, moved = law.last_day(posted, until)
    return Term(
        TermWord.RUNS,
        first_on=posted.sent_on + ONE_DAY,
        last_on=last_on,
        steps=(Step("notice.courtesy", told.source, args), *moved),
    )


WAYS: dict[str, Callable[[NoticeTerms, Posted], Term]] = {
    "from_receipt": _from_receipt,
    "from_sending": _from_sending,
    "from_sending_day": _from_sending_day,
}
"""The ways of counting that a law file may name."""

NEEDS = {
    "from_receipt": frozenset({"told"}),
    "from_sending": frozenset({"days", "post_working_days", "email_days"}),
    "from_sending_day": frozenset({"told"}),
}
"""The numbers without which a way of counting cannot count."""
