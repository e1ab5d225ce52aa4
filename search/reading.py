"""What somebody typed to find something: which words matter, and what each may stand for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import Literal, TypeAlias

from rapidfuzz.distance import OSA

from search.elsewhere import EVERYDAY, LONGEST_EVERYDAY
from search.terms import KIND_WORDS, SMALL_WORDS, is_unspaced, normal, words
from search.vocabulary import Lexicon

RARE = 3
"""The most entries that may have a word which counts as rare: it may be a misspelling that some author listed."""
TELLING, COMMON = 80, 25
"""Of so many entries one may have a word that tells by itself what is asked; from more on it tells nothing by itself."""
MOST_CHARACTERS, MOST_WORDS = 500, 16
"""The most that is read of a look-up: nobody types more, and a pasted page must not cost more."""
MOST_MEANT = 5
"""The most words that are tried for a misspelt one."""

_HUMPED = re.compile(r"\b[A-Z]?[a-z]+(?:[A-Z][a-z]+)+\b")
"""A name as programs have them, such as `NotFittedError`."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

Role: TypeAlias = Literal["content", "kind", "small"]
UNHEARD = 0.6
"""How much less a word that no entry has says about whether an entry is an answer: people tell more than they ask."""
IMPORTANCE: dict[Role, float] = {"content": 1.0, "kind": 0.6, "small": 0.1}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a look-up, or some that name one thing together; all as `normal` writes them."""

    typed: str
    begun: str
    """The same without its end, to match longer words; a very short one matches only itself."""
    length: int
    """The number of words."""
    others: tuple[str, ...]
    """What else the same thing is called."""
    likely: tuple[str, ...]
    """What it should be if it was misspelt."""
    possible: tuple[str, ...]
    """The same, but only a guess."""
    role: Role
    weight: float
    rare: bool
    """Whether hardly an entry has it, so that it may be misspelt or unfinished."""
    telling: bool
    """Whether few enough entries have it to tell what is asked."""
    common: bool
    """Whether so many have it that it is the name of nothing by itself."""
    tells: float
    """How much it says about whether an entry is an answer."""
    everyday: bool
    """Whether it tells that something else is asked than what entries are about."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What somebody typed to find something."""

    words: tuple[Word, ...]
    whole: str
    """All of it, as `normal` writes it."""
    weight: float
    """The sum of the weights of its words."""


def read(query: str, lexicon: Lexicon, entries: int) -> LookUp | None:
    """What somebody typed to find something among so many entries; None if that has no words."""
    query = _HUMPED.sub(lambda name: _apart(name[0], lexicon), query[:MOST_CHARACTERS])
    typed = [_mend(word, lexicon) for word in words(query)[:MOST_WORDS]]
    only_small = all(word in SMALL_WORDS for word in typed)
    found = tuple(_word(name, joined, lexicon, entries, only_small) for name, joined in _names(typed, lexicon))
    return LookUp(found, normal(query), sum(word.weight for word in found)) if found else None


def _apart(name: str, lexicon: Lexicon) -> str:
    """The words of a name as programs have them, unless some entry has it as one word, as with PyTorch."""
    whole = all(map(lexicon.frequency, words(name)))
    return name if whole else _HUMP.sub(" ", name)


def _mend(word: str, lexicon: Lexicon) -> str:
    """The word that says a kind, if somebody misspelt one."""
    if len(word) < 5 or word in KIND_WORDS or lexicon.frequency(word):
        return word
    return min(
        (kind for kind in KIND_WORDS if len(kind) > 4 and OSA.distance(word, kind) <= _misspelling(len(word))), default=word
    )


def _names(typed: list[str], lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word, or those that name one thing together, and what it makes when joined to its neighbours."""
    at, most = 0, max(lexicon.longest_name, LONGEST_EVERYDAY)
    while at < len(typed):
        length = next((n for n in range(most, 1, -1) if _names_one(" ".join(typed[at : at + n]), lexicon)), 1)
        before, name, after = typed[max(0, at - 1) : at], typed[at : at + length], typed[at + length : at + length + 1]
        yield " ".join(name), tuple("".join(joined) for joined in (before + name, name + after) if len(joined) == 2)
        at += length


def _names_one(name: str, lexicon: Lexicon) -> bool:
    """Whether some words name one thing together."""
    return lexicon.has_others(name) or name in EVERYDAY


def _word(name: str, joined: tuple[str, ...], lexicon: Lexicon, entries: int, only_small: bool) -> Word:
    same = lexicon.others(name)
    frequency = max(min(map(lexicon.frequency, form.split())) for form in (name, *same))
    role = _role((name, *same), only_small)
    rare = frequency <= RARE and role != "small"
    everyday = role == "content" and name in EVERYDAY
    likely, possible = _meant(name, lexicon) if rare and not everyday else ((), ())
    others = (
        *same,
        *filter(lexicon.frequency, (*joined, *_inflected(name))),
        *(_halves(name, lexicon) if rare and not everyday else ()),
    )
    weight = IMPORTANCE[role] * log(2 + entries / (frequency + 1))
    heard = 1 if frequency or likely or everyday else UNHEARD
    return Word(
        typed=f" {name} ",
        begun=f" {name}" if (len(name) > 2 or is_unspaced(name)) and not everyday else f" {name} ",
        length=name.count(" ") + 1,
        others=_padded(others),
        likely=_padded(likely),
        possible=_padded(possible),
        role=role,
        weight=weight,
        rare=rare and not everyday,
        telling=frequency <= max(RARE, entries // TELLING) and not everyday,
        common=everyday or frequency > max(RARE, entries // COMMON),
        tells=weight * heard,
        everyday=everyday,
    )


def _role(names: tuple[str, ...], only_small: bool) -> Role:
    """A number is like a word that says a kind: good if it matches, no harm if it does not."""
    if names[0].isdecimal() or not KIND_WORDS.isdisjoint(names):
        return "kind"
    return "small" if names[0] in SMALL_WORDS and not only_small else "content"


def _padded(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {form} " for form in forms)


def _inflected(name: str) -> tuple[str, ...]:
    """What a verb may look like elsewhere: `deploy` for `deploying`, `tuning` for `tune`; and `slow` for `slowly`. Longer forms
    are found anyway."""
    if len(name) < 4:
        return ()
    if len(name) > 5 and name.endswith("ly"):
        return (name[:-2],)
    if name.endswith("e"):
        return (f"{name[:-1]}ing",)
    root = next((name.removesuffix(ending) for ending in ("ing", "ed") if name.endswith(ending)), "")
    if len(root) < 3:
        return ()
    return (root, f"{root}e", *((root[:-1],) if root[-1] == root[-2] else ()))


def _halves(name: str, lexicon: Lexicon) -> Iterator[str]:
    """`group by` for `groupby`."""
    cuts = ((name[:cut], name[cut:]) for cut in range(2, len(name) - 1))
    return (f"{left} {right}" for left, right in cuts if lexicon.frequency(left) and lexicon.frequency(right))


def _meant(typed: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that may be meant by a misspelt one: the likely, and the possible."""
    wrong = _misspelling(len(typed))
    if not wrong or any(lexicon.frequency(word) > RARE for word in lexicon.longer(typed)):
        return (), ()
    near = lexicon.similar_words(typed, 2 if len(typed) > 4 else 1, wrong)[:MOST_MEANT]
    known = bool(lexicon.frequency(typed))
    likely = tuple(word for different, word in near if different <= wrong and _is_long_enough(typed, word, known))
    return likely, tuple(word for _, word in near if word not in likely)


def _is_long_enough(typed: str, word: str, known: bool) -> bool:
    """Whether a slip may have made the one of the other: a short word is soon like another, and few miss the first letter."""
    return max(len(typed), len(word)) >= (7 if known or typed[0] != word[0] else 6)


def _misspelling(length: int) -> int:
    """How many wrong letters still make the same word."""
    return 0 if length < 4 else 1 if length < 8 else 2
