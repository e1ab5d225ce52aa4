"""Charts and tables of Slack's own, in messages that one person alone sees: those hold no picture, and columns are read faster
than lines of text. Not every workspace takes them, so what is drawn with them can always be drawn without."""

from dataclasses import dataclass, replace

from adapters.slack.markup import Json
from bot.interface.card import Block, Card
from bot.interface.drawing import Bars
from bot.interface.picture import Picture
from bot.interface.table import Cell, Table
from bot.text import clip, plain, t

LONGEST_TITLE, LONGEST_CATEGORY = 50, 20
MOST_CATEGORIES = 20
LONGEST_CUT = 2 * LONGEST_CATEGORY
"""Names that are longer say too little once they are cut to Slack's measure."""
PERCENT = 10
"""How many thousandths, in which bars are measured."""


@dataclass(frozen=True, slots=True)
class Charted(Picture):
    """A picture of shares of a whole that Slack draws as a chart."""


@dataclass(frozen=True, slots=True)
class Tabled(Table):
    """A table that Slack draws as one."""


def with_data(card: Card) -> Card:
    """The card with whatever Slack can draw by itself."""
    return replace(card, blocks=tuple(map(_drawn_by_slack, card.blocks)))


def chart(drawing: Bars) -> Json:
    """Shares as bars, in percent."""
    categories = _categories(drawing)
    shares = [{"label": name, "value": bar[4] / PERCENT} for name, bar in zip(categories, drawing.bars, strict=True)]
    return {
        "type": "data_visualization",
        "title": clip(drawing.heading, LONGEST_TITLE),
        "chart": {
            "type": "bar",
            "series": [{"name": plain(t("Percent")), "data": shares}],
            "axis_config": {"categories": categories},
        },
    }


def table(drawn: Table) -> Json:
    heads = [_cell(head) for head in drawn.heads]
    rows = [heads, *([_cell(cell) for cell in row] for row in drawn.rows)]
    return {"type": "data_table", "caption": drawn.caption, "page_size": len(drawn.rows), "rows": rows}


def _drawn_by_slack(block: Block) -> Block:
    match block:
        case Table(text, caption, heads, rows):
            return Tabled(text, caption, heads, rows)
        case Picture(Bars() as drawing, alt, text) if _can_be_charted(drawing):
            return Charted(drawing, alt, text)
        case _:
            return block


def _can_be_charted(drawing: Bars) -> bool:
    """Whether these are shares, whose names can be told apart once they are cut."""
    shares = drawing.scale == ("", "") and not any(start or goes_on for *_, start, _, goes_on in drawing.bars)
    short = all(0 < len(name) <= LONGEST_CUT for name, *_ in drawing.bars)
    return shares and short and 1 <= len(drawing.bars) == len(set(_categories(drawing))) <= MOST_CATEGORIES


def _categories(drawing: Bars) -> list[str]:
    return [clip(name, LONGEST_CATEGORY) for name, *_ in drawing.bars]


def _cell(content: Cell) -> Json:
    if isinstance(content, int):
        return {"type": "raw_number", "value": content, "text": str(content)}
    return {"type": "raw_text", "text": content}
