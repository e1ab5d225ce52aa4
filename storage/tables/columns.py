"""What the tables are made of: names of constraints, types that give the domain's own values, keys, marks of personal data."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKeyConstraint, MetaData, String, Text, TypeDecorator, text

from bot.domain.breaks import Break, breaks_from, breaks_text
from bot.domain.calendar import DAYS
from bot.domain.cohort import Absence

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PERSONAL = {"personal": True}
"""Marks what somebody said or chose, or what names them."""
IMPERSONAL = {"personal": False}
"""Marks everything else; an id of our own says nothing about anybody."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept without its zone if the database has none."""

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


class Breaks(TypeDecorator[tuple[Break, ...]]):
    """Breaks of a cohort, kept as `breaks_text` writes them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Break, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else breaks_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Break, ...] | None:
        return None if value is None else breaks_from(value)


class Absences(TypeDecorator[tuple[Absence, ...]]):
    """Spans of days, kept as `2026-01-05/2026-01-09,2026-02-01/2026-02-01`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Absence, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(f"{span.first}/{span.last}" for span in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Absence, ...] | None:
        return (
            None
            if value is None
            else tuple(Absence(*map(date.fromisoformat, span.split("/"))) for span in value.split(",") if span)
        )


def tenant() -> Column[Any]:
    return key("community_id")


def key(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False, info=IMPERSONAL)


def absences(name: str) -> Column[Any]:
    return Column(name, Absences, nullable=False, server_default=text("''"), info=PERSONAL)


def in_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id"], ["community.id"], ondelete="CASCADE")


def of_cohort() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "cohort_id"], ["cohort.community_id", "cohort.id"], ondelete="CASCADE")


def of_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "person_id"], ["member.community_id", "member.person_id"], ondelete="CASCADE")
