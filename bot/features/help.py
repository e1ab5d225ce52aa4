"""`help`, out of the declarations of all features."""

from collections.abc import Sequence
from typing import Annotated

from rapidfuzz import process

from bot.errors import Refusal
from bot.interface.card import Card, Choice
from bot.interface.command import Access, Commands, Option
from bot.interface.manual import details, overview
from bot.ports import Context, Feature, Visit
from bot.text import escape, t


def feature(everything: Commands) -> Feature:
    """Help about `everything`, and about itself."""
    commands = Commands()

    async def suggest_commands(context: Context, typed: str) -> Sequence[Choice]:
        paths = [command.path for command in (*everything.listed(), *commands.listed())]
        return [Choice(escape(path), path) for path in paths if typed.casefold() in path]

    @commands.add("help", "What you can do here, or one command in detail.", access=Access.NONE)
    async def show_help(  # pyright: ignore[reportUnusedFunction]
        visit: Visit, command: Annotated[str | None, Option("Which command?", suggest=suggest_commands)] = None
    ) -> Card:
        del visit
        known = everything.merged(commands)
        if command is None:
            return overview(known)
        found = known.find(command.casefold().removeprefix("/"))
        if found and found.listed:
            return details(found)
        near = process.extractOne(command.casefold(), [item.path for item in known.listed()], score_cutoff=40)
        raise Refusal(
            t("There is no command “{name}”. Did you mean `{near}`?", name=command[:50], near=near[0])
            if near
            else t("There is no command “{name}”. Use `help` to see all.", name=command[:50])
        )

    return Feature(commands)
