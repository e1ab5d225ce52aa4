"""Words that are read the other way than the sentence they are in stand apart from it, by Unicode's own isolates.

Otherwise what follows an Arabic name, be it a colon and what somebody wrote, trades places with the name.
"""

import re

from bot.language import is_from_right

_BEGINS, _ENDS = "\u2068", "\u2069"
_SCRIPTS = "\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of Hebrew, Arabic and the other scripts that are read from the right."""
_FROM_RIGHT = re.compile(f"[{_SCRIPTS}]")
_FROM_LEFT = re.compile(rf"[^\W\d_{_SCRIPTS}]")
_LINE = re.compile(r"^(- )?(.+)$", re.MULTILINE)
"""With the dash of a list apart, which begins its line."""


def is_read_otherwise(text: str, locale: str) -> bool:
    """Whether a text has letters that are read the other way than the language of a locale, as Babel writes it."""
    if is_from_right(locale):
        return bool(_FROM_LEFT.search(text))
    return not text.isascii() and bool(_FROM_RIGHT.search(text))


def isolated(text: str) -> str:
    """A text that stands apart, line by line: a line's end is the end of what was set apart in it."""
    return _LINE.sub(rf"\1{_BEGINS}\2{_ENDS}", text)


def unisolated(text: str) -> str:
    """The same without what sets words apart: for names, labels and what is typed."""
    return text if text.isascii() else text.replace(_BEGINS, "").replace(_ENDS, "")
