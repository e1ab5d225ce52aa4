"""No statement may reach the rows of a community without saying of which: what a test's core asks its database is looked at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from storage.engine import Engines
from storage.tables import metadata
from tests.storage.statements import heard

PACKS = frozenset({"pack", "revision", "release", "release_item"})
"""Tables whose rows a community may own; the pack's row says which."""
TENANTS = PACKS | {table.name for table in metadata.tables.values() if "community_id" in table.primary_key.columns}
ACROSS_COMMUNITIES = {
    "SELECT min(due.wait_until)": "when the next beat is worth while",
    "SELECT cohort.community_id FROM cohort WHERE cohort.id =": "whose a cohort is, for a call in a direct message",
    "DELETE FROM seen WHERE seen.at <=": "requests too old to be delivered again",
    "DELETE FROM draft WHERE draft.expires_at <=": "drafts that nobody can take up any more",
    "SELECT revision.item_id, revision.pack FROM revision JOIN pack ON pack.name = revision.pack WHERE revision.pack !=": (
        "ids of a pack that ships, which have to be free in every community"
    ),
    "INSERT INTO revision": "a row of a pack, whose own row says whose it is",
    "INSERT INTO release": "the same, with what the release holds",
}
"""How the statements begin that ask across communities, and why each has to; they tell nothing that somebody said or chose."""
_TABLES = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)')
_CONDITION = re.compile(r"\b(?:WHERE|ON)\b.*", re.DOTALL)


@contextmanager
def kept_apart(engines: Engines) -> Iterator[None]:
    """Raises AssertionError for the statements that were run meanwhile and could have reached another community's rows."""
    with heard(engines) as statements:
        yield
    beyond = sorted({statement for statement, _ in statements if reaches_beyond(statement)})
    assert not beyond, "\n".join(beyond)


@cache
def reaches_beyond(statement: str) -> bool:
    """Whether a statement names a table of communities, and neither a condition nor a column it writes is `community_id`."""
    statement = " ".join(statement.split())
    if TENANTS.isdisjoint(_TABLES.findall(statement)) or statement.startswith(tuple(ACROSS_COMMUNITIES)):
        return False
    condition = _CONDITION.search(statement)
    return "community_id" not in (statement if statement.startswith("INSERT") else condition[0] if condition else "")
