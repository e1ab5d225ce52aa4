"""How rows belong to people, and what becomes of them once somebody is erased: marks in the `info` of tables and columns; and
which tables belong to no community."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

PERSONAL = {"personal": True}
"""Marks what somebody said or chose, or what names them."""
IMPERSONAL = {"personal": False}
"""Marks everything else; an id of our own says nothing about anybody."""
NAMES = {"personal": False, "names": True}
"""Marks the id of somebody who did something to the row, which stays without it once they are erased."""
NOBODY = 0
"""The id of no person."""

REFERENCE_TABLES = {
    "community",  # the communities themselves
    "space",  # which community a server or workspace is of, asked before it is known
    "person",  # somebody who may be a member of several
    "account",  # whom a platform calls by an id, asked before the community is known
    "pack",  # what ships is everybody's; a community may own one
    "revision",  # of packs
    "release",  # of packs
    "release_item",  # of packs
    "shipped_link",  # links of what ships
    "slack_installation",  # the tokens of a workspace, asked before its community is known
    "slack_state",  # who is about to add the app, before there is a workspace
    "pace",  # the turns of a token, which all communities share
}
"""The tables whose keys do not begin with a community, each with why: a database that is parted by community keeps them whole on
each of its machines."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that belong to somebody."""

    title: str
    """What they are called in an export."""
    of: tuple[str, ...] = ("person_id",)
    """The columns that say to whom."""
    stays: Collection[str] = ()
    """The personal columns that stay as they are when somebody is erased, so that totals stay true: in a row that is nobody's.
    Without one the row goes."""
    blank: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What all its other personal columns hold then."""


def rows(title: str, *of: str, stays: Collection[str] = (), **blank: Any) -> dict[str, Any]:
    """The mark of a table."""
    return {"rows": Rows(title, of or ("person_id",), stays, blank)}


def rows_of(table: Table) -> Rows | None:
    """Which rows of a table belong to somebody; None if none do."""
    return table.info.get("rows")
