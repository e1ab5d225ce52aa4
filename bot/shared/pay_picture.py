"""What sources say about pay, as bars on one scale."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.lookup import Figure
from bot.interface.drawing import Bar, Bars
from bot.interface.picture import Picture
from bot.shared.bars_picture import WHOLE
from bot.shared.item_card import period_words
from bot.shared.range_words import DASH
from bot.text import Markup, escape, plain, t

LEAST = 2
"""How many figures are worth a picture."""
BEYOND = WHOLE // 10
"""How far the bar of an open end reaches behind the last amount that its source names."""


def comparable(figures: Sequence[Figure]) -> Sequence[Figure]:
    """The most of them that one scale can hold: of one currency and period; none if no two are."""
    scales = Counter((figure.currency, figure.period) for figure in figures)
    scale, count = scales.most_common(1)[0] if scales else (None, 0)
    return [figure for figure in figures if (figure.currency, figure.period) == scale] if count >= LEAST else []


def pay_picture(figures: Sequence[Figure], told: Markup, *, with_sources: bool = True) -> Picture:
    """The figures, which are comparable and at least one; `told` says the same in words, and who says it: the picture too, if it
    is `with_sources`."""
    first, scale = figures[0], _scale(max(map(_reach, figures)))
    heading = t("Pay {period} in {currency}", period=period_words(first), currency=first.currency)
    ends = (plain(t("{amount}", amount=0)), plain(t("{amount}", amount=scale)))
    lasts = _last_of_source(figures)
    bars = tuple(_bar(figure, scale, sourced=with_sources and last) for figure, last in zip(figures, lasts, strict=True))
    drawing = Bars(plain(heading), bars, ends)
    return Picture(drawing, t("Bars: from where to where pay reaches, by each source."), told)


def _last_of_source(figures: Sequence[Figure]) -> list[bool]:
    """Of each whether another source, or none, comes after it: what a source says has its name below it once."""
    return [_source(figure) != _source(after) for figure, after in pairwise(figures)] + [True]


def _bar(figure: Figure, scale: int, *, sourced: bool) -> Bar:
    goes_on = _goes_on(figure)
    start, end = (WHOLE * amount // scale for amount in (figure.low, figure.high or figure.low))
    if goes_on:
        end = min(end + BEYOND, WHOLE)
    label = t("{region}, {level}", region=figure.region, level=figure.level)
    return plain(label), plain(amounts(figure)), plain(_source(figure)) if sourced else "", start, end, goes_on


def _goes_on(figure: Figure) -> bool:
    return figure.high is None or figure.or_more


def _reach(figure: Figure) -> int:
    """The highest amount that has to have a place on the scale; behind an open end there is some room."""
    highest = figure.high or figure.low
    return highest * 11 // 10 if _goes_on(figure) else highest


def amounts(figure: Figure) -> Markup:
    """From where to where pay reaches; a plus if it may be more."""
    low, high = figure.low, figure.high
    if high is None:
        return t("{low}+", low=low)
    if high == low:
        return t("{low}", low=low)
    reach = t("{low}–{high}+", low=low, high=high) if figure.or_more else t("{low}–{high}", low=low, high=high)
    return Markup(reach.replace("–", DASH))


def _source(figure: Figure) -> Markup:
    year = escape(str(figure.year)) if figure.year else t("undated")
    return t("{year}: {source}", source=figure.source, year=year)


def _scale(highest: int) -> int:
    """A round number that is not below the highest amount: its first digit one higher, the others 0."""
    step = 10 ** (len(str(highest)) - 1)
    return -(-highest // step) * step
