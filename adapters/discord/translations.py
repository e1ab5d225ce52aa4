"""What Discord's client shows beside the names of commands, in its reader's language. The names stay: help speaks of them."""

import structlog

from bot.language import translation
from bot.text import Markup, clip, plain

LOCALES = frozenset(
    {
        *("ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr", "hu", "id"),
        *("it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW"),
    }
)
"""The languages of Discord's client: `AvailableLocalesEnum` in its document."""

log = structlog.get_logger(__name__)


def translations(sentence: str, most: int) -> dict[str, str]:
    """A sentence in each language of Discord's that has a translation of it, at most `most` characters long.

    One that is longer is cut, and the log tells its translator: most of a description in one's own language says more than all
    of it in English, and one long line must not keep every command from being uploaded.
    """
    return {locale: _fitted(words, locale, most) for locale in sorted(LOCALES) if (words := translation(sentence, locale))}


def _fitted(words: str, locale: str, most: int) -> str:
    text = plain(Markup(words))
    if len(text) > most:
        log.warning("a translation is too long for Discord and was cut", locale=locale, text=text, most=most)
    return clip(text, most)
