"""The manifest agrees with the declarations, and asks for the permissions that are used and no others."""

import pytest
import yaml

from adapters.slack.manifest import COMMAND, manifest, manifest_yaml
from bot.interface.call import Call
from bot.interface.card import Card, File, Form
from bot.interface.command import Commands
from bot.interface.inputs import FileInput, TextInput
from bot.text import t
from bot.wiring.features import all_commands
from tests.conformance.pictures import PICTURED
from tests.declared import only_declared
from tests.slack import payloads
from tests.slack.block_kit import check_shortcut
from tests.slack.conftest import gateway_of, over_http, over_socket
from tests.slack.fake import SlackFake
from tests.slack.real_core import shared
from tests.slack.stub import StubDispatcher, commands
from tests.slack.test_sender import delivery, new_sender
from tests.slack.workspace import METHODS

SCOPES_OF_METHODS = {
    "auth.test": set[str](),
    "apps.connections.open": set[str](),  # the app token's own
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "users.info": {"users:read"},
    "views.open": set[str](),
    "views.publish": set[str](),
    "views.update": set[str](),
}
SCOPES_OF_DOWNLOADS = {"files:read"}
SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set[str](),
    "channel_archive": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_left": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.im": {"im:history"},
    "tokens_revoked": set[str](),
    "user_change": {"users:read"},
}


def test_every_group_and_command_that_can_be_typed_is_in_the_hint() -> None:
    (command,) = manifest(commands, "socket")["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert command["usage_hint"] == "cohort join|list · checkin · help"
    assert command["should_escape"] is True


def test_what_nobody_can_type_is_not_in_the_hint() -> None:
    hidden = Commands()

    @hidden.add("milestone done", "Pressed only.", listed=False)
    async def done(context: object) -> Card:
        only_declared()

    assert manifest(hidden, "socket")["features"]["slash_commands"][0]["usage_hint"] == ""


def test_members_can_write_to_the_bot() -> None:
    home = manifest(commands, "socket")["features"]["app_home"]
    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


def test_the_app_home_is_on_and_tells_when_somebody_opens_it() -> None:
    made = manifest(commands, "socket")
    assert made["features"]["app_home"]["home_tab_enabled"] is True
    assert "app_home_opened" in made["settings"]["event_subscriptions"]["bot_events"]


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_every_declared_shortcut_is_there_and_carries_its_call(mode: str) -> None:
    assert mode in ("socket", "http")
    shortcuts = manifest(commands, mode, "https://cairn.example")["features"]["shortcuts"]
    assert [(found["type"], found["name"], found["callback_id"]) for found in shortcuts] == [
        ("global", "Check in", "checkin"),
        ("message", "Save as resource", "content keep"),
    ]
    assert shortcuts[0]["description"] == "Say what you did today."


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_shortcuts_of_the_real_commands_match_their_declarations(mode: str) -> None:
    assert mode in ("socket", "http")
    declared = {Call(command.path).dump(): command.shortcut for command in all_commands() if command.shortcut}
    shortcuts = manifest(all_commands(), mode, "https://cairn.example")["features"]["shortcuts"]
    for shortcut in shortcuts:
        check_shortcut(shortcut)
    assert {found["callback_id"]: found["type"] for found in shortcuts} == declared
    assert len({found["name"] for found in shortcuts}) == len(shortcuts)
    assert declared["checkin"] == "global"


def test_socket_mode_names_no_url() -> None:
    made = manifest(commands, "socket", "https://cairn.example")
    assert made["settings"]["socket_mode_enabled"] is True
    assert "cairn.example" not in str(made)


def test_over_http_every_kind_of_payload_comes_to_the_one_endpoint() -> None:
    made = manifest(commands, "http", "https://cairn.example/")
    url = "https://cairn.example/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["features"]["slash_commands"][0]["url"] == url
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": url, "message_menu_options_url": url}


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_the_manifest_is_yaml_to_paste(mode: str) -> None:
    assert mode in ("socket", "http")
    text = manifest_yaml(commands, mode, "https://cairn.example")
    assert yaml.safe_load(text) == manifest(commands, mode, "https://cairn.example")
    assert "·" in text


async def test_the_permissions_are_exactly_those_of_what_is_called_and_heard(
    slack: SlackFake, dispatcher: StubDispatcher
) -> None:
    made = manifest(commands, "socket")
    await _do_everything(slack, dispatcher)
    called = {method for method, _ in slack.calls}
    assert called == set(METHODS) == set(SCOPES_OF_METHODS), "every method of the fake is used, and each has its scopes here"
    heard = set(made["settings"]["event_subscriptions"]["bot_events"])
    assert slack.fetched
    needed = {"commands", *SCOPES_OF_DOWNLOADS}.union(
        *(SCOPES_OF_METHODS[method] for method in called), *(SCOPES_OF_EVENTS[event] for event in heard)
    )
    assert set(made["oauth_config"]["scopes"]["bot"]) == needed


async def _do_everything(slack: SlackFake, dispatcher: StubDispatcher) -> None:
    gateway = gateway_of(slack, dispatcher)
    async with over_http(slack, gateway) as send:
        await send("events_api", payloads.mention("help"))
        await send("events_api", payloads.direct("help", id="Ev2"))
        await send("events_api", payloads.opened_home())
        await slack.until(lambda: slack.called("views.publish"))
        await slack.until(lambda: slack.called("chat.postEphemeral") and slack.called("chat.postMessage"))
        dispatcher.answer = Form(t("F"), Call("checkin"), (TextInput("did", t("Did")),), t("Send"))
        await send("slash_commands", payloads.command("checkin", slack.response_url()))
        dispatcher.answer = Form(t("F"), Call("checkin"), (FileInput("file", t("File")),), t("Send"))
        await send("slash_commands", payloads.command("checkin", slack.response_url()))
        await slack.until(lambda: len(slack.views) == 2)
        view, form = [*slack.views.items()][-1]
        dispatcher.answer = Card(t("Kept"), files=(File("owls.csv", b"owls"),))
        await send("interactive", payloads.submit(form, {"file": shared(slack, "owls.csv", b"owls")}, view))
        await dispatcher.requests[-1].attachments["file"].read()
        action = {"type": "button", "action_id": "0", "value": "help"}
        await send("interactive", payloads.press_in_view(action, "V1", "C1"))
        await slack.until(lambda: slack.called("views.open") and slack.called("views.update"))
    async with over_socket(slack, gateway):
        await slack.until(lambda: slack.socket)
    async with new_sender(slack) as sender:
        sent = await sender.send(delivery(card=PICTURED))
        await sender.edit(delivery(message=sent))
        await sender.find(delivery(attempts=2))
        await sender.find(delivery(attempts=2, kind="reply", parent_message=sent))
        await sender.send(delivery(kind="dm", channel="U1"))
        await sender.look_at("T1", "C1")
