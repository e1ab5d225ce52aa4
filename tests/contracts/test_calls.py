"""Every call that the source makes is of a declared command, with options that it has."""

import ast
from collections import Counter
from fnmatch import fnmatchcase

import pytest

from bot.interface.command import CONTROL_VALUES, MESSAGE, Command
from bot.wiring.features import all_commands
from tests.contracts.call_source import ANY, Made, Source, all_sources
from tests.contracts.tools import ROOT

CARRIED = CONTROL_VALUES | {MESSAGE}
COMMANDS = list(all_commands())

CANNOT_BE_TOLD = {
    "adapters/discord/ids.py: select_id": "the select's own call, judged where the select is built",
    "adapters/discord/ids.py: pressed_call": "the same, when it comes back",
    "adapters/discord/inbound.py: submitted_request": "a form's own call and the names of its inputs",
    "adapters/discord/inbound.py: _with_files": "the call that came, with the names of its files",
    "adapters/discord/inbound.py: _menu_request": "the path that a declaration has",
    "adapters/discord/inbound.py: typed_request": "what somebody typed",
    "adapters/playground/playground.py: _suggestions": "what somebody types",
    "adapters/slack/inbound.py: read_search": "what the input's `suggests` names",
    "adapters/slack/inbound.py: _pressed": "the select's own call",
    "adapters/slack/inbound.py: read_submit": "a form's own call and the names of its inputs",
    "adapters/web/pages/directory.py: other_cohorts": "the page's own call, which takes a cohort",
    "adapters/web/pages/forms.py: call_of": "a form's own call and the names of its inputs",
    "adapters/web/pages/pages.py: _look": "the call in an address, with what was filled in",
    "adapters/web/pages/sent.py: left_from": "the call in the address of the page that was left",
    "bot/app/kept.py: taken_up": "a draft keeps the values of a call that came",
    "bot/app/questions.py: which_community": "the call that came",
    "bot/app/sanitize.py: _sanitized_call": "the call that came, with the names of its files",
    "bot/app/typed_days.py: with_days": "the names of the command's own options",
    "bot/features/content_edit.py: _form_of": "an entry's kind ends the path",
    "bot/features/manage_create.py: _plan_of": "a draft keeps the values of a call that came",
    "bot/features/manage_repair.py: credit": "a draft keeps the values of a call that came",
    "bot/interface/call.py: with_values": "judged at each place that calls it",
    "bot/interface/stored.py: _load_block": "a card that was kept, judged where it was built",
    "bot/interface/stored.py: _load_button": "the same",
    "bot/interface/typed.py: read": "what somebody typed",
    "bot/shared/challenge_card.py: _sibling_call": "the path of the challenge's call, whose first word it keeps",
    "bot/shared/challenge_card.py: _toggle": "the challenge's own call",
    "bot/shared/challenge_card.py: _with_hints": "the same",
    "bot/shared/challenge_card.py: _controls": "the same",
    "bot/shared/cohort_choice.py: any_cohort": "judged at each place that asks for a cohort",
    "bot/shared/cohort_choice.py: lasting_cohort": "the same",
    "bot/shared/cohort_choice.py: _question": "the same",
    "bot/shared/cohort_choice.py: _select": "the same",
    "bot/shared/cohort_choice.py: _one_of": "the same",
    "bot/shared/cohort_saved.py: undo_call": "the path of the command beside it",
    "bot/shared/community_saved.py: undo_call": "the same",
    "bot/shared/content_draft.py: _buttons": "a draft keeps the kind of item, which ends the path",
    "bot/shared/content_draft.py: go_on": "the same",
    "bot/shared/member_choice.py: _person_called": "judged at each place that asks for a member",
    "bot/shared/member_choice.py: member_meant": "the same",
    "bot/shared/own_item_choice.py: _chosen": "judged at each place that asks for an entry",
    "bot/shared/pages.py: page_turns": "judged at each place that has pages",
}
"""Functions whose calls have a path or values from elsewhere, and from where; the dispatcher refuses what is not declared."""
SEVERAL = {
    "bot/interface/stored.py: _load_block": 2,
    "bot/interface/typed.py: read": 2,
    "bot/shared/challenge_card.py: _controls": 3,
    "bot/shared/cohort_choice.py: _one_of": 2,
    "bot/shared/member_choice.py: member_meant": 3,
}
"""How many such calls a function has, if more than one."""


def options(command: Command) -> set[str]:
    return {parameter.name for parameter in command.parameters} | CARRIED


def faults(made: Made) -> list[str]:
    """What a call names that is not declared. Of several paths that it may have, some command has each option."""
    meant = {path: [command for command in COMMANDS if fnmatchcase(command.path, path)] for path in made.paths}
    unknown = [f"{made.place}: no command “{path}”" for path, commands in meant.items() if not commands]
    known = {name for commands in meant.values() for command in commands for name in options(command)}
    return unknown or [f"{made.place}: no option “{name}”" for name in sorted(made.options - known)]


def test_every_call_in_the_source_is_of_a_command_and_of_its_options() -> None:
    assert [fault for source in all_sources() for made in source.calls() for fault in faults(made)] == []


def untold(source: Source) -> list[str]:
    """The functions with a call that cannot be told, or with an option for a call of unknown path, as often as they have one."""
    unknown = [made.function for made in source.calls() if ANY in made.paths and made.options - CARRIED]
    return source.unjudged() + unknown


def test_every_call_in_the_source_can_be_told_but_for_those_that_are_named() -> None:
    assert Counter(name for source in all_sources() for name in untold(source)) == {**dict.fromkeys(CANNOT_BE_TOLD, 1), **SEVERAL}


def test_calls_are_written_so_that_they_can_be_read() -> None:
    assert [place for source in all_sources() for place in source.disguised()] == []


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
        ('Call("cohort join" if late else "manage settings", {"cohort": "1"})', "no option “cohort”"),
        ('path = "cohort join"\nfor path in ["cohort jion"]:\n    Call(path)', "no command “cohort jion”"),
        ('Call("cohort *")', "no command “cohort [*]”"),
        ('page_turns(lines, 1, Call("cohort join"))', "no option “page”"),
        ('await own_cohort(context, name, Call("manage settings"))', "no option “cohort”"),
    ],
)
def test_the_search_for_calls_bites(line: str, fault: str) -> None:
    found = [fault for made in Source(ROOT, ast.parse(line)).calls() for fault in faults(made)]
    assert [text.rsplit(": ", 1)[1] for text in found] == [fault]


@pytest.mark.parametrize(
    "line",
    [
        "Call(read())",
        'path = "cohort join"\nfor path in read():\n    Call(path)',
        'Call(path="cohort jion")',
        'Call("cohort join", values={"cohrt": "1"})',
        'Call("cohort join", **values)',
        'Call(*["cohort jion"])',
        'Select(label, call=Call("cohort join"), option="cohrt", choices=choices)',
        'Call(f"manage {word}")',
        'keys = {"cohort": "1"}\nkeys["chort"] = "1"\nCall("cohort join", keys)',
        'keys = {"cohort": "1"}\nkeys.update(chort="1")\nCall("cohort join", keys)',
        'keys = {"cohort": "1"}\nkeys |= {"chort": "1"}\nCall("cohort join", keys)',
        'keys = {"cohort": "1"}\nother = keys\nother["chort"] = "1"\nCall("cohort join", keys)',
        'call.with_values(cohort="1")',
        'Select(label, read(), "cohort", choices)',
        "page_turns(lines, 1, call=call)",
        "page_turns(lines, 1, call)",
    ],
)
def test_a_call_of_unknown_origin_is_not_passed_over(line: str) -> None:
    assert set(untold(Source(ROOT, ast.parse(line)))) == {".: "}


@pytest.mark.parametrize(
    "line",
    [
        "made = Call",
        "partial(Call, 'cohort jion')",
        "map(Call, ['cohort jion'])",
        "module.Call('cohort jion')",
        "import bot.interface.call as module",
        "from bot.interface import call",
        "from bot.interface.call import Call as Made",
        "from bot.interface.card import Select as Made",
        "replace(call, path='cohort jion')",
        "dataclasses.replace(call, values={'cohrt': '1'})",
        "getattr(module, 'x')(Call)",
        "class Press(Call): ...",
        "more = call.with_values",
    ],
)
def test_a_call_in_disguise_is_found(line: str) -> None:
    assert len(Source(ROOT, ast.parse(line)).disguised()) == 1


@pytest.mark.parametrize(
    "line",
    [
        "def f(call: Call | None) -> Sequence[Call]: ...",
        "match block:\n    case Select(label, call, option, choices): ...",
        "Call.load(text)",
        "isinstance(block, Select)",
    ],
)
def test_types_and_patterns_are_no_disguise(line: str) -> None:
    assert Source(ROOT, ast.parse(line)).disguised() == []
