"""The app's manifest, to be pasted into Slack under "Create New App → From a manifest". Made from the declarations."""

from typing import Any, Literal

import yaml

from adapters.slack.news import CHANNEL_CHANGES, COMINGS_AND_GOINGS
from adapters.slack.render import NAME
from adapters.slack.scopes import REASONS
from bot.interface.call import Call
from bot.interface.command import Command, Commands

COMMAND = "/study"
ENDPOINT = "/slack/events"
"""The path at which all of Slack's requests over HTTP arrive."""
REDIRECT = "/slack/oauth_redirect"
"""The path to which Slack sends the browser of whoever adds the app."""

DESCRIPTION = "Study together, week by week: cohorts, milestones, check-ins and challenges."
_EVENTS_OF_THE_APP = {"app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked", "user_change"}
EVENTS = sorted(_EVENTS_OF_THE_APP | CHANNEL_CHANGES | COMINGS_AND_GOINGS)
SCOPES = tuple(REASONS)

Mode = Literal["socket", "http", "oauth"]
"""Over Socket Mode or HTTP for one workspace, over HTTP for all that add the app."""


def manifest(commands: Commands, mode: Mode, public_url: str = "") -> dict[str, Any]:
    """What the app is and may do. `public_url` is the address of the web process, which `socket` does not need."""
    site = public_url.rstrip("/")
    url = "" if mode == "socket" else f"{site}{ENDPOINT}"
    redirects = {"redirect_urls": [f"{site}{REDIRECT}"]} if mode == "oauth" else {}
    return {
        "display_information": {"name": NAME, "description": DESCRIPTION},
        "features": {
            # Without the Messages tab nobody can write to the bot.
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": [_shortcut(command) for command in commands if command.shortcut],
            "slash_commands": [_slash_command(commands) | _only_http("url", url)],
        },
        "oauth_config": redirects | {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS} | _only_http("request_url", url),
            "interactivity": {"is_enabled": True} | _only_http("request_url", url) | _only_http("message_menu_options_url", url),
            "org_deploy_enabled": False,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": mode == "oauth",
        },
    }


def manifest_yaml(commands: Commands, mode: Mode, public_url: str = "") -> str:
    return yaml.safe_dump(manifest(commands, mode, public_url), sort_keys=False, allow_unicode=True)


def _slash_command(commands: Commands) -> dict[str, Any]:
    return {"command": COMMAND, "description": DESCRIPTION, "usage_hint": usage_hint(commands), "should_escape": True}


def _shortcut(command: Command) -> dict[str, Any]:
    """In the menu of every message, or everywhere; what it carries back is the call it makes."""
    described = {"name": command.menu_name, "description": command.description}
    return {"type": command.shortcut, **described, "callback_id": Call(command.path).dump()}


def usage_hint(commands: Commands) -> str:
    """What can be typed, shortly: `cohort list|info|join · checkin · help`."""
    names: dict[str, list[str]] = {}
    for command in commands.listed():
        names.setdefault(command.group or command.name, []).extend([command.name] if command.group else [])
    return " · ".join(f"{first} {'|'.join(rest)}".rstrip() for first, rest in names.items())


def _only_http(name: str, url: str) -> dict[str, str]:
    return {name: url} if url else {}
