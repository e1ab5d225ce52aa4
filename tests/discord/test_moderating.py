"""Moderators steer a week on Discord: a cohort's settings by options and in forms, a member's card with its select."""

from types import SimpleNamespace

import discord
import pytest
import simcord

from adapters.discord.command_ids import uploaded_ids
from tests.discord.test_real_core import client, filled, launch, server, simcord_bot, words
from tests.world import Clock

__all__ = ["client", "server", "simcord_bot"]


async def test_a_cohort_is_changed_by_options_and_in_a_form(server: SimpleNamespace) -> None:
    await launch(server)
    changed = await server.moderator.slash(server.channel, "manage edit", days="mon thu", capacity=12, channel=server.channel)
    assert changed.response.ephemeral
    assert "Check-in days: Mon, Tue, Wed, Thu, Fri → Mon, Thu" in words(changed.response.components)
    changed = await server.moderator.slash(server.channel, "manage edit")
    opened = await server.moderator.click(changed.response, label="Check-ins and places")
    await server.moderator.submit_modal(opened, {**filled(opened), "capacity": "8"})
    shown = words(changed.response.components)
    assert "Places: 12 → 8" in shown
    assert "Check-in days: " not in shown.split("\n\n")[0]
    changed = await server.moderator.slash(server.channel, "manage edit")
    opened = await server.moderator.click(changed.response, label="Check-ins and places")
    assert filled(opened)["days"] == ["Mon", "Thu"]
    await server.moderator.submit_modal(opened, {**filled(opened), "days": ["Sun", "Tue"]})
    assert "Check-in days: Mon, Thu → Tue, Sun" in words(changed.response.components)


async def test_roles_and_people_are_named_by_options_and_with_pickers_and_taken_away(
    server: SimpleNamespace, simcord_env: simcord.Env
) -> None:
    helpers = server.guild.create_role("helpers")
    helper = server.guild.add_member(simcord_env.create_user("bo"), roles=[helpers])
    manage = (await uploaded_ids(simcord_env.bot))["manage settings"]
    server.guild.set_command_permissions(manage, {helpers: True, server.member: True})  # as administrators do in Discord
    card = (await server.moderator.slash(server.channel, "manage moderators", role=helpers)).response
    assert f"<@&{helpers.id}>" in words(card.components)
    opened = await server.moderator.click(card, label="Add a moderator")
    await server.moderator.submit_modal(opened, {"person": [server.member]})
    assert f"<@{server.member.id}>" in words(card.components)
    assert "<@" not in words(card.components).replace(f"<@{server.member.id}>", "").replace(f"<@&{helpers.id}>", "")
    for trusted in (helper, server.member):
        shown = await trusted.slash(server.channel, "manage settings")
        assert f"<@&{helpers.id}>" in words(shown.response.components)
    await server.moderator.click(card, custom_id=f"manage let-moderate?role={helpers.id}&allowed=no")
    assert "Only moderators" in words((await helper.slash(server.channel, "manage settings")).response.components)
    refused = await server.moderator.slash(server.channel, "manage moderators", role=server.guild.default_role)
    assert "@everyone” is not a role that can be chosen" in words(refused.response.components)


@pytest.mark.parametrize("label", ["Name and dates", "Check-ins and places"])
async def test_a_form_sent_as_it_was_changes_nothing(server: SimpleNamespace, label: str) -> None:
    await launch(server)
    shown = await server.moderator.slash(server.channel, "manage edit")
    opened = await server.moderator.click(shown.response, label=label)
    await server.moderator.submit_modal(opened, filled(opened))
    assert "Nothing changed in ML January" in words(shown.response.components)


async def test_a_member_is_looked_at_by_mention_and_a_checkin_hidden(
    server: SimpleNamespace, clock: Clock, simcord_env: simcord.Env
) -> None:
    await launch(server)
    await server.member.slash(server.channel, "cohort join")
    clock.advance(hours=11)
    await server.member.slash(server.channel, "checkin", did="Something rude", share=True)
    for _ in range(2):
        await server.core.queue()
        await server.core.deliver()
    card = await server.moderator.slash(server.channel, "manage remove", member=f"<@{server.member.id}>")
    assert card.response.ephemeral
    assert "Something rude" in words(card.response.components)
    await server.moderator.select(card.response, ["2026-01-05"])
    assert "(hidden)" in words(card.response.components)
    clock.advance(minutes=2)
    await server.core.deliver()
    channel = simcord_env.bot.get_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)
    said = [words([box.to_dict() for box in message.components]) async for message in channel.history()]
    assert any("check-ins of" in text for text in said)
    assert not any("rude" in text for text in said)
    await server.moderator.click(card.response, label="Take out of the cohort")
    refused = await server.member.slash(server.channel, "cohort join")
    assert "Ask a moderator to let you in again" in words(refused.response.components)
