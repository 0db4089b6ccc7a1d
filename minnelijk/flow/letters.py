"""Texts that debtors read: the closed list of placeholders, filling, and what is wrong with one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from liquid import Environment, FalsyStrictUndefined
from liquid.exceptions import (
    LiquidError,
    LiquidTypeError,
    ResourceLimitError,
    UndefinedError,
)
from liquid.template import BoundTemplate

from minnelijk.flow.markup import (
    Block,
    BlockKind,
    Section,
    Span,
    blocks,
    heading_of,
    markup_problems,
    sections,
    subject_of,
)
from minnelijk.flow.placeholders import (
    ITEM_FIELDS,
    LANGUAGES,
    LINKS,
    PLACEHOLDERS,
    Placeholder,
    Value,
    examples,
)
from minnelijk.flow.sentences import sentence_problem, subject_problem
from minnelijk.flow.spoken import SILENT, Allowed, said_problems
from minnelijk.flow.words import Do

__all__ = [
    "LANGUAGES",
    "PLACEHOLDERS",
    "Block",
    "BlockKind",
    "Placeholder",
    "Section",
    "Span",
    "TextProblem",
    "Value",
    "blocks",
    "examples",
    "fields_of",
    "fill",
    "heading_of",
    "problems",
    "script",
    "sentence_problem",
    "shipped_text",
    "subject_of",
    "use_of",
]

TEXTS = Path(__file__).parent / "texts"
MAX_CHARACTERS = 6_000


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong with a text: `line` counts from 1, 0 is the text as a whole."""

    word: str
    line: int = 0
    args: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        place = f"Line {self.line}: " if self.line else ""
        return place + SENTENCES[self.word].format(**dict(self.args))


SENTENCES = {
    "too_long": "The text is longer than {most} characters.",
    "syntax": "This cannot be read: {what}.",
    "placeholder_unknown": "There is no field '{name}'.",
    "filter_unknown": "'{name}' cannot be used: a field is filled in as it is.",
    "no_value": "The field '{name}' has no value here; put it inside an if.",
    "list_printed": "A list is used inside a for, line by line.",
    "too_much": "The text repeats itself too often.",
    "mark_unknown": "'{name}' is no mark; use frame, button, bank, invoices or claims.",
    "mark_open": "The mark '{name}' is not closed.",
    "button_wrong": "A button is: [button] text | link [/button].",
    "subject_word": "The subject may not say '{name}': others can read it.",
    "sms_asks": "A text message never tells '{name}': others can read it.",
    "sms_word": "'{name}' may not stand in a text message: others can read it.",
    "sms_mark": "'{name}' belongs to a mail; a text message is words and a link.",
    "costs_silent": "'{name}' speaks of costs. Leave it out; only 'there are no extra costs' may.",
    "costs_limited": "'{name}': say of costs only that they can follow later; no amount, no day.",
    "costs_noticed": "'{name}': say of costs only what follows if nobody pays in time.",
    "costs_clause": "'{name}' is never a consumer's here: name only the terms of the contract.",
    "agency_silent": "'{name}' speaks of an agency. Leave it out.",
    "agency_limited": "'{name}': say only that the client can hand over later; no day.",
    "agency_noticed": "'{name}': say of an agency only what follows if nobody pays in time.",
    "court_silent": "'{name}' speaks of a court or a bailiff. Leave it out.",
    "letter_first": "'{name}': name the letter and its days without costs first, no day between.",
    "not_in_flow": "'{name}' announces a step that this client's table never takes. Leave it out.",
    "threat_word": "'{name}' sounds like a threat. Say it kindly.",
    "debt_word": "'{name}' makes somebody acknowledge a debt. Say 'invoice' or 'is still open'.",
    "before_day": "Write 'at the latest' for a day, not '{name}'.",
    "owes_thanks": "A confirmation thanks. Write 'thank you' where everybody reads it.",
    "owes_invoice": "A confirmation names the invoices. Put [invoices] in it.",
    "owes_amount": "A confirmation tells the amount, of every part too. Put in {{{{ amount }}}}.",
    "owes_account": "A confirmation tells where to pay. Put [bank] in it.",
    "owes_day": "A confirmation tells the last day, of every part too. Put in {{{{ day }}}}.",
    "owes_no_costs": "A confirmation says that there are no extra costs. Write it as it is.",
    "owes_bureau": "A confirmation tells who writes for whom. Fill in the bureau's name.",
}


class _Texts(Environment):
    """Liquid with almost nothing in it: no filters, no files, and an end to every loop."""

    loop_iteration_limit = 400
    output_stream_limit = 40_000
    context_depth_limit = 12
    block_nesting_limit = 6


NODES = frozenset({"content", "output", "illegal"})
TAGS = frozenset({"if", "unless", "for"})


@cache
def _environment() -> Environment:
    environment = _Texts(undefined=FalsyStrictUndefined, strict_filters=True)
    environment.filters.clear()
    for name in set(environment.tags) - NODES - TAGS:
        del environment.tags[name]
    return environment


@lru_cache(maxsize=512)
def _parsed(text: str) -> BoundTemplate:
    """Reading a text takes longer than filling it, and one text is filled for many debtors."""
    return _environment().parse(text)


class _Item(dict[str, str]):
    """One line of a list: its fields can be printed, the line itself cannot."""

    def __str__(self) -> str:
        raise LiquidTypeError("a line of a list", token=None)


@lru_cache(maxsize=512)
def fields_of(text: str) -> frozenset[str]:
    """Return the placeholders that a text uses; raises LiquidError where it cannot be read."""
    return frozenset(_parsed(text).analyze().globals)


def problems(text: str, most: Allowed = SILENT) -> tuple[TextProblem, ...]:
    """Return everything that is wrong with a text, before anybody may use it.

    `most` is what it may say of costs, an agency and a court; without it: nothing.
    """
    if len(text) > MAX_CHARACTERS:
        return (TextProblem("too_long", args=(("most", str(MAX_CHARACTERS)),)),)
    try:
        template = _parsed(text)
    except LiquidError as error:
        return (_unreadable(error, text),)
    found = [*_unknown(template, text), *_subject(text)]
    marked = [*markup_problems(text), *said_problems(text, most)]
    found += [TextProblem(word, line, args) for word, line, args in marked]
    if not found:
        found += _render(template, examples("nl"), text)[1]
    return tuple(found)


def fill(text: str, values: Mapping[str, Value]) -> tuple[str, tuple[TextProblem, ...]]:
    """Return the text with its values, or "" and what stands in the way.

    Values are strings in the language of the message. An empty value is as good as none: it can
    be asked after with `if`, never printed.
    """
    try:
        template = _parsed(text)
    except LiquidError as error:
        return "", (_unreadable(error, text),)
    return _render(template, values, text)


def script(text: str, values: Mapping[str, Value]) -> list[Section]:
    """Return an agent's script, section by section; a text that does not fill is a ValueError."""
    filled, found = fill(text, values)
    if found:
        raise ValueError("; ".join(str(problem) for problem in found))
    return sections(filled)


WRITTEN_INSTEAD = {"first_call": "not_reached", "second_call": "still_open"}
SPOKEN_INSTEAD = {
    "not_reached": "first_call",
    "promise_reminder": "second_call",
    "still_open": "second_call",
}


def use_of(with_: str, do: Do) -> str:
    """Return the text for an act: what cannot be said is written instead, and the other way."""
    instead = SPOKEN_INSTEAD if do is Do.CALL else WRITTEN_INSTEAD
    return instead.get(with_, with_)


def shipped_text(use: str, form: str, language: str) -> str:
    """Return a shipped text; `form` is `email`, `letter` or `script`.

    A language that is not shipped is answered in English; a use that is not there is a crash.
    """
    own = TEXTS / language / f"{use}.{form}.liquid"
    return (own if own.is_file() else TEXTS / "en" / own.name).read_text(encoding="utf-8")


def _render(
    template: BoundTemplate, values: Mapping[str, Value], text: str
) -> tuple[str, tuple[TextProblem, ...]]:
    given = {
        name: value if name in LINKS else _plain(value) for name, value in values.items() if value
    }
    try:
        return template.render(**given), ()
    except LiquidError as error:
        return "", (_unreadable(error, text),)


MARKS = str.maketrans({"[": "(", "]": ")", "|": "/", "*": None})


def _plain(value: Value) -> str | list[_Item]:
    """A value never makes markup: a name or a debtor's words cannot add a button or a line."""
    if isinstance(value, str):
        return " ".join(value.translate(MARKS).split()).lstrip("# ")
    lines = [{name: str(_plain(text)) for name, text in line.items()} for line in value]
    return [_Item({name: text for name, text in line.items() if text}) for line in lines]


def _unreadable(error: LiquidError, text: str) -> TextProblem:
    token = error.token
    line = text.count("\n", 0, token.start_index) + 1 if token else 0
    if isinstance(error, UndefinedError):
        name = str(error.args[0]).split("'")[1] if "'" in str(error.args[0]) else "?"
        return TextProblem("no_value", line, (("name", name),))
    if isinstance(error, ResourceLimitError):
        return TextProblem("too_much", line)
    if isinstance(error, LiquidTypeError):
        return TextProblem("list_printed", line)
    return TextProblem("syntax", line, (("what", str(error.args[0]).rstrip(".")),))


def _unknown(template: BoundTemplate, text: str) -> Iterator[TextProblem]:
    used = template.analyze()
    for name, spans in used.filters.items():
        yield TextProblem("filter_unknown", _line(text, spans[0]), (("name", name),))
    for name, variables in used.variables.items():
        own = name in used.globals
        for variable in variables:
            path = [str(part) for part in variable.segments]
            if not (_known_global(path) if own else _known_item(path)):
                args = (("name", ".".join(path)),)
                yield TextProblem("placeholder_unknown", _line(text, variable.span), args)


def _known_global(path: list[str]) -> bool:
    return len(path) == 1 and path[0] in PLACEHOLDERS


def _known_item(path: list[str]) -> bool:
    return len(path) == 1 or (len(path) == 2 and path[1] in ITEM_FIELDS)


def _line(text: str, span: Any) -> int:
    return text.count("\n", 0, span.index) + 1


def _subject(text: str) -> Iterator[TextProblem]:
    word = subject_problem(subject_of(text))
    if word:
        yield TextProblem("subject_word", 1, (("name", word),))
