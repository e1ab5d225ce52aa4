"""Where two texts differ: the parts that changed, with a few words of what stays around them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

WORDS_AROUND = 3
_CUT = "…"


def changed_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Each part in which two texts differ, as the old and the new one have it."""
    return _changed(old.split(), new.split(), WORDS_AROUND, " ")


def changed_lines(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The same by whole lines, with nothing around them, as suits code."""
    return _changed(old.splitlines(), new.splitlines(), 0, "\n")


def _changed(old: Sequence[str], new: Sequence[str], around: int, between: str) -> Iterator[tuple[str, str]]:
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        (_, first_old, _, first_new, _), (_, _, last_old, _, last_new) = group[0], group[-1]
        parts = (old, first_old, last_old), (new, first_new, last_new)
        yield tuple(_part(*part, between, cut=around > 0) for part in parts)  # pyright: ignore[reportReturnType]


def _part(texts: Sequence[str], first: int, last: int, between: str, *, cut: bool) -> str:
    """Some texts in a row; if `cut`, with an ellipsis on each side on which there are others."""
    if not cut:
        return between.join(texts[first:last])
    before, after = [_CUT] * (first > 0), [_CUT] * (last < len(texts))
    return between.join([*before, *texts[first:last], *after])
