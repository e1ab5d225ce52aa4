"""Every part of the program stands in a layer, and imports from outside only what it may. pyproject.toml has the layers."""

import ast
import re
import tomllib
from typing import Any

import pytest

from tests.contracts.imports import OUTSIDE, PROGRAM, covers, foreign, imported, module_of, part_of
from tests.contracts.tools import ROOT, passes, sources

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BESIDE = {"bench"}
"""Packages that are no part of the program: nothing of it imports them, and they import what they like."""
MODULES = {module_of(path.relative_to(ROOT)): path for path in sources(*PROGRAM)}
FOR_FEW = {"discord", "slack_bolt", "slack_sdk", "asyncpg", "sqlalchemy.orm", "icalendar", "holidays"}
"""The ORM comes with the asynchronous engines that PostgreSQL needs."""
LOADS_NOTHING_FOR_FEW = f"import sys, bot.__main__; assert not {FOR_FEW} & sys.modules.keys()"


def test_the_import_contracts_of_pyproject_are_kept() -> None:
    passes("lint-imports", "--no-cache")


def test_a_library_of_one_platform_or_one_database_is_imported_only_where_that_is_used() -> None:
    passes("python", "-c", LOADS_NOTHING_FOR_FEW)


def test_every_top_folder_with_code_is_held_to_the_contracts() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("[!.]*/*.py")}
    assert folders - {"tests"} == {*PROGRAM} | BESIDE == {*PYPROJECT["tool"]["importlinter"]["root_packages"]}


def test_every_part_of_the_program_stands_in_a_layer() -> None:
    layers = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name for layer in layers for name in re.split(r" \| ", layer)}
    found = {part if part.startswith("bot.") else part.split(".")[0] for part in map(part_of, MODULES)}
    assert placed == found - {"bot.__init__"} | BESIDE


def test_what_may_come_from_outside_is_told_for_every_part() -> None:
    assert set(OUTSIDE) == set(map(part_of, MODULES))


@pytest.mark.parametrize("folder", PROGRAM)
def test_a_part_imports_from_outside_only_what_it_may(folder: str) -> None:
    found = {name: foreign(name, path.read_text("utf-8")) for name, path in MODULES.items() if name.split(".")[0] == folder}
    assert {name: names for name, names in found.items() if names} == {}


def test_nothing_may_come_from_outside_that_is_not_needed() -> None:
    used: dict[str, set[str]] = {part: set() for part in OUTSIDE}
    for module, path in MODULES.items():
        used[part_of(module)] |= set(imported(ast.parse(path.read_text("utf-8"))))
    needless = {
        part: {name for name in OUTSIDE[part] if not any(covers({name}, full) for full in used[part])} for part in OUTSIDE
    }
    assert {part: names for part, names in needless.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "line", "name"),
    [
        ("bot.domain.streak", "import aiosqlite", "aiosqlite"),
        ("bot.domain.streak", "import sqlite3", "sqlite3"),
        ("bot.domain.streak", "import urllib.request", "urllib.request"),
        ("bot.domain.streak", "from urllib import request", "urllib.request"),
        ("bot.domain.streak", "from random import random", "random.random"),
        ("bot.domain.streak", "import datetime, pydantic_monty as datetime_", "pydantic_monty"),
        ("bot.domain.streak", "from tests import world", "tests.world"),
        ("bot.domain.streak", "import bench.frame", "bench.frame"),
        ("bot.domain.streak", "from importlib import import_module", "importlib.import_module"),
        ("bot.domain.streak", "def f():\n    if x:\n        import httpx", "httpx"),
        ("bot.domain.streak", "__import__('discord')", "__import__"),
        ("bot.domain.streak", "from ..features import checkins", "..features.checkins"),
        ("bot.new.room", "import discord", "discord"),
        ("adapters.newplat.gateway", "import slack_sdk", "slack_sdk"),
        ("adapters.discord.gateway", "from slack_sdk import web", "slack_sdk.web"),
        ("storage.outbox", "import discord", "discord"),
        ("content.loader", "import sqlalchemy", "sqlalchemy"),
    ],
)
def test_what_a_part_may_not_import_is_found(module: str, line: str, name: str) -> None:
    assert foreign(module, line) == [name]


@pytest.mark.parametrize("line", ["from collections.abc import Iterator", "import urllib.parse", "from bot.text import t"])
def test_what_only_computes_and_the_program_itself_may_be_imported(line: str) -> None:
    assert foreign("bot.domain.streak", line) == []
