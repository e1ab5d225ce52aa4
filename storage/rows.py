"""Rows ↔ the domain's frozen records. A column has the name of its field, except that keys end in `_id`."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Row

_KEYS = {"cohort": "cohort_id", "person": "person_id", "week": "week_id", "item": "item_id"}


class Record(Protocol):
    """A dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


RecordType = TypeVar("RecordType", bound=Record)


def to_row(record: Record) -> dict[str, Any]:
    return {column: getattr(record, name) for name, column in _columns(type(record)).items()}


def from_row(kind: type[RecordType], row: Row[Any], prefix: str = "") -> RecordType:
    """The record in a row; the names of its columns begin with `prefix` there."""
    return kind(**{name: getattr(row, column) for name, column in _columns(kind, prefix).items()})


@cache
def _columns(kind: type[Record], prefix: str = "") -> Mapping[str, str]:
    return {field.name: prefix + _KEYS.get(field.name, field.name) for field in fields(kind)}


def first(kind: type[RecordType], row: Row[Any] | None) -> RecordType | None:
    return None if row is None else from_row(kind, row)
