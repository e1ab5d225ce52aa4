"""The tables can be parted among machines by community, as Citus does, and docs/scale.md says how: by rule, without a cluster."""

import re
from collections.abc import Iterator

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table, UniqueConstraint

from storage.tables import metadata
from storage.tables.marks import REFERENCE_TABLES
from tests.contracts.tools import ROOT

PARTED = [table for table in metadata.sorted_tables if table.name not in REFERENCE_TABLES]
KEY = "community_id"


def test_each_table_is_a_communitys_or_named_as_one_that_all_share() -> None:
    shared = {table.name for table in metadata.tables.values() if KEY not in table.primary_key.columns}
    assert shared == set(REFERENCE_TABLES)


def test_what_has_to_be_unique_is_so_within_a_community() -> None:
    assert [f"{table.name}: {columns}" for table in PARTED for columns in _unique(table) if KEY not in columns] == []


def test_rows_hang_under_rows_of_their_community_or_of_tables_that_all_share() -> None:
    hanging = [key for table in metadata.tables.values() for key in table.foreign_key_constraints if not _stays_at_home(key)]
    assert [f"{key.table.name} under {key.referred_table.name}" for key in hanging] == []


def test_the_recipe_names_every_table_after_those_it_hangs_under() -> None:
    recipe = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    whole = re.findall(r"SELECT create_reference_table\('(\w+)'\);", recipe)
    parted = re.findall(rf"SELECT create_distributed_table\('(\w+)', '{KEY}'\);", recipe)
    assert whole == [table.name for table in metadata.sorted_tables if table.name in REFERENCE_TABLES]
    assert parted == [table.name for table in PARTED]


def _unique(table: Table) -> Iterator[list[str]]:
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            yield constraint.columns.keys()
    yield from (index.columns.keys() for index in table.indexes if index.unique)


def _stays_at_home(key: ForeignKeyConstraint) -> bool:
    """Whether what a row refers to is on the same machine."""
    if key.referred_table.name in REFERENCE_TABLES:
        return True
    pairs = [(each.parent.name, each.column.name) for each in key.elements]
    return key.table.name not in REFERENCE_TABLES and (KEY, KEY) in pairs
