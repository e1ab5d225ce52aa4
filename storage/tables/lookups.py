"""The tables of look-ups: what a community adds to the shipped content, and what its members keep, report, miss and propose."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, text, true

from storage.tables.columns import Instant, in_community, key, metadata, of_member, tenant
from storage.tables.marks import IMPERSONAL, NAMES, PERSONAL, rows


def _settled() -> tuple[Column[Any], ...]:
    """Which entry something that waited for moderators led to, and whether it waits (again) all the same."""
    return (
        Column("item_id", String(64), info=IMPERSONAL),
        Column("waits", Boolean, nullable=False, server_default=true(), info=IMPERSONAL),
    )


def _asked_now_and_then() -> tuple[Column[Any], ...]:
    """What is known of an address, and when it is asked next."""
    return (
        Column("url", String(500), nullable=False, info=IMPERSONAL),
        Column("host", String(255), nullable=False, info=IMPERSONAL),
        Column("checked", Date, info=IMPERSONAL),
        Column("failed", Date, info=IMPERSONAL),
        Column("broken", Date, info=IMPERSONAL),
        Column("due_at", Instant, nullable=False, info=IMPERSONAL),
        Column("asked_at", Instant, info=IMPERSONAL),
    )


own_revision = Table(
    "own_revision",
    metadata,
    tenant(),
    key("item_id", String(64)),
    key("rev", Integer),
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("body", JSON, nullable=False, info=IMPERSONAL),
    Column("author", BigInteger, nullable=False, info=NAMES),
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    Column("deed", String(16), nullable=False, server_default="added", info=IMPERSONAL),
    Column("reason", Text, nullable=False, server_default=text("''"), info=IMPERSONAL),
    Column("batch", BigInteger, info=IMPERSONAL),
    Column("version", Integer, nullable=False, server_default="0", info=IMPERSONAL),  # of the community's content, with it
    in_community(),
    Index("ix_own_revision_at", "community_id", "at"),
    Index("ix_own_revision_kind", "community_id", "kind", "version"),
    Index("ix_own_revision_batch", "community_id", "batch", "item_id"),
    info=rows("entries_that_I_changed", "author"),
)

own_link = Table("own_link", metadata, tenant(), key("item_id", String(64)), *_asked_now_and_then(), in_community())
"""What is known of the addresses of what a community added, and of what ships if its moderators saw that work."""

shipped_link = Table("shipped_link", metadata, key("item_id", String(64)), *_asked_now_and_then())

for _links in (own_link, shipped_link):
    Index(f"ix_{_links.name}_due_at", _links.c.due_at)
    Index(f"ix_{_links.name}_host", _links.c.host, _links.c.asked_at)

stand_in = Table(
    "stand_in",
    metadata,
    tenant(),
    key("item_id", String(64)),
    Column("own_id", String(64), nullable=False, info=IMPERSONAL),
    in_community(),
)
"""The entry of its own that a community has in place of one that ships; while it is retired it stands for none."""

saved = Table(
    "saved",
    metadata,
    tenant(),
    key("person_id"),
    key("item_id", String(64)),
    Column("at", Instant, nullable=False, info=PERSONAL),
    of_member(),
    info=rows("saved_entries"),
)

report = Table(
    "report",
    metadata,
    tenant(),
    key("item_id", String(64)),
    key("person_id"),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("settled_by", String(100), info=IMPERSONAL),  # the act since which it counts no more
    of_member(),
    info=rows("reports_of_broken_links", stays=("at",)),
)

suggestion = Table(
    "suggestion",
    metadata,
    tenant(),
    key("id"),
    Column("person_id", BigInteger, nullable=False, info=IMPERSONAL),
    Column("content", JSON, nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    *_settled(),
    Column("declined_at", Instant, info=IMPERSONAL),
    Column("declined_by", BigInteger, info=NAMES),
    Column("reason", Text, nullable=False, server_default=text("''"), info=IMPERSONAL),
    of_member(),
    info=rows("suggestions"),
)

gap = Table(
    "gap",
    metadata,
    tenant(),
    key("id"),
    Column("query", String(200), nullable=False, info=IMPERSONAL),
    Column("count", Integer, nullable=False, info=IMPERSONAL),
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    *_settled(),
    in_community(),
    UniqueConstraint("community_id", "query"),
)
