"""What must hold for every table and every column, those of later versions too."""

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Table

from storage.tables import metadata
from storage.tables.columns import IMPERSONAL, PERSONAL
from tests.statement_scope import PACKS

COMMON = {"community", "space", "person", "account", *PACKS}
"""Tables that need not belong to a single community: who and what there is, and packs, which may ship or have an owner."""

TABLES = list(metadata.tables.values())
TENANTS = [table for table in TABLES if table.name not in COMMON]
COLUMNS = [column for table in TABLES for column in table.columns]


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_is_marked_as_personal_or_impersonal(column: Column[object]) -> None:
    assert column.info in (PERSONAL, IMPERSONAL)


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
        assert table.name == "person" or "person_id" in table.columns


def _keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: key.column_keys)
