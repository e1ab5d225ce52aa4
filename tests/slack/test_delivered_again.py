"""What Slack delivers again, to a process that has not heard it yet, is answered once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from adapters.slack.gateway import SlackGateway
from bot.wiring.core import open_core
from bot.wiring.news import news_of
from storage.releases import Library
from tests.slack import payloads
from tests.slack.conftest import Send, over_http
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.slack.real_core import words
from tests.slack.signed import SECRET
from tests.world import Clock


class Two:
    """Two processes over one database."""

    def __init__(self, gateways: list[SlackGateway], ways: list[Send]) -> None:
        self._gateways = gateways
        self._ways = ways

    async def hear(self, kind: str, payload: Json) -> None:
        """Slack delivers a payload to both."""
        assert await asyncio.gather(*(way(kind, payload) for way in self._ways)) == [{}, {}]

    async def rest(self) -> None:
        """Let what is under way be answered."""
        for gateway in self._gateways:
            await gateway.close()


@pytest.fixture
async def two(slack: SlackFake, database: str, clock: Clock, library: Library) -> AsyncIterator[Two]:
    async with AsyncExitStack() as stack:
        gateways: list[SlackGateway] = []
        for _ in range(2):
            core = await stack.enter_async_context(open_core(database, clock, {}, library=library))
            gateways.append(SlackGateway(slack.way_out, core.dispatch, clock, news=news_of(core), signing_secret=SECRET))
        yield Two(gateways, [await stack.enter_async_context(over_http(slack, gateway)) for gateway in gateways])


@pytest.mark.parametrize("event", [payloads.mention("help"), payloads.direct("help")])
async def test_an_event_is_answered_by_one_process(two: Two, slack: SlackFake, event: Json) -> None:
    """The first of all that is heard from a workspace, too."""
    await two.hear("events_api", event)
    await two.hear("events_api", {**event, "event_id": "EvLater"})
    await two.rest()
    assert len([*slack.whispers, *slack.messages]) == 2


async def test_a_press_is_answered_by_one_process_with_what_it_did(two: Two, slack: SlackFake) -> None:
    action = {"type": "button", "action_id": "0", "value": "me settings?reminders=on"}
    await two.hear("interactive", payloads.press(action, slack.response_url()))
    await two.rest()
    ((_, answer),) = slack.followups
    assert "Settings saved" in words(answer)


async def test_a_shortcut_opens_one_form(two: Two, slack: SlackFake) -> None:
    await two.hear("interactive", payloads.shortcut("help"))
    await two.rest()
    assert len(slack.views) == 1
