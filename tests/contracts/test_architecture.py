"""What features leave to the core, and what a file may weigh."""

import ast
from importlib import import_module
from inspect import getfile
from pathlib import Path
from typing import get_args

import pytest

from bot.interface.inputs import Input
from bot.wiring.features import all_commands
from tests.contracts.tools import ROOT, sources

MOST_LINES = 250
LONGER = {"storage/migrations/versions/0001_the_first_tables.py": "all tables of the first release, as they were then"}
INPUTS = {"Form", "Input", *(kind.__name__ for kind in get_args(Input))}


def test_no_feature_makes_a_form_or_an_input_itself() -> None:
    files = sources("bot/features", "bot/shared")
    assert [path.name for path in files if INPUTS & names(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("line", ["from bot.interface.card import Form", "inputs.TextInput(name, label)", "kind = Form"])
def test_a_form_or_an_input_is_found_however_it_is_named(line: str) -> None:
    assert INPUTS & names(line)


@pytest.mark.parametrize("path", sources("bot/features"), ids=lambda path: path.name)
def test_what_stands_beside_the_features_is_one(path: Path) -> None:
    assert path.name == "__init__.py" or hasattr(import_module(f"bot.features.{path.stem}"), "feature")


def test_every_list_with_pages_is_turned_in_the_same_way() -> None:
    paged = [command for command in all_commands() if any(parameter.name == "page" for parameter in command.parameters)]
    for command in paged:
        used = names(Path(getfile(command.handler)).read_text(encoding="utf-8"))
        assert {"on_page", "page_turns"} <= used, command.path
    assert len(paged) >= 5


@pytest.mark.parametrize("name", ["ALIKE", "Entry", "Item", "KINDS"])
def test_one_name_is_one_thing(name: str) -> None:
    """These once had two meanings; a migration keeps the words of its time."""
    files = [path for path in sources("bot", "search", "storage", "adapters", "content") if "migrations" not in path.parts]
    assert sum(name in defined(path.read_text(encoding="utf-8")) for path in files) <= 1


def defined(source: str) -> set[str]:
    """The names of a file's own classes and constants."""
    nodes = ast.parse(source).body
    targets = [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    targets += [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    return {node.name for node in nodes if isinstance(node, ast.ClassDef)} | set(map(ast.unparse, targets))


def names(source: str) -> set[str]:
    """What a file imports, by its own name, and every name and attribute in it."""
    nodes = list(ast.walk(ast.parse(source)))
    imported = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    read = {
        node.attr if isinstance(node, ast.Attribute) else node.id for node in nodes if isinstance(node, ast.Attribute | ast.Name)
    }
    return imported | read


def test_no_file_is_longer_than_it_should_be() -> None:
    folders = (path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    files = [*ROOT.glob("*.py"), *sources(*folders)]
    lines = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {path for path, count in lines.items() if count > MOST_LINES} == set(LONGER)
