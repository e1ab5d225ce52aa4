"""What counts as a statement that could reach another community's rows; the core of every test is held to it."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, cast

import pytest
import sqlalchemy as sa
from sqlalchemy import (
    Executable,
    Select,
    UpdateBase,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    union,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.visitors import iterate

import storage
from storage import tables
from storage.sweeps import Sweep
from tests.contracts.tools import sources
from tests.tenant_statements import faults_of

checkin, cohort, enrollment = tables.checkin.c, tables.cohort.c, tables.enrollment.c
pack, revision, space = tables.pack.c, tables.revision.c, tables.space.c
HERE = checkin.community_id == 1
LOWER = sa.table("checkin", sa.column("community_id"), sa.column("did"))
ELSEWHERE = tables.checkin.to_metadata(sa.MetaData(), schema="public")
BY_COHORT = checkin.cohort_id == cohort.id
ANYBODY = select(enrollment.person_id).scalar_subquery()
BY_BOTH = BY_COHORT & (checkin.community_id == cohort.community_id)
READ_ACROSS = {
    "storage.admission": 3,
    "storage.backlog": 2,
    "storage.backups.moving": len(tables.metadata.tables),  # a whole database that nobody has open
    "storage.claims": 1,
    "storage.deliveries": 2,
    "storage.dues": 2,
    "storage.erasures": 1,
    "storage.links": 2,
    "storage.publishing": 1,
    "storage.spaces": 1,
    "storage.system": 10,
    "storage.web_passes": 2,
}
"""How many statements of a module have leave to read across communities; each says why."""
WRITE_ACROSS = {
    "storage.backups.moving": 3 * len(tables.metadata.tables),  # the same: emptied, and filled on either kind
    "storage.admission": 3,  # the SELECT in it says in which one a call is noted, and locks the account alone
    "storage.personal": 2,  # people and accounts are nobody's alone: whether any community still has them
    "storage.removed": 1,  # the same
}
"""Those that write, into one community or into a table that all share: none has locks in several at once."""


def dids() -> Select[Any]:
    return select(checkin.did)


def checkin_into(**values: Any) -> Any:
    return sqlite.insert(tables.checkin).values({"cohort_id": 1, "person_id": 1, "day": None, **values})


def walk(begins: tuple[Any, ...], goes_on: tuple[Any, ...]) -> Select[Any]:
    """From one row to the next, in a recursive common table."""
    step = select(func.min(checkin.did).label("did")).where(*begins).cte("step", recursive=True)
    following = select(func.min(checkin.did)).where(*goes_on, checkin.did > step.c.did).correlate(step).scalar_subquery()
    steps: Any = step.union_all(select(following).where(step.c.did.is_not(None)))
    return select(steps)


BEYOND: dict[str, Any] = {
    "no condition": dids(),
    "another condition": dids().where(checkin.person_id == 1),
    "read only": select(checkin.community_id, checkin.did).where(checkin.person_id == 1),
    "ordered": dids().order_by(checkin.community_id),
    "grouped": select(func.count()).select_from(tables.checkin).group_by(checkin.community_id),
    "having": select(func.count()).select_from(tables.checkin).group_by(checkin.community_id).having(HERE),
    "not null": dids().where(checkin.community_id.is_not(None)),
    "null": dids().where(checkin.community_id.is_(None)),
    "unequal": dids().where(checkin.community_id != 1),
    "not": dids().where(~HERE),
    "one of several": dids().where(checkin.community_id.in_([1, 2])),
    "itself": dids().where(checkin.community_id == checkin.community_id),
    "or": dids().where(or_(HERE, checkin.person_id == 1)),
    "or in and": dids().where(checkin.person_id == 1, or_(HERE, checkin.did == "x")),
    "in a case": dids().where(sa.case((HERE, True), else_=True)),
    "joined by the cohort alone": dids().join(tables.cohort, BY_COHORT).where(HERE),
    "two joined by it, neither given": dids().join(tables.cohort, BY_BOTH),
    "an outer join holds only what is joined": select(cohort.name).outerjoin(tables.checkin, BY_BOTH & HERE),
    "comma": select(checkin.did, cohort.name).where(HERE),
    "comma, not even read": dids().where(HERE, cohort.id == checkin.cohort_id),
    "subselect": dids().where(checkin.cohort_id.in_(select(enrollment.cohort_id).where(enrollment.community_id == 1))),
    "inside it": dids().where(HERE, checkin.cohort_id.in_(select(enrollment.cohort_id))),
    "exists": dids().where(HERE, exists().where(enrollment.person_id == checkin.person_id)),
    "a column": select(select(func.count()).select_from(tables.checkin).scalar_subquery()),
    "derived": select(dids().subquery()),
    "derived, held outside": select(s := select(tables.checkin).subquery()).where(s.c.community_id == 1),
    "a common table": select(dids().cte("all")),
    "one half of a union": union(dids().where(HERE), dids()),
    "a walk that begins anywhere": walk(begins=(), goes_on=(HERE,)),
    "a walk that goes on anywhere": walk(begins=(HERE,), goes_on=()),
    "an alias": select(tables.checkin.alias("mine").c.did).where(HERE),
    "an alias of an alias": select(tables.checkin.alias().alias().c.did),
    "a sample": select(tables.checkin.tablesample(10).c.did),
    "the order of a union": union(dids().where(HERE), dids().where(HERE)).order_by(ANYBODY),
    "listed values": select(sa.values(sa.column("person"), name="listed").data([(ANYBODY,)])),
    "of any space": dids().where(checkin.community_id == select(space.community_id).scalar_subquery()),
    "of spaces of one name": dids().where(
        checkin.community_id == select(space.community_id).where(space.name == "x").scalar_subquery()
    ),
    "other letters": select(LOWER.c.did),
    "a schema": select(ELSEWHERE.c.did),
    "text": text("SELECT did FROM checkin"),
    "text in a condition": dids().where(HERE, text("1 = 1")),
    "text as a column": select(literal_column("(SELECT did FROM checkin)", sa.Text)),
    "text in front": dids().where(HERE).prefix_with("/* */"),
    "changed": update(tables.checkin).where(checkin.did == "x").values(did="y"),
    "changed into": update(tables.checkin).values(community_id=1),
    "changed, and told": update(tables.checkin).where(checkin.did == "x").values(did="y").returning(checkin.community_id),
    "changed by another table": update(tables.checkin).where(HERE, cohort.id == checkin.cohort_id).values(did="y"),
    "given to another community": update(tables.checkin).where(HERE).values(community_id=2),
    "dropped in a common table": select(delete(tables.checkin).returning(checkin.did).cte("gone")),
    "dropped beside": dids().where(HERE).add_cte(delete(tables.checkin).cte("gone")),
    "changed beside": dids().where(HERE).add_cte(update(tables.checkin).values(did="x").cte("changed")),
    "dropped": delete(tables.draft).where(tables.draft.c.id == 1),
    "dropped by pairs": delete(tables.checkin).where(tuple_(checkin.community_id, checkin.did).in_(select(LOWER))),
    "put without": checkin_into(did="x"),
    "put from a select": insert(tables.checkin).from_select(["did"], dids()),
    "put, or another's changed": checkin_into(community_id=1).on_conflict_do_update(["did"], set_={"did": "x"}),
    "put, or given to another community": checkin_into(community_id=1).on_conflict_do_update(
        ["community_id", "did"], set_={"community_id": 2}
    ),
    "put with a select": checkin_into(community_id=1, did=dids().limit(1).scalar_subquery()),
    "text of any pack": select(revision.body).where(revision.pack == "mle"),
    "a pack of anybody": select(revision.body).join(tables.pack).where(pack.community_id.is_(None) | (pack.name == "mle")),
    "a pack, not joined": select(revision.body).join(tables.pack, revision.rev == 1).where(pack.community_id == 1),
    "a pack of nobody": insert(tables.pack).values(name="mle", title="MLE"),
}


@pytest.mark.parametrize("statement", BEYOND.values(), ids=BEYOND)
def test_a_statement_that_is_not_held_to_one_community_is_found(statement: Any) -> None:
    assert len(faults_of(statement)) == 1


HELD: dict[str, Any] = {
    "a condition": dids().where(HERE, checkin.person_id == 1),
    "the other way round": dids().where(sa.literal(1) == checkin.community_id),
    "by a name": dids().filter_by(community_id=1),
    "no rows of communities": select(tables.person.c.zone).where(tables.person.c.id == 1),
    "joined by it": dids().join(tables.cohort, BY_BOTH).where(cohort.community_id == 1),
    "joined from outside": select(cohort.name).outerjoin(tables.checkin, BY_BOTH).where(cohort.community_id == 1),
    "of the very community": dids().join(tables.community, tables.community.c.id == checkin.community_id).where(HERE),
    "a subselect that refers to it": dids().where(HERE, exists().where(enrollment.community_id == checkin.community_id)),
    "derived": select(dids().where(HERE).subquery()),
    "a walk": walk(begins=(HERE,), goes_on=(HERE,)),
    "both halves": union(dids().where(HERE), dids().where(HERE, checkin.person_id == 1)),
    "changed": update(tables.checkin).where(HERE).values(did="y"),
    "dropped in a common table": select(delete(tables.checkin).where(HERE).returning(checkin.did).cte("gone")),
    "of one space": dids().where(
        checkin.community_id
        == select(space.community_id).where(space.platform == "test", space.external_id == "1").scalar_subquery()
    ),
    "a sample": select((some := tables.checkin.tablesample(10)).c.did).where(some.c.community_id == 1),
    "put": checkin_into(community_id=1),
    "put, or changed": checkin_into(community_id=1).on_conflict_do_update(["community_id", "did"], set_={"did": "x"}),
    "a pack that the community sees": select(revision.body)
    .join(tables.pack)
    .where(pack.community_id.is_(None) | (pack.community_id == 1)),
    "a pack that ships": select(revision.body).join(tables.pack).where(pack.community_id.is_(None)),
    "a row of a pack": insert(tables.revision).values(pack="mle"),
}


@pytest.mark.parametrize("statement", HELD.values(), ids=HELD)
def test_a_statement_that_is_held_to_one_community_is_none(statement: Any) -> None:
    assert faults_of(statement) == []


def test_the_values_of_an_insert_may_come_when_it_is_executed() -> None:
    assert faults_of(insert(tables.draft), ["community_id", "id"]) == []
    assert faults_of(insert(tables.draft), ["id"]) != []


def test_a_statement_has_leave_only_if_it_needs_it() -> None:
    assert faults_of(dids(), leave="why") == []
    assert faults_of(dids().where(HERE), leave="why") != []


def test_the_statements_with_leave_are_those_that_are_named() -> None:
    reading, writing = Counter[str](), Counter[str]()
    for module, statement in _statements():
        if "across_communities" in statement.get_execution_options():
            (writing if _writes(statement) else reading)[module] += 1
    assert (reading, writing) == (READ_ACROSS, WRITE_ACROSS)


def test_leave_is_given_with_a_reason() -> None:
    words = [
        node
        for path in sources("bot", "adapters", "storage", "content", "search")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if "across_communities" in (getattr(node, "arg", None), getattr(node, "value", None))
    ]
    assert words
    assert all(isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant) and node.value.value for node in words)


def _statements() -> Iterator[tuple[str, Any]]:
    """The statements of the repositories, each with its module."""
    modules = [
        import_module(found.name) for found in walk_packages(storage.__path__, "storage.") if "migrations" not in found.name
    ]
    held = {id(each): (module.__name__, each) for module in modules for value in vars(module).values() for each in _in(value)}
    yield from held.values()


def _in(value: Any) -> Iterator[Any]:
    match value:
        case Executable():
            yield value
        case Sweep():
            yield from (value.communities, value.change)
        case list() | tuple():
            yield from (each for one in cast("Iterable[Any]", value) for each in _in(one))
        case dict():
            yield from _in(list(cast("dict[Any, Any]", value).values()))
        case _:
            pass


def _writes(statement: Any) -> bool:
    """Whether a statement changes or locks anything."""
    parts = list(iterate(statement))
    return any(isinstance(part, UpdateBase) or getattr(part, "_for_update_arg", None) is not None for part in parts)
