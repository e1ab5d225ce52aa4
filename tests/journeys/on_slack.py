"""A journey on Slack: the real slack-bolt, in a workspace that our fake plays."""

import asyncio
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.journeys.window import CHANNEL, Shown
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.workspace import Message
from tests.world import Clock

HOME = "C1"
_DATE = re.compile(r"<!date\^(\d+)\^[^|]*\|[^>]*>")
_LINK = re.compile(r"<([^|>!#@]+)\|([^>]*)>")
_BOLD = re.compile(r"\*([^*\n]+)\*")

Json = Mapping[str, Any]
NOTHING: Json = {}


class OnSlack:
    """What was shown is pressed where it stands: `source` is the body of a message, or the id of a modal."""

    tells_zones = True

    def __init__(
        self, slack: SlackFake, say: Send, heard: asyncio.Event, clock: Clock, moderator: str, members: Mapping[str, str]
    ) -> None:
        """`heard` is set whenever the bot has heard of a change of somebody."""
        self._slack, self._say, self._heard, self._clock = slack, say, heard, clock
        self._ids = {name: f"U{number}" for number, name in enumerate((moderator, *members), 100)}
        for name, user in self._ids.items():
            zone = members.get(name, "Etc/UTC")
            slack.users[user] = {
                "profile": {"display_name": name}, "tz": zone, "locale": "en-US", "is_admin": name == moderator,
            }  # fmt: skip
        self._known: dict[str, Json] = {}

    async def types(self, who: str, command: str, **options: str) -> Shown:
        given = {name: f"<#{HOME}|general>" if value == CHANNEL else value for name, value in options.items()}
        line = " ".join([command, *(f"{name}=“{value}”" for name, value in given.items())])
        sent = payloads.command(line, "", user=self._ids[who], trigger=self._slack.next_id("trigger"))
        return await self._does(who, "slash_commands", sent)

    async def presses(self, who: str, shown: Shown, label: str) -> Shown:
        if isinstance(shown.source, str):
            view = self._slack.views[shown.source]
            sent = payloads.press_in_view(payloads.button(view["blocks"], label), shown.source, view["private_metadata"])
        elif isinstance(message := shown.source, Message):
            action = payloads.button(message.content["blocks"], label)
            sent = payloads.press(action, "", channel_id=message.channel, is_ephemeral=False)
        else:
            sent = payloads.press(payloads.button(shown.source["blocks"], label), "")
        return await self._does(who, "interactive", self._by(who, sent))

    async def submits(self, who: str, form: Shown, **values: str) -> Shown:
        view = self._slack.views[form.source]
        asked = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        entered = {name: _entered(asked[name], value) for name, value in {**form.inputs, **values}.items()}
        return await self._does(who, "interactive", self._by(who, payloads.submit(view, entered, form.source)), form.source)

    def hinders(self) -> None:
        self._slack.channels[HOME] = {"id": HOME, "is_member": False}

    def allows(self) -> None:
        self._slack.channels[HOME] = {"id": HOME, "is_member": True}

    async def moves(self, who: str, zone: str) -> None:
        await self._change(who, tz=zone)

    async def renames(self, who: str, name: str) -> None:
        await self._change(who, profile={"display_name": name})

    def news(self, at: datetime) -> Iterator[Shown]:
        for message in self._slack.messages:
            before = self._known.get(message.ts)
            if before is not message.content:
                self._known[message.ts] = message.content
                kind = "post" if before is None else "edit"
                yield _drawn(at, self._reader(message), message.content["blocks"], message, kind)

    async def _change(self, who: str, **told: Any) -> None:
        """Slack tells it at once, and the bot has heard it."""
        user = self._ids[who]
        self._slack.users[user] = {**self._slack.users[user], **told}
        self._heard.clear()
        event = {"type": "user_change", "user": {"id": user, "deleted": False, **self._slack.users[user]}}
        await self._say("events_api", payloads.event(self._slack.next_id("Ev"), **event))
        await self._heard.wait()

    def _reader(self, message: Message) -> str:
        if message.channel == HOME:
            return CHANNEL if message.thread_ts is None else f">{message.thread_ts}"
        return next(name for name, user in self._ids.items() if message.channel == f"D{user}")

    def _by(self, who: str, payload: Json) -> Json:
        return {**payload, "user": {**payloads.USER, "id": self._ids[who]}, "trigger_id": self._slack.next_id("trigger")}

    async def _does(self, who: str, kind: str, payload: Json, modal: str = "") -> Shown:
        """What comes back: in the acknowledgement, in a modal, or to the address for answers."""
        name, before = self._slack.next_id("r"), dict(self._slack.views)
        answer = await self._say(kind, {**payload, "response_url": self._slack.response_url(name)})
        if "view" in answer:
            self._slack.views[modal] = answer["view"]
            return self._modal(who, modal)
        if "blocks" in answer:
            return _drawn(self._clock(), who, answer["blocks"], answer)
        assert not answer, answer
        await self._slack.until(lambda: self._followed(name) or self._changed(before))
        if view := self._changed(before):
            return self._modal(who, view)
        body = self._followed(name)
        return _drawn(self._clock(), who, body["blocks"], body)

    def _followed(self, name: str) -> Json:
        return next((body for known, body in self._slack.followups if known == name), NOTHING)

    def _changed(self, before: Mapping[str, Json]) -> str:
        return next((modal for modal, view in self._slack.views.items() if before.get(modal) is not view), "")

    def _modal(self, who: str, id: str) -> Shown:
        view = self._slack.views[id]
        if "submit" not in view:
            return _drawn(self._clock(), who, view["blocks"], id)
        asked = [block for block in view["blocks"] if block["type"] == "input"]
        hints = "\n".join(block["hint"]["text"] for block in asked if "hint" in block)
        inputs = {block["block_id"]: filled for block in asked if (filled := _filled(block["element"]))}
        return Shown(self._clock(), who, f"{view['title']['text']}\n{hints}", (), id, "form", inputs)


def _drawn(at: datetime, to: str, blocks: Sequence[Json], source: Any, kind: str = "answer") -> Shown:
    buttons = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    labels = tuple(each["text"]["text"] for each in buttons if each["type"] == "button" and "url" not in each)
    return Shown(at, to, "\n".join(filter(None, map(_words, blocks))), labels, source, kind)


def _words(block: Json) -> str:
    match block["type"]:
        case "header":
            return block["text"]["text"]
        case "context":
            return _bare(block["elements"][0]["text"])
        case "section":
            return "\n".join(_bare(pair["text"]).replace("\n", ": ", 1) for pair in block["fields"])
        case "rich_text":
            return "\n".join(map(_rich, block["elements"]))
        case _:
            return ""


def _rich(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return "\n".join(f"- {_rich(item)}" for item in part["elements"])
    return "".join(map(_piece, part["elements"]))


def _piece(piece: Json) -> str:
    match piece["type"]:
        case "date":
            return _instant(piece["timestamp"])
        case "link":
            return f"{piece['text']} {piece['url']}"
        case "channel":
            return f"<#{piece['channel_id']}>"
        case _:
            return f"`{piece['text']}`" if piece.get("style", {}).get("code") else piece["text"]


def _bare(text: str) -> str:
    told = _LINK.sub(r"\2 \1", _DATE.sub(lambda found: _instant(int(found[1])), text))
    return html.unescape(_BOLD.sub(r"\1", told))


def _instant(seconds: int) -> str:
    return f"<{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M}>"


def _filled(element: Json) -> str:
    options = element.get("initial_options", [element.get("initial_option", NOTHING)])
    chosen = ", ".join(option.get("value", "") for option in options)
    initial = (element.get(f"initial_{kind}") for kind in ("value", "conversation", "date", "time"))
    return str(next(filter(None, initial), chosen))


def _entered(element: Json, value: str) -> Json:
    """What Slack reports of an input."""
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": value}
        case "conversations_select":
            return {"type": "conversations_select", "selected_conversation": value}
        case "datepicker":
            return {"type": "datepicker", "selected_date": value or None}
        case "timepicker":
            return {"type": "timepicker", "selected_time": value or None}
        case "multi_static_select" | "multi_external_select" as kind:
            return {"type": kind, "selected_options": [{"value": each} for each in value.split(", ") if each]}
        case kind:
            return {"type": kind, "selected_option": {"value": value}}
