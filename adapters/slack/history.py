"""Looks for a post whose answer was lost among the messages of its channel.

Slack shows apps that it does not list, but that many workspaces added, fifteen messages of a channel or thread, once a minute in
each workspace: then the minutes around the attempt are looked at, and what that leaves open stays open.
"""

from collections.abc import AsyncIterator, Mapping
from time import monotonic
from typing import Any

from slack_sdk.errors import SlackApiError

from adapters.slack.inbound import POST_MARK
from adapters.slack.web import Web, asked_pause, code
from bot.domain.post import Delivery
from bot.errors import Hindrance, RetryLater, Undecided

PAGE = 200
MOST_PAGES = 5
SHORT_PAGE = 15
SHORT_SECONDS = 60.0
"""Seconds between two looks where history is short."""


class History:
    """The messages of one workspace's channels; `short` if Slack shows few of them."""

    def __init__(self, web: Web, *, short: bool) -> None:
        self._web = web
        self._short = short
        self._looks_from: dict[str, float] = {}

    async def find(self, place: Mapping[str, str], delivery: Delivery) -> str | None:
        """The `ts` of the post's message in a channel or thread; None if it is not there. Raises RetryLater if it cannot be
        looked for yet, Undecided if Slack does not show all that would have to be seen, SlackApiError if it refuses."""
        async for found in self._messages(place, delivery):
            if _shows(found, delivery):
                return found["ts"]
        return None

    async def _messages(self, place: Mapping[str, str], delivery: Delivery) -> AsyncIterator[Mapping[str, Any]]:
        """What was said in the place since the post was tried, page by page."""
        method = "conversations.replies" if "thread_ts" in place else "conversations.history"
        thread = {"ts": place["thread_ts"]} if "thread_ts" in place else {}
        asked = {"channel": place["channel"], "include_all_metadata": True, **_window(delivery), **thread}
        cursor: dict[str, str] = {}
        for _ in range(1 if self._short else MOST_PAGES):
            page = await self._page(method, {**asked, "limit": SHORT_PAGE if self._short else PAGE, **cursor})
            for found in page["messages"]:
                yield found
            cursor = {"cursor": page.get("response_metadata", {}).get("next_cursor", "")}
            if not cursor["cursor"]:
                return
        raise Undecided

    async def _page(self, method: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if self._short:
            self._take_turn(method)
        try:
            return await self._web.get(method, asked)
        except SlackApiError as error:
            if code(error) == "missing_scope":
                raise Undecided(Hindrance.NO_HISTORY) from error
            if asked_pause(error) is not None and "cursor" in asked:
                raise Undecided from error
            raise

    def _take_turn(self, method: str) -> None:
        """Raises RetryLater until a minute has passed since the last look."""
        if (wait := self._looks_from.get(method, 0.0) - monotonic()) > 0:
            raise RetryLater(wait)
        self._looks_from[method] = monotonic() + SHORT_SECONDS


def _window(delivery: Delivery) -> dict[str, str]:
    """Between which instants its message was sent, if it was."""
    window = {"oldest": _stamp(delivery.since.timestamp())}
    return window if delivery.sent_by is None else {**window, "latest": _stamp(delivery.sent_by.timestamp())}


def _stamp(seconds: float) -> str:
    return f"{seconds:.6f}"


def marks(delivery: Delivery) -> dict[str, Any]:
    """What a message is known again by: its metadata, which take a permission to be read back, and the id of a block, which takes
    none."""
    return {"block_id": _mark(delivery.mark), "metadata": _metadata(delivery)}


def _metadata(delivery: Delivery) -> dict[str, Any]:
    return {"event_type": POST_MARK, "event_payload": {"delivery_id": str(delivery.id)}}


def _shows(found: Mapping[str, Any], delivery: Delivery) -> bool:
    blocks: list[Mapping[str, Any]] = found.get("blocks", [])
    known = {_mark(delivery.mark), _mark(delivery.id)}  # versions before had the post's id in both places
    return any(block.get("block_id") in known for block in blocks) or found.get("metadata") == _metadata(delivery)


def _mark(number: int) -> str:
    return f"{POST_MARK}-{number}"
