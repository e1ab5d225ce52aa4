"""What Slack sends, as small as our reading of it allows."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.slack.workspace import BOT, TEAM

Json = Mapping[str, Any]

USER = {"id": "U1", "username": "ann", "name": "ann", "team_id": TEAM}
TEAM_OF = {"id": TEAM, "domain": "learners"}


def command(text: str, response_url: str, *, user: str = "U1", trigger: str = "trigger-1") -> Json:
    return {
        "command": "/study",
        "text": text,
        "user_id": user,
        "user_name": "ann",
        "team_id": TEAM,
        "team_domain": "learners",
        "channel_id": "C1",
        "channel_name": "general",
        "trigger_id": trigger,
        "response_url": response_url,
    }


def press(action: Json, response_url: str, **container: Any) -> Json:
    """A press on a message; an ephemeral one unless `container` says otherwise."""
    where = {"type": "message", "message_ts": "5.5", "channel_id": "C1", "is_ephemeral": True, **container}
    return {
        "type": "block_actions",
        "user": USER,
        "team": TEAM_OF,
        "channel": {"id": where["channel_id"]},
        "container": where,
        "trigger_id": "trigger-2",
        "response_url": response_url,
        "actions": [action],
    }


def press_in_view(action: Json, view: str, metadata: str, kind: str = "modal") -> Json:
    return {
        "type": "block_actions",
        "user": USER,
        "team": TEAM_OF,
        "container": {"type": "view", "view_id": view},
        "view": {"id": view, "hash": "h1", "type": kind, "callback_id": "", "private_metadata": metadata},
        "trigger_id": "trigger-3",
        "actions": [action],
    }


def press_in_home(action: Json, home: Json) -> Json:
    return press_in_view(action, "VHOME", home["private_metadata"], "home")


def submit(shown: Json, values: Mapping[str, Json], view: str = "V1") -> Json:
    """The form `shown`, sent with each input's element as Slack reports it."""
    actions = {block["block_id"]: block["element"]["action_id"] for block in shown["blocks"] if block["type"] == "input"}
    state = {name: {actions[name]: value} for name, value in values.items()}
    told = {name: value for name, value in shown.items() if name != "type"}
    view_told = {"id": view, "hash": "h1", "type": "modal", "state": {"values": state}, **told}
    return {"type": "view_submission", "user": USER, "team": TEAM_OF, "trigger_id": "trigger-4", "view": view_told}


def search(shown: Json, option: str, typed: str) -> Json:
    (element,) = (block["element"] for block in shown["blocks"] if block.get("block_id") == option)
    told = {name: shown[name] for name in ("callback_id", "private_metadata")}
    return {
        "type": "block_suggestion",
        "user": USER,
        "team": TEAM_OF,
        "action_id": element["action_id"],
        "block_id": option,
        "value": typed,
        "view": {"id": "V1", "hash": "h1", **told},
    }


def shortcut(call: str) -> Json:
    return {"type": "shortcut", "user": USER, "team": TEAM_OF, "callback_id": call, "trigger_id": "trigger-5"}


def message_shortcut(call: str, message: Json, response_url: str) -> Json:
    return {
        **shortcut(call),
        "type": "message_action",
        "channel": {"id": "C1", "name": "general"},
        "message_ts": "5.5",
        "message": {"type": "message", "user": "U2", "ts": "5.5", **message},
        "response_url": response_url,
    }


def event(id: str = "Ev1", **event: Any) -> Json:
    told = {"user": "U1", "channel": "C1", "ts": "7.7", **event}
    heard_by = {"authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}]}
    return {"type": "event_callback", "team_id": TEAM, "event_id": id, "event_time": 1, "event": told, **heard_by}


_OPENED = count()


def opened_home(tab: str = "home", user: str = "U1") -> Json:
    """Opened once more: each time is an event of its own."""
    return event(f"EvHome{next(_OPENED)}", type="app_home_opened", user=user, channel=f"D{user}", tab=tab)


def mention(text: str, **event_fields: Any) -> Json:
    return event(type="app_mention", text=f"<@UBOT> {text}", **event_fields)


def direct(text: str, **event_fields: Any) -> Json:
    return event(type="message", channel_type="im", text=text, **{"channel": "DU1", **event_fields})


def button(card_blocks: list[Json], label: str) -> Json:
    """The action that pressing the button with this label causes."""
    elements = [element for block in card_blocks if block["type"] == "actions" for element in block["elements"]]
    (found,) = (element for element in elements if element.get("text", {}).get("text") == label)
    return {"type": "button", "action_id": found["action_id"], **({"value": found["value"]} if "value" in found else {})}
