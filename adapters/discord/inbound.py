"""Interactions as Requests: a typed command, a press and a submitted form all become one Call by somebody in some place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, cast

import discord

from adapters.discord.commands import MENU_ENTRY, OptionType, menu_path
from adapters.discord.ids import pressed_call
from bot.interface.call import Actor, Attachment, Call, Place, Request
from bot.interface.command import MESSAGE, Commands
from bot.interface.inputs import joined

PLATFORM = "discord"

Data = Mapping[str, Any]

_LINK = re.compile("https?://")
_FILE_UPLOAD = discord.ComponentType.file_upload.value


def command_request(interaction: discord.Interaction, at: datetime, commands: Commands) -> Request:
    """A slash command, or an entry of a message's menu."""
    if _data(interaction).get("type") == MENU_ENTRY:
        return _menu_request(interaction, at, commands)
    return typed_request(interaction, at)


def typed_request(interaction: discord.Interaction, at: datetime) -> Request:
    """A slash command, or what is typed of one so far."""
    path, options = _path_and_options(_data(interaction))
    given = {option["name"]: _given(interaction, option) for option in options if not option.get("focused")}
    files = {option["name"]: str(option["value"]) for option in options if option["type"] == OptionType.FILE}
    return _with_files(interaction, _request(interaction, Call(path, given), "command", at), files)


def pressed_request(interaction: discord.Interaction, at: datetime) -> Request:
    data = _data(interaction)
    return _request(interaction, pressed_call(data["custom_id"], data.get("values", ())), "press", at)


def submitted_request(interaction: discord.Interaction, at: datetime) -> Request:
    data = _data(interaction)
    call = Call.load(data["custom_id"])
    inputs = [label["component"] for label in data["components"] if "component" in label]
    entered = {item["custom_id"]: _entered(interaction, item) for item in inputs}
    files = {item["custom_id"]: entered[item["custom_id"]] for item in inputs if item["type"] == _FILE_UPLOAD}
    return _with_files(interaction, _request(interaction, Call(call.path, {**call.values, **entered}), "submit", at), files)


def arrived_place(guild: discord.Guild) -> Place:
    """A server as a place to speak in: its system channel, else the first text channel from above where the bot may write."""
    channel = next(filter(_may_write, _text_channels(guild)), None)
    return Place(PLATFORM, str(guild.id), str(channel.id) if channel else None, guild.name, guild.preferred_locale.value)


def focused_option(interaction: discord.Interaction) -> Data:
    """The option that somebody is typing into."""
    _, options = _path_and_options(_data(interaction))
    return next(option for option in options if option.get("focused"))


def on_private_card(interaction: discord.Interaction) -> bool:
    """Whether it was made on a card that only its caller sees."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def _data(interaction: discord.Interaction) -> Data:
    return cast("Data", interaction.data)


def _path_and_options(data: Data) -> tuple[str, list[Data]]:
    options = data.get("options", [])
    if options and options[0]["type"] == OptionType.SUBCOMMAND:
        return f"{data['name']} {options[0]['name']}", options[0].get("options", [])
    return data["name"], options


def _menu_request(interaction: discord.Interaction, at: datetime, commands: Commands) -> Request:
    """The chosen message comes along, though the bot can read no others."""
    data = _data(interaction)
    message = data["resolved"]["messages"][data["target_id"]]
    return _request(interaction, Call(menu_path(commands, data["name"]), {MESSAGE: _message_text(message)}), "press", at)


def _message_text(message: Data) -> str:
    """What it says; links beside the text follow on lines of their own if the text has none."""
    text = str(message["content"])
    linked = [*message.get("embeds", ()), *message.get("attachments", ())]
    links = () if _LINK.search(text) else (item["url"] for item in linked if item.get("url"))
    return "\n".join(filter(None, [text, *links]))


def _given(interaction: discord.Interaction, option: Data) -> str:
    return _role(interaction, option["value"]) if option["type"] == OptionType.ROLE else str(option["value"])


def _entered(interaction: discord.Interaction, item: Data) -> str:
    """The text of an input, or the values of a select; empty if nothing was entered."""
    entered = item.get("value") or joined(item.get("values") or ())
    return _role(interaction, entered) if item["type"] == discord.ComponentType.role_select.value else entered


def _role(interaction: discord.Interaction, id: str) -> str:
    """The id of a role, except of the one that everybody holds: it is the server's, and stands for nobody in particular."""
    return "@everyone" if id == str(interaction.guild_id) else id


def _with_files(interaction: discord.Interaction, request: Request, files: Mapping[str, str]) -> Request:
    """The request with the files whose ids are in these options; their names take the place of the ids."""
    attached = {name: _attachment(interaction, key) for name, key in files.items() if key}
    values = {**request.call.values, **{name: file.name for name, file in attached.items()}}
    return replace(request, call=Call(request.call.path, values), attachments=attached)


def _attachment(interaction: discord.Interaction, key: str) -> Attachment:
    """A file as Discord tells of it; nobody but Discord says where it lies."""
    data = _data(interaction)["resolved"]["attachments"][key]
    client: Any = interaction.client
    file = discord.Attachment(data=data, state=client._connection)  # noqa: SLF001 - as discord.py makes its own
    return Attachment(file.filename, file.size, file.read)


def _request(interaction: discord.Interaction, call: Call, kind: Literal["command", "press", "submit"], at: datetime) -> Request:
    """A submitted form cannot be answered with another form."""
    return Request(str(interaction.id), call, _actor(interaction), _place(interaction), kind, at, kind != "submit")


def _actor(interaction: discord.Interaction) -> Actor:
    user, permissions = interaction.user, interaction.permissions
    return Actor(
        PLATFORM,
        str(user.id),
        user.display_name,
        interaction.locale.value,
        administrator=permissions.manage_guild or permissions.administrator,
        may_write=_may_speak(interaction),
        roles=_roles(user) if isinstance(user, discord.Member) else None,
    )


def _roles(member: discord.Member) -> frozenset[str]:
    """The ids of a member's roles as Discord tells them; of the roles themselves a client without a gateway knows nothing."""
    told: Any = member
    return frozenset(map(str, told._roles))  # noqa: SLF001 - `roles` leaves out those that are not known


def _may_speak(interaction: discord.Interaction) -> bool:
    """Whether the caller may write where they call."""
    permissions = interaction.permissions
    in_thread = isinstance(interaction.channel, discord.Thread)
    writes = permissions.send_messages_in_threads if in_thread else permissions.send_messages
    return interaction.guild_id is None or writes or permissions.administrator


def _place(interaction: discord.Interaction) -> Place:
    channel, guild = interaction.channel, interaction.guild
    thread = channel if isinstance(channel, discord.Thread) else None
    channel_id = thread.parent_id if thread else interaction.channel_id
    return Place(
        PLATFORM,
        str(interaction.guild_id) if interaction.guild_id else None,
        str(channel_id) if channel_id else None,
        guild.name if guild else "",
        interaction.guild_locale.value if interaction.guild_locale else None,
        str(thread.id) if thread else None,
    )


def _text_channels(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """The text channels: first the one where Discord itself greets, then all in the order in which people see them."""
    if guild.system_channel:
        yield guild.system_channel
    for _, channels in guild.by_category():
        yield from (channel for channel in channels if isinstance(channel, discord.TextChannel))


def _may_write(channel: discord.TextChannel) -> bool:
    """Whether the bot may write in a channel, which it must also see."""
    return channel.permissions_for(channel.guild.me).send_messages
