"""Discord tells the web process of servers by events; what no event told of is noticed."""

from typing import Any

import pytest
from discord import HTTPException

from adapters.discord.client import logged_in
from adapters.discord.over_http import DiscordOverHttp
from bot.interface.call import Actor
from bot.wiring.news import news_of
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, GUILD, LONG_AGO, MEMBER, PUBLIC_KEY
from tests.discord.signing import Web, answering
from tests.discord.stub import StubArrivals
from tests.world import World

OTHER = "2001"
MINUTES = {"type": 1, "name": "settings", "options": [{"type": 4, "name": "minutes", "value": 45}]}
SETTINGS = {"type": 2, "data": {"id": "7000", "type": 1, "name": "me", "options": [MINUTES]}}


async def test_the_bot_is_added_to_a_server_and_greets_where_the_gateway_would(
    fake: FakeDiscord, web: Web, arrivals: StubArrivals
) -> None:
    fake.servers[OTHER] = True
    assert await web.post(added(OTHER)) == (204, b"")
    place, joined = await arrivals.next()
    assert (place.space, place.channel, place.space_name, joined.isoformat()) == (OTHER, CHANNEL, "Study", LONG_AGO)


@pytest.mark.parametrize("event", ["to somebody's account", "commands alone", "taken away"])
async def test_other_events_are_heeded_without_anything_following(fake: FakeDiscord, web: Web, event: str) -> None:
    events = {
        "to somebody's account": added(None),
        "commands alone": added("2999"),
        "taken away": {"type": 1, "event": {"type": "APPLICATION_DEAUTHORIZED", "data": {"user": {}}}},
    }
    assert await web.post(events[event]) == (204, b"")
    assert web.over_http.servers.name("2999") == ""


async def test_an_event_is_to_be_sent_again_while_discord_cannot_be_asked_about_the_server(
    fake: FakeDiscord, web: Web, arrivals: StubArrivals
) -> None:
    fake.fail("GET", f"/guilds/{GUILD}", status=403, code=0)
    fake.fail("GET", f"/guilds/{GUILD}/channels", status=400)
    assert await web.post(added(GUILD)) == (204, b"")
    assert (await web.post(added(GUILD)))[0] == 503
    assert await web.post(added(GUILD)) == (204, b"")
    assert (await arrivals.next())[0].space == GUILD


def added(server: str | None) -> dict[str, Any]:
    told = {"integration_type": 1, "scopes": ["applications.commands"], "user": {}}
    data = told if server is None else {**told, "integration_type": 0, "guild": {"id": server, "name": "Study"}}
    event = {"type": "APPLICATION_AUTHORIZED", "timestamp": "2026-01-05T08:00:00.064834", "data": data}
    return {"version": 1, "application_id": "1000", "type": 1, "event": event}


async def test_servers_that_no_event_told_of_are_noticed(
    fake: FakeDiscord, web: Web, arrivals: StubArrivals, departed: list[str]
) -> None:
    fake.servers = {GUILD: True, OTHER: True}
    await web.over_http.servers.compare()
    assert departed == ["2002"]
    assert (await arrivals.next())[0].space == OTHER


async def test_a_server_that_a_short_list_leaves_out_is_not_left(fake: FakeDiscord, web: Web, departed: list[str]) -> None:
    fake.servers, fake.unlisted = {GUILD: True, "2002": True}, {"2002"}
    await web.over_http.servers.compare()
    fake.unlisted = {GUILD, "2002"}
    fake.fail("GET", f"/guilds/{GUILD}", status=400)
    with pytest.raises(HTTPException):
        await web.over_http.servers.compare()
    assert departed == []


async def test_what_a_server_with_the_commands_alone_left_is_kept_for_thirty_days(fake: FakeDiscord, world: World) -> None:
    """Whoever has such a server in it can be answered, though the bot is not there."""
    core, told = world.core, {"guild_id": OTHER, "guild": {"id": OTHER, "features": [], "locale": "en-US"}}
    async with logged_in("a-secret") as client:
        over_http = DiscordOverHttp(client, PUBLIC_KEY, core.dispatch, core.arrive, world.clock, news=news_of(core))
        async with answering(over_http) as web:
            assert "45" in str(await web.interact(**SETTINGS, **told))
            assert await core.spaces.known("discord") == [OTHER]
            await over_http.servers.compare()
            assert await core.spaces.known("discord") == []
    ann = Actor("discord", MEMBER, "ann")
    for days, kept in ((29, 1), (1, 0)):
        world.clock.advance(days=days)
        await core.prune(30)
        assert len(await core.units.communities_of(ann)) == kept
