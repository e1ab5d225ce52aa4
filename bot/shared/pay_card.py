"""What sources say about pay: one line each, each source once, with a picture of those that can be compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from bot.domain.lookup import Figure
from bot.interface.call import Call
from bot.interface.card import Block, Card, Note, Select, Text, fits
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, MOST_CHOICES
from bot.interface.phone import shortest_cut
from bot.shared.item_card import entry_of, period_words, stale_note
from bot.shared.pages import more_lines
from bot.shared.pay_picture import amounts, comparable, pay_picture
from bot.text import Markup, clip, escape, join, t

MOST_LISTED = 6
"""How many figures fit on a phone, if none is drawn."""
MOST_WITH_NOTES = 2


def figures_card(title: Markup, figures: Sequence[Figure], now: datetime, *said: Note) -> Card:
    """Sources that disagree stand side by side: as many as a phone shows with a picture of those that can be compared. `said`
    comes first."""
    ordered = _by_source(figures)
    notes = [Note(t("{currency}: {note}", currency=f.currency, note=f.note)) for f in figures if f.note]
    variants = [
        (*said, _shown(ordered, count, with_sources=with_sources), *told, *_places(ordered, count), *stale_note(figures, now))
        for count in range(min(len(ordered), MOST_LISTED), 0, -1)
        for told in ((notes, []) if len(figures) <= MOST_WITH_NOTES else ([],))
        for with_sources in (True, False)
    ]
    card = shortest_cut(title, filter(fits, variants))
    return replace(card, entries=tuple(map(entry_of, figures)))


def _shown(figures: Sequence[Figure], count: int, *, with_sources: bool) -> Block:
    """The first of them, in words and, as far as they can be compared, as bars, which name the sources if there is room."""
    told = join([*_lines(figures[:count]), *more_lines(len(figures) - count)])
    drawn = comparable(figures[:count])
    return pay_picture(drawn, told, with_sources=with_sources) if drawn else Text(told)


def _by_source(figures: Sequence[Figure]) -> list[Figure]:
    """Those of one source, year and period together, in the order in which they first come."""
    order = list(dict.fromkeys(map(_source, figures)))
    return sorted(figures, key=lambda figure: order.index(_source(figure)))


def _source(figure: Figure) -> tuple[str, int | None, str]:
    return figure.source, figure.year, figure.period


def _lines(figures: Sequence[Figure]) -> list[Markup]:
    """Each source with what it says below it."""
    lines: list[Markup] = []
    for _, group in groupby(_by_source(figures), _source):
        said = list(group)
        lines += [_head(said[0]), *map(_line, said)]
    return lines


def _head(figure: Figure) -> Markup:
    year = escape(str(figure.year)) if figure.year else t("undated")
    return t("**{source}** ({year}), {period}:", source=figure.source, year=year, period=period_words(figure))


def _line(figure: Figure) -> Markup:
    pay = t("{currency} {amounts}", currency=figure.currency, amounts=amounts(figure))
    return t("- {region}, {level}: **{pay}**", region=figure.region, level=figure.level, pay=pay)


def _places(figures: Sequence[Figure], count: int) -> tuple[Select, ...]:
    """A way to what is paid in one of the places, if only so many figures are shown."""
    regions = list(dict.fromkeys(clip(figure.region, LONGEST_LABEL) for figure in figures))
    if len(figures) <= count or len(regions) == 1:
        return ()
    choices = tuple(Choice(escape(region), region) for region in regions[:MOST_CHOICES])
    return (Select(t("Choose a place"), Call("salary"), "region", choices),)
