"""Migrations are read once, though each test brings databases of its own to their tables."""

from functools import cache
from typing import cast

from alembic.config import Config
from alembic.script import ScriptDirectory


def read_migrations_once() -> None:
    """Have Alembic keep the migrations of a folder: it reads all of them at each call, which takes longer than applying two."""
    read = ScriptDirectory.from_config

    @cache
    def directory(location: str) -> ScriptDirectory:
        config = Config()
        config.set_main_option("script_location", location)
        return read(config)

    def kept(config: Config) -> ScriptDirectory:
        return directory(cast(str, config.get_main_option("script_location")))

    ScriptDirectory.from_config = kept
