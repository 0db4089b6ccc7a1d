"""Cuts away what a mail quotes, so that somebody reads only what is new; the mail stays whole."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MOST_LINES = 3_000
LONGEST_MARK = 400
LONGEST_SIGNATURE = 15
QUESTION_LINES = 3
"""So many lines of a quote stay above an answer that stands under it."""

ABOVE_A_QUOTE = 4
"""Mail programs break the line above a quote into at most so many."""

DOTS = "[…]"


def said(text: str) -> str:
    """Return what is new in a mail: no quotes, no signature. Answers between the lines of a quote
    stay, each under the last lines of what it answers. Where nothing would be left, all stays.
    """
    lines = [line.rstrip() for line in text.split("\n")[:MOST_LINES]]
    lines = lines[: _earlier_mail(lines)]
    runs = _without_tail(_runs(lines))
    kept = [line for run in runs for line in _kept(run)]
    told = _joined(_without_device(_without_signature(kept)))
    return told or text.strip()


@dataclass(slots=True)
class _Run:
    """Lines that belong together: of the writer, or quoted."""

    quoted: bool
    lines: list[str]

    @property
    def says(self) -> bool:
        own = _without_device(_without_signature(self.lines))
        return not self.quoted and any(line.strip() for line in own)


def _earlier_mail(lines: list[str]) -> int:
    """Where the mail that is answered begins without quote signs, under words of the writer."""
    said_above = False
    for number, line in enumerate(lines):
        if said_above and _begins_earlier(lines, number):
            return number
        said_above = said_above or bool(line.strip(" _-*>"))
    return len(lines)


def _begins_earlier(lines: list[str], number: int) -> bool:
    line = lines[number].strip().strip("*").strip()
    if not line or line.startswith(">"):
        return False
    signs = _signs()
    if signs.separator.fullmatch(line) or line.lower() in signs.beginnings:
        return True
    if signs.from_line.match(line):
        after = [one.strip().strip("*") for one in lines[number + 1 : number + 9]]
        return sum(1 for one in after if signs.next_line.match(one)) >= 2
    length = _attribution(lines, number)
    if not length:
        return False
    above = _mark(lines[number : number + length])
    below = next((one for one in lines[number + length :] if one.strip()), "")
    return not below.startswith(">") and bool(_HOUR_OR_ADDRESS.search(above))


_HOUR_OR_ADDRESS = re.compile(r"@|\b[0-9]{1,2}\s?[:.h]\s?[0-9]{2}\b")


def _attribution(lines: list[str], number: int) -> int:
    """Return how many lines from here are the line above a quote; 0 for none."""
    for length in range(1, ABOVE_A_QUOTE + 1):
        part = lines[number : number + length]
        if len(part) < length or not part[-1].strip() or part[-1].startswith(">"):
            return 0
        if part[-1].endswith(":"):
            mark = _mark(part)
            signs = _signs()
            own = any(words in mark for words in signs.own_words)
            return 0 if own or not signs.attribution.fullmatch(mark) else length
    return 0


def _mark(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).lower().split())[:LONGEST_MARK]


def _runs(lines: list[str]) -> list[_Run]:
    """Take a mail apart into words of its writer and quotes; the line above a quote goes."""
    runs: list[_Run] = []
    for line in lines:
        quoted = line.startswith(">")
        if quoted and runs and not runs[-1].quoted:
            _drop_attribution(runs[-1].lines)
            if not any(one.strip() for one in runs[-1].lines) and len(runs) > 1:
                runs.pop()  # a gap inside a quote
        if not runs or runs[-1].quoted != quoted:
            runs.append(_Run(quoted, []))
        runs[-1].lines.append(line)
    return runs


def _drop_attribution(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()
    for length in range(1, min(ABOVE_A_QUOTE, len(lines)) + 1):
        if _attribution(lines, len(lines) - length) == length:
            del lines[-length:]
            return


def _without_tail(runs: list[_Run]) -> list[_Run]:
    """Leave out the quotes after the last words of the writer, and the gaps among them."""
    says = [number for number, run in enumerate(runs) if run.says]
    return runs[: says[-1] + 1] if says else []


def _kept(run: _Run) -> list[str]:
    """Of a quote only the last lines above an answer: what the answer is about."""
    if not run.quoted:
        return run.lines
    plain = _without_signature([_UNQUOTE.sub("", line).strip() for line in run.lines])
    told = "\n".join(plain).strip("\n").split("\n\n")
    last = [f"> {line}" for line in told[-1].split("\n") if line][-QUESTION_LINES:]
    more = len([line for line in plain if line]) > len(last)
    return ["", *([f"> {DOTS}"] if more else []), *last, ""]


_UNQUOTE = re.compile(r"^(?:> ?)+")


def _without_signature(lines: list[str]) -> list[str]:
    """A line of two dashes begins a signature, which is short; a longer rest is the letter's."""
    for number, line in enumerate(lines):
        if line in {"-- ", "--"} and len(lines) - number <= LONGEST_SIGNATURE:
            return lines[:number]
    return lines


def _without_device(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept:
        last = " ".join(kept[-1].strip(" *_-").lower().split())
        if last and not _signs().device.fullmatch(last[:LONGEST_MARK].rstrip(".")):
            break
        kept.pop()
    return kept


def _joined(lines: list[str]) -> str:
    return _MANY.sub("\n\n", "\n".join(lines)).strip()


_MANY = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class _Signs:
    attribution: re.Pattern[str]
    own_words: tuple[str, ...]
    separator: re.Pattern[str]
    beginnings: frozenset[str]
    from_line: re.Pattern[str]
    next_line: re.Pattern[str]
    device: re.Pattern[str]


@cache
def _signs() -> _Signs:
    table = tomllib.loads((Path(__file__).parent / "quoting.toml").read_text("utf-8"))
    return _Signs(
        attribution=_any(map(_gap, table["attributions"])),
        own_words=tuple(table["own_words"]),
        separator=_any(
            rf"[-_*=]{{2,}}\s*{re.escape(one)}\s*:?\s*[-_*=]*" for one in table["separators"]
        ),
        beginnings=frozenset(table["beginnings"]),
        from_line=_any(rf"{re.escape(one)}\s?:\*?\s*\S" for one in table["from_lines"]),
        next_line=_any(rf"{re.escape(one)}\s?:" for one in table["next_lines"]),
        device=_any(map(_gap, table["devices"])),
    )


def _gap(text: str) -> str:
    return ".{1,200}?".join(re.escape(part) for part in text.split("…"))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
