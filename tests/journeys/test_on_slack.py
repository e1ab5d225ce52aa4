"""A cohort of six weeks on Slack, through the real slack-bolt."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.hearing import News
from adapters.slack.gateway import SlackGateway
from adapters.slack.sender import SlackSender
from bot.interface.call import Actor
from bot.wiring.core import open_core
from storage.releases import Library
from tests.journeys.broken import broken_promises
from tests.journeys.cast import CAST, MODERATOR, SET_UP
from tests.journeys.journey import Journey
from tests.journeys.logged import betrayed, logged, written_in
from tests.journeys.on_slack import OnSlack
from tests.journeys.rules import broken_rules
from tests.slack import fake as fakes
from tests.slack.conftest import over_http
from tests.slack.fake import BOT_TOKEN
from tests.slack.signed import SECRET
from tests.world import Clock

pytestmark = pytest.mark.slow


@pytest.fixture
def clock() -> Clock:
    return Clock(SET_UP)


@pytest.fixture
async def journey(database: str, clock: Clock, library: Library) -> AsyncIterator[Journey]:
    async with fakes.running() as slack:
        sender = SlackSender(slack.way_out, pause=0.001)
        async with open_core(database, clock, {"slack": sender}, library=library) as core:
            heard = asyncio.Event()

            async def person_changed(told: Actor) -> None:
                await core.person_changed(told)
                heard.set()

            news = News(person_changed=person_changed)
            gateway = SlackGateway(slack.way_out, core.dispatch, clock, news=news, signing_secret=SECRET)
            async with over_http(slack, gateway) as say:
                yield Journey(core, clock, OnSlack(slack, say, heard, clock, MODERATOR, {it.name: it.zone for it in CAST}))
            await gateway.close()


async def test_six_weeks_on_slack(journey: Journey) -> None:
    with logged() as log:
        await journey.walk()
        assert betrayed(log, *written_in(journey), BOT_TOKEN, SECRET) == []
    assert broken_promises(journey) == []
    assert broken_rules(journey) == []
