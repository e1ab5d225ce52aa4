"""The tables, by the words of the product. Instants are UTC; days and times of day are somebody's local ones.

Every table of a community's data has `community_id` in its primary and foreign keys. Every column is marked as PERSONAL or
IMPERSONAL: export and erase are derived from the marks.
"""

from sqlalchemy import (
    JSON,
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
    UniqueConstraint,
    false,
)

from bot.domain.calendar import DAYS
from storage.challenge_tables import attempt, daily_challenge, pause, repair, review_state
from storage.columns import (
    IMPERSONAL,
    PERSONAL,
    Instant,
    Weekdays,
    absences,
    in_community,
    key,
    metadata,
    of_cohort,
    of_member,
    tenant,
)
from storage.lookup_tables import gap, own_revision, report, saved, suggestion

__all__ = [
    "attempt",
    "daily_challenge",
    "gap",
    "metadata",
    "own_revision",
    "pause",
    "repair",
    "report",
    "review_state",
    "saved",
    "suggestion",
]

community = Table(
    "community",
    metadata,
    key("id"),
    Column("name", String(200), nullable=False, info=IMPERSONAL),
    Column("zone", String(64), nullable=False, info=IMPERSONAL),
    Column("locale", String(16), nullable=False, info=IMPERSONAL),
    Column("moderator_role", String(64), info=IMPERSONAL),
    Column("log_platform", String(16), info=IMPERSONAL),
    Column("log_space", String(64), info=IMPERSONAL),
    Column("log_channel", String(64), info=IMPERSONAL),
    Column("content_version", Integer, nullable=False, server_default="0", info=IMPERSONAL),
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
)

person = Table(
    "person",
    metadata,
    key("id"),
    Column("zone", String(64), info=PERSONAL),
)

account = Table(
    "account",
    metadata,
    key("platform", String(16)),
    Column("external_id", String(64), primary_key=True, info=PERSONAL),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True, info=IMPERSONAL),
    Column("name", String(200), nullable=False, info=PERSONAL),
)

member = Table(
    "member",
    metadata,
    tenant(),
    key("person_id"),
    Column("weekly_minutes", Integer, info=PERSONAL),
    Column("reminders", Boolean, nullable=False, info=PERSONAL),
    Column("reminder_from", Time, nullable=False, info=PERSONAL),
    Column("reminder_until", Time, nullable=False, info=PERSONAL),
    Column("visibility", String(16), nullable=False, info=PERSONAL),
    Column("unreachable", Boolean, nullable=False, info=PERSONAL),
    in_community(),
    ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
    Index("ix_member_person_id", "person_id"),
)

moderator = Table("moderator", metadata, tenant(), key("person_id"), of_member())

pack = Table("pack", metadata, key("name", String(64)), Column("title", String(200), nullable=False, info=IMPERSONAL))

revision = Table(
    "revision",
    metadata,
    key("pack", String(64)),
    key("item_id", String(64)),
    key("rev", Integer),
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("body", JSON, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack"], ["pack.name"]),
)

release = Table(
    "release",
    metadata,
    key("pack", String(64)),
    key("version", String(32)),
    Column("published_at", Instant, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack"], ["pack.name"]),
)

release_item = Table(
    "release_item",
    metadata,
    key("pack", String(64)),
    key("version", String(32)),
    key("item_id", String(64)),
    Column("rev", Integer, nullable=False, info=IMPERSONAL),
    Column("position", Integer, nullable=False, info=IMPERSONAL),
    ForeignKeyConstraint(["pack", "version"], ["release.pack", "release.version"]),
    ForeignKeyConstraint(["pack", "item_id", "rev"], ["revision.pack", "revision.item_id", "revision.rev"]),
)

cohort = Table(
    "cohort",
    metadata,
    tenant(),
    key("id"),
    Column("slug", String(64), nullable=False, info=IMPERSONAL),
    Column("name", String(100), nullable=False, info=IMPERSONAL),
    Column("pack", String(64), nullable=False, info=IMPERSONAL),
    Column("release", String(32), nullable=False, info=IMPERSONAL),
    Column("roadmap", String(64), nullable=False, info=IMPERSONAL),
    Column("weeks", Integer, nullable=False, info=IMPERSONAL),
    Column("start", Date, nullable=False, info=IMPERSONAL),
    Column("at", Time, nullable=False, info=IMPERSONAL),
    Column("zone", String(64), nullable=False, info=IMPERSONAL),
    Column("checkin_days", Weekdays, nullable=False, info=IMPERSONAL),
    Column("checkin_at", Time, nullable=False, info=IMPERSONAL),
    Column("challenge_days", Weekdays, nullable=False, server_default=",".join(DAYS), info=IMPERSONAL),
    Column("challenge_at", Time, nullable=False, server_default="08:00:00", info=IMPERSONAL),
    Column("capacity", Integer, info=IMPERSONAL),
    Column("ended_at", Instant, info=IMPERSONAL),
    in_community(),
    ForeignKeyConstraint(["pack"], ["pack.name"]),
    UniqueConstraint("community_id", "slug"),
    Index("ix_cohort_id", "id"),
)

home = Table(
    "home",
    metadata,
    tenant(),
    key("cohort_id"),
    key("platform", String(16)),
    key("space", String(64)),
    key("channel", String(64)),
    of_cohort(),
    Index("ix_home_channel", "community_id", "platform", "channel"),
)

enrollment = Table(
    "enrollment",
    metadata,
    tenant(),
    key("cohort_id"),
    key("person_id"),
    Column("joined_at", Instant, nullable=False, info=PERSONAL),
    Column("first_week", Integer, nullable=False, info=PERSONAL),
    Column("late_start", String(16), info=PERSONAL),
    Column("left_at", Instant, info=PERSONAL),
    Column("removed", Boolean, nullable=False, server_default=false(), info=PERSONAL),
    absences("away"),
    of_cohort(),
    of_member(),
    Index("ix_enrollment_person", "community_id", "person_id"),
)

progress = Table(
    "progress",
    metadata,
    tenant(),
    key("cohort_id"),
    key("person_id"),
    key("week_id", String(64)),
    Column("mark", String(16), nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("link", String(500), nullable=False, info=PERSONAL),
    Column("note", Text, nullable=False, info=PERSONAL),
    of_cohort(),
    of_member(),
)

checkin = Table(
    "checkin",
    metadata,
    tenant(),
    key("cohort_id"),
    key("person_id"),
    key("day", Date),
    Column("zone", String(64), nullable=False, info=PERSONAL),
    Column("rule", String(16), nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("did", Text, nullable=False, info=PERSONAL),
    Column("next", Text, nullable=False, info=PERSONAL),
    Column("blocker", Text, nullable=False, info=PERSONAL),
    Column("answer", Text, nullable=False, info=PERSONAL),
    Column("shared", Boolean, nullable=False, info=PERSONAL),
    Column("hidden", Boolean, nullable=False, server_default=false(), info=PERSONAL),
    of_cohort(),
    of_member(),
    Index("ix_checkin_day", "community_id", "cohort_id", "day"),
    Index("ix_checkin_person", "community_id", "person_id", "day"),
)

draft = Table(
    "draft",
    metadata,
    tenant(),
    key("id"),
    Column("person_id", BigInteger, nullable=False, info=IMPERSONAL),
    Column("content", JSON, nullable=False, info=PERSONAL),
    Column("expires_at", Instant, nullable=False, index=True, info=IMPERSONAL),
    of_member(),
)

due = Table(
    "due",
    metadata,
    tenant(),
    key("cohort_id"),
    key("routine", String(32)),
    Column("at", Instant, nullable=False, info=IMPERSONAL),
    Column("wait_until", Instant, nullable=False, index=True, info=IMPERSONAL),
    of_cohort(),
)

post = Table(
    "post",
    metadata,
    tenant(),
    key("id"),
    Column("key", String(200), nullable=False, info=IMPERSONAL),
    Column("kind", String(16), nullable=False, info=IMPERSONAL),
    Column("platform", String(16), nullable=False, info=IMPERSONAL),
    Column("space", String(64), nullable=False, info=IMPERSONAL),
    Column("channel", String(64), nullable=False, info=PERSONAL),
    Column("card", JSON, nullable=False, info=PERSONAL),
    Column("cohort_id", BigInteger, info=IMPERSONAL),
    Column("person_id", BigInteger, info=IMPERSONAL),
    Column("parent", String(200), info=IMPERSONAL),
    Column("state", String(16), nullable=False, info=IMPERSONAL),
    Column("due_at", Instant, nullable=False, info=IMPERSONAL),
    Column("until", Instant, info=IMPERSONAL),
    Column("leased_until", Instant, info=IMPERSONAL),
    Column("attempts", Integer, nullable=False, info=IMPERSONAL),
    Column("version", Integer, nullable=False, info=IMPERSONAL),
    Column("message", String(64), info=IMPERSONAL),
    Column("changed_at", Instant, info=IMPERSONAL),
    Column("reason", Text, info=IMPERSONAL),
    in_community(),
    of_cohort(),
    of_member(),
    UniqueConstraint("community_id", "key"),
    Index("ix_post_waiting", "state", "due_at"),
)

seen = Table(
    "seen",
    metadata,
    tenant(),
    key("request_id", String(200)),
    Column("at", Instant, nullable=False, index=True, info=IMPERSONAL),
    in_community(),
)
