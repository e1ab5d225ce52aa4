"""The tables of packs, of those that ship and those that a community owns: revisions that never change, and the releases that
gather them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    false,
)

from storage.tables.columns import (
    IMPERSONAL,
    Instant,
    in_community,
    key,
    metadata,
)

pack = Table(
    "pack",
    metadata,
    key("name", String(64)),
    Column("community_id", BigInteger, index=True, info=IMPERSONAL),  # the owner; of a pack that ships nobody
    Column("title", String(200), nullable=False, info=IMPERSONAL),
    Column("rests", Boolean, nullable=False, server_default=false(), info=IMPERSONAL),  # no setting names it any more
    in_community(),
)
revision = Table(
    "revision",
    metadata,
    key("pack", String(64)),
    key("item_id", String(64)),
    key("rev", Integer),
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("body", JSON, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack"], ["pack.name"], ondelete="CASCADE"),
)
release = Table(
    "release",
    metadata,
    key("pack", String(64)),
    key("version", String(32)),
    Column("published_at", Instant, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack"], ["pack.name"], ondelete="CASCADE"),
)
release_item = Table(
    "release_item",
    metadata,
    key("pack", String(64)),
    key("version", String(32)),
    key("item_id", String(64)),
    Column("rev", Integer, nullable=False, info=IMPERSONAL),
    Column("position", Integer, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack", "version"], ["release.pack", "release.version"], ondelete="CASCADE"),
    ForeignKeyConstraint(["pack", "item_id", "rev"], ["revision.pack", "revision.item_id", "revision.rev"], ondelete="CASCADE"),
)
