"""What Slack tells of people who do nothing themselves: another zone, another name."""

import asyncio
from typing import Any

from bot.domain.member import Member
from bot.interface.call import Actor
from bot.wiring.core import Core
from tests.slack import payloads
from tests.slack.conftest import Send
from tests.slack.fake import SlackFake
from tests.slack.real_core import launch, typed, words
from tests.world import Clock

BO = "U2"


async def changes(say: Send, slack: SlackFake, user: str, **told: Any) -> None:
    slack.users[user] = {**slack.users.get(user, {}), **told}
    told = {"id": user, "deleted": False, **slack.users[user]}
    await say("events_api", payloads.event(slack.next_id("Ev"), type="user_change", user=told))


async def bo(core: Core) -> Member:
    [community] = await core.units.communities_of(Actor("slack", BO, ""))
    found = await core.units.run(community.id, lambda unit: unit.members.find("slack", BO))
    assert found
    return found


async def heard_of(core: Core, name: str) -> None:
    """Wait until the last thing that was told of somebody is kept."""
    async with asyncio.timeout(10):
        while (await bo(core)).name != name:
            pass


async def test_who_travels_is_reminded_by_the_new_zone_without_doing_anything(
    say: Send, slack: SlackFake, core: Core, clock: Clock
) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user=BO)
    await typed(say, slack, "me settings reminders=on hours=9:00-20:00", user=BO)
    await changes(say, slack, BO, tz="America/New_York", profile={"display_name": "Bo N."})
    await heard_of(core, "Bo N.")
    await _beat(core, clock, hour=18)  # the prompt comes
    await _beat(core, clock, hour=20)  # five in the morning in Tokyo, three in the afternoon in New York
    assert len(_reminders(slack)) == 1
    assert "America/New_York" in words(await typed(say, slack, "me settings", user=BO))
    await changes(say, slack, BO, tz="Europe/Paris", profile={"display_name": "Bo P."})
    await heard_of(core, "Bo P.")
    assert "Europe/Paris" in words(await typed(say, slack, "me settings", user=BO))  # at once, though Slack was asked just now


async def test_a_zone_that_somebody_chose_stays_and_of_strangers_nothing_is_kept(say: Send, slack: SlackFake, core: Core) -> None:
    await launch(say, slack)
    await typed(say, slack, "me settings zone=Europe/Berlin", user=BO)
    await changes(say, slack, "U9", tz="America/New_York", profile={"display_name": "Stranger"})
    await changes(say, slack, BO, tz="America/New_York", profile={"display_name": "Bo N."})
    await heard_of(core, "Bo N.")
    assert (await bo(core)).zone == "Europe/Berlin"
    assert not await core.units.communities_of(Actor("slack", "U9", ""))


async def _beat(core: Core, clock: Clock, hour: int) -> None:
    """Come to an hour of the day, and send what is due by then."""
    clock.now = clock.now.replace(hour=hour, minute=1)
    await core.queue()
    for _ in range(2):
        await core.deliver()


def _reminders(slack: SlackFake) -> list[str]:
    sent = [words(message.content) for message in slack.messages if message.channel == f"D{BO}"]
    return [text for text in sent if "You have not checked in" in text]
