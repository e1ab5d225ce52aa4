"""Reads Slack's payloads: who said what, in which place, under which id. Pure functions, one for each kind of payload."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from adapters.slack.markup import TYPED
from adapters.slack.news import Json, own_accounts
from adapters.slack.wording import message_text, typed_line
from bot.interface.call import Call, Place
from bot.interface.command import MESSAGE
from bot.interface.inputs import joined

POST_MARK = "cairn_post"
"""Begins the id of the first block of every post, and of no answer."""

HOME = "home"
"""What the App Home and each modal opened from it remember in place of a channel, of which there is none."""
HUB = Call("today")
"""What the App Home shows."""

_COMMAND = re.compile(rf"^{TYPED.strip()}(?:\s+|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*<@(?P<whom>[A-Z0-9]+)(?:\|[^>]*)?>[\s,:.!?]*")
_ENTERED = ("value", "selected_conversation", "selected_user", "selected_date", "selected_time")
"""Where the state of an input has what was entered, but for selects: in one of these, by its type."""
_DIRECT, _GROUP = "D", "mpdm-"
"""Begin the ids of direct messages, and the names of the conversations of a few people."""
_PERSONAL = ("", "thread_broadcast", "file_share")
"""Subtypes of messages that somebody wrote; the others tell of edits, joins and bots."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """An inbound call as Slack told it."""

    id: str
    """Slack's own, the same when it is delivered again."""
    said: Call | str | None
    """A call, or a typed line that is still to be read; None if the bot was only mentioned in passing."""
    user: str
    user_name: str
    place: Place
    kind: Literal["command", "press", "submit"]
    opens_forms: bool = True
    from_home: bool = False
    """Whether it was made in the App Home, or in a modal opened from it."""
    files: Mapping[str, Json] = field(default_factory=dict[str, Json])
    """The files of a form, by the names of their inputs."""

    @property
    def is_answered_apart(self) -> bool:
        """Whether its answer goes its own way, so that it is given once, however often Slack delivers what it did not see
        acknowledged. An answer inside an acknowledgement that was lost is given again; the App Home may be drawn again."""
        return self.kind == "press" or not self.opens_forms

    @property
    def origin(self) -> str:
        """What a modal remembers of where it was opened, as Slack does not tell again: a channel, a thread, HOME, or nothing."""
        return HOME if self.from_home else next(iter(self.place.rooms), "")


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, and the thread in it in which something was said or pressed."""

    channel: str | None = None
    thread: str | None = None

    @classmethod
    def of(cls, channel: str, message: Json) -> Self:
        """Where a message is. The one that began a thread stands in the channel."""
        began, own = message.get("thread_ts"), message.get("message_ts") or message.get("ts")
        return cls(channel, f"{channel}:{began}" if began and began != own else None)

    @classmethod
    def load(cls, origin: str) -> Self:
        """The room of what a modal remembers."""
        return cls(origin.partition(":")[0] or None, origin if ":" in origin else None)


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody types into a select that searches."""

    said: Inbound
    call: Call
    option: str
    typed: str


def read_command(body: Json) -> Inbound:
    place = Place(
        "slack",
        body["team_id"],
        body["channel_id"],
        body.get("team_domain", ""),
        is_conversation=_is_conversation(body["channel_id"], body.get("channel_name", "")),
    )
    line = _command_line(body.get("text") or "")
    return Inbound(body["trigger_id"], line, body["user_id"], body.get("user_name", ""), place, "command")


def read_press(body: Json) -> Inbound | None:
    """A pressed button or a chosen entry; None for a button that only opens a page."""
    call = _pressed(body["actions"][0])
    channel = _id(body.get("channel"))
    room = Room.of(channel, body["container"]) if channel else _room_of_view(body)
    return _interaction(body, body["trigger_id"], call, room, "press") if call else None


def read_submit(body: Json) -> Inbound:
    view = body["view"]
    state = view["state"]["values"]
    files = {
        name: element["files"][0] for name, elements in state.items() for element in elements.values() if element.get("files")
    }
    named = {name: file.get("name") or "" for name, file in files.items()}
    call = load_call(view["callback_id"]).with_values(**{**dict(_inputs(state)), **named})
    return replace(_interaction(body, f"{view['id']}:{view['hash']}", call, _room_of_view(body), "submit"), files=files)


def read_shortcut(body: Json) -> Inbound:
    """The call of a shortcut. One of a message carries what that message says; a global one has no place."""
    call = load_call(body["callback_id"])
    if body["type"] == "message_action":
        call = call.with_values(**{MESSAGE: message_text(body["message"])})
    channel = _id(body.get("channel"))
    room = Room.of(channel, body.get("message") or {}) if channel else Room()
    return _interaction(body, body["trigger_id"], call, room, "press")


def read_search(body: Json) -> Search:
    """The select's action id is the path of the command to ask, its block id the option."""
    option, typed = body["block_id"], body.get("value") or ""
    form = load_call(body["view"]["callback_id"])
    call = Call(body["action_id"], form.values)
    said = _interaction(body, f"{body['view']['id']}:{option}:{typed}", call, _room_of_view(body), "command")
    return Search(said, call, option, typed)


def read_event(body: Json) -> Inbound | None:
    """The App Home that somebody opened, a mention, or a message in the bot's direct messages; None for everything else."""
    event = body["event"]
    if event["type"] == "app_home_opened":
        return _opened_home(body) if event.get("tab") == "home" else None
    direct = event["type"] == "message" and event.get("channel_type") == "im"
    personal = not event.get("bot_id") and event.get("subtype", "") in _PERSONAL
    if not (personal and (direct or event["type"] == "app_mention")):
        return None
    room = Room.of(event["channel"], event)
    place = Place("slack", body["team_id"], room.channel, thread=room.thread, is_conversation=_is_conversation(room.channel))
    return Inbound(body["event_id"], _line(body, direct), event["user"], "", place, "command", opens_forms=False)


def _opened_home(body: Json) -> Inbound:
    place = Place("slack", body["team_id"], None)
    return Inbound(body["event_id"], HUB, body["event"]["user"], "", place, "command", from_home=True)


def _line(body: Json, direct: bool) -> str | None:
    """The typed line that follows the bot's name, which direct messages need not begin with."""
    text = body["event"].get("text") or ""
    address = _ADDRESS.match(text)
    bots = own_accounts(body)
    addressed = address is not None and (address["whom"] in bots or not bots)
    if not (direct or addressed):
        return None
    return _command_line(_ADDRESS.sub("", text) if addressed else text)


def _command_line(text: str) -> str:
    """What somebody typed after the slash command, which may be repeated in a mention; `help` if that is nothing."""
    return _COMMAND.sub("", typed_line(text)) or "help"


def _room_of_view(body: Json) -> Room:
    """Where a modal was opened, which only the modal itself remembers."""
    return Room() if _from_home(body) or not body.get("view") else Room.load(body["view"]["private_metadata"])


def _from_home(body: Json) -> bool:
    return bool(body.get("view")) and body["view"]["private_metadata"] == HOME


def is_private(body: Json) -> bool:
    """Whether the pressed message is an answer: an ephemeral one, or one in the presser's direct messages that is no post."""
    container = body["container"]
    direct = str(container.get("channel_id", "")).startswith(_DIRECT)
    return bool(container.get("is_ephemeral")) or (direct and not _is_post(body.get("message") or {}))


def _is_post(message: Json) -> bool:
    return any(str(block.get("block_id", "")).startswith(POST_MARK) for block in message.get("blocks", ()))


def load_call(id: str) -> Call:
    """The call in an id. Slack may give ids back with `&` as an entity, which a dumped call never holds."""
    return Call.load(id.replace("&amp;", "&"))


def _interaction(body: Json, id: str, call: Call, room: Room, kind: Literal["command", "press", "submit"]) -> Inbound:
    team: Json = body.get("team") or {}
    channel: Json = body.get("channel") or {}
    user: Json = body["user"]
    place = Place(
        "slack",
        team.get("id") or user.get("team_id"),
        room.channel,
        team.get("domain", ""),
        thread=room.thread,
        is_conversation=_is_conversation(room.channel, channel.get("name", "")),
    )
    name = user.get("name") or user.get("username", "")
    return Inbound(id, call, user["id"], name, place, kind, from_home=_from_home(body))


def _is_conversation(channel: str | None, name: str = "") -> bool:
    """Whether a channel is one of two or of a few people. Of a modal Slack tells no name, nor in a mention."""
    return (channel or "").startswith(_DIRECT) or name.startswith(_GROUP)


def _pressed(action: Json) -> Call | None:
    if action["type"] == "static_select":
        option, _, call = action["action_id"].partition(":")
        return load_call(call).with_values(**{option: action["selected_option"]["value"]})
    return load_call(action["value"]) if action.get("value") else None


def _inputs(state: Mapping[str, Mapping[str, Json]]) -> Iterator[tuple[str, str]]:
    """(name, value) of each input: its block id names it, whatever its action id. Empty if nothing was given."""
    for name, elements in state.items():
        for element in elements.values():
            options: list[Json] = element.get("selected_options") or [element.get("selected_option") or {}]
            chosen = joined(option["value"] for option in options if option)
            yield name, chosen or next(filter(None, map(element.get, _ENTERED)), "")


def _id(thing: Json | None) -> str | None:
    return thing["id"] if thing else None
