"""How a notice says its term: the wordings that hold, and those that a court rejects."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from minnelijk.law.dated import BadLaw, Grade, Header, LawRefusal, NotChecked, Source
from minnelijk.law.notice_kinds import NoticeKind, ShorterTerm


class WordingProblem(StrEnum):
    """What is wrong with how a text says the term.

    `from_sending`: counted from the day of the letter. `from_receipt`: can be read as if the day of
    receipt counted. `too_short`: a good wording with too few days. `two_terms`: the text names
    another term too. `no_term`: no wording that holds. `language`: a translation does not count.
    `day_too_early`: a day that lies before the last day of the term.
    """

    FROM_SENDING = "from_sending"
    FROM_RECEIPT = "from_receipt"
    TOO_SHORT = "too_short"
    TWO_TERMS = "two_terms"
    NO_TERM = "no_term"
    LANGUAGE = "language"
    DAY_TOO_EARLY = "day_too_early"


class NoWording(LawRefusal):
    """The law pack has no wording for this notice in this language."""

    word = "no_wording"
    because = "has no wording for this notice"


@dataclass(frozen=True)
class Wording:
    """One way to say the term; `{n}` in the text is the number of days, `days` the fewest."""

    notices: frozenset[NoticeKind]
    channel: str
    language: str
    text: str
    days: int
    holds: bool
    source: Source
    grade: Grade

    def said(self, extra_days: int) -> str:
        """Return the words with their number of days; raises `ShorterTerm`."""
        if extra_days < 0:
            raise ShorterTerm(f"A term is never shortened: {extra_days} extra days.")
        return self.text.replace("{n}", str(self.days + extra_days))


@dataclass(frozen=True, eq=False)
class WordingRules:
    """The wordings of one country: those that hold, and the phrases that spoil a text.

    `rejected` holds (language, phrase, problem), `terms` (language, text with `{n}`): any other
    term. `numbers` are the words for numbers per language.
    """

    header: Header
    wordings: tuple[Wording, ...]
    rejected: tuple[tuple[str, str, WordingProblem], ...]
    terms: tuple[tuple[str, str], ...]
    numbers: Mapping[str, Mapping[str, int]]

    def wording(self, notice: NoticeKind, channel: str, language: str) -> Wording:
        """Return how to say the term of this notice; raises `NoWording` and `NotChecked`.

        One that does not hold is a translation: it goes beside the notice, never in its place.
        """
        if not self.header.checked:
            raise NotChecked(self.header.parameter, None)
        for one in self.wordings:
            if notice in one.notices and (one.channel, one.language) == (channel, language):
                return one
        raise NoWording(f"{self.header.parameter}, {notice} by {channel} in {language}", None)

    def problem(self, text: str, language: str) -> WordingProblem | None:
        """Return what is wrong with the way a text says the term, or nothing.

        A spoiling phrase anywhere in the text is refused, even beside a good wording.
        """
        valid = [one for one in self.wordings if one.holds and one.language == language]
        if not valid:
            return WordingProblem.LANGUAGE
        plain = _plain(text)
        for other, phrase, problem in self.rejected:
            if other == language and re.search(rf"\b{re.escape(phrase)}\b", plain):
                return problem
        found = {
            (place, number)
            for place, one in enumerate(valid)
            for number in self._numbers(self._pattern(one), plain, language)
        }
        if any(number < valid[place].days for place, number in found):
            return WordingProblem.TOO_SHORT
        if not found:
            return WordingProblem.NO_TERM
        more = len(found) > 1 or self._names_another_term(plain, valid, language)
        return WordingProblem.TWO_TERMS if more else None

    def _pattern(self, one: Wording) -> str:
        words = "|".join([r"\d+", *map(re.escape, self.numbers.get(one.language, ()))])
        before, after = map(re.escape, _plain(one.text).split("{n}"))
        return rf"\b{before}({words})( \(\d+\))?{after}\b"

    def _numbers(self, pattern: str, plain: str, language: str) -> Iterable[int]:
        """Return the numbers of days that a text gives; of "veertien (15)" the smaller one."""
        for found in re.finditer(pattern, plain):
            word, again = found.groups()
            number = int(word) if word.isdigit() else self.numbers[language][word]
            yield min(number, int(again[2:-1])) if again else number

    def _names_another_term(self, plain: str, valid: Iterable[Wording], language: str) -> bool:
        for one in valid:
            plain = re.sub(self._pattern(one), " ", plain)
        patterns = (
            re.escape(text).replace(r"\{n\}", r"\S+( \(\d+\))?")
            for other, text in self.terms
            if other == language
        )
        return any(re.search(rf"\b{pattern}\b", plain) for pattern in patterns)


def day_problem(
    text_days: Iterable[date], *, last_on: date, sent_on: date | None = None
) -> WordingProblem | None:
    """Return `day_too_early` when a text names a day before the last day of the term.

    With `sent_on` all days of a text may be given: the days up to and with the day of sending are
    those of the invoices and of the letter itself. Without it every day is one to pay on.
    """
    future = (day for day in text_days if sent_on is None or day > sent_on)
    return WordingProblem.DAY_TOO_EARLY if any(day < last_on for day in future) else None


def read_wording(header: Header, table: Mapping[str, Any]) -> WordingRules:
    """Return the wordings of a law file; raises `BadLaw`."""
    try:
        return WordingRules(
            header,
            tuple(_wording(header, row) for row in table["wordings"]),
            tuple(
                (row["language"], _plain(phrase), WordingProblem(row["problem"]))
                for row in table["rejected"]
                for phrase in row["phrases"]
            ),
            tuple(
                (row["language"], _plain(text))
                for row in table["other_terms"]
                for text in row["texts"]
            ),
            table["numbers"],
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise BadLaw(f"{header.parameter}: {problem} is missing or wrong.") from problem


def _wording(header: Header, row: Mapping[str, Any]) -> Wording:
    if row["text"].count("{n}") != 1 or not row["source"].strip():
        raise ValueError(f"{row['text']!r}: a source, and one {{n}} for the days")
    return Wording(
        frozenset(NoticeKind(notice) for notice in row["notices"]),
        row["channel"],
        row["language"],
        row["text"],
        row["days"],
        row["holds"],
        row["source"],
        Grade(row["grade"]),
    )


def _plain(text: str) -> str:
    """Return a text in small letters with single spaces and plain apostrophes."""
    return " ".join(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
