"""What Slack tells beside calls: what becomes of the app, of channels and of people. Pure functions."""

from collections.abc import Mapping
from typing import Any

from bot.interface.call import Place

Json = Mapping[str, Any]

CHANNEL_CHANGES = {
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_unarchive",
}
"""Events of a channel as such; `group` is Slack's old word for a private one."""
COMINGS_AND_GOINGS = {"member_joined_channel", "member_left_channel"}


def read_removal(body: Json) -> Place | None:
    """The workspace that the app was taken out of, or whose token was revoked; None for every other event."""
    event = body["event"]
    revoked = event["type"] == "tokens_revoked" and event.get("tokens", {}).get("bot")
    return Place("slack", body["team_id"], None) if revoked or event["type"] == "app_uninstalled" else None


def read_channel_change(body: Json) -> Place | None:
    """The channel in which the bot may post no longer, or again; None for every other event. Who else comes and goes is their own
    affair."""
    event = body["event"]
    own = event["type"] in COMINGS_AND_GOINGS and event["user"] in own_accounts(body)
    return Place("slack", body["team_id"], event["channel"]) if own or event["type"] in CHANNEL_CHANGES else None


def read_departure(body: Json) -> str | None:
    """The person whose account was deactivated; None for every other event."""
    event = body["event"]
    return event["user"]["id"] if event["type"] == "user_change" and event["user"].get("deleted") else None


def read_change(body: Json) -> Json | None:
    """What Slack tells of somebody whose zone, name or language may have changed; None for every other event."""
    event = body["event"]
    return event["user"] if event["type"] == "user_change" and not event["user"].get("deleted") else None


def own_accounts(body: Json) -> set[str]:
    """The accounts of the bot for which an event came."""
    return {authorization["user_id"] for authorization in body.get("authorizations", ())}
