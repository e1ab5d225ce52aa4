"""What a command says of its form names options that the command has."""

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

from bot.interface.command import Command
from bot.wiring.features import all_commands
from tests.contracts.call_source import Source, Unjudged, all_sources
from tests.contracts.tools import ROOT

CANNOT_BE_TOLD = {
    "adapters/web/pages/pages.py: _options": "the command's own options",
    "bot/shared/content_draft.py: draft_prefill": "a draft keeps the values of a form",
    "bot/features/content_add.py: from_revision": "an entry as the texts of its form",
    "bot/features/content_edit.py: as_it_is": "the same",
    "bot/shared/challenge_form.py: challenge_prefill": "by the kind of challenge, from tables",
    "bot/features/manage_create.py: as_planned": "a draft keeps the values of a form",
    "bot/features/manage_repair.py: as_previewed": "the same",
    "bot/features/manage_edit.py: as_set": "the settings of a cohort, by their declared names",
    "bot/features/resources.py: from_menu": "what is found in a message, by a function of another file",
    "bot/shared/challenge_card.py: asked_answer": "the answer, for the two commands that take one",
}
"""Functions whose names of options come from elsewhere, and from where."""


def prefilled_by(source: Source, function: str) -> list[Command]:
    module = source.path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    commands = [(command, command.prefill) for command in all_commands()]
    return [command for command, prefill in commands if prefill and (prefill.__module__, prefill.__name__) == (module, function)]


def named(source: Source, node: ast.Call) -> set[str]:
    """The names of options in a Prefill. Raises Unjudged for one that is built in another way than from a literal."""
    wording = [keyword.value for keyword in node.keywords if keyword.arg == "wording"]
    asked = {name for keyword in node.keywords if keyword.arg == "asked" for name in listed(keyword.value)}
    unknown = [keyword.arg for keyword in node.keywords if keyword.arg not in {"asked", "wording", "call", "saved"}]
    if unknown or any(isinstance(value, ast.Starred) for value in node.args):
        raise Unjudged(ast.unparse(node))
    return asked | {name for mapping in [*node.args, *wording] for name in source.keys(mapping)}


def listed(node: ast.expr) -> list[str]:
    """The texts of a list. Raises Unjudged for one that is no literal."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        raise Unjudged(ast.unparse(node)) from None


def faults(source: Source, node: ast.Call, commands: list[Command]) -> Iterator[str]:
    """The names that some command which the Prefill is for does not have; `cannot be told` if the source does not tell."""
    try:
        names = named(source, node)
    except Unjudged:
        yield "cannot be told"
        return
    if names and not commands:
        yield "cannot be told"
    yield from (f"{command.path}: {name}" for command in commands for name in sorted(names) if not command.parameter(name))


def found() -> dict[str, list[str]]:
    """The faults of every Prefill, by `path: function`."""
    every = [
        (source, node)
        for source in all_sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Prefill"
    ]
    found: defaultdict[str, list[str]] = defaultdict(list)
    for source, node in every:
        place = source._function(node)
        found[place] += faults(source, node, prefilled_by(source, place.split(": ")[1]))
    return {place: names for place, names in found.items() if names}


def test_every_prefill_names_options_of_its_command_or_is_named_here() -> None:
    assert found() == {place: ["cannot be told"] for place in CANNOT_BE_TOLD}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('Prefill({"zoen": "UTC"})', "manage change: zoen"),
        ('Prefill({"zone": "UTC", **({"lgo": log} if log else {})})', "manage change: lgo"),
        ('Prefill({"zone": "UTC"}, wording={"zoen": Wording()})', "manage change: zoen"),
        ('Prefill(asked=["zone", "zoen"])', "manage change: zoen"),
        ("Prefill(asked=names)", "cannot be told"),
        ("Prefill(read())", "cannot be told"),
        ('Prefill(values={"zoen": "UTC"})', "cannot be told"),
        ('Prefill(*[{"zoen": "UTC"}])', "cannot be told"),
        ('Prefill({"zone": "UTC"}, asked=names)', "cannot be told"),
        ('keys = {"zone": "UTC"}\nkeys["zoen"] = "UTC"\nPrefill(keys)', "cannot be told"),
    ],
)
def test_a_name_that_no_option_has_is_found(line: str, fault: str) -> None:
    tree = ast.parse(line)
    node = next(node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Prefill")
    change = next(command for command in all_commands() if command.path == "manage change")
    assert list(faults(Source(ROOT, tree), node, [change])) == [fault]
