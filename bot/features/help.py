"""`help`, out of the declarations of all features."""

from collections.abc import Sequence
from functools import cache
from typing import Annotated

from bot.errors import Refusal
from bot.feature import Context, Feature, Visit
from bot.interface.card import Card
from bot.interface.command import Access, Commands
from bot.interface.inputs import Choice
from bot.interface.manual import details, overview
from bot.interface.option import Option
from bot.language import current_locale
from bot.shared.choice import Chosen, choose
from bot.shared.nearest import nearest
from bot.text import Markup, escape, t


def feature(others: Commands) -> Feature:
    """Help about the commands of all other features, and about itself."""
    commands = Commands()

    @cache
    def known() -> Commands:
        return others.merged(commands)

    @cache
    def overview_in(locale: str) -> Card:
        del locale  # the key: what is said depends on nothing else
        return overview(known())

    async def suggest_commands(context: Context, typed: str) -> Sequence[Choice]:
        del context
        return [Choice(escape(path), path) for path in nearest(typed, _names(known()))]

    @commands.add("help", "What you can do here, or one command in detail.", access=Access.NONE)
    async def show_help(  # pyright: ignore[reportUnusedFunction]
        visit: Visit, command: Annotated[str | None, Option("Which command?", suggest=suggest_commands)] = None
    ) -> Card:
        del visit
        if command is None:
            return overview_in(current_locale())
        chosen = choose(command.removeprefix("/"), _names(known()))
        found = known().find(chosen.sure) if chosen.sure else None
        if found is None:
            raise Refusal(_unknown(command, chosen))
        return details(found)

    return Feature(commands)


def _unknown(name: str, chosen: Chosen[str]) -> Markup:
    if chosen.keys:
        return t("There is no command “{name}”. Did you mean `{near}`?", name=name[:50], near=chosen.keys[0])
    return t("There is no command “{name}”. Use `help` to see all.", name=name[:50])


def _names(commands: Commands) -> dict[str, tuple[str, str]]:
    """What a command may be looked for by: its path, and what it does."""
    return {command.path: (command.path, t(command.description)) for command in commands.listed()}
