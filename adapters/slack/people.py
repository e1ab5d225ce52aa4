"""Who calls: Slack's payloads carry no rights, zone or language, so users.info is asked, and believed for some minutes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from adapters.slack.installation import Installation
from adapters.slack.web import Web, code
from bot.interface.call import Actor
from bot.language import ENGLISH
from bot.ports.outbox import Clock

BELIEVED = timedelta(minutes=5)
MOST_REMEMBERED = 10_000

_RIGHTS = ("is_admin", "is_owner", "is_primary_owner")

log = structlog.get_logger(__name__)


class People:
    """Remembers who people are for as long as that is believed."""

    def __init__(self, web: Web, installation: Installation, clock: Clock) -> None:
        self._web = web
        self._installation = installation
        self._clock = clock
        self._known: dict[str, tuple[datetime, Actor]] = {}

    async def actor(self, user: str, name: str) -> Actor:
        """The account that calls. If Slack does not say who that is, what it said before holds, else nothing is told."""
        believed_until, known = self._known.get(user, (None, None))
        if known and believed_until and self._clock() < believed_until:
            return known
        try:
            told = (await self._web.get("users.info", {"user": user, "include_locale": True}))["user"]
            at_home = await self._installation.has(told)
        except (SlackApiError, ClientError, TimeoutError) as error:
            why = code(error) if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("Slack did not say who calls", user=user, error=why)
            return known or Actor("slack", user, name or user, told=False)
        return self._remember(_actor(told, name, at_home=at_home))

    def told(self, user: Mapping[str, Any]) -> Actor:
        """Somebody as Slack tells of them unasked. What it said when it was asked is believed no more; rights are asked for."""
        self._known.pop(user["id"], None)
        return _actor(user, "", at_home=False)

    def locale(self, user: str) -> str:
        """What somebody speaks, as far as Slack has told, however long ago; else English."""
        known = self._known.get(user)
        return (known and known[1].locale) or ENGLISH

    def _remember(self, actor: Actor) -> Actor:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[actor.id] = (self._clock() + BELIEVED, actor)
        return actor


def _actor(user: Mapping[str, Any], name: str, *, at_home: bool) -> Actor:
    """Rights that somebody has in a workspace of their own are none here."""
    profile: Mapping[str, str] = user.get("profile", {})
    shown = profile.get("display_name") or profile.get("real_name") or name or user["id"]
    rights = at_home and any(user.get(right) for right in _RIGHTS)
    return Actor("slack", user["id"], shown, user.get("locale"), user.get("tz"), rights)
