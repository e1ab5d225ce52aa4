"""The tables, by the words of the product. Instants are UTC; days and times of day are somebody's local ones.

Every table of a community's data has `community_id` in its primary and foreign keys. Every column that says something about a
person is marked with `info=PERSONAL`, everything else with nothing: export and erase are derived from the marks.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
)

from bot.domain.calendar import DAYS

PERSONAL = {"personal": True}
"""Marks what somebody said or chose, or what names them."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept without its zone where the database has none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


class Weekdays(TypeDecorator[frozenset[str]]):
    """A set of weekdays, kept as `mon,wed`."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(day for day in DAYS if day in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        return None if value is None else frozenset(filter(None, value.split(",")))


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _tenant() -> Column[Any]:
    return Column("community_id", BigInteger, primary_key=True, autoincrement=False)


def _key(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _in_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id"], ["community.id"], ondelete="CASCADE")


def _of_cohort() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "cohort_id"], ["cohort.community_id", "cohort.id"], ondelete="CASCADE")


def _of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "person_id"], ["member.community_id", "member.person_id"], ondelete="CASCADE")


community = Table(
    "community",
    metadata,
    _key("id"),
    Column("name", String(200), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("moderator_role", String(64)),
    Column("log_platform", String(16)),
    Column("log_space", String(64)),
    Column("log_channel", String(64)),
)

space = Table(
    "space",
    metadata,
    _key("platform", String(16)),
    _key("external_id", String(64)),
    Column("community_id", BigInteger, ForeignKey("community.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
)

person = Table(
    "person",
    metadata,
    _key("id"),
    Column("zone", String(64), info=PERSONAL),
)

account = Table(
    "account",
    metadata,
    _key("platform", String(16)),
    Column("external_id", String(64), primary_key=True, info=PERSONAL),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False, info=PERSONAL),
)

member = Table(
    "member",
    metadata,
    _tenant(),
    _key("person_id"),
    Column("weekly_minutes", Integer, info=PERSONAL),
    Column("reminders", Boolean, nullable=False, info=PERSONAL),
    Column("reminder_from", Time, nullable=False, info=PERSONAL),
    Column("reminder_until", Time, nullable=False, info=PERSONAL),
    Column("visibility", String(16), nullable=False, info=PERSONAL),
    Column("unreachable", Boolean, nullable=False, info=PERSONAL),
    _in_community(),
    ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
    Index("ix_member_person_id", "person_id"),
)

moderator = Table("moderator", metadata, _tenant(), _key("person_id"), _of_member())

pack = Table("pack", metadata, _key("name", String(64)), Column("title", String(200), nullable=False))

revision = Table(
    "revision",
    metadata,
    _key("pack", String(64)),
    _key("item_id", String(64)),
    _key("rev", Integer),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    ForeignKeyConstraint(["pack"], ["pack.name"]),
)

release = Table(
    "release",
    metadata,
    _key("pack", String(64)),
    _key("version", String(32)),
    Column("published_at", Instant, nullable=False),
    ForeignKeyConstraint(["pack"], ["pack.name"]),
)

release_item = Table(
    "release_item",
    metadata,
    _key("pack", String(64)),
    _key("version", String(32)),
    _key("item_id", String(64)),
    Column("rev", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(["pack", "version"], ["release.pack", "release.version"]),
    ForeignKeyConstraint(["pack", "item_id", "rev"], ["revision.pack", "revision.item_id", "revision.rev"]),
)

cohort = Table(
    "cohort",
    metadata,
    _tenant(),
    _key("id"),
    Column("slug", String(64), nullable=False),
    Column("name", String(100), nullable=False),
    Column("pack", String(64), nullable=False),
    Column("release", String(32), nullable=False),
    Column("roadmap", String(64), nullable=False),
    Column("weeks", Integer, nullable=False),
    Column("start", Date, nullable=False),
    Column("at", Time, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("checkin_days", Weekdays, nullable=False),
    Column("checkin_at", Time, nullable=False),
    Column("capacity", Integer),
    Column("ended_at", Instant),
    _in_community(),
    ForeignKeyConstraint(["pack", "release"], ["release.pack", "release.version"]),
    UniqueConstraint("community_id", "slug"),
    Index("ix_cohort_id", "id"),
)

home = Table(
    "home",
    metadata,
    _tenant(),
    _key("cohort_id"),
    _key("platform", String(16)),
    _key("space", String(64)),
    _key("channel", String(64)),
    _of_cohort(),
    Index("ix_home_channel", "community_id", "platform", "channel"),
)

enrollment = Table(
    "enrollment",
    metadata,
    _tenant(),
    _key("cohort_id"),
    _key("person_id"),
    Column("joined_at", Instant, nullable=False, info=PERSONAL),
    Column("first_week", Integer, nullable=False, info=PERSONAL),
    Column("late_start", String(16), info=PERSONAL),
    Column("left_at", Instant, info=PERSONAL),
    _of_cohort(),
    _of_member(),
    Index("ix_enrollment_person", "community_id", "person_id"),
)

progress = Table(
    "progress",
    metadata,
    _tenant(),
    _key("cohort_id"),
    _key("person_id"),
    _key("week_id", String(64)),
    Column("mark", String(16), nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("link", String(500), nullable=False, info=PERSONAL),
    Column("note", Text, nullable=False, info=PERSONAL),
    _of_cohort(),
    _of_member(),
)

checkin = Table(
    "checkin",
    metadata,
    _tenant(),
    _key("cohort_id"),
    _key("person_id"),
    _key("day", Date),
    Column("zone", String(64), nullable=False, info=PERSONAL),
    Column("rule", String(16), nullable=False, info=PERSONAL),
    Column("at", Instant, nullable=False, info=PERSONAL),
    Column("did", Text, nullable=False, info=PERSONAL),
    Column("next", Text, nullable=False, info=PERSONAL),
    Column("blocker", Text, nullable=False, info=PERSONAL),
    Column("answer", Text, nullable=False, info=PERSONAL),
    Column("shared", Boolean, nullable=False, info=PERSONAL),
    _of_cohort(),
    _of_member(),
    Index("ix_checkin_day", "community_id", "cohort_id", "day"),
    Index("ix_checkin_person", "community_id", "person_id", "day"),
)

draft = Table(
    "draft",
    metadata,
    _tenant(),
    _key("id"),
    Column("person_id", BigInteger, nullable=False),
    Column("content", JSON, nullable=False, info=PERSONAL),
    Column("expires_at", Instant, nullable=False, index=True),
    _of_member(),
)

due = Table(
    "due",
    metadata,
    _tenant(),
    _key("cohort_id"),
    _key("routine", String(32)),
    Column("at", Instant, nullable=False),
    Column("wait_until", Instant, nullable=False, index=True),
    _of_cohort(),
)

post = Table(
    "post",
    metadata,
    _tenant(),
    _key("id"),
    Column("key", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("space", String(64), nullable=False),
    Column("channel", String(64), nullable=False, info=PERSONAL),
    Column("card", JSON, nullable=False, info=PERSONAL),
    Column("cohort_id", BigInteger),
    Column("person_id", BigInteger),
    Column("parent", String(200)),
    Column("state", String(16), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("message", String(64)),
    Column("changed_at", Instant),
    Column("reason", Text),
    _in_community(),
    UniqueConstraint("community_id", "key"),
    Index("ix_post_waiting", "state", "due_at"),
)

seen = Table(
    "seen",
    metadata,
    _tenant(),
    _key("request_id", String(200)),
    Column("at", Instant, nullable=False, index=True),
    _in_community(),
)
