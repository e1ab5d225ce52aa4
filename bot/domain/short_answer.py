"""Comparing a few typed words with those that are right and those that only look alike."""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.domain.sameness import folded

SHORT = 3
"""Words of so many characters or fewer may have no slip: "II" is not "I"."""
_ARTICLES = ("an", "the")
_DIGITS = re.compile(r"\d+")
_POINT = "⋅"
"""Stands for a point or comma inside a number, which is no punctuation."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,](?=\d)")


def words_of(text: str) -> tuple[str, ...]:
    """A text's words without case, accents, punctuation and articles."""
    plain = unicodedata.normalize("NFKC", text)
    words = folded(_BETWEEN_DIGITS.sub(_POINT, plain)).split()
    return tuple(word for index, word in enumerate(words) if not _is_article(index, word, len(words)))


def passes(typed: tuple[str, ...], accept: Sequence[str], reject: Sequence[str], distance: int) -> bool:
    """Whether words are one of `accept`, with at most `distance` slips, and no nearer to one of `reject`."""
    right, wrong = [words_of(text) for text in accept], [words_of(text) for text in reject]
    if any(_joined(typed) == _joined(words) for words in wrong):
        return False
    if any(_joined(typed) == _joined(words) for words in right):
        return True
    slips = min((_slips(typed, words) for words in right if _may_be_a_slip_of(typed, words)), default=distance + 1)
    return slips <= distance and slips <= min((_slips(typed, words) for words in wrong), default=slips)


def _may_be_a_slip_of(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the difference between the two can be a slip: no other digits, no other short word, and nothing put before a
    word."""
    if _DIGITS.findall(_joined(typed)) != _DIGITS.findall(_joined(words)):
        return False
    if len(typed) == len(words):
        return all(_is_slip(*pair) for pair in zip(typed, words, strict=True))
    return all(len(word) > SHORT for word in typed + words) and _is_slip(_joined(typed), _joined(words))


def _is_slip(typed: str, word: str) -> bool:
    """ "unsupervised" is no slip of "supervised", nor is "asymmetric" of "symmetric"."""
    if typed == word:
        return True
    shorter, longer = sorted((typed, word), key=len)
    before = longer.removesuffix(shorter)
    is_prefix = before != longer and (len(before) > 1 or before == "a")
    return len(word) > SHORT and not is_prefix


def _slips(typed: tuple[str, ...], words: tuple[str, ...]) -> int:
    return OSA.distance(" ".join(typed), " ".join(words))


def _joined(words: tuple[str, ...]) -> str:
    """The words without spaces: "back propagation" and "backpropagation" are one."""
    return "".join(words)


def _is_article(index: int, word: str, count: int) -> bool:
    """Whether a word is an article; only one before another word is, so "vitamin A" keeps its letter."""
    return index + 1 < count and (word in _ARTICLES or (word == "a" and index == 0))
