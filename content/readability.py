"""How hard a text is to read, and which texts of an item are read; small enough to stay offline."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem
from bot.domain.lookup import Figure, Question, Synonym, Term
from bot.domain.roadmap import Roadmap, Topic, Week


def grade(lines: Sequence[str], known: Collection[str] = ()) -> float:
    """The Flesch-Kincaid grade: long sentences and long words make a text hard. A line ends a sentence; no words are grade 0.

    Words that are `known` and names are as easy as the shortest, for no other word could stand in their place.
    """
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.?!])\s+", line) if sentence]
    words = [word for sentence in sentences for word in _words_of(sentence)]
    syllables = sum(_counted(word, place, known) for sentence in sentences for place, word in enumerate(_words_of(sentence)))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 if words else 0.0


def known_words(items: Iterable[ContentItem]) -> frozenset[str]:
    """The words that a pack explains: those of its terms, and of the topics that its weeks and look-ups are sorted by."""
    named = [name for item in items for name in _names(item)]
    return frozenset(_singular(word) for name in named for word in _words_of(name))


def _names(item: ContentItem) -> Sequence[str]:
    match item:
        case Term():
            return (item.term, *item.aliases)
        case Topic():
            return (item.title,)
        case Synonym():
            return item.names
        case _:
            return ()


def _counted(word: str, place: int, known: Collection[str]) -> int:
    """The syllables of the word at a place in its sentence. What has a capital further on than at its beginning is a name."""
    is_name = word[1:] != word[1:].lower() or (place > 0 and word[0].isupper())
    return 1 if is_name or _singular(word) in known else _syllables(word)


def _singular(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("s")


def lines_of(item: ContentItem) -> list[str]:
    """All sentences of an item, line by line; names and titles are not sentences."""
    return [line for text in _texts(item) for line in text.splitlines() if line]


def _texts(item: ContentItem) -> Iterator[str]:
    match item:
        case Week():
            yield from (item.why, *item.goals, item.milestone.text, *item.milestone.checklist, item.milestone.stretch)
            yield from (item.question, item.reflection, *item.catch_up.steps)
        case Roadmap():
            yield item.summary
        case Question():
            yield from (item.question, item.answer)
        case Term():
            yield item.meaning
        case Figure():
            yield item.note
        case Challenge():
            yield from (item.prompt, *item.hint, item.explain, *(step.text for step in item.steps))
            yield from (text for option in item.options for text in (option.text, option.why))
        case _:
            pass


def _words_of(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*", sentence)


def _syllables(word: str) -> int:
    """Groups of vowels, without the silent endings of `make` and `used`."""
    lower = word.lower()
    count = len(re.findall(r"[aeiouy]+", lower))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyszxc]es$", lower) is not None
    return max(count - silent, 1)
