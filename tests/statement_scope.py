"""Whether a statement is held to one community, judged by its structure and not by its text.

Each table with rows of communities has to be compared for equality with a given community, or with a table that is: in the WHERE
of the very SELECT, UPDATE or DELETE that names it, or in the ON of its join. Nothing else counts, and what is not understood is
no exception: it is told as “cannot be told”.
"""

# It reads what SQLAlchemy gives no types.
# pyright: basic, reportArgumentType=false, reportOperatorIssue=false

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Delete, Insert, Join, Select, Table, TableClause, TextClause, Update, UpdateBase, Values
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ColumnClause, Grouping, Null
from sqlalchemy.sql.selectable import (
    AliasedReturnsRows,
    CompoundSelect,
    FromClauseAlias,
    ScalarSelect,
    SelectBase,
    SelectStatementGrouping,
)

from storage.tables import metadata

PACKS = frozenset({"pack", "revision", "release", "release_item"})
"""Tables whose rows a community may own; the pack's row says which."""
TENANTS = PACKS | {table.name for table in metadata.tables.values() if "community_id" in table.primary_key.columns}
COMMUNITY = {"community": "id"} | {table.name: "community_id" for table in metadata.tables.values() if "community_id" in table.c}
"""The column of each table that holds a community."""
PACK = {"pack": "name", "revision": "pack", "release": "pack", "release_item": "pack"}
"""The column of each table that holds a pack."""
SPACE = {"platform", "external_id"}
"""The columns that together are of one space; they are never null, so that a null is of none."""
EQUAL = (operators.eq, operators.is_)


@dataclass(frozen=True)
class Scope:
    """The tables that a SELECT, UPDATE or DELETE names or may refer to, and those of them that are held to a community."""

    named: frozenset[Any] = frozenset()
    held: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Condition:
    """What has to be true, and the tables of which it leaves no other rows: of an outer join only what is joined."""

    clause: Any
    of: frozenset[Any]


def beyond(statement: Any, given: Iterable[str] = (), around: Scope = Scope()) -> Iterator[str]:
    """The tables of communities of which a statement may reach the rows of any, each as often as it is named; or what of the
    statement cannot be told. `given` are the names of the values that an INSERT is executed with."""
    match statement:
        case SelectStatementGrouping():
            yield from beyond(statement.element, given, around)
        case CompoundSelect():
            yield from _unclear(statement)
            yield from _inside(statement, around)
        case Select() | Update() | Delete():
            scope = _scope(statement, around)
            yield from (_name(table) for table in scope.named - scope.held if _name(table) in TENANTS)
            yield from _moved(statement, given)
            yield from _unclear(statement)
            yield from _inside(statement, Scope(scope.named | around.named, scope.held | (around.held - scope.named)))
        case Insert():
            yield from _inserted(statement, {*given, *_values(statement)})
            yield from _inside(statement, Scope())
        case _:
            yield f"cannot be told: {type(statement).__name__}"


def _scope(statement: Any, around: Scope) -> Scope:
    froms = list(_froms(statement, around))
    named = frozenset(table for source in froms for table in _tables(source))
    conditions = [Condition(clause, named) for clause in _all_of(statement.whereclause)]
    conditions += [condition for source in froms for condition in _joined(source)]
    held = around.held - named
    while more := {table for condition in conditions for table in _held(condition, held)} - held:
        held |= more
    return Scope(named, held & named)


def _froms(statement: Any, around: Scope) -> Iterable[Any]:
    """What stands in FROM; a table of the statement around that a subselect refers to does not stand there again."""
    if isinstance(statement, Select):
        state = statement._compile_state_factory(statement, None)
        return state._get_display_froms(explicit_correlate_froms=around.named, implicit_correlate_froms=around.named)
    columns = [node for node in _own(statement) if isinstance(node, ColumnClause) and node.table is not None]
    return {statement.table, *(column.table for column in columns)} - around.named


def _tables(source: Any) -> Iterator[Any]:
    if isinstance(source, Join):
        yield from (*_tables(source.left), *_tables(source.right))
    else:
        yield source


def _joined(source: Any) -> Iterator[Condition]:
    if not isinstance(source, Join):
        return
    yield from (*_joined(source.left), *_joined(source.right))
    of = frozenset(_tables(source.right) if source.isouter else _tables(source))
    if not source.full:
        yield from (Condition(clause, of) for clause in _all_of(source.onclause))


def _all_of(clause: Any) -> Iterator[Any]:
    """What has to be true for a clause to be."""
    if isinstance(clause, Grouping):
        yield from _all_of(clause.element)
    elif isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        yield from (part for each in clause.clauses for part in _all_of(each))
    elif clause is not None:
        yield clause


def _held(condition: Condition, held: frozenset[Any]) -> set[Any]:
    """The tables that a condition holds to a community, if those of `held` are."""
    clause = condition.clause
    if isinstance(clause, BooleanClauseList):  # an OR: only “of nobody, or of this community”, which is for packs
        tables = [_pack_seen(part) for part in clause.clauses]
        return {tables[0]} & condition.of if len(set(tables)) == 1 else set()
    if not isinstance(clause, BinaryExpression) or clause.operator is not operators.eq:
        return {_pack_seen(clause)} & condition.of
    found: set[Any] = set()
    for one, other in ((clause.left, clause.right), (clause.right, clause.left)):
        if _holds(one, COMMUNITY) and (_is_given(other) or (_holds(other, COMMUNITY) and other.table in held)):
            found.add(one.table)
        if _holds(one, PACK) and _holds(other, PACK) and other.table in held:
            found.add(one.table)
    return found & condition.of


def _pack_seen(clause: Any) -> Any:
    """The pack that a condition takes only if nobody owns it, or the given community does; None for any other condition."""
    if isinstance(clause, Grouping):
        return _pack_seen(clause.element)
    if not isinstance(clause, BinaryExpression) or not _holds(clause.left, COMMUNITY) or _name(clause.left.table) != "pack":
        return None
    ownerless = clause.operator is operators.is_ and isinstance(clause.right, Null)
    return clause.left.table if ownerless or (clause.operator is operators.eq and _is_given(clause.right)) else None


def _holds(element: Any, columns: dict[str, str]) -> bool:
    return isinstance(element, ColumnClause) and element.table is not None and columns.get(_name(element.table)) == element.name


def _is_given(element: Any) -> bool:
    """Whether an element is one community: a bound value, or the community of one space."""
    if isinstance(element, ScalarSelect) and isinstance(element.element, Select):
        [column, *more] = element.element.selected_columns
        return not more and _holds(column, COMMUNITY) and _name(column.table) == "space" and _is_of_one_space(element.element)
    return isinstance(element, BindParameter) and (element.required or element.value is not None)


def _is_of_one_space(statement: Any) -> bool:
    clauses = [clause for clause in _all_of(statement.whereclause) if isinstance(clause, BinaryExpression)]
    equal = [clause for clause in clauses if isinstance(clause.right, BindParameter | Null) and clause.operator in EQUAL]
    return {clause.left.name for clause in equal if isinstance(clause.left, ColumnClause)} >= SPACE


def _name(table: Any) -> str:
    """The name of a table, or of the table behind aliases; of a subselect, which has been judged by itself, none."""
    while isinstance(table, FromClauseAlias):
        table = table.element
    return table.name.lower() if isinstance(table, TableClause) else ""


def _moved(statement: Any, given: Iterable[str]) -> Iterator[str]:
    """The table of which an UPDATE may give rows to another community."""
    if isinstance(statement, Update) and COMMUNITY.get(name := _name(statement.table)) in {*given, *_values(statement)}:
        yield from {name} & TENANTS


def _inserted(statement: Any, given: set[str]) -> Iterator[str]:
    name = _name(statement.table)
    owner = PACK.get(name) if name in PACKS - {"pack"} else COMMUNITY.get(name)
    if name not in TENANTS:
        return
    conflict = getattr(statement, "_post_values_clause", None)
    target = getattr(conflict, "inferred_target_elements", None)
    changed = getattr(conflict, "update_values_to_set", None)
    held = changed is None or (owner in map(str, target or ()) and owner not in map(_key, dict(changed)))
    if statement.select is not None or owner not in given or not held:
        yield name


def _values(statement: Any) -> Iterator[str]:
    rows = [statement._values or {}, *(row for rows in statement._multi_values for row in rows)]
    yield from (_key(key) for row in rows for key in row)


def _key(column: Any) -> str:
    return getattr(column, "name", column)


def _unclear(statement: Any) -> Iterator[str]:
    """What is put into a statement as text, so that nobody can tell what it names."""
    nodes = list(_own(statement))
    yield from (f"cannot be told: {node}" for node in nodes if isinstance(node, TextClause))
    yield from (f"cannot be told: {n}" for n in nodes if isinstance(n, ColumnClause) and n.is_literal and n.name != "*")
    yield from ("cannot be told: VALUES" for node in nodes if isinstance(node, Values))
    added = ("_prefixes", "_suffixes", "_hints", "_statement_hints")
    yield from (f"cannot be told: {name[1:]}" for name in added if getattr(statement, name, None))


def _own(element: Any) -> Iterator[Any]:
    """Everything in an element, without what is inside its subselects."""
    for child in element.get_children():
        yield child
        if not isinstance(child, SelectBase | UpdateBase):
            yield from _own(child)


def _inside(element: Any, around: Scope) -> Iterator[str]:
    """What the subselects of an element reach: one in a condition may refer to the tables around it, one in FROM may not."""
    for child in element.get_children():
        if isinstance(child, SelectBase | UpdateBase):
            yield from beyond(child, (), Scope() if isinstance(element, AliasedReturnsRows) else around)
        elif not isinstance(child, Table):
            yield from _inside(child, around)
