"""How hard a text is to read; small enough to stay offline."""

import re


def grade(lines: list[str]) -> float:
    """The Flesch-Kincaid grade: long sentences and long words make a text hard. A line ends a sentence."""
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.?!])\s+", line) if sentence]
    words = [word for sentence in sentences for word in words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d,.]*", sentence)


def syllables(word: str) -> int:
    """Groups of vowels, without the silent endings of `make` and `used`."""
    lower = word.lower()
    count = len(re.findall(r"[aeiouy]+", lower))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyszxc]es$", lower) is not None
    return max(count - silent, 1)
