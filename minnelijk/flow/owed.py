"""What the confirmation of a promise owes its reader, and what of it a text leaves out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from minnelijk.flow.letters import TextProblem, fill
from minnelijk.flow.markup import Block, BlockKind, blocks
from minnelijk.flow.mentions_given import CLOSE, OPEN
from minnelijk.flow.placeholders import Value, examples
from minnelijk.flow.sentences import found, pattern, plain

OWED = ("thanks", "invoice", "amount", "account", "day", "no_costs", "bureau")
"""`bureau` is the line that says who writes for whom; the frame of every message prints it."""

OWES: Mapping[str, tuple[str, ...]] = {
    "promise": OWED,
    "promise_correction": OWED,
    "instalment_deferred": ("amount", "account", "day", "no_costs", "bureau"),
}
"""The texts that confirm what was agreed. One that moves a part leaves the first mail standing."""

ALWAYS = frozenset(
    {
        *("greeting", "client", "agent", "phone", "amount", "day", "made_on", "reference"),
        *("page_link", "invoices", "bureau"),
    }
)
"""The fields that a confirmation always has; every other one may be empty."""

MARKED = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")
SENTENCE = re.compile(r"(?<=[.!?…:])\s+|\n")


def missing(
    body: str,
    values: Mapping[str, Value],
    *,
    own_collection: bool,
    owes: Sequence[str] = OWED,
) -> tuple[str, ...]:
    """Return what a confirmation with these values does not tell, in the order of `OWED`.

    A text that does not fill tells nothing. Who collects its own invoices has no bureau to name.
    """
    there = set(_told(body, _shape(values)))
    if own_collection or values.get("bureau"):
        there |= {"bureau"}
    return tuple(code for code in OWED if code in owes and code not in there)


def owed_problems(use: str, body: str) -> tuple[TextProblem, ...]:
    """Return what a text of this use owes and may leave out, with all its fields or with few.

    A text that cannot be filled at all has problems of its own (`letters.problems`).
    """
    owes, whole = OWES.get(use, ()), examples("nl")
    if not owes or fill(body, whole)[1]:
        return ()
    least = {name: value for name, value in whole.items() if name in ALWAYS}
    empty = fill(body, least)[1]
    if empty:
        return empty
    lacking = {
        code
        for values in (whole, least)
        for code in missing(body, values, own_collection=False, owes=owes)
    }
    return tuple(TextProblem(f"owes_{code}") for code in OWED if code in lacking)


Shape = tuple[tuple[str, bool | tuple[tuple[tuple[str, bool], ...], ...]], ...]
"""Which fields have a value, a list line by line: what is told hangs on no more than that."""


def _shape(values: Mapping[str, Value]) -> Shape:
    return tuple(
        (name, bool(value))
        if isinstance(value, str)
        else (name, tuple(tuple((part, bool(line[part])) for part in line) for line in value))
        for name, value in values.items()
    )


@lru_cache(maxsize=512)
def _told(body: str, shape: Shape) -> frozenset[str]:
    values = {name: _marked(name, value) for name, value in shape}
    filled, problems = fill(body, values)
    if problems:
        return frozenset()
    parts = blocks(filled)
    words = "\n\n".join(part.plain for part in parts if part.kind is not BlockKind.BUTTON)
    there = {name: bool(told) for name, told in _figures(words, values).items()}
    there |= {
        "invoice": _invoices(words, values, parts),
        "account": bool(values.get("reference")) and _has(parts, BlockKind.BANK),
        "thanks": any(found("thanks", line) for line in _said_to_all(words)),
        "no_costs": any(map(_free, _said_to_all(words))),
    }
    return frozenset(code for code, is_there in there.items() if is_there)


def _marked(name: str, value: bool | tuple[tuple[tuple[str, bool], ...], ...]) -> Value:
    """Put the name of a field in its place: what is not printed by a field is not told."""
    if isinstance(value, bool):
        return _mark(name) if value else ""
    return [
        {part: _mark(f"{name} {number} {part}") if told else "" for part, told in line}
        for number, line in enumerate(value)
    ]


def _mark(name: str) -> str:
    return f"{OPEN}{name}{CLOSE}"


def _figures(words: str, values: Mapping[str, Value]) -> dict[str, bool]:
    """Whether amount and day are told: of a promise in parts those of every part."""
    parts = values.get("instalments") or ()
    return {
        name: all(_mark(f"instalments {number} {name}") in words for number in range(len(parts)))
        if parts
        else _mark(name) in words
        for name in ("amount", "day")
    }


def _invoices(words: str, values: Mapping[str, Value], parts: Sequence[Block]) -> bool:
    """Whether every invoice is named by its number, in the table or one by one."""
    lines = [line for line in values.get("invoices") or () if not isinstance(line, str)]
    if not lines or not all(line.get("number") for line in lines):
        return False
    listed = _has(parts, BlockKind.INVOICES) or _has(parts, BlockKind.CLAIMS)
    return listed or all(_mark(f"invoices {n} number") in words for n in range(len(lines)))


def _has(parts: Sequence[Block], kind: BlockKind) -> bool:
    return any(part.kind is kind for part in parts)


def _said_to_all(words: str) -> Iterator[str]:
    """Yield the sentences in plain letters, without the ones that answer a question before them.

    "Have you paid already? Thank you." thanks only who has.
    """
    for paragraph in words.split("\n\n"):
        asked = False
        for line in SENTENCE.split(paragraph):
            text = plain(MARKED.sub("x", line))
            if not asked:
                yield text
            asked = text.endswith("?")


def _free(sentence: str) -> bool:
    """Whether it says that there are no costs, and not only until a day or for now."""
    free = found("no_costs", sentence)
    return bool(free) and not found("day", sentence) and not pattern("limit").search(sentence)
