"""The workspace that the app is installed in. In a channel that is shared with others, payloads name those of other people."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.slack.web import Web
from bot.interface.call import Place


class Installation:
    """Asks Slack once which workspace it is, if that is not known."""

    def __init__(self, web: Web, workspace: str = "") -> None:
        self._web = web
        self._asking = asyncio.Lock()
        self._workspace = workspace

    async def workspace(self) -> str:
        """The workspace's id. Raises SlackApiError if the token is refused, ClientError or TimeoutError without an answer."""
        async with self._asking:
            if not self._workspace:
                self._workspace = (await self._web.get("auth.test", {}))["team_id"]
        return self._workspace

    async def here(self, place: Place) -> Place:
        """A place as one of this workspace, whichever the payload names. Raises as `workspace` does."""
        workspace = await self.workspace()
        return place if place.space == workspace else replace(place, space=workspace, space_name="")

    async def has(self, user: Mapping[str, Any]) -> bool:
        """Whether somebody, as Slack describes them, belongs to this workspace: directly, or through its organisation. Raises as
        `workspace` does."""
        workspace = await self.workspace()
        organisation: Mapping[str, Sequence[str]] = user.get("enterprise_user") or {}
        return user.get("team_id", workspace) == workspace or workspace in organisation.get("teams", ())
