"""Text that holds code as people write it in chats: lines between fences, a few words between backticks."""

import re
from collections.abc import Iterator

from bot.interface.card import Code, Text, block_width
from bot.interface.limits import fitted, fitted_code, shortened, width
from bot.text import Markup, escape

MOST_BLOCKS = 6
"""Of code in one text; a card has room for so many parts."""
_FENCED = re.compile(r"^[ \t]*```[^\S\n]*[\w+#-]*[ \t]*\n(?P<code>.*?)(?:^[ \t]*```[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"(?<!`)(?P<marks>`{1,3})(?P<code>[^`\n]+)(?P=marks)(?!`)")


def blocks_with_code(text: str, most: int) -> tuple[Text | Code, ...]:
    """A text of people or of content, at most so wide on any platform, its fenced lines as blocks of code."""
    blocks: list[Text | Code] = []
    for part in _parts(text):
        room = most - sum(map(block_width, blocks))
        shown = fitted_code(part.text, room) if isinstance(part, Code) else words_with_code(part, room)
        if not shown:
            break
        blocks.append(Code(shown) if isinstance(part, Code) else Text(Markup(shown)))
    whole = fitted(text, most)
    return tuple(blocks) or ((Text(whole),) if whole else ())


def words_with_code(text: str, most: int) -> Markup:
    """The same on its own, what stands between backticks as code."""
    shown = shortened(text, most)
    marked = Markup("".join(f"`{escape(part)}`" if place % 3 == 2 else escape(part) for place, part in _quoted(shown)))
    return marked if width(marked) <= most else escape(shown)


def without_code_marks(text: str) -> str:
    """The words alone, for where there is room for a line."""
    return _QUOTED.sub(r"\g<code>", _FENCED.sub(r"\g<code>", text)).strip() or text


def _parts(text: str) -> Iterator[str | Code]:
    """The parts of a text that say something, in order."""
    done = 0
    for found in list(_FENCED.finditer(text))[:MOST_BLOCKS]:
        if words := text[done : found.start()].strip():
            yield words
        if found["code"].strip():
            yield Code(found["code"].strip("\n"))
        done = found.end()
    if words := text[done:].strip():
        yield words


def _quoted(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at its backticks: by turns words, the marks, and what stood between them."""
    return ((place, part) for place, part in enumerate(_QUOTED.split(text)) if place % 3 != 1)
