"""The whole way with the real core: from a typed command, over forms and presses, to a post in a channel and a press on it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.slack.gateway import SlackGateway
from adapters.slack.manifest import manifest
from adapters.slack.sender import SlackSender
from bot.wiring.core import Core, all_commands, open_core
from tests.slack import fake as fakes
from tests.slack import payloads
from tests.slack.conftest import Send, over_http
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.world import Clock

ADMIN = "U1"


@pytest.fixture
async def core(slack: SlackFake, database: str, clock: Clock) -> AsyncIterator[Core]:
    slack.users[ADMIN] = {**slack.users[ADMIN], "is_admin": True}
    slack.users["U2"] = {"profile": {"display_name": "Bo <!channel>"}, "tz": "Asia/Tokyo", "locale": "en-GB"}
    sender = SlackSender(fakes.BOT_TOKEN, slack.api)
    async with open_core(database, clock, {"slack": sender}) as core:
        yield core
    await sender.close()


@pytest.fixture
async def say(slack: SlackFake, core: Core, clock: Clock) -> AsyncIterator[Send]:
    gateway = SlackGateway(fakes.BOT_TOKEN, core.dispatch, clock, signing_secret=fakes.SECRET, base_url=slack.api)
    async with over_http(slack, gateway) as send:
        yield send
    await gateway.close()


def words(drawn: Any) -> str:
    return json.dumps(drawn, ensure_ascii=False)


async def typed(say: Send, slack: SlackFake, text: str, user: str = ADMIN) -> Json:
    trigger = slack.next_id("trigger")
    return await say("slash_commands", payloads.command(text, slack.response_url(), user=user, trigger=trigger))


async def pressed_in_modal(say: Send, slack: SlackFake, view: str, label: str) -> None:
    action = payloads.button(slack.views[view]["blocks"], label)
    updates = len(slack.called("views.update"))
    await say("interactive", payloads.press_in_view(action, view, slack.views[view]["private_metadata"]))
    await slack.until(lambda: len(slack.called("views.update")) > updates)


async def launch(say: Send, slack: SlackFake) -> None:
    """A moderator launches a cohort: the form, its dry run, and Launch, all in one modal."""
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    values = {
        "name": {"type": "plain_text_input", "value": "ML January"},
        "roadmap": {"type": "external_select", "selected_option": {"value": "foundations"}},
        "start": {"type": "plain_text_input", "value": "2026-01-05"},
        "channel": {"type": "conversations_select", "selected_conversation": "C1"},
        "time": {"type": "plain_text_input", "value": "18:00"},
    }
    slack.views[view] = (await say("interactive", payloads.submit(form, values, view)))["view"]
    await pressed_in_modal(say, slack, view, "Launch")


async def test_a_bare_command_shows_the_help(say: Send, slack: SlackFake) -> None:
    assert "cohort join" in words(await typed(say, slack, ""))


async def test_who_does_not_administrate_the_workspace_may_not_manage(say: Send, slack: SlackFake) -> None:
    assert "moderators" in words(await typed(say, slack, "manage create", user="U2"))
    assert not slack.views


async def test_the_select_of_a_form_searches_what_the_core_suggests(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    (form,) = slack.views.values()
    answer = await say("interactive", payloads.search(form, "roadmap", "found"))
    assert "foundations" in [option["value"] for option in answer["options"]]


async def test_from_launch_to_a_post_in_the_channel_and_a_press_on_it(
    say: Send, slack: SlackFake, core: Core, clock: Clock
) -> None:
    await launch(say, slack)
    assert "You are in ML January" in words(await typed(say, slack, "cohort join ml-january", user="U2"))
    clock.advance(hours=11)
    for _ in range(2):
        await core.queue()
        await core.deliver()
    milestones = [message for message in slack.messages if "Done" in words(message.content["blocks"])]
    (post,) = milestones
    assert post.channel == "C1"

    action = payloads.button(post.content["blocks"], "Start")
    pressed = payloads.press(action, slack.response_url("public"), is_ephemeral=False)
    await say("interactive", {**pressed, "user": {**payloads.USER, "id": "U2"}})
    await slack.until(lambda: slack.followups)
    ((_, answer),) = slack.followups
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)


async def test_a_submit_that_comes_again_is_carried_out_once(say: Send, slack: SlackFake) -> None:
    await launch(say, slack)
    assert "You are in" in words(await typed(say, slack, "cohort join ml-january", user="U2"))
    again = payloads.command("cohort join ml-january", slack.response_url(), user="U2", trigger=f"trigger{slack.number}")
    assert "done already" in words(await say("slash_commands", again))


def test_the_manifest_of_all_commands_keeps_to_slacks_limits() -> None:
    (command,) = manifest(all_commands(), "http", "https://cairn.example")["features"]["slash_commands"]
    assert len(command["usage_hint"]) <= 1000
    assert len(command["description"]) <= 2000
    for group in ("cohort join", "checkin", "help", "manage"):
        assert group.split()[0] in command["usage_hint"]
