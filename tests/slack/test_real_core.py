"""The whole way with the real core: from a typed command, over forms and presses, to a post in a channel and a press on it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.slack.gateway import SlackGateway
from adapters.slack.manifest import manifest
from adapters.slack.sender import SlackSender
from bot.wiring.core import Core, all_commands, open_core
from storage.library import Library
from tests.slack import fake as fakes
from tests.slack import payloads
from tests.slack.conftest import Send, over_http
from tests.slack.fake import SlackFake
from tests.slack.payloads import Json
from tests.world import Clock

ADMIN = "U1"
NEW_COHORT = {
    "name": {"type": "plain_text_input", "value": "ML January"},
    "roadmap": {"type": "external_select", "selected_option": {"value": "foundations"}},
    "start": {"type": "plain_text_input", "value": "2026-01-05"},
    "channel": {"type": "conversations_select", "selected_conversation": "C1"},
    "time": {"type": "plain_text_input", "value": "18:00"},
}


@pytest.fixture
async def core(slack: SlackFake, database: str, clock: Clock, library: Library) -> AsyncIterator[Core]:
    slack.users[ADMIN] = {**slack.users[ADMIN], "is_admin": True}
    slack.users["U2"] = {"profile": {"display_name": "Bo <!channel>"}, "tz": "Asia/Tokyo", "locale": "en-GB"}
    sender = SlackSender(fakes.BOT_TOKEN, slack.api)
    async with open_core(database, clock, {"slack": sender}, library=library) as core:
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


def by(user: str, slack: SlackFake, payload: Json) -> Json:
    """The payload as that person causes it, for the first time."""
    return {**payload, "user": {**payloads.USER, "id": user}, "trigger_id": slack.next_id("trigger")}


async def pressed_in_modal(say: Send, slack: SlackFake, view: str, label: str) -> None:
    action = payloads.button(slack.views[view]["blocks"], label)
    updates = len(slack.called("views.update"))
    await say("interactive", by(ADMIN, slack, payloads.press_in_view(action, view, slack.views[view]["private_metadata"])))
    await slack.until(lambda: len(slack.called("views.update")) > updates)


async def launch(say: Send, slack: SlackFake) -> None:
    """A moderator launches a cohort: the form, its dry run, and Launch, all in one modal."""
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    slack.views[view] = (await say("interactive", payloads.submit(form, NEW_COHORT, view)))["view"]
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


async def opened_home(say: Send, slack: SlackFake, user: str = ADMIN) -> Json:
    """What the App Home of somebody shows once they have opened it."""
    await say("events_api", payloads.opened_home(user=user))
    await slack.until(lambda: user in slack.homes)
    return slack.homes[user]


async def used_shortcut(say: Send, slack: SlackFake, user: str) -> tuple[str, Json]:
    """(id, view) of the modal that the shortcut opened."""
    before = set(slack.views)
    await say("interactive", by(user, slack, payloads.shortcut("checkin")))
    await slack.until(lambda: set(slack.views) - before)
    (view,) = set(slack.views) - before
    return view, slack.views[view]


async def test_the_app_home_leads_a_member_from_joining_to_a_checkin(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    clock.advance(hours=12)
    home = await opened_home(say, slack, "U2")
    assert "You are in no cohort yet." in words(home)
    assert "For moderators" not in words(home)

    join = payloads.press_in_home(payloads.button(home["blocks"], "Join ML January"), home)
    await say("interactive", by("U2", slack, join))
    await slack.until(lambda: "Not checked in today." in words(slack.homes["U2"]))
    assert "You are in ML January" in words(list(slack.views.values())[-1])

    home = slack.homes["U2"]
    checkin = payloads.press_in_home(payloads.button(home["blocks"], "Check in"), home)
    await say("interactive", by("U2", slack, checkin))
    await slack.until(lambda: list(slack.views.values())[-1].get("callback_id", "").startswith("checkin?"))
    view, form = list(slack.views.items())[-1]
    submit = payloads.submit(form, {"did": {"type": "plain_text_input", "value": "Read"}}, view)
    answer = await say("interactive", by("U2", slack, submit))
    assert "Checked in for" in words(answer)
    await slack.until(lambda: "Checked in today." in words(slack.homes["U2"]))
    assert "Your streak: " in words(slack.homes["U2"])


async def test_the_app_home_of_a_moderator_starts_a_cohort(say: Send, slack: SlackFake) -> None:
    home = await opened_home(say, slack)
    assert "0 running, 0 open." in words(home)
    await say("interactive", payloads.press_in_home(payloads.button(home["blocks"], "Start a cohort"), home))
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    slack.views[view] = (await say("interactive", payloads.submit(form, NEW_COHORT, view)))["view"]
    await pressed_in_modal(say, slack, view, "Launch")
    assert "is launched" in words(slack.views[view])
    await slack.until(lambda: "ML January: 0 members" in words(slack.homes[ADMIN]))


async def test_a_moderator_sees_the_settings_of_the_community_from_the_app_home(say: Send, slack: SlackFake) -> None:
    home = await opened_home(say, slack)
    await say("interactive", payloads.press_in_home(payloads.button(home["blocks"], "Community settings"), home))
    await slack.until(lambda: slack.views)
    ((view, card),) = slack.views.items()
    assert "Settings of this community" in words(card)
    await pressed_in_modal(say, slack, view, "Change settings")
    assert slack.views[view]["title"]["text"] == "Community settings"


async def test_the_shortcut_of_who_is_in_no_cohort_says_where_to_find_one(say: Send, slack: SlackFake) -> None:
    _, view = await used_shortcut(say, slack, "U2")
    assert "You are in no cohort yet." in words(view)


async def test_the_shortcut_opens_the_form_of_the_only_cohort(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january", user="U2")
    clock.advance(hours=12)
    view, form = await used_shortcut(say, slack, "U2")
    assert (form["title"]["text"], form["private_metadata"]) == ("Check in", "")
    submit = payloads.submit(form, {"did": {"type": "plain_text_input", "value": "Read"}}, view)
    assert "Checked in for" in words(await say("interactive", by("U2", slack, submit)))


async def test_the_shortcut_of_who_is_in_several_cohorts_asks_first_and_goes_on_in_the_modal(
    say: Send, slack: SlackFake, clock: Clock
) -> None:
    for _ in range(2):
        slack.views.clear()
        await launch(say, slack)
    for slug in ("ml-january", "ml-january-2"):
        assert "You are in" in words(await typed(say, slack, f"cohort join {slug}", user="U2"))
    clock.advance(hours=12)
    view, chooser = await used_shortcut(say, slack, "U2")
    element = chooser["blocks"][-1]["elements"][0]
    action = {**element, "selected_option": element["options"][1]}
    updates = len(slack.called("views.update"))
    chosen = payloads.press_in_view(action, view, chooser["private_metadata"])
    await say("interactive", by("U2", slack, chosen))
    await slack.until(lambda: len(slack.called("views.update")) > updates)
    form = slack.views[view]
    assert (form["title"]["text"], element["options"][1]["value"] in form["callback_id"]) == ("Check in", True)


async def test_in_a_thread_a_mention_checks_in_and_shows_the_milestone(say: Send, slack: SlackFake, clock: Clock) -> None:
    await launch(say, slack)
    await typed(say, slack, "cohort join ml-january")
    clock.advance(hours=12)
    for line in ("checkin did=“Read chapter 3”", "milestone", "checkin", "manage create", ""):
        seen = len(slack.whispers)
        await say("events_api", payloads.event(slack.next_id("Ev"), type="app_mention", text=f"<@UBOT> {line}", thread_ts="4.4"))
        await slack.until(lambda seen=seen: len(slack.whispers) > seen)
    checked, milestone, more, create, help_card = slack.whispers
    assert "Checked in for" in words(checked)
    assert "Week 1" in words(milestone)
    assert "What you can do here" in words(help_card)
    assert {whisper["thread_ts"] for whisper in slack.whispers} == {"4.4"}
    for asking, title in ((more, "Check in"), (create, "New cohort")):
        slack.views.clear()
        action = payloads.button(asking["blocks"], "Open form")
        await say("interactive", payloads.press(action, slack.response_url(), thread_ts="4.4"))
        await slack.until(lambda: slack.views)
        assert [view["title"]["text"] for view in slack.views.values()] == [title]


async def test_in_direct_messages_a_line_is_answered_and_leads_to_its_form(say: Send, slack: SlackFake) -> None:
    await say("events_api", payloads.direct("me settings"))
    await slack.until(lambda: slack.messages)
    (message,) = slack.messages
    assert message.channel == "DU1"
    action = payloads.button(message.content["blocks"], "Change settings")
    pressed = payloads.press(action, slack.response_url(), is_ephemeral=False, channel_id="DU1")
    await say("interactive", {**pressed, "message": {"blocks": message.content["blocks"]}})
    await slack.until(lambda: slack.views)
    assert [view["title"]["text"] for view in slack.views.values()] == ["Your settings"]


async def test_a_message_is_saved_as_a_resource_from_its_menu(say: Send, slack: SlackFake) -> None:
    """A moderator adds it, in a form that is filled in already; everybody finds it then."""
    message = {"text": "A course on trees <https://example.org/trees?utm_source=x>"}
    payload = payloads.message_shortcut("resource suggest", message, slack.response_url())
    await say("interactive", by(ADMIN, slack, payload))
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    assert "https://example.org/trees" in words(form)
    values = {"title": "A course on trees", "url": "https://example.org/trees?utm_source=x"}
    typed_in = {name: {"type": "plain_text_input", "value": value} for name, value in values.items()}
    slack.views[view] = (await say("interactive", by(ADMIN, slack, payloads.submit(form, typed_in, view))))["view"]
    assert "utm_source" in words(slack.views[view])
    await pressed_in_modal(say, slack, view, "Publish")
    assert "A course on trees" in words(await typed(say, slack, "find course on trees", user="U2"))


def test_the_manifest_of_all_commands_keeps_to_slacks_limits() -> None:
    (command,) = manifest(all_commands(), "http", "https://cairn.example")["features"]["slash_commands"]
    assert len(command["usage_hint"]) <= 1000
    assert len(command["description"]) <= 2000
    for group in ("cohort join", "checkin", "help", "manage"):
        assert group.split()[0] in command["usage_hint"]
