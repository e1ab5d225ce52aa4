"""`help`, out of the declarations of all features."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated

from bot.domain.sameness import folded
from bot.errors import Refusal
from bot.feature import Context, Feature, Visit
from bot.interface.call import Call, Place
from bot.interface.card import Button, Buttons, Card, Text
from bot.interface.command import Access, Command, Commands
from bot.interface.inputs import Choice
from bot.interface.manual import MEMBERS, by_topic, details, group_details, overview, topic_details
from bot.interface.option import Option, all_values
from bot.language import current_locale
from bot.shared.nearest import nearest
from bot.text import Markup, escape, join, t

STOP = frozenset({"stop", "unsubscribe", "mute"})
"""What people write in a direct message to be left in peace."""


def feature(others: Commands) -> Feature:
    """Help about the commands of all other features, and about itself; moderators' are for moderators."""
    commands = Commands()

    @cache
    def known(moderator: bool) -> Sequence[Command]:
        return [command for command in others.merged(commands).listed() if moderator or not command.moderator]

    @cache
    def overview_in(locale: str, moderator: bool) -> Card:
        del locale  # part of the key: sentences depend on it
        return overview(known(moderator))

    @all_values
    async def suggest_commands(context: Context, typed: str) -> Sequence[Choice]:
        return [Choice(escape(path), path) for path in _nearest(typed, known(context.moderator))]

    @commands.add("help", "What you can do here, or one command in detail.", access=Access.NONE)
    async def show_help(  # pyright: ignore[reportUnusedFunction]
        visit: Visit, command: Annotated[str | None, Option("Which command?", suggest=suggest_commands)] = None
    ) -> Card:
        if command is None:
            return overview_in(current_locale(), visit.moderator)
        if _is_told_here_alone(visit.place) and folded(command) in STOP:
            return _stop_card()
        found = _details(command, known(visit.moderator))
        return found or _refuse(command, known(visit.moderator), alone=_is_told_here_alone(visit.place))

    return Feature(commands)


def _details(typed: str, commands: Sequence[Command]) -> Card | None:
    """A command, a topic, or the commands that begin with a word; None for what names none of them."""
    return _named(folded(typed), commands) or _named(_behind_the_root(typed), commands)


def _named(name: str, commands: Sequence[Command]) -> Card | None:
    for command in commands:
        if folded(command.path) == name:
            return details(command)
    for topic, some in by_topic(commands):
        if topic.key == name:
            return topic_details(topic, some)
    group = [command for command in commands if command.group == name]
    if name == MEMBERS:
        return overview([command for command in commands if not command.moderator])
    return group_details(name, group) if group else None


def _behind_the_root(typed: str) -> str:
    """What follows the first word of a line that is copied from a card of a platform on which all commands begin with one word,
    such as `/study me away`; empty for other lines."""
    root, _, path = typed.strip().partition(" ")
    return folded(path) if root.startswith("/") else ""


def _is_told_here_alone(place: Place) -> bool:
    """Whether a call was made in a direct message, in which nobody but the bot reads."""
    return place.space is None or place.is_conversation


def _stop_card() -> Card:
    sentence = t("The bot writes to you here if you want reminders, and of what you asked for.")
    press = Button(t("No more reminders"), Call("me settings", {"reminders": "off"}), "primary")
    return Card(t("No more reminders?"), (Text(sentence), Buttons((press,))))


def _refuse(typed: str, commands: Sequence[Command], *, alone: bool) -> Card:
    """Raises Refusal with the command that is spelled most like what was typed, if any is; `alone` if no person reads it."""
    near = _spelled_like(typed, commands) or _spelled_like(typed.split(" ", maxsplit=1)[0], commands)
    here = [t("No person reads what is written here: write in your cohort's channel.")] if alone and not near else []
    raise Refusal(join([_unknown(typed, near[0] if near else None), *here], " "), "command")


def _unknown(typed: str, near: str | None) -> Markup:
    if near:
        return t("There is no command “{typed}”. Did you mean </{near}>? Type </help> to see all.", typed=typed[:50], near=near)
    return t("There is no command “{typed}”. Type </help> to see all.", typed=typed[:50])


def _nearest(typed: str, commands: Sequence[Command]) -> Sequence[str]:
    """The paths nearest to what was typed, then those of commands whose descriptions are."""
    by_description = nearest(typed, {command.path: (t(command.description),) for command in commands})
    return list(dict.fromkeys([*nearest(typed, _paths(commands)), *by_description]))


def _spelled_like(typed: str, commands: Sequence[Command]) -> Sequence[str]:
    return nearest(typed, _paths(commands)) if folded(typed) else ()


def _paths(commands: Sequence[Command]) -> Mapping[str, Sequence[str]]:
    return {command.path: (command.path,) for command in commands}
