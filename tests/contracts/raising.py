"""What functions raise: by themselves, and through the private functions of their file that they call."""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef
OF_COMMANDS = {"commands.add(": {"Refusal", "Ask"}, ".command(": {"Exit"}}
"""What a function may raise that is decorated so: as `bot.errors` says of all handlers, and as the command line ends."""
UNCLEAR = "what cannot be told"


@dataclass
class Module:
    """One file. Methods are known by their own name: a private one has the same meaning in all classes of a file."""

    tree: ast.Module
    private: dict[str, list[Function]] = field(default_factory=dict[str, list[Function]])

    @classmethod
    def of(cls, source: str) -> "Module":
        module = cls(ast.parse(source))
        for node in ast.walk(module.tree):
            if isinstance(node, Function) and is_private(node.name):
                module.private.setdefault(node.name, []).append(node)
        return module

    def unsaid(self) -> list[str]:
        """`function raises Name` for each that the docstring does not name."""
        return [
            f"{function.name} raises {name}"
            for function, said in public_functions(self.tree)
            for name in sorted(self.raised(function) - of_command(function))
            if not re.search(rf"\b{name}\b", said)
        ]

    def raised(self, function: Function, above: tuple[str, ...] = ()) -> set[str]:
        """The names of the exceptions that leave a function."""
        return self._left(function.body, (*above, function.name), set())

    def _left(self, nodes: list[ast.stmt] | list[ast.AST], above: tuple[str, ...], handled: set[str]) -> set[str]:
        return set[str]().union(*(self._of(node, above, handled) for node in nodes))

    def _of(self, node: ast.AST, above: tuple[str, ...], handled: set[str]) -> set[str]:
        """What leaves a node; `handled` are the names that the handler around it caught."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                return set()
            case ast.Raise(exc=None):
                return set()  # what some other function raised
            case ast.Raise(exc=ast.expr() as error):
                return self._built(error, handled)
            case ast.Try() | ast.TryStar():
                caught = set[str]().union(*(types(handler.type) for handler in node.handlers))
                body = {name for name in self._left(node.body, above, handled) if not catches(caught, name)}
                after = [self._left(handler.body, above, {handler.name or ""}) for handler in node.handlers]
                return body.union(*after, self._left([*node.orelse, *node.finalbody], above, handled))
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                left = self._left(body, above, handled) | self._left([item.context_expr for item in items], above, handled)
                return {name for name in left if not catches(suppressed(items), name)}
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in self.private and name not in above:
                inner = [self.raised(function, above) for function in self.private[name]]
                return set[str]().union(*inner, self._left(list(ast.iter_child_nodes(node)), above, handled))
            case _:
                return self._left(list(ast.iter_child_nodes(node)), above, handled)

    def _built(self, error: ast.expr, handled: set[str]) -> set[str]:
        """The exceptions that an expression after `raise` can be. One that was caught is known by whoever raised it."""
        match error:
            case ast.IfExp(body=one, orelse=other):
                return self._built(one, handled) | self._built(other, handled)
            case ast.Call(func=ast.Name(id=name)) if name in self.private:
                return set[str]().union(*(annotated(function.returns) for function in self.private[name]))
            case ast.Call(func=inner) | ast.Await(value=inner):
                return self._built(inner, handled)
            case ast.Name(id=name) | ast.Attribute(attr=name) if name[0].isupper():
                return {name}
            case ast.Name(id=name) if name in handled:
                return set()
            case ast.Name(id=name):
                return set[str]().union(*(self._built(value, handled) for value in self._assigned(name))) or {UNCLEAR}
            case _:
                return {UNCLEAR}

    def _assigned(self, name: str) -> list[ast.Call]:
        """The calls whose outcome gets a name anywhere in the file."""
        assignments = [node for node in ast.walk(self.tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)]
        values = [node.value for node in assignments for target in node.targets if getattr(target, "id", "") == name]
        return [value for value in values if isinstance(value, ast.Call)]


def annotated(returns: ast.expr | None) -> set[str]:
    """The exceptions that a type names; `Exception` itself tells nothing."""
    found = {node.id for node in ast.walk(returns) if isinstance(node, ast.Name)} if returns else set[str]()
    return found if found and not found & {"Exception", "BaseException"} else {UNCLEAR}


def types(caught: ast.expr | None) -> set[str]:
    match caught:
        case None:
            return {"BaseException"}
        case ast.Tuple(elts=kinds):
            return {name for kind in kinds for name in types(kind)}
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case _:
            return set()


def suppressed(items: list[ast.withitem]) -> set[str]:
    calls = [item.context_expr for item in items if isinstance(item.context_expr, ast.Call)]
    return {name for call in calls if is_suppress(call.func) for kind in call.args for name in types(kind)}


def is_suppress(called: ast.expr) -> bool:
    return "suppress" in (getattr(called, "id", ""), getattr(called, "attr", ""))


def catches(caught: set[str], name: str) -> bool:
    """Whether one of the caught types is that exception, or a type above it as far as Python's own tell."""
    known = getattr(builtins, name, None)
    above = {kind.__name__ for kind in known.__mro__} if isinstance(known, type) else {name, "Exception", "BaseException"}
    return bool(caught & above)


def public_functions(tree: ast.AST, said: str = "") -> Iterator[tuple[Function, str]]:
    """Functions of a file and methods of its public classes, wherever they stand but in a function, each with its docstring; what
    a class does by itself may be told by the docstring of the class."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            if not is_private(node.name):
                yield from public_functions(node, ast.get_docstring(node) or "")
        elif isinstance(node, Function):
            if not is_private(node.name):
                yield node, (ast.get_docstring(node) or "") + (said if node.name.startswith("__") else "")
        elif isinstance(node, ast.stmt | ast.excepthandler):
            yield from public_functions(node, said)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def of_command(function: Function) -> set[str]:
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    return {name for start, raised in OF_COMMANDS.items() if any(start in text for text in decorators) for name in raised}
