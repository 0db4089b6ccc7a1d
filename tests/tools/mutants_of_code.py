"""Mutants of the law's Python: one small change each, put into the running module by a child."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.tools.mutants_of_syntax import put, replacements

SHOWN = 72
"""So many signs of the code around a change are shown, to tell it from its neighbours."""

LAW = re.compile(r"minnelijk\.law|tests\.law")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
NO_LAW = {"annotation", "returns", "decorator_list", "bases", "type"}
"""Fields that are left alone: types, decorators, base classes, and what an `except` catches."""


class CannotBeMade(Exception):
    """A fault of this tool: the function or the name that should change is not found."""


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, how it reads, and how a forked child makes it.

    `lines` are those that a test must run to notice; none means that every test may.
    """

    file: str
    place: str
    change: str
    lines: frozenset[int]
    apply: Callable[[], None]


@dataclass(frozen=True)
class Site:
    """Where a node hangs: its parent, and the function, class or statement that must be remade."""

    parent: ast.AST
    field: str
    index: int | None
    node: ast.AST
    owner: tuple[str, ...]
    outer: ast.stmt | None
    above: tuple[ast.AST, ...]


def of_code(file: Path, name: str, module: str) -> list[Mutant]:
    """Return the mutants of one file of Python, told apart where two read the same."""
    tree = ast.parse(file.read_text("utf-8"))
    return numbered(
        Mutant(
            file=name,
            place=".".join(site.owner) or "module",
            change=_shown(site, new),
            lines=_lines(site),
            apply=_applier(tree, module, site, new),
        )
        for site in _sites(tree)
        for new in replacements(site.node, site.parent, site.field)
    )


def numbered(mutants: Iterator[Mutant]) -> list[Mutant]:
    """Return the mutants, the second one that reads like another with "(2)" behind it."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for mutant in mutants:
        seen[mutant.place, mutant.change] += 1
        again = seen[mutant.place, mutant.change]
        found.append(mutant if again == 1 else replace(mutant, change=f"{mutant.change} ({again})"))
    return found


def _sites(tree: ast.Module) -> Iterator[Site]:
    for index, statement in enumerate(tree.body):
        known = isinstance(statement, (ast.Assign, ast.AnnAssign, ast.ClassDef, *FUNCTIONS))
        if known and not _is_for_types(statement):
            site = Site(tree, "body", index, statement, (), statement, (tree,))
            yield from _below(site)


def _is_for_types(statement: ast.stmt) -> bool:
    """Tell whether this says what a module offers or what sort of thing something is: no law."""
    value = getattr(statement, "value", None)
    called = value.func if isinstance(value, ast.Call) else None
    name = called.id if isinstance(called, ast.Name) else ""
    return name == "TypeVar" or (_names(statement) or "").startswith("__")


def _below(site: Site) -> Iterator[Site]:
    """Return this place, if it may change, and those below it, each function with its name."""
    node, owner, outer = site.node, site.owner, site.outer
    if isinstance(node, (ast.ClassDef, *FUNCTIONS)) and not _in_function(site):
        owner, outer = (*owner, node.name), node
    elif not _is_told(site):
        yield site
    for field, value in ast.iter_fields(node):
        if field in NO_LAW and not isinstance(node, ast.Call):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not _is_words(node, child):
                place = index if isinstance(value, list) else None
                yield from _below(
                    Site(node, field, place, child, owner, outer, (*site.above, node))
                )


def _in_function(site: Site) -> bool:
    return isinstance(site.outer, FUNCTIONS) and bool(site.owner)


def _is_told(site: Site) -> bool:
    """Tell whether this is only a word to a person: in a refusal, or the fixed part of a text."""
    told = isinstance(site.node, ast.Constant) and isinstance(site.node.value, str)
    return told and any(isinstance(node, (ast.Raise, ast.JoinedStr)) for node in site.above)


def _is_words(parent: ast.AST, child: ast.AST) -> bool:
    """Tell whether the child is a docstring, a word of an enum, or the text of a refusal."""
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    if isinstance(parent, ast.ClassDef) and not isinstance(child, FUNCTIONS):
        enum = any(isinstance(base, ast.Name) and "Enum" in base.id for base in parent.bases)
        return enum or "= field(" in ast.unparse(child)
    return isinstance(parent, ast.FormattedValue) and child is parent.format_spec


def _shown(site: Site, new: ast.AST) -> str:
    """Return "was -> became", with as much of the code around it as helps."""
    shown: ast.AST = site.node
    for node in reversed(site.above):
        if not isinstance(node, (ast.expr, ast.comprehension)) or len(_text(node)) > SHOWN:
            break
        shown = node
    was = _text(shown)
    put(site.parent, site.field, site.index, new)
    became = _text(new if shown is site.node else shown)
    put(site.parent, site.field, site.index, site.node)
    return " -> ".join(_shortened(was, became))


def _shortened(was: str, became: str) -> tuple[str, str]:
    """Return both texts, and where they are long only the part in which they differ."""
    if max(len(was), len(became)) <= 2 * SHOWN:
        return was, became
    first = _alike(was, became)
    last = _alike(was[first:][::-1], became[first:][::-1])
    first, last = max(first - SHOWN // 4, 0), max(last - SHOWN // 4, 0)
    was, became = (text[first : len(text) - last].strip() for text in (was, became))
    return f"... {was} ...", f"... {became} ..."


def _alike(one: str, other: str) -> int:
    """Return how many signs two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)} if {node.guard and ast.unparse(node.guard)}"
    if isinstance(node, ast.If) and isinstance(node.test, ast.Constant):
        return "(left out)"
    return ast.unparse(ast.fix_missing_locations(node)).split("\n")[0].strip()


def _lines(site: Site) -> frozenset[int]:
    """Return the lines of the nearest statement; of a module's or a class's own lines: none."""
    if not _in_function(site):
        return frozenset()
    chain = [*site.above, site.node]
    nearest = next(node for node in reversed(chain) if isinstance(node, ast.stmt))
    if isinstance(nearest, FUNCTIONS):
        return frozenset()  # a default: read when the module is
    first = nearest.lineno
    body = getattr(nearest, "body", None) or getattr(nearest, "cases", None)
    last = getattr(body[0], "lineno", first + 1) - 1 if body else nearest.end_lineno or first
    own = {getattr(site.node, "lineno", first), getattr(site.node, "end_lineno", first)}
    return frozenset({*range(first, max(first, last) + 1), *own})


def _applier(tree: ast.Module, module: str, site: Site, new: ast.AST) -> Callable[[], None]:
    def apply() -> None:
        put(site.parent, site.field, site.index, new)
        ast.fix_missing_locations(tree)
        live = sys.modules[module]
        lend_names(live)
        if isinstance(site.outer, FUNCTIONS):
            _remake_function(live, tree, site)
        elif isinstance(site.outer, ast.ClassDef):
            _remake_field(live, site)
        else:
            _remake_constant(live, site)

    return apply


def lend_names(live: ModuleType) -> None:
    """Give the module the names that a swap may put there."""
    import bisect
    import decimal
    import math

    from minnelijk.law import cents

    for source in (bisect, decimal, math, cents):
        for name in ("bisect_left", "bisect_right", "ceil", "floor", "half_up", "down"):
            if hasattr(source, name):
                vars(live).setdefault(name, getattr(source, name))
    for name in ("ROUND_DOWN", "ROUND_HALF_UP"):
        vars(live).setdefault(name, getattr(decimal, name))


def _remake_function(live: ModuleType, tree: ast.Module, site: Site) -> None:
    """Give the function its changed code in place: all who know the function then run it."""
    function = _function(live, site.owner)
    code = compile(tree, function.__code__.co_filename, "exec")
    try:
        function.__code__ = _find(code, ".".join(site.owner))
    except ValueError as problem:
        raise CannotBeMade(site.owner) from problem
    arguments = site.outer.args  # type: ignore[union-attr]
    space = dict(vars(live))
    plain = tuple(_value(default, space) for default in arguments.defaults)
    named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    function.__defaults__ = plain or None
    function.__kwdefaults__ = {a.arg: _value(d, space) for a, d in named if d} or None


def _function(live: ModuleType, owner: tuple[str, ...]) -> FunctionType:
    found: Any = live
    for name in owner:
        found = vars(found)[name]
    for wrapping in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, wrapping, found)
    if not isinstance(found, FunctionType):
        raise CannotBeMade(owner)
    return found


def _find(code: CodeType, qualname: str) -> CodeType:
    """Return the code of a function or method, which carries its name with dots."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == qualname:
                return constant
            if qualname.startswith(f"{constant.co_qualname}."):
                return _find(constant, qualname)
    raise CannotBeMade(qualname)


def _value(expression: ast.expr, space: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(expression), "<mutant>", "eval"), space)


def _remake_field(live: ModuleType, site: Site) -> None:
    """Give a class's own name its changed value, and its `__init__` the changed default."""
    statement = next(node for node in (*site.above, site.node) if _names(node))
    name, owner = _names(statement), vars(live)[site.owner[0]]
    value = _value(statement.value, dict(vars(live)))  # type: ignore[attr-defined]
    type.__setattr__(owner, str(name), value)
    made = owner.__init__
    if isinstance(made, FunctionType) and name in made.__code__.co_varnames and made.__defaults__:
        count = made.__code__.co_argcount
        known = made.__code__.co_varnames[count - len(made.__defaults__) : count]
        pairs = zip(known, made.__defaults__, strict=True)
        made.__defaults__ = tuple(value if one == name else old for one, old in pairs)


def _remake_constant(live: ModuleType, site: Site) -> None:
    """Give a name of the module its changed value, also where another module imported it."""
    name = _names(site.outer)
    if name is None:
        return
    old = vars(live)[name]
    value = _value(site.outer.value, dict(vars(live)))  # type: ignore[union-attr]
    for module in list(sys.modules.values()):
        known = LAW.match(getattr(module, "__name__", ""))
        if known and vars(module).get(name) is old:
            setattr(module, name, value)


def _names(node: ast.AST | None) -> str | None:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return name
    return None
