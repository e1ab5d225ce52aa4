"""What the tables are made of: names of constraints, types that give the domain's own values, keys, marks of personal data."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import MISSING, astuple, fields
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, TypeVar, get_type_hints

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKeyConstraint,
    MetaData,
    String,
    Text,
    Time,
    TypeDecorator,
    false,
    text,
    true,
)

from bot.domain.breaks import breaks_from, breaks_text
from bot.domain.calendar import DAYS
from bot.domain.cohort import Absence
from bot.domain.course import releases_from, releases_text
from bot.domain.earlier_plans import plans_from, plans_text
from bot.domain.field_texts import TextForm, text_forms
from bot.domain.leave import Leave
from storage.tables.marks import IMPERSONAL, PERSONAL

SpanType = TypeVar("SpanType", Absence, Leave)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


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


class _Written(TypeDecorator[Any]):
    """A value of the domain's own, kept as its text."""

    impl = Text
    cache_ok = True
    form: ClassVar[TextForm]

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else self.form.written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self.form.read(value)


class Breaks(_Written):
    cache_ok = True
    form = TextForm(breaks_text, breaks_from)


class EarlierPlans(_Written):
    cache_ok = True
    form = TextForm(plans_text, plans_from)


class EarlierReleases(_Written):
    cache_ok = True
    form = TextForm(releases_text, releases_from)


class _Spans(TypeDecorator[tuple[SpanType, ...]]):
    """Spans of days or of time, kept as `2026-01-05/2026-01-09,2026-02-01/2026-02-01`."""

    impl = Text
    cache_ok = True
    record: ClassVar[Any]
    bound: ClassVar[type[date]]
    """What the beginning and the end of a span are."""

    def process_bind_param(self, value: tuple[SpanType, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else ",".join(map(_span_text, value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[SpanType, ...] | None:
        spans = (value or "").split(",")
        return (
            None
            if value is None
            else tuple(self.record(*map(self.bound.fromisoformat, span.split("/"))) for span in spans if span)
        )


class Absences(_Spans[Absence]):
    cache_ok = True
    record = Absence
    bound = datetime


class Leaves(_Spans[Leave]):
    cache_ok = True
    record = Leave
    bound = date


def _span_text(span: Absence | Leave) -> str:
    return "/".join(bound.isoformat() for bound in astuple(span))


_TYPES: Mapping[Any, Any] = {
    bool: Boolean,
    int: BigInteger,
    float: Float,
    date: Date,
    time: Time,
    datetime: Instant,
    frozenset[str]: Weekdays,
    str: Text,
}


def tenant() -> Column[Any]:
    return key("community_id")


def key(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False, info=IMPERSONAL)


def days_away(name: str, spans: type[Absences] | type[Leaves]) -> Column[Any]:
    """Absences or leaves, none in rows of before."""
    return Column(name, spans, nullable=False, server_default=text("''"), info=PERSONAL)


def day_ends() -> Column[Any]:
    """The wall time at which days of a member end; in rows of before, midnight."""
    return Column("day_ends", Time, nullable=False, server_default="00:00:00", info=PERSONAL)


def columns_for(kind: type, told: Container[str]) -> Iterator[Column[Any]]:
    """A column for each field of a dataclass that is not among those `told`: empty if the field may be None, and in rows of
    before what the field is by default. Raises TypeError for a field without a default, and for one of a type that has no column
    of its own here."""
    types, forms = get_type_hints(kind), text_forms(kind)
    for field in (field for field in fields(kind) if field.name not in told):
        some = next((each for each in _TYPES if types[field.name] in (each, each | None)), None)
        if some is None or field.default is MISSING:
            raise TypeError(f"{kind.__name__}.{field.name} needs a column in its table")
        default = None if field.default is None else _default(field.default, forms[field.name])
        yield Column(field.name, _TYPES[some], nullable=types[field.name] != some, server_default=default, info=IMPERSONAL)


def _default(value: Any, form: TextForm) -> Any:
    if isinstance(value, bool):
        return true() if value else false()
    return form.written(value) or text("''")


def in_community() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id"], ["community.id"], ondelete="CASCADE")


def of_cohort() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "cohort_id"], ["cohort.community_id", "cohort.id"], ondelete="CASCADE")


def of_member(person: str = "person_id") -> ForeignKeyConstraint:
    """`person` is the column that names the member."""
    return ForeignKeyConstraint(["community_id", person], ["member.community_id", "member.person_id"], ondelete="CASCADE")
