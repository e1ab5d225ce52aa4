"""Help and the command table come from the declarations, and every card of them can be shown."""

import pytest

from bot.interface.command import Command
from bot.interface.fitting import value_length
from bot.interface.manual import TOPICS, by_topic, details, group_details, overview
from bot.interface.typed import read
from bot.language import speaking
from bot.text import escape
from bot.wiring.documents import commands_table
from bot.wiring.features import all_commands
from tests.cases import in_case
from tests.world import words

REAL = all_commands()


MEMBERS = [command for command in REAL.listed() if not command.moderator]
MODERATORS = [command for command in REAL.listed() if command.moderator]


def test_members_see_each_of_their_commands_once_and_no_moderators_command() -> None:
    said = words(overview(MEMBERS))
    for command in MEMBERS:
        assert said.count(f"</{command.path}>") == 1
    assert not [command.path for command in MODERATORS if command.path in said]


def test_every_command_has_one_topic_and_every_topic_an_example_among_its_commands() -> None:
    topics = by_topic(REAL.listed())
    assert [topic for topic, _ in topics] == [*TOPICS]
    assert sorted(command.path for _, some in topics for command in some) == sorted(command.path for command in REAL.listed())
    assert [topic.key for topic, some in topics if topic.example not in [command.path for command in some]] == []
    assert [topic.key for topic, some in topics if len({command.moderator for command in some}) > 1] == []


def test_a_group_shows_its_commands_with_an_example_each() -> None:
    said = words(group_details("cohort", [command for command in REAL.listed() if command.group == "cohort"]))
    assert "- </cohort join> Join a cohort" in said
    assert said.count("For example: </cohort ") == 4


def test_every_option_of_a_command_is_explained() -> None:
    for command in REAL:
        with in_case(command.path):
            said = words(details(command))
            assert said.startswith(escape(command.path))
            for p in command.parameters:
                assert f"- `{p.name}`{'' if p.required else ' (optional)'}: {p.option.description}" in said
                assert all(f"`{value}`" in said for value in p.values)


@pytest.mark.parametrize("command", REAL.listed(), ids=lambda command: command.path)
def test_the_example_can_be_typed_and_run_as_it_stands(command: Command) -> None:
    line = words(details(command)).split("For example: </")[1].rpartition(">")[0]
    call = read(line, REAL)
    assert call.path == command.path
    required = {p.name for p in command.parameters if p.required and p.kind != "file"}
    assert required <= call.values.keys() <= {p.name for p in command.parameters}
    for p in command.parameters:  # a platform turns the names of channels and accounts into their ids
        value = call.values.get(p.name, "").split()
        assert p.kind in ("text", "channel", "account") or value_length(p, value) == len(value)


def test_a_command_is_explained_with_a_line_as_people_would_type_it() -> None:
    assert 'For example: </checkin did="chapter 3" next=exercises>' in words(details(REAL["checkin"]))


def test_the_table_has_a_row_for_each_command_in_english() -> None:
    with speaking("de"):
        rows = commands_table(REAL).splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [command.path for command in REAL.listed()]
    assert all(row.count(" | ") == 2 for row in rows)
    assert "| `milestone` | `week?` `cohort?` | " in "\n".join(rows)
    assert "| `manage create` * | `name` `roadmap` " in "\n".join(rows)
