"""The whole way with the real core: from a typed command, over forms and presses, to a post in a channel and a press on it."""

import pytest

from adapters.slack.manifest import manifest
from bot.wiring.core import Core
from bot.wiring.features import all_commands
from tests.slack import payloads
from tests.slack.conftest import ADMIN, Send
from tests.slack.fake import SlackFake, refuses
from tests.slack.real_core import as_shown, by, launch, pressed_in_modal, shared, typed, words
from tests.world import Clock


async def test_a_bare_command_shows_the_help(say: Send, slack: SlackFake) -> None:
    assert "What you can do here" in words(await typed(say, slack, ""))


async def test_who_does_not_administrate_the_workspace_may_not_manage(say: Send, slack: SlackFake) -> None:
    assert "moderators" in words(await typed(say, slack, "manage create", user="U2"))
    assert not slack.views


async def test_the_select_of_a_form_searches_what_the_core_suggests(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "manage create")
    await slack.until(lambda: slack.views)
    (form,) = slack.views.values()
    answer = await say("interactive", payloads.search(form, "roadmap", "found"))
    assert "foundations" in [option["value"] for option in answer["options"]]


async def test_a_look_up_takes_a_question_in_free_words(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "faq")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    question = "how do i bake a sourdough bread"
    answer = await say("interactive", payloads.submit(form, {"query": {"type": "plain_text_input", "value": question}}, view))
    assert question in words(answer)
    assert form["blocks"][0]["element"]["type"] == "plain_text_input"


@pytest.mark.parametrize(
    ("id", "name", "offered"), [("C1", "general", True), ("D1", "directmessage", False), ("C2", "mpdm-ann--ben--cem-1", False)]
)
async def test_what_was_found_is_offered_to_be_shared_where_others_can_see_it(
    say: Send, slack: SlackFake, id: str, name: str, offered: bool
) -> None:
    line = payloads.command("faq what is a GPU", slack.response_url())
    found = await say("slash_commands", {**line, "channel_id": id, "channel_name": name})
    assert ('"Share"' in words(found)) is offered
    share = payloads.button((await typed(say, slack, "faq what is a GPU"))["blocks"], "Share")
    pressed = payloads.press(share, slack.response_url("private"), channel_id=id)
    await say("interactive", {**pressed, "channel": {"id": id, "name": name}})
    await slack.until(lambda: slack.followups)
    assert ("There is no channel here to share it in" not in words(slack.followups)) is offered


async def test_any_time_zone_is_found_by_typing(say: Send, slack: SlackFake) -> None:
    settings = await typed(say, slack, "me settings")
    action = payloads.button(settings["blocks"], "Change settings")
    await say("interactive", by(ADMIN, slack, payloads.press(action, slack.response_url())))
    await slack.until(lambda: slack.views)
    (form,) = slack.views.values()
    answer = await say("interactive", payloads.search(form, "zone", "paris"))
    assert "Europe/Paris" in [option["value"] for option in answer["options"]]


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
        await say("interactive", by(ADMIN, slack, payloads.press(action, slack.response_url(), thread_ts="4.4")))
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


async def test_an_entry_is_edited_in_the_form_that_a_typed_line_opens(say: Send, slack: SlackFake) -> None:
    preview = await typed(say, slack, 'content add-question question="When do we meet?" answer="On Thursdays."')
    publish = payloads.press(payloads.button(preview["blocks"], "Publish"), slack.response_url())
    await say("interactive", by(ADMIN, slack, publish))
    await slack.until(lambda: slack.followups)
    await typed(say, slack, "content edit When do we meet?")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    assert form["title"]["text"] == "Edit the question"
    values = as_shown(form) | {"answer": {"type": "plain_text_input", "value": "On Fridays."}}
    shown = (await say("interactive", by(ADMIN, slack, payloads.submit(form, values, view))))["view"]
    assert "On Thursdays. → On Fridays." in words(shown)
    slack.views[view] = shown
    await pressed_in_modal(say, slack, view, "Publish")
    assert "On Fridays." in words(await typed(say, slack, "faq when do we meet", user="U2"))


async def test_a_table_is_imported_from_a_file_that_is_put_into_a_form(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "content import")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    values = as_shown(form) | {"file": shared(slack, "owls.csv", b"title;url\r\nOwls;https://example.org/owls\r\n")}
    slack.views[view] = (await say("interactive", by(ADMIN, slack, payloads.submit(form, values, view))))["view"]
    assert "Import of “owls.csv”" in words(slack.views[view])
    await pressed_in_modal(say, slack, view, "Publish")
    assert "https://example.org/owls" in words(await typed(say, slack, "find owls", user="U2"))


async def test_what_was_added_is_exported_into_direct_messages(say: Send, slack: SlackFake) -> None:
    preview = await typed(say, slack, 'content add-question question="When do we meet?" answer="On Thursdays."')
    await say(
        "interactive", by(ADMIN, slack, payloads.press(payloads.button(preview["blocks"], "Publish"), slack.response_url()))
    )
    await slack.until(lambda: slack.followups)
    answer = words(await typed(say, slack, "content export"))
    ((channel, name, content),) = slack.handed_over
    assert (channel, name) == (f"D{ADMIN}", "cairn-entries-2026-01-05.csv")
    assert b"On Thursdays." in content
    assert f"{name} is in your direct messages with me." in answer


async def test_a_file_that_slack_does_not_take_is_not_said_to_be_there(say: Send, slack: SlackFake) -> None:
    preview = await typed(say, slack, 'content add-question question="When do we meet?" answer="On Thursdays."')
    await say(
        "interactive", by(ADMIN, slack, payloads.press(payloads.button(preview["blocks"], "Publish"), slack.response_url()))
    )
    await slack.until(lambda: slack.followups)
    slack.fail_next("files.getUploadURLExternal", refuses("missing_scope"))
    answer = words(await typed(say, slack, "content export"))
    assert "needs files:write" in answer
    assert "is in your direct messages" not in answer


async def test_the_token_is_shown_to_no_address_but_slacks(say: Send, slack: SlackFake) -> None:
    await typed(say, slack, "content import")
    await slack.until(lambda: slack.views)
    ((view, form),) = slack.views.items()
    values = as_shown(form) | {"file": shared(slack, "owls.csv", b"", f"{slack.url}/response/elsewhere")}
    answer = await say("interactive", by(ADMIN, slack, payloads.submit(form, values, view)))
    assert "did not hand over the file" in words(answer)


def test_the_manifest_of_all_commands_keeps_to_slacks_limits() -> None:
    (command,) = manifest(all_commands(), "http", "https://cairn.example")["features"]["slash_commands"]
    assert len(command["usage_hint"]) <= 1000
    assert len(command["description"]) <= 2000
    for group in ("cohort join", "checkin", "help", "manage"):
        assert group.split()[0] in command["usage_hint"]
