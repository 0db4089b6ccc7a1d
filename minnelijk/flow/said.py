"""What somebody wrote beside a payment: references with a check, and numbers as people write."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from minnelijk.law.references import betalingskenmerk_ok, ogm_ok, rf_ok

SHORTEST_NUMBER = 4
"""So many signs a number must have before it can only be the number of an invoice."""

LONGEST_NUMBER = 32
MOST_PARTS = 8
LONGEST_MARK = 4
"""Longer letters with a blank beside them are a word and no part of a number."""

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

_LIKE_ONE = re.compile(r"[\d\s/.]{12}|RF\d\d", re.ASCII)
"""A piece of each of these: most texts have none, and one look is enough for them."""

_SIGNS = re.compile(r"[^0-9A-Z]+")
_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_RUNS = re.compile(r"[0-9]+|[A-Z]+")
_PIECES = re.compile(r"([0-9]+|[A-Z]+)([^0-9A-Z]*)")
_OWN = re.compile(r"D[0-9]{1,12}")  # a case, as our own messages name it: D-20413, D 20413
_LONGEST_TEXT = 2_000
WHOLE = 0
"""The joints of a number that was not parted between two digits or two letters; else bit n says
that it was, n signs before its end."""

Numbers = dict[str, set[int]]


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
    """What the payer wrote, taken apart once: `text` may break where the bank broke its line.

    `references` are those that carry their own check, bare. `numbers` are all that stand in the
    words as a whole: key -> where the payer parted it; `broken_numbers` those that are whole only
    where the bank's line break is taken away. `keys` is everything by which a case may be looked
    up; `says` and `says_broken` look closer.
    """

    def __init__(self, reference: str, text: str) -> None:
        spoken_for = reference and (ogm_ok(reference) or rf_ok(reference))
        free = "" if spoken_for else reference  # bare digits may be an invoice number too
        words = f"{free} | {text[:_LONGEST_TEXT]}".upper()
        found, whole = _apart(words.replace("\n", " "))
        self.numbers = _gathered(whole)
        self.broken_numbers: Numbers = {}
        if "\n" in words:
            more, joined = _apart(words.replace("\n", ""))
            self.broken_numbers = _gathered(joined)
            found |= more
        if spoken_for:  # else it stands in the words
            for for_break in (" ", ""):
                found |= _apart(reference.upper().replace("\n", for_break))[0]
        found |= {reference} if reference else set()
        self.references = frozenset(bare(one) for one in found if checks(one))
        self.keys = self.references.union(self.numbers, self.broken_numbers)

    def says(self, number: str) -> bool:
        """Tell whether a number stands in the words: its parts joined, or parted as it has them."""
        return _stands(self.numbers, number)

    def says_broken(self, number: str) -> bool:
        """Tell whether it stands there only over a line break of the bank."""
        return not self.says(number) and _stands(self.broken_numbers, number)


def _apart(words: str) -> tuple[set[str], str]:
    """Return what is written as a reference with a check, and the words without it: what stands
    inside one is no number."""
    if not _LIKE_ONE.search(words):
        return set(), words
    found = {match.group() for shape in STRUCTURED for match in shape.finditer(words)}
    for shape in STRUCTURED:
        words = shape.sub(" | ", words)
    return found, words


def checks(text: str) -> bool:
    """Tell whether a text is a reference whose own check fits."""
    return ogm_ok(text) or rf_ok(text) or betalingskenmerk_ok(text)


def _stands(numbers: Numbers, number: str) -> bool:
    """Tell whether a number is among these; one that the payer did not part is so at once."""
    parted = numbers.get(number_key(number))
    if not parted:
        return False
    return WHOLE in parted or any(not joints & ~_joints(number) for joints in parted)


@lru_cache(maxsize=8_192)
def _joints(number: str) -> int:
    """Where a number is parted between two digits or two letters."""
    joints, before = WHOLE, None
    for part in _RUNS.findall(number.upper()):
        digits = part.isdigit()
        joints = (joints | (digits is before)) << len(part)
        before = digits
    return joints


Part = tuple[str, bool, int]
"""Digits or letters, whether they are digits, and how the next part stands beside them."""


def _gathered(words: str) -> Numbers:
    """Return every run of letters and digits that may be one number, and where it was parted."""
    found: Numbers = {}
    for parts in _together(_PIECES.findall(words)):
        before = APART
        for first, part in enumerate(parts):
            if before != TOUCH:
                _add_from(parts[first : first + MOST_PARTS], found)
            before = part[2]
    return found


def _together(pieces: Sequence[tuple[str, str]]) -> Iterator[list[Part]]:
    """Give the parts that stand together with a digit among them; what follows them is apart."""
    parts: list[Part] = []
    for at, (text, gap) in enumerate(pieces, 1):
        join = _join(text, gap, pieces[at][0]) if at < len(pieces) else APART
        parts.append((text, text.isdigit(), join))
        if join == APART:
            if len(parts) > 1 or parts[0][1]:
                yield parts
            parts = []


def _add_from(parts: Sequence[Part], found: Numbers) -> None:
    """Add the numbers that begin with the first of these parts."""
    whole, joints, before = "", WHOLE, None
    for text, digits, join in parts:
        if whole and len(whole) + len(text) > LONGEST_NUMBER:
            return
        joints = (joints | (digits is before)) << len(text)
        whole += text
        before = digits
        if join != TOUCH:
            key = whole.lstrip("0")
            if means_itself(key) or _OWN.fullmatch(key):
                found.setdefault(key, set()).add(joints)


TOUCH, JOINED, APART = range(3)
"""Two parts that cannot be told apart, that may be one number, and that are two."""


def _join(before: str, gap: str, after: str) -> int:
    """Tell how two parts stand together: digits go on after a sign of days; words are apart."""
    if gap == " ":
        return APART if _is_word(before) or _is_word(after) else JOINED
    if gap == "" or (gap in DAYS_JOIN and before.isdigit() and after.isdigit()):
        return TOUCH
    return JOINED if gap in JOINS else APART


def _is_word(part: str) -> bool:
    return len(part) > LONGEST_MARK and part.isalpha()
