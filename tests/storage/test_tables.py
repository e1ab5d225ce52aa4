"""What must hold for every table and every column, those of later versions too."""

from dataclasses import dataclass, field, make_dataclass
from datetime import time
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer, MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bot.domain.breaks import Break
from storage.tables import metadata
from storage.tables.columns import columns_for
from storage.tables.marks import IMPERSONAL, NAMES, PERSONAL, rows_of
from tests.statement_scope import PACKS

COMMON = {"community", "space", "person", "account", "shipped_link", "pace", "slack_installation", "slack_state", *PACKS}
"""Tables that need not belong to a single community: who and what there is, what ships, and packs, which may have an owner."""

NO_PERSON = {"cohort.changes", "due.subject_id", "own_revision.batch", "post.known_as", "post.number"}
"""Large numbers that are no ids of persons."""

TABLES = list(metadata.tables.values())
TENANTS = [table for table in TABLES if table.name not in COMMON]


def test_every_column_is_marked() -> None:
    marks = (PERSONAL, IMPERSONAL, NAMES)
    assert [str(column) for table in TABLES for column in table.columns if column.info not in marks] == []


def test_every_id_of_a_person_is_found_by_whoever_erases_them() -> None:
    """A number as large as an id is a row's own, is of a row that the database knows, or is marked; few others are none."""
    large = [column for table in TABLES for column in table.columns if type(column.type) is BigInteger]
    unknown = [column for column in large if column.name != "id" and column.info != NAMES and not column.foreign_keys]
    assert {f"{column.table.name}.{column.name}" for column in unknown} == NO_PERSON


@pytest.mark.parametrize("table", TENANTS, ids=str)
def test_every_tenant_table_has_the_community_first_in_its_primary_key(table: Table) -> None:
    assert next(iter(table.primary_key)).name == "community_id"


@pytest.mark.parametrize("table", TENANTS, ids=str)
def test_every_key_into_a_tenant_table_carries_the_community(table: Table) -> None:
    for key in _keys(table):
        if key.referred_table in TENANTS:
            first = key.elements[0]
            assert first.parent.name == first.column.name == "community_id"


@pytest.mark.parametrize("table", TENANTS, ids=str)
def test_every_tenant_row_goes_with_its_community(table: Table) -> None:
    """At least one key leads to the community, directly or over the row it refers to, and each deletes its rows along."""
    keys = [key for key in _keys(table) if "community_id" in key.column_keys]
    assert keys
    assert all(key.ondelete == "CASCADE" for key in keys)


@pytest.mark.parametrize("table", TENANTS, ids=str)
def test_every_row_of_a_person_and_of_a_cohort_goes_with_them(table: Table) -> None:
    referred = {key.referred_table.name for key in _keys(table)}
    assert ("person_id" in table.columns) <= bool(referred & {"member", "person"})
    assert ("cohort_id" in table.columns) <= ("cohort" in referred)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_what_is_personal_can_be_traced_to_a_person(table: Table) -> None:
    if any(column.info == PERSONAL for column in table.columns):
        marked = rows_of(table)
        assert marked
        assert set(marked.of) <= set(table.columns.keys())


@pytest.mark.parametrize("table", [table for table in TABLES if (marked := rows_of(table)) and marked.stays], ids=str)
def test_what_stays_of_somebody_who_is_erased_is_told_for_every_personal_column(table: Table) -> None:
    marked = rows_of(table)
    assert marked
    assert marked.of == ("person_id",)
    personal = [column.name for column in table.columns if column.info == PERSONAL and not column.primary_key]
    assert sorted(personal) == sorted([*marked.stays, *marked.blank])


@dataclass
class Held:
    id: int
    grace: bool = True
    most: int | None = None
    at: time = time(8)
    days: frozenset[str] = frozenset({"tue", "mon"})
    asks: str = "What's next?"


def test_a_column_follows_from_a_field_that_has_none() -> None:
    made = Table("held", MetaData(), Column("id", Integer), *columns_for(Held, told={"id"}))
    statement = str(CreateTable(made).compile(dialect=postgresql.dialect()))
    for line in (
        "grace BOOLEAN DEFAULT true NOT NULL",
        "most BIGINT,",
        "at TIME WITHOUT TIME ZONE DEFAULT '08:00:00' NOT NULL",
        "days VARCHAR(32) DEFAULT 'mon,tue' NOT NULL",
        "asks TEXT DEFAULT 'What''s next?' NOT NULL",
    ):
        assert line in statement


@pytest.mark.parametrize(("kind", "default"), [(tuple[Break, ...], {"default": ()}), (bool, {})], ids=["breaks", "no default"])
def test_a_field_of_which_only_a_table_knows_enough_needs_its_column_there(kind: Any, default: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"Held\.value needs a column"):
        list(columns_for(make_dataclass("Held", [("value", kind, field(**default))]), told=()))


def _keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: key.column_keys)
