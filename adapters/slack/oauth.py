"""Slack's consent page, and what is had for the code that it sends back: an installation, and later its next token.

slack-sdk's own flow keeps its stores on a loop of theirs and tokens as plain text, and its rotator asks the wall clock.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urljoin

from aiohttp import encode_basic_auth
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connections import Connections
from adapters.slack.manifest import REDIRECT
from adapters.slack.scopes import REASONS
from bot.domain.installation import Installation

AUTHORIZE = "/oauth/v2/authorize"

_sdk_logger = logging.getLogger(f"{__name__}.sdk")
_sdk_logger.setLevel(logging.CRITICAL)  # below that the SDK logs whole answers, tokens included


class ForOrganisation(Exception):
    """A whole organisation was chosen in place of a workspace."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to."""

    installation: Installation
    workspace: str
    """The workspace's name."""
    app: str
    """The app's id."""


class OAuth:
    """Speaks for the app itself, whose id and secret Slack gave. `public_url` is where the web part is reached."""

    def __init__(self, client_id: str, client_secret: str, public_url: str, base_url: str, connections: Connections) -> None:
        self._id, self._secret = client_id, client_secret
        self._redirect = f"{public_url.rstrip('/')}{REDIRECT}"
        self._base_url = base_url
        self._connections = connections
        self._client = AsyncWebClient(base_url=base_url, logger=_sdk_logger, retry_handlers=[])

    def consent_address(self, state: str) -> str:
        """Where somebody agrees, or does not."""
        asked = {"client_id": self._id, "scope": ",".join(REASONS), "redirect_uri": self._redirect, "state": state}
        return f"{urljoin(self._base_url, AUTHORIZE)}?{urlencode(asked)}"

    def app_address(self, consent: Consent) -> str:
        """Where Slack opens, with the app in that workspace."""
        asked = {"app": consent.app, "team": consent.installation.space}
        return f"{urljoin(self._base_url, '/app_redirect')}?{urlencode(asked)}"

    async def agreed(self, code: str, now: datetime) -> Consent:
        """What a code stands for. Raises SlackApiError if Slack refuses it, ForOrganisation for an organisation, whose token is
        given back, ClientError or TimeoutError without an answer."""
        answer = await self._access(code=code, redirect_uri=self._redirect)
        team = answer.get("team")
        if answer.get("is_enterprise_install") or not team:
            await cast(Any, self._client).auth_revoke(token=answer["access_token"])
            raise ForOrganisation
        installation = Installation(
            space=team["id"],
            token=answer["access_token"],
            refresh_token=answer.get("refresh_token") or "",
            installed_at=now,
            expires_at=_expiry(answer, now),
        )
        return Consent(installation, team.get("name") or team["id"], answer.get("app_id") or "")

    async def renewed(self, installation: Installation, now: datetime) -> Installation:
        """The installation with its next token. Raises SlackApiError, ClientError or TimeoutError."""
        answer = await self._access(grant_type="refresh_token", refresh_token=installation.refresh_token)
        return replace(
            installation,
            token=answer["access_token"],
            refresh_token=answer.get("refresh_token") or installation.refresh_token,
            expires_at=_expiry(answer, now),
        )

    async def _access(self, **asked: str) -> dict[str, Any]:
        self._client.session = self._connections.open()
        said = {"Authorization": encode_basic_auth(self._id, self._secret)}  # the SDK's own way is deprecated in aiohttp
        answer = await cast(Any, self._client).api_call("oauth.v2.access", data=asked, headers=said)
        if answer.get("token_type") != "bot":  # what a person may do is never asked for
            raise SlackApiError("no token of a bot", answer)
        return cast(dict[str, Any], answer.data)


def _expiry(answer: dict[str, Any], now: datetime) -> datetime | None:
    """When a token expires that is rotated; None for one that is not."""
    return now + timedelta(seconds=int(answer["expires_in"])) if answer.get("expires_in") else None
