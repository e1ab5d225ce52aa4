"""The app is taken out of its workspace, and comes back: what the core is told of it."""

import pytest
from slack_sdk.errors import SlackApiError

from adapters.hearing import News
from bot.interface.call import Place
from tests.slack import payloads
from tests.slack.conftest import gateway_of, over_socket
from tests.slack.fake import SlackFake, refuses
from tests.slack.stub import StubDispatcher
from tests.slack.workspace import TEAM


async def test_the_core_is_told_that_the_app_was_taken_out_and_that_it_is_there_again(
    slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    told: list[tuple[str, Place]] = []

    async def depart(place: Place) -> None:
        told.append(("left", place))

    async def come_back(place: Place) -> None:
        told.append(("back", place))

    gateway = gateway_of(slack, dispatcher, news=News(departed=depart, came_back=come_back))
    async with over_socket(slack, gateway) as send:
        await send("events_api", payloads.event(type="tokens_revoked", tokens={"oauth": ["U1"]}))
        await send("events_api", payloads.event(type="tokens_revoked", tokens={"bot": ["UBOT"]}))
        await send("events_api", payloads.event(type="app_uninstalled"))
    here = Place("slack", TEAM, None)
    assert told == [("back", here), ("left", here), ("left", here)]


@pytest.mark.parametrize(
    ("error", "known", "left"),
    [
        ("account_inactive", [TEAM], [TEAM]),
        ("token_revoked", [TEAM], [TEAM]),
        ("token_revoked", [TEAM, "T2"], []),
        ("invalid_auth", [TEAM], []),
    ],
)
async def test_that_the_app_was_taken_out_while_nothing_ran_is_told_at_the_start_if_it_is_certain(
    slack: SlackFake, dispatcher: StubDispatcher, error: str, known: list[str], left: list[str]
) -> None:
    told: list[str | None] = []

    async def depart(place: Place) -> None:
        told.append(place.space)

    async def spaces(platform: str) -> list[str]:
        return known

    slack.fail_next("auth.test", refuses(error))
    gateway = gateway_of(slack, dispatcher, news=News(departed=depart, known=spaces))
    with pytest.raises(SlackApiError):
        await gateway.run()
    await gateway.close()
    assert told == left
