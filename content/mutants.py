"""Small slips in a function, as its author's tests should catch them, and calls near those that the tests make.

A slip changes one place: a limit, an operator or what stands on either side of it, an end of a list, a sort or a `break` that is
left out, the last that fits for the first. All of it is text; nothing runs here.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

_COMPARED: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip
_COUNTED: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Div: ast.FloorDiv, ast.FloorDiv: ast.Div, ast.Mult: ast.Add,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
}  # fmt: skip
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
"""Operators whose sides are no matter of taste."""
_UNORDERED = frozenset({"min", "max", "next", "zip", "gcd", "hypot", "isclose"})
"""What is called with two things in either order, or with what cannot be swapped; of pairs mostly the same is made."""
_CALLED: Mapping[str, str] = {
    "sorted": "list", "reversed": "list", "set": "list", "abs": "float", "min": "max", "max": "min", "any": "all", "all": "any",
}  # fmt: skip
MOST_CALLS = 40
TURN = "cairn_turn"
"""What mutants call at each turn of a `while`, so that whoever runs them can stop one that does not end."""


class Mutant(NamedTuple):
    """A function with one slip: its whole text, and the line of it that is another, before and after."""

    code: str
    before: str
    after: str


def mutants(code: str, function: str) -> Iterator[Mutant]:
    """Every slip of the function, each called as the number it has here: `f_0`, `f_1`."""
    tree = ast.parse(code)
    found = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function), None)
    if found is None:
        return
    number, sizes = 0, {*_sizes(found)}
    for place, node in enumerate(ast.walk(found)):
        for slip in (*_slips(node), *_slips_of_order(node), *(() if node in sizes else _swapped(node))):
            slipped = copy.deepcopy(found)
            slip(next(inner for at, inner in enumerate(ast.walk(slipped)) if at == place))
            before, after = _line_that_differs(found, slipped)
            yield Mutant(_as_run(slipped, f"{function}_{number}"), before, after)
            number += 1


def _sizes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The differences of which only the size counts: what is in `abs(a - b)` and `(a - b) ** 2`."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name("abs"), args=[inner]):
                yield inner
            case ast.BinOp(inner, ast.Pow(), ast.Constant(2)):
                yield inner
            case _:
                pass


def _line_that_differs(one: ast.FunctionDef, other: ast.FunctionDef) -> tuple[str, str]:
    lines = zip(ast.unparse(one).splitlines(), ast.unparse(other).splitlines(), strict=True)
    return next((before.strip(), after.strip()) for before, after in lines if before != after)


def _as_run(slipped: ast.FunctionDef, name: str) -> str:
    """The text of a mutant under a name of its own. Its loops tell of each turn."""
    own = slipped.name
    slipped.name = name
    for node in ast.walk(slipped):
        if isinstance(node, ast.Name) and node.id == own:
            node.id = name
        elif isinstance(node, ast.While):
            node.test = ast.BoolOp(ast.And(), [ast.Call(ast.Name(TURN, ast.Load()), [], []), node.test])
    return ast.unparse(ast.fix_missing_locations(slipped))


_Slip = Callable[[Any], None]


def _slips(node: ast.AST) -> Iterator[_Slip]:
    match node:
        case ast.Compare(ops=[one]) if type(one) in _COMPARED:
            yield _set(ops=[_COMPARED[type(one)]()])
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in _COUNTED:
            yield _set(op=_COUNTED[type(op)]())
        case ast.Constant(value=value) if type(value) is int:
            yield _set(value=value + 1)
            yield _set(value=value - 1)
        case ast.BoolOp(op=op):
            yield _set(op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield _set(func=ast.Name(_CALLED[name], ast.Load()))
            if node.keywords:
                yield _set(keywords=node.keywords[:-1])
        case ast.If():
            yield _set(test=ast.Constant(value=False))
        case ast.comprehension(ifs=[_, *_] as conditions):
            yield _set(ifs=conditions[1:])
        case _:
            pass


def _slips_of_order(node: ast.AST) -> Iterator[_Slip]:
    """Where something begins or ends, a sort or a `break` that is left out, the last that fits for the first."""
    match node:
        case ast.Call(func=ast.Name("range"), args=[stop]):
            yield _set(args=[ast.BinOp(stop, ast.Sub(), ast.Constant(1))])
            yield _set(args=[ast.Constant(1), stop])
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="sort", value=unsorted))):
            yield _set(value=unsorted)
        case ast.Call(func=ast.Name("next"), args=[ast.GeneratorExp(elt, [first, *others]), *default]):
            later = ast.comprehension(first.target, _backwards(first.iter), first.ifs, first.is_async)
            yield _set(args=[ast.GeneratorExp(elt, [later, *others]), *default])
        case ast.If(body=[*body, ast.Break()]):
            yield _set(body=[*body, ast.Pass()])
        case ast.For() if any(isinstance(inner, ast.Break | ast.Return) for inner in ast.walk(node)):
            yield _set(iter=_backwards(node.iter))
        case _:
            pass


def _swapped(node: ast.AST) -> Iterator[_Slip]:
    """Each of two in the place of the other."""
    match node:
        case ast.BinOp(left, op, right) if isinstance(op, _ORDERED):
            yield _set(left=right, right=left)
        case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), args=[one, other], keywords=[]) if name not in _UNORDERED:
            yield _set(args=[other, one])
        case _:
            pass


def _backwards(each: ast.expr) -> ast.expr:
    """What is looked through until something fits, from its end."""
    as_list = ast.Call(ast.Name("list", ast.Load()), [each], [])
    return ast.Call(ast.Name("reversed", ast.Load()), [as_list], [])


def _set(**fields: object) -> _Slip:
    def slip(node: ast.AST) -> None:
        for field, value in fields.items():
            setattr(node, field, copy.deepcopy(value))

    return slip


def calls_nearby(calls: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """Calls with the same kinds of arguments: one argument of another call in place of its own, and lists with an element less,
    one twice, or two swapped. Lists that are of one length in each call stay so, and so does a matrix."""
    lengths = [[len(cast(list[object], each)) for each in call if isinstance(each, list)] for call in calls]
    tied = all(len(each) > 1 and len({*each}) == 1 for each in lengths)
    near = [
        (*call[:place], value, *call[place + 1 :])
        for call in calls
        for place, own in enumerate(call)
        for value in (*_crossed(place, own, calls, tied=tied), *_reordered(own, tied=tied))
    ]
    unique: Mapping[str, Sequence[Any]] = {repr(call): call for call in near if [*call] not in calls}
    step = max(1, len(unique) // MOST_CALLS)
    return [*unique.values()][::step][:MOST_CALLS]


def _crossed(place: int, own: object, calls: Sequence[Sequence[Any]], *, tied: bool) -> Iterator[object]:
    if not (tied and isinstance(own, list)):
        yield from (call[place] for call in calls if type(call[place]) is type(own))


def _reordered(value: object, *, tied: bool) -> Iterator[object]:
    if not isinstance(value, list):
        return
    parts = cast(list[object], value)
    tied = tied or any(map(_is_row, parts))
    for place in range(len(parts)):
        if not tied and len(parts) > 1:
            yield [*parts[:place], *parts[place + 1 :]]
        if not tied:
            yield [*parts[:place], parts[place], *parts[place:]]
        if place:
            yield [*parts[: place - 1], parts[place], parts[place - 1], *parts[place + 1 :]]


def _is_row(part: object) -> bool:
    return isinstance(part, list) and all(isinstance(value, int | float) for value in cast(list[object], part))
