"""What ships, read by two other readers of YAML: one reads it by the standard of today, one does not know libyaml."""

from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

from bot.wiring.core import CONTENT
from content.entry_files import EntryFiles
from tests.small_pack import challenge

FILES = sorted(CONTENT.rglob("*.yaml"))


def by_ruamel(text: bytes, version: tuple[int, int] | None = None) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    return reader.load(text)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(2))
def test_every_file_that_ships_says_the_same_to_any_reader(part: int) -> None:
    for file in FILES[part::2]:
        text = file.read_bytes()
        assert by_ruamel(text) == yaml.load(text, yaml.SafeLoader), file.relative_to(CONTENT)


def test_a_letter_that_some_take_for_no_is_exported_in_quotes() -> None:
    written = EntryFiles().write([challenge("n")])
    assert by_ruamel(written, (1, 1))[0]["accept"] == ["n"]
