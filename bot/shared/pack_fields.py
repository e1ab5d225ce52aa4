"""What a table says of an entry that no form asks: fields that files of packs have, and that an entry keeps once it has them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from bot.domain.challenge import (
    LONGEST_REASON,
    LONGEST_SLIP,
    MOST_MUTANTS,
    Challenge,
    EquivalentMutant,
    Limits,
    Reviewed,
)
from bot.domain.items import OwnItem
from bot.domain.lookup import Figure
from bot.domain.roadmap import LONGEST_STARTER, STARTER_NAME
from bot.errors import Refusal
from bot.interface.inputs import parted
from bot.text import Markup, t

LICENCE = "licence"
"""The one of them that people know; the others have columns of which no sheet makes any by chance."""
LONGEST_LICENCE = 40
LONGEST_NAME = 40
COMMENT = "  # "
_ID = re.compile(r"[a-z]+\.[\w.-]{1,62}")
_LIMITS = re.compile(r"([\d.]{1,5}) s, (\d{1,4}) MB")


def _day(text: str) -> str:
    date.fromisoformat(text)
    return text


def _licence(text: str) -> str:
    return _checked(" ".join(text.split()), lambda licence: len(licence) <= LONGEST_LICENCE)


def _review(text: str) -> Reviewed:
    by, _, on = text.rpartition(", ")
    return Reviewed(by=_checked(by, lambda name: 0 < len(name) <= LONGEST_NAME), on=_day(on))


def _limits(text: str) -> Limits:
    found = _LIMITS.fullmatch(text)
    if not found:
        raise ValueError
    limits = Limits(seconds=float(found[1]), mb=int(found[2]))
    return _checked(limits, lambda limits: 0.1 <= limits.seconds <= 5 and 8 <= limits.mb <= 128)


def _mutants(text: str) -> tuple[EquivalentMutant, ...]:
    """One on each line, its reason behind it as a comment."""
    parts = [[part.strip() for part in line.rpartition(COMMENT)] for line in text.splitlines() if line.strip()]
    found = tuple(EquivalentMutant(slip=slip, reason=reason) for slip, _, reason in parts)
    return _checked(
        found,
        lambda found: (
            len(found) <= MOST_MUTANTS
            and all(0 < len(one.slip) <= LONGEST_SLIP and 0 < len(one.reason) <= LONGEST_REASON for one in found)
        ),
    )


def _ids(most: int) -> Callable[[str], tuple[str, ...]]:
    return lambda text: _checked(tuple(parted(text)), lambda ids: len(ids) <= most and all(map(_ID.fullmatch, ids)))


def _script_name(text: str) -> str:
    return _checked(text, re.compile(STARTER_NAME).fullmatch)


def _script(text: str) -> str:
    return _checked(text, lambda code: len(code) <= LONGEST_STARTER)


def _id(text: str) -> str:
    return _checked(text, _ID.fullmatch)


def _facts(text: str) -> tuple[str, ...]:
    return tuple(parted(text))


Value = TypeVar("Value")


def _checked(value: Value, fits: Callable[[Value], object]) -> Value:
    if not fits(value):
        raise ValueError
    return value


_READERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "licence": (_licence, "CC-BY-4.0"),
    "checked": (_day, "2026-01-31"),
    "see": (_ids(6), "question.owls, term.owl"),
    "needs": (_ids(60), "week.owls"),
    "challenges": (_ids(60), "challenge.owls"),
    "source": (_ids(3), "resource.owls"),
    "covers": (_facts, "fact.1, fact.2"),
    "equivalent_mutants": (_mutants, "return x * 2  # 2 * x"),
    "review": (_review, "Ann, 2026-01-31"),
    "limits": (_limits, "1 s, 32 MB"),
    "starter": (_script_name, "first-model.py"),
    "starter_code": (_script, "print('hello')"),
    "replaced_by": (_id, "resource.owls"),
}
"""How the text of a field is read, and an example of it."""


def column_of(name: str) -> str:
    return name if name == LICENCE else f"pack {name}"


_ASKED: Mapping[type[OwnItem], str] = {Figure: "source", Challenge: "starter"}
"""What a form asks of a kind that has one of these fields."""

PACK_COLUMNS = {column_of(name): name for name in _READERS}
"""The fields by their columns."""


def pack_texts(item: OwnItem) -> Mapping[str, str]:
    """The texts by their columns."""
    return {column_of(field.name): _written(getattr(item, field.name), field) for field in _fields(type(item))}


def with_pack_texts(item: OwnItem, texts: Mapping[str, str]) -> OwnItem:
    """The item with the texts that a table gives. Raises Refusal for one that cannot be meant."""
    given = {field: texts[column_of(field.name)].strip() for field in _fields(type(item)) if column_of(field.name) in texts}
    return replace(item, **{field.name: _read(field, text) for field, text in given.items()})


@cache
def _fields(of: type[OwnItem]) -> Sequence[Field[Any]]:
    """Those that a kind of item has, and that its form does not ask."""
    return [field for field in fields(of) if field.name in _READERS and field.name != _ASKED.get(of)]


def _written(value: Any, field: Field[Any]) -> str:
    if value == _usual(field):
        return ""
    match value:
        case Reviewed():
            return f"{value.by}, {value.on}"
        case Limits():
            return f"{value.seconds:g} s, {value.mb} MB"
        case (EquivalentMutant(), *_):
            return "\n".join(f"{one.slip}{COMMENT}{one.reason}" for one in value)
        case str():
            return value
        case _:
            return ", ".join(value)


def _read(field: Field[Any], text: str) -> Any:
    if not text:
        return _usual(field)
    read, example = _READERS[field.name]
    try:
        return read(text)
    except ValueError:
        column = column_of(field.name)
        raise Refusal(_misread(column, text, example), column) from None


def _misread(column: str, text: str, example: str) -> Markup:
    return t(
        "“{text}” is not read in the column “{column}”; write it such as {example}, or leave it empty.",
        text=text[:50],
        column=column,
        example=example,
    )


def _usual(field: Field[Any]) -> Any:
    return field.default_factory() if field.default is MISSING and field.default_factory is not MISSING else field.default
