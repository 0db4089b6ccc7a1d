"""Which of the law's obligatory mentions a notice text gives: what it really prints, and has."""

from collections.abc import Mapping
from dataclasses import dataclass

from minnelijk.flow.letters import fill
from minnelijk.flow.markup import BlockKind, blocks
from minnelijk.flow.placeholders import Value

OPEN, CLOSE = "\ue010", "\ue011"
"""Stand around the name of a field in the text that is looked at; nobody can type them."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a text prints to give a mention.

    `every`: of these all that have a value, and one at least. `one`: one of these is enough.
    """

    every: frozenset[str] = frozenset()
    one: frozenset[str] = frozenset()


def _every(*names: str) -> Need:
    return Need(every=frozenset(names))


ON_TOP = ("damages", "interest_percent")
DESCRIBED = frozenset({"goods", "[claims] what"})

NEEDS: Mapping[str, Need] = {
    "basis": Need(one=DESCRIBED),
    "claims": _every("[claims]"),
    "principals": _every("[claims]"),
    "sum": _every("[claims]"),
    "amount_now": _every("amount"),
    "balance": _every("amount"),
    "interest": _every("no_interest", "interest_percent"),
    "term": _every("term", "first_day", "last_day"),
    "consequence": _every("after_sum", "nothing_follows"),
    "costs": _every("costs", "nothing_follows"),
    "vat": _every("costs_vat", "vat_percent", "costs_total"),
    "vat_declaration": _every("vat_declaration"),
    "free_in_time": _every("free_in_time", "nothing_follows"),
    "account": _every("[bank]"),
    "reference": Need(one=frozenset({"[bank]", "reference"})),
    "dispute": _every("phone", "page_link", "dispute_right"),
    "help": _every("help"),
    "damages": _every(*ON_TOP, "nothing_follows"),
    "description": Need(every=frozenset({"[claims] due"}), one=DESCRIBED),
    "due_day": _every("[claims] due"),
    "breakdown": _every("[claims]", "only_principal", *ON_TOP),
    "supervisor": _every("supervisor"),
    "measures": _every("measures"),
    "instalments": _every("instalments_right", "phone", "page_link"),
    "mediation": _every("mediation"),
    "amicable_frame": _every("[frame] amicable"),
}
"""The mention of a law pack -> the fields and marks that give it. What is not here stands in the
frame of the letter: who writes, to whom, for whom."""


def given(
    text: str, values: Mapping[str, Value], letterhead: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the codes of the mentions that this text gives with these values.

    `letterhead`: the codes that the frame of the letter gives; `account` among them when there is
    an account to print. A text that does not fill gives nothing.
    """
    printed = _printed(text, values)
    has = _has(values, letterhead)
    frame = letterhead - {"account"}
    return frame | {code for code, need in NEEDS.items() if _met(need, has, printed & has)}


def _met(need: Need, has: frozenset[str], printed: frozenset[str]) -> bool:
    wanted = need.every & has
    every = not need.every or (bool(wanted) and wanted <= printed)
    return every and (not need.one or bool(need.one & printed))


def _printed(text: str, values: Mapping[str, Value]) -> frozenset[str]:
    """Return the fields and marks that stand in the text once it is filled in: a field inside an
    `if` that is not true is not there."""
    marked = {name: _marked(name, value) for name, value in values.items() if value}
    filled, problems = fill(text, marked)
    if problems:
        return frozenset()
    found = {name for name in marked if f"{OPEN}{name}{CLOSE}" in filled}
    kinds = {block.kind for block in blocks(filled)}
    if BlockKind.CLAIMS in kinds:
        found |= {"[claims]", "[claims] due", "[claims] what"}
    if BlockKind.BANK in kinds:
        found.add("[bank]")
    if _framed(filled):
        found.add("[frame] amicable")
    return frozenset(found)


def _marked(name: str, value: Value) -> Value:
    return f"{OPEN}{name}{CLOSE}" if isinstance(value, str) else value


def _framed(filled: str) -> bool:
    """Whether the amicable words stand in a frame, in bold."""
    words = f"{OPEN}amicable{CLOSE}"
    frames = (block for block in blocks(filled) if block.kind is BlockKind.FRAME)
    return any(span.bold and words in span.text for block in frames for span in block.spans)


def _has(values: Mapping[str, Value], letterhead: frozenset[str]) -> frozenset[str]:
    """Return the fields and marks that have something to say."""
    found = {name for name, value in values.items() if value}
    lines = values.get("invoices") or ()
    rows = [line for line in lines if not isinstance(line, str)]
    for mark, parts in (
        ("[claims]", ("number", "date", "amount")),
        ("[claims] due", ("due",)),
        ("[claims] what", ("what",)),
    ):
        if rows and all(row.get(part) for row in rows for part in parts):
            found.add(mark)
    if "account" in letterhead and values.get("reference"):
        found.add("[bank]")
    if values.get("amicable"):
        found.add("[frame] amicable")
    return frozenset(found)
