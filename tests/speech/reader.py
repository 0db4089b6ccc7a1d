"""Reads what a consumer reads, and tells what in it comes before the law allows it.

It is made apart from the reader that judges our texts (`flow/spoken.py`): this one reads final
words, with amounts and days filled in, and shares only the lists of words with it.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from minnelijk.flow.sentences import AMOUNT, DAY, found, plain, read_over
from minnelijk.law.speech import Level, Topic, day_may_be_named

MONEY = re.compile(r"(?:€\s*(\d[\d.]*(?:,\d\d)?)|(?<![\d.,])(\d[\d.]*,\d\d)\s*€)(?!\s*%)")
ENGLISH = re.compile(r"€\s*(\d[\d,]*\.\d\d)(?!\d)")
PERCENT = re.compile(r"\d\s*(?:%|procent|percent|pour ?cent)")
TO_PAY = re.compile(
    r"(?:dit betaalt u nu|\bbetaal|u betaalt|there is still|you pay|\bpay)\s*:?\s*(€[\s\d.,]*\d)"
)
MONTHS = {
    name: number
    for names in (
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
MONTH = "|".join(sorted(MONTHS, key=lambda name: -len(name)))
NOT_MEANT = ("legal holidays", "legal holiday")
"""Words of the lists that mean something else in the source of a law."""
DENIED = ("geen schadevergoeding", "no damages", "ni indemnite", "ni frais", "ni interets")
"""That it is not asked, as a letter says it among other things."""
ANSWER = re.compile(r"antwoord|answer|reponse")
"""The day on which the debtor hears from us is no day to pay."""
WEEKDAY = (
    "(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
DATED = rf"(?:{WEEKDAY},? )?(\d{{1,2}})(?:er)? ({MONTH})(?: (\d{{4}}))?"
UNTIL = re.compile(
    r"(?:uiterlijk|tot en met|betaal\w* (?:op|tot)|\bby|until|no later than|au plus tard le) "
    rf"(?:op )?{DATED}"
)
BEFORE = re.compile(rf"\b(?:voor|before|avant le) (?:{WEEKDAY}|\d{{1,2}} (?:{MONTH}))")
BLOCK = re.compile(
    r"(?i)</?(?:p|div|li|ul|ol|h\d|td|tr|table|dt|dd|dl|section|br|details|summary)\b[^>]*>"
)
HEAD = re.compile(r"(?is)<(head|style|script|svg)\b.*?</\1>")
END = re.compile(r"""(?<=[.!?…])["”’)]*\s+|\n+""")


@dataclass(frozen=True)
class Most:
    """The most that may be said to one debtor on one day, and the figures that are principal."""

    on: date
    costs: Level = Level.NOTHING
    agency: Level = Level.NOTHING
    court: Level = Level.NOTHING
    first: frozenset[str] = frozenset()
    clause_only: bool = False
    last_on: date | None = None
    principal_cents: int = 0
    on_top: frozenset[int] = frozenset()
    """Every sum that asks more than the principal, or names what would come on top of it."""
    asked: frozenset[int] = frozenset()
    """Every sum that may be asked today: all of it, one invoice, what was agreed."""
    names: tuple[str, ...] = field(default=())
    """Names of companies: a word in them is no word of ours."""

    def of(self, topic: Topic) -> Level:
        return {Topic.COSTS: self.costs, Topic.AGENCY: self.agency, Topic.COURT: self.court}[topic]


def words_of(page: str) -> str:
    """The words of an HTML page, each block on a line of its own."""
    lines = html.unescape(re.sub(r"<[^>]+>", "", BLOCK.sub("\n", HEAD.sub(" ", page))))
    return "\n".join(" ".join(line.split()) for line in lines.splitlines() if line.strip())


def too_early(text: str, most: Most) -> list[str]:
    """Return what in a text is said before it may be, each with the words that give it away."""
    named: set[str] = set()
    problems: list[str] = []
    for paragraph in text.splitlines():
        condition = bool(found("later", plain(paragraph)))
        for raw in END.split(paragraph):
            sentence = _plain(raw, most)
            if not sentence:
                continue
            named |= {word for word in ("letter", "term") if found(word, sentence)}
            found_here = _wrong(sentence, named, most, condition=condition)
            problems += [f"{problem} [{raw.strip()[:120]}]" for problem in found_here]
    return problems


def _plain(raw: str, most: Most) -> str:
    text = plain(raw.replace("*", ""))
    for name in most.names:
        text = text.replace(plain(name), "·")
    for words in NOT_MEANT:
        text = text.replace(words, " ")
    return read_over("harmless", text)


def _wrong(sentence: str, named: set[str], most: Most, *, condition: bool) -> Iterator[str]:
    yield from _topics(sentence, named, most, condition=condition)
    yield from _days(sentence, most)
    yield from _figures(sentence, most)


def _topics(sentence: str, named: set[str], most: Most, *, condition: bool) -> Iterator[str]:
    """Costs, an agency, a court: each no more than its level.

    In a letter the condition may stand in a sentence before, in the same paragraph.
    """
    rest = _without_denials(sentence)
    said = _level(rest, condition and most.costs is Level.AS_NOTICED)
    for topic in Topic:
        word, level = found(topic, rest), most.of(topic)
        if word and said.reach > level.reach:
            yield f"{topic} as '{word}' ({said}, may: {level})"
        elif word and level is Level.IN_GENERAL and not most.first <= named:
            yield f"{topic} as '{word}' before the letter and its days were named"
    if PERCENT.search(rest) and most.costs.reach < Level.AS_NOTICED.reach:
        yield "a percentage"
    clause = found("collector_costs", rest) if most.clause_only else None
    if clause:
        yield f"costs of a collector as '{clause}'"
    if rest != sentence and found("day", rest) and most.costs is Level.NOTHING:
        ticking = re.search(r"geen (?:extra )?kosten .{0,40}(?:tot|uiterlijk|voor) ", sentence)
        if ticking:
            yield "costs that begin on a day"


def _without_denials(sentence: str) -> str:
    rest = read_over("denial", sentence)
    for words in DENIED:
        rest = rest.replace(words, " ")
    return rest


def _level(rest: str, condition: bool) -> Level:
    """A bare statement speaks as due; with an amount or a day as a letter does."""
    exact = bool(DAY.search(rest) or AMOUNT.search(rest) or found("day", rest))
    if not (condition or found("later", rest) or found("term", rest)):
        return Level.AS_DUE
    return Level.AS_NOTICED if exact else Level.IN_GENERAL


def _days(sentence: str, most: Most) -> Iterator[str]:
    """No day to pay before the last day of the letter, and "uiterlijk" a day, never "voor" it."""
    before = BEFORE.search(sentence)
    if before:
        yield f"'{before[0]}' instead of 'uiterlijk'"
    for told in UNTIL.finditer(sentence):
        day = _date(told, most.on)
        if ANSWER.search(sentence) or day < most.on:
            continue
        if not day_may_be_named(day, most.last_on):
            yield f"{day}, before the last day of the letter ({most.last_on})"


def _date(told: re.Match[str], on: date) -> date:
    year = int(told[3]) if told[3] else on.year
    day = date(year, MONTHS[told[2]], int(told[1]))
    return day if told[3] or (on - day).days < 183 else date(year + 1, day.month, day.day)


def _figures(sentence: str, most: Most) -> Iterator[str]:
    """No sum on top, as its own amount or inside a larger one; what is asked is principal."""
    if most.costs.reach < Level.AS_NOTICED.reach:
        for cents in amounts(sentence):
            if cents in most.on_top:
                yield f"the sum {cents} that would come on top"
            elif cents > most.principal_cents:
                yield f"the sum {cents}, more than the principal"
    for told in TO_PAY.finditer(sentence):
        for cents in amounts(told[1]):
            if most.costs is not Level.AS_DUE and cents not in most.asked:
                yield f"{cents} to pay now, which is not principal"


def amounts(text: str) -> list[int]:
    """Every sum of money in a text, in cents."""
    english = [told.replace(",", "") for told in ENGLISH.findall(text)]
    left = ENGLISH.sub(" ", text)
    dutch = [
        (one or other).replace(".", "").replace(",", ".") for one, other in MONEY.findall(left)
    ]
    return [round(float(told) * 100) for told in [*english, *dutch]]
