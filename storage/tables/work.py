"""The tables of work that waits: drafts, routines that are due, posts to deliver, and the requests that were carried out."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.columns import Instant, in_community, key, metadata, of_cohort, of_member, tenant
from storage.tables.marks import IMPERSONAL, NAMES, PERSONAL, rows

draft = Table(
    "draft",
    metadata,
    tenant(),
    key("id"),
    Column("person_id", BigInteger, nullable=False, info=IMPERSONAL),
    Column("kind", String(40), nullable=False, info=IMPERSONAL),
    Column("content", JSON, nullable=False, info=PERSONAL),
    Column("expires_at", Instant, nullable=False, index=True, info=IMPERSONAL),
    of_member(),
    info=rows("drafts"),
)
due = Table(
    "due",
    metadata,
    tenant(),
    key("subject_kind", String(16)),
    key("subject_id"),
    key("routine", String(32)),
    Column("cohort_id", BigInteger, info=IMPERSONAL),  # the subject once more if it is a cohort, so that both end together
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    Column("wait_until", Instant, nullable=False, index=True, info=IMPERSONAL),
    Column("leased_until", Instant, index=True, info=IMPERSONAL),
    in_community(),
    of_cohort(),
)
_leased_until = Column("leased_until", Instant, info=IMPERSONAL)
post = Table(
    "post",
    metadata,
    tenant(),
    key("id"),
    Column("number", BigInteger, nullable=False, server_default=text("0"), info=IMPERSONAL),  # as they were queued
    Column("key", String(200), nullable=False, info=IMPERSONAL),
    Column("known_as", BigInteger, info=IMPERSONAL),  # what its message is known by, once its key is another
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("platform", String(16), nullable=False, info=IMPERSONAL),
    Column("space", String(64), nullable=False, info=IMPERSONAL),
    Column("channel", String(64), nullable=False, info=PERSONAL),
    Column("card", JSON, nullable=False, info=PERSONAL),
    Column("basis", JSON(none_as_null=True), info=IMPERSONAL),
    Column("cohort_id", BigInteger, info=IMPERSONAL),
    Column("home_id", BigInteger, info=IMPERSONAL),
    Column("person_id", BigInteger, info=IMPERSONAL),
    Column("promised_to", BigInteger, info=NAMES),
    Column("parent", String(200), info=IMPERSONAL),
    Column("state", String(16), nullable=False, info=IMPERSONAL),
    Column("due_at", Instant, nullable=False, info=IMPERSONAL),
    Column("until", Instant, info=IMPERSONAL),
    _leased_until,
    Column("attempts", Integer, nullable=False, info=IMPERSONAL),
    Column("version", Integer, nullable=False, info=IMPERSONAL),
    Column("message", String(64), info=IMPERSONAL),
    Column("changed_at", Instant, info=IMPERSONAL),
    Column("sent_at", Instant, info=IMPERSONAL),  # first, whatever was edited since
    Column("reason", Text, info=IMPERSONAL),
    Column("held_since", Instant, info=IMPERSONAL),
    Column("tried_at", Instant, info=IMPERSONAL),  # first, since it was last known that nothing was sent
    in_community(),
    of_cohort(),
    ForeignKeyConstraint(["community_id", "home_id"], ["home.community_id", "home.id"], ondelete="CASCADE"),
    of_member(),
    UniqueConstraint("community_id", "key"),
    Index("ix_post_number", "community_id", "number"),
    Index("ix_post_lane", "state", "platform", "community_id", "channel", "due_at", "number"),
    Index(
        "ix_post_leased",
        "state",
        "platform",
        "community_id",
        "channel",
        "leased_until",
        sqlite_where=_leased_until.is_not(None),
        postgresql_where=_leased_until.is_not(None),
    ),
    Index("ix_post_board", "community_id", "state", "due_at"),
    info=rows("messages"),
)
seen = Table(
    "seen",
    metadata,
    tenant(),
    key("request_id", String(200)),
    Column("at", Instant, nullable=False, index=True, info=IMPERSONAL),
    in_community(),
)
pace = Table("pace", metadata, key("name", String(64)), Column("next_at", Float, nullable=False, info=IMPERSONAL))
"""For each platform whose token several processes share, when the next request may leave, in seconds of the database's clock."""
