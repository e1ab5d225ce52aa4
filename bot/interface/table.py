"""The block of a card whose entries are read across as well as down."""

from dataclasses import dataclass

from bot.interface.card import Text
from bot.interface.limits import check

Cell = str | int
MOST_ROWS, MOST_COLUMNS = 100, 20


@dataclass(frozen=True, slots=True)
class Table(Text):
    """Entries that have the same parts: where there are no tables its text says all of them, a line each."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each as long as the heads; its first cell names it. Words as they are, no markup."""

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        check("rows", len(self.rows), MOST_ROWS, 1)
        check("columns", len(self.heads), MOST_COLUMNS, 1)
        for row in self.rows:
            check("cells of a row", len(row), len(self.heads), len(self.heads))
            check("empty cells", sum(cell == "" for cell in row), 0)
