"""Values of a dataclass's fields as texts to keep, and back: which way follows from the field's type."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote, unquote

from bot.domain.breaks import Break, breaks_from, breaks_text
from bot.domain.calendar import DAYS
from bot.domain.course import EarlierReleases, releases_from, releases_text
from bot.domain.earlier_plans import EarlierPlan, plans_from, plans_text


@dataclass(frozen=True, slots=True)
class TextForm:
    """How values of one type are written and read; what is written is read back as it was."""

    written: Callable[[Any], str]
    read: Callable[[str], Any]


def _words_text(words: Iterable[str]) -> str:
    """Words that are not empty, with commas between: weekdays as the week has them, then others by alphabet."""
    return ",".join(map(quote, sorted(words, key=lambda word: (DAYS.index(word) if word in DAYS else len(DAYS), word))))


def _words_from(text: str) -> frozenset[str]:
    return frozenset(map(unquote, filter(None, text.split(","))))


def _three_from(text: str) -> tuple[str, str, str]:
    one, two, three = map(unquote, text.split(","))
    return one, two, three


_FORMS: Mapping[Any, TextForm] = {
    str: TextForm(str, str),
    bool: TextForm(str, {"True": True, "False": False}.__getitem__),
    int: TextForm(str, int),
    float: TextForm(repr, float),
    date: TextForm(date.isoformat, date.fromisoformat),
    time: TextForm(time.isoformat, time.fromisoformat),
    datetime: TextForm(datetime.isoformat, datetime.fromisoformat),
    frozenset[str]: TextForm(_words_text, _words_from),
    tuple[str, str, str]: TextForm(lambda three: ",".join(map(quote, three)), _three_from),
    tuple[Break, ...]: TextForm(breaks_text, breaks_from),
    tuple[EarlierPlan, ...]: TextForm(plans_text, plans_from),
    EarlierReleases: TextForm(releases_text, releases_from),
}


def text_forms(kind: type) -> dict[str, TextForm]:
    """How each field of a dataclass is written and read. Raises TypeError for a field of a type that has no form."""
    return {name: _form_of(type_, f"{kind.__name__}.{name}") for name, type_ in get_type_hints(kind).items()}


def _form_of(kind: Any, field: str) -> TextForm:
    some = [each for each in get_args(kind) if each is not NoneType] if get_origin(kind) in (Union, UnionType) else []
    if kind in _FORMS:
        return _FORMS[kind]
    if len(some) == 1 and some[0] in _FORMS:
        return _optional(_FORMS[some[0]])
    raise TypeError(f"{field} cannot be kept as a text: there is no form for {kind} in field_texts.py")


def _optional(form: TextForm) -> TextForm:
    """None is the empty text; a value whose own text is empty, or begins like this one, has `=` before it."""

    def written(value: Any) -> str:
        text = "" if value is None else form.written(value)
        return text if value is None or text[:1] not in ("", "=") else f"={text}"

    return TextForm(written, lambda text: form.read(text.removeprefix("=")) if text else None)
