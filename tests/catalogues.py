"""Catalogues of a test: sentences in another language."""

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import bot.language


def use(catalogue: Catalog, name: str = "") -> None:
    """Let the sentences of a catalogue be said; the fixture `catalogues` makes the folder they are read from the test's own."""
    folder = bot.language.CATALOGUES / (name or str(catalogue.locale)) / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    bot.language._catalogue.cache_clear()
