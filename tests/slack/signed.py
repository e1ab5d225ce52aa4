"""Requests over HTTP as Slack sends and signs them."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

from aiohttp import ClientSession

from tests.slack.workspace import Json

SECRET = "signing-secret"


def body_of(kind: str, payload: Json) -> tuple[str, str]:
    """(body, content type) of a payload over HTTP."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def signed_headers(body: str, content_type: str, *, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """The headers that Slack sends along with a body, signed `age` seconds ago."""
    stamp = str(int(time.time()) - age)
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"Content-Type": content_type, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}


async def send_signed(
    session: ClientSession, url: str, body: str, content_type: str, *, secret: str = SECRET, age: int = 0
) -> tuple[int, str]:
    """POST as Slack does; returns the status and the body of the answer."""
    headers = signed_headers(body, content_type, secret=secret, age=age)
    async with session.post(url, data=body, headers=headers) as response:
        return response.status, await response.text()
