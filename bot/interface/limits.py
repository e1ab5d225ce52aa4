"""The limits of cards and forms: each is the smallest of all platforms'. Lengths are measured in the worst case of escaping."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from bot.naming import last
from bot.text import Listed, Markup, clip, escape, join

LONGEST_TITLE = 150
LONGEST_TEXT = 2000
LONGEST_CARD = 3800
MOST_COMPONENTS = 38
MOST_BUTTONS = 5
MOST_CHOICES = 25
MOST_FIELDS = 10
LONGEST_LABEL = 75
LONGEST_FORM_TITLE = 24
LONGEST_INPUT_LABEL = 45
LONGEST_HINT = 100
LONGEST_URL = 500
MOST_INPUTS = 5
LONGEST_INPUT = 3000
LARGEST_FILE = 1024 * 1024
"""The most bytes of a file that somebody attaches, or gets."""
LARGEST_DRAWING = 6000
"""The most characters of what a picture shows, as JSON: an address holds it, packed."""
LONGEST_ALTERNATIVE = 1000
MOST_FILES = 5
LONGEST_FILE_NAME = 80
LONGEST_SEPARATOR = 5
"""Between the entries of a list, in any language, or at the end of a line, where Discord takes more than one character."""


_MOMENT = re.compile(r"<t:-?\d+:\w+>")
"""Never a text of people: its `>` is escaped."""


class TooBig(ValueError):
    """A card or form that some platform could not show; a fault of the code that built it."""


def width(text: Markup) -> int:
    """The most characters that `text` takes on any platform: Slack writes `&` as five and a moment as some eighty, Discord
    escapes more than the markup does, puts up to four characters at the start of a line and an id into a command."""
    characters = 4 * sum(map(text.count, "&<>\n")) + 2 * sum(map(text.count, "~|:@"))
    return len(text) + characters + 80 * len(_MOMENT.findall(text)) + 16 * text.count("</")


def code_width(text: str) -> int:
    """The most characters that a block of code takes on any platform: Discord puts eight around it and one between two
    backticks."""
    return len(text) + 4 * sum(map(text.count, "&<>")) + text.count("`") + 8


def fitted_code(text: str, most: int) -> str:
    """The first lines of code that are at most `most` wide together; empty if there is no room for the first."""
    lines = text.strip("\n").rstrip().split("\n")
    heads = ("\n".join(lines[:count]) for count in range(len(lines), 0, -1))
    return next((head for head in heads if head.strip() and code_width(head) <= most), "")


def fitted(text: str, most: int) -> Markup:
    """Text of people or of content, escaped, and cut so that it is at most `most` wide on any platform."""
    return escape(shortened(text, most))


def shortened(text: str, most: int) -> str:
    """Text of people or of content, cut so that it is at most `most` wide on any platform once it is escaped."""
    if width(escape(text)) <= most:
        return text
    return clip(text, _longest_start(text, most - 1) + 1) if most > 0 else ""


def cut_in_parts(text: str, most: int) -> list[str]:
    """All of a text of people, in parts of at most `most` wide on any platform once they are escaped; cut at a space if one is
    near. `most` is at least the width of any one character."""
    parts: list[str] = []
    while text := text.strip():
        length = _longest_start(text, most)
        space = text.rfind(" ", length // 2, length) if length < len(text) else -1
        parts.append(text[: space if space > 0 else length])
        text = text.removeprefix(parts[-1])
    return parts


def _longest_start(text: str, most: int) -> int:
    """How many characters at the start of a text are at most `most` wide on any platform once they are escaped."""
    low, high = 0, min(len(text), max(most, 0))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(escape(text[:middle])) <= most else (low, middle - 1)
    return low


def fitted_ends(text: str, most: int) -> Markup:
    """The same, cut in the middle, for texts that begin alike and differ at their ends."""
    if width(escape(text)) <= most:
        return escape(text)
    end = shortened(text[::-1], most - most * 2 // 5)[::-1].removeprefix("…")
    return join([fitted(text, most * 2 // 5), escape(last(text, len(end)))], "")


def fitted_list(texts: Iterable[str], most: int) -> Listed:
    """Texts of people or of content as a list, at most `most` wide on any platform: the last entry for which there is room is
    cut."""
    kept: list[Markup] = []
    for text in texts:
        entry = fitted(text, most)
        most -= width(entry) + LONGEST_SEPARATOR
        if entry:
            kept.append(entry)
    return Listed(tuple(kept))


def as_many_as_fit(entries: Sequence[Markup], most: int) -> list[Markup]:
    """The first entries that are at most `most` wide together, with what parts them."""
    wide = accumulate(width(entry) + LONGEST_SEPARATOR for entry in entries)
    return [entry for entry, so_far in zip(entries, wide, strict=True) if so_far <= most]


def check(what: str, size: int, most: int, least: int = 0) -> None:
    """Raises TooBig unless `size` is from `least` to `most`."""
    if not least <= size <= most:
        raise TooBig(f"{what}: {size} is not from {least} to {most}")
