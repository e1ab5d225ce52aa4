"""The tables of communities: their spaces, and the people in them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    false,
    true,
)

from storage.tables.columns import Instant, Leaves, day_ends, days_away, in_community, key, metadata, of_member, tenant
from storage.tables.marks import IMPERSONAL, NAMES, PERSONAL, rows

community = Table(
    "community",
    metadata,
    key("id"),
    Column("name", String(200), nullable=False, info=IMPERSONAL),
    Column("zone", String(64), nullable=False, info=IMPERSONAL),
    Column("locale", String(16), nullable=False, info=IMPERSONAL),
    Column("log_platform", String(16), info=IMPERSONAL),
    Column("log_space", String(64), info=IMPERSONAL),
    Column("log_channel", String(64), info=IMPERSONAL),
    Column("digest", Boolean, nullable=False, server_default=true(), info=IMPERSONAL),
    Column("content_version", Integer, nullable=False, server_default="0", info=IMPERSONAL),
    Column("check_links", Boolean, nullable=False, server_default=true(), info=IMPERSONAL),
    Column("public_token", String(64), index=True, unique=True, info=IMPERSONAL),
    Column("links_noted", Integer, nullable=False, server_default="-1", info=IMPERSONAL),  # the version whose links are
    Column("links_shown", Date, info=IMPERSONAL),  # the day on which look-ups last took over what sites said
)
space = Table(
    "space",
    metadata,
    key("platform", String(16)),
    key("external_id", String(64)),
    Column(
        "community_id", BigInteger, ForeignKey("community.id", ondelete="CASCADE"), nullable=False, index=True, info=IMPERSONAL
    ),
    Column("name", String(200), nullable=False, info=IMPERSONAL),
    Column("left_at", Instant, info=IMPERSONAL),  # when the bot was taken out; nothing is sent there until it is back
)
_was_left = space.c.left_at.is_not(None)
Index(
    "ix_space_left", space.c.platform, space.c.external_id, sqlite_where=_was_left, postgresql_where=_was_left
)  # of the few spaces that each claim of posts leaves out
person = Table(
    "person",
    metadata,
    key("id"),
    Column("zone", String(64), info=PERSONAL),
    Column("told_zone", String(64), info=PERSONAL),  # by the platform, at the last call; the zone follows it until one is chosen
    Column("locale", String(16), info=PERSONAL),
    info=rows("zone_and_language", "id"),
)
account = Table(
    "account",
    metadata,
    key("platform", String(16)),
    Column("external_id", String(64), primary_key=True, info=PERSONAL),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True, info=IMPERSONAL),
    Column("name", String(200), nullable=False, info=PERSONAL),
    info=rows("accounts"),
)
member = Table(
    "member",
    metadata,
    tenant(),
    key("person_id"),
    day_ends(),
    Column("weekly_minutes", Integer, info=PERSONAL),
    Column("reminders", Boolean, nullable=False, info=PERSONAL),
    Column("reminder_from", Time, nullable=False, info=PERSONAL),
    Column("reminder_until", Time, nullable=False, info=PERSONAL),
    Column("remind_at", Time, info=PERSONAL),
    days_away("leaves", Leaves),
    Column("visibility", String(16), nullable=False, info=PERSONAL),
    Column("unreachable", Boolean, nullable=False, info=PERSONAL),
    Column("helps", Boolean, nullable=False, server_default=false(), info=PERSONAL),
    Column("reviews", Boolean, nullable=False, server_default=false(), info=PERSONAL),
    in_community(),
    ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
    Index("ix_member_person_id", "person_id"),
    info=rows("settings"),
)
moderator = Table("moderator", metadata, tenant(), key("person_id"), of_member(), info=rows("named_as_a_moderator"))
moderator_role = Table("moderator_role", metadata, tenant(), key("role_id", String(64)), in_community())
erasure = Table(
    "erasure",
    metadata,
    tenant(),
    key("digest", String(64)),
    Column("at", Instant, nullable=False, index=True, info=IMPERSONAL),
    in_community(),
)
"""That somebody was erased, whoever it was."""
member_note = Table(
    "member_note",
    metadata,
    tenant(),
    key("person_id"),
    Column("text", Text, nullable=False, info=PERSONAL),
    Column("author", BigInteger, nullable=False, info=NAMES),
    Column("at", Instant, nullable=False, info=PERSONAL),
    of_member(),
    info=rows("notes_of_moderators"),
)
