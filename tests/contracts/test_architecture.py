"""Who may import whom, and what a file may weigh."""

import ast
from pathlib import Path
from typing import get_args

import pytest

from bot.interface.inputs import Input
from tests.contracts.tools import ROOT, passes, sources

MOST_LINES = 250
GENERATED = ROOT / "storage" / "migrations" / "versions"

IMPORT = "import sys, bot.__main__; assert not {'discord', 'slack_bolt', 'slack_sdk'} & sys.modules.keys()"


def test_the_import_contracts_of_pyproject_are_kept() -> None:
    passes("lint-imports", "--no-cache")


def test_a_platforms_library_is_imported_only_where_that_platform_runs() -> None:
    passes("python", "-c", IMPORT)


@pytest.mark.parametrize("path", sources("bot/features", "bot/shared"), ids=lambda path: path.name)
def test_no_feature_makes_a_form_or_an_input_itself(path: Path) -> None:
    imports = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    names = {name.name for node in imports for name in node.names}
    assert not names & {"Form", "Input", *(kind.__name__ for kind in get_args(Input))}


@pytest.mark.parametrize("folder", ["bot", "adapters", "storage", "search", "content", "bench", "tests"])
def test_no_file_is_longer_than_it_should_be(folder: str) -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(folder)
        if GENERATED not in path.parents
    }
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
