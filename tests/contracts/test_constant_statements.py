"""Every statement is built once, at import: what SQLAlchemy builds anew for each call costs it more than the database takes."""

import ast
from collections.abc import Iterator, Mapping

import pytest

from tests.contracts.tools import ROOT, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
NO_STATEMENTS = {"create_async_engine", "create_engine", "event", "inspect", "iterate", "make_url"}
"""What functions may use of SQLAlchemy besides its types."""
CLASSES = {"CompoundSelect", "Delete", "Insert", "Select", "TextClause", "Update"}
"""Types of SQLAlchemy whose instances are statements."""
GROWING = {
    "add_columns",
    "add_cte",
    "alias",
    "bindparams",
    "correlate",
    "cte",
    "distinct",
    "except_",
    "exists",
    "execution_options",
    "fetch",
    "filter",
    "filter_by",
    "group_by",
    "having",
    "in_",
    "intersect",
    "join_from",
    "label",
    "limit",
    "offset",
    "on_conflict_do_nothing",
    "on_conflict_do_update",
    "order_by",
    "ordered_values",
    "outerjoin",
    "params",
    "returning",
    "scalar_subquery",
    "select",
    "select_from",
    "slice",
    "subquery",
    "union",
    "union_all",
    "where",
    "with_for_update",
    "with_only_columns",
}
"""The methods that make another statement of one."""


def built_when_called(trees: Mapping[str, ast.Module]) -> list[str]:
    """The methods, coroutines and lambdas that build a statement, themselves or by a function that does."""
    makers: set[str] = set()
    while more := {name for tree in trees.values() for name in _functions(tree, makers)} - makers:
        makers |= more
    return [f"{place}: {name}" for place, tree in trees.items() for name in _later(tree, makers)]


def _functions(tree: ast.Module, makers: set[str]) -> Iterator[str]:
    """The plain functions of a module that build a statement: they may be called at import."""
    names = _of_sqlalchemy(tree) | makers
    yield from (node.name for node in tree.body if isinstance(node, ast.FunctionDef) and _builds(node, names))


def _later(tree: ast.Module, makers: set[str]) -> Iterator[str]:
    names = _called_otherwise(tree, _of_sqlalchemy(tree) | makers)
    at_import = {node for node in tree.body if isinstance(node, ast.FunctionDef)}
    later = (node for node in ast.walk(tree) if isinstance(node, Function) and node not in at_import)
    yield from (getattr(node, "name", "lambda") for node in later if _builds(node, names))


def _called_otherwise(tree: ast.Module, names: set[str]) -> set[str]:
    """These names, and those that a module or a class in it gives to what they name: `make = select`."""
    given = (node for node in ast.walk(tree) if isinstance(node, ast.Assign) and any(_names(node.value, names)))
    bare = (node for node in given if not isinstance(node.value, ast.Call) or _wraps(node.value, names))
    return names | {target.id for node in bare for target in node.targets if isinstance(target, ast.Name)}


def _names(node: ast.expr, names: set[str]) -> Iterator[bool]:
    yield isinstance(node, ast.Name) and node.id in names
    yield isinstance(node, ast.Call) and _wraps(node, names)


def _wraps(call: ast.Call, names: set[str]) -> bool:
    """Whether a function is given on, as in `staticmethod(select)` and `partial(select, …)`."""
    return any(isinstance(argument, ast.Name) and argument.id in names for argument in call.args[:1])


def _of_sqlalchemy(tree: ast.Module) -> set[str]:
    """The names under which a module has functions, modules and statements' types of SQLAlchemy."""
    imported = (
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
    )
    modules = (alias for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names if alias.asname)
    return {
        alias.asname or alias.name
        for node in imported
        for alias in node.names
        if alias.name not in NO_STATEMENTS and (alias.name[0].islower() or alias.name in CLASSES)
    } | {alias.asname for alias in modules if alias.asname and alias.name.startswith("sqlalchemy")}


def _builds(function: Function, names: set[str]) -> bool:
    body = [function.body] if isinstance(function, ast.Lambda) else function.body
    return any(_is_building(node, names) for part in body for node in ast.walk(part))


def _is_building(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.Name(id=name):
            return name in names
        case ast.Attribute(value=ast.Name(id="sqlalchemy"), attr=name):
            return name[0].islower() and name not in NO_STATEMENTS
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="tables")), attr="insert" | "update" | "delete" | "join"):
            return True
        case ast.Attribute(value=ast.Name(id=table), attr="insert" | "update" | "delete" | "join"):
            return table.upper() == table or table in names
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner != "self" and name in names:
            return True
        case ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(), ast.Constant(value=str(name)), *_]):
            return name in GROWING
        case ast.Call(func=ast.Attribute(attr="values"), args=args, keywords=keywords):
            return bool(args or keywords)
        case ast.Attribute(attr=name):
            return name in GROWING
        case _:
            return False


def test_no_statement_is_built_when_it_is_executed() -> None:
    paths = [path for path in sources("storage") if "migrations" not in path.parts]
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    assert built_when_called(trees) == []


@pytest.mark.parametrize(
    "line",
    [
        "return select(tables.cohort)",
        "return chosen(tables.cohort)",
        "return sqlalchemy.select(tables.cohort)",
        "return sqlite.insert(tables.cohort)",
        "return tables.cohort.delete()",
        "return ALL.where(tables.cohort.c.id == id)",
        "return ALL.values(id=id)",
        "return ALL.union_all(OTHER)",
        "return ALL.join(tables.cohort)",
        "return ALL.with_only_columns(id)",
        "return getattr(ALL, 'where')(id)",
        "return TABLE.delete()",
        "return another.maker(id)",
        "return pg.insert(id)",
        "return Select(id)",
        "return make(id)",
        "return maker(id)",
        "return outer(id)",
        "return map(maker, [id])",
    ],
)
@pytest.mark.parametrize("function", ["async def get(id): {}", "class Cohorts:\n    def get(self, id): {}"])
def test_a_statement_that_is_built_when_it_is_executed_is_found(function: str, line: str) -> None:
    imports = "import sqlalchemy\nfrom sqlalchemy import Select, select\nfrom sqlalchemy import select as chosen\n"
    dialect = "from sqlalchemy.dialects import sqlite\nimport sqlalchemy.dialects.postgresql as pg\nmake = select\n"
    makers = "def maker(id): return select(id)\ndef outer(id): return maker(id)\nALL = maker(1)\n"
    assert built_when_called({"one": ast.parse(imports + dialect + makers + function.format(line))}) == ["one: get"]


@pytest.mark.parametrize("line", ["return ALL", "return {}.values()", "return sqlalchemy.Dialect", "return event.listen(id)"])
def test_a_function_may_use_what_was_built(line: str) -> None:
    imports = "import sqlalchemy\nfrom sqlalchemy import event, select\n"
    assert built_when_called({"one": ast.parse(f"{imports}ALL = select(1)\nasync def get(id): {line}")}) == []
