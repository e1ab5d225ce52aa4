"""What the guides tell people to type and to press is there."""

import re
from functools import cache
from pathlib import Path

import pytest

from adapters.discord.commands import payloads
from bot.errors import Refusal
from bot.interface.binding import bind
from bot.interface.dates import dates_meant
from bot.interface.day_names import day_names
from bot.interface.option import Parameter
from bot.interface.typed import read
from bot.wiring.features import all_commands
from tests.contracts.tools import ROOT, sources
from tests.world import MONDAY

HANDBOOK = ROOT / "docs" / "moderating.md"
GUIDES = (ROOT / "README.md", ROOT / "docs" / "operating.md", ROOT / "docs" / "importing.md", HANDBOOK)
PICKED = ("channel", "account", "role")
"""The kinds of options whose values are chosen in a picker of the platform, which puts an id in their place."""


def lines_to_type(text: str) -> list[str]:
    """The lines in backticks that begin with a command of two words, or with a group of commands and an option."""
    groups = {command.group for command in all_commands() if command.group}
    lines = re.findall(r"`/(?:study )?([a-z]+ [^`…]+)`", text)
    return [line for line in lines if line.split()[0] in groups]


def faults(line: str) -> list[str]:
    """What a line names that is no command, no option, or no value of its option."""
    commands = all_commands()
    path = " ".join(line.split()[:2])
    command = commands.find(path)
    if command is None or command not in commands.listed():
        return [f"{line}: there is no {path}"]
    parameters = {parameter.name: parameter for parameter in command.parameters}
    named = re.findall(r"(?:^| )([a-z_]+)[=:]", line)
    unknown = [f"{line}: {path} has no {name}" for name in named if name not in parameters]
    try:
        for name, text in read(line, commands).values.items():
            _check(parameters[name], text)
    except Refusal as refusal:
        return [*unknown, f"{line}: {refusal.message}"]
    return unknown


def _check(parameter: Parameter, text: str) -> None:
    """Raises Refusal for a value that the option does not take."""
    if parameter.kind == "date" and dates_meant(text, MONDAY.date(), day_names(), past=parameter.option.past):
        return
    if parameter.kind not in PICKED:
        bind(parameter, text)


@cache
def said() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sources("bot/features", "bot/shared", "bot/app"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_each_line_that_a_guide_gives_to_type_names_a_command_and_its_options(guide: Path) -> None:
    lines = lines_to_type(guide.read_text(encoding="utf-8"))
    assert lines
    assert [fault for line in lines for fault in faults(line)] == []


@pytest.mark.parametrize(
    "line", ["manage begin", "manage shift day=monday", "manage pause first=someday", "manage deliveries state=lost"]
)
def test_the_search_for_lines_that_fail_bites(line: str) -> None:
    assert faults(line)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_discord_sends_each_line_that_a_guide_gives_to_type(guide: Path) -> None:
    """Its client sends no command without its required options; one that stands alone in a guide is asked in its line."""
    commands = all_commands()
    leaves = {f"{root['name']} {leaf['name']}": leaf for root in payloads(commands) for leaf in root.get("options", ())}
    for line in lines_to_type(guide.read_text(encoding="utf-8")):
        call = read(line, commands)
        needed = {option["name"] for option in leaves[call.path]["options"] if option["required"]}
        assert not call.values or needed <= call.values.keys(), line


def test_the_handbook_names_every_command_of_moderators() -> None:
    said = HANDBOOK.read_text(encoding="utf-8")
    assert [command.path for command in all_commands().listed() if command.moderator and f"/{command.path}" not in said] == []


def test_each_button_that_the_handbook_names_is_said_by_the_product() -> None:
    """Bold words that end as a sentence does head a paragraph; the others stand on cards."""
    bold = re.findall(r"\*\*([^*]+)\*\*", HANDBOOK.read_text(encoding="utf-8"))
    labels = {words for words in bold if not words.endswith((".", ":"))}
    assert labels
    assert sorted(label for label in labels if f'"{label}"' not in said() and f'"**{label}**"' not in said()) == []


def test_each_file_that_is_said_to_stand_in_the_way_of_harm_is_there() -> None:
    named = re.findall(r"`([a-z_.]+/[\w/.]*)`", (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
