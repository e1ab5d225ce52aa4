"""Every call that the source makes is of a declared command, with options that it has."""

import ast
from fnmatch import fnmatchcase

import pytest

from bot.interface.command import CONTROL_VALUES, MESSAGE, Command
from bot.wiring.core import all_commands
from tests.contracts.call_source import Made, Source
from tests.contracts.tools import ROOT, sources

CARRIED = CONTROL_VALUES | {MESSAGE}
SOURCES = [Source.of(path) for path in sources("bot", "adapters")]
COMMANDS = list(all_commands())

CANNOT_BE_TOLD = {
    "adapters/discord/ids.py: select_id": "the select's own call, judged where the select is built",
    "adapters/discord/ids.py: pressed_call": "the same, when it comes back",
    "adapters/discord/inbound.py: submitted_request": "a form's own call and the names of its inputs",
    "adapters/discord/inbound.py: _menu_request": "the path that a declaration has",
    "adapters/discord/inbound.py: typed_request": "what somebody typed",
    "adapters/playground/playground.py: _suggestions": "what somebody types",
    "adapters/slack/inbound.py: read_search": "what the input's `suggests` names",
    "adapters/slack/inbound.py: _pressed": "the select's own call",
    "adapters/slack/inbound.py: read_submit": "a form's own call and the names of its inputs",
    "bot/app/dispatch.py: _restored": "a draft keeps the values of a call that came",
    "bot/features/manage_create.py: _plan_of": "a draft keeps the values of a call that came",
    "bot/features/manage_repair.py: credit": "a draft keeps the values of a call that came",
    "bot/interface/call.py: with_values": "judged at each place that calls it",
}
"""Each with where its path or its values come from; the dispatcher refuses what is not declared."""


def options(command: Command) -> set[str]:
    return {parameter.name for parameter in command.parameters} | CARRIED


def faults(made: Made) -> list[str]:
    """What a call names that is not declared. Of several paths that it may have, some command has each option."""
    meant = {path: [command for command in COMMANDS if fnmatchcase(command.path, path)] for path in made.paths}
    unknown = [f"{made.place}: no command “{path}”" for path, commands in meant.items() if not commands]
    known = {name for commands in meant.values() for command in commands for name in options(command)}
    return unknown or [f"{made.place}: no option “{name}”" for name in sorted(made.options - known)]


def test_every_call_in_the_source_is_of_a_command_and_of_its_options() -> None:
    assert [fault for source in SOURCES for made in source.calls() for fault in faults(made)] == []


def test_every_call_in_the_source_can_be_told_but_for_those_that_are_named() -> None:
    assert sorted(function for source in SOURCES for function in source.unjudged()) == sorted(CANNOT_BE_TOLD)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('Call("cohort jion")', "no command “cohort jion”"),
        ('Call("cohort join", {"cohrt": "1"})', "no option “cohrt”"),
        ('Call("cohort join").with_values(cohrt="1")', "no option “cohrt”"),
        ('Select(label, Call("cohort join"), "cohrt", choices)', "no option “cohrt”"),
        ('keys = {"cohrt": "1"}\nCall("cohort join", {**keys, "again": "1"})', "no option “cohrt”"),
        ('def button(path):\n    return Call(path)\nbutton("cohort jion")', "no command “cohort jion”"),
        ('Call(f"cohort {word}-late")\nword = "strat"', "no command “cohort strat-late”"),
        ('for label, path in [("Join", "cohort jion")]:\n    Call(path)', "no command “cohort jion”"),
    ],
)
def test_the_search_for_calls_bites(line: str, fault: str) -> None:
    found = [fault for made in Source(ROOT, ast.parse(line)).calls() for fault in faults(made)]
    assert [text.rsplit(": ", 1)[1] for text in found] == [fault]


def test_a_call_of_unknown_origin_is_not_passed_over() -> None:
    assert Source(ROOT, ast.parse("Call(read())")).unjudged() == [".: "]
