"""The calls that the source makes, `Call("…", {…})`, `with_values(…)` and the options of selects, read without running it."""

import ast
import glob
import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from tests.contracts.call_style import changed, disguised
from tests.contracts.syntax import argument, assigned, choices, elements, is_name, returns
from tests.contracts.tools import ROOT, sources

ADDS = {
    "page_turns": "page",
    **dict.fromkeys(("own_cohort", "any_cohort", "only_cohort", "cohort_chooser"), "cohort"),
    "member_meant": "member",
}
"""Functions that add an option to the call that they are given last; buttons `beside` it may follow by name."""
ANY = "*"
"""In a path: whatever a call that exists already, or a value of a declaration, has there."""

Found = TypeVar("Found")
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Unjudged(Exception):
    """What an expression is cannot be told from the source."""


@dataclass(frozen=True)
class Made:
    """One place of the source that makes a call, or adds values to one."""

    place: str
    paths: frozenset[str]
    """Each with ANY for what is not known; ANY alone is a call that exists already."""
    options: frozenset[str]
    function: str
    """Where it is made, as `path: function`."""


@dataclass
class Source:
    """One file, with what stands around each node."""

    path: Path
    tree: ast.Module
    parents: dict[ast.AST, ast.AST] = field(default_factory=dict[ast.AST, ast.AST])

    def __post_init__(self) -> None:
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @classmethod
    def of(cls, path: Path) -> "Source":
        return cls(path, ast.parse(path.read_text(encoding="utf-8")))

    def calls(self) -> list[Made]:
        """Every call the file makes. Raises Unjudged, with the place, if the source does not tell."""
        return [made for node in ast.walk(self.tree) if isinstance(node, ast.Call) for made in self._judged(node)]

    def unjudged(self) -> list[str]:
        """The functions with a call that cannot be told, each as `path: function`."""
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return [self._function(node) for node in calls if self._try(node) is None]

    def disguised(self) -> list[str]:
        """What makes calls in a way that cannot be read."""
        return [self._place(node) for node in disguised(self.tree)]

    def _try(self, node: ast.Call) -> list[Made] | None:
        try:
            return self._made(node)
        except Unjudged:
            return None

    def _judged(self, node: ast.Call) -> list[Made]:
        return self._try(node) or []

    def _place(self, node: ast.AST) -> str:
        return f"{self._file()}: {ast.unparse(node)}"

    def _file(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def _function(self, node: ast.AST) -> str:
        names = (scope.name for scope in self._scopes(node) if not isinstance(scope, ast.Lambda | ast.Module))
        return f"{self._file()}: {next(names, '')}"

    def _made(self, node: ast.Call) -> list[Made]:
        match node:
            case ast.Call(func=ast.Name(id="Call"), args=[path, *values], keywords=[]) if len(values) < 2:
                options = self._all(values, self.keys)
                return [made for one in choices(path) for made in self._one(node, self.texts(one), options)]
            case ast.Call(func=ast.Attribute(value=call, attr="with_values"), args=[], keywords=keywords):
                named = frozenset(keyword.arg for keyword in keywords if keyword.arg)
                spread = self._all([keyword.value for keyword in keywords if keyword.arg is None], self.keys)
                return self._one(node, self.call_paths(call), named | spread)
            case ast.Call(func=ast.Name(id="Select"), args=[_, call, option, _], keywords=[]):
                return self._one(node, self.call_paths(call), self.texts(option))
            case ast.Call(func=ast.Name(id=name), args=[*_, call], keywords=[] | [ast.keyword(arg="beside")]) if name in ADDS:
                return self._one(node, self.call_paths(call), frozenset({ADDS[name]}))
            case ast.Call(func=ast.Name(id="Call" | "Select") | ast.Attribute(attr="with_values")):
                raise Unjudged(ast.unparse(node))
            case ast.Call(func=ast.Name(id=name)) if name in ADDS:
                raise Unjudged(ast.unparse(node))
            case _:
                return []

    def _one(self, node: ast.AST, paths: frozenset[str], options: frozenset[str]) -> list[Made]:
        return [Made(self._place(node), paths, options, self._function(node))]

    # What an expression can be

    def texts(self, node: ast.expr) -> frozenset[str]:
        """The texts that an expression can be."""
        match node:
            case ast.Constant(value=str(text)):
                return frozenset({glob.escape(text)})
            case ast.JoinedStr(values=parts):
                texts = [""]
                for part in parts:
                    texts = [start + end for start in texts for end in self._part(part)]
                return frozenset(texts)
            case ast.Attribute(attr="path"):
                return frozenset({ANY})
            case ast.Name(id=name) if isinstance(text := self._imported(name), str):
                return frozenset({text})
            case _:
                return self._followed(node, self.texts)

    def _part(self, node: ast.expr) -> frozenset[str]:
        return self.texts(node.value if isinstance(node, ast.FormattedValue) else node)

    def keys(self, node: ast.expr) -> frozenset[str]:
        """The names of the values that an expression adds; a call's own values were judged when that call was made."""
        match node:
            case ast.Dict(keys=names, values=values):
                spread = [value for name, value in zip(names, values, strict=True) if name is None]
                return self._all([name for name in names if name], self.texts) | self._all(spread, self.keys)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return self.keys(left) | self.keys(right)
            case ast.Attribute(attr="values"):
                return frozenset()
            case ast.DictComp(key=ast.Name(id=key), generators=[ast.comprehension(target=ast.Name(id=name), iter=names)]) if (
                key == name and (entries := [entry for value in self._values(names) for entry in elements(value)])
            ):
                return self._all(entries, self.texts)
            case ast.DictComp(generators=[ast.comprehension(iter=ast.Call(func=ast.Attribute(value=source, attr="items")))]):
                return self.keys(source)
            case _:
                return self._followed(node, self.keys)

    def call_paths(self, node: ast.expr) -> frozenset[str]:
        """The paths of the calls that an expression can be; ANY for one that comes from elsewhere."""
        match node:
            case ast.Call(func=ast.Name(id="Call"), args=[path, *_]):
                return self.texts(path)
            case ast.Call(func=ast.Attribute(value=call, attr="with_values")):
                return self.call_paths(call)
            case _:
                try:
                    return self._followed(node, self.call_paths)
                except Unjudged:
                    return frozenset({ANY})

    def _followed(self, node: ast.expr, read: Callable[[ast.expr], frozenset[Found]]) -> frozenset[Found]:
        """What `read` finds behind a name, a choice of two, or a function of this file."""
        match node:
            case ast.IfExp(body=one, orelse=other):
                return read(one) | read(other)
            case ast.BoolOp(values=values):
                return self._all(values, read)
            case ast.Name():
                return self._all(self._origins(node), read)
            case ast.Call(func=ast.Name(id=name)) if returned := [value for f in self._functions(name) for value in returns(f)]:
                return self._all(returned, read)
            case _:
                raise Unjudged(ast.unparse(node))

    def _all(self, nodes: list[ast.expr], read: Callable[[ast.expr], frozenset[Found]]) -> frozenset[Found]:
        return frozenset[Found]().union(*map(read, nodes))

    def _origins(self, name: ast.Name) -> list[ast.expr]:
        """What a name is assigned to in the functions around it or in the file; of a parameter, what is passed for it here."""
        for scope in self._scopes(name):
            if changed(scope, name.id):
                raise Unjudged(name.id)
            nodes = list(scope.body if isinstance(scope, ast.Module) else ast.walk(scope))
            found = [value for node in nodes for value in [*assigned(node, name.id), *self._looped(node, name.id)]]
            if not found and isinstance(scope, Function):
                found = self._passed(scope, name.id)
            if found := [value for value in found if name not in ast.walk(value)]:
                return found
        raise Unjudged(name.id)

    def _looped(self, node: ast.AST, name: str) -> list[ast.expr]:
        """What a loop gives to its target, or one over tuples to a name of its target. Raises Unjudged if that cannot be told."""
        if isinstance(node, ast.For) and is_name(node.target, name):
            entries = [entry for value in self._values(node.iter) for entry in elements(value)]
            if not entries:
                raise Unjudged(name)
            return entries
        if not isinstance(node, ast.For | ast.comprehension) or not isinstance(node.target, ast.Tuple):
            return []
        places = [place for place, target in enumerate(node.target.elts) if is_name(target, name)]
        values = self._values(node.iter) if places else []
        rows = [row for value in values for row in elements(value) if isinstance(row, ast.Tuple)]
        return [row.elts[place] for place in places for row in rows]

    def _values(self, node: ast.expr) -> list[ast.expr]:
        return self._origins(node) if isinstance(node, ast.Name) else [node]

    def _imported(self, name: str) -> object:
        """The value that a name is imported with; None if it is not imported from here."""
        imports = (node for node in self.tree.body if isinstance(node, ast.ImportFrom) and node.module)
        modules = [node.module for node in imports if node.module and name in [item.name for item in node.names]]
        return getattr(importlib.import_module(modules[0]), name) if modules else None

    def _scopes(self, node: ast.AST) -> Iterator[Function | ast.Module]:
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, Function | ast.Module):
                yield node

    def _passed(self, function: Function, parameter: str) -> list[ast.expr]:
        names = [item.arg for item in function.args.args]
        if parameter not in names or isinstance(function, ast.Lambda):
            return []
        index = names.index(parameter)
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call) and is_name(node.func, function.name)]
        return [value for call in calls for value in argument(call, index, parameter)]

    def _functions(self, name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        functions = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        return [function for function in functions if function.name == name]


@cache
def all_sources() -> Sequence[Source]:
    """Every file that may make calls."""
    return [Source.of(path) for path in sources("bot", "adapters")]
