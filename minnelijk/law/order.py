"""What may not happen before what: contact, costs, hand-over and the notices themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from minnelijk.law.dated import BadLaw, Dated, Header, Source, read_dated, rows_of
from minnelijk.law.kinds import DebtorKind, is_consumer
from minnelijk.law.notices import NoticeKind, Sent


class Act(StrEnum):
    """What somebody wants to do; the notices themselves are acts too.

    `contact`: a call, text message, e-mail or letter of our own plan. `charge`: ask anything on top
    of the principal. `hand_over_with_costs`: give the claim away with that on top.
    """

    CONTACT = "contact"
    CHARGE = "charge"
    HAND_OVER_WITH_COSTS = "hand_over_with_costs"
    DEFAULT = "default"
    FOURTEEN_DAYS = "fourteen_days"
    FIRST_REMINDER = "first_reminder"
    BELGIAN_NOTICE = "belgian_notice"
    DEMAND = "demand"


class OrderWord(StrEnum):
    """Why the order of steps allows or forbids an act."""

    OK = "ok"
    NOT_IN_DEFAULT = "not_in_default"
    NOTICE_MISSING = "notice_missing"
    TERM_RUNS = "term_runs"
    SPECIAL_REGIME = "special_regime"


ON_TOP = frozenset({Act.CHARGE, Act.HAND_OVER_WITH_COSTS})
"""Acts that ask more than the principal."""

IN_DEFAULT = "default"
"""The word of a rule that asks for default itself, however it came about."""

DEBTORS = frozenset({"consumer", "business"})
COLLECTS = frozenset({"anybody", "third_party"})


@dataclass(frozen=True)
class OrderAnswer:
    """May this act be done on this day? `from_on` is the first day known; None: not by time alone.

    `missing` names the notice that has to be sent first, or whose term runs.
    """

    word: OrderWord
    from_on: date | None = None
    missing: NoticeKind | None = None
    source: Source = ""

    @property
    def allowed(self) -> bool:
        """Tell whether nothing has to come first."""
        return self.word is OrderWord.OK


NOTHING_FIRST = OrderAnswer(OrderWord.OK)


@dataclass(frozen=True)
class OrderRule:
    """One rule: for whom and whose act, and what must be over before it, through time."""

    debtor: str
    collects: str
    act: Act
    after: Dated[str]

    def binds(self, act: Act, kind: DebtorKind, *, third_party: bool) -> bool:
        """Tell whether this rule counts for the act of this collector towards this debtor."""
        debtor = "consumer" if is_consumer(kind) else "business"
        collects = self.collects == "anybody" or third_party
        return self.act is act and self.debtor == debtor and collects


@dataclass(frozen=True)
class Standing:
    """What is known of one claim: its notices, and since when the debtor is in default (None: not).

    `third_party`: a bureau collects for somebody else. `regime`: the trade whose own law the claim
    falls under ("telecom"), empty for none.
    """

    kind: DebtorKind
    third_party: bool
    in_default_on: date | None
    sent: tuple[Sent, ...] = ()
    regime: str = ""


@dataclass(frozen=True, eq=False)
class OrderRules:
    """The order of steps in one country; every question raises `LawRefusal` where it is open."""

    header: Header
    rules: tuple[OrderRule, ...]
    regimes: Mapping[str, Dated[bool]]

    @property
    def headers(self) -> tuple[Header]:
        """The head of its file."""
        return (self.header,)

    def may(self, act: Act, claim: Standing, on: date) -> OrderAnswer:
        """Return whether this act may be done for this claim on this day, and if not: why.

        Of several rules that refuse, the one that refuses longest is told, of equals the first of
        the file: nobody hears of a day on which another rule would refuse. Where a trade has its
        own law on what comes on top, only a person can say what that is.
        """
        self.header.vouch(on)
        if act in ON_TOP and claim.regime in self.regimes:
            own = self.regimes[claim.regime].at(on)
            if own.value:
                return OrderAnswer(OrderWord.SPECIAL_REGIME, source=own.source)
        binding = _binding(self, act, claim.kind, third_party=claim.third_party)
        answers = (_refusal(rule, claim, on) for rule in binding)
        refused = [answer for answer in answers if answer is not None]
        return max(refused, key=_until) if refused else NOTHING_FIRST

    def before(
        self, act: Act, kind: DebtorKind, *, third_party: bool, on: date
    ) -> tuple[tuple[NoticeKind, Source], ...]:
        """Return the notices that must be over before this act, the first to send first."""
        found: dict[NoticeKind, Source] = {}
        for rule in _binding(self, act, kind, third_party=third_party):
            value = rule.after.at(on)
            if value.value != IN_DEFAULT:
                notice = NoticeKind(value.value)
                earlier = self.before(Act(notice), kind, third_party=third_party, on=on)
                found = {**dict(earlier), **found}
                found.setdefault(notice, value.source)
        return tuple(found.items())


@lru_cache(maxsize=512)
def _binding(
    rules: OrderRules, act: Act, kind: DebtorKind, *, third_party: bool
) -> tuple[OrderRule, ...]:
    """The rules that count for an act; looked up for every claim of every case of a day."""
    return tuple(rule for rule in rules.rules if rule.binds(act, kind, third_party=third_party))


def _until(answer: OrderAnswer) -> date:
    """How long a refusal lasts; one that no day ends lasts longest."""
    return answer.from_on or date.max


def _refusal(rule: OrderRule, claim: Standing, on: date) -> OrderAnswer | None:
    """Why one rule forbids it on this day; None: it does not."""
    value = rule.after.at(on)
    if value.value == IN_DEFAULT:
        return _in_default(claim.in_default_on, on, value.source)
    notice = NoticeKind(value.value)
    ends = [
        sent.charges_from
        for sent in claim.sent
        if sent.kind is notice and not sent.void and sent.charges_from is not None
    ]
    if not ends:
        return OrderAnswer(OrderWord.NOTICE_MISSING, None, notice, value.source)
    if min(ends) > on:
        return OrderAnswer(OrderWord.TERM_RUNS, min(ends), notice, value.source)
    return None


def _in_default(from_on: date | None, on: date, source: Source) -> OrderAnswer | None:
    if from_on is None or from_on > on:
        return OrderAnswer(OrderWord.NOT_IN_DEFAULT, from_on, None, source)
    return None


def read_order(header: Header, table: Mapping[str, Any]) -> OrderRules:
    """Return the order of steps of a law file; raises `BadLaw`."""
    by_rule: dict[tuple[str, str, Act], list[Mapping[str, Any]]] = {}
    for row in rows_of(header.parameter, table):
        by_rule.setdefault(_key(header.parameter, row), []).append(row)
    rules = tuple(OrderRule(*key, _dated(header, rows)) for key, rows in by_rule.items())
    return OrderRules(header, rules, _regimes(header, table))


def _regimes(header: Header, table: Mapping[str, Any]) -> dict[str, Dated[bool]]:
    by_regime: dict[str, list[Mapping[str, Any]]] = {}
    for row in table.get("regimes", []):
        if not isinstance(row.get("regime"), str) or type(row.get("own_law")) is not bool:
            raise BadLaw(f"{header.parameter}: {row} names no regime with 'own_law' true or false.")
        by_regime.setdefault(row["regime"], []).append(row)
    return {
        regime: read_dated(header, rows, lambda row: bool(row["own_law"]))
        for regime, rows in by_regime.items()
    }


def _dated(header: Header, rows: Iterable[Mapping[str, Any]]) -> Dated[str]:
    return read_dated(header, rows, lambda row: _after(header.parameter, row))


def _key(parameter: str, row: Mapping[str, Any]) -> tuple[str, str, Act]:
    debtor, collects, act = (row.get(name) for name in ("debtor", "collects", "act"))
    if debtor not in DEBTORS or collects not in COLLECTS or act not in set(Act):
        raise BadLaw(f"{parameter}: {debtor!r}, {collects!r} and {act!r} must be known words.")
    return str(debtor), str(collects), Act(str(act))


def _after(parameter: str, row: Mapping[str, Any]) -> str:
    after = row.get("after")
    if after not in {IN_DEFAULT, *NoticeKind}:
        raise BadLaw(f"{parameter}: 'after' must be default or a notice, not {after!r}.")
    return str(after)
