"""The calls that the source makes, `Call("…", {…})`, `with_values(…)` and the options of selects, read without running it."""

import ast
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.contracts.tools import ROOT

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
        return [f"{self._file()}: {self._function(node)}" for node in calls if self._try(node) is None]

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
        return next((scope.name for scope in self._scopes(node) if not isinstance(scope, ast.Lambda | ast.Module)), "")

    def _made(self, node: ast.Call) -> list[Made]:
        match node:
            case ast.Call(func=ast.Name(id="Call"), args=[path, *values]):
                return [Made(self._place(node), self.texts(path), self._all(values, self.keys))]
            case ast.Call(func=ast.Attribute(value=call, attr="with_values"), keywords=keywords):
                named = frozenset(keyword.arg for keyword in keywords if keyword.arg)
                spread = self._all([keyword.value for keyword in keywords if keyword.arg is None], self.keys)
                return [Made(self._place(node), self.call_paths(call), named | spread)]
            case ast.Call(func=ast.Name(id="Select"), args=[_, call, option, _]) if "Call(**" not in ast.unparse(call):
                return [Made(self._place(node), self.call_paths(call), self.texts(option))]
            case _:
                return []

    # What an expression can be

    def texts(self, node: ast.expr) -> frozenset[str]:
        """The texts that an expression can be."""
        match node:
            case ast.Constant(value=str(text)):
                return frozenset({text})
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
        if not isinstance(node, ast.FormattedValue):
            return self.texts(node)
        try:
            return self.texts(node.value)
        except Unjudged:
            return frozenset({ANY})

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
            case ast.DictComp(generators=[ast.comprehension(iter=ast.Tuple(elts=names))]):
                return self._all(names, self.texts)
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
            nodes = list(scope.body if isinstance(scope, ast.Module) else ast.walk(scope))
            found = [value for node in nodes for value in [*assigned(node, name.id), *self._looped(node, name.id)]]
            if not found and isinstance(scope, Function):
                found = self._passed(scope, name.id)
            if found := [value for value in found if name not in ast.walk(value)]:
                return found
        raise Unjudged(name.id)

    def _looped(self, node: ast.AST, name: str) -> list[ast.expr]:
        """What a loop over tuples gives to a name of its target."""
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


def is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def argument(call: ast.Call, index: int, name: str) -> list[ast.expr]:
    """What a call passes for a parameter, by place or by name."""
    return [*call.args[index : index + 1], *(keyword.value for keyword in call.keywords if keyword.arg == name)]


def elements(node: ast.expr) -> list[ast.expr]:
    """The entries of a list or tuple that stands there, or the one entry that a comprehension repeats."""
    match node:
        case ast.List(elts=entries) | ast.Tuple(elts=entries):
            return entries
        case ast.ListComp(elt=entry) | ast.GeneratorExp(elt=entry):
            return [entry]
        case _:
            return []


def returns(function: ast.AST) -> list[ast.expr]:
    return [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]


def assigned(node: ast.AST, name: str) -> list[ast.expr]:
    """What an assignment gives to a name."""
    match node:
        case ast.Assign(targets=[target], value=value) if is_name(target, name):
            return [value]
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            return [value for target, value in zip(targets, values, strict=False) if is_name(target, name)]
        case ast.AnnAssign(target=target, value=ast.expr() as value) if is_name(target, name):
            return [value]
        case _:
            return []
