"""A full cohort on Discord: the line, the message that a place is somebody's, and a press on it."""

from types import SimpleNamespace

import discord
import simcord

from tests.discord.test_real_core import client, launch, server, simcord_bot, words

__all__ = ["client", "server", "simcord_bot"]


async def test_a_place_that_comes_free_is_told_in_a_direct_message_whose_buttons_work(
    server: SimpleNamespace, client: discord.Client, simcord_env: simcord.Env
) -> None:
    await launch(server)
    await server.moderator.slash(server.channel, "manage edit", capacity=1)
    alone = simcord_env.create_user("bob")
    bob = server.guild.add_member(alone)
    await server.member.slash(server.channel, "cohort join")
    waiting = await bob.slash(server.channel, "cohort join")
    assert "You are number **1** in line." in words(waiting.response.components)
    asked = await server.member.slash(server.channel, "cohort leave")
    assert "your place goes to the next in line" in words(asked.response.components)
    await server.member.click(asked.response, label="Leave")
    await server.core.deliver()
    room = await client.create_dm(discord.Object(bob.id))
    (message,) = [message async for message in room.history()]
    assert "You have a place in ML January" in words([box.to_dict() for box in message.components])
    gone = await alone.click(message, label="Give it up")
    assert "You left ML January" in words(gone.response.components)
