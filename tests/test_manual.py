"""Help and the command table come from the declarations, and every card of them can be shown."""

import pytest

from bot.interface.command import Command
from bot.interface.manual import details, overview
from bot.interface.typed import read
from bot.language import speaking
from bot.text import escape, plain
from bot.wiring.core import all_commands
from bot.wiring.documents import commands_table
from tests.world import words

REAL = all_commands()


def test_the_overview_names_every_command_that_can_be_typed_once() -> None:
    said = words(overview(REAL))
    for command in REAL:
        assert said.count(f"`{command.path}` {command.description}") == (1 if command.listed else 0)


def test_moderators_commands_stand_apart() -> None:
    everybody, moderators = words(overview(REAL)).split("**For moderators**")
    for command in REAL.listed():
        assert f"`{command.path}` {command.description}" in (moderators if command.moderator else everybody)


@pytest.mark.parametrize("command", list(REAL), ids=lambda command: command.path)
def test_every_option_of_a_command_is_explained(command: Command) -> None:
    said = words(details(command))
    assert said.startswith(escape(command.path))
    for p in command.parameters:
        assert f"- `{escape(p.name)}`{'' if p.required else ' (optional)'}: {p.option.description}" in said
        assert all(f"`{value}`" in said for value in p.values)


@pytest.mark.parametrize("command", REAL.listed(), ids=lambda command: command.path)
def test_the_example_can_be_typed_as_it_stands(command: Command) -> None:
    line = plain(escape(words(details(command)).split("Typed: `")[1].removesuffix("`")))
    call = read(line, REAL)
    assert call.path == command.path
    assert call.values.keys() == {p.name for p in command.parameters if p.required}


def test_the_table_has_a_row_for_each_command_in_english() -> None:
    with speaking("de"):
        rows = commands_table(REAL).splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [command.path for command in REAL.listed()]
    assert all(row.count(" | ") == 2 for row in rows)
    assert "| `milestone` | `week?` `cohort?` | " in "\n".join(rows)
    assert "| `manage create` * | `name` `roadmap` " in "\n".join(rows)
