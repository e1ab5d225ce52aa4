"""What public functions say of themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.tools import ROOT, sources

FOLDERS = ("bot", "adapters", "storage", "search", "content")
COMMAND = "commands.add"
"""What decorates a handler: it may raise Refusal and Ask, as `bot.errors` says of all of them."""


def public_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions of a file and methods of its public classes, except handlers and what a class does by itself."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_") and not is_handler(node):
            yield node


def is_handler(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(COMMAND in ast.unparse(decorator) for decorator in function.decorator_list)


def raised(function: ast.AST) -> set[str]:
    """The names of the exceptions that a function's own code raises by name."""
    nodes = [node.exc for node in own_nodes(function) if isinstance(node, ast.Raise) and node.exc]
    names = [node.func if isinstance(node, ast.Call) else node for node in nodes]
    return {node.id for node in names if isinstance(node, ast.Name) and node.id[0].isupper()}


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of the functions inside it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from own_nodes(node)


def unsaid(source: str) -> list[str]:
    """`function raises Name` for each that the docstring does not name."""
    functions = public_functions(ast.parse(source))
    return [
        f"{f.name} raises {name}" for f in functions for name in sorted(raised(f)) if name not in (ast.get_docstring(f) or "")
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_public_function_that_raises_says_what(folder: str) -> None:
    assert {
        name: faults for path in sources(folder) if (faults := unsaid(path.read_text(encoding="utf-8"))) for name in [place(path)]
    } == {}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_search_for_what_is_raised_bites() -> None:
    assert unsaid('def load(text):\n    """Read it. Raises KeyError."""\n    raise ValueError(text)') == [
        "load raises ValueError"
    ]
