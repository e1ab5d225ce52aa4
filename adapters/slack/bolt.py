"""slack-bolt, as both gateways use it: it tells the kinds of payloads apart. It keeps no tokens and asks nothing of Slack.

One listener for each kind of payload answers in place (`process_before_response`), which spares bolt's 10 ms poll for the
acknowledgement.
"""

import logging
import re
from collections.abc import Awaitable, Mapping
from typing import Any, Protocol, cast

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.news import Json

_ANY = re.compile("")
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What bolt raises for a body that is no JSON, no form, of another shape or nested too deep; listeners raise nothing."""
_REFUSED = {400, 404}
"""Our answer to what bolt failed to read, and its own to what no listener is for."""

_bolt_logger = logging.getLogger(f"{__name__}.bolt")
_bolt_logger.setLevel(logging.ERROR)  # below that bolt logs whole payloads, response_url included


class Hearer(Protocol):
    """Answers each kind of payload, and raises nothing."""

    def command(self, body: Json, /) -> Awaitable[BoltResponse]: ...
    def press(self, body: Json, /) -> Awaitable[BoltResponse]: ...
    def submit(self, body: Json, /) -> Awaitable[BoltResponse]: ...
    def search(self, body: Json, /) -> Awaitable[BoltResponse]: ...
    def event(self, body: Json, /) -> Awaitable[BoltResponse]: ...
    def shortcut(self, body: Json, /) -> Awaitable[BoltResponse]: ...


def bolt_app(hearer: Hearer) -> AsyncApp:
    """Everything is passed: what bolt is not told it reads from the environment. `authorize` keeps it from doing OAuth."""
    app = AsyncApp(
        name="cairn",
        logger=_bolt_logger,
        client=AsyncWebClient(),
        request_verification_enabled=False,
        authorize=_Anywhere(),
        process_before_response=True,
        ignoring_self_events_enabled=False,  # the listener leaves out what any bot says
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
    )
    listening = cast(Any, app)
    listening.command(_ANY)(hearer.command)
    listening.action(_ANY)(hearer.press)
    listening.view(_ANY)(hearer.submit)
    listening.options(_ANY)(hearer.search)
    listening.event(_ANY)(hearer.event)
    listening.shortcut(_ANY)(hearer.shortcut)
    listening.error(_unreadable)
    return app


async def understood(app: AsyncApp, body: bytes, headers: Mapping[str, str]) -> BoltResponse | None:
    """bolt's answer; None if it cannot read the body or knows no listener for it."""
    try:
        answer = await app.async_dispatch(AsyncBoltRequest(body=body.decode(), headers=dict(headers)))
    except _UNREADABLE:
        return None
    return None if answer.status in _REFUSED else answer


async def _unreadable() -> BoltResponse:
    return BoltResponse(status=400)


class _Anywhere(AsyncAuthorize):
    """Lets bolt pass everything on: whoever hears it knows the workspace and its token."""

    def __init__(self) -> None:
        super().__init__()
        self._nothing = AuthorizeResult(enterprise_id=None, team_id=None)

    async def __call__(self, **_: Any) -> AuthorizeResult:
        return self._nothing
