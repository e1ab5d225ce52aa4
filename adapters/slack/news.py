"""What Slack tells beside calls: what becomes of the app, of channels and of people. Pure functions."""

from collections.abc import Mapping
from typing import Any, cast

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


def workspaces_of(body: Json) -> list[str]:
    """The workspaces that a payload may be of, the likeliest first. In a channel that workspaces share it names that of whoever
    acts as well, which may have the app too: the one for which Slack tells it, or whose message was pressed, goes before."""
    message = "message" if body.get("type") == "block_actions" else ""  # of a shortcut it may be anybody's
    posted = _part(_part(body, message), "bot_profile")
    told: tuple[str | None, ...] = (
        _part(body, "view").get("app_installed_team_id"),
        posted.get("team_id"),
        *(authorization.get("team_id") for authorization in body.get("authorizations", ())),
        _part(body, "team").get("id"),
        body.get("team_id"),
        _part(body, "user").get("team_id"),
    )
    return list(dict.fromkeys(filter(None, told)))


def _part(body: Json, name: str) -> Json:
    """What stands under a name; nothing if it is missing, or no object."""
    part = body.get(name)
    return cast(Json, part) if isinstance(part, Mapping) else {}


def own_accounts(body: Json) -> set[str]:
    """The accounts of the bot for which an event came."""
    return {authorization["user_id"] for authorization in body.get("authorizations", ())}
