"""Slack with several workspaces: each has tokens of its own, which expire, and the app is added with a code."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import encode_basic_auth, web

from tests.slack.fake import Fault, SlackFake, serving
from tests.slack.workspace import TEAM, Json

CLIENT = ("client-id", "client-secret")
PERSONS = {TEAM: "U1", "T2": "U21"}
"""Who administrates each workspace."""
LASTS_SECONDS = 43200


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass
class ManySlack:
    """`expiring`: tokens are rotated. `for_organisation`: whoever agrees does so for all workspaces at once."""

    url: str = ""
    workspaces: dict[str, SlackFake] = field(default_factory=dict[str, SlackFake])
    codes: dict[str, str] = field(default_factory=dict[str, str])
    """The workspaces that agreed, by the codes that they were given; each is good once."""
    refresh_tokens: dict[str, str] = field(default_factory=dict[str, str])
    revoked: set[str] = field(default_factory=set[str])
    expired: set[str] = field(default_factory=set[str])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Every call, as (token, method)."""
    renewals: int = 0
    renewed: asyncio.Event = field(default_factory=asyncio.Event)
    answering: asyncio.Event = field(default_factory=_set)
    """While it is not set, whoever asks for a token waits."""
    faults: list[Fault] = field(default_factory=list[Fault])
    expiring: bool = False
    for_organisation: bool = False
    number: int = 0

    def agree(self, team: str) -> str:
        """Somebody in a workspace agrees: the code that their browser is sent back with."""
        self.number += 1
        self.codes[f"code-{self.number}"] = team
        return f"code-{self.number}"

    def take_out(self, team: str) -> None:
        self.revoked.add(self.workspaces[team].token)
        self.workspaces[team].token = ""

    def expire(self, team: str) -> None:
        """Twelve hours have passed since the token of a workspace was given."""
        self.expired.add(self.workspaces[team].token)
        self.workspaces[team].token = ""

    def _refusal(self, token: str) -> str:
        return "token_revoked" if token in self.revoked else "token_expired" if token in self.expired else "invalid_auth"

    def tokens(self) -> list[str]:
        return sorted({token for token, _ in self.asked})

    async def api(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "oauth.v2.access":
            return await self._access(request)
        if method == "auth.revoke":
            self.revoked.add(token)
            return web.json_response({"ok": True, "revoked": True})
        self.asked.append((token, method))
        found = next((workspace for workspace in self.workspaces.values() if workspace.token == token), None)
        if found is None:
            return web.json_response({"ok": False, "error": self._refusal(token)})
        return await found.api_call(request)

    async def response(self, request: web.Request) -> web.StreamResponse:
        return await self.workspaces[request.match_info["team"]].response(request)

    async def _access(self, request: web.Request) -> web.StreamResponse:
        asked: Any = await request.post()
        await self.answering.wait()
        if self.faults:
            return self.faults.pop(0)(request)
        if request.headers["Authorization"] != encode_basic_auth(*CLIENT):
            return web.json_response({"ok": False, "error": "bad_client_secret"})
        if asked.get("grant_type") == "refresh_token":
            self.renewals += 1
            self.renewed.set()
            team, refusal = self.refresh_tokens.pop(asked["refresh_token"], None), "invalid_refresh_token"
        else:
            team, refusal = self.codes.pop(asked.get("code", ""), None), "invalid_code"
        return web.json_response(self._granted(team) if team else {"ok": False, "error": refusal})

    def _granted(self, team: str) -> Json:
        self.number += 1
        token = self.workspaces[team].token = f"xoxb-secret-{team}-{self.number}"
        answer = {
            "ok": True,
            "token_type": "bot",
            "access_token": token,
            "app_id": "A1",
            "bot_user_id": "UBOT",
            "team": None if self.for_organisation else {"id": team, "name": f"Workspace {team}"},
            "is_enterprise_install": self.for_organisation,
            "authed_user": {"id": PERSONS[team]},
        }
        if not self.expiring:
            return answer
        refresh = f"xoxe-1-secret-{team}-{self.number}"
        self.refresh_tokens[refresh] = team
        return {**answer, "expires_in": LASTS_SECONDS, "refresh_token": refresh}


@asynccontextmanager
async def several() -> AsyncGenerator[ManySlack]:
    many = ManySlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", many.api)
    app.router.add_post("/{team}/response/{name}", many.response)
    async with serving(app) as many.url:
        for team, person in PERSONS.items():
            fake = SlackFake(url=f"{many.url}/{team}", team=team, token="")
            fake.users = {
                person: {"profile": {"display_name": "Ann"}, "tz": "Europe/Berlin", "locale": "en-US", "is_admin": True}
            }
            fake.channels = {"C1": {"id": "C1", "is_member": True}}
            many.workspaces[team] = fake
        yield many


def in_workspace(team: str, payload: Json) -> Json:
    """The payload as it comes from another workspace, caused by whoever administrates that; the channel is one that both
    share."""
    told = json.dumps(payload)
    for here, there in ((TEAM, team), (PERSONS[TEAM], PERSONS[team])):
        told = told.replace(f'"{here}"', f'"{there}"')
    return json.loads(told)
