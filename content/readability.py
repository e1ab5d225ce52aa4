"""How hard a text is to read, and which texts of an item are read; small enough to stay offline."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.challenge import Challenge
from bot.domain.items import ContentItem
from bot.domain.lookup import Figure, Question, Term
from bot.domain.roadmap import Roadmap, Week


def grade(lines: Sequence[str]) -> float:
    """The Flesch-Kincaid grade: long sentences and long words make a text hard. A line ends a sentence; no words are grade 0."""
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.?!])\s+", line) if sentence]
    words = [word for sentence in sentences for word in _words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59 if words else 0.0


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
