"""The table of invoices on paper: each with what it was, what came off it and what is left."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from minnelijk.post.words import formats
from minnelijk.post.words.letter import Letter
from minnelijk.post.words.locked import word

PARTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            "whole": "rekening van {amount}",
            "paid": "betaald {amount}",
            "less": "eraf {amount}",
            "apart": "niet gevraagd {amount}",
        },
        "en": {
            "whole": "invoice of {amount}",
            "paid": "paid {amount}",
            "less": "taken off {amount}",
            "apart": "not asked {amount}",
        },
        "fr": {
            "whole": "facture de {amount}",
            "paid": "payé {amount}",
            "less": "déduit {amount}",
            "apart": "non demandé {amount}",
        },
        "de": {
            "whole": "Rechnung über {amount}",
            "paid": "gezahlt {amount}",
            "less": "abgezogen {amount}",
            "apart": "nicht verlangt {amount}",
        },
    }
)
"""What made the open amount of an invoice; `apart` is what the debtor does not agree with."""


def claims_table(letter: Letter, *, whole: bool) -> list[dict[str, Any]]:
    """The table of invoices; `whole` closes it with their sum."""
    language, lines = letter.language, letter.facts.get("claims") or []
    if not lines:
        return []
    total = formats.money(int(letter.facts.get("amount_cents", 0)), language)
    return [
        {
            "kind": "claims",
            "head": [word(name, language) for name in ("number", "day", "what", "due", "open")],
            "rows": [_row(letter, line) for line in lines],
            "parts": [derived(line, language) for line in lines],
            "sum": {"words": word("sum", language), "amount": formats.glued(total)}
            if whole
            else None,
        }
    ]


def derived(line: Mapping[str, Any], language: str) -> str:
    """How the open amount of an invoice came about; nothing where it is the whole invoice, or where
    the parts do not add up to it."""
    cents = int(line["cents"])
    whole = int(line.get("whole_cents", cents))
    parts = {"paid": int(line.get("paid_cents", 0)), "less": int(line.get("less_cents", 0))}
    parts["apart"] = whole - sum(parts.values()) - cents
    if whole == cents or min(parts.values()) < 0:
        return ""
    words = PARTS.get(language, PARTS["nl"])
    told = {"whole": whole} | {name: amount for name, amount in parts.items() if amount}
    return " \N{MINUS SIGN} ".join(
        formats.glued(words[name].format(amount=formats.money(amount, language)))
        for name, amount in told.items()
    )


def _row(letter: Letter, line: Mapping[str, Any]) -> list[str]:
    language = letter.language
    due = _day(line["due_on"], language) or word("not_agreed", language)
    amount = formats.money(int(line["cents"]), language)
    cells = [_day(line["invoice_on"], language), str(line.get("what") or ""), due, amount]
    return [str(line["number"]), *map(formats.glued, cells)]


def _day(text: str, language: str) -> str:
    """A claim may have no agreed last day; it is stored as the word None."""
    known = bool(text) and text != "None"
    return formats.full_day(date.fromisoformat(text), language) if known else ""
