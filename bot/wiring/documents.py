"""The generated tables of the documents, which are English: commands and settings."""

import re
from pathlib import Path

from bot.config import describe_settings
from bot.interface.command import Command, Commands
from bot.wiring.features import all_commands

ROOT = Path(__file__).parents[2]


def write_docs(root: Path = ROOT) -> list[Path]:
    """Bring the generated tables of the documents up to date; returns the files that changed."""
    tables = {"commands": commands_table(all_commands()), "settings": describe_settings()}
    changed: list[Path] = []
    for path in (root / "README.md", root / "docs" / "operating.md"):
        text = path.read_text(encoding="utf-8")
        new = text
        for name, table in tables.items():
            new = re.sub(
                rf"(<!-- {name} -->\n).*?(<!-- end -->)",
                lambda found, table=table: found[1] + table + found[2],
                new,
                flags=re.DOTALL,
            )
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def commands_table(commands: Commands) -> str:
    """What can be typed, as a table in Markdown; a star marks what is for moderators."""
    rows = map(_row, commands.listed())
    return "\n".join(["| command | options | what it does |", "|---|---|---|", *rows, ""])


def _row(command: Command) -> str:
    names = " ".join(f"`{parameter.name}`" if parameter.required else f"`{parameter.name}?`" for parameter in command.parameters)
    star = " *" if command.moderator else ""
    return f"| `{command.path}`{star} | {names} | {command.description} |"
