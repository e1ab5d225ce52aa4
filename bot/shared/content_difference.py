"""What a change of content changed, field by field: short values whole, of long ones the parts that differ, code by its lines."""

from collections.abc import Iterator, Mapping

from bot.domain.challenge import Challenge
from bot.domain.items import OwnItem, kind_of
from bot.domain.lookup import Figure
from bot.domain.roadmap import Week
from bot.domain.text_difference import changed_lines, changed_words
from bot.domain.written_item import written
from bot.interface.limits import as_many_as_fit, fitted
from bot.language import sentence_separator
from bot.shared.content_effect import effect
from bot.shared.content_items import OPTIONS
from bot.shared.item_card import pay_words
from bot.shared.named_entries import LISTS, NO_TITLES, Titles, readable
from bot.shared.pack_fields import PACK_COLUMNS, pack_texts
from bot.shared.pages import more_lines
from bot.shared.week_card import hours
from bot.text import Markup, escape, plain, t

SHORT = 60
"""The most characters of a value that is shown whole."""
WIDEST_VALUE = 130
WIDEST_PART = 200
SPANS = ("minutes", "light", "catch_up")
"""What forms hold in minutes."""
CODE = frozenset({"reference", "wrong"})


def difference(before: OwnItem, after: OwnItem, most: int, titles: Titles = NO_TITLES) -> list[Markup]:
    """The lines that say what differs, at most `most` wide together; the last one says how many are left out. What a list names
    is told by the titles that are given."""
    old, new = _texts(before, titles, after), _texts(after, titles, before)
    lines = [*_status_line(before, after), *_field_lines(_labels(after), old, new)]
    shown = as_many_as_fit(lines, most)
    if len(shown) < len(lines):
        shown = as_many_as_fit(lines, most - 60)
    return [*shown, *more_lines(len(lines) - len(shown))]


def _texts(item: OwnItem, titles: Titles, other: OwnItem) -> Mapping[str, str]:
    """The texts of an item's forms, as people read them beside those of another: lists by titles, amounts as cards write them."""
    texts = readable(written(item), titles, written(other))
    spans = {name: plain(hours(int(texts[name]))) for name in SPANS if isinstance(item, Week | Challenge) and texts.get(name)}
    pay = {"pay": plain(pay_words(item))} if isinstance(item, Figure) else {}
    return {**texts, **spans, **pay, **pack_texts(item)}


def _status_line(before: OwnItem, after: OwnItem) -> list[Markup]:
    if before.status == after.status:
        return []
    return [effect(after, active=after.status == "active")]


def _field_lines(labels: Mapping[str, Markup], before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Markup]:
    for name, new in after.items():
        old = before.get(name, "")
        if old != new:
            yield from (
                _list_lines(labels[name], old, new) if name in LISTS else _value_lines(labels[name], old, new, code=name in CODE)
            )


def _list_lines(label: Markup, old: str, new: str) -> Iterator[Markup]:
    """The entries of a list that went, came, or stand elsewhere."""
    before, after = old.splitlines(), new.splitlines()
    yield t("**{label}**", label=label)
    separator = sentence_separator([*before, *after])
    yield from _signed("−", separator.join(line for line in before if line not in after), code=False)
    yield from _signed("+", separator.join(line for line in after if line not in before), code=False)
    stayed = [[line for line in some if line in before and line in after] for some in (before, after)]
    if stayed[0] != stayed[1]:
        yield t("In another order: {names}", names=fitted(separator.join(after), WIDEST_PART))


def _value_lines(label: Markup, old: str, new: str, *, code: bool) -> Iterator[Markup]:
    if not code and "\n" not in old + new and max(len(old), len(new)) <= SHORT:
        shown = {name: fitted(text, WIDEST_VALUE) or t("nothing") for name, text in (("old", old), ("new", new))}
        yield t("**{label}:** {old} → {new}", label=label, **shown)
        return
    yield t("**{label}**", label=label)
    for gone, come in (changed_lines if code else changed_words)(old, new):
        for sign, text in (("−", gone), ("+", come)):
            yield from _signed(sign, text, code=code)


def _signed(sign: str, text: str, *, code: bool) -> Iterator[Markup]:
    if code:
        yield from (t("{sign} `{line}`", sign=sign, line=fitted(line, WIDEST_PART)) for line in text.splitlines() if line)
    elif text:
        yield t("{sign} {text}", sign=sign, text=fitted(text, WIDEST_PART))


def _labels(item: OwnItem) -> Mapping[str, Markup]:
    """How the fields of an item are called in its forms."""
    return {column: escape(column) for column in PACK_COLUMNS} | {
        option.name: option.label() for option in OPTIONS[kind_of(item)]
    }
