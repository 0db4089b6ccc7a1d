"""How easily a text reads, in words: shown to who writes it, never a reason to refuse."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from minnelijk.flow.readable import Finding, Hard, reading
from minnelijk.rooms.parts.formats import language as spoken

AVERAGE_MOST = 12
LONGEST_MOST = 18
MOST_SHOWN = 8

FINDING = {
    Hard.LONG: _("een zin van %(words)s woorden. Maak er twee van."),
    Hard.PASSIVE: _("“%(said)s”: zeg wie het doet."),
    Hard.WORD: _("“%(said)s” is een moeilijk woord. Makkelijker: %(kinder)s."),
}


@dataclass(frozen=True, slots=True)
class Level:
    """How a text reads: what is measured, whether it is easy, and what could be kinder where."""

    easy: bool
    average: str
    longest: str
    passive: str
    findings: tuple[tuple[int, str], ...]
    more: int


def level(body: str, language: str) -> Level:
    """Return how these words read in their language."""
    read = reading(body, language)
    findings = read.findings
    average = str(read.average)
    return Level(
        easy=read.average <= AVERAGE_MOST and read.longest <= LONGEST_MOST and not findings,
        average=average.replace(".", ",") if spoken() == "nl" else average,
        longest=ngettext("%(count)s woord", "%(count)s woorden", read.longest)
        % {"count": read.longest},
        passive=gettext("%(percent)s %% lijdend") % {"percent": read.passive_percent},
        findings=tuple((one.line, _words(one)) for one in findings[:MOST_SHOWN]),
        more=max(0, len(findings) - MOST_SHOWN),
    )


def _words(finding: Finding) -> str:
    parts = {"said": finding.said, "words": finding.words, "kinder": finding.kinder}
    return gettext(FINDING[finding.word]) % parts
