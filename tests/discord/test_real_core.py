"""The real core behind the real adapter: from a moderator's command to a post that members press."""

from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers

from adapters.discord import render
from adapters.discord.client import logged_in, new_client
from adapters.discord.commands import payloads, sync_commands, upload
from adapters.discord.gateway import DiscordGateway
from adapters.discord.sender import DiscordSender
from bot.domain.post import Post
from bot.interface.call import Actor, Call, Place, Request
from bot.interface.card import Button, Buttons, Card
from bot.text import t
from bot.wiring.core import Core, open_core
from bot.wiring.features import all_commands
from storage.releases import Library
from tests.discord.fake import FakeDiscord
from tests.discord.objects import CHANNEL, GUILD, MEMBER
from tests.transactions import opened
from tests.world import Clock


@pytest.fixture
def client() -> discord.Client:
    return new_client()


@pytest.fixture
def simcord_bot(client: discord.Client) -> discord.Client:
    return client


@pytest.fixture
async def server(
    client: discord.Client, simcord_env: simcord.Env, database: str, clock: Clock, library: Library
) -> AsyncIterator[SimpleNamespace]:
    """A server with one channel, a member and a moderator, and the whole bot in it."""
    async with open_core(database, clock, {"discord": DiscordSender(client)}, library=library) as core:
        gateway = DiscordGateway("token", core.dispatch, core.arrive, clock)
        client.event(gateway.on_interaction)
        await upload(client, core.dispatch.commands)
        guild = simcord_env.create_guild("Study")
        moderators = guild.create_role("moderators", permissions=discord.Permissions(manage_guild=True))
        yield SimpleNamespace(
            core=core,
            gateway=gateway,
            guild=guild,
            channel=guild.create_text_channel("general"),
            member=guild.add_member(simcord_env.create_user("ann")),
            moderator=guild.add_member(simcord_env.create_user("mo"), roles=[moderators]),
        )


def words(components: list[dict[str, Any]]) -> str:
    return "\n".join(part["content"] for box in components for part in box["components"] if "content" in part)


async def launch(server: SimpleNamespace) -> None:
    """The moderator starts a cohort by command."""
    opened = await server.moderator.slash(
        server.channel, "manage create", name="ML January", roadmap="foundations", start="2026-01-05",
        channel=server.channel, time="18:00",
    )  # fmt: skip
    await server.moderator.click(opened.response, label="Launch")


async def test_help_answers_at_once(server: SimpleNamespace) -> None:
    result = await server.member.slash(server.channel, "help")
    assert result.response.ephemeral
    assert "cohort join" in words(result.response.components)


OWLS = ("owls.csv", b"title;url\r\nOwls;https://example.org/owls\r\n")


async def test_a_table_is_imported_from_an_attachment_or_from_a_form_and_exported_as_one(server: SimpleNamespace) -> None:
    preview = await server.moderator.slash(server.channel, "content import", file=OWLS)
    assert "Import of “owls.csv”" in words(preview.response.components)
    await server.moderator.click(preview.response, label="Discard")
    refused = await server.moderator.slash(server.channel, "content import", file=("owls.csv", b"PK\3\4"))
    assert "This is a workbook or an archive." in words(refused.response.components)
    opened = await server.moderator.click(refused.response, label="Try again")
    preview = await server.moderator.submit_modal(opened, {"file": [OWLS], "missing": ["keep"]})
    await server.moderator.click(preview.response, label="Publish")
    assert "https://example.org/owls" in words(
        (await server.member.slash(server.channel, "find", query="owls")).response.components
    )


async def test_a_cohort_is_launched_joined_and_its_milestone_pressed(
    server: SimpleNamespace, clock: Clock, simcord_env: simcord.Env
) -> None:
    await launch(server)
    joined = await server.member.slash(server.channel, "cohort join")
    assert joined.response.ephemeral
    clock.advance(hours=11)
    await server.core.queue()
    await server.core.deliver()
    await server.core.deliver()
    channel = simcord_env.bot.get_channel(server.channel.id)
    [thread] = channel.threads
    milestone = await channel.fetch_message(thread.id)
    pressed = await server.member.click(milestone, label="Start")
    assert pressed.response.ephemeral
    assert thread.name.casefold() in words([box.to_dict() for box in milestone.components]).casefold()
    assert [render.mark_of(message) async for message in thread.history()]


async def test_a_member_who_presses_a_moderators_button_is_refused(server: SimpleNamespace, simcord_env: simcord.Env) -> None:
    card = Card(t("For moderators"), (Buttons((Button(t("New cohort"), Call("manage create")),)),))
    message = await simcord_env.bot.get_channel(server.channel.id).send(view=render.layout(card))
    pressed = await server.member.click(message, label="New cohort")
    assert "Only moderators" in words(pressed.response.components)


async def added(server: SimpleNamespace, env: simcord.Env, clock: Clock) -> None:
    """The bot is added to the server as it is now."""
    env.bot.event(server.gateway.on_guild_available)
    guild = env.backend.guilds[server.guild.id]
    guild.members[env.bot.user.id].joined_at = clock().isoformat()
    env.backend.emit("GUILD_CREATE", serializers.guild_create_payload(env.backend, guild))
    await env.settle()


async def test_added_to_a_server_the_bot_says_once_what_to_do_next(
    server: SimpleNamespace, simcord_env: simcord.Env, clock: Clock
) -> None:
    await added(server, simcord_env, clock)
    await added(server, simcord_env, clock)
    await server.core.deliver()
    [message] = [message async for message in simcord_env.bot.get_channel(server.channel.id).history()]
    assert "/manage create" in words([box.to_dict() for box in message.components])
    refused = await server.member.click(message, label="Settings")
    assert refused.response.ephemeral
    assert "Only moderators" in words(refused.response.components)
    assert "Settings of this community" in words((await server.moderator.click(message, label="Settings")).response.components)
    assert (await server.moderator.click(message, label="Start a cohort")).modal
    assert "cohort join" in words((await server.member.click(message, label="Help")).response.components)


async def test_who_may_not_write_in_a_channel_shares_nothing_there(server: SimpleNamespace) -> None:
    silent = {server.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    news = server.guild.create_text_channel("news", overwrites=silent)
    for channel, said in ((news, "You may not write in this channel"), (server.channel, "The channel sees it")):
        found = await server.member.slash(channel, "faq", query="overfitting")
        shared = await server.member.click(found.response, label="Share")
        assert said in words(shared.response.components)


async def test_a_message_is_saved_as_a_resource_from_its_menu(server: SimpleNamespace) -> None:
    """A member suggests it; a moderator adds it, in a form that is filled in already."""
    message = await server.member.send(server.channel, "A course on trees https://example.org/trees?utm_source=x " + "x" * 500)
    opened = await server.member.context_menu(server.channel, "Save as resource", message)
    assert opened.modal["title"] == "Suggest a resource"
    suggested = await server.member.submit_modal(opened, filled(opened))
    assert "**A course on trees" in words(suggested.response.components)
    opened = await server.moderator.context_menu(server.channel, "Save as resource", message)
    preview = await server.moderator.submit_modal(opened, filled(opened))
    assert "only tracks the reader: utm\\_source" in words(preview.response.components)
    published = await server.moderator.click(preview.response, label="Publish")
    assert "Published: A course on trees" in words(published.response.components)
    found = await server.member.slash(server.channel, "find", query="course on trees")
    assert "A course on trees" in words(found.response.components)


async def test_an_entry_is_edited_in_the_form_that_the_command_opens(server: SimpleNamespace) -> None:
    opened = await server.moderator.slash(server.channel, "content add-question", question="When do we meet?")
    preview = await server.moderator.submit_modal(opened, {**filled(opened), "answer": "On Thursdays."})
    await server.moderator.click(preview.response, label="Publish")
    opened = await server.moderator.slash(server.channel, "content edit", item="when do we meet")
    assert opened.modal["title"] == "Edit the question"
    preview = await server.moderator.submit_modal(opened, {**filled(opened), "answer": "On Fridays."})
    assert "On Thursdays. → On Fridays." in words(preview.response.components)
    await server.moderator.click(preview.response, label="Publish")
    assert "edited a question" in words((await server.moderator.slash(server.channel, "content log")).response.components)
    last = await server.moderator.slash(server.channel, "content undo")
    undone = await server.moderator.click(last.response, label="Undo")
    assert "Put back" in words(undone.response.components)


async def test_a_look_up_without_words_asks_for_them_in_a_text_input(server: SimpleNamespace) -> None:
    opened = await server.member.slash(server.channel, "find", query=" ")
    [label] = opened.modal["components"]
    assert label["component"]["placeholder"].startswith("Such as ")
    found = await server.member.submit_modal(opened, {"query": "overfitting"})
    assert "Found for “overfitting”" in words(found.response.components)


async def test_a_form_takes_any_time_zone(server: SimpleNamespace) -> None:
    card = await server.moderator.slash(server.channel, "manage settings")
    opened = await server.moderator.click(card.response, label="Change settings")
    changed = await server.moderator.submit_modal(opened, {**filled(opened), "zone": "Paris"})
    assert "Europe/Paris" in words(changed.response.components)


def filled(opened: Any) -> dict[str, Any]:
    """What the texts and selects of an opened modal hold already."""
    components = [label["component"] for label in opened.modal["components"]]
    texts = {component["custom_id"]: component.get("value", "") for component in components if component["type"] == 4}
    return texts | {component["custom_id"]: _chosen(component) for component in components if component["type"] == 3}


def _chosen(select: Any) -> list[str]:
    return [option["value"] for option in select["options"] if option["default"]]


async def test_every_command_is_one_that_discord_takes(fake: FakeDiscord) -> None:
    assert await sync_commands("token", all_commands())
    assert not await sync_commands("token", all_commands())
    assert len(payloads(all_commands())) <= 100


@pytest.mark.parametrize("lost", ["request", "answer"])
async def test_the_outbox_sends_once_whatever_is_lost(fake: FakeDiscord, database: str, clock: Clock, lost: str) -> None:
    async with logged_in("token") as sending, open_core(database, clock, {"discord": DiscordSender(sending)}) as core:
        await _post(core, clock)
        fake.fail("POST", f"/channels/{CHANNEL}/messages", lost=lost)
        await core.deliver()
        clock.advance(minutes=5)
        await core.deliver()
        clock.advance(minutes=5)
        await core.deliver()
    assert len(fake.messages[CHANNEL]) == 1


async def _post(core: Core, clock: Clock) -> None:
    """Somebody calls, so that the server's community is known; a post is queued in it."""
    actor, place = Actor("discord", MEMBER, "Ann"), Place("discord", GUILD, CHANNEL, "Study")
    await core.dispatch(Request("1", Call("cohort list"), actor, place, "command", clock()))
    [community] = await core.units.communities_of(actor)
    async with opened(core, community.id) as unit:
        card = Card(t("Hello"))
        await unit.outbox.put(Post(key="hello", platform="discord", space=GUILD, channel=CHANNEL, card=card, due_at=clock()))


async def test_the_days_of_a_checkin_are_suggested_while_typing(server: SimpleNamespace) -> None:
    offered = await server.member.autocomplete(server.channel, "checkin", "day", "yest")
    assert offered == [{"name": "Yesterday, Sun, Jan 4, 2026", "value": "2026-01-04"}]
