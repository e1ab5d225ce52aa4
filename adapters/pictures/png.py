"""Drawings as PNG: drawn off the loop, and kept for who asks again."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import cast

import structlog

from adapters.pictures.bars import bars_svg
from adapters.pictures.certificate import certificate_svg
from adapters.pictures.directions import drawing_from
from adapters.pictures.fonts import files, is_writable
from adapters.pictures.journey import journey_svg
from adapters.pictures.palette import PALETTES, Theme
from adapters.pictures.recap import recap_svg
from adapters.pictures.roadmap import roadmap_svg
from bot.interface.card import Block, Card, Note, without_pictures
from bot.interface.drawing import Bars, Certificate, Drawing, Journey, Recap, RoadmapMap, dump_drawing
from bot.interface.picture import Picture

log = structlog.get_logger(__name__)

ZOOM = 2
"""How many pixels there are to a unit, for screens that are finer than one."""
MOST_KEPT = 64


async def png(drawing: Drawing, theme: Theme) -> bytes:
    """The picture. Raises ValueError if it cannot be drawn."""
    return await asyncio.to_thread(_png, drawing, theme)


async def drawn(card: Card, theme: Theme) -> tuple[Card, list[bytes]]:
    """The card with its pictures, in order; with their texts alone and no picture if one of them cannot be drawn."""
    card = replace(card, blocks=tuple(map(in_letters, card.blocks)))
    try:
        return card, [await png(block.drawing, theme) for block in card.blocks if isinstance(block, Picture)]
    except Exception:
        log.exception("a picture could not be drawn")
        return without_pictures(card), []


def in_letters(block: Block) -> Block:
    """The block; of a picture on which letters would be missing its text alone."""
    if not isinstance(block, Picture):
        return block
    drawing = legible(block.drawing)
    return replace(block, drawing=drawing) if can_be_written(drawing) else Note(block.text)


def legible(drawing: Drawing) -> Drawing:
    """The drawing; a certificate says where the words stand for which there are not all letters."""
    if not isinstance(drawing, Certificate):
        return drawing
    name, said = (
        elsewhere if elsewhere and not is_writable(words) else words
        for words, elsewhere in ((drawing.name, drawing.name_elsewhere), (drawing.said, drawing.said_elsewhere))
    )
    return replace(drawing, name=name, said=said, name_elsewhere="", said_elsewhere="")


def can_be_written(drawing: Drawing) -> bool:
    """Whether there is a font for each letter on a picture."""
    return all(map(is_writable, _texts(dump_drawing(drawing).values())))


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _texts(cast("tuple[object, ...]", value))


def svg(drawing: Drawing, theme: Theme) -> str:
    with drawing_from(right=drawing.from_right):
        return _svg(drawing, theme)


def _svg(drawing: Drawing, theme: Theme) -> str:
    match drawing:
        case Journey():
            return journey_svg(drawing, PALETTES[theme])
        case Bars():
            return bars_svg(drawing, PALETTES[theme])
        case RoadmapMap():
            return roadmap_svg(drawing, PALETTES[theme])
        case Recap():
            return recap_svg(drawing, PALETTES[theme])
        case Certificate():
            return certificate_svg(drawing, PALETTES[theme])


@lru_cache(MOST_KEPT)
def _png(drawing: Drawing, theme: Theme) -> bytes:
    """Imports its library when it first draws: few processes do."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415

    written = svg(drawing, theme)
    try:
        return bytes(svg_to_bytes(svg_string=written, skip_system_fonts=True, font_files=files(written), zoom=ZOOM))
    except BaseException as fault:  # a panic in it is no Exception
        raise ValueError("the renderer draws no such picture") from fault
