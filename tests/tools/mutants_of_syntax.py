"""The small changes that a mutant may be: an edge, a sign, a number, a word, a step left out."""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

EDGES: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
SIGNS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
PAIRS = (
    ("min", "max"),
    ("any", "all"),
    ("bisect_left", "bisect_right"),
    ("half_up", "down"),
    ("ROUND_HALF_UP", "ROUND_DOWN"),
    ("ceil", "floor"),
)
SWAPS = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
FIGURE = re.compile(r"\d+(\.\d+)?", re.ASCII)
TIMES = re.compile(r"\{(\d+)\}", re.ASCII)
"""So often in a regular expression: `\\d{4}`."""


def replacements(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    """Return what may stand in the place of this node, each one a wrong law."""
    if not (isinstance(node, ast.Tuple) and isinstance(parent, ast.Subscript)):  # a type
        yield from RULES.get(type(node), _nothing)(node)
    if field in {"test", "ifs"} and isinstance(node, (ast.Call, ast.Name, ast.Attribute)):
        yield ast.UnaryOp(ast.Not(), node)


def put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    """Hang a node in a place of the tree."""
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _nothing(_: ast.AST) -> Iterator[ast.AST]:
    yield from ()


def _values(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str):
        yield from map(ast.Constant, _texts(value))


def _texts(text: str) -> Iterator[str]:
    if WORD.fullmatch(text):
        yield f"{text}_x"
    elif FIGURE.fullmatch(text):
        yield f"{text[:-1]}{(int(text[-1]) + 1) % 10}"
    for found in TIMES.finditer(text):
        for number in (int(found[1]) + 1, int(found[1]) - 1):
            yield f"{text[: found.start()]}{{{number}}}{text[found.end() :]}"


def _edges(node: ast.Compare) -> Iterator[ast.AST]:
    for place, edge in enumerate(node.ops):
        for other in EDGES[type(edge)]:
            yield _with(node, ops=[*node.ops[:place], other(), *node.ops[place + 1 :]])


def _signs(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in SIGNS:
        yield _with(node, op=SIGNS[type(node.op)]())


def _unsigned(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand


def _joins(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for shorter in _without(node, "values"):
        assert isinstance(shorter, ast.BoolOp)
        yield shorter if len(shorter.values) > 1 else shorter.values[0]


def _swaps(node: ast.Name) -> Iterator[ast.AST]:
    if node.id in SWAPS and isinstance(node.ctx, ast.Load):
        yield ast.Name(SWAPS[node.id], ast.Load())


def _keywords(node: ast.Call) -> Iterator[ast.AST]:
    yield from _without(node, "keywords")


def _elements(node: ast.Set | ast.List | ast.Tuple) -> Iterator[ast.AST]:
    """Return the list without each of its elements; an empty set has no sign of its own."""
    stored = isinstance(getattr(node, "ctx", None), ast.Store)
    if not stored and not (isinstance(node, ast.Set) and len(node.elts) == 1):
        yield from _without(node, "elts")


def _keys(node: ast.Dict) -> Iterator[ast.AST]:
    for place in range(len(node.keys)):
        keys, values = list(node.keys), list(node.values)
        del keys[place], values[place]
        yield ast.Dict(keys, values)


def _gone(node: ast.Raise) -> Iterator[ast.AST]:
    # Not `pass`: a function must go on to use the same outer names (`super`) to take the code.
    yield ast.If(ast.Constant(False), [node], [])


def _calls(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call):
        yield ast.If(ast.Constant(False), [node], [])


def _adds(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in SIGNS:
        yield _with(node, op=SIGNS[type(node.op)]())


def _returns(node: ast.Return) -> Iterator[ast.AST]:
    if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def _cases(node: ast.match_case) -> Iterator[ast.AST]:
    yield _with(node, guard=ast.Constant(False))


def _without(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """Return the node without its first, second, ... part."""
    parts = getattr(node, field)
    for place, part in enumerate(parts):
        if getattr(part, "arg", "") is not None:  # `**more` stays
            yield _with(node, **{field: [*parts[:place], *parts[place + 1 :]]})


def _with(node: ast.AST, **changed: Any) -> ast.AST:
    other = copy.copy(node)
    for field, value in changed.items():
        setattr(other, field, value)
    return other


RULES: dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Constant: _values,
    ast.Compare: _edges,
    ast.BinOp: _signs,
    ast.UnaryOp: _unsigned,
    ast.BoolOp: _joins,
    ast.Name: _swaps,
    ast.Call: _keywords,
    ast.Set: _elements,
    ast.List: _elements,
    ast.Tuple: _elements,
    ast.Dict: _keys,
    ast.Expr: _calls,
    ast.Raise: _gone,
    ast.Continue: lambda _: iter([ast.Break()]),
    ast.Break: lambda _: iter([ast.Continue()]),
    ast.AugAssign: _adds,
    ast.Return: _returns,
    ast.match_case: _cases,
}
