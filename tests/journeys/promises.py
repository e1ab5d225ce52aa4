"""Which sentences of the product promise something."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.wiring.translation import said

PROMISING = re.compile(
    r"\b(will|begins|ends|comes? with|goes? (out|on)|(is|are) posted|sees?|reminde(d|rs)|(is|are|was) kept|can still|until"
    r"|waits?|at once|nobody|only|in a moment|nothing|scored|(do not )?count|changes|shows?|turn them on|next:)\b",
    re.IGNORECASE,
)
"""The words by which a sentence is taken for one that promises something."""
LEAST = 12
"""The least characters of its own that a sentence has; shorter ones are labels."""
_HOLE = re.compile(r"\{\w+\}|</[\w ]+>")
"""What is filled in: values, and commands as each platform writes them."""
_SOURCES = Path(__file__).parents[2] / "bot"


@cache
def promising() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Every sentence of the product that may promise something: itself, its longest words, and how it looks when filled in."""
    sentences = {one for path in sorted(_SOURCES.rglob("*.py")) for one in _said_in(path) if _promises(one)}
    return tuple((one, max(_HOLE.split(_bare(one)), key=len), _filled(one)) for one in sorted(sentences))


def promises_in(text: str) -> Iterator[tuple[str, str]]:
    """The promising sentences of what was shown: as the product has them, and as they were said."""
    for sentence, words, filled in promising():
        if words in text and (found := filled.search(text)):
            yield sentence, found[0]


def _said_in(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _, _, sentence, _ in said(file):
            yield from (sentence,) if isinstance(sentence, str) else sentence


def _promises(sentence: str) -> bool:
    own = _HOLE.sub("", sentence)
    return len(own) >= LEAST and PROMISING.search(own) is not None


def _bare(sentence: str) -> str:
    return sentence.replace("**", "")


def _filled(sentence: str) -> re.Pattern[str]:
    return re.compile(".+?".join(map(re.escape, _HOLE.split(_bare(sentence)))))
