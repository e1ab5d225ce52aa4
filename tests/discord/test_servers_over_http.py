"""Discord tells the web process of servers by events; what no event told of is noticed."""

from typing import Any

import pytest

from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, GUILD, LONG_AGO
from tests.discord.signing import Web
from tests.discord.stub import StubArrivals

OTHER = "2001"


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
