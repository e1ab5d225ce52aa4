"""Lines that start the bot, in files for whoever runs it: whether the command line has them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import yaml
from typer.core import TyperGroup

from bot.command_line import app
from tests.started import ROOT

COMPOSE_FILES = ("compose.yaml", "compose.scale.yaml")
STARTS = re.compile(r"python3?$")


def read(name: str) -> Any:
    """A YAML or JSON file of the checkout."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def check_line(line: str) -> None:
    """Raises AssertionError or TyperException if the command line would not take `python -m bot …`."""
    python, *words = shlex.split(line)
    assert STARTS.search(python), line
    assert words[:2] == ["-m", "bot"], line
    command, words = typer.main.get_command(app), words[2:]
    while isinstance(command, TyperGroup):
        name, *words = words
        assert name in command.commands, line
        command = command.commands[name]
    command.make_context(command.name, words).close()


def of_compose(name: str) -> Iterator[str]:
    yield from (service["command"] for service in read(name)["services"].values() if "bot" in service.get("command", ""))


def of_units() -> Iterator[str]:
    """Of systemd; a template stands for its parts."""
    for unit in (ROOT / "deploy" / "systemd").glob("*.service"):
        for line in re.findall(r"^ExecStart=(\S*python -m bot .*)$", unit.read_text(encoding="utf-8"), re.MULTILINE):
            yield from (line.replace("%i", part) for part in ("web", "worker", "discord", "slack"))


def of_heroku() -> Iterator[str]:
    file = read("heroku.yml")
    yield from (started if isinstance(started, str) else started["command"][0] for started in file["run"].values())
    yield from file["release"]["command"]


def of_render() -> Iterator[str]:
    services = read("render.yaml")["services"]
    yield from (service[key] for service in services for key in ("dockerCommand", "preDeployCommand") if key in service)


def of_procfile(path: Path = ROOT / "Procfile") -> Iterator[str]:
    yield from (line.partition(": ")[2] for line in path.read_text(encoding="utf-8").splitlines())
