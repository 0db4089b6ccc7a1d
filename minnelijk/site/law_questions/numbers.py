"""Questions about references that carry their own check: is this one right, or make one."""

from collections.abc import Callable
from typing import Any

from minnelijk.law import references
from minnelijk.site.law_questions.given import Given, Unclear

Maker = Callable[[str], str]
Check = Callable[[str], bool]

KINDS: dict[str, tuple[str, Maker, Check]] = {
    "ogm": ("structured communication", references.ogm, references.ogm_ok),
    "kenmerk": (
        "betalingskenmerk",
        references.betalingskenmerk,
        references.betalingskenmerk_ok,
    ),
    "rf": ("creditor reference", references.rf, references.rf_ok),
}
"""The words of --kind: what it is called, how one is made, and how one is checked."""


def reference(given: Given) -> dict[str, Any]:
    """Return a reference made of digits, or whether the one that was typed is right."""
    kind = given.word("kind", KINDS)
    name, make, is_right = KINDS[kind]
    if given.has("check") == given.has("make"):
        raise Unclear("`minnelijk law reference` needs either --check TEXT or --make DIGITS.")
    if given.has("make"):
        made = _made(make, str(given.typed["make"]))
        return _answer(kind, made, f"The check of this {name} is computed over what was given.")
    typed = str(given.typed["check"])
    if is_right(typed):
        return _answer(kind, typed, f"This is a {name} whose check fits.")
    return {
        **_answer(kind, typed, f"This is no {name}, or its check does not fit."),
        "valid": False,
    }


def _made(make: Maker, text: str) -> str:
    try:
        return make(text)
    except references.BadReference as problem:
        raise Unclear(f"--make cannot be done: {problem}") from problem


def _answer(kind: str, text: str, why: str) -> dict[str, Any]:
    return {"kind": kind, "reference": text, "valid": True, "why": why}
