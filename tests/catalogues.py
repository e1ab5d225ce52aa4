"""Catalogues of a test: sentences in another language."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import bot.language
from bot.wiring.translation import declared, said

_KEPT = re.compile(r"(\{\w*\}|`[^`]*`|</[^>]*>|https?://\S+)")
"""What no translator changes."""
_WORD = re.compile(r"[^\W\d_]+")


def use(catalogue: Catalog, name: str = "") -> None:
    """Let the sentences of a catalogue be said; the fixture `catalogues` makes the folder they are read from the test's own."""
    folder = bot.language.CATALOGUES / (name or str(catalogue.locale)) / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    bot.language._catalogue.cache_clear()


def longer(sentence: str) -> str:
    """A sentence whose words are half as long again, as they are in some languages."""
    return "".join(part if _KEPT.fullmatch(part) else _WORD.sub(_longer_word, part) for part in _KEPT.split(sentence))


def longer_catalogue(locale: str) -> Catalog:
    """Every sentence of the bot, made longer: Cairn ships no translation that could be measured."""
    catalogue, found = Catalog(locale), [*declared()]
    for file in Path(bot.language.__file__).parent.rglob("*.py"):
        with file.open("rb") as source:
            found += said(source)
    for _, _, sentence, _ in found:
        catalogue.add(sentence, longer(sentence) if isinstance(sentence, str) else (*map(longer, sentence),))
    return catalogue


def _longer_word(word: re.Match[str]) -> str:
    return word[0] + word[0][: -(-len(word[0]) // 2)].lower()
