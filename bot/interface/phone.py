"""About how tall a card is on a phone, for cards that choose how much they hold: what is said fits on a screen."""

from collections.abc import Iterable, Sequence

from bot.interface.card import Block, Buttons, Card, Code, Divider, Fields, Note, Select, Text
from bot.interface.drawing import Bars, Certificate, Drawing, Journey, Recap, RoadmapMap
from bot.interface.picture import Picture
from bot.text import Markup, plain

TALLEST = 669
"""What a phone of 390 pixels shows of a chat above its keyboard line, in pixels."""
FRAME, GAP = 31, 10
"""Around the title and the blocks, and between them."""
TITLE_LINE, LINE, NOTE_LINE, PRESS = 21, 22.5, 19.5, 44
ENTRY_GAP = 3
"""Between the entries of a list."""
TITLE_LETTERS, LETTERS, NOTE_LETTERS, NAME_LETTERS, TILE_LETTERS, LABEL_LETTERS, VALUE_LETTERS = 32, 40, 48, 22, 17, 22, 19
"""On a line."""
ROOM, LETTER, AROUND_LABEL, BETWEEN = 334, 7.8, 30, 8
"""The width of a row of buttons, and what a button takes of it."""
LEGEND_LETTER, AROUND_ENTRY = 6.8, 26
"""What an entry of a legend takes of it."""


def shortest_cut(title: Markup, variants: Iterable[Sequence[Block]]) -> Card:
    """A card of the first of these, which hold less and less, that a phone shows at once; else of the last."""
    card = Card(title, ())
    for blocks in variants:
        card = Card(title, tuple(blocks))
        if height_of(card) <= TALLEST:
            break
    return card


def height_of(card: Card) -> float:
    """Of a card, in pixels."""
    return FRAME + TITLE_LINE * _lines(card.title, TITLE_LETTERS) + sum(GAP + height(block) for block in card.blocks)


def height(block: Block) -> float:
    """Of a block, in pixels."""
    match block:
        case Text(text):
            return LINE * _lines(text, LETTERS) + ENTRY_GAP * max(0, f"\n{text}".count("\n- ") - 1)
        case Note(text):
            return NOTE_LINE * _lines(text, NOTE_LETTERS)
        case Picture(drawing, _, text):
            return _drawn(drawing) + GAP + NOTE_LINE * _lines(text, NOTE_LETTERS)
        case Fields(pairs):
            return _pairs(
                [NOTE_LINE * _lines(label, LABEL_LETTERS) + LINE * _lines(value, VALUE_LETTERS) for label, value in pairs]
            )
        case Buttons(buttons):
            return _rows([plain(button.label) for button in buttons]) * (PRESS + BETWEEN) - BETWEEN
        case Select():
            return PRESS
        case Code(text):
            return 20 + 20.5 * _lines_of(text, LETTERS)
        case Divider():
            return 1


def _pairs(heights: Sequence[float]) -> float:
    """Two beside each other."""
    rows = [max(heights[at : at + 2]) for at in range(0, len(heights), 2)]
    return sum(rows) + GAP * (len(rows) - 1)


def _lines(text: Markup, letters: int) -> int:
    return _lines_of(plain(text), letters)


def _lines_of(text: str, letters: int) -> int:
    return sum(-(-max(len(line), 1) // letters) for line in text.split("\n"))


def _rows(labels: Sequence[str], letter: float = LETTER, around: float = AROUND_LABEL) -> int:
    """On how many rows buttons stand, or others whose letters are so wide, with so much around them."""
    rows, left = 0, 0.0
    for label in labels:
        wide = letter * len(label) + around
        if wide > left:
            rows, left = rows + 1, float(ROOM)
        left -= wide + BETWEEN
    return rows


def _drawn(drawing: Drawing) -> float:
    match drawing:
        case Certificate():
            more = (30 * (len(drawing.name) // NAME_LETTERS), 19 * (len(drawing.said) // LETTERS))
            return 208 + sum(more) + (26 + 18 * (len(drawing.check) // LETTERS) if drawing.check else 0)
        case Bars():
            return 76 + sum(_bar(*bar[:3], dense=len(drawing.bars) > 3) for bar in drawing.bars)
        case Recap():
            return _looking_back(drawing)
        case RoadmapMap():
            rows, heading = -(-len(drawing.weeks) // 2), 18 * (len(drawing.heading) > LETTERS - 5)
            return 44 + heading + 46 * rows + _legend(drawing.legend)
        case Journey():
            legends = _legend(drawing.week_legend) + _legend(drawing.day_legend)
            return 98 + 27 * -(-len(drawing.weeks) // 14) + 29 * -(-len(drawing.days) // 7) + legends


def _legend(entries: Sequence[tuple[str, str]]) -> float:
    return 20 * _rows([label for _, label in entries], LEGEND_LETTER, AROUND_ENTRY)


def _looking_back(drawing: Recap) -> float:
    """Two numbers a row, and the bars below them, whose names have lines of their own."""
    labels = [label for _, label in drawing.numbers]
    rows = [labels[at : at + 2] for at in range(0, len(labels), 2)]
    tall = sum(68.5 + 17 * any(len(each) * len(row) > TILE_LETTERS * 2 for each in row) for row in rows)
    bars = 31 + sum(_bar(*bar[:3], dense=False) for bar in drawing.bars) if drawing.bars else 0
    return 33 + 17 * (len(drawing.heading) > LETTERS - 5) + tall + bars


def _bar(label: str, value: str, below: str, *, dense: bool) -> float:
    """Of one value with its name above, which share a line if they fit or must, and what is said below it."""
    names = 1 if dense or len(label) + len(value) < LETTERS else 1 + -(-len(label) // LETTERS)
    return (22 if dense else 28) + 18 * names + 17 * -(-len(below) // LETTERS)
