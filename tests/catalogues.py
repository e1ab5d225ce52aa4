"""Catalogues of a test: sentences in another language."""

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import bot.text


def use(catalogue: Catalog) -> None:
    """Let the sentences of a catalogue be said; the fixture `german` makes the folder they are read from the test's own."""
    folder = bot.text.CATALOGUES / str(catalogue.locale) / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    bot.text._catalogue.cache_clear()
