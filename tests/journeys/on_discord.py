"""A journey on Discord: the real discord.py, in a server that simcord plays."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult, ResponseMessage

from tests.journeys.window import CHANNEL, Shown
from tests.world import Clock

_MOMENT = re.compile(r"<t:(\d+)(?::\w)?>")
_MARKS = re.compile(r"\\(?=[^A-Za-z0-9\s])|\*\*|^(?:-# |## )", re.MULTILINE)
BUTTON, TEXT_INPUT, LINK_STYLE = 2, 4, 5
NUMBERS = {"capacity"}
YES_OR_NO = {"yes": True, "no": False}


class OnDiscord:
    tells_zones = False

    def __init__(self, env: simcord.Env, clock: Clock, moderator: str, members: Iterator[str]) -> None:
        assert env.bot.user
        self._env, self._bot = env, env.bot.user.id
        self._clock = clock
        self._guild = env.create_guild("Study")
        self._channel = self._guild.create_text_channel("general")
        role = self._guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
        self._users = {name: env.create_user(name) for name in (moderator, *members)}
        self._actors = {
            name: self._guild.add_member(user, roles=[role] if name == moderator else []) for name, user in self._users.items()
        }
        self._known: dict[int, Any] = {}

    async def types(self, who: str, command: str, **options: str) -> Shown:
        numbers = {name: int(value) for name, value in options.items() if name in NUMBERS}
        typed = {"channel": self._channel, "share": YES_OR_NO.get(options.get("share", "")), **numbers}
        given: dict[str, Any] = {name: typed.get(name, value) for name, value in options.items()}
        return self._shown(who, await self._actors[who].slash(self._channel, command, **given))

    async def presses(self, who: str, shown: Shown, label: str) -> Shown:
        message: ResponseMessage = shown.source
        actor = self._actors[who] if message.channel_id == self._channel.id else self._users[who]
        return self._shown(who, await actor.click(message, label=label))

    async def submits(self, who: str, form: Shown, **values: str) -> Shown:
        typed = {part["component"]["custom_id"] for part in form.source.modal["components"] if _is_typed(part["component"])}
        given = {name: value for name, value in {**form.inputs, **values}.items() if value}
        filled = {name: value if name in typed else [value] for name, value in given.items()}
        return self._shown(who, await self._actors[who].submit_modal(form.source, filled))

    def hinders(self) -> None:
        denied = discord.Permissions(send_messages=True).value
        bot = Overwrite(self._bot, OverwriteType.MEMBER, deny=denied)
        self._env.backend.set_overwrite(self._channel.id, bot)

    def allows(self) -> None:
        self._env.backend.delete_overwrite(self._channel.id, self._bot)

    async def moves(self, who: str, zone: str) -> None:
        """Discord tells nobody."""

    async def renames(self, who: str, name: str) -> None:
        self._env.backend.users[self._users[who].id].global_name = name

    def news(self, at: datetime) -> Iterator[Shown]:
        for room, messages in list(self._env.backend.messages.items()):
            for message in list(messages.values()):
                before, drawn = self._known.get(message.id), message.components
                if message.author_id == self._bot and message.interaction_metadata is None and drawn and drawn is not before:
                    self._known[message.id] = drawn
                    kind = "post" if before is None else "edit"
                    yield self._drawn(self._reader(room), ResponseMessage(self._env, message), at, kind)

    def _reader(self, room: int) -> str:
        channel = self._env.backend.channels[room]
        if channel.recipient_ids:
            return next(name for name, user in self._users.items() if user.id in channel.recipient_ids)
        return CHANNEL if room == self._channel.id else f">{channel.name}"

    def _shown(self, who: str, result: InteractionResult) -> Shown:
        if result.modal:
            inputs = dict(_input(part["component"]) for part in result.modal["components"])
            hints = "\n".join(part.get("description") or "" for part in result.modal["components"])
            return Shown(self._clock(), who, f"{result.modal['title']}\n{hints}", (), result, "form", inputs)
        assert result.response, result
        assert result.response.ephemeral or result.response.channel_id != self._channel.id, "an answer is private"
        return self._drawn(who, result.response, self._clock(), "answer")

    def _drawn(self, to: str, message: ResponseMessage, at: datetime, kind: str) -> Shown:
        parts = [*_parts(message.components)]
        text = "\n".join(_bare(part["content"]) for part in parts if "content" in part)
        labels = tuple(part["label"] for part in parts if part["type"] == BUTTON and part["style"] != LINK_STYLE)
        return Shown(at, to, text, labels, message, kind)


def _parts(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _parts(component.get("components") or [])


def _is_typed(component: Mapping[str, Any]) -> bool:
    return component["type"] == TEXT_INPUT


def _input(component: Mapping[str, Any]) -> tuple[str, str]:
    if _is_typed(component):
        return component["custom_id"], component.get("value") or ""
    chosen = (option["value"] for option in component.get("options") or () if option.get("default"))
    return component["custom_id"], next(chosen, "")


def _bare(text: str) -> str:
    told = _MOMENT.sub(lambda found: f"<{datetime.fromtimestamp(int(found[1]), UTC):%Y-%m-%dT%H:%M}>", text)
    return _MARKS.sub("", told)
