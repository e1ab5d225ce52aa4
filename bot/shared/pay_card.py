"""What sources say about pay: few figures as a picture, more as a list of one line each; each source once."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.lookup import Figure
from bot.interface.call import Call
from bot.interface.card import Card, Note, Select, Text, fits
from bot.interface.inputs import Choice
from bot.interface.limits import LONGEST_LABEL, MOST_CHOICES
from bot.shared.item_card import entry_of, period_words, stale_note
from bot.shared.pages import more_lines
from bot.shared.pay_picture import MOST, amounts, can_be_drawn, pay_picture
from bot.text import Markup, clip, escape, join, t

MOST_LISTED = 6
"""How many figures fit on a phone."""
MOST_WITH_NOTES = 2


def figures_card(title: Markup, figures: Sequence[Figure], now: datetime, *said: Note) -> Card:
    """Sources that disagree stand side by side: on a picture if they are few and all can be compared, so that it leaves out
    none. `said` comes first."""
    ordered = _by_source(figures)
    drawn = can_be_drawn(figures)
    picture = (pay_picture(ordered, join(_lines(ordered))),) if drawn else ()
    listed = [] if drawn else ordered
    notes = [
        Note(t("{currency}: {note}", currency=f.currency, note=f.note))
        for f in figures
        if f.note and len(figures) <= MOST_WITH_NOTES
    ]
    rest = (*_places(figures), *stale_note(figures, now))
    shown = listed[:MOST_LISTED]
    while not fits((*said, *picture, *_text(shown, len(listed)), *notes, *rest)):
        (notes or shown).pop()
    return Card(title, (*said, *picture, *_text(shown, len(listed)), *notes, *rest), tuple(map(entry_of, figures)))


def _text(figures: Sequence[Figure], count: int) -> tuple[Text, ...]:
    lines = [*_lines(figures), *more_lines(count - len(figures))]
    return (Text(join(lines)),) if lines else ()


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


def _places(figures: Sequence[Figure]) -> tuple[Select, ...]:
    """A way to what is paid in one of the places, if there are too many figures for a picture."""
    regions = list(dict.fromkeys(clip(figure.region, LONGEST_LABEL) for figure in figures))
    if len(figures) <= MOST or len(regions) == 1:
        return ()
    choices = tuple(Choice(escape(region), region) for region in regions[:MOST_CHOICES])
    return (Select(t("Choose a place"), Call("salary"), "region", choices),)
