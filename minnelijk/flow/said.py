"""What somebody wrote beside a payment: references with a check, and numbers as people write."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok

SHORTEST_NUMBER = 4
"""So many signs a number must have before it can only be the number of an invoice."""

LONGEST_NUMBER = 32
MOST_PARTS = 8
JOINS = frozenset(["", " ", "-", "/", ".", "_"])
"""What may stand between the parts of one number; with more between them they are two."""

DAYS_JOIN = frozenset(["-", "/", "."])
"""Between digits these go on with a day or a longer number."""

STRUCTURED = (
    re.compile(r"(?:\+{3}|\*{3})[\d\s/]{12,20}(?:\+{3}|\*{3})", re.ASCII),
    re.compile(r"(?<![0-9A-Z])\d{3}/\d{4}/\d{5}(?![0-9A-Z])", re.ASCII),
    re.compile(r"(?<![0-9A-Z])RF\d\d[0-9A-Z]{1,21}(?![0-9A-Z])", re.ASCII),
    re.compile(r"(?<![0-9A-Z])\d{4}([ .]?)\d{4}\1\d{4}\1\d{4}(?![0-9A-Z])", re.ASCII),
)
"""How references with a check are written in free text: OGM, RF and a betalingskenmerk of 16."""

_SIGNS = re.compile(r"[^0-9A-Z]+")
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_RUNS = re.compile(r"[0-9]+|[A-Z]+")
_OWN = re.compile(r"D[0-9]{1,12}")  # a case, as our own messages name it: D-20413, D 20413
_LONGEST_TEXT = 2_000
Numbers = dict[str, set[frozenset[int]]]


def bare(text: str) -> str:
    """Return a reference as it is compared: letters and digits only, in capitals."""
    return _SIGNS.sub("", text.upper())


@lru_cache(maxsize=8_192)
def number_key(text: str) -> str:
    """Return the number of an invoice, customer or case as it is compared: bare, and without the
    zeros in front, which may lack or be too many."""
    key = bare(text)
    return key.lstrip("0") or key


def means_itself(key: str) -> bool:
    """Tell whether a number is more than a word, a day, a house number or a year."""
    if len(key) < SHORTEST_NUMBER or key.isalpha():
        return False
    return len(key) != 4 or _YEAR.fullmatch(key) is None


class Said:
    """What the payer wrote, taken apart once: `text` may break where the bank broke its line."""

    def __init__(self, reference: str, text: str) -> None:
        spoken_for = ogm_ok(reference) or rf_ok(reference)
        free = "" if spoken_for else reference  # bare digits may be an invoice number too
        self._words = f"{free} | {text[:_LONGEST_TEXT]}".upper()
        self._reference = reference

    @cached_property
    def references(self) -> frozenset[str]:
        """The references that carry their own check, bare."""
        words = f"{self._reference} | {self._words}".upper()
        both = {words.replace("\n", " "), words.replace("\n", "")}
        found = {
            match.group() for one in both for shape in STRUCTURED for match in shape.finditer(one)
        }
        return frozenset(bare(one) for one in (self._reference, *found) if _checks(one))

    @cached_property
    def numbers(self) -> Numbers:
        """All numbers that stand in the words as a whole: key -> where the payer parted it."""
        return _gathered(self._free(" "))

    @cached_property
    def broken_numbers(self) -> Numbers:
        """The numbers that are whole only where the bank's line break is taken away."""
        if "\n" not in self._words:
            return {}
        return _gathered(self._free(""))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Everything by which a case may be looked up; `says` and `says_broken` look closer."""
        return self.references | self.numbers.keys() | self.broken_numbers.keys()

    def says(self, number: str) -> bool:
        """Tell whether a number stands in the words: its parts joined, or parted as it has them."""
        return _stands(self.numbers, number)

    def says_broken(self, number: str) -> bool:
        """Tell whether it stands there only over a line break of the bank."""
        return not self.says(number) and _stands(self.broken_numbers, number)

    def _free(self, for_break: str) -> str:
        """The words without the references: what stands inside one is no number."""
        words = self._words.replace("\n", for_break)
        for shape in STRUCTURED:
            words = shape.sub(" | ", words)
        return words


def _checks(text: str) -> bool:
    """Tell whether a text is a reference whose own check fits."""
    return ogm_ok(text) or rf_ok(text) or betalingskenmerk_ok(text)


def _stands(numbers: Numbers, number: str) -> bool:
    return any(joints <= _joints(number) for joints in numbers.get(number_key(number), ()))


@lru_cache(maxsize=8_192)
def _joints(number: str) -> frozenset[int]:
    """Where a number is parted between two digits or two letters, counted from its end."""
    parts = _RUNS.findall(number.upper())
    return _joints_of(parts)


def _joints_of(parts: Sequence[str]) -> frozenset[int]:
    at, found = 0, []
    for before, after in pairwise(reversed(parts)):
        at += len(before)
        if before.isdigit() == after.isdigit():
            found.append(at)
    return frozenset(found)


def _gathered(words: str) -> Numbers:
    found: Numbers = {}
    for key, joints in _numbers(words):
        found.setdefault(key, set()).add(joints)
    return found


def _numbers(words: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Give the key of every run of letters and digits that may be one number, and its joints."""
    runs = list(_RUNS.finditer(words))
    gaps = [words[one.end() : two.start()] for one, two in pairwise(runs)]
    parts = [run.group() for run in runs]
    for first in range(len(parts)):
        if first and _goes_on(parts[first - 1], gaps[first - 1], parts[first]):
            continue
        yield from _from(first, parts, gaps)


def _from(
    first: int, parts: Sequence[str], gaps: Sequence[str]
) -> Iterator[tuple[str, frozenset[int]]]:
    whole = ""
    for last in range(first, min(len(parts), first + MOST_PARTS)):
        if last > first and gaps[last - 1] not in JOINS:
            return
        whole += parts[last]
        if len(whole) > LONGEST_NUMBER:
            return
        if last + 1 < len(parts) and _goes_on(parts[last], gaps[last], parts[last + 1]):
            continue
        key = whole.lstrip("0")
        if means_itself(key) or _OWN.fullmatch(key):
            yield key, _joints_of(parts[first : last + 1])


def _goes_on(before: str, gap: str, after: str) -> bool:
    """Whether two parts cannot be told apart: they touch, or digits go on after a sign of days."""
    return gap == "" or (gap in DAYS_JOIN and before.isdigit() and after.isdigit())
