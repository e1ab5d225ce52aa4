"""Commands as Discord's slash commands, and their upload.

These are plain payloads rather than discord.py's command tree: the declarations already say everything, the same payloads are
compared with what Discord has, and the gateway reads a typed command as it reads a press.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, cast

import discord
from discord.http import Route

from adapters.discord.channels import OFFERED
from adapters.discord.client import logged_in
from adapters.discord.translations import translations
from bot.interface.command import Command, Commands
from bot.interface.limits import MOST_CHOICES
from bot.interface.option import OptionKind, Parameter
from bot.text import clip

LONGEST_DESCRIPTION = 100
LONGEST_CHOICE = 100
LONGEST_NAME = 32
MOST_MENU_ENTRIES = 5
"""The most entries that Discord allows in the menu of a message."""

Payload = dict[str, Any]


class OptionType(IntEnum):
    """Discord's numbers for what an option is."""

    SUBCOMMAND = 1
    TEXT = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    FILE = 11


_TYPES: dict[OptionKind, OptionType] = {
    "text": OptionType.TEXT,
    "integer": OptionType.INTEGER,
    "boolean": OptionType.BOOLEAN,
    "date": OptionType.TEXT,
    "time": OptionType.TEXT,
    "channel": OptionType.CHANNEL,
    "account": OptionType.USER,
    "role": OptionType.ROLE,
    "choice": OptionType.TEXT,
    "file": OptionType.FILE,
}
CHAT_INPUT, MENU_ENTRY = 1, 3
"""Discord's numbers for a command, and for one in the menu of a message."""
_SERVER, _DIRECT_MESSAGE = 0, 1
_COMPARED = frozenset(
    {
        "autocomplete",
        "channel_types",
        "choices",
        "contexts",
        "default_member_permissions",
        "description",
        "integration_types",
        "max_length",
        "max_value",
        "min_value",
        "name",
        "options",
        "required",
        "type",
        "value",
    }
)
_TRANSLATIONS = frozenset({"description_localizations", "name_localizations"})
"""By language; one of these, `id`, is called as a field that Discord adds."""


def payloads(commands: Iterable[Command]) -> list[Payload]:
    """What people can type and choose, as Discord is told: commands of two words stand under the first. Raises
    ValueError for what Discord cannot hold."""
    roots: defaultdict[str, list[Command]] = defaultdict(list)
    for command in commands:
        if command.listed:
            roots[command.group or command.name].append(command)
    return [*(_root(name, members) for name, members in roots.items()), *_menu(commands)]


def menu_path(commands: Iterable[Command], name: str) -> str:
    """The path of the command behind an entry of the message menu; the name itself if there is none any more."""
    return next((command.path for command in _in_menu(commands) if command.menu_name == name), name)


def same(known: Sequence[Payload], wanted: Sequence[Payload]) -> bool:
    """Whether Discord already has these commands; what it adds of its own does not count."""
    return _essence(_by_name(known)) == _essence(_by_name(wanted))


async def upload(client: discord.Client, commands: Commands) -> bool:
    """Upload the commands if Discord has others; returns whether it did."""
    wanted = payloads(commands)
    if same(await known(client), wanted):
        return False
    await client.http.bulk_upsert_global_commands(cast("int", client.application_id), wanted)
    return True


async def known(client: discord.Client) -> list[Payload]:
    """The commands that Discord has; it leaves their translations out unless it is asked for them. Raises what discord.py
    does."""
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    return await client.http.request(route, params={"with_localizations": "true"})


async def sync_commands(token: str, commands: Commands) -> bool:
    """The release step's part: log in, `upload`."""
    async with logged_in(token) as client:
        return await upload(client, commands)


def _root(name: str, members: Sequence[Command]) -> Payload:
    moderator = members[0].moderator
    if any(command.moderator != moderator for command in members):
        raise ValueError(f"Discord hides {name} from members as a whole or not at all")
    if len(members) > 1 and any(command.group is None for command in members):
        raise ValueError(f"Discord cannot hold both {name} and a command under it")
    return {
        **(_leaf(members[0]) if members[0].group is None else _group(name, members)),
        "type": CHAT_INPUT,
        "integration_types": [_SERVER],
        "contexts": [_SERVER] if moderator else [_SERVER, _DIRECT_MESSAGE],
        "default_member_permissions": discord.Permissions(manage_guild=True).value if moderator else None,
    }


def _in_menu(commands: Iterable[Command]) -> list[Command]:
    return [command for command in commands if command.shortcut == "message"]


def _menu(commands: Iterable[Command]) -> list[Payload]:
    """An entry of the message menu, shown to everybody in servers: Discord could hide one for moderators by a single permission
    only, but the core knows who moderates."""
    entries = [_menu_entry(command) for command in _in_menu(commands)]
    if len(entries) > MOST_MENU_ENTRIES:
        raise ValueError(f"Discord's message menu holds {MOST_MENU_ENTRIES} entries of ours, not {len(entries)}")
    return entries


def _menu_entry(command: Command) -> Payload:
    return {
        "type": MENU_ENTRY,
        "name": command.menu_name,
        **_translated("name", command.menu_name, LONGEST_NAME),
        "integration_types": [_SERVER],
        "contexts": [_SERVER],
        "default_member_permissions": None,
    }


def _group(name: str, members: Sequence[Command]) -> Payload:
    """Discord wants a description of a group, and shows it nowhere. Names make it up, so there is nothing to translate."""
    description = clip(", ".join(command.name for command in members), LONGEST_DESCRIPTION)
    options = [{**_leaf(command), "type": OptionType.SUBCOMMAND} for command in members]
    return {"name": name, "description": description, "options": options}


def _leaf(command: Command) -> Payload:
    needed = [parameter for parameter in command.parameters if parameter.required]
    # The one thing that a command needs is asked in its line, if there is room; of several, its form asks.
    in_line = needed[0] if len(needed) == 1 and not needed[0].option.long else None
    options = [_option(parameter, required=parameter is in_line) for parameter in command.parameters]
    return {"name": command.name, **_description(command.description), "options": options}


def _option(parameter: Parameter, *, required: bool) -> Payload:
    return {
        "type": _TYPES[parameter.kind],
        "name": parameter.name,
        **_description(parameter.option.description),
        "required": required,
        **_values(parameter),
    }


def _values(parameter: Parameter) -> Payload:
    """The fields that restrict what Discord's client lets people enter."""
    match parameter.kind:
        case "choice" if len(parameter.values) <= MOST_CHOICES:
            return {"choices": [_choice(parameter, value) for value in parameter.values]}
        case "integer":
            bounds = {"min_value": parameter.least, "max_value": parameter.most}
            return {name: bound for name, bound in bounds.items() if bound is not None} | _suggested(parameter)
        case "text":
            return {"max_length": parameter.option.most} | _suggested(parameter)
        case "channel":
            return {"channel_types": [offered.value for offered in OFFERED]}
        case _:
            return _suggested(parameter)


def _suggested(parameter: Parameter) -> Payload:
    return {"autocomplete": True} if parameter.option.suggest else {}


def _choice(parameter: Parameter, value: str) -> Payload:
    shown = parameter.shown(value)
    return {"name": shown, **_translated("name", shown, LONGEST_CHOICE), "value": value}


def _description(text: str) -> Payload:
    if len(text) > LONGEST_DESCRIPTION:
        raise ValueError(f"a description is longer than {LONGEST_DESCRIPTION}: {text}")
    return {"description": text, **_translated("description", text, LONGEST_DESCRIPTION)}


def _translated(field: str, text: str, most: int) -> Payload:
    found = translations(text, most)
    return {f"{field}_localizations": found} if found else {}


def _by_name(commands: Sequence[Payload]) -> list[Payload]:
    """Payloads by kind and name, as a command and an entry of a menu may have the same name."""
    return sorted(commands, key=lambda command: (command["name"], command["type"]))


def _essence(value: Any) -> Any:
    """The part of a payload that Cairn decides, without fields that have Discord's default."""
    if isinstance(value, list):
        return [_essence(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        fields = cast("Payload", value)
        kept = {name: _essence(item) for name, item in fields.items() if name in _COMPARED}
        told = {name: item for name, item in fields.items() if name in _TRANSLATIONS and item}
        return {name: item for name, item in kept.items() if item not in ("None", "False", "", [])} | told
    return str(value)  # a permission is sent as a number and comes back as text
